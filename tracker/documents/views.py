"""Pages: where work comes from: imported documents with the columns of their lists, and what stands in no file."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.clock import now, today
from tracker.db import db
from tracker.documents.forms import BY_ITEM, UploadForm
from tracker.documents.models import Document, Origin
from tracker.documents.queries import newest_documents
from tracker.documents.read import read
from tracker.documents.stored import from_json
from tracker.errors import UnreadableDocument
from tracker.people.context import badge
from tracker.people.models import Person, Role
from tracker.people.queries import active_people
from tracker.review.forms import COLUMN_WORDS, ColumnForm, InstructionForm
from tracker.review.list_columns import tables
from tracker.review.models import DraftState
from tracker.review.proposals import correct_columns, import_document, open_source, understood
from tracker.review.queries import counts_by_document, waiting_drafts
from tracker.review.sources import duty_lists, of_calendar, of_duties, of_instruction
from tracker.store import Store
from tracker.tasks.models import Task
from tracker.tasks.queries import is_open
from tracker.web import allow

documents = Blueprint("documents", __name__)


@badge("documents.index")
def _waiting(person: Person) -> int:
    return db.session.scalar(waiting_drafts()) or 0 if person.has(Role.COORDINATOR) else 0


@documents.get("/documents")
@allow(Role.COORDINATOR)
def index() -> str:
    return _index(UploadForm())


def _index(form: UploadForm) -> str:
    counts: dict[int, dict[DraftState, int]] = defaultdict(dict)
    for document_id, state, count in db.session.execute(counts_by_document()):
        counts[document_id][state] = count
    return render_template(
        "documents/index.html",
        form=form,
        documents=db.session.scalars(newest_documents()).all(),
        counts=counts,
        states=DraftState,
    )


@documents.post("/documents")
@allow(Role.COORDINATOR)
def upload() -> Any:
    form = UploadForm()
    if not form.validate_on_submit():
        return _index(form), 422
    at, (name, data) = now(), form.document()
    db.session.rollback()  # a large file takes its time: nobody waits for this transaction
    try:
        document = import_document(
            db.session(),
            name,
            data,
            read(data, name),
            store=current_app.extensions["store"],
            plan_year=form.plan_year.data,
            by_item=form.grain.data == BY_ITEM,
            by=current_user,
            at=at,
        )
    except UnreadableDocument as refusal:
        db.session.rollback()
        form.file.errors = str(refusal).splitlines()
        return _index(form), 422
    is_new = document.uploaded_at == at
    db.session.commit()
    flash("读完了。请逐条核对，确认后才会立项。" if is_new else "这份文件以前导入过，没有再导一遍。", "done")
    return _to_desk(document.id)


@documents.get("/documents/<int:document_id>/original")
@allow(Role.COORDINATOR, Role.LEADER)
def original(document_id: int) -> Any:
    """The file as it was imported, always as a download: what a browser would open could carry script."""
    document = db.session.get(Document, document_id)
    if document is None or document.sha256 is None:
        abort(404)
    store: Store = current_app.extensions["store"]
    return send_file(
        store.path(document.sha256),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=document.file,
    )


@documents.route("/documents/<int:document_id>/columns", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def columns(document_id: int) -> Any:
    """What each column of a responsibility list was taken for; a correction holds for every list of that shape."""
    document = db.session.get(Document, document_id) or abort(404)
    blocks, form = from_json(document.blocks), ColumnForm()
    found = understood(db.session(), blocks, document.plan_year).columns
    if not form.validate_on_submit():
        lists = tables(found)
        return render_template(
            "documents/columns.html", document=document, form=form, tables=lists, blocks=blocks, words=COLUMN_WORDS
        )
    drafts = correct_columns(db.session(), document, form.roles(request.form, found), **_who())
    db.session.commit()
    anew = f"按新的读法，读出 {len(drafts)} 条。" if drafts is not None else "这份已有人改过，不再重读。"
    flash(f"记住了，下一份同样的清单也这样读。{anew}", "done")
    return _to_desk(document_id)


# ---- work that stands in no file ----


@documents.get("/documents/sources")
@allow(Role.COORDINATOR)
def sources() -> str:
    """The other sources of tasks, for this year and the next."""
    year = today().year
    unfinished = select(Task).where(Task.year < year, is_open()).options(joinedload(Task.assignee)).order_by(Task.key)
    return render_template(
        "documents/sources.html",
        years=(year, year + 1),
        lists=duty_lists(),
        calendars={each: of_calendar(each, today()) for each in (year, year + 1)},
        unfinished=db.session.scalars(unfinished).all(),
    )


@documents.post("/documents/calendar/<year:year>")
@allow(Role.COORDINATOR)
def start_calendar(year: int) -> Any:
    """The year's days of legal publicity as drafts."""
    pieces = of_calendar(year, today()) if year in (today().year, today().year + 1) else abort(404)
    document = open_source(
        db.session(), Origin.CALENDAR, f"calendar-{year}", f"{year}年普法节点", pieces, year=year, **_who()
    )
    db.session.commit()
    return _to_desk(document.id)


@documents.post("/documents/duties/<duties>/<year:year>")
@allow(Role.COORDINATOR)
def start_duties(duties: str, year: int) -> Any:
    """A built-in list of duties as drafts for a year."""
    found = next((one for one in duty_lists() if one.key == duties), None)
    if found is None or year not in (today().year, today().year + 1):
        abort(404)
    pieces, key, name = of_duties(found, year), f"duties-{found.key}-{year}", f"{year}年{found.name}"
    document = open_source(db.session(), Origin.DUTIES, key, name, pieces, year=year, **_who())
    db.session.commit()
    return _to_desk(document.id)


@documents.route("/documents/instruction", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def instruction() -> Any:
    """批示交办."""
    form = InstructionForm()
    form.offer(db.session.scalars(active_people()).all())
    if not form.validate_on_submit():
        return render_template("documents/instruction.html", form=form), 422 if form.is_submitted() else 200
    leader = db.session.get_one(Person, form.leader.data)
    name = f"{leader.name}{form.on.data.month}月{form.on.data.day}日批示"
    pieces = of_instruction(form.lines(), "领导批示", form.on.data.year)
    document = open_source(
        db.session(),
        Origin.INSTRUCTION,
        form.key(),
        name,
        pieces,
        year=form.on.data.year,
        leader=leader,
        **_who(),
    )
    db.session.commit()
    return _to_desk(document.id)


def _who() -> dict[str, Any]:
    return {"by": current_user, "at": now()}


def _to_desk(document_id: int) -> Any:
    return redirect(url_for("review.desk", document_id=document_id))
