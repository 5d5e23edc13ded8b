"""Old Word files (.doc, .wps, .rtf): converted by LibreOffice where it is installed, then read as .docx."""

from __future__ import annotations

from tracker import libreoffice
from tracker.documents.blocks import Block
from tracker.documents.docx import read_docx
from tracker.errors import UnreadableDocument

_NOT_INSTALLED = (
    "是旧格式的文件（doc、wps、rtf），这台机器没有安装 LibreOffice，读不了。"
    "请在 Word 或 WPS 里另存为 docx 后再导入，或者请管理员安装 LibreOffice。"
)
_NOT_CONVERTED = "转换不成 docx，可能已损坏或者加了密码。请在 Word 或 WPS 里打开后另存为 docx，再导入。"


def read_doc(data: bytes) -> list[Block]:
    """The blocks of a file that LibreOffice Writer can open; UnreadableDocument where it is not installed or fails."""
    if libreoffice.program() is None:
        raise UnreadableDocument(_NOT_INSTALLED)
    docx = libreoffice.converted(data, ".doc", "docx:MS Word 2007 XML")
    if docx is None:
        raise UnreadableDocument(_NOT_CONVERTED)
    return read_docx(docx)
