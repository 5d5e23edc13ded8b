"""What stands on a printed page: pieces of text and drawn lines, with their places. y grows downwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from tracker.documents.rulings import Grid, Ruling, grids

_APART = 1.2  # characters: what stands further apart is no running text
_NEAR = 0.5
_INDENTS = range(3)  # characters by which the lines of a column are indented
_FEW = 8  # rows of two columns: fewer may stand beside each other by chance


@dataclass(frozen=True)
class Piece:
    """A word or a character: its text without spaces, its edges, its base line and the size of its characters."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False


@dataclass
class Page:
    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)

    def grids(self) -> list[Grid]:
        return grids(self.rulings, near=self.width / 200)


def rows_of(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each line from left to right, the lines from top to bottom."""
    row: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.base):
        if row and piece.base - row[-1].base > 0.35 * max(piece.size, row[-1].size):
            yield sorted(row, key=lambda piece: piece.left)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda piece: piece.left)


def unfolded(rows: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The rows of a page in reading order: of two columns the left one first, the right one moved to its place."""
    start = _right_column(rows)
    if start is None:
        return list(rows)
    shift = start - min(row[0].left for row in rows)
    in_order: list[list[Piece]] = []
    right_column: list[list[Piece]] = []
    for row in rows:
        left, right = _divided(row, start)
        if left and right and not _apart(left, right):  # a title over both columns, a page number
            in_order += [*right_column, row]
            right_column = []
            continue
        in_order += [left] if left else []
        moved = [replace(piece, left=piece.left - shift, right=piece.right - shift) for piece in right]
        right_column += [moved] if moved else []
    return in_order + right_column


def _right_column(rows: Sequence[list[Piece]]) -> float | None:
    """Where the right one of two columns of running text begins; None for a page of one column."""
    if not rows:
        return None
    size = median(piece.size for row in rows for piece in row)
    lefts = [after.left for row in rows for before, after in pairwise(row) if _apart([before], [after])]
    places = Counter(round(left / size) for left in lefts)
    place = max(places, key=lambda place: sum(places[place + indent] for indent in _INDENTS), default=0)
    begun = sorted(left for left in lefts if round(left / size) - place in _INDENTS)
    if len(begun) < _FEW:
        return None
    start = begun[len(begun) // 10]
    right_edge = max(row[-1].right for row in rows)
    halves = [(left, right) for left, right in (_divided(row, start) for row in rows) if left and right]
    beside = [(left, right) for left, right in halves if _apart(left, right)]
    running = [
        (left, right)
        for left, right in beside
        if start - left[-1].right < 4 * size and right[-1].right - start > 0.6 * (right_edge - start)
    ]
    return start if len(beside) * 4 > len(halves) * 3 and len(running) * 2 > len(beside) else None


def _divided(row: Sequence[Piece], x: float) -> tuple[list[Piece], list[Piece]]:
    """The pieces that begin before x, and the others."""
    left = [piece for piece in row if piece.left < x - _NEAR * piece.size]
    return left, list(row[len(left) :])


def _apart(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    return right[0].left - left[-1].right > _APART * left[-1].size
