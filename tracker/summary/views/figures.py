"""The figures of a year."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from tracker.db import db
from tracker.people.models import Role
from tracker.progress.figures import Way
from tracker.summary import actions
from tracker.summary.forms import WayForm
from tracker.summary.queries import figure_ways, figures_beside
from tracker.summary.views.blueprint import READERS, summary
from tracker.web import allow


@summary.get("/summaries/figures/<year:year>")
@allow(*READERS)
def figures(year: int) -> str:
    """Every figure of the year beside last year's, and where each comes from."""
    ways = figure_ways(db.session())
    rows = figures_beside(db.session(), year, ways)
    return render_template("summary/figures.html", year=year, rows=rows, form=WayForm(), ways=Way)


@summary.post("/summaries/figures/<year:year>")
@allow(Role.COORDINATOR)
def set_way(year: int) -> Any:
    form = WayForm()
    if not form.validate_on_submit():
        abort(400)
    actions.set_way(db.session(), form.name.data or "", form.unit.data or "", Way(form.way.data))
    db.session.commit()
    flash(f"“{form.name.data}”改了算法，看板和总结都按新的算。", "done")
    return redirect(url_for("summary.figures", year=year))
