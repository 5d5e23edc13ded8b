"""Blocks become a plan: the head, the items, the shortcomings and the figures of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.documents.blocks import Block, BlockKind
from tracker.plans import warn
from tracker.plans.figures import figures_in
from tracker.plans.head import Found, read_head
from tracker.plans.items import items_of
from tracker.plans.measures import Context
from tracker.plans.outline import Section, outline
from tracker.plans.parties import Custom, custom_in
from tracker.plans.pieces import TITLE_END, Piece, is_ending, is_title, pieces
from tracker.plans.plan import Column, Head, Item, Plan, Problem, ReportedFigure
from tracker.plans.problems import admitted_in, numbered_problems, problems_of
from tracker.plans.roles import Role
from tracker.plans.tables import Table, items_of_table, problems_of_table, read_table
from tracker.plans.text import Part
from tracker.plans.writing import Writing, sort
from tracker.plans.years import own_year, planned, promised, reported, within_year

Corrections = Mapping[int, Mapping[int, Role]]
"""For a table's block number: what a person says that its columns hold, by column number."""


@dataclass(frozen=True)
class _Reading:
    """One writing of the file, sorted."""

    piece: Piece
    root: Section
    writing: Writing


def understand(blocks: Sequence[Block], plan_year: int | None = None, columns: Corrections | None = None) -> Plan:
    """What a document says about work. plan_year overrides what the document says; columns corrects its tables."""
    found = read_head(blocks)
    tables = {index: table for index, table in _tables(blocks, columns or {}) if index >= found.end}
    readings = [_read(blocks, piece, tables) for piece in pieces(blocks, found.end, found.title)]
    head = _head(blocks, found, readings, tables, plan_year)
    context = Context(head.plan_year, own_year(blocks, found.number) or head.report_year, _customs(blocks))
    items = [item for reading in readings for item in _items(reading, tables, context)]
    problems = [problem for reading in readings for problem in _problems(reading, tables, blocks)]
    figures = [figure for reading in readings for figure in _figures(reading, tables, blocks)]
    plan = Plan(head, tuple(items), tuple(problems), tuple(figures), (), tuple(_columns(tables)))
    return replace(plan, warnings=tuple(warn.warnings(plan, [(r.piece, r.writing) for r in readings], tables.values())))


def _read(blocks: Sequence[Block], piece: Piece, tables: Mapping[int, Table]) -> _Reading:
    root = outline(blocks, piece.indexes)
    opening = "".join(blocks[index].text for index in piece.indexes[:3] if not blocks[index].rows)[:600]
    if piece.letter:
        return _Reading(piece, root, Writing(report=False))
    lists_work = any(index in tables and tables[index].is_plan for index in piece.indexes)
    title = piece.title.text if piece.title else None
    return _Reading(piece, root, sort(root, title, opening, lists_work=lists_work))


def _head(
    blocks: Sequence[Block],
    found: Found,
    readings: Sequence[_Reading],
    tables: Mapping[int, Table],
    plan_year: int | None,
) -> Head:
    """The head; its years come from the titles, the plan's heading, the opening and the date."""
    headings = [s.name or "" for reading in readings for s, _ in reading.writing.plan if reading.writing.report]
    done = [t.title for t in tables.values() if t.is_done and t.title]
    titles = [reading.piece.title.text for reading in readings if reading.piece.title]
    listed = [t.title for t in tables.values() if t.is_plan and t.title]
    own = [r.piece.title.text for r in readings if r.piece.title and not r.piece.letter]
    is_report = any(reading.writing.report for reading in readings)
    plans_for = planned(headings, [*titles, *listed])
    report_year = None
    written = own_year(blocks, found.number)
    opening = "".join(block.text for block in blocks[:8] if not block.rows)[:500]
    if not is_report and plans_for is None:
        plans_for = promised(opening)
    if is_report or done:
        reports = [
            t
            for reading in readings
            if reading.writing.report and reading.piece.title
            for t in (reading.piece.title.text,)
        ]
        sections = [section.name or "" for reading in readings for section in reading.root.walk()]
        report_year = reported([*reports, *done], sections, opening, plans_for, written)
        if plans_for is None and report_year and any(reading.writing.plan for reading in readings):
            plans_for = report_year if any(map(within_year, reports)) else report_year + 1
    return Head(
        title=found.title_text or next(iter(own), None) or _first_table_title(tables),
        issuer=found.issuer,
        number=found.number,
        signer=found.signer,
        addressee=found.addressee,
        report_year=report_year,
        plan_year=plan_year or plans_for,
    )


