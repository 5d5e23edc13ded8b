"""A small report of an invented town, what was understood of it, and its drafts in the database."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tests.rows import Town, at
from tracker.calendar.limits import Every
from tracker.documents.blocks import Block
from tracker.documents.models import Document
from tracker.documents.stored import as_json
from tracker.plans.plan import Deadline, DeadlineKind, Head, Item, Measure, Parties, Plan, Span
from tracker.review.models import Draft
from tracker.review.proposals import propose

YEAR = 2090
"""A plan year that is not past, whenever the tests run."""

TRAINING = "由司法所牵头，全年轮训人民调解员不少于6期，应急办配合。"
LEDGER = "应急办每月28日前报送矛盾纠纷排查台账。"
VAGUE = "适时开展外出务工人员返乡普法活动。"
LINES = (
    "示范镇人民政府关于法治政府建设情况的报告",
    "四、工作安排",
    f"（一）化解矛盾。{TRAINING}{LEDGER}",
    f"（二）普法。{VAGUE}",
)


def deadline(text: str, kind: DeadlineKind, end: date | None = None, **more: Any) -> Deadline:
    return Deadline(**{"text": text, "kind": kind, "start": None, "end": end, "every": None, "rule": "test", **more})


def measure(text: str, block: int, *, deadlines: tuple[Deadline, ...] = (), **parties: tuple[str, ...]) -> Measure:
    start = LINES[block].index(text)
    return Measure(
        text, (text.strip("。"),), Parties(**parties), deadlines, "test", Span(block, start, start + len(text))
    )


def item(heading: str, *measures: Measure) -> Item:
    return Item(heading, "工作安排", Parties(), (), measures, "test", Span(2, 0, 3))


PLAN = Plan(
    head=Head(title=LINES[0], number="示府〔2090〕3号", report_year=YEAR - 1, plan_year=YEAR),
    items=(
        item(
            "化解矛盾",
            measure(
                TRAINING,
                2,
                lead=("司法所",),
                support=("应急办",),
                deadlines=(deadline("全年", DeadlineKind.DURING, date(YEAR, 12, 31), start=date(YEAR, 1, 1)),),
            ),
            measure(LEDGER, 2, deadlines=(deadline("每月28日前", DeadlineKind.EVERY, every=Every.MONTH),)),
        ),
        item("普法", measure(VAGUE, 3)),
    ),
    problems=(),
    figures=(),
    warnings=(),
)


def imported(session: Session, town: Town, *, by_item: bool = False, plan: Plan = PLAN) -> list[Draft]:
    """The report with its three drafts, committed."""
    document = Document(
        key="r",
        file="report.txt",
        title=plan.head.title,
        number=plan.head.number,
        report_year=plan.head.report_year,
        plan_year=plan.head.plan_year,
        uploaded_at=at("2026-01-09"),
        uploaded_by_id=town.clerk.id,
        blocks=as_json(Block(line) for line in LINES),
    )
    session.add(document)
    session.flush()
    drafts = propose(session, document, plan, by_item=by_item)
    session.commit()
    return drafts
