"""The rows of a responsibility list as items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.documents.blocks import Block, Cell
from tracker.plans.columns import Header, corrected, find_header
from tracker.plans.measures import NOBODY, Context, target, work_in
from tracker.plans.names import names_in
from tracker.plans.parties import Custom, custom_in
from tracker.plans.pieces import TITLE_END
from tracker.plans.plan import Deadline, Item, Measure, Parties, Problem
from tracker.plans.roles import Role
from tracker.plans.text import Part

_NOTE = re.compile(r"\s*(?:备\s*注|注|说\s*明|填表|制表|审核|联系|合\s*计|总\s*计|小\s*计|单位[：:])")
_DONE = re.compile(r"完成(?:清单|情况)|落实情况|办理情况|进展情况|办结|已完成")
_ENDS = re.compile(r"。\s*$")
_ALSO_PLANS = re.compile(r"打算|计划|安排|下一?步|思路")
_SENTENCE = re.compile(r"[。；;]|[，,].{4,}[，,]|[，,].{12,}")
_NUMBER = re.compile(r"\d")
_GROUP_CELLS = 2
_CHINESE_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[、.．])\s*"
)


@dataclass(frozen=True)
class Table:
    """A table block with what its columns were taken for; header is None where it is no list of work."""

    block: Block
    index: int
    title: str | None
    header: Header | None

    @property
    def is_plan(self) -> bool:
        return self.header is not None and not self.is_done

    @property
    def is_done(self) -> bool:
        """Whether it lists what was done; a ledger of progress with time limits lists what is still to be done."""
        if not self.title or not _DONE.search(self.title):
            return False
        ledger = self.header is not None and {Role.DEADLINE, Role.PROGRESS} <= set(self.header.roles)
        return not ledger and not _ALSO_PLANS.search(self.title)


def read_table(block: Block, index: int, above: str | None, columns: Mapping[int, Role] | None) -> Table:
    """A table with its title: a row of its own above the header, else the line or heading above it, else its sheet."""
    header = find_header(block.rows)
    if header is not None and columns:
        header = corrected(header, columns)
    if header is not None and not _lists_work(header):
        header = None
    rows = block.rows[: header.first] if header else block.rows[:1]
    single = (next(filter(None, (cell.text.strip() for cell in row))) for row in rows if _is_single(row))
    own = next(filter(TITLE_END.search, single), None)
    return Table(block, index, own or above or block.sheet or None, header)


def _lists_work(header: Header) -> bool:
    """A list names work, and says who, when or how; a list of telephone numbers does not."""
    roles = set(header.roles)
    told = roles & {Role.LEADER, Role.LEAD, Role.OWNER, Role.SUPPORT, Role.DEADLINE, Role.CONTENT, Role.PROGRESS}
    return bool(roles & {Role.NAME, Role.CONTENT}) and bool(told)


def _is_single(row: Sequence[Cell]) -> bool:
    """Whether a row is one cell: merged over all columns, or the only one with text."""
    texts = [cell.text.strip() for cell in row]
    return len(set(filter(None, texts))) == 1


def _opens_group(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers and names the rows below it: 一 | 产业项目（2个）."""
    texts = [cell.text.strip() for cell in row]
    filled = [text for text in texts if text]
    return len(filled) == _GROUP_CELLS < len(row) and bool(_CHINESE_NUMBER.fullmatch(filled[0]))


def items_of_table(table: Table, context: Context) -> Iterator[Item]:
    """One item a row. A row that is one cell opens a new section; notes and totals are passed over."""
    header = table.header
    assert header is not None
    section, group = table.title, None
    for number in range(header.last + 1, len(table.block.rows)):
        row = table.block.rows[number]
        text = row[0].text.strip() or next((cell.text.strip() for cell in row if cell.text.strip()), "")
        if not text or _NOTE.match(text):
            continue
        if (_is_single(row) and len(row) > 1) or _opens_group(row):
            text = text if _is_single(row) else [cell.text.strip() for cell in row if cell.text.strip()][1]
            if len(text) <= 40 and not re.fullmatch(r"[\d.]+", text):
                section, group = _bare(text), None
            continue
        if _repeats_header(row, header):
            continue
        cells = _Cells(table, number)
        group = next((_bare(part.text) for part in cells.of(Role.GROUP)), group)
        item = _item(cells, group or section, context)
        if item is not None:
            yield item


