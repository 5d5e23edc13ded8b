"""Word files (.docx): paragraphs with their automatic numbers, tables, text boxes and notes, as a reader sees them.

Tracked insertions are kept, deletions dropped; hidden text, headers, footers, comments and the table of contents are no
part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from xml.etree.ElementTree import Element

from tracker.documents.blocks import Block, BlockKind, Cell
from tracker.documents.lines import Line, cell_text, ends_sentence, opens_paragraph, paragraphs, unspaced
from tracker.documents.numbering import Numbering
from tracker.documents.package import DAMAGED, Package
from tracker.documents.styles import Styles, W, value
from tracker.errors import UnreadableDocument

_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

# what a reader does not see
_DROPPED = frozenset(
    W + name
    for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "rt")
)
_BREAKS = frozenset(W + name for name in ("br", "cr"))
_BESIDE = 2  # cells of one row that are no list
_MAX_COLUMNS = 63  # as many as Word allows


def read_docx(data: bytes) -> list[Block]:
    """The blocks of a .docx (or .docm, .dotx) file."""
    return list(_Document(Package(data)).blocks())


@dataclass
class _Text:
    """What is gathered of one paragraph: its lines, and what hangs on it."""

    lines: list[str] = field(default_factory=lambda: [""])
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    plain: bool = False  # has visible text that is not bold

    def add(self, text: str, *, bold: bool) -> None:
        self.lines[-1] += text
        self.plain = self.plain or (not bold and not text.isspace())


class _Document:
    def __init__(self, package: Package) -> None:
        main = package.main_part("word/document.xml")
        root = package.xml(main)
        body = root.find(W + "body") if root is not None else None
        if body is None:
            raise UnreadableDocument(DAMAGED)
        self._body = body
        folder = main.rpartition("/")[0]
        self._styles = Styles(package.xml(f"{folder}/styles.xml"))
        self._numbering = Numbering(package.xml(f"{folder}/numbering.xml"), self._styles)
        self._note_parts = {
            kind: _notes_by_id(package.xml(f"{folder}/{kind}s.xml"), kind) for kind in ("footnote", "endnote")
        }
        self._notes: list[tuple[str, str]] = []
        self._paragraphs = self._tables = 0
        self._carried = ""  # text of a paragraph whose end was deleted: it belongs to the next one

    def blocks(self) -> Iterator[Block]:
        yield from self._content(self._body)
        for kind, number in self._notes:
            note = self._note_parts[kind].get(number)
            if note is not None:
                yield from self._aside(note, "脚注" if kind == "footnote" else "尾注")

    def _content(self, parent: Element) -> Iterator[Block]:
        """The blocks of a body, a content control or a cell."""
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag == W + "sdt" and _is_table_of_contents(child):
                continue
            elif child.tag not in _DROPPED:
                yield from self._content(child)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = element.find(W + "pPr")
        if self._styles.is_contents_line(properties) or _refers_to_heading(element):
            return
        opening = self._paragraphs == 0
        text = self._text_of(element)
        self._notes += text.notes
        for box in text.boxes if opening else ():  # the letterhead, or the title
            yield from self._content(box)
        if _end_is_deleted(properties):
            self._carried += "".join(text.lines)
        else:
            text.lines[0] = self._carried + text.lines[0]
            self._carried = ""
            yield from self._paragraph_blocks(text, properties)
        for box in () if opening else text.boxes:
            yield from self._aside(box, f"文本框，第 {self._paragraphs} 段旁")

    def _paragraph_blocks(self, text: _Text, properties: Element | None) -> Iterator[Block]:
        """One block, or several where a break within the paragraph divides sentences."""
        label = self._numbering.label(properties)
        if not any(line.strip() for line in text.lines):
            return
        text.lines[0] = label + text.lines[0]
        self._paragraphs += 1
        level = self._styles.heading_level(properties)
        title = level > 0 or self._styles.is_centred(properties)
        for part in paragraphs(Line(line, begins=False if title and _goes_on(line) else None) for line in text.lines):
            yield Block(
                unspaced(part.text),
                BlockKind.HEADING if level else BlockKind.PARAGRAPH,
                level,
                where=f"第 {self._paragraphs} 段",
                bold=not text.plain,
            )

    def _aside(self, element: Element, where: str) -> Iterator[Block]:
        """The paragraphs of a text box or a note; tables in it as their cells' lines."""
        for paragraph in element.iter(W + "p"):
            lines = (Line(line) for line in self._text_of(paragraph).lines)
            for part in paragraphs(lines):
                yield Block(unspaced(part.text), BlockKind.NOTE, where=where)

    # --- the text of a paragraph ---

    def _text_of(self, paragraph: Element) -> _Text:
        text = _Text()
        style_bold = self._styles.is_bold(paragraph.find(W + "pPr"))
        self._gather(paragraph, text, bold=style_bold)
        return text

    def _gather(self, parent: Element, text: _Text, *, bold: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._gather_run(child, text, bold=bold)
            elif tag == W + "t" or tag == _MATH_TEXT:
                text.add(child.text or "", bold=bold)
            elif tag == W + "tab" or tag == W + "ptab":
                text.add("\t", bold=bold)
            elif tag == W + "noBreakHyphen":
                text.add("-", bold=bold)
            elif tag == W + "sym":
                text.add(_symbol(child), bold=bold)
            elif tag in _BREAKS:
                text.lines.append("")
            elif tag == W + "txbxContent":
                text.boxes.append(child)
            elif tag == W + "footnoteReference" or tag == W + "endnoteReference":
                text.notes.append((tag.removeprefix(W).removesuffix("Reference"), child.get(W + "id", "")))
            elif tag == _ALTERNATIVES:
                choice = child.find(_CHOICE)
                self._gather(child if choice is None else choice, text, bold=bold)
            elif tag not in _DROPPED:
                self._gather(child, text, bold=bold)

    def _gather_run(self, run: Element, text: _Text, *, bold: bool) -> None:
        properties = run.find(W + "rPr")
        if properties is not None:
            if self._styles.is_hidden(properties):
                return
            bold = self._styles.is_bold_run(properties, inherited=bold)
        self._gather(run, text, bold=bold)

    # --- tables ---

    def _table(self, element: Element) -> Iterator[Block]:
        rows = [row for row in _rows_of(element) if not _is_deleted_row(row)]
        cells = [list(_cells_of(row)) for row in rows]
        if _is_layout(cells):
            for cell in chain.from_iterable(cells):
                yield from self._content(cell)
            return
        self._tables += 1
        nested: list[Element] = []
        grid = _Grid()
        for row, row_cells in zip(rows, cells, strict=True):
            grid.begin_row(_number(row.find(W + "trPr"), "gridBefore"))
            for cell in row_cells:
                properties = cell.find(W + "tcPr")
                span = _number(properties, "gridSpan") or 1
                text = self._cell_text(cell, nested)
                grid.put(text, span, _merge(properties, "vMerge"), _merge(properties, "hMerge"))
        yield Block("", BlockKind.TABLE, rows=grid.rows(), where=f"第 {self._tables} 个表格")
        for table in nested:
            yield from self._table(table)

    def _cell_text(self, cell: Element, nested: list[Element]) -> str:
        lines: list[str] = []
        for paragraph in _paragraphs_of(cell, nested):
            properties = paragraph.find(W + "pPr")
            text = self._text_of(paragraph)
            self._notes += text.notes
            text.lines[0] = self._numbering.label(properties) + text.lines[0]
            lines += text.lines
            for box in text.boxes:
                lines += [line for part in box.iter(W + "p") for line in self._text_of(part).lines]
        return cell_text(lines)


def _goes_on(line: str) -> bool:
    """Whether a line of a title or heading is part of it: no date or number in brackets below, no sentence."""
    text = line.strip()
    return not (opens_paragraph(text) or ends_sentence(text) or text.startswith(("（", "(", "〔")) or "号" in text[-1:])


def _is_layout(rows: Sequence[Sequence[Element]]) -> bool:
    """Whether a table only places text: a frame around it, or two texts beside each other (文号 | 签发人)."""
    return all(len(row) == 1 for row in rows) or (len(rows) == 1 and len(rows[0]) <= _BESIDE)


class _Grid:
    """Cells laid on a grid: merged ones repeat their text, rows are filled up to the same length."""

    def __init__(self) -> None:
        self._rows: list[list[Cell]] = []

    def begin_row(self, skipped: int) -> None:
        self._rows.append([Cell("")] * min(skipped, _MAX_COLUMNS))

    def put(self, text: str, span: int, vertical: str | None, horizontal: str | None) -> None:
        row = self._rows[-1]
        above = self._rows[-2] if len(self._rows) > 1 else []
        if vertical == "continue" and len(row) < len(above):
            first = Cell(above[len(row)].text, merged=True)
        elif horizontal == "continue" and row:
            first = Cell(row[-1].text, merged=True)
        else:
            first = Cell(text)
        room = max(_MAX_COLUMNS - len(row), 0)
        row += ([first] + [Cell(first.text, merged=True)] * (span - 1))[:room]

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        width = max((len(row) for row in self._rows), default=0)
        return tuple(tuple(row + [Cell("")] * (width - len(row))) for row in self._rows)


def _rows_of(parent: Element) -> Iterator[Element]:
    """Rows, also those inside content controls."""
    for child in parent:
        if child.tag == W + "tr":
            yield child
        elif child.tag != W + "tbl" and child.tag not in _DROPPED:
            yield from _rows_of(child)


def _cells_of(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == W + "tc":
            if child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif child.tag not in _DROPPED:
            yield from _cells_of(child)


def _paragraphs_of(parent: Element, nested: list[Element]) -> Iterator[Element]:
    """The paragraphs of a cell; tables inside it are put aside into `nested`."""
    for child in parent:
        if child.tag == W + "p":
            yield child
        elif child.tag == W + "tbl":
            nested.append(child)
        elif child.tag not in _DROPPED:
            yield from _paragraphs_of(child, nested)


def _is_deleted_row(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _end_is_deleted(properties: Element | None) -> bool:
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None


def _refers_to_heading(paragraph: Element) -> bool:
    """Whether a paragraph is a line of a table of contents, also where it lost its style: it leads to a heading."""
    links = (link.get(W + "anchor", "") for link in paragraph.iter(W + "hyperlink"))
    fields = ((code.text or "").strip() for code in paragraph.iter(W + "instrText"))
    return any(link.startswith("_Toc") for link in links) or any(code.startswith("PAGEREF _Toc") for code in fields)


def _is_table_of_contents(control: Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and value(gallery) == "Table of Contents"


def _number(properties: Element | None, name: str) -> int:
    element = properties.find(W + name) if properties is not None else None
    text = value(element) if element is not None else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def _merge(properties: Element | None, name: str) -> str | None:
    """restart, continue, or None for a cell that is not merged."""
    element = properties.find(W + name) if properties is not None else None
    return None if element is None else value(element) or "continue"


def _symbol(element: Element) -> str:
    """The character of a symbol, "" for one that only a symbol font can show."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFE else ""


def _notes_by_id(root: Element | None, kind: str) -> dict[str, Element]:
    if root is None:
        return {}
    return {note.get(W + "id", ""): note for note in root.iter(W + kind) if note.get(W + "type") in (None, "normal")}
