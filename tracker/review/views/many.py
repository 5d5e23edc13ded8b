"""Pages: what a person decides on several drafts at once: all of them, or, when one was changed meanwhile, none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash

from tracker.db import db
from tracker.errors import RuleViolation
from tracker.people.models import Role
from tracker.review import actions
from tracker.review.actions import ChangedMeanwhile, Confirmation
from tracker.review.certainty import Certainty
from tracker.review.forms import FillForm, ManyForm
from tracker.review.queries import Row
from tracker.review.views.blueprint import back, establish, load_desk, offered, review, show_desk, who
from tracker.tasks.desk import Desk
from tracker.web import allow


def _together(document_id: int, act: Callable[[Desk, dict[int, int]], str], fill_form: FillForm | None = None) -> Any:
    """Does something to all chosen drafts, or, when one of them was changed meanwhile, to none."""
    shown, form = load_desk(document_id), fill_form or ManyForm()
    if not form.validate_on_submit():
        return show_desk(shown, fill_form=fill_form, sentence=form.complaint()), 422
    try:
        told = act(shown, form.versions())
    except RuleViolation as refusal:
        db.session.rollback()
        return show_desk(load_desk(document_id), fill_form=fill_form, sentence=f"一条也没有改。{refusal}"), 409
    db.session.commit()
    flash(told, "done")
    return back(document_id)


def _chosen_rows(shown: Desk, versions: dict[int, int]) -> list[tuple[Row, int]]:
    chosen = [(row, versions[row.draft.id]) for row in shown.rows if row.draft.id in versions]
    if len(chosen) < len(versions):
        raise ChangedMeanwhile("选中的有几条刚才被拆开、合并或重新分过了。请核对后再定。")
    return chosen


@review.post("/documents/<int:document_id>/take")
@allow(Role.COORDINATOR)
def take_all(document_id: int) -> Any:
    """Takes all likely suggestions; the drafts still wait to be confirmed."""

    def act(shown: Desk, versions: dict[int, int]) -> str:
        for row, version in _chosen_rows(shown, versions):
            actions.take(db.session(), row.draft, row.sure, version=version, **who())
        return "建议都填上了，还没有立项。不对的请改过来，再确认。"

    return _together(document_id, act)


@review.post("/documents/<int:document_id>/fill")
@allow(Role.COORDINATOR)
def fill(document_id: int) -> Any:
    """Gives several drafts an owner, a leader, a deadline at once."""
    form = offered(FillForm())

    def act(shown: Desk, versions: dict[int, int]) -> str:
        if form.is_empty:
            raise RuleViolation("还没有选要填什么。请选承办人、分管领导或时限，再点“填到选中的”。")
        rows = _chosen_rows(shown, versions)
        for row, version in rows:
            chosen = form.onto(row.chosen)
            actions.save(db.session(), row.draft, row.draft.title, chosen, version=version, **who())
        return f"{len(rows)} 条都填上了，还没有立项。"

    return _together(document_id, act, form)


@review.post("/documents/<int:document_id>/confirm")
@allow(Role.COORDINATOR)
def confirm_all(document_id: int) -> Any:
    """Makes tasks of all drafts without a doubt, in one transaction."""

    def act(shown: Desk, versions: dict[int, int]) -> str:
        rows = _chosen_rows(shown, versions)
        tasks = establish(
            *(Confirmation(row.draft, row.suggestions.at_least(Certainty.STATED), version) for row, version in rows)
        )
        return f"{len(tasks)} 条已确认立项，还没有交办。"

    return _together(document_id, act)
