"""The figures of a period: entered once in progress reports, added up for every later report.

Source: the office contract, “Figures and sentences, exactly”.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tracker.progress.lights import is_rate
from tracker.tasks.history import Figure, History
from tracker.tasks.status import Move


class Way(StrEnum):
    """How the values of one name and unit become one."""

    SUM = "sum"
    LAST = "last"
    AVERAGE = "average"
    DISTINCT = "distinct"  # the same value on the same day is one event that several tasks report: counted once


Name = tuple[str, str]
"""Name and unit: what makes two values the same figure."""


@dataclass(frozen=True)
class Reported:
    """One value as a progress report gives it. seq: the place of the report in the task's history, from 0."""

    task: str
    seq: int
    on: date
    figure: Figure


@dataclass(frozen=True)
class Total:
    """What the reports of a period come to for one name and unit.

    approx: whether any value that counts is approximate. parts: the values that count, in the order of their days.
    """

    name: str
    unit: str
    value: Decimal
    approx: bool
    parts: tuple[Reported, ...]
    way: Way = Way.SUM

    @property
    def tasks(self) -> tuple[str, ...]:
        """The keys of the tasks whose reports count, each once."""
        return tuple(dict.fromkeys(part.task for part in self.parts))

    @property
    def figure(self) -> Figure:
        return Figure(self.name, self.value, self.unit, self.approx)

    @property
    def told_twice(self) -> tuple[date, ...]:
        """Days on which several tasks report the same value: maybe one event, which DISTINCT would count once."""
        tellers: dict[tuple[date, Decimal], set[str]] = {}
        for part in self.parts:
            tellers.setdefault((part.on, part.figure.value), set()).add(part.task)
        return tuple(sorted({on for (on, _), tasks in tellers.items() if len(tasks) > 1}))


@dataclass(frozen=True)
class Counts:
    """How many tasks were assigned, finished and cleared in a period (each task once, whatever came later)."""

    assigned: int
    finished: int
    cleared: int


def reported(histories: Iterable[History], start: date, end: date) -> list[Reported]:
    """Every value reported from `start` to `end`, both included, in the order of tasks and events."""
    return [
        Reported(history.key, seq, event.on, figure)
        for history in histories
        for seq, event in enumerate(history.events)
        if event.do is Move.REPORT and start <= event.on <= end
        for figure in event.figures
    ]


def totals(values: Iterable[Reported], ways: Mapping[Name, Way] | None = None) -> list[Total]:
    """One total for each name and unit, in the order in which they first appear.

    ways: how to add up, where it is not the rule: the sum, but of rates (% or a name that ends in 率) the last.
    """
    by_name: dict[Name, list[Reported]] = {}
    for value in values:
        by_name.setdefault((value.figure.name, value.figure.unit), []).append(value)
    return [_total(name, parts, (ways or {}).get(name) or default_way(*name)) for name, parts in by_name.items()]


def default_way(name: str, unit: str) -> Way:
    return Way.LAST if is_rate(name, unit) else Way.SUM


def _total(name: Name, parts: list[Reported], way: Way) -> Total:
    parts = sorted(parts, key=lambda part: part.on)  # stable: on one day the later in the file is the last
    if way is Way.LAST:
        parts = parts[-1:]
    elif way is Way.DISTINCT:
        parts = list({(part.on, part.figure.value): part for part in reversed(parts)}.values())[::-1]
    value = sum((part.figure.value for part in parts), Decimal(0))
    if way is Way.AVERAGE:
        value = round(value / len(parts), 2)
    return Total(*name, value, any(part.figure.approx for part in parts), tuple(parts), way)


def yearly(histories: Iterable[History], year: int, ways: Mapping[Name, Way] | None = None) -> list[Total]:
    """The figures of a calendar year over all tasks, finished or not."""
    return totals(reported(histories, date(year, 1, 1), date(year, 12, 31)), ways)


def task_counts(histories: Iterable[History], start: date, end: date) -> Counts:
    """Source: the same rules, 1: the numbers of tasks 交办, 办结, 销号."""
    known = list(histories)

    def with_move(move: Move) -> int:
        return sum(any(e.do is move and start <= e.on <= end for e in history.events) for history in known)

    assigned = sum(start <= history.assigned_on <= end for history in known)
    return Counts(assigned, with_move(Move.FINISH), with_move(Move.CLEAR))


def as_json(total: Total) -> dict[str, Any]:
    """As the office contract has it."""
    return {
        "name": total.name,
        "unit": total.unit,
        "value": plain_number(total.value),
        "approx": total.approx,
        "tasks": list(total.tasks),
    }


def plain_number(value: Decimal) -> int | float:
    """For JSON: whole values without a decimal point."""
    return int(value) if value == value.to_integral_value() else float(value)
