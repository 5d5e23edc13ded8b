"""The source text, cut where proposals begin and end."""

from __future__ import annotations

from tracker.documents.blocks import Block, BlockKind, Cell
from tracker.review.highlight import Line, Piece, lines, marked


def test_a_sentence_is_marked_with_its_number() -> None:
    [line] = lines([Block("前言。做这件事。尾声。")], {1: [[0, 3, 8]]})
    assert line.pieces == (Piece("前言。"), Piece("做这件事。", (1,), (1,)), Piece("尾声。"))
    assert not line.is_plain


def test_proposals_of_the_same_sentence_share_its_mark() -> None:
    [line] = lines([Block("做这件事。")], {2: [[0, 0, 5]], 3: [[0, 0, 5]]})
    assert line.pieces == (Piece("做这件事。", (2, 3), (2, 3)),)


def test_where_sentences_overlap_each_stretch_knows_its_proposals() -> None:
    [line] = lines([Block("甲乙丙丁")], {1: [[0, 0, 3]], 2: [[0, 2, 4]]})
    assert line.pieces == (Piece("甲乙", (1,), (1,)), Piece("丙", (1, 2), (2,)), Piece("丁", (2,)))


def test_only_the_first_place_of_a_proposal_carries_its_number() -> None:
    first, second = lines([Block("甲。"), Block("乙。")], {1: [[0, 0, 2], [1, 0, 2]]})
    assert first.pieces[0].first == (1,)
    assert second.pieces[0] == Piece("乙。", (1,), ())


def test_a_cell_of_a_table_is_marked() -> None:
    rows = ((Cell("序号"), Cell("工作")), (Cell("1"), Cell("办这件事")))
    [line] = lines([Block("", BlockKind.TABLE, rows=rows)], {1: [[0, 0, 4, 1, 1]]})
    assert line.rows[1][1].pieces == (Piece("办这件事", (1,), (1,)),)
    assert line.rows[0][1].pieces == (Piece("工作"),)


def test_nothing_is_lost_or_added_even_where_a_span_is_wrong() -> None:
    [line] = lines([Block("甲乙丙")], {1: [[0, 1, 99]], 2: [[0, 50, 60]]})
    assert "".join(piece.text for piece in line.pieces) == "甲乙丙"


def test_headings_and_plain_lines_are_known() -> None:
    headed, plain = lines([Block("四、工作安排"), Block("无。")], {})
    assert headed.is_heading
    assert plain == Line(2, (Piece("无。"),))
    assert plain.is_plain


def test_understood_words_are_cut_out() -> None:
    assert marked("由司法所牵头，全年轮训", ["全年", "司法所", ""]) == [
        ("由", False),
        ("司法所", True),
        ("牵头，", False),
        ("全年", True),
        ("轮训", False),
    ]
    assert marked("原样", []) == [("原样", False)]


def test_of_a_long_table_only_the_rows_of_the_shown_proposals_stand_there() -> None:
    rows = tuple((Cell(text),) for text in ("工作任务", "甲", "乙", "丙"))
    spans = {number: [[0, 0, 1, number, 0]] for number in (1, 2, 3)}
    [line] = lines([Block("", BlockKind.TABLE, rows=rows)], spans, {2})
    assert [cells[0].pieces[0].text for cells in line.rows] == ["工作任务", "乙"]


def test_merged_cells_are_shown_once_over_their_columns() -> None:
    title = (Cell("重点任务清单"), Cell("重点任务清单", merged=True), Cell("重点任务清单", merged=True))
    row = (Cell("普法"), Cell("宣传"), Cell("宣传"))
    (line,) = lines([Block("", BlockKind.TABLE, rows=(title, row))], {})
    assert [[(cell.pieces[0].text, cell.columns) for cell in cells] for cells in line.rows] == [
        [("重点任务清单", 3)],
        [("普法", 1), ("宣传", 1), ("宣传", 1)],
    ]
