"""Official documents as Word files in the format of GB/T 9704-2012 (党政机关公文格式).

Paper A4; type area 156 × 225 mm, 37 mm from the top and 28 mm from the left; 22 lines of 28 characters of 16 pt.
No fonts are embedded: the file asks for the four families of FONTS, and a machine without them shows others.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Twips

from tracker.summary.titles import broken, width_of
from tracker.summary.wordml import (
    MM,
    clean,
    element,
    exact_lines,
    first_line_chars,
    left_chars,
    move_to_page_foot,
    off_the_grid,
    page_number,
    right_chars,
    rules,
    set_font,
)

SONG_TITLE, FANGSONG, HEITI, KAITI, SONG = "方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"
FONTS = (SONG_TITLE, FANGSONG, HEITI, KAITI, SONG)

PITCH = 579
"""One line in twips (28.95 pt): 22 of them fill the 225 mm; 580 would leave room for 21."""
_SPACING = -5
"""Twips between characters: 16 pt alone would give 27 a line."""
_TEXT_WIDTH = round(156 * MM)
_FOOT_PITCH = 480
_CELLS = 20
"""Into so many cells a bar is divided."""
_BAR, _BAR_REST = "3B5B92", "E3E8F0"
_RED, _BLACK = "FF0000", "000000"
LEVEL_FONTS = {1: HEITI, 2: KAITI, 3: FANGSONG, 4: FANGSONG}


@dataclass(frozen=True)
class Comment:
    """A remark in the margin on characters start…end of the paragraph."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """level: 0 body, 1 一、, 2 （一）, 3 1., 4 （1）; the text holds its number already."""

    text: str
    level: int = 0
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True)
class Table:
    """head and rows hold the cells' texts; shares say how the width is divided (equally where empty)."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True)
class Bars:
    """A picture of bars, one a row: name, how much of the bar is filled (0 to 1), words behind it."""

    rows: tuple[tuple[str, float, str], ...]


@dataclass(frozen=True)
class Letter:
    """What an official document consists of; what is None or empty is left out.

    red_head: the issuer in red above a red line, as on numbered documents; else the document begins with its title.
    mark: the red words of a slip (某镇人民政府督办单), which needs no title and no space above: it is one page.
    annex: the one attachment itself, on pages of its own behind the date (7.3.6); attachments: the names of all.
    signer: 签发人, for documents that go upward. contact: 附注 in brackets. copies and printed_by: 抄送 and 印发机关,
    at the foot of the last page.
    """

    issuer: str
    title: str
    body: tuple[Paragraph | Table | Bars, ...]
    number: str | None = None
    signer: str | None = None
    addressee: str | None = None
    attachments: tuple[str, ...] = ()
    signature: str | None = None
    on: date | None = None
    contact: str | None = None
    copies: str | None = None
    printed_by: str | None = None
    red_head: bool = True
    mark: str | None = None
    annex: tuple[Paragraph | Table | Bars, ...] = ()


def write(letter: Letter) -> bytes:
    """The document as the bytes of a .docx file."""
    document = Document()
    _set_up_page(document)
    _set_up_styles(document)
    if letter.red_head:
        _red_head(document, letter)
    _title(document, letter)
    for part in letter.body:
        _part(document, part)
    _attachments(document, letter.attachments)
    _signature(document, letter)
    _annex(document, letter)
    _page_foot(document, letter)
    _page_numbers(document)
    document.core_properties.title = clean(letter.title or letter.mark or "")
    document.core_properties.author = clean(letter.issuer)
    document.core_properties.comments = ""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def chinese_date(day: date) -> str:
    """Arabic figures, no leading zeros (7.3.5.3)."""
    return f"{day.year}年{day.month}月{day.day}日"


# ---- page and styles


def _set_up_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.top_margin, section.left_margin = Twips(2098), Twips(1588)
    section.bottom_margin, section.right_margin = Twips(1984), Twips(1474)
    # the number's line (16 pt) begins 7 mm below the type area
    section.footer_distance = Twips(round(35 * MM - 7 * MM - 320))
    section.header_distance = Twips(round(15 * MM))
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(element("docGrid", type="lines", linePitch=PITCH))
    document.settings.odd_and_even_pages_header_footer = True
    settings = document.settings.element
    for old in settings.findall(qn("w:characterSpacingControl")):
        settings.remove(old)
    settings.insert_element_before(
        element("characterSpacingControl", val="doNotCompress"),
        "w:compat",
        "w:rsids",
        "w:themeFontLang",
        "w:clrSchemeMapping",
    )


