"""From what is due to messages: what is read of the database at once, and the messages that are written of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from tracker.calendar.zone import office_moment
from tracker.people.models import Person
from tracker.reminders import digest
from tracker.reminders.candidates import has_news, may_be_due
from tracker.reminders.catch_up import still_holds
from tracker.reminders.channels import Channel
from tracker.reminders.digest import Facts, Line
from tracker.reminders.hours import Hours
from tracker.reminders.models import Choice, Message, Route
from tracker.reminders.queries import (
    Rules,
    facts,
    hour_of,
    last_planned,
    names,
    snoozes,
    titles,
)
from tracker.reminders.schedule import IMMEDIATE, Due, Reason, due
from tracker.reminders.states import About, State
from tracker.tasks.history import History
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.queries import is_open, load_histories
from tracker.tasks.status import Move

DAY = timedelta(days=1)
_MANY_DAYS = 5
"""After more missed days than these, all open tasks are read."""


@dataclass(frozen=True)
class Way:
    """By which channel, and for robots and webhooks by which route, a message goes; `word` is its part of the key."""

    channel: Channel
    route: int | None = None

    @property
    def word(self) -> str:
        return self.channel.value if self.route is None else f"{self.channel.value}{self.route}"


@dataclass(frozen=True)
class Post:
    """The installation: the address that links begin with, and whether mail is set up."""

    url: str = ""
    mail: bool = False


@dataclass(frozen=True)
class Undelivered:
    """An earlier digest that has not left."""

    id: int
    person: int
    way: Way
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Plan:
    """What is to be told at this moment.

    first: whether the day's digests are among it. missed: the working days that they make up for.
    alone: what is told in messages of its own, with the day that it belongs to. together: by person, for the digest.
    """

    today: date
    now: datetime
    rules: Rules
    post: Post
    first: bool
    missed: tuple[date, ...]
    alone: tuple[tuple[date, Due], ...]
    together: Mapping[int, Sequence[Due]]
    facts: Mapping[str, Facts]
    numbers: Mapping[str, int]
    ways: Mapping[int, tuple[Way, ...]]
    clocks: Mapping[int, time]
    undelivered: Sequence[Undelivered]


def plan(session: Session, today: date, now: datetime, settled: Rules, post: Post) -> Plan:
    """Reads everything that a working moment needs; writes nothing."""
    last = last_planned(session, today)
    missed = settled.calendar.workdays(last + DAY, today - DAY) if last else []
    histories = load_histories(session, select(Task.id).where(_worth_reading(last, missed, today, settled)))
    by_key = {history.key: history for history in histories.values()}
    numbers = {history.key: number for number, history in histories.items()}
    rows = _rows(by_key, last, missed, today, settled)
    alone = [row for row in rows if row[1].reason in IMMEDIATE and (row[0] == today or not missed)]
    told = set(alone)
    together = [] if last == today else [row for row in rows if row not in told and _is_for_the_digest(row, last)]
    if missed:
        together = _not_told(session, together, numbers)
    dues = [row for _, row in (*alone, *together)]
    known = _facts(session, dues, by_key, today, settled)
    ways, clocks = ways_and_clocks(session, settled.hours, post)
    return Plan(
        today=today,
        now=now,
        rules=settled,
        post=post,
        first=last != today,
        missed=tuple(missed),
        alone=tuple(alone),
        together=_by_person(_without_snoozed(session, [row for _, row in together], known, today)),
        facts=known,
        numbers=numbers,
        ways=ways,
        clocks=clocks,
        undelivered=_undelivered(session, today) if last != today else (),
    )


def _worth_reading(last: date | None, missed: Sequence[date], today: date, settled: Rules) -> ColumnElement[bool]:
    if last == today:
        return has_news(today, settled.calendar)
    if last and len(missed) > _MANY_DAYS:
        return or_(is_open(), Task.id.in_(select(TaskEvent.task_id).where(TaskEvent.on >= last)))
    conditions = [may_be_due(day, settled.office) for day in (*missed, today)]
    return or_(*conditions, *([has_news(last, settled.calendar)] if last else []))


def _rows(
    histories: Mapping[str, History], last: date | None, missed: Sequence[date], today: date, settled: Rules
) -> list[tuple[date, Due]]:
    """What is due today; of the days before, what still holds, each once and under its last day.

    The day that was planned last is looked at again for its evening: who was assigned a task after hours.
    """
    found: dict[Due, date] = dict.fromkeys(due(histories.values(), today, settled.office), today)
    for day in reversed(missed):
        for row in due(histories.values(), day, settled.office):
            if row not in found and still_holds(histories[row.task], row, day, today, settled.office):
                found[row] = day
    if last and last != today:
        with_news = [history for history in histories.values() if _has_news(history, last)]
        for row in due(with_news, last, settled.office):
            is_new = row.reason in IMMEDIATE and row not in found
            if is_new and still_holds(histories[row.task], row, last, today, settled.office):
                found[row] = last
    return [(day, row) for row, day in found.items()]


def _has_news(history: History, on: date) -> bool:
    news = (Move.ASSIGN, Move.SEND_BACK, Move.REOPEN)
    return history.assigned_on == on or any(event.on == on and event.do in news for event in history.events)


def _is_for_the_digest(row: tuple[date, Due], last: date | None) -> bool:
    return row[0] != last or row[1].reason in IMMEDIATE


def _key_of_its_own(on: date, row: Due, way: Way, numbers: Mapping[str, int]) -> str:
    return f"{row.reason.value}.{on}.{row.person}.{way.word}.t{numbers[row.task]}"


def _not_told(session: Session, rows: Sequence[tuple[date, Due]], numbers: Mapping[str, int]) -> list[tuple[date, Due]]:
    """Without the assignings and sendings back that were told when they happened, before the interruption."""
    in_app = Way(Channel.IN_APP)
    keys = {_key_of_its_own(*row, in_app, numbers): row for row in rows if row[1].reason in IMMEDIATE}
    told = {keys[key] for key in session.scalars(select(Message.key).where(Message.key.in_(keys)))}
    return [row for row in rows if row not in told]


def _facts(
    session: Session, rows: Iterable[Due], histories: Mapping[str, History], today: date, settled: Rules
) -> dict[str, Facts]:
    keys = {row.task for row in rows}
    words, people, wishes = titles(session, keys), names(session), snoozes(session, keys, today)
    of_task = {task: wish for (task, _), wish in wishes.items()}
    return {key: facts(histories[key], words[key], people, today, settled.calendar, of_task.get(key)) for key in keys}


_SNOOZABLE = frozenset({Reason.DUE7, Reason.DUE3, Reason.DUE0, Reason.WEEK, Reason.SILENT, Reason.UNSIGNED})


def _without_snoozed(session: Session, rows: list[Due], known: Mapping[str, Facts], today: date) -> Iterator[Due]:
    """What is overdue is told, whatever the person asked for."""
    wishes = snoozes(session, {row.task for row in rows}, today)
    for row in rows:
        due_day = known[row.task].due
        is_late = due_day is not None and due_day < today
        if is_late or row.reason not in _SNOOZABLE or (row.task, row.person) not in wishes:
            yield row


def _by_person(rows: Iterable[Due]) -> dict[int, list[Due]]:
    found: dict[int, list[Due]] = defaultdict(list)
    for row in rows:
        found[row.person].append(row)
    return found


def ways_and_clocks(session: Session, hours: Hours, post: Post) -> tuple[dict[int, tuple[Way, ...]], dict[int, time]]:
    """By which ways each active person is told, and from what time of the day on."""
    routes = {route.id: route.channel for route in session.scalars(select(Route).where(Route.active))}
    choices = {choice.person_id: choice for choice in session.scalars(select(Choice))}
    ways: dict[int, tuple[Way, ...]] = {}
    clocks: dict[int, time] = {}
    for number, email in session.execute(select(Person.id, Person.email).where(Person.active)):
        choice = choices.get(number)
        own = [Way(Channel.IN_APP)]
        if post.mail and email and (choice is None or choice.mail):
            own.append(Way(Channel.MAIL))
        own += [Way(routes[route], route) for route in (choice.route_ids if choice else ()) if route in routes]
        ways[number] = tuple(own)
        clocks[number] = hour_of(choice.digest_at if choice else None, hours)
    return ways, clocks


def _undelivered(session: Session, today: date) -> list[Undelivered]:
    """Earlier digests that have not left; one that may have left goes out again under its own key, and is not here."""
    columns = (Message.id, Message.person_id, Message.channel, Message.route_id, Message.lines)
    rows = session.execute(
        select(*columns)
        .where(Message.state.in_((State.PENDING, State.FAILED)), Message.about == About.DIGEST)
        .where(Message.day < today, Message.channel != Channel.IN_APP)
        .order_by(Message.day)
    ).all()
    keys = {entry["task"] for row in rows for entry in row.lines}
    open_ones = set(session.scalars(select(Task.key).where(Task.key.in_(keys), is_open()))) if keys else set()
    return [
        Undelivered(
            id=row.id,
            person=row.person_id,
            way=Way(row.channel, row.route_id),
            lines=tuple(Line.from_json(entry) for entry in row.lines if entry["task"] in open_ones),
        )
        for row in rows
    ]


# ---- messages


def messages(planned: Plan, taken: Collection[int]) -> Iterator[dict[str, Any]]:
    """The rows of the outbox; `taken` are the undelivered digests whose lines stand in the new ones."""
    for on, row in planned.alone:
        yield from _of_its_own(on, row, planned)
    left: dict[tuple[int, Way], list[Line]] = defaultdict(list)
    for old in planned.undelivered:
        if old.id in taken:
            left[old.person, old.way] += old.lines
    for person, rows in planned.together.items():
        yield from _digests(person, rows, left, planned)


def _of_its_own(on: date, row: Due, planned: Plan) -> Iterator[dict[str, Any]]:
    found = digest.lines([(row.reason, planned.facts[row.task])], planned.today)
    about = About.ASSIGNED if row.reason is Reason.ASSIGNED else About.RETURNED
    for way in planned.ways.get(row.person, ()):
        yield {
            **_row(_key_of_its_own(on, row, way, planned.numbers), about, row.person, way, planned),
            "subject": digest.subject_of_one(found[0]),
            **_words(found, planned),
            "next_try": planned.now,
        }


def _digests(
    person: int, rows: Sequence[Due], left: Mapping[tuple[int, Way], Sequence[Line]], planned: Plan
) -> Iterator[dict[str, Any]]:
    own = digest.lines([(row.reason, planned.facts[row.task]) for row in rows], planned.today)
    keys = {line.task for line in own}
    for way in planned.ways.get(person, ()):
        earlier = {line.task: line for line in left.get((person, way), ()) if line.task not in keys}
        found = [*own, *earlier.values()]
        at = max(planned.now, office_moment(planned.today, planned.clocks[person]))
        yield {
            **_row(f"digest.{planned.today}.{person}.{way.word}", About.DIGEST, person, way, planned),
            "subject": digest.subject(found, planned.today),
            **_words(found, planned),
            "next_try": planned.rules.hours.hold(at, planned.rules.calendar),
        }


def _row(key: str, about: About, person: int, way: Way, planned: Plan) -> dict[str, Any]:
    return {
        "key": key,
        "about": about,
        "person_id": person,
        "channel": way.channel,
        "route_id": way.route,
        "day": planned.today,
        "state": State.PENDING,
        "attempts": 0,
        "error": "",
    }


def _words(found: Sequence[Line], planned: Plan) -> dict[str, Any]:
    return {
        "text": digest.text(found, planned.today, planned.post.url, missed=planned.missed),
        "lines": [line.as_json() for line in found],
    }
