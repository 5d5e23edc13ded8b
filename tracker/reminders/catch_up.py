"""After an interruption: which rows of a day on which nothing could be sent are still worth saying."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.calendar.limits import Kind
from tracker.reminders.schedule import Due, Office, Reason
from tracker.tasks.history import History
from tracker.tasks.instances import instances
from tracker.tasks.standing import Standing, standing, supervisor
from tracker.tasks.status import Status

DAY = timedelta(days=1)


def still_holds(history: History, row: Due, on: date, day: date, office: Office) -> bool:
    """Whether a row of the earlier day `on`, not sent then, is still worth saying on `day` after all that happened.

    A step whose day had passed when the deadline moved is not sent.
    """
    now = standing(history, day)
    if row.reason is Reason.TO_CLEAR:
        return now.status is Status.FINISHED
    if not now.is_open or now.is_nobodys or row.person not in _recipients(history, now, row.reason, office):
        return False
    if row.reason in (Reason.ASSIGNED, Reason.UNSIGNED):
        return now.status is Status.ASSIGNED
    if row.reason is Reason.RETURNED:
        return now.returned_on is not None
    if row.reason is Reason.REVIEW:
        return now.waits_since is not None
    if row.reason is Reason.EXTENSION:
        return now.request is not None
    if row.reason is Reason.HELP:
        return row.task in office.calls
    return now.status is not Status.WAITING and _is_still_owed(history, now, on, day, office)


def _recipients(history: History, now: Standing, reason: Reason, office: Office) -> tuple[int | None, ...]:
    if reason is Reason.UNSIGNED:
        return (now.assignee, *office.coordinators)
    if reason is Reason.LATE4:
        return (office.main_leader,)
    if reason in (Reason.LATE2, Reason.REVIEW, Reason.EXTENSION, Reason.HELP, Reason.AREA):
        return (supervisor(history, now.assignee, office.main_leader),)
    return (now.assignee,)


def _is_still_owed(history: History, now: Standing, on: date, day: date, office: Office) -> bool:
    """The same deadline for a task with a date, the same open instance or silence for the others."""
    if history.kind is Kind.DATE:
        return standing(history, on - DAY).due == now.due
    if history.kind is Kind.ONGOING:
        return now.last_report is None or now.last_report < on
    return any(instance.begins <= on and instance.is_open(day) for instance in instances(history, day, office.calendar))
