"""A report from hand to hand: submitted, given back, made final, opened again; and what next year makes of it."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, url_for
from flask_login import current_user

from tracker.clock import now, today
from tracker.db import db
from tracker.people.models import Role
from tracker.store import Store
from tracker.summary import actions
from tracker.summary.actions import Unanswered
from tracker.summary.context import office_or_404, summary_or_404
from tracker.summary.forms import ReasonForm
from tracker.summary.letter import letter_of
from tracker.summary.models import Summary
from tracker.summary.official import write
from tracker.summary.scrutiny import OpenPoint, open_points, parts_of
from tracker.summary.views.blueprint import READERS, summary
from tracker.web import allow


@summary.post("/summaries/report/<int:summary_id>/submit")
@allow(Role.COORDINATOR)
def submit(summary_id: int) -> Any:
    one = summary_or_404(summary_id)
    actions.submit(db.session(), one, by=current_user, at=now())
    left = len(_open_points(one))
    db.session.commit()
    more = f"还有 {left} 处没有交代，取回补上以前定不了稿。" if left else ""
    flash(f"已提交送审，定稿或退回以前不能再改。{more}", "done")
    return redirect(url_for("summary.report", summary_id=one.id))


@summary.post("/summaries/report/<int:summary_id>/give-back")
@allow(*READERS)
def give_back(summary_id: int) -> Any:
    one = summary_or_404(summary_id)
    actions.give_back(db.session(), one, _note(), by=current_user, at=now())
    db.session.commit()
    flash("已退回草稿，督办员可以接着改。", "done")
    return redirect(url_for("summary.report", summary_id=one.id))


@summary.post("/summaries/report/<int:summary_id>/final")
@allow(Role.LEADER)
def make_final(summary_id: int) -> Any:
    one, office = summary_or_404(summary_id), office_or_404()
    store: Store = current_app.extensions["store"]
    points = [point.words for point in _open_points(one)]
    sha256 = store.keep(write(letter_of(actions.sections_of(one), actions.head_of(one))))
    try:
        actions.make_final(db.session(), one, points, sha256, office, by=current_user, at=now())
    except Unanswered as refusal:
        db.session.rollback()
        flash(str(refusal), "error")
    else:
        db.session.commit()
        flash("已定稿，文件按指纹存好，正文不能再改。", "done")
    return redirect(url_for("summary.report", summary_id=summary_id))


@summary.post("/summaries/report/<int:summary_id>/reopen")
@allow(Role.LEADER)
def reopen(summary_id: int) -> Any:
    one = summary_or_404(summary_id)
    actions.reopen(db.session(), one, _note(), office_or_404(), by=current_user, at=now())
    db.session.commit()
    flash("已重新打开，督办员可以接着改。原来的定稿还在“版本”里。", "done")
    return redirect(url_for("summary.report", summary_id=one.id))


@summary.post("/summaries/report/<int:summary_id>/next-year")
@allow(Role.COORDINATOR)
def next_year(summary_id: int) -> Any:
    """Turns the final report into drafts of the next year's tasks."""
    one = summary_or_404(summary_id)
    document = actions.begin_next_year(db.session(), one, current_app.extensions["store"], by=current_user, at=now())
    db.session.commit()
    flash(f"报告里的安排已拟成 {one.year + 1} 年的事项，逐条确认后立项。", "done")
    return redirect(url_for("review.desk", document_id=document.id))


def _open_points(one: Summary) -> list[OpenPoint]:
    return open_points(db.session(), one, parts_of(db.session(), one), today())


def _note() -> str:
    return ReasonForm().text.data or ""
