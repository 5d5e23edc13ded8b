"""An office's own Word file with place-holders: {{标题}}, {{正文}} and the others are put in; nothing in it is run.

A place-holder is a name of PLACES between braces, and nothing else: no expressions, no conditions, no code. Files with
macros, embedded objects, or parts that would be fetched from elsewhere are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from tracker.documents.package import Package
from tracker.errors import UnreadableDocument
from tracker.summary.official import LEVEL_FONTS, Letter, Paragraph, chinese_date
from tracker.summary.wordml import clean

BODY = "正文"
PLACES = ("标题", "发文机关", "发文字号", "签发人", "主送机关", "成文日期", "联系人", BODY)
_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_DANGEROUS = re.compile(r"(?i)vbaproject|/embeddings/|/activex/|\.bin$|/attachedtoolbars")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EXTERNAL = re.compile(rb"""<Relationship\b(?=[^>]*TargetMode\s*=\s*["']External)(?![^>]*relationships/hyperlink)""")
_AROUND = ("header", "footer", "first_page_header", "first_page_footer", "even_page_header", "even_page_footer")
_FIELD = re.compile(r"(?i)\b(?:INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|LINK|IMPORT|DATABASE)\b")


def checked(data: bytes) -> bytes:
    """The file, if it can be used; UnreadableDocument says what is wrong with it and what to do."""
    package = Package(data)
    if package.part("word/document.xml") is None or _MAIN.encode() not in (package.part("[Content_Types].xml") or b""):
        raise UnreadableDocument("不是 Word 的 docx 文件。请在 Word 或 WPS 里另存为 docx 再传。")
    if any(_DANGEROUS.search(name) for name in package.names):
        raise UnreadableDocument("带宏或嵌入的对象，不能做模板。请去掉宏和嵌入的对象，另存为 docx 再传。")
    for name in package.names:
        if name.endswith(".rels") and _EXTERNAL.search(package.part(name) or b""):
            raise UnreadableDocument("引用了外面的文件或网址，不能做模板。请把图片等直接插入文件，再传。")
    document = Document(BytesIO(data))
    if any(_FIELD.search(field.text or "") for field in _parts_with(document, "instrText")):
        raise UnreadableDocument("带有从别处取内容的域，不能做模板。请把域转成文字再传。")
    _check_places([place for paragraph in _paragraphs(document) for place in _PLACE.findall(paragraph.text)])
    return data


def _check_places(places: list[str]) -> None:
    if unknown := [place for place in places if place not in PLACES]:
        known = "、".join(f"{{{{{place}}}}}" for place in PLACES)
        raise UnreadableDocument(f"里有不认识的占位符“{{{{{unknown[0]}}}}}”。能用的是 {known}。")
    if places.count(BODY) != 1:
        raise UnreadableDocument(f"里的 {{{{{BODY}}}}} 有 {places.count(BODY)} 处，要正好一处，单独成段。")


def filled(template: bytes, letter: Letter) -> bytes:
    """The template with the letter's words in place of its place-holders.

    A paragraph with {{正文}} becomes the paragraphs of the body, each in its format; headings take the template's own
    styles (标题 1, Heading 1) where it has them, else the fonts that GB/T 9704 asks for.
    """
    document = Document(BytesIO(template))
    values = {
        "标题": letter.title,
        "发文机关": letter.issuer,
        "发文字号": letter.number or "",
        "签发人": letter.signer or "",
        "主送机关": f"{letter.addressee.rstrip('：:')}：" if letter.addressee else "",
        "成文日期": chinese_date(letter.on) if letter.on else "",
        "联系人": letter.contact or "",
    }
    for paragraph in list(_paragraphs(document)):
        if BODY in _PLACE.findall(paragraph.text):
            _put_body(paragraph, [part for part in letter.body if isinstance(part, Paragraph)], document)
        else:
            _put_words(paragraph, values)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _paragraphs(document: Any) -> Iterator[WordParagraph]:
    """Of the body, its tables and text boxes, of headers and footers."""
    for element in _parts_with(document, "p"):
        yield WordParagraph(element, document)


def _parts_with(document: Any, tag: str) -> Iterator[Any]:
    sections = document.sections
    heads = [
        part for one in sections for part in (one.header, one.footer, one.first_page_header, one.first_page_footer)
    ]
    heads += [part for one in sections for part in (one.even_page_header, one.even_page_footer)]
    yield from document.element.body.iter(qn(f"w:{tag}"))
    for part in heads:
        if not part.is_linked_to_previous:
            yield from part._element.iter(qn(f"w:{tag}"))


def _put_words(paragraph: WordParagraph, values: dict[str, str]) -> None:
    """Word tears text into runs as it likes: the words go into the run in which the place-holder begins."""
    while place := _PLACE.search("".join(run.text for run in paragraph.runs)):
        words, at = clean(values.get(place[1], "")), 0
        for run in paragraph.runs:
            text, start, end = run.text, place.start() - at, place.end() - at
            at += len(text)
            if start < len(text) and end > 0:
                run.text = text[: max(0, start)] + (words if start >= 0 else "") + text[max(0, end) :]


def _put_body(paragraph: WordParagraph, body: list[Paragraph], document: Any) -> None:
    styles = {style.name.lower(): style for style in document.styles if style.type == 1}
    for part in body:
        element = deepcopy(paragraph._p)
        paragraph._p.addprevious(element)
        made = WordParagraph(element, paragraph._parent)
        for run in made.runs[1:]:
            element.remove(run._r)
        run = made.runs[0]
        run.text = clean(part.text)
        if not part.level:
            continue
        style = styles.get(f"heading {part.level}") or styles.get(f"标题 {part.level}")
        if style is not None:
            made.style = style
            run._r.remove(run._r.rPr) if run._r.rPr is not None else None
        else:
            run.font.name = LEVEL_FONTS[part.level]
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), LEVEL_FONTS[part.level])
    paragraph._p.getparent().remove(paragraph._p)
