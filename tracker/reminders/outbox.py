"""The outbox: what is due becomes messages, and messages leave. Each step is a transaction of its own.

`plan_day` may run twice, in two workers, or be killed at any point: a message has a unique key, and a day is planned
whole or not at all. A message is claimed before it is sent and recorded after; killed in between, its claim runs out
and it is sent again under the same key. So nothing is lost, and only the one message that a kill cuts short may arrive
twice.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, inspect, not_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from tracker.calendar.zone import office_day
from tracker.db import Base, writing
from tracker.errors import DeliveryError
from tracker.people.models import Person
from tracker.reminders import planning
from tracker.reminders.channels import CHANNEL_WORDS, Channel, Outgoing, Sender
from tracker.reminders.digest import Line
from tracker.reminders.hours import TRIES, pause
from tracker.reminders.models import Choice, Message, PlannedDay, Route
from tracker.reminders.planning import Post, Way
from tracker.reminders.queries import Rules, rules
from tracker.reminders.states import TO_SEND, About, State

CLAIM = timedelta(minutes=10)
"""How long a worker may take for the messages that it has claimed; then they are open again."""
MARGIN = timedelta(minutes=4)
"""A message is not begun when its claim ends sooner than this: longer than the slowest server may take."""
MINUTE = timedelta(minutes=1)
_ROWS = 300


# ---- planning


def plan_day(session: Session, today: date, now: datetime, post: Post | None = None) -> int:
    """Puts what is due by now into the outbox; returns how many messages are new.

    Outside working hours nothing is planned. The first time on a working day: its digests, and with them whatever was
    due on working days that were missed, in one message. Every time: who was assigned a task or had one sent back.
    """
    settled = rules(session)
    if settled is None or not settled.hours.are_open(now, settled.calendar):
        session.rollback()
        return 0
    planned = planning.plan(session, today, now, settled, post or Post())
    session.rollback()  # reading took its time; what follows holds the write lock only for a moment
    with writing():
        taken = _take_back(session, [old.id for old in planned.undelivered if old.person in planned.together], today)
        new = enter(session, Message, planning.messages(planned, taken))
        if planned.first:
            enter(session, PlannedDay, [{"day": today, "planned_at": now}])
        session.commit()
    return new


def _take_back(session: Session, numbers: Sequence[int], today: date) -> set[int]:
    """Earlier digests whose lines go into today's; one that another worker has claimed by now stays as it is."""
    return {
        number
        for n in range(0, len(numbers), _ROWS)
        for number in session.scalars(
            update(Message)
            .where(Message.id.in_(numbers[n : n + _ROWS]), Message.state.in_((State.PENDING, State.FAILED)))
            .values(state=State.MERGED, error=f"当天没有发出，内容并入 {today} 的消息。")
            .returning(Message.id)
            .execution_options(synchronize_session=False)
        )
    }


