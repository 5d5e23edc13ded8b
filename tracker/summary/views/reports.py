"""All reports: which there are, and how to begin one."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from sqlalchemy import select

from tracker.clock import now, today
from tracker.db import db
from tracker.people.models import Role
from tracker.summary import actions
from tracker.summary.context import about
from tracker.summary.forms import BeginForm
from tracker.summary.letter import head_of
from tracker.summary.phrases import area_of
from tracker.summary.queries import years_with_work
from tracker.summary.saved import all_saved, lengths, saved
from tracker.summary.scrutiny import composed
from tracker.summary.skeleton import KIND_WORDS, MONTHS, Kind
from tracker.summary.views.blueprint import READERS, summary
from tracker.tasks.models import Task
from tracker.web import allow


@summary.get("/summaries")
@allow(*READERS)
def index() -> str:
    return _index(_begin_form())


def _index(form: BeginForm) -> str:
    reports = db.session.scalars(all_saved()).all()
    return render_template(
        "summary/index.html", form=form, reports=reports, words=KIND_WORDS, about=about, lengths=lengths(db.session())
    )


def _begin_form() -> BeginForm:
    form = BeginForm()
    years = years_with_work(db.session())
    form.year.choices = {year: f"{year}年" for year in [*years, today().year]}
    sections = db.session.scalars(select(Task.section).where(Task.section != "").distinct().order_by(Task.section))
    form.topic.choices = {"": "不是专题"} | {
        area: area for area in (area_of(section, "") for section in sections) if area
    }
    return form


@summary.post("/summaries")
@allow(Role.COORDINATOR)
def begin() -> Any:
    form = _begin_form()
    if not form.validate_on_submit():
        return _index(form), 422
    kind, year, number = Kind(form.kind.data), form.year.data, form.number.data or 0
    number = number if kind in MONTHS else 0
    topic = form.topic.data if kind is Kind.TOPIC else ""
    existing = db.session.scalar(saved(year, kind, number, topic))
    if existing is None:
        facts, report = composed(db.session(), kind, year, number, topic, today())
        existing = actions.draft(
            db.session(), report, head_of(report, facts), year=year, kind=kind, number=number, topic=topic, at=now()
        )
        db.session.commit()
        flash(f"已起草，{len(report.missing)} 处等补。", "done")
    return redirect(url_for("summary.report", summary_id=existing.id))


@summary.get("/summaries/<year:year>")
@allow(*READERS)
def show(year: int) -> Any:
    """The yearly report of the year, or how to begin it."""
    existing = db.session.scalar(saved(year, Kind.YEARLY, 0))
    if existing is not None:
        return redirect(url_for("summary.report", summary_id=existing.id))
    form = _begin_form()
    if year not in form.year.choices:
        abort(404)
    form.year.data = year
    return _index(form)
