"""What the number check compares with: every value that the records of a year hold.

Source: the office contract, “Figures and sentences, exactly”, 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from tracker.progress.figures import Counts, Name, Reported, Way, reported, task_counts, totals
from tracker.tasks.history import History
from tracker.tasks.standing import standing
from tracker.tasks.status import Move

COUNT_UNITS = ("项", "件", "个")
"""In what a report counts tasks."""


class RecordKind(StrEnum):
    """What a value is: of the whole year, of one report, a target, or a number of tasks."""

    YEAR = "year"
    REPORT = "report"
    TARGET = "target"
    COUNT = "count"


@dataclass(frozen=True)
class Record:
    """A value with its name and unit; tasks: the keys of the tasks that it comes from, none for a number of tasks.

    on: the day of one report.
    """

    kind: RecordKind
    name: str
    value: Decimal
    unit: str
    approx: bool = False
    tasks: tuple[str, ...] = ()
    on: date | None = None


def records_of(
    histories: Iterable[History], start: date, end: date, ways: Mapping[Name, Way] | None = None
) -> list[Record]:
    """The records from `start` to `end`, both included: of a calendar year, or a part of it; `ways` as for the
    yearly figures."""
    known = list(histories)
    targets = [history for history in known if history.target is not None and was_open(history, start, end)]
    return records_from(reported(known, start, end), targets, task_counts(known, start, end), ways)


def records_from(
    values: list[Reported], targets: Iterable[History], counts: Counts, ways: Mapping[Name, Way] | None = None
) -> list[Record]:
    """targets: the tasks with a target that were open in the time; counts: what happened to tasks in it."""
    records = [
        Record(RecordKind.YEAR, one.name, one.value, one.unit, one.approx, one.tasks) for one in totals(values, ways)
    ]
    for value in values:
        figure = value.figure
        records.append(
            Record(RecordKind.REPORT, figure.name, figure.value, figure.unit, figure.approx, (value.task,), value.on)
        )
    for history in targets:
        if target := history.target:
            records.append(Record(RecordKind.TARGET, target.name, target.value, target.unit, tasks=(history.key,)))
    return records + _counts(counts)


def was_open(history: History, start: date, end: date) -> bool:
    """Whether the task was open on any of the days."""
    if history.assigned_on > end:
        return False
    if history.assigned_on >= start or standing(history, start - timedelta(days=1)).is_open:
        return True
    return any(event.do is Move.REOPEN and start <= event.on <= end for event in history.events)


def _counts(counts: Counts) -> list[Record]:
    named = (("交办", counts.assigned), ("办结", counts.finished), ("销号", counts.cleared))
    return [Record(RecordKind.COUNT, name, Decimal(n), unit) for name, n in named for unit in COUNT_UNITS]
