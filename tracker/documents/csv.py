"""Comma-separated text: one table."""

from __future__ import annotations

import csv
from io import StringIO

from tracker.documents.blocks import Block
from tracker.documents.plaintext import decode
from tracker.documents.sheet import sheet_block, text_or_tables
from tracker.errors import UnreadableDocument

_DELIMITERS = ",\t;"
_NO_TABLE = "里的表格读不出来。请在 Excel 或 WPS 里另存为 xlsx，再导入。"


def read_csv(data: bytes) -> list[Block]:
    """The rows of a file that Excel, WPS or a system wrote, separated by commas, tabs or semicolons."""
    text = decode(data)
    head = text[:10_000]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableDocument(_NO_TABLE) from error
    return text_or_tables([sheet_block("", rows)])
