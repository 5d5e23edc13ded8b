"""The instances of a recurring task: one for each period, the next whether or not the last was done.

Source: the office contract, “Words”, *Instance*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.calendar.limits import Every
from tracker.calendar.workdays import WorkCalendar
from tracker.tasks.history import History, Rule
from tracker.tasks.status import Move

DAY = timedelta(days=1)
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


@dataclass(frozen=True)
class Instance:
    """What is owed for one period: from `begins` on, by `due`. closed_on: the day of the report that closed it."""

    begins: date
    due: date
    closed_on: date | None = None

    def is_open(self, day: date) -> bool:
        """Whether it exists and is not closed at the end of the day."""
        return self.begins <= day and (self.closed_on is None or self.closed_on > day)


def period_of(day: date, every: Every) -> tuple[date, date]:
    """First and last day of the week, month, quarter, half-year or year in which the day lies."""
    if every is Every.WEEK:
        first = day - day.weekday() * DAY
        return first, first + 6 * DAY
    months = _MONTHS[every]
    month = (day.month - 1) // months * months + 1
    return date(day.year, month, 1), _month_end(day.year, month + months - 1)


def _month_end(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - DAY


def due_day(first: date, last: date, every: Every, day: int | None, calendar: WorkCalendar) -> date | None:
    """The due day of the period: its `day`, or its last working day; None where it has no working day."""
    if day is None:
        due = calendar.last_workday(last)
        return due if due >= first else None
    if every is Every.WEEK:
        return first + (day - 1) * DAY
    return last.replace(day=min(day, last.day))


def instances(history: History, until: date, calendar: WorkCalendar) -> Iterator[Instance]:
    """The instances that have begun by the end of day `until`, in order; nothing for tasks that do not recur."""
    reports = [event.on for event in history.events if event.do is Move.REPORT]
    in_force = rules(history)
    ends = [min(rule.since - DAY, until) for rule in in_force[1:]]
    for rule, end in zip(in_force, [*ends, until], strict=False):
        for begins, due in _of_rule(rule, end, calendar):
            if history.deadline is None or due <= history.deadline:
                yield Instance(begins, due, next((day for day in reports if day >= begins), None))


def _of_rule(rule: Rule, end: date, calendar: WorkCalendar) -> Iterator[tuple[date, date]]:
    """First and due day of each period of a rule that has begun by the end of a day."""
    first, last = period_of(rule.since, rule.every)
    while max(first, rule.since) <= end:
        due = due_day(first, last, rule.every, rule.day, calendar)
        if due is not None and due >= rule.since:
            yield max(first, rule.since), due
        first, last = period_of(last + DAY, rule.every)


def rules(history: History) -> list[Rule]:
    """All rules of a recurring task, each in force until the next one begins."""
    if history.every is None:
        return []
    return [Rule(history.assigned_on, history.every, history.day), *history.later_rules]


def rule_on(history: History, day: date) -> Rule | None:
    """The rule in force on the day; None for tasks that do not recur."""
    return next((rule for rule in reversed(rules(history)) if rule.since <= day), None)


def can_begin(history: History, day: date) -> date:
    """When a rule can begin that is to hold from the day on: at once where a period begins there, else behind it.

    So the period that is running is finished as it was ordered, and there is never more than one open instance.
    """
    rule = rule_on(history, day)
    if rule is None:
        return day
    first, last = period_of(day, rule.every)
    return day if day == max(first, rule.since) else last + DAY
