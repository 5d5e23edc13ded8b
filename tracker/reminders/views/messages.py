"""Pages: what one has been told in the tool, and what one will be told."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select

from tracker.calendar.queries import is_estimated
from tracker.clock import now, today
from tracker.db import db
from tracker.people.context import badge
from tracker.people.models import Person, Role
from tracker.people.queries import active_people
from tracker.reminders import actions
from tracker.reminders.queries import coming, concerning, inbox, snoozes_seen_by, unread
from tracker.reminders.states import REASON_WORDS
from tracker.reminders.views.blueprint import reminders, rules_or_404
from tracker.tasks.context import task_or_404
from tracker.tasks.models import Task
from tracker.web import SIGNED_IN, allow, number_asked

PAGE = 20
AHEAD = 14
"""Days that the outlook shows."""


@badge("reminders.index")
def _unread(person: Person) -> int:
    return db.session.scalar(unread(person.id)) or 0


@reminders.get("/messages")
@allow(*SIGNED_IN)
def index() -> str:
    page = db.paginate(inbox(current_user.id), page=number_asked("page") or 1, per_page=PAGE, max_per_page=PAGE)
    wishes = db.session.scalars(snoozes_seen_by(current_user, today())).all()
    return render_template("reminders/index.html", page=page, unread=_unread(current_user), wishes=wishes)


@reminders.post("/messages/read")
@allow(*SIGNED_IN)
def read() -> Any:
    actions.mark_read(db.session(), current_user, at=now())
    db.session.commit()
    return redirect(url_for("reminders.index"))


@reminders.get("/messages/outlook")
@allow(*SIGNED_IN)
def outlook() -> str:
    """What will be sent to oneself, for a coordinator to anybody, or because of a task that one may see."""
    settled = rules_or_404()
    person, task = _whose(), task_or_404(request.args["task"]) if request.args.get("task") else None
    which = select(Task.id).where(Task.id == task.id) if task else concerning(person, settled)
    rows = coming(db.session(), settled, today(), AHEAD, which)
    return render_template(
        "reminders/outlook.html",
        person=person,
        task=task,
        days=_by_day(rows if task else [row for row in rows if row.person == person.id]),
        names={one.id: one.name for one in db.session.scalars(active_people())},
        reasons=REASON_WORDS,
        everybody=current_user.has(Role.COORDINATOR),
        hours=settled.hours,
        provisional=[year for year in {row.day.year for row in rows} if is_estimated(db.session(), year)],
    )


def _whose() -> Person:
    number = number_asked("person") or current_user.id
    if number != current_user.id and not current_user.has(Role.COORDINATOR):
        abort(404)
    return db.session.get(Person, number) or abort(404)


def _by_day(rows: list[Any]) -> dict[date, list[Any]]:
    days: dict[date, list[Any]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(row)
    return days
