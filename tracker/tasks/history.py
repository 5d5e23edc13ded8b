"""The life of one task as values: what was ordered, and everything that happened to it since, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.calendar.limits import Every, Kind
from tracker.tasks.status import Move


@dataclass(frozen=True)
class Figure:
    """A quantity of work: as reported, or as a target (then `approx` is False)."""

    name: str
    value: Decimal
    unit: str
    approx: bool = False


@dataclass(frozen=True)
class Event:
    """One thing that a person did on a day in the office's time zone. Persons and units are their numbers."""

    on: date
    by: int
    do: Move
    text: str = ""
    until: date | None = None  # ask_extension
    assignee: int | None = None  # assign
    lead: int | None = None  # assign, where the lead unit changes
    figures: tuple[Figure, ...] = ()  # report


@dataclass(frozen=True)
class Rule:
    """How often a recurring task comes back from `since` on. day: the due day within the period, as in History."""

    since: date
    every: Every
    day: int | None = None


@dataclass(frozen=True)
class History:
    """A task as it was assigned on `assigned_on`, and its events in the order in which they happened.

    leader: None where there is none; the main leader then stands in.
    deadline: None for ongoing tasks; for recurring ones the end of the series, or None.
    day: the due day within a recurring task's period, None for the period's last work day.
    support, helpers: the units and the people that support it.
    later_rules: what a recurring task's rule was changed to, each where a period of the rule before begins.
    """

    key: str
    assignee: int
    lead: int
    support: tuple[int, ...]
    leader: int | None
    kind: Kind
    assigned_on: date
    deadline: date | None
    every: Every | None = None
    day: int | None = None
    target: Figure | None = None
    events: tuple[Event, ...] = ()
    later_rules: tuple[Rule, ...] = ()
    helpers: tuple[int, ...] = ()
