"""The page of one task, and what is said and ticked on it beside its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from tracker.calendar.queries import work_calendar
from tracker.clock import now, today
from tracker.db import db
from tracker.errors import RuleViolation
from tracker.people.models import Person
from tracker.people.queries import people_at_work
from tracker.progress.forms import ReportForm
from tracker.progress.outlook import COLOUR_WORDS
from tracker.progress.queries import figures_offered, known_figures, task_page
from tracker.summary.slips import WORDS as SLIP_WORDS
from tracker.tasks import notes
from tracker.tasks.context import office_or_404, task_or_404, tried
from tracker.tasks.forms import ItemForm, SayForm
from tracker.tasks.models import ChecklistItem, Task
from tracker.tasks.queries import following, for_page, moves_open_to, slips_of
from tracker.tasks.rules import may_change_rule
from tracker.tasks.status import Move
from tracker.tasks.views.blueprint import tasks
from tracker.web import WORKERS, allow


@tasks.get("/tasks/<key>")
@allow(*WORKERS)
def show(key: str) -> str:
    return _task_page(task_or_404(key, *for_page()), SayForm(formdata=None))


def _task_page(task: Task, said: SayForm) -> str:
    """The page of a task; `said` holds what was typed and could not be taken."""
    session, main_leader = db.session(), office_or_404().main_leader_id
    moves = moves_open_to(current_user, task, main_leader)
    offered = figures_offered(session, task) if Move.REPORT in moves else {}
    keeps = notes.may_keep(current_user, task, main_leader)
    return render_template(
        "tasks/show.html",
        task=task,
        page=task_page(session, task, today(), work_calendar(session), main_leader),
        moves=moves,
        form=ReportForm.asking_for(offered),
        offered=offered,
        known=session.execute(known_figures().limit(200)).all(),
        colour_words=COLOUR_WORDS,
        said=said,
        call=notes.open_call(task),
        may_call=notes.may_call(current_user, task, main_leader),
        may_answer=notes.may_answer(current_user, task, main_leader),
        may_keep=keeps,
        ticks={item.id for item in task.checklist if notes.may_tick(current_user, item, main_leader)},
        people=session.scalars(people_at_work()).all() if keeps else [],
        slips=session.scalars(slips_of(task)).all(),
        slip_words=SLIP_WORDS,
        following=session.scalar(following(task)),
        may_change_rule=may_change_rule(current_user, task),
    )


# ---- what is said and ticked beside the history


@tasks.post("/tasks/<key>/comments")
@allow(*WORKERS)
def comment(key: str) -> Any:
    return _say(key, lambda task, text: notes.comment(db.session(), task, text, by=current_user, at=now()))


@tasks.post("/tasks/<key>/help")
@allow(*WORKERS)
def call_for_help(key: str) -> Any:
    leader = office_or_404().main_leader_id
    return _say(
        key, lambda task, text: notes.call_for_help(db.session(), task, text, leader, by=current_user, at=now())
    )


@tasks.post("/tasks/<key>/help/answer")
@allow(*WORKERS)
def answer(key: str) -> Any:
    leader = office_or_404().main_leader_id
    return _say(key, lambda task, text: notes.answer(db.session(), task, text, leader, by=current_user, at=now()))


def _say(key: str, say: Callable[[Task, str], object]) -> Any:
    """Keeps the words and goes back to them; what cannot be kept stays in the field, with the reason."""
    task, form = task_or_404(key, *for_page()), SayForm()
    if form.validate_on_submit():
        form.form_errors.extend(tried(lambda: say(task, form.text.data)))
        if not form.form_errors:
            return redirect(url_for("tasks.show", key=key, _anchor="notes"))
    return _task_page(task_or_404(key, *for_page()), form), 409 if form.form_errors else 422


@tasks.post("/tasks/<key>/checklist")
@allow(*WORKERS)
def add_item(key: str) -> Any:
    task, form, leader = task_or_404(key, *for_page()), ItemForm(), office_or_404().main_leader_id
    form.owner.choices = [(0, "没有"), *((person.id, person.name) for person in db.session.scalars(people_at_work()))]
    if not form.validate_on_submit():
        raise RuleViolation("；".join(error for errors in form.errors.values() for error in errors))
    owner = db.session.get(Person, form.owner.data) if form.owner.data else None
    notes.add_item(db.session(), task, form.text.data, owner, leader, by=current_user)
    db.session.commit()
    return redirect(url_for("tasks.show", key=key, _anchor="checklist"))


@tasks.post("/checklist/<int:checklist_item_id>")
@allow(*WORKERS)
def tick(checklist_item_id: int) -> Any:
    item = db.session.get(ChecklistItem, checklist_item_id) or abort(404)
    task = task_or_404(item.task.key)
    leader = office_or_404().main_leader_id
    notes.tick(db.session(), item, request.form.get("done") == "1", leader, by=current_user, at=now())
    db.session.commit()
    return redirect(url_for("tasks.show", key=task.key, _anchor="checklist"))
