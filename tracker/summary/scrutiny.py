"""A saved report against the records: its numbers, what last year promised, and what still has no answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.summary.check import check
from tracker.summary.compose import compose
from tracker.summary.desk import PartShown, laid_out, whole_text
from tracker.summary.facts import Facts
from tracker.summary.mentions import findings, mentions_in
from tracker.summary.models import Summary
from tracker.summary.promises import Answer, PromiseRow, promise_rows
from tracker.summary.queries import facts_of, figure_ways, known_to, posts_of, records_within
from tracker.summary.report import Report
from tracker.summary.saved import answers_of
from tracker.summary.skeleton import Kind, period_of

MOST_TOLD = 20
"""A sentence about more tasks than this is about all of them, and answers for none."""


def facts_for(session: Session, kind: Kind, year: int, number: int, today: date) -> Facts:
    """What the records say about the period of such a report."""
    return facts_of(session, period_of(kind, year, number), today, figure_ways(session))


def composed(session: Session, kind: Kind, year: int, number: int, topic: str, today: date) -> tuple[Facts, Report]:
    """The report as the records give it today."""
    facts = facts_for(session, kind, year, number, today)
    return facts, compose(facts, kind, topic=topic)


def parts_of(session: Session, one: Summary) -> list[PartShown]:
    """The rows of the text, its numbers and what it names checked against the records of its period."""
    records = records_within(session, period_of(one.kind, one.year, one.number), figure_ways(session))
    text = whole_text(one.lines)
    mentions = mentions_in(text, posts_of(session))
    named = findings(text, mentions, known_to(session, {mention.phrase for mention in mentions}), one.year)
    return laid_out(one.lines, sorted([*check(text, records), *named], key=lambda finding: finding.start))


def promises_of(session: Session, one: Summary, today: date) -> list[PromiseRow]:
    """What last year's report said, beside what became of it and the sentences that tell it."""
    told: dict[str, list[int]] = {}
    for number, line in enumerate((line for line in one.lines if line.level == 0), 1):
        for key in line.tasks if len(line.tasks) <= MOST_TOLD else ():
            told.setdefault(key, []).append(number)
    answers = {key: Answer(row.verdict, row.text, row.by.name) for key, row in answers_of(session, one).items()}
    return promise_rows(facts_for(session, one.kind, one.year, one.number, today).promises, told, answers)


@dataclass(frozen=True)
class OpenPoint:
    """What a report still owes: in words, and where: the number of a sentence's line, or the key of a promise."""

    words: str
    line: int | None = None
    promise: str | None = None


def open_points(session: Session, one: Summary, parts: Iterable[PartShown], today: date) -> list[OpenPoint]:
    """What has no answer yet: sentences to be supplied, numbers without a record, promises without a result.

    parts: as parts_of gives them.
    """
    rows = [row for part in parts for row in part.rows]
    points = [OpenPoint(f"第 {row.number} 句等补", line=row.line.id) for row in rows if row.line.asks]
    points += [
        OpenPoint(f"第 {row.number} 句有对不上或没有出处的地方", line=row.line.id) for row in rows if row.open_findings
    ]
    if one.kind is Kind.YEARLY:
        points += [
            OpenPoint(f"去年的“{_cut(row.promise.text)}”没有结果", promise=row.promise.key)
            for row in promises_of(session, one, today)
            if row.is_open
        ]
    return points


def _cut(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"