def _first_table_title(tables: Mapping[int, Table]) -> str | None:
    """The title of the first list; the name of its sheet only where it is worded like a title, not as Sheet1."""
    titles = ((t.title, t.block.sheet) for t in tables.values() if t.header and t.title)
    return next((title for title, sheet in titles if title != sheet or TITLE_END.search(title)), None)


def _customs(blocks: Sequence[Block]) -> tuple[tuple[int, Custom], ...]:
    texts = (
        (index, block.text)
        for index, block in enumerate(blocks)
        if "下同" in block.text or "列第一" in block.text or "牵头" in block.text
    )
    return tuple((index, custom) for index, text in texts if (custom := custom_in(text)) is not None)


def _tables(blocks: Sequence[Block], corrections: Corrections) -> Iterator[tuple[int, Table]]:
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE and block.rows:
            yield index, read_table(block, index, _title_above(blocks, index), corrections.get(index))


def _title_above(blocks: Sequence[Block], index: int) -> str | None:
    """The line just above a table that names it; a table with the header of the one before goes on with that."""
    for at in range(index - 1, max(-1, index - 4), -1):
        block = blocks[at]
        if block.rows:
            return _title_above(blocks, at) if block.rows[0] == blocks[index].rows[0] else None
        if is_title(block):
            return block.text.strip()
        if not is_ending(block.text) and len(block.text) > 40:
            return None
    return None


def _items(reading: _Reading, tables: Mapping[int, Table], context: Context) -> Iterator[Item]:
    title = reading.piece.title

    def rows(part: Part, section: str | None) -> list[Item]:
        table = tables.get(part.block)
        if table is None or not table.is_plan:
            return []
        named = table if table.title else replace(table, title=section)
        return list(items_of_table(named, context))

    for section, above in reading.writing.plan:
        whole = Section(title, -1, "root") if title else None
        yield from items_of(section, context, rows, above if above and above.title else whole)


def _problems(reading: _Reading, tables: Mapping[int, Table], blocks: Sequence[Block]) -> Iterator[Problem]:
    """Those of a report's sections, else those that it admits; those that a plan or a list puts right."""
    if not reading.writing.report:
        yield from numbered_problems(reading.root, blocks)
    for section in reading.writing.problems:
        yield from problems_of(section)
    if reading.writing.report and not reading.writing.problems:
        for part in reading.writing.done:
            yield from admitted_in(part)
    for index in reading.piece.indexes:
        if index in tables:
            yield from problems_of_table(tables[index])


def _figures(reading: _Reading, tables: Mapping[int, Table], blocks: Sequence[Block]) -> Iterator[ReportedFigure]:
    for part in reading.writing.done:
        table = tables.get(part.block)
        if table is not None:
            yield from _figures_of_table(table)
        elif reading.writing.report:
            for figure in figures_in(part.text):
                yield replace(figure, span=part.moved(figure.span) if figure.span else None)


def _figures_of_table(table: Table) -> Iterator[ReportedFigure]:
    if table.header is None:
        return
    for number in range(table.header.last + 1, len(table.block.rows)):
        for column, role in enumerate(table.header.roles):
            if role is Role.PROGRESS:
                part = Part(table.block.rows[number][column].text, table.index, 0, number, column)
                for figure in figures_in(part.text):
                    yield replace(figure, span=part.moved(figure.span) if figure.span else None)


def _columns(tables: Mapping[int, Table]) -> Iterator[Column]:
    for index, table in tables.items():
        if table.header is not None:
            for number, (words, role) in enumerate(zip(table.header.words, table.header.roles, strict=True)):
                yield Column(index, number, table.block.sheet or table.title or "", words, role)
