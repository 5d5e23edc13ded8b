"""Every move that can be made with a task, and 移交: everything open of a person to another."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from tracker.clock import now
from tracker.db import db
from tracker.errors import RuleViolation
from tracker.people.models import Person, Role, Unit
from tracker.people.queries import people_at_work, units
from tracker.tasks import actions
from tracker.tasks.actions import Step
from tracker.tasks.context import office_or_404, task_or_404, tried
from tracker.tasks.forms import FORMS, AssignForm, CarryForm, ExtensionForm, HandOverForm, MoveForm
from tracker.tasks.models import Task
from tracker.tasks.queries import for_page, moves_open_to, open_tasks_helped_by, open_tasks_of, open_tasks_under
from tracker.tasks.status import MOVE_WORDS, Move
from tracker.tasks.views.blueprint import tasks
from tracker.web import WORKERS, allow


@tasks.route("/tasks/<key>/<do>", methods=["GET", "POST"])
@allow(*WORKERS)
def act(key: str, do: str) -> Any:
    """One move: its small form, and what it does. Whoever comes too late reads why, and keeps what was typed."""
    chosen = _move_named(do)
    task = task_or_404(key, *for_page())
    form = _form_for(chosen, task)
    if form.validate_on_submit() and _done(task, chosen, form):
        flash(f"已{MOVE_WORDS[chosen]}：{task.title}", "done")
        return redirect(url_for("tasks.home") if request.form.get("back") == "home" else url_for("tasks.show", key=key))
    task = task_or_404(key, *for_page())  # as it is now, whatever was undone
    open_to = moves_open_to(current_user, task, office_or_404().main_leader_id)
    status = 200 if request.method == "GET" else 409 if form.form_errors else 422
    return render_template("tasks/act.html", task=task, move=chosen, form=form, possible=chosen in open_to), status


def _move_named(do: str) -> Move:
    return Move(do) if do in frozenset(FORMS) else abort(404)


def _form_for(chosen: Move, task: Task) -> MoveForm:
    form = FORMS[chosen]()
    if isinstance(form, AssignForm):
        people = db.session.scalars(people_at_work()).all()
        form.assignee.choices = [(person.id, f"{person.name}（{person.unit.name}）") for person in people]
        form.lead.choices = [(unit.id, unit.name) for unit in db.session.scalars(units())]
        if request.method == "GET":
            form.assignee.data, form.lead.data = task.assignee_id, task.lead_id
    return form


def _done(task: Task, chosen: Move, form: MoveForm) -> bool:
    """Makes the move and commits; else takes everything back and writes on the form why."""
    step = _step(chosen, form)

    def make() -> object:
        if isinstance(form, CarryForm):
            deadline = form.deadline.data
            return actions.carry_over(db.session(), task, step, deadline, by=current_user, at=now())
        return actions.move(db.session(), task, step, by=current_user, at=now())

    form.form_errors.extend(tried(make))
    return not form.form_errors


def _step(chosen: Move, form: MoveForm) -> Step:
    text = form.text.data or ""
    if isinstance(form, AssignForm):
        person, unit = db.session.get(Person, form.assignee.data), db.session.get(Unit, form.lead.data)
        return Step(chosen, text=text, assignee=person, lead=unit)
    if isinstance(form, ExtensionForm):
        return Step(chosen, text=text, until=form.until.data)
    return Step(chosen, text=text)


# ---- 移交


@tasks.route("/people/<int:person_id>/hand-over", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def hand_over(person_id: int) -> Any:
    """Everything open of a person as one list, and the one who takes it over."""
    session, person = db.session(), db.session.get(Person, person_id) or abort(404)
    form, done = HandOverForm(), None
    others = [other for other in session.scalars(people_at_work()) if other.id != person.id]
    form.to.choices = [(other.id, f"{other.name}（{other.unit.name}）") for other in others]
    if form.validate_on_submit():
        to = session.get_one(Person, form.to.data)
        try:
            done = actions.hand_over(session, person, to, with_unit=form.with_unit.data, by=current_user, at=now())
        except RuleViolation as error:
            session.rollback()
            form.to.errors = [str(error)]
        else:
            session.commit()
            flash(f"已把{person.name}的 {len(done.handed)} 件移交给{to.name}", "done")
    page = render_template(
        "tasks/hand_over.html",
        person=person,
        form=form,
        done=done,
        doing=session.scalars(open_tasks_of(person)).all(),
        supervising=session.scalars(open_tasks_under(person)).all(),
        helping=session.scalars(open_tasks_helped_by(person)).all(),
    )
    return page, 409 if form.to.errors else 200
