from __future__ import annotations

import codecs

import pytest

from tracker.documents.blocks import BlockKind
from tracker.documents.plaintext import decode, read_text
from tracker.errors import UnreadableDocument

TEXT = "示范镇工作要点\n一、修路。“三项制度”—— 6月底前"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "gb18030", "gbk", "utf-16-le", "utf-16-be", "le without mark", "be without mark"],
)
def test_every_usual_encoding_is_recognised(data: bytes) -> None:
    assert decode(data) == TEXT


def test_a_few_damaged_bytes_do_not_spoil_a_text() -> None:
    data = bytearray((TEXT * 20).encode("utf-8"))
    data[3] = 0xFF
    assert decode(bytes(data)).startswith("示\ufffd")


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00" * 1000, b"\x7fELF\x02\x01\x01\x00" * 50])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        decode(data)


def test_a_line_is_a_paragraph_with_its_number() -> None:
    blocks = read_text("示范镇工作要点\r\n\r\n一、修路。\r二、植树。")
    assert [(block.text, block.where) for block in blocks] == [
        ("示范镇工作要点", "第 1 行"),
        ("一、修路。", "第 3 行"),
        ("二、植树。", "第 4 行"),
    ]


def test_a_page_break_in_a_sentence_is_joined() -> None:
    assert [block.text for block in read_text("邀请骨干讲课，\n\f组织培训。\n")] == ["邀请骨干讲课，组织培训。"]


def test_a_hard_wrapped_text_is_joined_line_by_line() -> None:
    text = (
        "示范镇2026年工作要点\n"
        "    一、加强组织领导。镇党委每季度研究一次重点工作，听取进\n"
        "展情况汇报，解决突出问题。镇长每月召开一次推进会，逐项调\n"
        "度。分管领导每周到村检查一次进度，发现问题当场解决完毕。\n"
        "各村每月底前上报一次进展情况，由党政办汇总形成情况通报发\n"
        "给各村。\n"
        "    二、修建村道。6月底前完成三公里，验收合格后交付使用，并\n"
        "落实养护责任。\n"
    )
    blocks = read_text(text)
    assert [block.text[:8] for block in blocks] == ["示范镇2026年", "一、加强组织领导", "二、修建村道。6"]
    assert blocks[1].text.endswith("情况通报发给各村。")
    assert "".join("".join(block.text for block in blocks).split()) == "".join(text.split())


def test_markdown_headings_have_levels() -> None:
    blocks = read_text("# 示范镇工作要点\n\n## 一、修路 ##\n正文。")
    assert [(block.text, block.kind, block.level) for block in blocks] == [
        ("示范镇工作要点", BlockKind.HEADING, 1),
        ("一、修路", BlockKind.HEADING, 2),
        ("正文。", BlockKind.PARAGRAPH, 0),
    ]


def test_a_paragraph_of_markdown_bold_is_bold() -> None:
    [heading, body] = read_text("**一、修路**\n\n6月底前完成。")
    assert (heading.text, heading.bold, body.bold) == ("一、修路", True, False)


def test_markdown_marks_go_from_labels_and_stay_inside_sentences() -> None:
    blocks = read_text("- **修路**：6月底前完成。\n- 植树**两千**株。")
    assert [block.text for block in blocks] == ["修路：6月底前完成。", "植树**两千**株。"]


def test_what_a_web_page_sets_around_a_text_is_dropped() -> None:
    text = "首页 > 政务公开\n示范镇工作要点\n发布时间：2026-01-12\n　　继续修路。\n打印本页 | 关闭窗口\n"
    assert [block.text for block in read_text(text)] == ["示范镇工作要点", "继续修路。"]


def test_a_text_with_more_lines_than_anyone_reads_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="万行"):
        read_text("修\n" * 200_001)
