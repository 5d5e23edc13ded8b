"""Drawn lines become the grid of a table, with its merged cells. Lengths in the page's own unit, y grows downwards."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

MAX_RULINGS = 20_000  # on a page; a page with more is a drawing
_MAX_CELLS = 20_000


@dataclass(frozen=True)
class Ruling:
    """A horizontal or vertical stroke at `at`, from `start` to `end`."""

    vertical: bool
    at: float
    start: float
    end: float


@dataclass
class Grid:
    """A table's lines. `owner[row][column]` is the top left place of the cell that covers a place."""

    columns: list[float]
    rows: list[float]
    owner: list[list[tuple[int, int]]] = field(default_factory=list)

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell, by its top left place, in which a point lies; None outside the grid."""
        column, row = bisect_right(self.columns, x) - 1, bisect_right(self.rows, y) - 1
        if 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1:
            return self.owner[row][column]
        return None

    def width(self, place: tuple[int, int]) -> float:
        """How wide the cell is that begins at a place."""
        row, column = place
        last = column
        while last + 1 < len(self.columns) - 1 and self.owner[row][last + 1] == place:
            last += 1
        return self.columns[last + 1] - self.columns[column]


def stroke(one: tuple[float, float], other: tuple[float, float], thin: float) -> list[Ruling]:
    """The ruling from one point to another: none for a slanting line or a dot. thin: what counts as straight."""
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if bottom - top <= thin < right - left:
        return [Ruling(False, (top + bottom) / 2, left, right)]
    if right - left <= thin < bottom - top:
        return [Ruling(True, (left + right) / 2, top, bottom)]
    return []


def grids(rulings: Sequence[Ruling], near: float) -> list[Grid]:
    """The tables of a page from top to bottom: at least two columns and three cells each.

    near: strokes that are no further apart are one.
    """
    if len(rulings) > MAX_RULINGS:
        return []
    horizontal = _merged([ruling for ruling in rulings if not ruling.vertical], near)
    vertical = _merged([ruling for ruling in rulings if ruling.vertical], near)
    found = []
    for rows, columns in _connected(horizontal, vertical, near):
        grid = _grid(_closed(rows, columns, near), columns, near)
        if grid and len(grid.columns) > 2 and len({place for row in grid.owner for place in row}) >= 3:
            found.append(grid)
    return sorted(found, key=lambda grid: grid.rows[0])


def _merged(rulings: Iterable[Ruling], near: float) -> list[Ruling]:
    """Strokes on one line that touch become one."""
    lines: list[Ruling] = []
    level = [float("-inf"), 0]  # where the current line lies, and its first stroke in `lines`
    for ruling in sorted(rulings, key=lambda ruling: ruling.at):
        if ruling.at - level[0] > near:
            level = [ruling.at, len(lines)]
        lines.append(Ruling(ruling.vertical, level[0], ruling.start, ruling.end))
    merged: list[Ruling] = []
    for ruling in sorted(lines, key=lambda ruling: (ruling.at, ruling.start)):
        last = merged[-1] if merged else None
        if last and last.at == ruling.at and ruling.start - last.end <= near:
            merged[-1] = Ruling(last.vertical, last.at, last.start, max(last.end, ruling.end))
        else:
            merged.append(ruling)
    return merged


def _connected(
    horizontal: Sequence[Ruling], vertical: Sequence[Ruling], near: float
) -> Iterable[tuple[list[Ruling], list[Ruling]]]:
    """Groups of strokes that cross or touch each other: one group a table."""
    if len(horizontal) * len(vertical) > 4_000_000:
        return []
    strokes = [*horizontal, *vertical]
    parent = list(range(len(strokes)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for first, across in enumerate(horizontal):
        for second, down in enumerate(vertical, len(horizontal)):
            if _touch(across, down, near):
                parent[root(first)] = root(second)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index, stroke in enumerate(strokes):
        groups.setdefault(root(index), ([], []))[stroke.vertical].append(stroke)
    return [group for group in groups.values() if len(group[0]) > 1 and len(group[1]) > 1]


def _closed(horizontal: Sequence[Ruling], vertical: Sequence[Ruling], near: float) -> list[Ruling]:
    """The horizontal strokes of a table, with the edge that a row lacks where a page break divides it."""
    closed = list(horizontal)
    edges = min(ruling.at for ruling in horizontal), max(ruling.at for ruling in horizontal)
    ends = min(ruling.start for ruling in vertical), max(ruling.end for ruling in vertical)
    for edge, end, side in zip(edges, ends, ("start", "end"), strict=True):
        reaching = [ruling.at for ruling in vertical if abs(getattr(ruling, side) - end) <= near]
        if abs(end - edge) > 2 * near and len(reaching) > 2:
            closed.append(Ruling(False, end, min(reaching), max(reaching)))
    return closed


def _touch(across: Ruling, down: Ruling, near: float) -> bool:
    return across.start - near <= down.at <= across.end + near and down.start - near <= across.at <= down.end + near


def _grid(horizontal: Sequence[Ruling], vertical: Sequence[Ruling], near: float) -> Grid | None:
    rows, columns = _levels(horizontal), _levels(vertical)
    if len(rows) * len(columns) > _MAX_CELLS or len(rows) < 2 or len(columns) < 2:
        return None
    below = _cover(horizontal, rows, columns, near)
    right = _cover(vertical, columns, rows, near)
    owner: list[list[tuple[int, int]]] = []
    for row in range(len(rows) - 1):
        owner.append([])
        for column in range(len(columns) - 1):
            if column and not right[column][row]:
                owner[row].append(owner[row][column - 1])
            elif row and not below[row][column]:
                owner[row].append(owner[row - 1][column])
            else:
                owner[row].append((row, column))
    return Grid(columns, rows, owner)


def _levels(rulings: Sequence[Ruling]) -> list[float]:
    return sorted({ruling.at for ruling in rulings})


def _cover(rulings: Sequence[Ruling], levels: list[float], steps: list[float], near: float) -> list[list[bool]]:
    """For each level and each step along it, whether a stroke runs there."""
    index = {level: number for number, level in enumerate(levels)}
    covered = [[False] * (len(steps) - 1) for _ in levels]
    for ruling in rulings:
        row = covered[index[ruling.at]]
        first = bisect_right(steps, ruling.start - near)
        for step in range(first, len(steps) - 1):
            if steps[step + 1] > ruling.end + near:
                break
            row[step] = True
    return covered
