"""The ledger as an Excel file: as filtered on screen, ready to print on A4 across."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

COLUMNS = (
    ("编号", 12),
    ("灯", 11),
    ("状态", 9),
    ("工作部分", 24),
    ("事项", 44),
    ("完成标准", 28),
    ("牵头单位", 16),
    ("承办人", 10),
    ("分管领导", 10),
    ("类型", 9),
    ("时限", 12),
    ("原定时限", 12),
    ("进度", 14),
    ("最近反馈", 12),
    ("退回次数", 9),
    ("延期次数", 9),
)
"""Heading and width (in characters) of each column."""

_TEXT_LIMIT = 32767  # what a cell can hold


@dataclass(frozen=True)
class Line:
    """One task as the file shows it, in the order of COLUMNS."""

    cells: Sequence[str | int | date | None]


def workbook(title: str, lines: Iterable[Line]) -> bytes:
    """The file's bytes. The head stays in sight, is repeated on each page, and can be filtered."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    _set_up(sheet, title)
    head = [WriteOnlyCell(sheet, value=name) for name, _ in COLUMNS]
    for cell in head:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center")
    sheet.append(head)
    count = 1
    for line in lines:
        sheet.append([_safe(value) for value in line.cells])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{count}"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _set_up(sheet: Any, title: str) -> None:
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = title
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    for number, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _safe(value: str | int | date | None) -> str | int | date | None:
    """Text that Excel would take for a formula gets an apostrophe in front (OWASP: CSV injection)."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value[:_TEXT_LIMIT])
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
