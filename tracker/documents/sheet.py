"""A worksheet as one table: merged cells filled, empty edges cut, numbers and dates written as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from tracker.documents.blocks import Block, BlockKind, Cell
from tracker.documents.lines import cell_text
from tracker.errors import UnreadableDocument

MAX_ROWS = 50_000
MAX_COLUMNS = 256


class Range(NamedTuple):
    """A merged range; rows and columns count from 0, first and last belong to it."""

    top: int
    left: int
    bottom: int
    right: int


def sheet_block(name: str, rows: Sequence[Sequence[str]], merged: Iterable[Range] = ()) -> Block | None:
    """The sheet's table, None for an empty sheet. Row 0 is row 1 of the sheet, so that a person finds the place again.

    Raises UnreadableDocument for a sheet that no person could read.
    """
    width = max((len(row) - _empty_end(row) for row in rows), default=0)
    height = max((index for index, row in enumerate(rows, 1) if any(text.strip() for text in row)), default=0)
    if not width:
        return None
    if height > MAX_ROWS or width > MAX_COLUMNS:
        raise UnreadableDocument(f"的表格“{name}”超过 {MAX_ROWS} 行或 {MAX_COLUMNS} 列。请删去多余的行列后再导入。")
    cells = [
        [Cell(_clean(row[column])) if column < len(row) else Cell("") for column in range(width)]
        for row in rows[:height]
    ]
    _fill(cells, merged)
    return Block("", BlockKind.TABLE, rows=tuple(map(tuple, cells)), where=f"工作表“{name}”", sheet=name)


def text_or_tables(sheets: Iterable[Block | None]) -> list[Block]:
    """The sheets that hold something; as paragraphs where all of them have one column: a text typed into rows."""
    tables = [sheet for sheet in sheets if sheet]
    if any(_columns(table) > 1 for table in tables):
        return tables
    return [
        Block(line, where=f"{table.where}第 {number} 行")
        for table in tables
        for number, row in enumerate(table.rows, 1)
        for line in next((cell.text for cell in row if cell.text), "").split("\n")
        if line
    ]


def _columns(table: Block) -> int:
    """How many columns hold text; what is merged into one cell stands in its first."""
    return len({column for row in table.rows for column, cell in enumerate(row) if cell.text and not cell.merged})


def _empty_end(row: Sequence[str]) -> int:
    """How many cells at the end of a row are empty."""
    empty = 0
    for text in reversed(row):
        if text.strip():
            break
        empty += 1
    return empty


def _clean(text: str) -> str:
    return cell_text(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _fill(cells: list[list[Cell]], merged: Iterable[Range]) -> None:
    """Repeats the text of a merged range in all its cells. Ranges of a sound sheet do not overlap."""
    height, width = len(cells), len(cells[0])
    left_to_fill = height * width
    for area in merged:
        bottom, right = min(area.bottom, height - 1), min(area.right, width - 1)
        left_to_fill -= max(bottom - area.top + 1, 0) * max(right - area.left + 1, 0)
        if left_to_fill < 0:
            return
        for row in range(area.top, bottom + 1):
            for column in range(area.left, right + 1):
                if (row, column) != (area.top, area.left):
                    cells[row][column] = Cell(cells[area.top][area.left].text, merged=True)


def number_text(number: float) -> str:
    """As Excel shows it without a format: 3 and not 3.0, at most fifteen digits."""
    return f"{number:.15g}"


def date_text(moment: date | datetime | time) -> str:
    """2025年6月30日, with the time where there is one (2025年6月30日 09:30)."""
    if isinstance(moment, time):
        return moment.strftime("%H:%M")
    day = f"{moment.year}年{moment.month}月{moment.day}日"
    if isinstance(moment, datetime) and (moment.hour or moment.minute):
        return f"{day} {moment:%H:%M}"
    return day
