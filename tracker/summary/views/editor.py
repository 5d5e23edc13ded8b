"""The text of a report beside its evidence: change a sentence, add one, take one out, say where a number is from."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from sqlalchemy import select

from tracker.clock import now, today
from tracker.db import db
from tracker.people.models import Role
from tracker.summary import actions
from tracker.summary.actions import ChangedMeanwhile
from tracker.summary.asking import ask_for
from tracker.summary.context import about, checked_words, frame, line_or_404, may_edit, summary_or_404
from tracker.summary.desk import mendings, record_words
from tracker.summary.forms import AddForm, HeadForm, LineForm, ReasonForm
from tracker.summary.models import State, Summary
from tracker.summary.saved import proof_of
from tracker.summary.scrutiny import composed, open_points, parts_of
from tracker.summary.views.blueprint import READERS, summary
from tracker.tasks.models import Task
from tracker.web import allow, number_asked


@summary.get("/summaries/report/<int:summary_id>")
@allow(*READERS)
def report(summary_id: int) -> str:
    one = summary_or_404(summary_id)
    return _editor(one)


def _editor(one: Summary, **more: Any) -> str:
    line = next((line for line in one.lines if line.id == number_asked("line")), None)
    parts = parts_of(db.session(), one)
    shown: dict[str, Any] = {
        "parts": parts,
        "open_points": open_points(db.session(), one, parts, today()) if one.state is State.SUBMITTED else [],
        "proof": proof_of(db.session(), one.lines),
        "mendings": mendings,
        "record_words": record_words,
        "open_line": line if may_edit(one) else None,
        "line_form": LineForm(obj=line) if line else None,
        "add_form": AddForm(formdata=None),
    }
    return render_template("summary/report.html", **{**frame(one, numbers=checked_words(parts)), **shown, **more})


@summary.post("/summaries/report/<int:summary_id>/lines/<int:line_id>")
@allow(Role.COORDINATOR)
def rewrite(summary_id: int, line_id: int) -> Any:
    one, line = line_or_404(summary_id, line_id)
    form = LineForm()
    if not form.validate_on_submit():
        return _editor(one, open_line=line, line_form=form), 422
    try:
        actions.rewrite(
            db.session(), line, form.text.data or "", seen=form.version.data or 0, by=current_user, at=now()
        )
    except ChangedMeanwhile as error:
        form.text.errors = [str(error)]
        form.version.data = line.version
        return _editor(one, open_line=line, line_form=form), 409
    db.session.commit()
    flash("这一句改好了，依据没有变。", "done")
    return redirect(url_for("summary.report", summary_id=one.id, _anchor=f"s{line.id}"))


@summary.post("/summaries/report/<int:summary_id>/lines/<int:line_id>/add")
@allow(Role.COORDINATOR)
def add(summary_id: int, line_id: int) -> Any:
    one, line = line_or_404(summary_id, line_id)
    form = AddForm()
    if not form.validate_on_submit():
        return _editor(one, open_line=line, line_form=LineForm(formdata=None, obj=line), add_form=form), 422
    keys = (form.tasks.data or "").replace("，", " ").replace("、", " ").replace(",", " ").split()
    known = set(db.session.scalars(select(Task.key).where(Task.key.in_(keys))))
    if unknown := [key for key in keys if key not in known]:
        form.tasks.errors = [f"没有编号是“{'、'.join(unknown)}”的事项。请照台账上的编号填，例如 {one.year}-001。"]
        return _editor(one, open_line=line, line_form=LineForm(formdata=None, obj=line), add_form=form), 422
    added = actions.add_after(db.session(), line, form.text.data or "", keys, by=current_user, at=now())
    db.session.commit()
    return redirect(url_for("summary.report", summary_id=one.id, _anchor=f"s{added.id}"))


@summary.post("/summaries/report/<int:summary_id>/lines/<int:line_id>/remove")
@allow(Role.COORDINATOR)
def remove(summary_id: int, line_id: int) -> Any:
    one, line = line_or_404(summary_id, line_id)
    actions.take_out(db.session(), line, by=current_user, at=now())
    db.session.commit()
    flash("删去了这一句，改动记录里还能看到。", "done")
    return redirect(url_for("summary.report", summary_id=one.id))


@summary.post("/summaries/report/<int:summary_id>/anew")
@allow(Role.COORDINATOR)
def compose_anew(summary_id: int) -> Any:
    one = summary_or_404(summary_id)
    _, report = composed(db.session(), one.kind, one.year, one.number, one.topic, today())
    kept = actions.compose_anew(db.session(), one, report, at=now())
    db.session.commit()
    flash(f"已按现在的记录重新起草，改过的 {kept} 句照留。", "done")
    return redirect(url_for("summary.report", summary_id=one.id))


@summary.route("/summaries/report/<int:summary_id>/head", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def head(summary_id: int) -> Any:
    one = summary_or_404(summary_id)
    form = HeadForm(obj=one)
    if form.validate_on_submit():
        actions.set_head(one, form.data)
        db.session.commit()
        flash("版头改好了。", "done")
        return redirect(url_for("summary.report", summary_id=one.id))
    return render_template("summary/head.html", summary=one, about=about(one), form=form), 422 if form.errors else 200


@summary.post("/summaries/report/<int:summary_id>/lines/<int:line_id>/explain")
@allow(Role.COORDINATOR)
def explain(summary_id: int, line_id: int) -> Any:
    one, line = line_or_404(summary_id, line_id)
    actions.explain(db.session(), line, ReasonForm().text.data or "", by=current_user, at=now())
    db.session.commit()
    flash("记下了数字的出处，核对时会列出来。", "done")
    return redirect(url_for("summary.report", summary_id=one.id, _anchor=f"s{line.id}"))


@summary.post("/summaries/report/<int:summary_id>/lines/<int:line_id>/ask")
@allow(Role.COORDINATOR)
def ask(summary_id: int, line_id: int) -> Any:
    """Asks the person who can supply what the line lacks."""
    one, line = line_or_404(summary_id, line_id)
    asked = ask_for(db.session(), line, by=current_user, at=now())
    db.session.commit()
    flash(f"已请{asked.name}补。上班时间会出现在对方的消息里，事项的意见里也记了一条。", "done")
    return redirect(url_for("summary.report", summary_id=one.id, _anchor=f"s{line.id}"))
