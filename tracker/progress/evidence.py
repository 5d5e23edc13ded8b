"""Evidence files: what kind they are by their content, how large they may be, and what they must not show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from tracker.documents.read import read
from tracker.errors import RuleViolation, UnreadableDocument
from tracker.progress.privacy import complaint

MAX_BYTES = 10 * 1024 * 1024

_BY_FIRST_BYTES = (
    (b"\xff\xd8\xff", (".jpg", ".jpeg"), "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", (".png",), "image/png"),
    (b"GIF8", (".gif",), "image/gif"),
    (b"%PDF-", (".pdf",), "application/pdf"),
    (b"PK\x03\x04", (".docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"PK\x03\x04", (".xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"PK\x03\x04", (".ofd",), "application/ofd"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (".doc",), "application/msword"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (".xls",), "application/vnd.ms-excel"),
)
_READABLE = (".docx", ".xlsx", ".pdf", ".ofd", ".xls", ".txt")


@dataclass(frozen=True)
class EvidenceFile:
    """A file as it was handed in: its name without folders, its bytes, and its media type by content."""

    name: str
    data: bytes
    media_type: str


def check_evidence(name: str, data: bytes) -> EvidenceFile:
    """The file, or RuleViolation with one sentence that names it, what is wrong and what to do."""
    name = PurePath(name.replace("\\", "/")).name[-200:]
    if not data:
        raise RuleViolation(f"“{name}”是空文件。请重新选择后再传。")
    if len(data) > MAX_BYTES:
        raise RuleViolation(f"“{name}”超过 {MAX_BYTES // 1024 // 1024} MB。请压缩或拆开后再传。")
    media_type = _media_type(name, data)
    _refuse_personal_numbers(name, data)
    return EvidenceFile(name, data, media_type)


def _media_type(name: str, data: bytes) -> str:
    suffix = PurePath(name).suffix.lower()
    for first, suffixes, media_type in _BY_FIRST_BYTES:
        if suffix in suffixes and data.startswith(first):
            return media_type
    if suffix == ".txt" and b"\x00" not in data:
        return "text/plain"
    raise RuleViolation(
        f"“{name}”的内容和扩展名对不上，或者不是能收的类型。请传照片（jpg、png）、PDF、Word、Excel 或 txt 文件。"
    )


def _refuse_personal_numbers(name: str, data: bytes) -> None:
    if not name.lower().endswith(_READABLE):
        return
    try:
        blocks = read(data, name)
    except UnreadableDocument:
        return  # evidence need not be readable by us: a scan is evidence too
    text = "\n".join("\n".join(cell.text for row in block.rows for cell in row) or block.text for block in blocks)
    if found := complaint(text):
        raise RuleViolation(f"“{name}”里{found}原件没有保存。")
