"""Printed pages become paragraphs and tables: pieces of text with their places on the paper, drawn lines beside them.

What .pdf and .ofd have in common. Headers, footers and page numbers are dropped, line ends and page breaks joined.
Lengths are in the page's own unit, y grows downwards.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from tracker.documents.blocks import Block, BlockKind, Cell
from tracker.documents.divided_tables import Rows, joined_rows
from tracker.documents.lines import is_contents_line, is_page_mark, opens_paragraph, paragraphs, unspaced
from tracker.documents.paper import Page, Piece, Strip, gutters, rows_of, unfolded
from tracker.documents.rulings import Grid
from tracker.documents.type_area import PrintedLine, TypeArea, cell_text, usual_size

_MARGIN = 0.12  # of the height: where headers and footers stand
_SMALL = 0.85  # of the usual size: the type of headers
_WIDE_GAP = 1.5  # characters between two pieces of one line that stand apart
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True)
class _Table:
    rows: Rows
    columns: tuple[float, ...]
    top: float
    page: int
    last_page: int


def blocks_of(pages: Sequence[Page]) -> list[Block]:
    """The paragraphs and tables of a document's pages."""
    strips = gutters(pages)
    content = [_content(page, n, strip) for n, (page, strip) in enumerate(zip(pages, strips, strict=True), 1)]
    running = _running_lines(content, pages)
    small = _SMALL * usual_size(part for parts in content for part in parts if isinstance(part, PrintedLine))
    kept = [
        part
        for page, parts in zip(pages, content, strict=True)
        for place, part in enumerate(parts)
        if not _is_running(part, page, running) and not (place == 0 and _is_header(part, page, small))
    ]
    column_right = min((strip.start for strip in strips if strip), default=None)
    return list(_blocks(_joined_tables(kept), median(page.width for page in pages), column_right))


def _top(part: PrintedLine | _Table) -> float:
    return part.base if isinstance(part, PrintedLine) else part.top


# --- pieces to lines and cells ---


def _content(page: Page, number: int, gutter: Strip | None) -> list[PrintedLine | _Table]:
    """The lines and tables of a page in reading order."""
    tables = page.grids()
    if not tables:
        rows = unfolded(page.pieces, gutter) if gutter else rows_of(page.pieces)
        return list(_printed_lines(rows, number))
    return sorted(_content_with_tables(page, tables, number), key=_top)


def _content_with_tables(page: Page, tables: Sequence[Grid], number: int) -> Iterator[PrintedLine | _Table]:
    inside: list[dict[tuple[int, int], list[Piece]]] = [defaultdict(list) for _ in tables]
    outside: list[Piece] = []
    for piece in page.pieces:
        x, y = (piece.left + piece.right) / 2, piece.base - piece.size / 3
        for grid, cells in zip(tables, inside, strict=True):
            if place := grid.place(x, y):
                cells[place].append(piece)
                break
        else:
            outside.append(piece)
    yield from _printed_lines(rows_of(outside), number)
    for grid, cells in zip(tables, inside, strict=True):
        if len(cells) > 1:
            yield _Table(_rows(grid, cells), tuple(grid.columns), grid.rows[0], number, number)
        else:  # a frame around text
            yield from _printed_lines(rows_of([piece for pieces in cells.values() for piece in pieces]), number)


def _printed_lines(rows: Iterable[Sequence[Piece]], page: int) -> Iterator[PrintedLine]:
    for line in rows:
        yield PrintedLine(
            _line_text(line),
            left=line[0].left,
            right=max(piece.right for piece in line),
            base=median(piece.base for piece in line),
            size=max((piece.size for piece in line if not piece.text.isascii()), default=line[0].size),
            bold=all(piece.bold for piece in line),
            page=page,
        )


