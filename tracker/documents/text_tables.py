"""Tables that lost their lines: rows of tabs, markdown pipes, or copied from a page with one cell a line.

A table of one cell a line is known by its first header, 序号, and by the numbers 1, 2, 3 … that open its rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracker.documents.blocks import Cell

_FIRST_HEADERS = frozenset(("序号", "编号", "项次"))
# the name of a column before 序号 whose cells hold for several rows
_GROUP_HEADER = re.compile(r"类\s?别|分类|大类|领域|板块|重点工作|工作类别|项目类别|类型|责任类别|工作领域|方面")
_MAX_COLUMNS = 12
_MAX_HEADER = 12  # characters of a header cell
_LONG = 15  # characters: a line that is longer belongs to a cell of sentences
_SENTENCE = re.compile(r"[。；;！!]")
_STOP = re.compile(r"。$")
_UNITS = re.compile(r"单位|部门|科室|责任|主体")
_UNIT = re.compile(r"(?:局|办|委|中心|部|院|政府|公司|指挥部|联|站|所|镇|乡|街道|村|会)$")
_PIPES = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"[\s|:—-]+")
# what stands below a table and is none of its cells
_BELOW = re.compile(r"\u3000|\s*(?:附\s?件|附表|备注|注[:：]|说明[:：]|填表)")


@dataclass(frozen=True)
class TextTable:
    """Lines start … end (not included) are this table."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


def table_at(lines: Sequence[str], start: int) -> TextTable | None:
    """The table that begins with line `start`, None where none does."""
    line = lines[start]
    if _PIPES.fullmatch(line):
        return _of_lines(lines, start, lambda text: _PIPES.fullmatch(text) is not None, _pipe_cells)
    if line.strip().count("\t") >= 2:
        return _of_lines(lines, start, lambda text: "\t" in text.strip(), _tab_cells)
    if "".join(line.split()) in _FIRST_HEADERS:
        return _one_cell_a_line(lines, start)
    if start + 1 < len(lines) and _GROUP_HEADER.fullmatch(line.strip()) and lines[start + 1].strip() in _FIRST_HEADERS:
        return _grouped(lines, start)
    return None


def _of_lines(
    lines: Sequence[str], start: int, is_row: Callable[[str], bool], cells: Callable[[str], list[str]]
) -> TextTable | None:
    end = start
    while end < len(lines) and is_row(lines[end]):
        end += 1
    rows = [cells(line) for line in lines[start:end] if not _RULE.fullmatch(line)]
    if len(rows) < 2:
        return None
    return TextTable(start, end, _even(rows))


def _pipe_cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _tab_cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t")]


def _even(rows: Sequence[Sequence[str]]) -> tuple[tuple[Cell, ...], ...]:
    """All rows equally long."""
    width = max(len(row) for row in rows)
    return tuple(tuple(Cell(text) for text in row) + (Cell(""),) * (width - len(row)) for row in rows)


# --- one cell a line ---


def _one_cell_a_line(lines: Sequence[str], start: int) -> TextTable | None:
    if _is_spaced(lines, start):
        filled = [number for number in range(start, len(lines)) if lines[number].strip()]
        table = _one_cell_a_line([lines[number] for number in filled], 0)
        return table and TextTable(start, filled[table.end - 1] + 1, table.rows)
    header, first = _header(lines, start)
    if not 3 <= len(header) <= _MAX_COLUMNS or any(
        len(cell) > _MAX_HEADER or _SENTENCE.search(cell) for cell in header
    ):
        return None
    starts = _row_starts(lines, first)
    if not starts:
        return None
    ends = [*starts[1:], _end_of_last_row(lines, starts[-1], len(header))]
    rows: list[tuple[Cell, ...]] = [tuple(Cell(text) for text in header)]
    for begin, end in zip(starts, ends, strict=True):
        rows += _rows(lines[begin:end], header, rows[-1] if len(rows) > 1 else None)
    return TextTable(start, ends[-1], tuple(rows))


def _is_spaced(lines: Sequence[str], start: int) -> bool:
    """Whether a blank line stands between every two cells."""
    after = [line.strip() for line in lines[start + 1 : start + 6]]
    return len(after) == 5 and not any(after[::2]) and all(after[1::2])


def _grouped(lines: Sequence[str], start: int) -> TextTable | None:
    """A table whose first column, before 序号, holds for several rows (类别): its cell opens the first of them."""
    header, first = _header(lines, start + 1)
    group = header.pop() if header else ""
    if not 3 <= len(header) <= _MAX_COLUMNS or any(len(cell) > _MAX_HEADER for cell in (*header, group)):
        return None
    starts = _row_starts(lines, first)
    ends = [*starts[1:], _end_of_last_row(lines, starts[-1], len(header))] if starts else []
    rows = [(Cell(lines[start].strip()), *(Cell(text) for text in header))]
    for begin, end in zip(starts, ends, strict=True):
        texts = [text for text in (line.strip() for line in lines[begin:end]) if text]
        following = texts.pop() if len(texts) > len(header) and end != ends[-1] else ""
        cells = _at_most(len(header), _untabbed_cells(texts, header))
        own = Cell(group) if group else Cell(rows[-1][0].text, merged=True)
        rows.append((own, *(Cell(text) for text in cells), *(Cell(""),) * (len(header) - len(cells))))
        group = following
    return TextTable(start, ends[-1], tuple(rows)) if starts else None


