"""A saved report against the records: its numbers, what last year promised, and what still has no answer."""

from __future__ import annotations

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


def open_points(session: Session, one: Summary, today: date) -> list[str]:
    """What has no answer yet: sentences to be supplied, numbers without a record, promises without a result."""
    rows = [row for part in parts_of(session, one) for row in part.rows]
    points = [f"第 {row.number} 句等补" for row in rows if row.line.asks]
    points += [f"第 {row.number} 句有对不上或没有出处的地方" for row in rows if row.open_findings]
    if one.kind is Kind.YEARLY:
        points += [
            f"去年的“{row.promise.text[:16]}”没有结果" for row in promises_of(session, one, today) if row.is_open
        ]
    return points
