"""tracker/summary/letter.py, plain.py and sheets.py: the text as a Word document, as plain text, and as lists."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from tests.summary.offices import LAST, a_year, facts, promised
from tracker.summary.compose import compose
from tracker.summary.letter import Head, head_of, letter_of
from tracker.summary.official import Paragraph
from tracker.summary.plain import as_markdown, as_text
from tracker.summary.report import Section, Sentence
from tracker.summary.sheets import sheet

HEAD = Head("示范镇人民政府", "示范镇2025年工作总结", addressee="示范县司法局", on=date(2026, 1, 9))
SECTIONS = (
    Section("一、成效", 1, None),
    Section(
        "（一）宣传",
        2,
        None,
        (
            Sentence("宣传12场。", ("a1",), opens=True),
            Sentence("发资料300份。", ("a1",)),
            Sentence("另起一段。", opens=True),
        ),
    ),
)


def test_sentences_make_paragraphs_and_headings_keep_their_level() -> None:
    assert letter_of(SECTIONS, HEAD).body == (
        Paragraph("一、成效", 1),
        Paragraph("（一）宣传", 2),
        Paragraph("宣传12场。发资料300份。"),
        Paragraph("另起一段。"),
    )


def test_evidence_stands_as_a_remark_on_just_its_sentence() -> None:
    paragraph = letter_of(SECTIONS, HEAD, with_evidence=True).body[2]
    assert isinstance(paragraph, Paragraph)
    assert [paragraph.text[one.start : one.end] for one in paragraph.comments] == ["宣传12场。", "发资料300份。"]
    assert paragraph.comments[0].text == "依据：任务 a1。"


def test_the_head_takes_issuer_and_addressee_from_last_year_and_never_its_number() -> None:
    year = facts(*a_year(), stated=promised(), last=LAST)
    head = head_of(compose(year), year)
    assert (head.issuer, head.addressee, head.number, head.on) == (
        "示范镇人民政府",
        "示范县委全面依法治县委员会办公室",
        None,
        None,
    )
    assert head.signer == "程建安"


def test_markdown_and_plain_text_say_the_same() -> None:
    assert as_markdown(SECTIONS, HEAD).splitlines()[::2] == [
        "# 示范镇2025年工作总结",
        "示范县司法局：",
        "## 一、成效",
        "### （一）宣传",
        "宣传12场。发资料300份。",
        "另起一段。",
        "示范镇人民政府",
        "2026年1月9日",
    ]
    assert "（一）宣传\n宣传12场。发资料300份。\n另起一段。" in as_text(SECTIONS, HEAD)


def test_a_cell_that_a_spreadsheet_would_compute_stays_text() -> None:
    book = load_workbook(BytesIO(sheet("依据清单", ("句子",), [("=1+1",), ("宣传12场",)], (20,))))
    assert [cell.value for cell in book["依据清单"]["A"]] == ["句子", "'=1+1", "宣传12场"]
    assert book["依据清单"].freeze_panes == "A2"
