"""The official Word file, by its XML; test_official_layout.py measures the rendered page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from tracker.summary.official import Comment, Letter, Paragraph, Table, write

LETTER = Letter(
    issuer="示范镇人民政府",
    title="示范镇人民政府关于2025年度法治政府建设情况的报告",
    body=(Paragraph("一、主要举措和成效", 1), Paragraph("（一）压实责任", 2), Paragraph("全年审查合同36份。")),
    number="示府〔2026〕3号",
    signer="方明远",
    addressee="示范县委全面依法治县委员会办公室",
    attachments=("任务分解表",),
    signature="示范镇人民政府",
    on=date(2026, 1, 9),
    contact="联系人：田小禾，党政办",
    copies="县司法局。",
    printed_by="示范镇党政办公室",
)


def opened(letter: Letter) -> Any:
    return Document(BytesIO(write(letter)))


def texts(letter: Letter) -> list[str]:
    return [paragraph.text for paragraph in opened(letter).paragraphs if paragraph.text]


def test_the_parts_stand_in_the_order_of_the_standard() -> None:
    assert texts(LETTER) == [
        "示范镇人民政府文件",
        "　示府〔2026〕3号\t签发人：方明远",
        "示范镇人民政府关于2025年度",
        "法治政府建设情况的报告",
        "示范县委全面依法治县委员会办公室：",
        "一、主要举措和成效",
        "（一）压实责任",
        "全年审查合同36份。",
        "附件：任务分解表",
        "示范镇人民政府",
        "2026年1月9日",
        "（联系人：田小禾，党政办）",
    ]


def test_what_is_missing_is_left_out_and_nothing_is_put_in_its_place() -> None:
    plain = Letter("示范镇人民政府", "工作总结", (Paragraph("完成了。"),), red_head=False)
    assert texts(plain) == ["工作总结", "完成了。"]


def test_headings_are_real_heading_styles() -> None:
    styles = {paragraph.text: paragraph.style.name for paragraph in opened(LETTER).paragraphs}
    assert styles["一、主要举措和成效"] == "Heading 1"
    assert styles["（一）压实责任"] == "Heading 2"


def test_every_font_is_named_for_every_script_and_no_theme_font_wins_over_it() -> None:
    document = opened(LETTER)
    for root in (document.element, document.styles.element):
        for fonts in root.iter(qn("w:rFonts")):
            if fonts.get(qn("w:eastAsia")) is None:
                continue
            named = {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
            assert len(named) == 1
            assert not [name for name in fonts.attrib if name.endswith("Theme")]


def test_copies_and_printer_stand_in_a_box_at_the_foot_of_the_page() -> None:
    boxes = list(opened(LETTER).element.iter(qn("w:txbxContent")))
    words = ["".join(text.text or "" for text in box.iter(qn("w:t"))) for box in boxes]
    assert words == ["　抄送：县司法局。　示范镇党政办公室2026年1月9日印发"]


def test_characters_that_xml_cannot_hold_do_not_spoil_the_file() -> None:
    assert "完成了。" in texts(replace(LETTER, body=(Paragraph("完成\x0b\x00\ud800了。"),)))


def test_a_comment_stands_on_its_words_alone() -> None:
    text = "全年审查合同36份，按期办结。"
    document = opened(replace(LETTER, body=(Paragraph(text, comments=(Comment(4, 9, "出处：2025-003"),)),)))
    assert [comment.text for comment in document.comments] == ["出处：2025-003"]
    runs = next(paragraph for paragraph in document.paragraphs if paragraph.text == text).runs
    assert [run.text for run in runs if run.text] == ["全年审查", "合同36份", "，按期办结。"]


def test_a_table_repeats_its_head_and_keeps_every_cell() -> None:
    rows = (("1", "轮训调解员", "已办结"), ("2", "建工作站", "未完成"))
    (table,) = opened(replace(LETTER, body=(Table(("序号", "承诺", "结果"), rows, (1, 5, 2)),))).tables
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [("序号", "承诺", "结果"), *rows]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
