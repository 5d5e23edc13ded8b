"""A file becomes blocks. The content says what kind of file it is; the name only tells text files apart.

A reader raises UnreadableDocument with the rest of a sentence that begins with the file's name: “…”已损坏。
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path, PurePath

from tracker.documents.blocks import Block, Cell
from tracker.documents.characters import UNUSABLE, usable
from tracker.documents.package import LOCKED, Package
from tracker.documents.plaintext import decode, read_text
from tracker.errors import UnreadableDocument

MAX_BYTES = 50 * 1024 * 1024
# what a file dialogue offers
SUFFIXES = (".docx", ".doc", ".wps", ".pdf", ".ofd", ".xlsx", ".xls", ".et", ".csv", ".txt", ".md")

_WRONG_KIND = "不是能读的文件。请导入 Word、WPS、PDF、OFD、Excel、CSV 或文本文件。"
_PICTURE = "是图片，里面没有文字。请先做文字识别，再导入识别后的文件。"
_MARKUP = "是网页。请在浏览器里打开，全选复制，再用“粘贴文字”导入。"
_NO_TEXT = "里没有文字。请检查是不是选错了文件。"
_TOO_DEEP = "里的内容嵌套太深，打不开。请在 Word 或 WPS 里另存一份，再导入。"

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_PACKAGE, _COMPOUND, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_MARKUP_START = re.compile(rb"\s*<(?:!doctype|html|head|\?xml|\?mso|table|meta|div)", re.IGNORECASE)


class Kind(StrEnum):
    """The kinds of files that can be read, each with a module of its own."""

    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    OFD = "ofd"
    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"
    TEXT = "text"


def read_file(path: Path) -> list[Block]:
    """The blocks of a file on disk; UnreadableDocument also when it is not there or cannot be opened."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableDocument(f"“{path.name}”{_too_large(size)}")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"“{path.name}”打不开：没有这个文件，或者没有读它的权限。") from error
    return read(data, path.name)


def read(data: bytes, name: str) -> list[Block]:
    """The blocks of a file in reading order, at least one; else UnreadableDocument with one sentence that names it."""
    name = PurePath(name.replace("\\", "/")).name
    try:
        blocks = [_usable(block) for block in _blocks(data, name)]
    except UnreadableDocument as error:
        raise UnreadableDocument(f"“{name}”{error}") from error
    except RecursionError as error:
        raise UnreadableDocument(f"“{name}”{_TOO_DEEP}") from error
    if not any(block.text or any(cell.text for row in block.rows for cell in row) for block in blocks):
        raise UnreadableDocument(f"“{name}”{_NO_TEXT}")
    return blocks


def _blocks(data: bytes, name: str) -> list[Block]:
    if not data:
        raise UnreadableDocument("是空文件。请重新选择后再导入。")
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(_too_large(len(data)))
    return _reader(kind_of(data, name))(data)


def kind_of(data: bytes, name: str) -> Kind:
    """What a file is; UnreadableDocument for what no reader takes."""
    if data.startswith(_PICTURES):
        raise UnreadableDocument(_PICTURE)
    if data.startswith(_PACKAGE):
        return _kind_of_package(data)
    if data.startswith(_COMPOUND):
        return _kind_of_compound(data)
    if data.startswith(_RTF):
        return Kind.DOC
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if _MARKUP_START.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise UnreadableDocument(_MARKUP)
    return Kind.CSV if name.lower().endswith(".csv") else Kind.TEXT


def _kind_of_package(data: bytes) -> Kind:
    names = Package(data).names
    for folder, kind in (("word/", Kind.DOCX), ("xl/worksheets/sheet", Kind.XLSX), ("OFD.xml", Kind.OFD)):
        if any(name.startswith(folder) for name in names):
            return kind
    raise UnreadableDocument(_WRONG_KIND)


def _kind_of_compound(data: bytes) -> Kind:
    """Old Office files are file systems of their own; the names in their directory are UTF-16."""
    for stream, kind in (
        ("EncryptedPackage", None),
        ("WordDocument", Kind.DOC),
        ("Workbook", Kind.XLS),
        ("Book", Kind.XLS),
    ):
        if stream.encode("utf-16-le") in data:
            if kind is None:
                raise UnreadableDocument(LOCKED)
            return kind
    raise UnreadableDocument(_WRONG_KIND)


def _reader(kind: Kind) -> Callable[[bytes], list[Block]]:
    """The reader of a kind; its libraries are loaded only now."""
    if kind is Kind.TEXT:
        return lambda data: read_text(decode(data))
    module = importlib.import_module(f"tracker.documents.{kind}")
    reader: Callable[[bytes], list[Block]] = getattr(module, f"read_{kind}")
    return reader


def _too_large(size: int) -> str:
    return f"有 {size // 1024 // 1024} MB，超过 {MAX_BYTES // 1024 // 1024} MB 的上限。请拆开或去掉图片后再导入。"


def _usable(block: Block) -> Block:
    if block.rows:
        if any(UNUSABLE.search(cell.text) for row in block.rows for cell in row):
            rows = tuple(tuple(Cell(usable(cell.text), cell.merged) for cell in row) for row in block.rows)
            return replace(block, rows=rows)
    elif UNUSABLE.search(block.text):
        return replace(block, text=usable(block.text))
    return block
