"""The source text, cut where proposals begin and end, so that the page can mark each sentence and number it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.documents.blocks import Block, BlockKind, Cell


@dataclass(frozen=True)
class Piece:
    """A stretch of text that belongs to the same proposals.

    numbers: the proposals whose sentence it is, empty for plain text. first: those of them that begin here.
    """

    text: str
    numbers: tuple[int, ...] = ()
    first: tuple[int, ...] = ()


@dataclass(frozen=True)
class ShownCell:
    """A cell of a table as the page shows it, with those to its right that are merged with it."""

    pieces: tuple[Piece, ...]
    columns: int = 1


@dataclass(frozen=True)
class Line:
    """A block of the document as the page shows it; `rows` instead of `pieces` for a table."""

    number: int
    pieces: tuple[Piece, ...]
    rows: tuple[tuple[ShownCell, ...], ...] = ()
    is_heading: bool = False

    @property
    def is_plain(self) -> bool:
        """No proposal stands here."""
        cells = [self.pieces, *(cell.pieces for row in self.rows for cell in row)]
        return not any(piece.numbers for cell in cells for piece in cell)


_NUMBERED = re.compile(r"[一二三四五六七八九十]+、[^。；]{1,40}")


@dataclass(frozen=True)
class _Mark:
    """A proposal's characters within one block or cell; whether they are its first ones."""

    start: int
    end: int
    number: int
    is_first: bool


def lines(
    blocks: Sequence[Block], spans: Mapping[int, Sequence[Sequence[int]]], shown: Collection[int] | None = None
) -> list[Line]:
    """All blocks, in order. spans: of each proposal's number, where it stands ([block, start, end(, row, column)]).

    Of a table the rows are left out in which only proposals stand that are not shown; None shows all.
    """
    marks: dict[tuple[int, ...], list[_Mark]] = {}
    for number, own in spans.items():
        for place, (block, start, end, *cell) in enumerate(own):
            marks.setdefault((block, *cell), []).append(_Mark(start, end, number, place == 0))
    shown = spans if shown is None else shown
    return [_line(number, block, marks, shown) for number, block in enumerate(blocks)]


def _line(number: int, block: Block, marks: Mapping[tuple[int, ...], list[_Mark]], shown: Collection[int]) -> Line:
    if block.kind is BlockKind.TABLE:
        rows = []
        for r, row in enumerate(block.rows):
            own = [marks.get((number, r, c), []) for c in range(len(row))]
            here = {mark.number for cell in own for mark in cell}
            if not here or not here.isdisjoint(shown):
                rows.append(_row(row, own))
        return Line(number + 1, (), tuple(rows))
    is_heading = block.kind is BlockKind.HEADING or _NUMBERED.fullmatch(block.text.strip()) is not None
    return Line(number + 1, _pieces(block.text, marks.get((number,), [])), is_heading=is_heading)


def _row(row: Sequence[Cell], marks: Sequence[list[_Mark]]) -> tuple[ShownCell, ...]:
    shown: list[ShownCell] = []
    for column, (cell, own) in enumerate(zip(row, marks, strict=True)):
        if shown and cell.merged and not own and cell.text == row[column - 1].text:
            shown[-1] = replace(shown[-1], columns=shown[-1].columns + 1)
        else:
            shown.append(ShownCell(_pieces(cell.text, own)))
    return tuple(shown)


def _pieces(text: str, marks: Iterable[_Mark]) -> tuple[Piece, ...]:
    marks = sorted(marks, key=lambda mark: (mark.start, mark.number))
    cuts = {0, len(text), *(place for mark in marks for place in (mark.start, mark.end) if place < len(text))}
    pieces = []
    for start, end in pairwise(sorted(cuts)):
        own = [mark for mark in marks if mark.start <= start and end <= mark.end]
        begin = tuple(mark.number for mark in own if mark.start == start and mark.is_first)
        pieces.append(Piece(text[start:end], tuple(mark.number for mark in own), begin))
    return tuple(pieces)


def marked(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """The text cut around the words that were understood (who, until when, how much): (stretch, is one of them)."""
    known = sorted({word for word in words if word}, key=len, reverse=True)
    if not known:
        return [(text, False)]
    cut = re.split(f"({'|'.join(map(re.escape, known))})", text)
    return [(stretch, n % 2 == 1) for n, stretch in enumerate(cut) if stretch]
