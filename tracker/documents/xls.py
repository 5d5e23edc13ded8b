"""Old Excel files (.xls, .et): each visible sheet becomes a table.

A process of its own takes the file apart: the library lays a sheet out as a full rectangle, and a damaged file that
claims a far corner ends the process for lack of memory. Here that ends no server.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from tracker.documents.blocks import Block
from tracker.documents.package import DAMAGED, LOCKED, TOO_LARGE
from tracker.documents.sheet import Range, date_text, number_text, sheet_block, text_or_tables
from tracker.errors import UnreadableDocument

_TIME_OUT = 30  # seconds
_MEMORY = 1 << 30  # bytes
_MAX_CELLS = 2_000_000
_LOCKED_STATUS, _LARGE_STATUS = 3, 4


def read_xls(data: bytes) -> list[Block]:
    """One table for each visible sheet that holds something; paragraphs of a text in one column."""
    try:
        run = subprocess.run(
            [sys.executable, "-m", "tracker.documents.xls"],
            input=data,
            capture_output=True,
            timeout=_TIME_OUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(DAMAGED) from error
    if run.returncode:
        raise UnreadableDocument({_LOCKED_STATUS: LOCKED, _LARGE_STATUS: TOO_LARGE}.get(run.returncode, DAMAGED))
    return text_or_tables(
        sheet_block(sheet["name"], sheet["rows"], [Range(*area) for area in sheet["merged"]])
        for sheet in json.loads(run.stdout)
    )


# --- in the other process ---


def _take_apart(data: bytes) -> list[dict[str, Any]]:
    """Name, rows and merged ranges of each visible sheet."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    sheets = []
    for name in visible:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > _MAX_CELLS:
            sys.exit(_LARGE_STATUS)
        rows = [[_shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
        sheets.append({"name": name, "rows": rows, "merged": merged})
    return sheets


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, (date, datetime, time)):
        return date_text(value)
    return str(value)


def _main() -> None:
    from python_calamine import PasswordError

    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        json.dump(_take_apart(sys.stdin.buffer.read()), sys.stdout)
    except PasswordError:
        sys.exit(_LOCKED_STATUS)


if __name__ == "__main__":
    _main()
