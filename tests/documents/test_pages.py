"""PDF and OFD files: printed pages become paragraphs and tables again."""

from __future__ import annotations

import threading

import pytest

from tests.documents.files import drawn, ofd, pdf, placed, ruled
from tracker.documents.blocks import Block, BlockKind
from tracker.documents.ofd import read_ofd
from tracker.documents.pdf import read_pdf
from tracker.errors import UnreadableDocument

# the type area of an official document: 28 characters of 16 points, from 80 to 528, the first line indented by two
FULL = "我镇把法治政府建设摆在重要位置，镇党委每季度专题研究，"
REST = "取进展情况汇报，解决突出问题。"


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def grid(block: Block) -> list[list[str]]:
    return [["^" * cell.merged + cell.text for cell in row] for row in block.rows]


def body(*lines: str, top: float = 700) -> str:
    """Lines of a paragraph: the first indented, 28 points apart."""
    return "".join(drawn(line, 80 if number else 112, top - 28 * number) for number, line in enumerate(lines))


def test_lines_are_joined_and_an_indent_opens_a_paragraph() -> None:
    page = body(FULL, REST) + body(FULL, REST, top=644)
    assert texts(read_pdf(pdf([page]))) == [FULL + REST, FULL + REST]


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    blocks = read_pdf(pdf([body(FULL), drawn(REST, 80, 700)]))
    assert texts(blocks) == [FULL + REST]
    assert blocks[0].where == "第 1 页"


def test_headers_footers_and_page_numbers_are_dropped() -> None:
    pages = [
        drawn("内部资料 注意保存", 80, 790, 9) + body(FULL, REST) + drawn(f"— {number} —", 280, 60, 14)
        for number in (1, 2, 3)
    ]
    assert texts(read_pdf(pdf(pages))) == [FULL + REST] * 3


def test_a_bare_page_number_at_the_foot_is_dropped_and_a_number_in_the_text_is_not() -> None:
    assert texts(read_pdf(pdf([drawn("12", 112, 700) + drawn("3", 290, 50)]))) == ["12"]


def test_a_centred_title_of_two_lines_is_one_paragraph() -> None:
    title = drawn("示范镇人民政府", 220, 760, 22) + drawn("2025年工作情况的报告", 196, 730, 22)
    page = title + drawn("县委依法治县办：", 80, 680) + body(FULL, REST, top=652)
    assert texts(read_pdf(pdf([page]))) == ["示范镇人民政府2025年工作情况的报告", "县委依法治县办：", FULL + REST]


def test_pieces_far_apart_on_a_line_are_told_apart() -> None:
    page = drawn("示府〔2026〕1号", 96, 700) + drawn("签发人：甲", 420, 700)
    assert texts(read_pdf(pdf([page]))) == ["示府〔2026〕1号\t签发人：甲"]


def test_the_contents_page_is_dropped() -> None:
    page = drawn("一、修路" + "…" * 20 + "3", 80, 700) + drawn("一、修路", 112, 600)
    assert texts(read_pdf(pdf([page]))) == ["一、修路"]


def test_of_two_columns_the_left_one_is_read_first() -> None:
    left, right = "左栏文字写满一行共有十四个字", "右栏文字写满一行共有十四个字"
    rows = [drawn(left, 80, 700 - 28 * row) + drawn(right, 330, 700 - 28 * row) for row in range(10)]
    title, foot = drawn("示范镇人民政府公报", 220, 760, 22), drawn("—1—", 280, 60, 14)
    blocks = read_pdf(pdf([title + "".join(rows) + foot]))
    assert texts(blocks) == ["示范镇人民政府公报", left * 10 + right * 10]


def test_a_last_page_whose_right_column_has_just_begun_is_of_two_columns_too() -> None:
    left, right = "左栏文字写满一行共有十四个字", "右栏文字写满一行共有十四个字"
    whole = [drawn(left, 80, 700 - 28 * row) + drawn(right, 330, 700 - 28 * row) for row in range(10)]
    last = [drawn(left, 80, 700 - 28 * row) for row in range(5)] + [drawn(right, 330, 698)]
    blocks = read_pdf(pdf(["".join(whole), "".join(last)]))
    assert texts(blocks) == [left * 10 + right * 10 + left * 5 + right]


def test_a_header_in_small_type_is_dropped_from_an_only_page_too() -> None:
    title = drawn("示范镇2026年工作计划", 196, 740, 22)
    blocks = read_pdf(pdf([drawn("示例文件汇编", 80, 790, 9) + title + body(FULL, REST)]))
    assert texts(blocks) == ["示范镇2026年工作计划", FULL + REST]


def test_short_pairs_beside_each_other_are_no_columns() -> None:
    places = [700 - 28 * number for number in range(10)]
    rows = [drawn("某某村", 80, place) + drawn("已修", 320, place) for place in places]
    assert texts(read_pdf(pdf(["".join(rows)]))) == ["某某村\t已修"] * 10


COLUMNS = (80, 140, 380, 520)


def row(*cells: str, y: float) -> str:
    return "".join(drawn(text, x + 6, y, 12) for text, x in zip(cells, COLUMNS, strict=False) if text)


def test_drawn_lines_make_a_table() -> None:
    page = ruled(COLUMNS, (620, 590, 560)) + row("序号", "任务", "单位", y=600) + row("1", "修建村道", "农业办", y=570)
    [block] = read_pdf(pdf([drawn("任务清单", 250, 650) + page]))[1:]
    assert block.kind is BlockKind.TABLE
    assert grid(block) == [["序号", "任务", "单位"], ["1", "修建村道", "农业办"]]


