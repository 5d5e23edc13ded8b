"""Lists as Excel files: what a report rests on, sentence by sentence, and the table of promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

_A4 = 9
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def sheet(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[int]) -> bytes:
    """One sheet with a fixed head, printed on A4 landscape. widths: of the columns, in characters."""
    book = Workbook(write_only=True)
    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    for column, width in zip("ABCDEFGHIJ", widths, strict=False):
        page.column_dimensions[column].width = width
    page.append([_cell(page, text, bold=True) for text in head])
    for row in rows:
        page.append([_cell(page, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(page: Any, value: Any, *, bold: bool = False) -> Any:
    """Text that a spreadsheet would take for a formula stays text."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        value = f"'{value}"
    cell = WriteOnlyCell(page, value=value)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell
