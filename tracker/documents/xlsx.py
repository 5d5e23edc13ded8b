"""Excel files (.xlsx): each visible sheet becomes a table.

Read cell by cell and not with a spreadsheet library: these lay a sheet out as a full rectangle, and a file of two
kilobytes with one cell in the far corner (XFD1048576) then takes all memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from math import isfinite
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from tracker.documents.blocks import Block
from tracker.documents.number_formats import BUILT_IN, GENERAL, shown
from tracker.documents.package import DAMAGED, TOO_LARGE, Package
from tracker.documents.sheet import MAX_COLUMNS, MAX_ROWS, Range, number_text, sheet_block, text_or_tables
from tracker.errors import UnreadableDocument

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MAX_CELLS = 2_000_000


def read_xlsx(data: bytes) -> list[Block]:
    """One table for each visible sheet that holds something; paragraphs of a text in one column."""
    return text_or_tables(_Workbook(Package(data)).blocks())


class _Workbook:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main_part("xl/workbook.xml")
        root = package.xml(self._main)
        if root is None:
            raise UnreadableDocument(DAMAGED)
        self._root = root
        self._folder = self._main.rpartition("/")[0]
        properties = root.find(_S + "workbookPr")
        old = properties is not None and properties.get("date1904") in ("1", "true")
        self._first_day = datetime(1904, 1, 1) if old else datetime(1899, 12, 30)  # noqa: DTZ001 a day without a zone
        self._strings = [_text(item) for item in _children(package.xml(f"{self._folder}/sharedStrings.xml"), "si")]
        self._formats = _formats(package.xml(f"{self._folder}/styles.xml"))

    def blocks(self) -> Iterator[Block | None]:
        targets = self._targets()
        for sheet in self._root.iter(_S + "sheet"):
            if sheet.get("state", "visible") == "visible" and (part := targets.get(sheet.get(_ID, ""))):
                yield self._block(sheet.get("name", ""), part)

    def _targets(self) -> dict[str, str]:
        """The paths of the sheets by their relation."""
        name = self._main.rpartition("/")[2]
        relations = self._package.xml(f"{self._folder}/_rels/{name}.rels")
        paths = {}
        for relation in relations if relations is not None else ():
            target = relation.get("Target", "")
            paths[relation.get("Id", "")] = target if target.startswith("/") else f"{self._folder}/{target}"
        return paths

    def _block(self, name: str, part: str) -> Block | None:
        data = self._package.xml_source(part)
        if data is None:
            return None
        cells: dict[tuple[int, int], str] = {}
        merged: list[Range] = []
        row = -1
        try:
            for _, element in iterparse(BytesIO(data), events=("end",), forbid_dtd=True):
                if element.tag == _S + "row":
                    row = _row_number(element, row + 1)
                    self._put_row(element, row, cells)
                    element.clear()
                elif element.tag == _S + "mergeCell" and (area := _range(element.get("ref", ""))):
                    merged.append(area)
        except (ParseError, DefusedXmlException, LookupError, ValueError, OverflowError) as error:
            raise UnreadableDocument(DAMAGED) from error
        return sheet_block(name, _rows(cells), merged)

    def _put_row(self, row: Element, number: int, cells: dict[tuple[int, int], str]) -> None:
        column = -1
        for cell in row.iter(_S + "c"):
            reference = _place(cell.get("r", ""))
            column = reference[1] if reference else column + 1
            if text := self._cell_text(cell):
                cells[number, column] = text
        if len(cells) > _MAX_CELLS:
            raise UnreadableDocument(TOO_LARGE)

    def _cell_text(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_text(inline) for inline in cell.findall(_S + "is"))
        text = cell.findtext(_S + "v") or ""
        if kind == "s":
            return self._strings[int(text)] if text.isdecimal() and int(text) < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        if kind == "d":  # ISO 8601
            return text.removesuffix("T00:00:00")
        if kind == "str":
            return _unescaped(text)
        if kind != "n" or not text:
            return text
        style = cell.get("s", "0")
        code = self._formats[int(style)] if style.isdecimal() and int(style) < len(self._formats) else GENERAL
        try:
            number = float(text)
        except ValueError:
            return text
        return number_text(number) if code == GENERAL or not isfinite(number) else shown(number, code, self._first_day)


def _rows(cells: dict[tuple[int, int], str]) -> list[list[str]]:
    """Rows from the first of the sheet to the last that holds text; a cell far outside ends the rectangle there."""
    if not cells:
        return []
    height = min(max(row for row, _ in cells), MAX_ROWS) + 1
    width = min(max(column for _, column in cells), MAX_COLUMNS) + 1
    if height * width > _MAX_CELLS:
        raise UnreadableDocument(TOO_LARGE)
    rows = [[""] * width for _ in range(height)]
    for (row, column), text in cells.items():
        rows[min(row, height - 1)][min(column, width - 1)] = text
    return rows


def _row_number(row: Element, following: int) -> int:
    text = row.get("r", "")
    return int(text) - 1 if text.isdecimal() and 0 < int(text) <= 1_048_576 else following


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column of a reference such as AB12, counted from 0."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _range(reference: str) -> Range | None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last or first)
    return Range(*start, *end) if start and end and start[0] >= 0 else None


def _children(root: Element | None, name: str) -> list[Element]:
    return root.findall(_S + name) if root is not None else []


def _text(item: Element) -> str:
    """The text of a string with its differently formatted pieces, without the pronunciation above it."""
    pieces = [child.findtext(_S + "t") or "" if child.tag == _S + "r" else "" for child in item]
    return _unescaped((item.findtext(_S + "t") or "") + "".join(pieces))


def _unescaped(text: str) -> str:
    """With _x000D_ and its like turned into the characters that XML cannot hold."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _formats(root: Element | None) -> list[str]:
    """The format codes of cells by the number that a cell names."""
    if root is None:
        return []
    codes = {code.get("numFmtId", ""): code.get("formatCode", "") for code in root.iter(_S + "numFmt")}
    formats = root.find(_S + "cellXfs")
    named = [form.get("numFmtId", "0") for form in formats] if formats is not None else []
    return [codes.get(name) or BUILT_IN.get(int(name) if name.isdecimal() else 0, GENERAL) for name in named]
