"""What is wrong in the cells of a responsibility list: a day that no calendar has, a formula's error, too long a name.

Each fault says where it stands as a spreadsheet counts it (rows from 1, columns by letters), what stands there, and
what to write instead. An empty cell is no fault: whoever reviews the list is asked for what is missing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.documents.blocks import Block
from tracker.plans.plan import Column
from tracker.plans.roles import Role

LONGEST_NAME = 500
"""As many characters as the title of a task may have."""
SHOWN = 20
"""So many characters of a cell are quoted, and so many faults listed."""

_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?!度|内)(?:份?(?P<day>\d{1,2})[日号])?"
    r"|(?<!\d)(?P<year2>\d{4})[-/.](?P<month2>\d{1,2})(?:[-/.](?P<day2>\d{1,2}))?(?!\d)"
)
"""2026年13月底前, 2月30日, 2026-06-31, 2026/13."""
_FORMULA_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
_LEAP_YEAR = 2000  # where no year is written, 29 February is a day


@dataclass(frozen=True)
class Fault:
    """block: of the table; row and column count from 0. header: the words above the column."""

    block: int
    row: int
    column: int
    header: str
    value: str
    remedy: str

    def words(self, sheet: str) -> str:
        """The fault as a sentence with its remedy."""
        where = f"“{sheet}”" if sheet else f"第 {self.block + 1} 段的表"
        value = self.value if len(self.value) <= SHOWN else f"{self.value[:SHOWN]}…"
        place = f"{where}第 {self.row + 1} 行 {letters(self.column)} 列“{self.header}”"
        return f"{place}写的是“{value}”，{self.remedy}"


def faults(blocks: Sequence[Block], columns: Iterable[Column]) -> list[Fault]:
    """Everything that is wrong in the columns that were understood, in the order in which it stands."""
    found = [fault for column in columns for fault in _in_column(blocks[column.block], column)]
    return sorted(found, key=lambda fault: (fault.block, fault.row, fault.column))


def letters(column: int) -> str:
    """The column as spreadsheets name it: 0 is A, 25 Z, 26 AA."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _in_column(block: Block, column: Column) -> Iterator[Fault]:
    if column.role is Role.OTHER:
        return
    for row, cells in enumerate(block.rows):
        cell = cells[column.number]
        remedy = "" if cell.merged else _remedy(cell.text, column.role)
        if remedy:
            yield Fault(column.block, row, column.number, column.words, cell.text.replace("\n", " "), remedy)


def _remedy(text: str, role: Role) -> str:
    """What to do about a cell; "" where nothing is wrong."""
    if _FORMULA_ERROR.search(text):
        return "是公式出错。请改成文字。"
    if role is Role.DEADLINE and any(not _exists(*parts) for parts in _dates(text)):
        return "没有这样的日子。请改成日历上有的，例如 2026年12月31日。"
    if role is Role.NAME and len(text) > LONGEST_NAME:
        return f"有 {len(text)} 个字，事项名称最多 {LONGEST_NAME} 个字。请把做法另放一列。"
    return ""


def _dates(text: str) -> Iterator[tuple[int, int, int]]:
    """Year, month and day of every date in the text; 1 where no day is written."""
    for one in _DATE.finditer(text):
        year, month, day = one["year"] or one["year2"], one["month"] or one["month2"], one["day"] or one["day2"]
        yield int(year or _LEAP_YEAR), int(month), int(day or 1)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1]