def _header(lines: Sequence[str], start: int) -> tuple[list[str], int]:
    """The cells of the header, and the line of the first row."""
    header: list[str] = []
    for index in range(start, min(start + 3 * _MAX_COLUMNS, len(lines))):
        text = lines[index].strip()
        if text == "1":
            return header, index
        if text:
            header.append(text)
    return [], start


def _row_starts(lines: Sequence[str], first: int) -> list[int]:
    """The lines with 1, 2, 3 …; a row has at least one cell beside its number."""
    starts = [first]
    for index in range(first + 2, len(lines)):
        text = lines[index].strip()
        if text == str(len(starts) + 1) and index - starts[-1] >= 2:
            starts.append(index)
        elif "".join(text.split()) in _FIRST_HEADERS:
            break
    return starts


def _end_of_last_row(lines: Sequence[str], begin: int, columns: int) -> int:
    """Nothing numbers what follows the last row: it ends with its last cell, or before a blank line or a note."""
    tabbed = lines[begin + 1].startswith("\t") if begin + 1 < len(lines) else False
    end, cells = begin + 1, 1
    while end < len(lines):
        line = lines[end]
        if tabbed and not line.startswith("\t") and not line.strip():
            break
        if _BELOW.match(line) or (not line.strip() and cells >= columns):
            break
        if not tabbed or line.startswith("\t"):
            cells += 1
        if cells > columns or (cells == columns and not tabbed and not line.strip()):
            break
        end += 1
    return end


def _rows(lines: Sequence[str], header: Sequence[str], above: Sequence[Cell] | None) -> list[tuple[Cell, ...]]:
    """The row of these lines; two where a second task stands below the first, with a time limit of its own.

    Where tabs mark cells, those without a line were merged with the row above.
    """
    columns = len(header)
    if len(lines) > 1 and lines[1].startswith("\t"):
        return [_filled(_tabbed_cells(lines), columns, above)]
    cells = _untabbed_cells(lines, header)
    row = _filled(cells[:columns], columns, None)
    task, *others = cells[columns:] or [""]
    if others and _STOP.search(cells[1]) and _STOP.search(task) and len(others) < columns - 1:
        middle = row[2 : columns - len(others)]
        first, last = Cell(row[0].text, merged=True), [Cell(text) for text in others]
        return [row, (first, Cell(task), *(Cell(cell.text, merged=True) for cell in middle), *last)]
    return [_filled(cells, columns, None)]


def _filled(cells: Sequence[str], columns: int, above: Sequence[Cell] | None) -> tuple[Cell, ...]:
    """As many cells as there are columns."""
    cells = _at_most(columns, cells)
    row = tuple(Cell(text) for text in cells)
    return row + tuple(Cell(above[at].text, merged=True) if above else Cell("") for at in range(len(row), columns))


def _at_most(columns: int, cells: Sequence[str]) -> Sequence[str]:
    """So many cells; what is too much stands in the last."""
    if len(cells) <= columns:
        return cells
    return [*cells[: columns - 1], "\n".join(text for text in cells[columns - 1 :] if text)]


def _tabbed_cells(lines: Sequence[str]) -> list[str]:
    """A tab opens a cell; a line without one is the rest of the cell before."""
    cells: list[str] = []
    for line in lines:
        text = line.strip()
        if not cells or line.startswith("\t"):
            cells.append(text)
        elif text:
            cells[-1] = f"{cells[-1]}\n{text}" if cells[-1] else text
    return cells


def _untabbed_cells(lines: Sequence[str], header: Sequence[str]) -> list[str]:
    """The cells of a row; where there are more lines than columns, sentences go on, and units share the last column
    of units."""
    texts = [line.strip() for line in lines]
    if len(texts) <= len(header):
        return texts
    texts = [text for text in texts if text]
    cells: list[str] = []
    spare = len(texts) - len(header)
    units = sum(_UNITS.search(cell) is not None for cell in header)
    for text in texts:
        last = cells[-1] if cells else ""
        sentences = len(last) > _LONG and len(text) > _LONG and len(cells) > 2
        shared = _is_unit(text) and _is_unit(last) and sum(map(_is_unit, cells)) >= units
        if spare > 0 and (sentences or shared):
            cells[-1] += "\n" + text
            spare -= 1
        else:
            cells.append(text)
    return cells


def _is_unit(text: str) -> bool:
    return len(text) <= _LONG * (text.count("\n") + 1) and _UNIT.search(text) is not None
