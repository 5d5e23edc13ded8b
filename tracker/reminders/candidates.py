"""Which tasks can have a row on a day: a condition for the database that spares the reading of all others.

What is due is decided by schedule.due alone; a test over random lives holds that no task with a row is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from tracker.calendar.limits import Every, Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.reminders.schedule import LONGEST_REST, Office, Reason
from tracker.tasks.instances import due_day, period_of
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.queries import is_open
from tracker.tasks.status import Move, Status

DAY = timedelta(days=1)


def may_be_due(day: date, office: Office) -> ColumnElement[bool]:
    """A condition that every task with a row on the working day meets, and few others do.

    It only spares the reading of the others' histories; what is due is decided by schedule.due alone.
    """
    calendar = office.calendar
    since = calendar.workday_before(day, 1)
    ladders = [office.ladder(kind) for kind in Kind]
    signed_for = calendar.workday_before(day, max(ladder.longest_unsigned for ladder in ladders) + 2)
    happened = select(TaskEvent.task_id).where(TaskEvent.on > since)
    asked = select(TaskEvent.task_id).where(TaskEvent.do == Move.ASK_EXTENSION)
    conditions = [
        Task.id.in_(happened),
        and_(is_open(), Task.status == Status.WAITING),
        and_(is_open(), Task.id.in_(asked)),
        Task.key.in_(office.calls),
        and_(Task.status == Status.ASSIGNED, _assigned_after(signed_for)),
        _date_is_near(day, office),
        *_period_ends_near(day, office),
    ]
    if calendar.first_workday(period_of(day, Every.WEEK)[0]) == day:
        conditions += [and_(is_open(), Task.kind == Kind.RECURRING), and_(is_open(), Task.due < day)]
    if calendar.first_workday(period_of(day, Every.QUARTER)[0]) == day:
        conditions.append(and_(is_open(), Task.kind == Kind.ONGOING))
    if Reason.TO_CLEAR in office.extras:
        conditions.append(Task.status == Status.FINISHED)
    return or_(*conditions)


def has_news(day: date, calendar: WorkCalendar) -> ColumnElement[bool]:
    """A condition that every task with an `assigned` or `returned` row on the working day meets."""
    news = (Move.ASSIGN, Move.SEND_BACK, Move.REOPEN)
    since = calendar.workday_before(day, 1)
    return Task.id.in_(select(TaskEvent.task_id).where(TaskEvent.on > since, TaskEvent.do.in_(news)))


def _assigned_after(day: date) -> ColumnElement[bool]:
    assigned = select(TaskEvent.task_id).where(TaskEvent.on > day, TaskEvent.do == Move.ASSIGN)
    return Task.id.in_(assigned)


def _date_is_near(day: date, office: Office) -> ColumnElement[bool]:
    ladder = office.ladder(Kind.DATE)
    first = office.calendar.workday_before(day, ladder.longest_after + 1)
    last = day + (ladder.longest_before * 2 + LONGEST_REST) * DAY
    return and_(is_open(), Task.kind == Kind.DATE, Task.due.between(first, last))


def _period_ends_near(day: date, office: Office) -> Iterable[ColumnElement[bool]]:
    """Recurring tasks whose period has its due day near; there are few different ones (every, day).

    Those whose rule was changed are few, and all of them are looked at.
    """
    yield and_(is_open(), Task.later_rules.is_not(None))
    ladder = office.ladder(Kind.RECURRING)
    first = office.calendar.workday_before(day, ladder.longest_after + 1)
    last = day + (ladder.longest_before * 2 + LONGEST_REST) * DAY
    for every in Every:
        near = [number for number in (None, *range(1, 32)) if _falls_due(every, number, first, last, office.calendar)]
        numbers = [number for number in near if number is not None]
        any_of = Task.day.in_(numbers)
        yield and_(
            is_open(),
            Task.kind == Kind.RECURRING,
            Task.every == every,
            or_(any_of, Task.day.is_(None)) if None in near else any_of,
        )


def _falls_due(every: Every, number: int | None, first: date, last: date, calendar: WorkCalendar) -> bool:
    if every is Every.WEEK:
        return number is None or number <= 7
    begin, end = period_of(first, every)
    while begin <= last:
        due_on = due_day(begin, end, every, number, calendar)
        if due_on is not None and first <= due_on <= last:
            return True
        begin, end = period_of(end + DAY, every)
    return False
