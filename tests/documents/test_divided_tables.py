"""Tables that a page break divided."""

from __future__ import annotations

from tracker.documents.blocks import Cell
from tracker.documents.divided_tables import Rows, joined_rows

HEADER = "类别 序号 任务 单位"


def rows(*lines: str) -> Rows:
    """Cells between spaces; ^ before a merged one, - for an empty one."""
    return tuple(
        tuple(Cell(text.lstrip("^").replace("-", ""), merged=text.startswith("^")) for text in line.split())
        for line in lines
    )


ABOVE = rows(HEADER, "建设 1 修路。 农业办", "^建设 2 架桥。 农业办", "民生 3 建校。 教育办")


def test_the_repeated_header_goes() -> None:
    assert joined_rows(ABOVE, rows(HEADER, "民生 4 建院。 民政办")) == ABOVE + rows("民生 4 建院。 民政办")


def test_the_rest_of_a_divided_row_is_added_to_its_cells() -> None:
    below = joined_rows((*ABOVE[:3], *rows("民生 3 建成小学 教育办")), rows("- - 一所。 -", "民生 4 建院。 民政办"))[3:]
    assert below == rows("民生 3 建成小学一所。 教育办", "民生 4 建院。 民政办")


def test_a_cell_merged_over_the_break_keeps_its_text() -> None:
    below = rows("- 4 建院。 民政办", "^- 5 救助。 民政办", "平安 6 调解。 司法所")
    expected = rows("^民生 4 建院。 民政办", "^民生 5 救助。 民政办", "平安 6 调解。 司法所")
    assert joined_rows(ABOVE, below) == ABOVE + expected


def test_a_single_row_below_goes_on_where_all_cells_of_its_column_are_merged_or_filled() -> None:
    assert joined_rows(ABOVE, rows("- 4 建院。 民政办"))[-1] == rows("^民生 4 建院。 民政办")[0]


def test_an_empty_cell_stays_empty_in_a_column_without_merged_cells() -> None:
    assert joined_rows(ABOVE, rows("民生 4 建院。 -"))[-1] == rows("民生 4 建院。 -")[0]


def test_a_row_with_most_of_its_cells_is_a_row_even_without_a_number() -> None:
    above = rows("序号 任务 单位 时限", "1 修路。 农业办 六月", "^1 架桥。 农业办 七月")
    below = joined_rows(above, rows("- 植树。 林业站 八月"))
    assert below == above + rows("^1 植树。 林业站 八月")
