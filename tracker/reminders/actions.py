"""What people decide about messages: read, try again, give up, wait, how and when."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime, time

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.calendar.limits import Kind
from tracker.calendar.words import day_words
from tracker.calendar.zone import office_day
from tracker.errors import RuleViolation
from tracker.people.models import Person
from tracker.reminders.channels import Channel
from tracker.reminders.hours import Hours
from tracker.reminders.models import Choice, LadderRow, Message, OfficeHours, Route, Snooze
from tracker.reminders.schedule import EXTRAS, Ladder, Reason
from tracker.reminders.states import TO_SEND, State
from tracker.tasks.models import Task


def mark_read(session: Session, person: Person, *, at: datetime) -> None:
    """Everything that the person has been shown in the tool is read."""
    session.execute(
        update(Message)
        .where(Message.person_id == person.id, Message.channel == Channel.IN_APP, Message.state == State.SENT)
        .where(Message.read_at.is_(None))
        .values(read_at=at)
    )


def try_again(session: Session, message: Message, *, at: datetime) -> None:
    """The worker tries it at its next look, as if it were new; RuleViolation where there is nothing to try."""
    put_back = session.execute(
        update(Message)
        .where(Message.id == message.id, Message.state.in_((State.FAILED, State.GIVEN_UP, State.UNKNOWN)))
        .values(state=State.PENDING, attempts=0, next_try=at)
        .returning(Message.id)
    ).first()
    if put_back is None:
        raise RuleViolation("这条消息不在失败的里面了，不用重发。请刷新后看看。")


def give_up(session: Session, message: Message, *, by: Person, at: datetime) -> None:
    """It is tried no more; RuleViolation where it has left, or is leaving at this moment."""
    given_up = session.execute(
        update(Message)
        .where(Message.id == message.id, Message.state.in_(TO_SEND))
        .values(state=State.GIVEN_UP, error=f"{message.error}（{by.name}决定不再发。）")
        .returning(Message.id)
    ).first()
    if given_up is None:
        raise RuleViolation("这条消息正在发，或者已经有了结果，停不下来。请刷新后看看。")


def choose(
    session: Session, person: Person, *, digest_at: time | None, mail: bool, routes: Iterable[int], address: str
) -> Choice:
    """How the person is told besides the list in the tool, and from what hour on."""
    choice = session.get(Choice, person.id) or Choice(person_id=person.id)
    choice.digest_at, choice.mail, choice.route_ids, choice.address = digest_at, mail, sorted(routes), address.strip()
    session.add(choice)
    session.flush()
    return choice


def renew_feed(session: Session, person: Person) -> str:
    """A new secret calendar address; the old one is dead. Returns its secret part, which is kept nowhere."""
    secret = secrets.token_urlsafe(24)
    choice = session.get(Choice, person.id) or Choice(person_id=person.id, route_ids=[])
    choice.feed_hash = feed_hash(secret)
    session.add(choice)
    session.flush()
    return secret


def end_feed(session: Session, person: Person) -> None:
    choice = session.get(Choice, person.id)
    if choice is not None:
        choice.feed_hash = None
        session.flush()


def feed_hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


LONGEST_SNOOZE = 31
"""Days."""


def snooze(session: Session, task: Task, person: Person, *, until: date, reason: str, at: datetime) -> Snooze:
    """No reminder of the task before the day, unless it is overdue; the leaders see the reason with theirs."""
    day = office_day(at)
    if task.assignee_id != person.id or not task.is_open:
        raise RuleViolation("只有承办人能暂缓自己在办事项的提醒。")
    if not reason.strip():
        raise RuleViolation("暂缓提醒要写原因，领导看得到。请写一句。")
    if not day < until or (until - day).days > LONGEST_SNOOZE:
        raise RuleViolation(f"暂缓的日期要在明天到 {LONGEST_SNOOZE} 天以内。请另选。")
    if task.due is not None and until > task.due:
        raise RuleViolation(f"时限是 {day_words(task.due, day)}，不能暂缓到时限以后。请选时限当天或以前。")
    wish = session.merge(Snooze(task_id=task.id, person_id=person.id, until=until, reason=reason.strip(), at=at))
    session.flush()
    return wish


def end_snooze(session: Session, task: Task, person: Person) -> None:
    wish = session.get(Snooze, (task.id, person.id))
    if wish is not None:
        session.delete(wish)
        session.flush()


def settle_hours(session: Session, hours: Hours, extras: Iterable[Reason]) -> None:
    """When messages may leave, and which further kinds the office wants."""
    if not hours.opens <= hours.digest_at < hours.closes:
        raise RuleViolation("每天那一封的时间要在上班时间以内，例如上班 08:30、下班 17:30、发信 08:30。")
    wanted = sorted(reason.value for reason in extras if reason in EXTRAS)
    session.merge(OfficeHours(id=1, opens=hours.opens, closes=hours.closes, digest_at=hours.digest_at, extras=wanted))
    session.flush()


def settle_ladders(session: Session, ladders: Mapping[Kind, Ladder]) -> None:
    """The steps for each kind of task; RuleViolation where they contradict each other."""
    for kind, ladder in ladders.items():
        before = [step for step in (ladder.first, ladder.second, ladder.last) if step is not None]
        after = [step for step in (ladder.late, ladder.late_leader, ladder.late_main_leader) if step is not None]
        if before != sorted(set(before), reverse=True) or after != sorted(set(after)):
            raise RuleViolation("到期前的天数要一个比一个小，逾期后的要一个比一个大。请改过来，或者清空不要的一格。")
        session.merge(LadderRow(kind=kind, **asdict(ladder)))
    session.flush()


def keep_route(session: Session, route: Route) -> Route:
    session.add(route)
    session.flush()
    return route
