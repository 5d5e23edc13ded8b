"""From a document to its drafts: importing, proposing anew, and what is added by hand or comes from no file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.documents.blocks import Block, BlockKind
from tracker.documents.models import Document, Origin, StatedProblem
from tracker.documents.queries import document_of_file, document_of_key
from tracker.documents.stored import as_json, from_json
from tracker.errors import RuleViolation, UnreadableDocument
from tracker.people.models import Person
from tracker.plans.plan import Deadline, Item, Measure, Parties, Plan, Span
from tracker.plans.roles import Role
from tracker.plans.understand import understand
from tracker.review import stated
from tracker.review.deeds import title_of
from tracker.review.list_columns import corrected, shape_of, tables
from tracker.review.list_faults import SHOWN, faults
from tracker.review.models import Draft, ListShape
from tracker.review.queries import touched_drafts
from tracker.review.sources import Proposed
from tracker.store import Store

LIST_ROW = "item.row"
"""The rule by which a row of a list was read as an item."""


def import_document(
    session: Session,
    name: str,
    data: bytes,
    blocks: Sequence[Block],
    *,
    store: Store,
    plan_year: int | None,
    by: Person,
    at: datetime,
    by_item: bool = False,
) -> Document:
    """Keeps a file and proposes what it plans. The same bytes a second time give the document that is there already.

    blocks: what `documents.read` makes of the file; that may take long, and belongs before the transaction. A
    spreadsheet with a fault in one of its cells is not imported at all (UnreadableDocument, nothing is kept); of any
    other document the faults are warnings.
    """
    existing = session.scalar(document_of_file(hashlib.sha256(data).hexdigest()))
    if existing is not None:
        return existing
    plan = understood(session, blocks, plan_year)
    wrong = _wrong_cells(name, blocks, plan)
    sha256 = store.keep(data)
    document = Document(
        key=sha256[:16],
        file=name[-255:],
        sha256=sha256,
        size=len(data),
        uploaded_at=at,
        uploaded_by_id=by.id,
        title=plan.head.title,
        issuer=plan.head.issuer,
        number=plan.head.number,
        signer=plan.head.signer,
        addressee=plan.head.addressee,
        report_year=plan.head.report_year,
        plan_year=plan_year or plan.head.plan_year,
        blocks=as_json(blocks),
        figures=[_figure(one) for one in plan.figures],
        warnings=[*plan.warnings, *wrong],
        problems=[
            StatedProblem(key=f"{sha256[:16]}-{n}", ordinal=n, text=problem.text, span=_place(problem.span))
            for n, problem in enumerate(plan.problems, 1)
        ],
    )
    session.add(document)
    session.flush()
    propose(session, document, plan, by_item=by_item)
    return document


def _wrong_cells(name: str, blocks: Sequence[Block], plan: Plan) -> list[str]:
    """What is wrong in the document's lists, a sentence each; UnreadableDocument, a line each, for a spreadsheet."""
    found = faults(blocks, plan.columns)
    sentences = [fault.words(blocks[fault.block].sheet) for fault in found]
    if any(blocks[fault.block].sheet for fault in found):
        more = [f"还有 {len(found) - SHOWN} 处。"] if len(found) > SHOWN else []
        raise UnreadableDocument("\n".join([f"“{name}”没有导入，有 {len(found)} 处要改：", *sentences[:SHOWN], *more]))
    return sentences


def understood(session: Session, blocks: Sequence[Block], plan_year: int | None) -> Plan:
    """What the blocks say, their lists read as somebody corrected lists of the same shape before."""
    plan = understand(blocks, plan_year=plan_year)
    shapes = [shape_of(columns) for columns in tables(plan.columns).values()]
    known = {one.shape: one.roles for one in session.scalars(select(ListShape).where(ListShape.shape.in_(shapes)))}
    return understand(blocks, plan_year=plan_year, columns=corrected(plan.columns, known)) if known else plan


def correct_columns(
    session: Session, document: Document, roles: Mapping[int, Mapping[int, Role]], *, by: Person, at: datetime
) -> list[Draft] | None:
    """Remembers what the columns of each table (by block number) hold, and proposes the document's drafts anew.

    None where somebody has touched a draft already: the document stays as it is, the next list is read rightly.
    """
    plan = understand(from_json(document.blocks), plan_year=document.plan_year)
    for block, columns in tables(plan.columns).items():
        kept = {str(number): role.value for number, role in roles.get(block, {}).items()}
        session.merge(ListShape(shape=shape_of(columns), roles=kept, changed_by_id=by.id, changed_at=at))
    session.flush()
    if session.scalar(touched_drafts(document.id)):
        return None
    return regroup(session, document, by_item=False)


def _figure(one: Any) -> dict[str, Any]:
    return {
        "quote": one.quote,
        "value": format(one.value, "f"),
        "unit": one.unit,
        "approx": one.approx,
        "span": _place(one.span),
    }


def _place(span: Span | None) -> list[int] | None:
    """[block, start, end], in a table [block, start, end, row, column]."""
    if span is None:
        return None
    cell = [] if span.row is None or span.column is None else [span.row, span.column]
    return [span.block, span.start, span.end, *cell]


def propose(session: Session, document: Document, plan: Plan, *, by_item: bool = False) -> list[Draft]:
    """One draft a measure, or one an item with its measures' actions as a checklist. Flushed."""
    drafts = [draft for item in plan.items for draft in _drafts_of(item, by_item)]
    for ordinal, draft in enumerate(drafts, 1):
        draft.document_id, draft.ordinal = document.id, ordinal
    session.add_all(drafts)
    session.flush()
    return drafts


