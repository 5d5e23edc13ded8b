"""PDF files with a text layer. PDFium is not thread-safe: one file is read at a time."""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator
from typing import Any

from tracker.documents.blocks import Block
from tracker.documents.layout import blocks_of
from tracker.documents.package import DAMAGED, LOCKED
from tracker.documents.paper import Page, Piece
from tracker.documents.rulings import MAX_RULINGS, Ruling, stroke
from tracker.errors import UnreadableDocument

MAX_PAGES = 1_000
_SCAN = "是扫描件，里面只有图片，没有文字。请先做文字识别，再导入识别后的文件。"
_GARBLED = "的文字层是乱码，读不出来。请导入它的 Word 文件，或者做文字识别后再导入。"
_TOO_LONG = f"超过 {MAX_PAGES} 页。请拆开后再导入。"
_WORD = re.compile(r"\S+")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_BOLD_FONT = re.compile(r"bold|simhei|heiti|fzhei|黑体|black", re.IGNORECASE)
_THIN = 3.0  # points: a drawn box no thicker is a line
_lock = threading.Lock()


def read_pdf(data: bytes) -> list[Block]:
    """The paragraphs and tables of a PDF; UnreadableDocument for one that only holds pictures of text."""
    import pypdfium2
    from pypdfium2 import raw

    with _lock:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
            raise UnreadableDocument(LOCKED if locked else DAMAGED) from error
        try:
            pages = list(_pages(document))
        finally:
            document.close()
    text = "".join(piece.text for page in pages for piece in page.pieces)
    if not text:
        raise UnreadableDocument(_SCAN)
    if len(_UNREADABLE.findall(text)) * 5 > len(text):
        raise UnreadableDocument(_GARBLED)
    return blocks_of(pages)


def _pages(document: Any) -> Iterator[Page]:
    import pypdfium2

    if len(document) > MAX_PAGES:
        raise UnreadableDocument(_TOO_LONG)
    for number in range(len(document)):
        try:
            pdf_page = document[number]
        except pypdfium2.PdfiumError:
            continue  # a damaged page; the others are still worth reading
        yield _page(pdf_page)
        pdf_page.close()


def _page(pdf_page: Any) -> Page:
    width, height = pdf_page.get_size()
    page = Page(width, height, rulings=_rulings(pdf_page, height))
    text_page = pdf_page.get_textpage()
    by_character = bool(page.grids())
    page.pieces = list(_pieces(text_page, height, by_character))
    text_page.close()
    return page


def _pieces(text_page: Any, height: float, by_character: bool) -> Iterator[Piece]:
    """Words, or characters where they must be told apart by the cells of a table."""
    from pypdfium2 import raw

    total = text_page.count_chars()
    codes = [raw.FPDFText_GetUnicode(text_page, index) for index in range(total)]
    text = "".join(chr(code) if 0x20 <= code < 0xD800 or 0xDFFF < code < 0x110000 else " " for code in codes)
    for word in _WORD.finditer(text):
        ends = [(index, index) for index in range(*word.span())] if by_character else [(word.start(), word.end() - 1)]
        for first, last in ends:
            piece = _piece(text_page, height, text, first, last)
            if piece:
                yield piece


def _piece(text_page: Any, height: float, text: str, first: int, last: int) -> Piece | None:
    from pypdfium2 import raw

    word = text[first : last + 1]
    han = _HAN.search(word)
    box, end_box, size_box = raw.FS_RECTF(), raw.FS_RECTF(), raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    if not (
        raw.FPDFText_GetLooseCharBox(text_page, first, box)
        and raw.FPDFText_GetLooseCharBox(text_page, last, end_box)
        and raw.FPDFText_GetLooseCharBox(text_page, first + han.start() if han else first, size_box)
        and raw.FPDFText_GetCharOrigin(text_page, first, x, y)
    ):
        return None
    # a Chinese character is as wide as its font is large
    size = size_box.right - size_box.left if han else 0.8 * (size_box.top - size_box.bottom)
    bold = _is_bold(text_page, first)
    return Piece(word, box.left, max(end_box.right, box.left), height - y.value, abs(size), bold)


def _is_bold(text_page: Any, index: int) -> bool:
    from pypdfium2 import raw

    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text_page, index, name, 128, flags)
    return 0 < length <= 128 and _BOLD_FONT.search(name.value.decode("utf-8", "replace")) is not None


def _rulings(pdf_page: Any, height: float) -> list[Ruling]:
    """The straight strokes and thin boxes drawn on a page."""
    from pypdfium2 import raw

    rulings: list[Ruling] = []
    for number in range(raw.FPDFPage_CountObjects(pdf_page)):
        drawn = raw.FPDFPage_GetObject(pdf_page, number)
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_PATH:
            rulings += _strokes(drawn, height)
            if len(rulings) > MAX_RULINGS:
                return []
    return rulings


def _strokes(path: Any, height: float) -> list[Ruling]:
    """The horizontal and vertical segments of a path, in page coordinates."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    count = min(raw.FPDFPath_CountSegments(path), MAX_RULINGS)
    strokes: list[Ruling] = []
    start = before = (0.0, 0.0)
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            height - (matrix.b * x.value + matrix.d * y.value + matrix.f),
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            strokes += stroke(before, point, _THIN)
        if raw.FPDFPathSegment_GetClose(segment):
            strokes += stroke(point, start, _THIN)
        before = point
    return strokes
