"""What the database leaves out has nothing due: random lives, day by day, against the schedule itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tests.lives import random_history
from tests.office import CLERK, LI, MAYOR, WANG, ZHAO
from tracker.calendar.limits import Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.people.models import Office as OfficeRow
from tracker.people.models import Person, Unit
from tracker.reminders.candidates import has_news, may_be_due
from tracker.reminders.schedule import EXTRAS, IMMEDIATE, Ladder, Office, due
from tracker.tasks.history import Event, History
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.queries import load_histories
from tracker.tasks.standing import standing
from tracker.tasks.status import Move

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
CALENDAR = WorkCalendar()


def people(session: Session) -> None:
    session.add_all([Unit(id=n, name=f"单位{n}") for n in (1, 2, 3)])
    session.flush()
    session.add_all([Person(id=n, name=f"人{n}", unit_id=1) for n in (LI, ZHAO, WANG, MAYOR, CLERK)])
    session.add(OfficeRow(id=1, name="示范镇", main_leader_id=MAYOR))
    session.flush()


def store(session: Session, lives: list[History]) -> None:
    """The rows as the actions would have left them at the end of the histories, instead of all others."""
    session.execute(delete(TaskEvent))
    session.execute(delete(Task))
    session.execute(insert(Task), [_task(number, history) for number, history in enumerate(lives, 1)])
    events = [event for number, history in enumerate(lives, 1) for event in _events(number, history)]
    session.execute(insert(TaskEvent), events)


def _task(number: int, history: History) -> dict[str, Any]:
    now = standing(history)
    return {
        "id": number,
        "key": history.key,
        "year": 2025,
        "title": history.key,
        "standard": "有记录",
        "kind": history.kind,
        "deadline": history.deadline,
        "due": now.due,
        "every": history.every,
        "day": history.day,
        "status": now.status,
        "assignee_id": now.assignee,
        "lead_id": now.lead,
        "leader_id": history.leader,
        "assigned_on": history.assigned_on,
    }


def _events(number: int, history: History) -> Iterator[dict[str, Any]]:
    first = Event(history.assigned_on, CLERK, Move.ASSIGN, assignee=history.assignee, lead=history.lead)
    for seq, event in enumerate((first, *history.events), 1):
        yield {
            "task_id": number,
            "seq": seq,
            "on": event.on,
            "by_id": event.by,
            "do": event.do,
            "text": event.text,
            "until": event.until,
            "assignee_id": event.assignee,
            "lead_id": event.lead,
        }


def as_of(history: History, day: date) -> History:
    """What the database holds on the day: nothing of what is to come."""
    return History(**{**vars(history), "events": tuple(event for event in history.events if event.on <= day)})


def test_no_task_with_a_row_is_left_out(session: Session) -> None:
    chance = random.Random(5)
    people(session)
    steps = Ladder(first=12, late_main_leader=9, unsigned_coordinator=6)
    office = Office(
        MAYOR,
        (CLERK,),
        CALENDAR,
        ladders={Kind.DATE: steps, Kind.RECURRING: steps},
        extras=EXTRAS,
        calls={f"t{n}": FIRST for n in range(0, 150, 9)},
    )
    lives = [random_history(chance, f"t{n}", date(2024, 10, 1), LAST) for n in range(150)]
    quarters = [CALENDAR.first_workday(date(2025, month, 1)) for month in (4, 7, 10)]
    for day in quarters + chance.sample(CALENDAR.workdays(FIRST, LAST), 27):
        begun = [as_of(history, day) for history in lives if history.assigned_on <= day]
        store(session, begun)
        rows = due(begun, day, office)
        read = set(session.scalars(select(Task.key).where(may_be_due(day, office))))
        news = set(session.scalars(select(Task.key).where(has_news(day, CALENDAR))))
        assert {row.task for row in rows} <= read, day
        assert {row.task for row in rows if row.reason in IMMEDIATE} <= news, day
        stored = {history.key: history for history in load_histories(session, select(Task.id)).values()}
        assert sorted(due(stored.values(), day, office), key=str) == sorted(rows, key=str)
