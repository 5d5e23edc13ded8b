"""Whether a printed line goes on with the paragraph above it."""

from __future__ import annotations

from tracker.documents.lines import paragraphs
from tracker.documents.type_area import PrintedLine, TypeArea

SIZE = 10.0
LEFT, RIGHT = 100.0, 380.0  # 28 characters
WIDTH = 480.0
FULL = "镇党委每季度专题研究法治政府建设，听取进展情况汇报，现将有"


def printed(*lines: tuple[float, str]) -> list[str]:
    """The paragraphs of lines, each with the characters by which it is indented; half-width ones count half."""
    below: list[PrintedLine] = []
    for number, (indent, text) in enumerate(lines):
        left = LEFT + indent * SIZE
        width = sum(0.5 if character.isascii() else 1.0 for character in text) * SIZE
        below.append(PrintedLine(text, left, left + width, 100 + 18 * number, SIZE, bold=False, page=1))
    return [paragraph.text for paragraph in paragraphs(TypeArea(below, WIDTH).lines(below))]


def first(length: int, end: str = "") -> tuple[float, str]:
    """An indented first line of so many characters."""
    return 2, FULL[: length - len(end)] + end


def flush(length: int, end: str = "") -> tuple[float, str]:
    return 0, FULL[: length - len(end)] + end


def joined(*lines: tuple[float, str]) -> str:
    return "".join(text for _, text in lines)


BODY = (first(26), flush(28), flush(9, "。"))


def test_a_heading_that_fills_its_line_is_not_joined_with_the_indented_line_below() -> None:
    heading = (2.0, "二、党政主要负责人履行推进法治建设第一责任人职责情况")
    assert printed(*BODY, heading, *BODY) == [joined(*BODY), heading[1], joined(*BODY)]


def test_a_heading_of_two_lines_is_one() -> None:
    heading = ((2.0, "二、党政主要负责人履行推进法治建设第一责任人的职责情"), (0.0, "况"))
    assert printed(*BODY, *heading, *BODY) == [joined(*BODY), joined(*heading), joined(*BODY)]


def test_a_line_is_full_when_the_next_figure_did_not_fit() -> None:
    lines = (first(24), (0.0, "7.4%，增长。"))
    assert printed(*BODY, *lines) == [joined(*BODY), joined(*lines)]


def test_quotation_marks_are_not_parted_from_their_neighbours() -> None:
    lines = (first(22), (0.0, "月、“12·4”国家宪法日等节点宣传。"))
    assert printed(*BODY, *lines) == [joined(*BODY), joined(*lines)]


def test_a_line_with_room_for_the_next_word_ended_its_paragraph() -> None:
    lines = (flush(28), flush(20), flush(28), flush(9, "。"))
    assert printed(*lines) == [joined(*lines[:2]), joined(*lines[2:])]


def test_units_in_brackets_at_the_edge_go_on_with_their_sentence() -> None:
    lines = (first(26, "。"), (0.0, "（责任单位：农业办）"))
    assert printed(*BODY, *lines) == [joined(*BODY), joined(*lines)]


def test_a_numbered_line_at_the_edge_opens_a_paragraph_after_a_full_last_line() -> None:
    lines = (first(26), flush(28, "。"), (0.0, "二、修建村道"), *BODY)
    assert printed(*BODY, *lines) == [joined(*BODY), joined(*lines[:2]), "二、修建村道", joined(*BODY)]


def test_the_text_of_a_number_that_sticks_out_goes_on_beside_it() -> None:
    item = ((0.0, "1. " + FULL[:26]), (1.5, FULL[:26]), (1.5, FULL[:8] + "。"))
    assert printed(*item, *item) == [joined(*item)] * 2
    assert printed(*BODY, item[0], (1.5, FULL[:8] + "。"), *BODY)[1] == item[0][1] + FULL[:8] + "。"


def test_a_centred_title_divided_by_the_width_of_the_paper_is_one() -> None:
    title = ((0.0, "示范镇人民政府办公室关于印发二〇二六年第一批重点督办事项"), (12.5, "的通知"))
    assert printed(*title, *BODY) == [joined(*title), joined(*BODY)]


def test_short_lines_of_one_length_are_a_list() -> None:
    assert printed((0, "完成村道硬化"), (0, "安装路灯十盏"), (0, "种植行道树木")) == [
        "完成村道硬化",
        "安装路灯十盏",
        "种植行道树木",
    ]


def test_a_line_that_ends_with_a_comma_goes_on_wherever_it_ends() -> None:
    assert printed(*BODY, first(12, "，"), flush(9, "。"))[1] == FULL[:11] + "，" + FULL[:8] + "。"
