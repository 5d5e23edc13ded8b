"""A person's own open deadlines as entries of the calendar that their programs subscribe to."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import quote

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.calendar.limits import Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.calendar.zone import office_moment
from tracker.people.models import Person
from tracker.reminders.ics import Entry
from tracker.reminders.models import Choice
from tracker.reminders.queries import Rules, titles
from tracker.tasks.history import History
from tracker.tasks.instances import instances
from tracker.tasks.models import Task
from tracker.tasks.queries import is_open, load_histories
from tracker.tasks.standing import standing

DAY = timedelta(days=1)
FORESIGHT = 100
"""Days ahead in which recurring deadlines are shown: at least one quarter."""


def feed_owner(secret_hash: str) -> Select[tuple[Person]]:
    return (
        select(Person).join(Choice, Choice.person_id == Person.id).where(Choice.feed_hash == secret_hash, Person.active)
    )


def deadlines(session: Session, person: Person, settled: Rules, today: date, url: str) -> list[Entry]:
    """The person's own open deadlines as entries of a calendar; of recurring tasks what is open and the next."""
    which = select(Task.id).where(is_open(), Task.assignee_id == person.id)
    histories = {history.key: history for history in load_histories(session, which).values()}
    words = titles(session, histories.keys())
    return [
        _entry(history, words[history.key], day, settled, url)
        for history in sorted(histories.values(), key=lambda one: one.key)
        for day in _open_days(history, today, settled.calendar)
    ]


def _open_days(history: History, today: date, calendar: WorkCalendar) -> list[date]:
    if history.kind is Kind.RECURRING:
        begun = instances(history, today + FORESIGHT * DAY, calendar)
        return [one.due for one in begun if one.closed_on is None or one.closed_on > today]
    due_on = standing(history, today).due
    return [due_on] if due_on else []


def _entry(history: History, title: str, day: date, settled: Rules, url: str) -> Entry:
    last = settled.calendar.last_workday(day)
    third = settled.calendar.workday_before(last, 3)
    changed = history.events[-1].on if history.events else history.assigned_on
    suffix = f"-{day:%Y%m%d}" if history.kind is Kind.RECURRING else ""
    address = f"{url}/tasks/{quote(history.key)}"
    return Entry(
        uid=f"{history.key}{suffix}@duban",
        day=day,
        summary=f"{title}（时限）",
        description=f"{settled.name}督办台账 {history.key}\n{address}",
        url=address,
        sequence=len(history.events),
        modified=office_moment(changed, settled.hours.opens),
        alarms=tuple(office_moment(one, settled.hours.digest_at) for one in (third, last) if one > history.assigned_on),
    )
