"""Pages: the review desk of a document, and what is done with the document as a whole."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, request

from tracker.db import db
from tracker.documents.models import Document
from tracker.people.models import Role
from tracker.review import proposals
from tracker.review.forms import AddForm
from tracker.review.views.blueprint import back, draft_form, load_desk, review, show_desk, who
from tracker.tasks.actions import assign_established
from tracker.tasks.desk import established_of
from tracker.web import allow


@review.get("/documents/<int:document_id>/review")
@allow(Role.COORDINATOR)
def desk(document_id: int) -> str:
    shown = load_desk(document_id)
    row = shown.row(request.args.get("open", type=int))
    form = None
    if row is not None and row.is_open:
        form = draft_form()
        form.show(row.draft.title, row.chosen, row.draft.version)
        form.parts.data = "\n".join(row.draft.actions)
    return show_desk(shown, row, form, add_form=AddForm(formdata=None) if "add" in request.args else None)


@review.post("/documents/<int:document_id>/assign")
@allow(Role.COORDINATOR)
def assign(document_id: int) -> Any:
    document = db.session.get(Document, document_id) or abort(404)
    count = assign_established(db.session(), db.session.scalars(established_of(document)).all(), **who())
    db.session.commit()
    flash(f"已交办 {count} 件，承办人会收到消息。" if count else "没有等着交办的事项。", "done")
    return back(document_id)


@review.post("/documents/<int:document_id>/regroup/<grain>")
@allow(Role.COORDINATOR)
def regroup(document_id: int, grain: str) -> Any:
    document = db.session.get(Document, document_id) or abort(404)
    drafts = proposals.regroup(db.session(), document, by_item=grain == "item")
    db.session.commit()
    flash(f"重新分成了 {len(drafts)} 条。", "done")
    return back(document_id)


@review.post("/documents/<int:document_id>/drafts")
@allow(Role.COORDINATOR)
def add(document_id: int) -> Any:
    form = AddForm()
    if not form.validate_on_submit():
        return show_desk(load_desk(document_id), add_form=form), 422
    document = db.session.get(Document, document_id) or abort(404)
    draft = proposals.add(db.session(), document, form.title.data, form.quote.data or "", **who())
    db.session.commit()
    return back(document_id, draft.id, is_open=True)