def problems_of_table(table: Table) -> Iterator[Problem]:
    """The shortcomings that a list puts right (存在问题, 反馈问题): one a row, a merged cell once."""
    header = table.header
    if header is None or Role.PROBLEM not in header.roles:
        return
    for number in range(header.last + 1, len(table.block.rows)):
        for part in _Cells(table, number).of(Role.PROBLEM):
            if not table.block.rows[number][part.column or 0].merged:
                yield Problem(_joined(part.text), "problem.cell", part.span)


def _repeats_header(row: Sequence[Cell], header: Header) -> bool:
    """A header repeated on a new page."""
    return all(
        re.sub(r"\s", "", cell.text) in re.sub(r"\s", "", words) for cell, words in zip(row, header.words, strict=True)
    )


def _item(cells: _Cells, section: str | None, context: Context) -> Item | None:
    names, contents = list(cells.of(Role.NAME)), list(cells.of(Role.CONTENT))
    if len(names) == 1 and (_ENDS.search(names[0].text) or (not contents and _SENTENCE.search(names[0].text))):
        names, contents = [], [*names, *contents]
    if not names and not contents:
        return None
    work = work_in(list(_lines(contents)), context)
    heading = names[0].cut(0, len(names[0].text)) if names else None
    parties = cells.parties()
    return Item(
        heading=_joined(heading.text) if heading else None,
        section=section,
        parties=parties if parties != NOBODY else work.parties,
        deadlines=(*_deadlines(cells, heading, context), *work.deadlines),
        measures=tuple(_with_targets(work.measures, contents, context)),
        rule="item.row",
        span=(heading or contents[0]).span,
    )


def _with_targets(measures: Sequence[Measure], contents: Sequence[Part], context: Context) -> Iterator[Measure]:
    """The measures with each cell that states what is to be reached without a verb: 自来水普及率达到96%."""
    for part in contents:
        own = [m for m in measures if m.span and (m.span.row, m.span.column) == (part.row, part.column)]
        only = len(own) == len(measures)
        yield from own or (target(line, context) for line in _lines([part]) if only or _NUMBER.search(line.text))


def _bare(text: str) -> str:
    """A name over several lines, without its number."""
    return _NUMBERED.sub("", _joined(text)).strip("：:。")


def _joined(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text.strip()).strip("：:")


def _lines(parts: Sequence[Part]) -> Iterator[Part]:
    """The paragraphs of content cells; a line that breaks in mid-sentence goes on in the next."""
    for part in parts:
        start = 0
        for match in re.finditer(r"(?<=[。；;！])\s*\n\s*|\n(?=\s*(?:\d{1,2}[.．、]|[（(]\d|[①-⑳]))", part.text):
            yield part.cut(start, match.start())
            start = match.end()
        yield part.cut(start, len(part.text))


def _deadlines(cells: _Cells, heading: Part | None, context: Context) -> tuple[Deadline, ...]:
    parts = [*([heading] if heading else []), *cells.of(Role.DEADLINE)]
    return tuple(deadline for part in parts for deadline in context.deadlines(part))


class _Cells:
    """The cells of one row by what their columns hold."""

    def __init__(self, table: Table, number: int) -> None:
        assert table.header is not None
        self._row = table.block.rows[number]
        self._roles = table.header.roles
        self._words = table.header.words
        self._place = table.index, number

    def of(self, role: Role) -> Iterator[Part]:
        block, row = self._place
        for column, (cell, found) in enumerate(zip(self._row, self._roles, strict=True)):
            if found is role and cell.text.strip():
                yield Part(cell.text, block, 0, row, column).cut(0, len(cell.text))

    def parties(self) -> Parties:
        leads = self._names(Role.LEAD)
        owners = self._names(Role.OWNER)
        if self._first_leads() and not leads:
            leads, owners = owners[:1], owners[1:]
        return Parties(
            leader=self._names(Role.LEADER),
            lead=leads or owners,
            support=(*(owners if leads else ()), *self._names(Role.SUPPORT)),
        )

    def _names(self, role: Role) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.of(role) for name in names_in(part.text)))

    def _first_leads(self) -> bool:
        """Whether the header says of the units that the first leads: 责任单位（列第一位的为牵头单位）."""
        return any(custom_in(words) is Custom.FIRST_NAME for words in self._words)
