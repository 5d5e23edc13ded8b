"""Zip packages (.docx, .xlsx, .ofd), opened only when they unpack to a bounded size, and their XML parts."""

from __future__ import annotations

import zipfile
import zlib
from functools import cached_property
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tracker.errors import UnreadableDocument

MAX_ENTRIES = 5_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_PART = 48 * 1024 * 1024
MAX_TREE = 16 * 1024 * 1024  # an XML part of which every element is kept in memory
MAX_RATIO = 300  # unpacked to packed, for parts over a megabyte; a deflate bomb reaches 1000
DAMAGED = "已损坏，打不开。请在 Word 或 WPS 里打开后另存一份，再导入。"
TOO_LARGE = "解压后太大，可能是压缩炸弹，没有打开。请拆开或去掉图片后再导入。"
LOCKED = "加了密码，打不开。请去掉打开密码后再导入。"

# ISO 29500 Strict uses other names for the same elements
_USUAL = b"http://schemas.openxmlformats.org/"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _USUAL + b"wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", _USUAL + b"spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _USUAL + b"officeDocument/2006/relationships"),
)


class Package:
    """The parts of a zip package by their path. Raises UnreadableDocument, before unpacking, for one that is damaged,
    encrypted or out of bounds."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableDocument(DAMAGED) from error
        self._entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in self._zip.infolist()}
        self._refuse_bombs()

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self._entries)

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none."""
        entry = self._entries.get(name.lstrip("/"))
        if entry is None:
            return None
        if entry.file_size > MAX_PART:
            raise UnreadableDocument(TOO_LARGE)
        try:
            return self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableDocument(DAMAGED) from error

    def xml_source(self, name: str) -> bytes | None:
        """The bytes of an XML part with the names of ISO 29500 Strict turned into the usual ones."""
        data = self.part(name)
        for strict, usual in _STRICT if data else ():
            data = data and data.replace(strict, usual)
        return data

    def xml(self, name: str) -> Element | None:
        """The root element of an XML part, None where there is none. Document types and entities are refused."""
        data = self.xml_source(name)
        if data is None:
            return None
        if len(data) > MAX_TREE:
            raise UnreadableDocument(TOO_LARGE)
        try:
            return fromstring(data, forbid_dtd=True)
        except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
            raise UnreadableDocument(DAMAGED) from error

    def main_part(self, usual: str) -> str:
        """The path of the part that the package names as its document."""
        relations = self.xml("_rels/.rels")
        for relation in relations if relations is not None else ():
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in self.names:
                return target
        return usual

    def _refuse_bombs(self) -> None:
        entries = self._zip.infolist()
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise UnreadableDocument(LOCKED)
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise UnreadableDocument(TOO_LARGE)
        for entry in entries:
            if entry.file_size > 1024 * 1024 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
                raise UnreadableDocument(TOO_LARGE)
