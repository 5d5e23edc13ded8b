"""What every page of a report begins with: the report, or 404, and the frame around its faces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import abort, request
from flask_login import current_user

from tracker.db import db
from tracker.documents.models import Document
from tracker.documents.queries import document_of_file
from tracker.people.context import the_office_now
from tracker.people.models import Office, Role
from tracker.summary.check import Verdict
from tracker.summary.compose import LIMIT
from tracker.summary.desk import PartShown
from tracker.summary.files import downloads
from tracker.summary.models import State, Summary, SummaryLine
from tracker.summary.saved import the_template
from tracker.summary.skeleton import Kind, period_of, span_words

DUE = (3, 1)
"""Month and day of the next year by which the yearly report goes upward."""
MARKS = {
    Verdict.MATCHES: ("ok", "对得上", "m2 6.5 2.6 2.6L10 3"),
    Verdict.DIFFERS: ("bad", "对不上", "M2 4h8M2 8h8M8.5 1.5l-5 9"),
    Verdict.NO_RECORD: (
        "none",
        "没有出处",
        "M3.8 3.7C4 2.4 5 1.7 6.1 1.7c1.3 0 2.2.8 2.2 1.9 0 1.7-2.2 1.8-2.2 3.5M6.1 10v.2",
    ),
}
"""How a checked number is marked: class, word, and the path of its mark."""
FACES = {"report": "正文", "numbers": "核对", "promises": "兑现对照", "pictures": "图", "versions": "版本"}
"""The faces of a report: their endpoints and words."""


def summary_or_404(summary_id: int) -> Summary:
    """The report. A request that may change it holds it from here on: whoever hands it on at the same moment waits, so
    that no sentence changes after it was submitted or made final (SQLite lets one writer in at a time anyway)."""
    holds = request.method == "POST"
    return db.session.get(Summary, summary_id, with_for_update=holds, populate_existing=holds) or abort(404)


def line_or_404(summary_id: int, line_id: int) -> tuple[Summary, SummaryLine]:
    summary, line = summary_or_404(summary_id), db.session.get(SummaryLine, line_id)
    if line is None or line.summary_id != summary_id:
        abort(404)
    return summary, line


def office_or_404() -> Office:
    return the_office_now() or abort(404)


def may_edit(one: Summary) -> bool:
    return one.state is State.DRAFT and bool(current_user.has(Role.COORDINATOR))


def about(one: Summary) -> str:
    """2026年, 2026年第二季度, 2026年优化服务."""
    return f"{span_words(period_of(one.kind, one.year, one.number))}{one.topic}"


def checked_words(parts: Iterable[PartShown]) -> str:
    """37 处，1 处要看: how many numbers and names were checked, and how many of them are open."""
    rows = [row for part in parts for row in part.rows]
    checked, left = sum(len(row.findings) for row in rows), sum(len(row.open_findings) for row in rows)
    return f"{checked} 处" + (f"，{left} 处要看" if left else "")


def frame(one: Summary, **counts: str) -> dict[str, Any]:
    """What every face of a report shows around itself. counts: what stands beside the name of a face."""
    counts["report"] = f"{sum(line.level == 0 for line in one.lines)} 句"
    office = the_office_now()
    return {
        "summary": one,
        "about": about(one),
        "limit": LIMIT,
        "due_on": date(one.year + 1, *DUE) if one.kind is Kind.YEARLY else None,
        "may_edit": may_edit(one),
        "decides": office is not None and office.main_leader_id == current_user.id,
        "downloads": downloads(db.session.scalar(the_template())),
        "marks": MARKS,
        "next_document": one.sha256 and db.session.scalar(document_of_file(one.sha256).with_only_columns(Document.id)),
        "faces": [(name, words, counts.get(name, "")) for name, words in FACES.items()],
    }
