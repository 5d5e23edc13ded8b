"""Text and markdown: UTF-8, UTF-16 or GB18030 bytes become paragraphs."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence

from tracker.documents.blocks import Block, BlockKind, Cell
from tracker.documents.lines import Line, ends_sentence, is_noise, paragraphs, unspaced
from tracker.documents.text_tables import table_at
from tracker.errors import UnreadableDocument

MAX_LINES = 200_000
_SAMPLE = 1_000  # lines that show how a text is laid out

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY = "不是能读的文件。请导入 Word、WPS、PDF、OFD、Excel、CSV 或文本文件。"
_ENCODING = "的文字编码认不出。请在记事本里另存为 UTF-8 编码，再导入。"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MARKDOWN_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(\S.*?)\s*#*\s*")
_INDENT = re.compile(r"[\u3000\t]|[ \xa0]{2}")
_BULLET = re.compile(r"^[-*+•●◆■□▪]\s+(?=\S)")
# **修路：** or **修路**：opening a sentence; inside one the marks stay, as each text is the document's own
_MARKDOWN_LABEL = re.compile(r"(^|(?<=[。；：]))\*\*([^*]{1,60})\*\*(?=[：:。]|(?<=[：:。]\*\*))")
_MARKDOWN_BOLD = re.compile(r"\s*(\*\*|__)(?P<text>(?:(?!\1).)+)\1\s*")


def decode(data: bytes) -> str:
    """The text of a file; UnreadableDocument for bytes that are no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], (encoding,))
    if b"\x00" in data:
        return _decoded(data, (_utf16_without_mark(data),))
    return _decoded(data, ("utf-8", "gb18030"))


def _utf16_without_mark(data: bytes) -> str:
    """Line ends and spaces show which byte of a pair is the high one."""
    high_first = sum(data.count(mark) for mark in (b"\x00\n", b"\x00 ", b"\x00\r"))
    low_first = sum(data.count(mark) for mark in (b"\n\x00", b" \x00", b"\r\x00"))
    return "utf-16-be" if high_first > low_first else "utf-16-le"


def _decoded(data: bytes, encodings: Sequence[str]) -> str:
    """By the first encoding that fits; else by the one with the fewest damaged places, if these are few."""
    for encoding in encodings:
        try:
            return _no_binary(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    text = min((data.decode(encoding, "replace") for encoding in encodings), key=lambda text: text.count("\ufffd"))
    if text.count("\ufffd") * 100 > len(text):
        raise UnreadableDocument(_ENCODING if b"\x00" not in data else _BINARY)
    return _no_binary(text)


def _no_binary(text: str) -> str:
    if len(_CONTROL.findall(text)) * 100 > len(text):
        raise UnreadableDocument(_BINARY)
    return text


def read_text(text: str) -> list[Block]:
    """The paragraphs and markdown headings of a text."""
    if text.count("\n") > MAX_LINES:
        raise UnreadableDocument(f"超过 {MAX_LINES // 10_000} 万行。请拆开后再导入。")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return list(_blocks([(piece, number) for number, line in enumerate(lines, 1) for piece in line.split("\f")]))


def _blocks(lines: Sequence[tuple[str, int]]) -> Iterator[Block]:
    texts = [text for text, _ in lines]
    edge, indents = _right_edge(texts[:_SAMPLE]), _indents_paragraphs(texts[:_SAMPLE])
    held: list[Line] = []
    index = 0
    while index < len(lines):
        text, number = lines[index]
        block, index = _block_at(texts, index, number)
        if block is None:
            held.append(_line(text, number, edge, indents))
        else:
            yield from _paragraphs(held)
            held = []
            yield block
    yield from _paragraphs(held)


def _block_at(texts: Sequence[str], index: int, number: int) -> tuple[Block | None, int]:
    """The table or heading that begins with this line, if one does, and the next line."""
    where = f"第 {number} 行"
    if table := table_at(texts, index):
        rows = tuple(tuple(Cell(unspaced(cell.text), cell.merged) for cell in row) for row in table.rows)
        return Block("", BlockKind.TABLE, rows=rows, where=where), table.end
    if heading := _MARKDOWN_HEADING.fullmatch(texts[index]):
        return Block(unspaced(heading[2]), BlockKind.HEADING, len(heading[1]), where=where, bold=True), index + 1
    return None, index + 1


def _line(text: str, number: int, edge: int | None, indents: bool) -> Line:
    indented = _INDENT.match(text) is not None
    return Line(
        unspaced(text.strip()),
        where=f"第 {number} 行",
        indented=indented,
        full=edge is not None and _width(text) >= edge,
        flush=indents and not indented,
    )


def _paragraphs(lines: Sequence[Line]) -> Iterator[Block]:
    for paragraph in paragraphs(lines):
        text = _BULLET.sub("", paragraph.text, count=1)
        bold = _MARKDOWN_BOLD.fullmatch(text)
        text = bold["text"] if bold else _MARKDOWN_LABEL.sub(r"\1\2", text)
        yield Block(unspaced(text), where=paragraph.where, bold=bool(bold))


def _indents_paragraphs(texts: Sequence[str]) -> bool:
    """Whether most lines begin with an indent, so that one without is the rest of a broken line."""
    lines = [text for text in texts if text.strip() and not is_noise(text)]
    return sum(_INDENT.match(text) is not None for text in lines) * 2 > len(lines)


def _right_edge(texts: Sequence[str]) -> int | None:
    """From which width on a line of a hard-wrapped text is full; None where each line is a paragraph."""
    widths = sorted(_width(text) for text in texts if text.strip())
    if not widths:
        return None
    widest = widths[-1 - len(widths) // 50]
    if not 40 <= widest <= 120:
        return None
    long = [text.strip() for text in texts if _width(text) > widest // 2]
    full = [text for text in long if _width(text) >= widest - 4]
    broken = [text for text in full if not ends_sentence(text)]  # paragraphs of one length end with their sentences
    wrapped = len(long) >= 5 and len(full) * 2 >= len(long) and len(broken) * 2 > len(full)
    return widest - 4 if wrapped else None


def _width(text: str) -> int:
    """Columns of a terminal: two for a Chinese character."""
    text = text.rstrip()
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)
