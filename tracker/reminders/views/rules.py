"""Page: the hours and the steps of the office."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from tracker.calendar.limits import Kind
from tracker.db import db
from tracker.errors import RuleViolation
from tracker.reminders import actions
from tracker.reminders.forms import RulesForm
from tracker.reminders.schedule import Reason
from tracker.reminders.views.blueprint import KEEPERS, reminders, rules_or_404
from tracker.web import allow


@reminders.route("/outbox/rules", methods=["GET", "POST"], endpoint="rules")
@allow(*KEEPERS)
def change_rules() -> Any:
    settled, form = rules_or_404(), RulesForm()
    if form.validate_on_submit():
        ladders = {kind: form[kind.value].form.ladder() for kind in Kind}
        try:
            actions.settle_hours(db.session(), form.hours, [Reason(word) for word in form.extras.data or []])
            actions.settle_ladders(db.session(), ladders)
        except RuleViolation as error:
            db.session.rollback()
            form.form_errors.append(str(error))
        else:
            db.session.commit()
            flash("规则已经记下，从下一次提醒起按新的算。", "done")
            return redirect(url_for("reminders.rules"))
    elif request.method == "GET":
        steps = {kind.value: asdict(settled.office.ladder(kind)) for kind in Kind}
        extras = [reason.value for reason in settled.office.extras]
        form = RulesForm(data={**asdict(settled.hours), "extras": extras, **steps})
    return render_template("reminders/rules.html", form=form, kinds=[kind.value for kind in Kind])
