"""A table that a page break divided is made whole: repeated header, divided row, merged cells that go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tracker.documents.blocks import Cell
from tracker.documents.lines import join

Row = tuple[Cell, ...]
Rows = tuple[Row, ...]

_LOOKED_AT = 200  # rows above the break that show how a column is used


def joined_rows(above: Rows, below: Rows) -> Rows:
    """The rows of both parts, without the header that each page repeats."""
    same = 0
    while same < min(len(below), len(above)) and below[same] == above[same]:
        same += 1
    below = below[same:]
    if not below:
        return above
    seen = above[same or 1 :][-_LOOKED_AT:]  # without the header
    if _divides_a_row(above[-1], below[0], seen):
        whole = tuple(
            replace(over, text=join(over.text, under.text)) for over, under in zip(above[-1], below[0], strict=True)
        )
        goes_on = set(range(len(whole)))
        return (*above[:-1], whole, *_carried(whole, below, goes_on)[1:])
    goes_on = {column for column in range(len(below[0])) if _goes_on(above[-1], below, seen, column)}
    return above + _carried(above[-1], below, goes_on)


def _divides_a_row(last: Row, first: Row, seen: Sequence[Row]) -> bool:
    """Whether the first row below is the rest of the last one: no number of its own, and no text out of nothing."""
    key = _number_column(seen)
    filled = [column for column, cell in enumerate(first) if cell.text and not cell.merged]
    return (
        not first[key].text
        and bool(last[key].text)
        and (0 < len(filled) <= len(first) / 2 or not _is_merged_down(seen, key))
        and all(last[column].text for column in filled)
    )


def _number_column(rows: Sequence[Row]) -> int:
    """The column of running numbers, else the first."""
    for column in range(len(rows[0]) if rows else 0):
        texts = [row[column].text for row in rows if row[column].text]
        if texts and sum(text.isdecimal() for text in texts) * 2 > len(texts):
            return column
    return 0


def _goes_on(last: Row, below: Rows, seen: Sequence[Row], column: int) -> bool:
    """Whether an empty cell below the break is the rest of a merged one: itself merged, or in a column of such."""
    if below[0][column].text or not last[column].text:
        return False
    if len(below) > 1 and below[1][column].merged and not below[1][column].text:
        return True
    return _is_merged_down(seen, column) and all(row[column].text for row in seen)


def _is_merged_down(rows: Sequence[Row], column: int) -> bool:
    """Whether the column has cells of several rows."""
    return any(row[column].merged and above[column].text == row[column].text for above, row in pairwise(rows))


def _carried(over: Row, below: Rows, columns: set[int]) -> Rows:
    """The rows below with the texts of `over` in the cells that go on in these columns."""
    rows = [list(row) for row in below]
    for column in columns:
        rest = below[0][column].text
        for number, row in enumerate(below):
            if number and not (row[column].merged and row[column].text == rest):
                break
            rows[number][column] = Cell(over[column].text, merged=True)
    return tuple(map(tuple, rows))
