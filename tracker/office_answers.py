"""What the tracker makes of the office on given days, as the office contract prints it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.calendar.queries import work_calendar
from tracker.errors import BadOffice
from tracker.people.models import Person
from tracker.progress.lights import light
from tracker.reminders.queries import rules
from tracker.reminders.schedule import due
from tracker.tasks.models import Task
from tracker.tasks.queries import load_histories


def lights_on(session: Session, day: date) -> list[dict[str, Any]]:
    """The light of every task that was assigned by the end of the day."""
    calendar = work_calendar(session)
    rows = []
    for history in load_histories(session, select(Task.id)).values():
        if history.assigned_on <= day:
            found = light(history, day, calendar)
            row = {"task": history.key, "light": found.colour.value, "late_done": found.late_done, "why": found.why}
            rows.append(row)
    return rows


def due_between(session: Session, first: date, last: date) -> list[dict[str, str]]:
    """One row for each person, task, reason and working day from `first` to `last`, both included."""
    found = rules(session)
    if found is None:
        raise BadOffice("数据库里还没有单位。请先用 tracker load 装入单位文件。")
    names = dict(session.execute(select(Person.id, Person.name)).tuples().all())
    histories = load_histories(session, select(Task.id)).values()
    return [
        {"on": str(day), "person": names[row.person], "reason": row.reason.value, "task": row.task}
        for day in found.calendar.workdays(first, last)
        for row in due(histories, day, found.office)
    ]