def test_a_row_that_a_page_break_leaves_open_belongs_to_the_table() -> None:
    lines = ruled(COLUMNS, (620, 590)) + "".join(f"{x} 590 m {x} 540 l S\n" for x in COLUMNS)
    page = lines + row("序号", "任务", "单位", y=600) + row("1", "修建村道", "农业办", y=560)
    [block] = read_pdf(pdf([page]))
    assert grid(block) == [["序号", "任务", "单位"], ["1", "修建村道", "农业办"]]


def test_a_cell_over_two_rows_repeats_its_text() -> None:
    lines = ruled(COLUMNS[:3], (620, 590, 560)) + "520 620 m 520 560 l S 380 620 m 520 620 l S 380 560 m 520 560 l S\n"
    page = lines + row("1", "修路", "农业办", y=600) + row("2", "架桥", y=570)
    [block] = read_pdf(pdf([page]))
    assert grid(block) == [["1", "修路", "农业办"], ["2", "架桥", "^农业办"]]


def test_the_lines_of_a_full_cell_are_joined_and_those_of_a_short_one_are_not() -> None:
    cells = (
        drawn("1", 86, 600, 12) + drawn("修建村道三公里并落实各村的养护责", 146, 600, 12) + drawn("任人", 146, 585, 12)
    )
    cells += drawn("农业办", 386, 600, 12) + drawn("林业站", 386, 585, 12)
    [block] = read_pdf(pdf([ruled(COLUMNS, (620, 575, 560)) + cells]))
    assert grid(block)[0] == ["1", "修建村道三公里并落实各村的养护责任人", "农业办\n林业站"]


def test_a_table_goes_on_over_a_page_break_without_its_repeated_header() -> None:
    header = row("序号", "任务", "单位", y=600)
    pages = [ruled(COLUMNS, (620, 590, 560)) + header + row(str(number), "修路", "农业办", y=570) for number in (1, 2)]
    [block] = read_pdf(pdf(pages))
    assert [cells[0] for cells in grid(block)] == ["序号", "1", "2"]


def test_a_row_that_a_page_break_divides_is_made_whole() -> None:
    first = ruled(COLUMNS, (620, 590)) + row("1", "修建村道并", "农业办", y=600)
    second = ruled(COLUMNS, (620, 590, 560)) + row("", "落实养护责任", "", y=600) + row("2", "植树", "林业站", y=570)
    [block] = read_pdf(pdf([first, second]))
    assert grid(block) == [["1", "修建村道并落实养护责任", "农业办"], ["2", "植树", "林业站"]]


def test_a_frame_around_text_is_no_table() -> None:
    assert texts(read_pdf(pdf([ruled((80, 520), (620, 560)) + drawn("继续修路。", 112, 590)]))) == ["继续修路。"]


def test_a_page_without_text_is_called_a_scan() -> None:
    with pytest.raises(UnreadableDocument, match="扫描件"):
        read_pdf(pdf(["0 0 m 100 100 l S"]))


def test_an_unreadable_text_layer_is_called_garbled() -> None:
    with pytest.raises(UnreadableDocument, match="乱码"):
        read_pdf(pdf([drawn("\ue001\ue002\ue003\ue004修", 80, 700)]))


def test_files_can_be_read_in_several_threads() -> None:
    data = pdf([body(FULL, REST)] * 5)
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(texts(read_pdf(data)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(result == found[0] for result in found)


# --- OFD: the same layout from another file; lengths in millimetres ---


def test_an_ofd_file_gives_paragraphs() -> None:
    page = placed("示范镇工作要点", 70, 40, 7.8) + placed(FULL, 39, 60) + placed(REST, 28, 70)
    assert texts(read_ofd(ofd([page + placed("— 1 —", 100, 280, 5)]))) == ["示范镇工作要点", FULL + REST]


def test_the_pieces_of_an_ofd_line_are_put_in_order() -> None:
    page = placed("〕1号", 28 + 7 * 5.6, 60) + placed("示府〔2026", 28, 60)
    assert texts(read_ofd(ofd([page]))) == ["示府〔2026〕1号"]


def test_an_ofd_object_is_moved_and_scaled_by_its_matrix() -> None:
    page = placed("修路。", 28, 60, more='CTM="2 0 0 2 0 0"') + placed("植树。", 28, 90)
    assert texts(read_ofd(ofd([page]))) == ["修路。", "植树。"]


def test_drawn_paths_of_an_ofd_page_make_a_table() -> None:
    strokes = "M 0 0 L 120 0 M 0 10 L 120 10 M 0 20 L 120 20 M 0 0 L 0 20 M 30 0 L 30 20 M 120 0 L 120 20"
    path = (
        f'<ofd:PathObject Boundary="30 50 120 20"><ofd:AbbreviatedData>{strokes}</ofd:AbbreviatedData></ofd:PathObject>'
    )
    cells = placed("序号", 32, 52) + placed("任务", 62, 52) + placed("1", 32, 62) + placed("修路", 62, 62)
    [block] = read_ofd(ofd([path + cells]))
    assert grid(block) == [["序号", "任务"], ["1", "修路"]]


def test_an_ofd_file_without_text_is_called_a_scan() -> None:
    with pytest.raises(UnreadableDocument, match="扫描件"):
        read_ofd(ofd(["<ofd:ImageObject/>"]))
