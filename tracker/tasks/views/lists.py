"""Pages that list tasks: home by role, and the ledger with what is done to several at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request
from flask_login import current_user

from tracker.calendar.queries import work_calendar
from tracker.clock import now, today
from tracker.db import db
from tracker.people.context import badge, the_office_now
from tracker.people.models import Person, Role
from tracker.people.queries import people_at_work, units
from tracker.progress import filters
from tracker.progress.home import agenda, mine
from tracker.progress.ledger import ledger_page
from tracker.progress.lights import Colour
from tracker.progress.outlook import COLOUR_WORDS
from tracker.progress.overview import (
    drafts_to_review,
    finished,
    news_for,
    overview,
    own_tasks,
    own_urgent,
    promises,
)
from tracker.progress.queries import how_many, last_words, numbers, reported_totals, sections, years
from tracker.progress.yearline import MARK_WORDS
from tracker.reminders.queries import reached_on, undelivered_since
from tracker.summary.slips import WORDS as SLIP_WORDS
from tracker.tasks import actions
from tracker.tasks.actions import Step
from tracker.tasks.context import office_or_404, tasks_or_404, tried, visible_tasks
from tracker.tasks.forms import TOGETHER, TogetherForm
from tracker.tasks.models import Note, Task
from tracker.tasks.queries import decider, open_calls, with_history
from tracker.tasks.slips import last_slips
from tracker.tasks.status import MOVE_WORDS, Move, Status
from tracker.tasks.views.blueprint import tasks
from tracker.web import SIGNED_IN, WORKERS, allow

LATELY = timedelta(days=7)
"""How long a message that did not arrive stands on the coordinator's page."""


@badge("tasks.home")
def _urgent(person: Person) -> int:
    if the_office_now() is None or not person.has(*WORKERS):
        return 0
    return own_urgent(db.session(), person, today(), work_calendar(db.session()))


@tasks.get("/")
@allow(*SIGNED_IN)
def home() -> str:
    if current_user.has(Role.COORDINATOR, Role.LEADER):
        return _overview_page()
    return _own_page() if current_user.has(Role.ASSIGNEE) else render_template("tasks/home_admin.html")


def _own_page() -> str:
    session, day = db.session(), today()
    rows = own_tasks(session, current_user, day, work_calendar(session))
    ids = [row.task.id for row in rows]
    return render_template(
        "tasks/home_own.html",
        lists=mine(rows, day),
        returned=last_words(session, ids, Move.SEND_BACK),
        reported=reported_totals(session, ids),
        news=session.scalars(news_for(current_user)).all(),
        agenda=agenda(((row.glance.due, row.task.title) for row in rows if row.glance), day),
    )


def _overview_page() -> str:
    session, day, calendar = db.session(), today(), work_calendar(db.session())
    coordinates, office = current_user.has(Role.COORDINATOR), office_or_404()
    view = overview(session, visible_tasks(), day, calendar, office.main_leader_id)
    own = mine(own_tasks(session, current_user, day, calendar), day)
    return render_template(
        "tasks/home_coordinator.html" if coordinates else "tasks/home_leader.html",
        view=view,
        stuck=view.stuck,
        own=own,
        calendar=calendar,
        mark_words=MARK_WORDS,
        to_clear=session.scalar(finished(visible_tasks())),
        drafts=session.execute(drafts_to_review()).one(),
        promises=promises(session, day.year),
        calls=_calls(view.main_leader, mine_only=not coordinates),
        slips=last_slips(session, [row.number for row in view.stuck.late]) if coordinates else {},
        slip_words=SLIP_WORDS,
        reached=session.scalar(reached_on(day)) if coordinates else 0,
        undelivered=session.scalar(undelivered_since(day - LATELY)) if coordinates else 0,
        agenda=agenda((), day),
    )


def _calls(main_leader: int | None, *, mine_only: bool) -> list[Note]:
    """The open calls for help that this person sees; with mine_only those that wait for this person's answer."""
    visible = set(db.session.scalars(numbers(visible_tasks())))
    calls = [call for call in db.session.scalars(open_calls()) if call.task_id in visible]
    if not mine_only:
        return calls
    return [call for call in calls if current_user.id == decider(call.task, main_leader)]


@tasks.get("/tasks")
@allow(*WORKERS)
def ledger() -> str:
    return _ledger_page(_together_form())


@tasks.post("/tasks")
@allow(Role.COORDINATOR)
def together() -> Any:
    """The same move with every task that was ticked, or with none of them: then the ticks stay, with the reason."""
    form = _together_form()
    if form.validate_on_submit():
        do, who = Move(form.do.data), db.session.get(Person, form.assignee.data)
        step = Step(do, assignee=who if do is Move.ASSIGN else None)
        chosen = tasks_or_404(form.task.data or [], *with_history())
        form.form_errors.extend(
            tried(lambda: actions.move_together(db.session(), chosen, step, by=current_user, at=now()))
        )
        if not form.form_errors:
            flash(f"{len(chosen)} 项已{f'交办给{step.assignee.name}' if step.assignee else MOVE_WORDS[do]}", "done")
            return redirect(request.full_path)
    return _ledger_page(form), 409 if form.form_errors else 422


def _together_form() -> TogetherForm:
    form = TogetherForm(formdata=request.form if request.method == "POST" else None)
    form.assignee.choices = [(person.id, person.name) for person in db.session.scalars(people_at_work())]
    return form


def _ledger_page(form: TogetherForm) -> str:
    session, visible, wanted = db.session(), visible_tasks(), filters.read_filter(request.args)
    parts = sections(session, visible)
    return render_template(
        "tasks/ledger.html",
        wanted=wanted,
        form=form,
        together=TOGETHER,
        page=ledger_page(session, visible, wanted, parts, today(), work_calendar(session)),
        whole=session.scalar(how_many(visible.where(Task.year == wanted.year) if wanted.year else visible)),
        years=session.scalars(years(visible)).all(),
        sections=parts,
        units=session.scalars(units()).all(),
        people=session.scalars(people_at_work()).all(),
        filters=filters,
        statuses=Status,
        colours=Colour,
        colour_words=COLOUR_WORDS,
    )
