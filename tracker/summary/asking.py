"""One click asks whoever can supply what a report lacks: a comment on the task, and a message within the tool."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.calendar.queries import work_calendar
from tracker.calendar.zone import office_day
from tracker.errors import RuleViolation
from tracker.people.models import Person
from tracker.reminders.channels import Channel
from tracker.reminders.digest import Line
from tracker.reminders.models import Message
from tracker.reminders.queries import facts, names
from tracker.reminders.states import About
from tracker.summary.actions import must_be_draft
from tracker.summary.models import SummaryLine
from tracker.tasks.models import Task
from tracker.tasks.notes import comment
from tracker.tasks.queries import load_histories


def ask_for(session: Session, line: SummaryLine, *, by: Person, at: datetime) -> Person:
    """Asks the one who does the task that the line is about; who that is. Once a day for each line.

    The message stands in the outbox and appears in working hours like every other.
    """
    must_be_draft(line.summary)
    task = session.scalar(select(Task).where(Task.key.in_(line.tasks[:1])))
    if not line.asks or task is None or task.assignee is None:
        raise RuleViolation("这一处没有对应的承办人，请直接补写，或者在后面加一句。")
    day = office_day(at)
    if line.asked_at and office_day(line.asked_at) == day:
        raise RuleViolation(f"今天已经请{task.assignee.name}补过这一处，不用再请。过几天没有回音，可以再请一次。")
    line.asked_at = at
    comment(session, task, f"起草《{line.summary.title}》时还缺：{line.asks}。请报进度补上。", by=by, at=at)
    session.add(_message(session, line, task, task.assignee, at))
    session.flush()
    return task.assignee


def _message(session: Session, line: SummaryLine, task: Task, person: Person, at: datetime) -> Message:
    day = office_day(at)
    history = load_histories(session, select(Task.id).where(Task.id == task.id))[task.id]
    told = facts(history, task.title, names(session), day, work_calendar(session))
    todo = f"起草总结时还缺：{line.asks}。请报进度补上。"
    entry = Line(told.key, told.title, told.due, told.colour, told.light, todo, ())
    return Message(
        key=f"asked.{day}.{person.id}.{line.id}",
        about=About.ASKED,
        person_id=person.id,
        channel=Channel.IN_APP,
        day=day,
        subject=f"总结请您补：{task.title}"[:200],
        text=f"{todo}事项 {task.key} {task.title}。",
        lines=[entry.as_json()],
        next_try=at,
    )
