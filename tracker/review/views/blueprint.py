"""The page of the desk, which every decision shows again when it cannot be carried out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import SelectChoice

from tracker.clock import now, today
from tracker.db import db
from tracker.documents.models import Document
from tracker.documents.stored import from_json
from tracker.people.queries import active_people, units
from tracker.review import actions
from tracker.review.actions import Confirmation
from tracker.review.days import by_days
from tracker.review.forms import AddForm, DraftForm, FillForm
from tracker.review.highlight import lines, marked
from tracker.review.queries import Row, said_of
from tracker.tasks.actions import establish_from_drafts
from tracker.tasks.desk import TABS, Desk, desk_of, like_tasks
from tracker.tasks.models import Task
from tracker.tasks.problems import answers_to

review = Blueprint("review", __name__)

Choosing = TypeVar("Choosing", DraftForm, FillForm)


def load_desk(document_id: int) -> Desk:
    return desk_of(db.session(), db.session.get(Document, document_id) or abort(404), today())


def draft_form() -> DraftForm:
    return offered(DraftForm())


def offered(form: Choosing) -> Choosing:
    form.offer(db.session.scalars(active_people()).all(), db.session.scalars(units()))
    return form


def show_desk(
    shown: Desk,
    row: Row | None = None,
    form: DraftForm | None = None,
    *,
    add_form: AddForm | None = None,
    fill_form: FillForm | None = None,
    sentence: str = "",
) -> str:
    tab = request.args.get("show", "all")
    tab = tab if tab in TABS else "all"
    if form is not None and row is not None:
        form.into.choices = [SelectChoice("", "选一条"), *_others(shown, row)]
    near = row or shown.row(request.args.get("near", type=int))
    sight = shown.sight(tab, request.args.get("page", type=int), near)
    spans = {one.number: one.draft.spans for one in shown.rows}
    return render_template(
        "review/desk.html",
        desk=shown,
        document=shown.document,
        lines=lines(from_json(shown.document.blocks), spans, {one.number for one in sight.rows}),
        by_number={one.number: one for one in shown.rows},
        sight=sight,
        opened=row,
        form=form,
        add_form=add_form,
        answered=len({one.problem_id for one in db.session.scalars(answers_to(shown.document.id))}),
        fill_form=fill_form or offered(FillForm(formdata=None)),
        ticked=fill_form.ticked() if fill_form else (),
        sentence=sentence,
        tab=tab,
        tabs=[(name, word, len(shown.under(name))) for name, (word, _) in TABS.items()],
        alike=like_tasks(db.session(), row.draft, today()) if row is not None and row.is_open else [],
        days=by_days(row.draft.title, said_of(row.draft).deadlines) if row is not None else [],
        marked=marked,
        unit_names={entry.id: entry.name for entry in shown.known.units},
        person_names={one.entry.id: one.entry.name for one in shown.known.people},
    )


def _others(shown: Desk, row: Row) -> list[SelectChoice]:
    """The drafts into which this one may be merged: its value names the version that stands on the page."""
    others = [one for one in shown.rows if one.is_open and one is not row]
    return [
        SelectChoice(f"{one.draft.id}:{one.draft.version}", f"{one.number} {one.draft.title[:40]}") for one in others
    ]


def back(document_id: int, draft_id: int | None = None, *, is_open: bool = False) -> Any:
    """To the desk, under the same tab, at this draft."""
    opened, near = (draft_id, None) if is_open else (None, draft_id)
    anchor, show = f"d{draft_id}" if draft_id else None, request.args.get("show")
    return redirect(url_for("review.desk", document_id=document_id, show=show, open=opened, near=near, _anchor=anchor))


def who() -> dict[str, Any]:
    """The person at the page and the moment, as every action takes them."""
    return {"by": current_user, "at": now()}


def establish(*confirmations: Confirmation) -> Sequence[Task]:
    """A person stands for the drafts with these suggestions: their tasks are made (已立项)."""
    clicked = who()
    drafts = actions.confirm(db.session(), confirmations, **clicked)
    return establish_from_drafts(db.session(), drafts, **clicked)
