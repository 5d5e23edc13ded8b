"""What stands on a printed page: pieces of text and drawn lines, with their places. y grows downwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from tracker.documents.rulings import Grid, Ruling, grids

_APART = 1.2  # characters: what stands further apart is no running text
_HANGS = ("，", "。", "、", "；", "：")  # may hang over the edge of a column
_CLOSE = 0.7  # characters: what stands no further apart is one run of text
_WIDEST = 4  # characters: columns stand no further apart
_NARROW = 10  # characters: a column of text is wider
_FEW = 8  # rows of a column: fewer may stand beside each other by chance


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


@dataclass(frozen=True)
class Strip:
    """A strip of a page from top to bottom; size: how large the characters beside it are."""

    start: float
    end: float
    size: float

    @property
    def middle(self) -> float:
        """A place in it that no line reaches, be the right column as short as it may."""
        return min((self.start + self.end) / 2, self.start + self.size)

    def divided(self, pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
        """What lies to the left of it, what runs over it, and what lies to the right."""
        left, across, right = list[Piece](), list[Piece](), list[Piece]()
        for run in _runs(pieces):
            side = left if run[-1].right < self.middle else right if run[0].left > self.middle else across
            side += run
        return left, across, right


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


def gutters(pages: Sequence[Page]) -> list[Strip | None]:
    """For each page the empty strip between its two columns of running text; None for a page of one column.

    A last page with few lines is divided like those before it.
    """
    strips = [_empty_strip(page.pieces) if not page.grids() else None for page in pages]
    own = [
        strip if strip and _is_gutter(page.pieces, strip) else None for page, strip in zip(pages, strips, strict=True)
    ]
    common = next(filter(None, own), None)
    return [
        found or (strip if strip and common and strip.start < common.middle < strip.end else None)
        for found, strip in zip(own, strips, strict=True)
    ]


def unfolded(pieces: Sequence[Piece], gutter: Strip) -> list[list[Piece]]:
    """The rows of a page of two columns in reading order: the left one first, the right one moved to its place."""
    left, across, right = gutter.divided(pieces)
    shift = min((p.left for p in right), default=0.0) - min((p.left for p in left), default=0.0)
    moved = [replace(piece, left=piece.left - shift, right=piece.right - shift) for piece in right]
    in_order: list[list[Piece]] = []
    above = float("-inf")
    for row in [*rows_of(across), []]:  # what runs over both columns divides the page into bands
        below = row[0].base if row else float("inf")
        for column in (left, moved):
            in_order += rows_of([piece for piece in column if above <= piece.base < below])
        in_order += [row] if row else []
        above = below
    return in_order


def _is_gutter(pieces: Sequence[Piece], strip: Strip) -> bool:
    """Whether running text fills what lies to the left of a strip, and what lies to the right, or begins to."""
    left, across, right = strip.divided(pieces)
    if not left or not right or len(_runs(across)) * 4 > len(_runs(pieces)):
        return False
    beside = min(piece.left for piece in right) - strip.start < _WIDEST * strip.size
    has_begun = beside and len(list(rows_of(right))) < _FEW and _is_running(left, least=0.35)
    return has_begun or (_is_running(left, least=0.2) and _is_running(right, least=0.2))


def _empty_strip(pieces: Sequence[Piece]) -> Strip | None:
    """The widest strip in the middle of a page over which hardly any text runs, from top to bottom."""
    if not pieces:
        return None
    size = max(median(piece.size for piece in pieces), 0.1)
    edge, step = min(piece.left for piece in pieces), size / 4
    runs = _runs(pieces)
    crossing = Counter[int]()
    for run in runs:
        right = run[-1].right - (size if run[-1].text.endswith(_HANGS) else 0)
        crossing.update(range(int((run[0].left - edge) / step), int((right - edge) / step) + 1))
    last = max(crossing, default=0)
    widest = place = last // 3
    length = 0
    for end in range(last // 3, last * 2 // 3 + 1):
        if crossing[end] > len(runs) // 10 + 1:
            place = end + 1
        elif end + 1 - place > length:
            widest, length = place, end + 1 - place
    return Strip(edge + widest * step, edge + (widest + length) * step, size) if length * step > _APART * size else None


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each line that stand close together."""
    runs: list[list[Piece]] = []
    for row in rows_of(pieces):
        runs.append([row[0]])
        for before, piece in pairwise(row):
            if piece.left - before.right > _CLOSE * before.size:
                runs.append([])
            runs[-1].append(piece)
    return runs


def _is_running(column: Sequence[Piece], least: float) -> bool:
    """Whether the rows of a column are lines of text, at least this share fills it, and no cells beside each other."""
    rows = list(rows_of(column))
    if len(rows) < _FEW:
        return False
    edge = sorted(row[-1].right for row in rows)[len(rows) * 9 // 10]
    full = sum(edge - row[-1].right < 2 * row[-1].size for row in rows)
    wide = edge - min(row[0].left for row in rows) > _NARROW * median(piece.size for piece in column)
    gaps = sum(any(_apart(*pair) for pair in pairwise(row)) for row in rows)
    return wide and full > least * len(rows) and gaps * 4 < len(rows)


def _apart(left: Piece, right: Piece) -> bool:
    return right.left - left.right > _APART * left.size