def enter(session: Session, table: type[Base], rows: Iterable[dict[str, Any]]) -> int:
    """Adds the rows that are not there yet; returns how many."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).on_conflict_do_nothing().returning(inspect(table).primary_key[0])
    rest, new = iter(rows), 0
    while some := list(islice(rest, _ROWS)):
        new += len(session.execute(statement, some).all())
    return new


# ---- sending


@dataclass(frozen=True)
class Claimed:
    """A message that this worker is to send before its claim runs out. before: the state to put it back into."""

    id: int
    way: Way
    attempts: int
    before: State
    until: datetime
    message: Outgoing


def show_in_app(session: Session, now: datetime) -> int:
    """Shows the in-app messages whose time has come: the row is the message, so it cannot appear twice; commits."""
    settled = rules(session)
    session.rollback()
    if settled is None or not settled.hours.are_open(now, settled.calendar):
        return 0
    with writing():
        shown = session.execute(
            update(Message)
            .where(Message.channel == Channel.IN_APP, Message.state.in_(TO_SEND), Message.next_try <= now)
            .values(state=State.SENT, sent_at=now, attempts=1)
            .returning(Message.id)
            .execution_options(synchronize_session=False)
        ).all()
        session.commit()
    return len(shown)


def claim(
    session: Session, worker: str, now: datetime, post: Post, *, at_most: int = 1, resting: Collection[Way] = ()
) -> list[Claimed]:
    """Takes messages whose time has come, the oldest first, and commits; none outside working hours.

    Two workers never get the same one: on PostgreSQL rows that another is taking are skipped, on SQLite the second
    waits for the first. resting: ways that are left alone for the moment.
    """
    settled = rules(session)
    session.rollback()
    if settled is None or not settled.hours.are_open(now, settled.calendar):
        return []
    with writing():
        _reopen(session, now)
        rows = session.execute(
            select(*_CLAIMED, Person.name, Person.email, Choice.address)
            .join(Person, Person.id == Message.person_id)
            .outerjoin(Choice, Choice.person_id == Message.person_id)
            .where(Message.channel != Channel.IN_APP, Message.state.in_(TO_SEND), Message.next_try <= now)
            .where(*(not_(_by(way)) for way in resting))
            .order_by(Message.next_try, Message.id)
            .limit(at_most)
            .with_for_update(skip_locked=True, of=Message)
        ).all()
        rows = _within_limits(session, rows, now)
        session.execute(
            update(Message)
            .where(Message.id.in_([row.id for row in rows]))
            .values(state=State.CLAIMED, claimed_by=worker, claimed_until=now + CLAIM)
            .execution_options(synchronize_session=False)
        )
        session.commit()
    return [_claimed(row, now + CLAIM, settled, post) for row in rows]


_CLAIMED = (
    Message.id,
    Message.key,
    Message.channel,
    Message.route_id,
    Message.state,
    Message.attempts,
    Message.subject,
    Message.text,
    Message.lines,
)


def _by(way: Way) -> ColumnElement[bool]:
    return and_(Message.channel == way.channel, Message.route_id.is_not_distinct_from(way.route))


def _reopen(session: Session, now: datetime) -> None:
    """Claims that have run out: the worker died, and whether the message left nobody knows."""
    session.execute(
        update(Message)
        .where(Message.state == State.CLAIMED, Message.claimed_until < now)
        .values(
            state=State.UNKNOWN,
            next_try=now,
            attempts=Message.attempts + 1,
            error="发送中断，不知道发出没有，再发一次。",
        )
        .execution_options(synchronize_session=False)
    )


def _within_limits(session: Session, rows: Sequence[Row[Any]], now: datetime) -> list[Row[Any]]:
    """Without what a robot would refuse as too many in a minute; that waits for the next one."""
    room: dict[int | None, int] = {}
    for number in sorted({row.route_id for row in rows if row.route_id is not None}):
        route = session.get_one(Route, number, with_for_update=True)
        room[number] = route.per_minute - _lately(session, number, now)
    kept: list[Row[Any]] = []
    waiting: list[Row[Any]] = []
    for row in rows:
        room[row.route_id] = room.get(row.route_id, len(rows)) - 1
        (kept if room[row.route_id] >= 0 else waiting).append(row)
    session.execute(
        update(Message)
        .where(Message.id.in_([row.id for row in waiting]))
        .values(next_try=now + MINUTE)
        .execution_options(synchronize_session=False)
    )
    return kept


def _lately(session: Session, route: int, now: datetime) -> int:
    under_way = or_(Message.state == State.CLAIMED, and_(Message.state == State.SENT, Message.sent_at > now - MINUTE))
    return session.scalar(select(func.count(Message.id)).where(Message.route_id == route, under_way)) or 0


def _claimed(row: Row[Any], until: datetime, settled: Rules, post: Post) -> Claimed:
    return Claimed(
        id=row.id,
        way=Way(row.channel, row.route_id),
        attempts=row.attempts,
        before=row.state,
        until=until,
        message=Outgoing(
            key=row.key,
            name=row.name,
            address=row.email if row.channel is Channel.MAIL else row.address or "",
            subject=row.subject,
            text=row.text,
            lines=tuple(Line.from_json(entry) for entry in row.lines),
            office=settled.name,
            url=post.url,
        ),
    )


def release(session: Session, worker: str, claimed: Iterable[Claimed], next_try: datetime) -> None:
    """Puts messages back that were claimed and not begun; commits."""
    with writing():
        for one in claimed:
            _set(session, worker, one, state=one.before, next_try=next_try)
        session.commit()


def deliver(
    session: Session, worker: str, one: Claimed, sender: Sender, clock: Callable[[], datetime]
) -> DeliveryError | None:
    """Sends a claimed message, records what became of it and commits; returns the failure, if it was one."""
    try:
        sender.send(one.message)
    except DeliveryError as error:
        record_failure(session, worker, one, error, clock())
        return error
    with writing():
        _set(session, worker, one, state=State.SENT, sent_at=clock(), attempts=one.attempts + 1, error="")
        session.commit()
    return None


def record_failure(session: Session, worker: str, one: Claimed, error: DeliveryError, now: datetime) -> None:
    """Tries again later, in working hours and with growing pauses; gives up what is refused for good. Commits."""
    settled = rules(session)
    session.rollback()
    assert settled is not None  # a message was claimed
    gives_up = error.permanent or one.attempts + 1 >= TRIES
    state = State.GIVEN_UP if gives_up else State.UNKNOWN if error.uncertain else State.FAILED
    later = now + pause(one.attempts + 1, random.random())  # noqa: S311  no secret
    with writing():
        recorded = _set(
            session,
            worker,
            one,
            state=state,
            attempts=one.attempts + 1,
            error=error.reason,
            next_try=settled.hours.hold(later, settled.calendar),
        )
        if recorded and gives_up:
            enter(session, Message, _notices(one, error, settled, now, recorded))
        session.commit()


def _set(session: Session, worker: str, one: Claimed, **values: Any) -> int | None:
    """Records on a message that this worker still holds, and lets go of it.

    Returns the number of the person it is for; None where its claim had run out and another worker has taken it.
    """
    return session.scalar(
        update(Message)
        .where(Message.id == one.id, Message.state == State.CLAIMED, Message.claimed_by == worker)
        .values(**values, claimed_by=None, claimed_until=None)
        .returning(Message.person_id)
        .execution_options(synchronize_session=False)
    )


def _notices(
    one: Claimed, error: DeliveryError, settled: Rules, now: datetime, person: int
) -> Iterator[dict[str, Any]]:
    """In the tool, to the person and the coordinators, at most once a day for each channel: it did not arrive."""
    word, day = CHANNEL_WORDS[one.way.channel], office_day(now)
    own = f"今天给您的{word}没有送到：{error.reason}消息都在这里，一条不少。"
    others = f"今天给{one.message.name}的{word}没有送到：{error.reason}“发送记录”里可以看到全部没有送到的消息。"
    told = dict.fromkeys(settled.office.coordinators, others) | {person: own}
    for number, text in told.items():
        yield {
            "key": f"notice.{day}.{number}.{one.way.word}",
            "about": About.NOTICE,
            "person_id": number,
            "channel": Channel.IN_APP,
            "day": day,
            "subject": f"{word}没有送到",
            "text": text,
            "lines": [],
            "state": State.PENDING,
            "next_try": now,
            "attempts": 0,
            "error": "",
        }