def _set_up_styles(document: Any) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_font(defaults, FANGSONG, 16)
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    normal = document.styles["Normal"]
    set_font(normal.element.get_or_add_rPr(), FANGSONG, 16, spacing=_SPACING)
    exact_lines(normal.paragraph_format, PITCH)
    normal.paragraph_format.widow_control = False
    properties = normal.element.get_or_add_pPr()
    for tag in ("autoSpaceDN", "autoSpaceDE"):  # digits beside Chinese take no extra room: 28 characters stay 28
        properties.insert_element_before(element(tag, val=0), "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
    for level, family in LEVEL_FONTS.items():
        style = document.styles[f"Heading {level}"]
        set_font(style.element.get_or_add_rPr(), family, 16, spacing=_SPACING)
        exact_lines(style.paragraph_format, PITCH)
        style.paragraph_format.keep_with_next = True
        first_line_chars(style.element.get_or_add_pPr(), 2)
    title = document.styles["Title"]
    for old in title.element.get_or_add_pPr().findall(qn("w:pBdr")):
        title.element.pPr.remove(old)
    set_font(title.element.get_or_add_rPr(), SONG_TITLE, 22)
    for old in title.element.rPr.findall(qn("w:kern")):
        title.element.rPr.remove(old)
    exact_lines(title.paragraph_format, 700)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    body = document.styles.add_style("公文正文", WD_STYLE_TYPE.PARAGRAPH)
    body.base_style = normal
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    first_line_chars(body.element.get_or_add_pPr(), 2)


# ---- head


def _red_head(document: Any, letter: Letter) -> None:
    mark = document.add_paragraph()
    words = letter.mark or (f"{letter.issuer}文件" if letter.number else letter.issuer)
    size = min(48, int(440 / max(1, len(words))))
    _run(mark, words, SONG_TITLE, size, colour=_RED)
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    off_the_grid(mark)
    exact_lines(mark.paragraph_format, round(size * 20 * 1.25))
    if not letter.mark:
        mark.paragraph_format.space_before = Twips(round(35 * MM))
    _blank(document, 1 if letter.mark else 2)
    _number_line(document, letter)
    _blank(document, 1 if letter.mark else 2)


def _number_line(document: Any, letter: Letter) -> None:
    """The number, and for upward documents the signer, above the red line (4 mm)."""
    line = document.add_paragraph()
    properties = line._p.get_or_add_pPr()
    if letter.signer:
        line.paragraph_format.tab_stops.add_tab_stop(Twips(_TEXT_WIDTH - 320), WD_TAB_ALIGNMENT.RIGHT)
        _run(line, f"　{letter.number or ''}\t签发人：")  # a space, no indent: the rule below spans the whole width
        _run(line, letter.signer, KAITI)
    else:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(line, letter.number or "")
    off_the_grid(line)
    rules(properties, ("bottom", 0.5, _RED, round(4 * 72 / 25.4)))


def _title(document: Any, letter: Letter) -> None:
    if letter.title:
        for words in broken(letter.title):
            paragraph = document.add_paragraph(style="Title")
            paragraph.add_run(clean(words))
            off_the_grid(paragraph)
        _blank(document, 1)
    if letter.addressee:
        document.add_paragraph(clean(letter.addressee.rstrip("：:") + "："))


# ---- body


def _part(document: Any, part: Paragraph | Table | Bars) -> None:
    if isinstance(part, Table):
        _table(document, part)
    elif isinstance(part, Bars):
        _bars(document, part)
    else:
        _paragraph(document, part)


def _paragraph(document: Any, part: Paragraph) -> None:
    paragraph = document.add_paragraph(style=f"Heading {part.level}" if part.level else "公文正文")
    place = 0
    for comment in sorted(part.comments, key=lambda one: one.start):
        paragraph.add_run(clean(part.text[place : comment.start]))
        run = paragraph.add_run(clean(part.text[comment.start : comment.end]))
        document.add_comment(run, text=clean(comment.text), author="督办台账", initials="督")
        place = comment.end
    paragraph.add_run(clean(part.text[place:]))


def _table(document: Any, part: Table) -> None:
    shares = part.shares or (1.0,) * len(part.head)
    table = document.add_table(rows=0, cols=len(part.head), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER  # its rules, not its text, keep to the type area
    widths = [Twips(round(_TEXT_WIDTH * share / sum(shares))) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for n, cells in enumerate((part.head, *part.rows)):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        if n == 0:
            row._tr.get_or_add_trPr().append(element("tblHeader"))
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            off_the_grid(paragraph)
            paragraph.paragraph_format.line_spacing = 1.3  # no exact pitch: a row grows with its text
            if n == 0:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _run(paragraph, text, HEITI if n == 0 else FANGSONG, 12)


def _bars(document: Any, part: Bars) -> None:
    """Each row a name, cells of which so many are shaded, and the words: drawn by any program, changed by hand."""
    table = document.add_table(rows=0, cols=_CELLS + 2)
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    widths = [Twips(round(_TEXT_WIDTH * share)) for share in (0.4, *[0.4 / _CELLS] * _CELLS, 0.2)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for name, share, words in part.rows:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        cells, full = list(row.cells), round(share * _CELLS)
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width
            off_the_grid(cell.paragraphs[0])
            cell.paragraphs[0].paragraph_format.line_spacing = 1.3
        for start, end, colour in ((1, full, _BAR), (full + 1, _CELLS, _BAR_REST)):
            if start <= end:
                joined = cells[start].merge(cells[end])
                joined._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))
                for empty in joined.paragraphs[1:]:
                    empty._p.getparent().remove(empty._p)
        _run(cells[0].paragraphs[0], name, FANGSONG, 12)
        _run(cells[-1].paragraphs[0], words, FANGSONG, 12)
        borders = element("tcBorders")
        borders.append(element("bottom", val="single", sz=12, color="FFFFFF"))
        for cell in row._tr.tc_lst:
            cell.get_or_add_tcPr().append(deepcopy(borders))


def _attachments(document: Any, names: tuple[str, ...]) -> None:
    if not names:
        return
    _blank(document, 1)
    for n, name in enumerate(names, 1):
        number = f"{n}．" if len(names) > 1 else ""
        paragraph = document.add_paragraph(clean(("附件：" if n == 1 else "　　　") + number + name))
        first_line_chars(paragraph._p.get_or_add_pPr(), 2)


def _signature(document: Any, letter: Letter) -> None:
    """署名 and date without a seal (7.3.5.2): the date begins two characters right of the name, or ends two from it."""
    if letter.signature is None and letter.on is None:
        return
    _blank(document, 1)
    name, day = letter.signature or "", chinese_date(letter.on) if letter.on else ""
    name_right, day_right = 2.0, width_of(name) - width_of(day)
    if day_right < 2:
        name_right, day_right = 4.0 + width_of(day) - width_of(name), 2.0
    for text, right in ((name, name_right), (day, day_right)):
        if text:
            paragraph = document.add_paragraph(clean(text))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            right_chars(paragraph._p.get_or_add_pPr(), right)
    if letter.contact:
        paragraph = document.add_paragraph(clean(f"（{letter.contact.strip('（）')}）"))
        first_line_chars(paragraph._p.get_or_add_pPr(), 2)


def _annex(document: Any, letter: Letter) -> None:
    """附件 at the top of a new page, its name as a title, then what it says."""
    if not letter.annex:
        return
    mark = document.add_paragraph()
    mark.paragraph_format.page_break_before = True
    _run(mark, "附件", HEITI)
    _blank(document, 1)
    for name in letter.attachments[:1]:
        title = document.add_paragraph(clean(name), style="Title")
        off_the_grid(title)
        _blank(document, 1)
    for part in letter.annex:
        _part(document, part)


# ---- foot


def _page_foot(document: Any, letter: Letter) -> None:
    """版记: copies, printer and date between rules of 0.35, 0.25 and 0.35 mm at the foot of the last page."""
    lines = [f"抄送：{letter.copies}"] if letter.copies else []
    if letter.printed_by:
        lines.append(letter.printed_by + (f"\t{chinese_date(letter.on)}印发" if letter.on else ""))
    if not lines:
        return
    last, made = document.paragraphs[-1], []
    for n, text in enumerate(lines, 1):
        paragraph = document.add_paragraph()
        _run(paragraph, "　" + text, FANGSONG, 14)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(_TEXT_WIDTH - 280), WD_TAB_ALIGNMENT.RIGHT)
        off_the_grid(paragraph)
        exact_lines(paragraph.paragraph_format, _FOOT_PITCH)
        edges = [("top", 0.35, _BLACK, 1)] if n == 1 else []
        edges.append(("bottom", 0.35 if n == len(lines) else 0.25, _BLACK, 1))
        rules(paragraph._p.get_or_add_pPr(), *edges)
        made.append(paragraph)
    move_to_page_foot(made, last, _TEXT_WIDTH, len(lines) * (_FOOT_PITCH + 60))


def _page_numbers(document: Any) -> None:
    section = document.sections[0]
    for footer, alignment in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = alignment
        off_the_grid(paragraph)
        exact_lines(paragraph.paragraph_format, 320)
        paragraph.add_run("— ")
        page_number(paragraph)
        paragraph.add_run(" —")
        for run in paragraph.runs:
            set_font(run._r.get_or_add_rPr(), SONG, 14)
        properties = paragraph._p.get_or_add_pPr()
        side = right_chars if alignment is WD_ALIGN_PARAGRAPH.RIGHT else left_chars
        side(properties, 1, 14)


def _blank(document: Any, lines: int) -> None:
    for _ in range(lines):
        document.add_paragraph()


def _run(paragraph: Any, text: str, family: str = FANGSONG, size_pt: float = 16, colour: str | None = None) -> None:
    run = paragraph.add_run(clean(text))
    set_font(run._r.get_or_add_rPr(), family, size_pt, spacing=_SPACING if size_pt == 16 else 0, colour=colour)