def _drafts_of(item: Item, by_item: bool) -> list[Draft]:
    if by_item or not item.measures:
        return [_draft_of_item(item)]
    heading = item.heading if len(item.measures) == 1 else None
    return [_draft_of_measure(item, measure, heading) for measure in item.measures]


def _draft_of_item(item: Item) -> Draft:
    """The whole item, its measures' actions as a checklist; an item without measures is its heading."""
    measures = item.measures
    text = "".join(measure.text for measure in measures) or item.heading or ""
    actions = [action for measure in measures for action in measure.actions]
    deadlines = (*item.deadlines, *(one for measure in measures for one in measure.deadlines))
    return _draft(
        text,
        item.heading or title_of(text, actions, None, [one.text for one in deadlines]),
        item.section or "",
        _joined([item.parties, *(measure.parties for measure in measures)]),
        deadlines,
        actions,
        [measure.span for measure in measures] or [item.span],
    )


def _draft_of_measure(item: Item, measure: Measure, heading: str | None) -> Draft:
    """What holds for the whole item holds where the measure does not say otherwise."""
    parties = Parties(
        leader=measure.parties.leader or item.parties.leader,
        lead=measure.parties.lead or item.parties.lead,
        support=measure.parties.support or (() if measure.parties.lead else item.parties.support),
    )
    deadlines = measure.deadlines or item.deadlines
    if heading and item.rule == LIST_ROW:  # a list has a column for what the work is called
        title = heading
    else:
        title = title_of(measure.text, measure.actions, heading, [one.text for one in deadlines])
    section = item.heading or item.section or ""
    return _draft(measure.text, title, section, parties, deadlines, measure.actions, [measure.span])


def _draft(
    text: str,
    title: str,
    section: str,
    parties: Parties,
    deadlines: Sequence[Deadline],
    actions: Sequence[str],
    spans: Sequence[Span | None],
) -> Draft:
    return Draft(
        quote=text,
        title=title[:500],
        section=section[:500],
        named={"leader": list(parties.leader), "lead": list(parties.lead), "support": list(parties.support)},
        stated=[stated.as_json(one) for one in deadlines],
        actions=list(actions),
        spans=[place for span in spans if (place := _place(span))],
    )


def _joined(all_parties: Iterable[Parties]) -> Parties:
    every = list(all_parties)
    return Parties(
        leader=tuple(dict.fromkeys(name for one in every for name in one.leader)),
        lead=tuple(dict.fromkeys(name for one in every for name in one.lead)),
        support=tuple(dict.fromkeys(name for one in every for name in one.support)),
    )


def open_source(
    session: Session,
    origin: Origin,
    key: str,
    name: str,
    pieces: Sequence[Proposed],
    *,
    year: int,
    by: Person,
    at: datetime,
    leader: Person | None = None,
) -> Document:
    """A document of work that stands in no file, one line and one draft a piece; of a known key: the one that is there.

    A leader who gave the instruction supervises it: that is stated, not suggested.
    """
    existing = session.scalar(document_of_key(key))
    if existing is not None:
        return existing
    document = Document(
        key=key,
        file=name,
        title=name,
        origin=origin,
        plan_year=year,
        uploaded_at=at,
        uploaded_by_id=by.id,
        blocks=as_json(Block(piece.text) for piece in pieces),
    )
    session.add(document)
    session.flush()
    for n, piece in enumerate(pieces):
        span = Span(n, 0, len(piece.text))
        draft = _draft(piece.text, piece.title, piece.section, piece.parties, piece.deadlines, (), [span])
        draft.document_id, draft.ordinal, draft.leader_id = document.id, n + 1, leader.id if leader else None
        session.add(draft)
    session.flush()
    return document


def regroup(session: Session, document: Document, *, by_item: bool) -> list[Draft]:
    """Proposes anew, by item or by measure. RuleViolation where somebody has touched a draft, or there is no file."""
    if document.origin is not Origin.FILE:
        raise RuleViolation("这里的事项不是从文件里读出来的，没有别的分法。要合在一起的，请用“并到”。")
    old = session.scalars(select(Draft).where(Draft.document_id == document.id)).all()
    if session.scalar(touched_drafts(document.id)):
        raise RuleViolation("已经有人改过或确认过其中的事项，不能再换分法。要合在一起的，请用“并到”。")
    for draft in old:
        session.delete(draft)
    session.flush()
    plan = understood(session, from_json(document.blocks), document.plan_year)
    return propose(session, document, plan, by_item=by_item)


def add(session: Session, document: Document, title: str, quote: str, *, by: Person, at: datetime) -> Draft:
    """A draft that the reading missed (补一条); its sentence is highlighted where it stands in the document."""
    last = session.scalar(select(func.max(Draft.ordinal)).where(Draft.document_id == document.id))
    draft = Draft(
        document_id=document.id,
        ordinal=(last or 0) + 1,
        quote=quote.strip(),
        spans=_places(document.blocks, quote.strip()),
        title=title.strip(),
        changed_by_id=by.id,
        changed_at=at,
    )
    session.add(draft)
    session.flush()
    return draft


def _places(blocks: Sequence[dict[str, Any]], quote: str) -> list[list[int]]:
    """Where the quote stands for the first time; nowhere: an empty list."""
    for number, block in enumerate(blocks):
        start = block["text"].find(quote) if quote and block["kind"] != BlockKind.TABLE else -1
        if start >= 0:
            return [[number, start, start + len(quote)]]
    return []
