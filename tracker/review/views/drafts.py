"""Pages: what a person decides on one draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, url_for
from flask_login import current_user
from sqlalchemy import select

from tracker.clock import today
from tracker.db import db
from tracker.errors import RuleViolation
from tracker.people.models import Role
from tracker.review import actions
from tracker.review.actions import Confirmation
from tracker.review.certainty import Certainty
from tracker.review.forms import DraftForm, VersionForm
from tracker.review.models import Draft, DraftState
from tracker.review.queries import Row, next_waiting, row_of
from tracker.review.suggestions import FIELDS
from tracker.review.views.blueprint import back, draft_form, establish, load_desk, review, show_desk, who
from tracker.tasks.actions import take_back
from tracker.tasks.context import office_or_404
from tracker.tasks.desk import office_for
from tracker.tasks.models import Task
from tracker.tasks.notes import add_item
from tracker.web import allow


@dataclass(frozen=True)
class Seen:
    """A draft as a person sent it in: with the form, and the version that stood on the page."""

    draft: Draft
    form: DraftForm
    row: Row


def _decide(draft_id: int, act: Callable[[Seen], str], *, then_next: bool = False) -> Any:
    """Load, validate, keep what was typed and act, commit, redirect. `act` returns what to tell.

    When something is wrong or somebody else was faster, the form is shown again with everything that was typed.
    """
    draft = db.session.get(Draft, draft_id) or abort(404)
    document_id, form = draft.document_id, draft_form()
    if not form.validate_on_submit():
        return _show_again(document_id, draft_id, form), 422
    known = office_for(db.session(), draft.document, today())
    try:
        actions.save(db.session(), draft, form.title.data, form.chosen(), version=form.version.data, **who())
        told = act(Seen(draft, form, row_of(draft, known)))
    except RuleViolation as refusal:
        db.session.rollback()
        return _show_again(document_id, draft_id, form, refusal), 409
    db.session.commit()
    _tell(told, draft)
    after = next_waiting(db.session(), document_id, draft_id) if then_next else draft_id
    return back(document_id, after, is_open=True)


def _tell(told: str, draft: Draft) -> None:
    """What was done; where that decided the draft, with the way back."""
    if draft.state in (DraftState.CONFIRMED, DraftState.REJECTED):
        way_back = (told, url_for("review.restore", draft_id=draft.id), {"version": draft.version})
        flash(way_back, "undo")  # type: ignore[arg-type]  # a session holds whatever JSON can
    else:
        flash(told, "done")


def _show_again(document_id: int, draft_id: int, form: DraftForm, refusal: RuleViolation | None = None) -> str:
    shown = load_desk(document_id)
    row = shown.row(draft_id)
    if row is not None and isinstance(refusal, actions.ChangedMeanwhile):
        form.version.data = row.draft.version  # the next click is meant for what now stands beside it
        form.version.raw_data = None
    return show_desk(shown, row, form, sentence=str(refusal or ""))


@review.post("/drafts/<int:draft_id>/save")
@allow(Role.COORDINATOR)
def save(draft_id: int) -> Any:
    return _decide(draft_id, lambda seen: "已保存，还没有立项。")


@review.post("/drafts/<int:draft_id>/take/<field>")
@allow(Role.COORDINATOR)
def take(draft_id: int, field: str) -> Any:
    def act(seen: Seen) -> str:
        suggestions = seen.row.suggestions.only(field)
        actions.take(db.session(), seen.draft, suggestions, version=seen.draft.version, **who())
        return "已采用这条建议，还没有立项。"

    return _decide(draft_id, act) if field in FIELDS else abort(404)


@review.post("/drafts/<int:draft_id>/confirm")
@allow(Role.COORDINATOR)
def confirm(draft_id: int) -> Any:
    def act(seen: Seen) -> str:
        stated = seen.row.suggestions.at_least(Certainty.STATED)
        [task] = establish(Confirmation(seen.draft, stated, seen.draft.version))
        return f"“{task.title}”已确认立项。"

    return _decide(draft_id, act, then_next=True)


@review.post("/drafts/<int:draft_id>/split")
@allow(Role.COORDINATOR)
def split(draft_id: int) -> Any:
    def act(seen: Seen) -> str:
        parts = actions.split(db.session(), seen.draft, seen.form.titles(), version=seen.draft.version, **who())
        return f"已拆成 {len(parts)} 条，请逐条核对。"

    return _decide(draft_id, act, then_next=True)


@review.post("/drafts/<int:draft_id>/split-by-days")
@allow(Role.COORDINATOR)
def split_by_days(draft_id: int) -> Any:
    def act(seen: Seen) -> str:
        parts = actions.split_by_days(db.session(), seen.draft, version=seen.draft.version, **who())
        return f"已按节点拆成 {len(parts)} 条，请逐条核对。"

    return _decide(draft_id, act, then_next=True)


@review.post("/drafts/<int:draft_id>/merge")
@allow(Role.COORDINATOR)
def merge(draft_id: int) -> Any:
    def act(seen: Seen) -> str:
        other = seen.form.other()
        into = db.session.get(Draft, other[0]) if other else None
        if other is None or into is None:
            raise RuleViolation("还没有选并到哪一条。请选一条，再点“并过去”。")
        seen_now = seen.draft.version
        actions.merge(db.session(), seen.draft, into, version=seen_now, into_version=other[1], **who())
        return f"已并到“{into.title}”。"

    return _decide(draft_id, act, then_next=True)


@review.post("/drafts/<int:draft_id>/accept")
@allow(Role.COORDINATOR)
def accept(draft_id: int) -> Any:
    """One click on a row: takes what is suggested there and makes the task."""

    def act(draft: Draft, version: int) -> str:
        known = office_for(db.session(), draft.document, today())
        [task] = establish(Confirmation(draft, row_of(draft, known).sure, version))
        return f"“{task.title}”已确认立项。"

    return _click(draft_id, act)


@review.post("/drafts/<int:draft_id>/reject")
@allow(Role.COORDINATOR)
def reject(draft_id: int) -> Any:
    def act(draft: Draft, version: int) -> str:
        actions.reject(db.session(), draft, version=version, **who())
        return f"“{draft.title}”不立项。要找回来，请到“不立项”一栏。"

    return _click(draft_id, act)


@review.post("/drafts/<int:draft_id>/same/<key>")
@allow(Role.COORDINATOR)
def same(draft_id: int, key: str) -> Any:
    """The ledger has this task already: the draft is linked to it and makes no second one."""
    task = db.session.scalar(select(Task).where(Task.key == key)) or abort(404)

    def act(draft: Draft, version: int) -> str:
        actions.already_there(db.session(), draft, task.key, version=version, **who())
        return f"已连到台账里的“{task.title}”，不再另立。"

    return _click(draft_id, act)


@review.post("/drafts/<int:draft_id>/into/<key>")
@allow(Role.COORDINATOR)
def into(draft_id: int, key: str) -> Any:
    """What the draft asks for becomes one more part of a task that is there already."""
    task = db.session.scalar(select(Task).where(Task.key == key)) or abort(404)

    def act(draft: Draft, version: int) -> str:
        add_item(db.session(), task, draft.title, None, office_or_404().main_leader_id, by=current_user)
        actions.already_there(db.session(), draft, task.key, version=version, **who())
        return f"已并进台账里的“{task.title}”，列在它的分解清单里。"

    return _click(draft_id, act, can_undo=False)


@review.post("/drafts/<int:draft_id>/restore")
@allow(Role.COORDINATOR)
def restore(draft_id: int) -> Any:
    """Back to what waits: from 不立项, and from 已立项 as long as nobody was told."""

    def act(draft: Draft, version: int) -> str:
        if draft.state is DraftState.CONFIRMED:
            take_back(db.session(), draft, **who())
        actions.restore(db.session(), draft, version=version, **who())
        return f"“{draft.title}”找回来了。"

    return _click(draft_id, act)


def _click(draft_id: int, act: Callable[[Draft, int], str], *, can_undo: bool = True) -> Any:
    """A click that brings nothing but the version that was seen."""
    draft = db.session.get(Draft, draft_id) or abort(404)
    document_id, form = draft.document_id, VersionForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        told = act(draft, form.version.data)
    except RuleViolation as refusal:
        db.session.rollback()
        shown = load_desk(document_id)
        return show_desk(shown, sentence=str(refusal)), 409
    db.session.commit()
    if can_undo:
        _tell(told, draft)
    else:
        flash(told, "done")
    return back(document_id, next_waiting(db.session(), document_id, draft_id))
