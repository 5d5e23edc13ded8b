"""What the outbox is filled from, and what the pages show of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from tracker.calendar.limits import Kind
from tracker.calendar.queries import work_calendar
from tracker.calendar.words import day_words
from tracker.calendar.workdays import WorkCalendar
from tracker.calendar.zone import office_day
from tracker.people.models import Office as OfficeRow
from tracker.people.models import Person, Role
from tracker.people.queries import people_with, the_office
from tracker.progress.lights import light
from tracker.reminders.channels import Channel
from tracker.reminders.digest import Facts
from tracker.reminders.hours import Hours
from tracker.reminders.models import LadderRow, Message, OfficeHours, PlannedDay, Snooze
from tracker.reminders.schedule import Ladder, Office, Reason, due
from tracker.reminders.states import State
from tracker.tasks.history import History
from tracker.tasks.instances import instances
from tracker.tasks.models import Task
from tracker.tasks.queries import is_open, load_histories, moments_of_open_calls
from tracker.tasks.standing import standing

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rules:
    """Everything that the office has settled about its reminders."""

    name: str
    office: Office
    hours: Hours

    @property
    def calendar(self) -> WorkCalendar:
        return self.office.calendar


def rules(session: Session) -> Rules | None:
    """The office's rules; None in a database that has no office yet. Columns alone: a worker asks at every look."""
    office = session.execute(the_office().with_only_columns(OfficeRow.name, OfficeRow.main_leader_id)).first()
    if office is None:
        return None
    hours = session.get(OfficeHours, 1)
    return Rules(
        name=office.name,
        office=Office(
            main_leader=office.main_leader_id,
            coordinators=tuple(session.scalars(people_with(Role.COORDINATOR).with_only_columns(Person.id))),
            calendar=work_calendar(session),
            ladders={row.kind: _ladder(row) for row in session.scalars(select(LadderRow))},
            extras=frozenset(Reason(word) for word in hours.extras) if hours else frozenset(),
            calls={key: office_day(at) for key, at in session.execute(moments_of_open_calls())},
        ),
        hours=Hours(hours.opens, hours.closes, hours.digest_at) if hours else Hours(),
    )


def _ladder(row: LadderRow) -> Ladder:
    return Ladder(**{field.name: getattr(row, field.name) for field in fields(Ladder)})


# ---- what a line says of a task


def snoozes(session: Session, keys: Collection[str], today: date) -> dict[tuple[str, int], Snooze]:
    """The wishes in force, by the task's key and the person."""
    found: dict[tuple[str, int], Snooze] = {}
    for some in _chunks(sorted(keys)):
        rows = session.execute(
            select(Snooze, Task.key)
            .join(Task, Task.id == Snooze.task_id)
            .where(Task.key.in_(some), Snooze.until > today)
        )
        found.update({(key, snooze.person_id): snooze for snooze, key in rows})
    return found


def titles(session: Session, keys: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in _chunks(sorted(keys)):
        rows = session.execute(select(Task.key, Task.title).where(Task.key.in_(some)))
        found.update((row.key, row.title) for row in rows)
    return found


def names(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(Person.id, Person.name))}


def facts(
    history: History,
    title: str,
    people: Mapping[int, str],
    today: date,
    calendar: WorkCalendar,
    snooze: Snooze | None = None,
) -> Facts:
    """A task as a line of today's message shows it."""
    now, lamp = standing(history, today), light(history, today, calendar)
    due_on = now.due
    if history.kind is Kind.RECURRING:
        due_on = next((one.due for one in instances(history, today, calendar) if one.is_open(today)), None)
    return Facts(
        key=history.key,
        title=title,
        due=due_on,
        colour=lamp.colour.value,
        light=lamp.word,
        recurs=history.kind is Kind.RECURRING,
        assignee=people.get(now.assignee or 0, "还没有定"),
        wanted=now.request.until if now.request else None,
        snooze=f"承办人请求 {day_words(snooze.until, today)} 前不提醒：{snooze.reason}。" if snooze else "",
    )


def _chunks(keys: list[str], size: int = 500) -> Iterable[list[str]]:
    return (keys[n : n + size] for n in range(0, len(keys), size))


# ---- pages


def last_planned(session: Session, until: date) -> date | None:
    return session.scalar(select(func.max(PlannedDay.day)).where(PlannedDay.day <= until))


def inbox(person_id: int) -> Select[tuple[Message]]:
    """What the person has been told in the tool, newest first."""
    return (
        select(Message)
        .where(Message.person_id == person_id, Message.channel == Channel.IN_APP, Message.state == State.SENT)
        .order_by(Message.sent_at.desc(), Message.id.desc())
    )


def unread(person_id: int) -> Select[tuple[int]]:
    return select(func.count(Message.id)).where(
        Message.person_id == person_id,
        Message.channel == Channel.IN_APP,
        Message.state == State.SENT,
        Message.read_at.is_(None),
    )


def sent_between(begin: datetime, end: datetime) -> Select[tuple[Channel, int]]:
    """How many messages left on each channel."""
    return (
        select(Message.channel, func.count(Message.id))
        .where(Message.state == State.SENT, Message.sent_at >= begin, Message.sent_at < end)
        .group_by(Message.channel)
    )


def reached_on(day: date) -> Select[tuple[int]]:
    """How many people were told something on the day."""
    told = Message.state == State.SENT
    return select(func.count(Message.person_id.distinct())).where(Message.day == day, told)


def undelivered_since(day: date) -> Select[tuple[int]]:
    """How many messages of the day and later did not reach anybody so far."""
    failed = Message.state.in_((State.FAILED, State.UNKNOWN, State.GIVEN_UP))
    return select(func.count(Message.id)).where(Message.day >= day, failed)


def hour_of(choice: time | None, hours: Hours) -> time:
    """The person's own hour, as long as messages may leave at it; else the office's."""
    return choice if choice and hours.opens <= choice < hours.closes else hours.digest_at


# ---- what is coming


@dataclass(frozen=True)
class Coming:
    """What is due for one person on one day, if nothing happens until then."""

    day: date
    person: int
    reason: Reason
    facts: Facts


def coming(session: Session, settled: Rules, today: date, days: int, which: Select[tuple[int]]) -> list[Coming]:
    """The rows of the next so many days that come of these tasks, by the rules that fill the outbox."""
    histories = {history.key: history for history in load_histories(session, which).values()}
    words, people = titles(session, histories.keys()), names(session)
    found = []
    for day in settled.calendar.workdays(today + DAY, today + days * DAY):
        for row in due(histories.values(), day, settled.office):
            fact = facts(histories[row.task], words[row.task], people, day, settled.calendar)
            found.append(Coming(day, row.person, row.reason, fact))
    return found


def concerning(person: Person, settled: Rules) -> Select[tuple[int]]:
    """The open tasks of which the person may be told."""
    numbers = select(Task.id).where(is_open())
    if person.id == settled.office.main_leader or person.id in settled.office.coordinators:
        return numbers
    return numbers.where(or_(Task.assignee_id == person.id, Task.leader_id == person.id))


def snoozes_seen_by(person: Person, today: date) -> Select[tuple[Snooze]]:
    """The wishes in force for tasks that the person does or supervises; a coordinator sees all."""
    wishes = select(Snooze).join(Task, Task.id == Snooze.task_id).where(Snooze.until > today).order_by(Snooze.until)
    if person.has(Role.COORDINATOR):
        return wishes
    return wishes.where(or_(Snooze.person_id == person.id, Task.leader_id == person.id))
