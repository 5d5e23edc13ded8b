"""The page that changes how a recurring task comes back."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_login import current_user

from tracker.calendar.limits import Every
from tracker.calendar.words import day_words
from tracker.clock import now, today
from tracker.db import db
from tracker.people.models import Role
from tracker.tasks.context import task_or_404, tried
from tracker.tasks.forms import RuleForm
from tracker.tasks.history import Rule
from tracker.tasks.queries import for_page
from tracker.tasks.rules import change_rule
from tracker.tasks.views.blueprint import tasks
from tracker.web import allow


@tasks.route("/tasks/<key>/rule", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def rule(key: str) -> Any:
    task = task_or_404(key, *for_page())
    present = task.rule_on(today()) or abort(404)
    form = RuleForm(every=present.every, day=present.day)
    if form.validate_on_submit():
        wanted = Rule(form.since.data, Every(form.every.data), form.day.data)
        form.form_errors.extend(
            tried(lambda: change_rule(db.session(), task, wanted, form.text.data, by=current_user, at=now()))
        )
        if not form.form_errors:
            begins = (task.later_rules or (wanted,))[-1].since
            flash(f"改好了，{day_words(begins, today())}起照新的周期。", "done")
            return redirect(url_for("tasks.show", key=key))
    status = 409 if form.form_errors else 422 if form.is_submitted() else 200
    return render_template("tasks/rule.html", task=task, form=form, present=present), status
