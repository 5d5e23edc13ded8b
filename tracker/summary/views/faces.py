"""The other faces of a report: its numbers, what was promised, pictures of the year, its versions."""

from __future__ import annotations

import difflib
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from tracker.clock import now, today
from tracker.db import db
from tracker.people.models import Role
from tracker.summary import actions
from tracker.summary.check import Verdict as NumberVerdict
from tracker.summary.context import checked_words, frame, summary_or_404
from tracker.summary.desk import is_repeated, record_words
from tracker.summary.facts import Verdict
from tracker.summary.forms import AnswerForm
from tracker.summary.models import Summary
from tracker.summary.pictures import pictures_of
from tracker.summary.promises import counted
from tracker.summary.queries import last_report_of
from tracker.summary.saved import changes_of
from tracker.summary.scrutiny import facts_for, parts_of, promises_of
from tracker.summary.views.blueprint import READERS, summary
from tracker.web import allow


@summary.get("/summaries/report/<int:summary_id>/numbers")
@allow(*READERS)
def numbers(summary_id: int) -> str:
    """Every number of the text beside its records, and whether last year's report says just the same."""
    one = summary_or_404(summary_id)
    last = last_report_of(db.session(), one.year)
    parts = parts_of(db.session(), one)
    rows = [(row, found) for part in parts for row in part.rows for found in row.findings]
    same = {found for _, found in rows if last and is_repeated(found, last.figures)}
    shown = {"rows": rows, "same": same, "record_words": record_words, "verdicts": NumberVerdict}
    return render_template("summary/numbers.html", **frame(one, numbers=checked_words(parts)), **shown)


@summary.get("/summaries/report/<int:summary_id>/promises")
@allow(*READERS)
def promises(summary_id: int) -> str:
    """The table of promises."""
    return _promises(summary_or_404(summary_id), AnswerForm(formdata=None))


@summary.post("/summaries/report/<int:summary_id>/promises")
@allow(Role.COORDINATOR)
def answer(summary_id: int) -> Any:
    """Says what became of a promise where the records do not."""
    one, form = summary_or_404(summary_id), AnswerForm()
    if not form.validate_on_submit():
        return _promises(one, form), 422
    verdict = Verdict(form.verdict.data)
    key, text = form.promise.data or "", form.text.data or ""
    actions.answer_promise(db.session(), one, key, verdict, text, by=current_user, at=now())
    db.session.commit()
    flash("记下了，兑现对照表用这个结果。", "done")
    return redirect(url_for("summary.promises", summary_id=one.id))


def _promises(one: Summary, form: AnswerForm) -> str:
    rows = promises_of(db.session(), one, today())
    untold = sum(row.is_open for row in rows)
    words = f"{len(rows)} 条" + (f"，{untold} 条没有结果" if untold else "")
    shown = {"rows": rows, "counted": counted(rows), "form": form, "verdicts": Verdict}
    return render_template("summary/promises.html", **frame(one, promises=words), **shown)


@summary.get("/summaries/report/<int:summary_id>/pictures")
@allow(*READERS)
def pictures(summary_id: int) -> str:
    """The year by part, by month, by unit, and what was planned beside what was done."""
    one = summary_or_404(summary_id)
    made = pictures_of(facts_for(db.session(), one.kind, one.year, one.number, today()))
    return render_template("summary/pictures.html", **frame(one), pictures=made)


@summary.get("/summaries/report/<int:summary_id>/versions")
@allow(*READERS)
def versions(summary_id: int) -> str:
    """The versions that were handed on, two of them side by side, and who changed which sentence."""
    one = summary_or_404(summary_id)
    texts = {version.number: version.lines for version in one.versions}
    texts[len(texts) + 1] = [line.text for line in one.lines]
    left = request.args.get("left", len(texts) - 1, type=int)
    right = request.args.get("right", len(texts), type=int)
    rows = _side_by_side(texts[left], texts[right]) if left in texts and right in texts else []
    changes = db.session.scalars(changes_of(one)).all()
    shown = {"rows": rows, "left": left, "right": right, "last": len(texts), "changes": changes}
    return render_template("summary/versions.html", **frame(one), **shown)


def _side_by_side(left: list[str], right: list[str]) -> list[tuple[str, str, str]]:
    """Rows of a comparison: what happened, the sentence before, the sentence after. Equal stretches are left out."""
    rows: list[tuple[str, str, str]] = []
    for what, i, j, k, m in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if what != "equal":
            old, new = left[i:j], right[k:m]
            size = max(len(old), len(new))
            pad = [*old, *[""] * (size - len(old))], [*new, *[""] * (size - len(new))]
            rows += [(what, before, after) for before, after in zip(*pad, strict=True)]
    return rows