def _line_text(line: Sequence[Piece]) -> str:
    """A gap between pieces is a space between Latin words, a tab where they stand apart, and else nothing."""
    text = line[0].text
    for before, piece in pairwise(line):
        gap = piece.left - before.right
        if gap > _WIDE_GAP * max(piece.size, before.size):
            text += "\t"
        elif before.text[-1].isascii() and piece.text[0].isascii() and gap > 0.12 * piece.size:
            text += " "
        text += piece.text
    return text


def _rows(grid: Grid, cells: dict[tuple[int, int], list[Piece]]) -> Rows:
    texts = {
        place: cell_text(list(_printed_lines(rows_of(pieces), 0)), grid.columns[place[1]], grid.width(place))
        for place, pieces in cells.items()
    }
    return tuple(
        tuple(Cell(texts.get(place, ""), merged=place != (row, column)) for column, place in enumerate(places))
        for row, places in enumerate(grid.owner)
    )


# --- headers and footers ---


def _running_lines(content: Sequence[Sequence[PrintedLine | _Table]], pages: Sequence[Page]) -> frozenset[str]:
    """What stands in the margins of several pages, but for its numbers."""
    seen: Counter[str] = Counter()
    for page, parts in zip(pages, content, strict=True):
        seen.update({_pattern(part.text) for part in parts if isinstance(part, PrintedLine) and _in_margin(part, page)})
    enough = max(2, len(pages) * 0.3)
    return frozenset(text for text, times in seen.items() if times >= enough)


def _is_running(part: PrintedLine | _Table, page: Page, running: frozenset[str]) -> bool:
    if isinstance(part, _Table):
        return False
    if is_contents_line(part.text):
        return True
    return _in_margin(part, page) and (
        _pattern(part.text) in running or is_page_mark(part.text) or _NUMBER.fullmatch(part.text) is not None
    )


def _is_header(first: PrintedLine | _Table, page: Page, small: float) -> bool:
    """Whether the first line of a page stands above the text, in smaller type: a header, also on an only page."""
    return (
        isinstance(first, PrintedLine)
        and first.base < _MARGIN * page.height
        and first.size < small
        and not opens_paragraph(first.text)
    )


def _in_margin(line: PrintedLine, page: Page) -> bool:
    return not _MARGIN * page.height < line.base < (1 - _MARGIN) * page.height


def _pattern(text: str) -> str:
    return _DIGITS.sub("#", text)


# --- tables over page breaks ---


def _joined_tables(parts: Sequence[PrintedLine | _Table]) -> list[PrintedLine | _Table]:
    joined: list[PrintedLine | _Table] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, _Table) and isinstance(last, _Table) and _continues_table(last, part):
            joined[-1] = replace(last, rows=joined_rows(last.rows, part.rows), last_page=part.page)
        else:
            joined.append(part)
    return joined


def _continues_table(table: _Table, below: _Table) -> bool:
    """The next page's table goes on with the same columns."""
    if below.page != table.last_page + 1 or len(table.columns) != len(below.columns):
        return False
    width = table.columns[-1] - table.columns[0]
    return all(abs(one - other) < width / 50 for one, other in zip(table.columns, below.columns, strict=True))


# --- lines to paragraphs ---


def _blocks(parts: Sequence[PrintedLine | _Table], width: float, column_right: float | None) -> Iterator[Block]:
    tables_right = max((part.columns[-1] for part in parts if isinstance(part, _Table)), default=0.0)
    area = TypeArea([part for part in parts if isinstance(part, PrintedLine)], width, tables_right, column_right)
    held: list[PrintedLine] = []
    for part in parts:
        if isinstance(part, PrintedLine):
            held.append(part)
        else:
            yield from _paragraphs(held, area)
            held = []
            yield Block("", BlockKind.TABLE, rows=part.rows, where=f"第 {part.page} 页")
    yield from _paragraphs(held, area)


def _paragraphs(printed: Sequence[PrintedLine], area: TypeArea) -> Iterator[Block]:
    for paragraph in paragraphs(area.lines(printed)):
        yield Block(unspaced(paragraph.text), where=paragraph.where, bold=paragraph.bold)
