from __future__ import annotations

from tracker.documents.blocks import Block, BlockKind
from tracker.documents.plaintext import read_text


def grid(block: Block) -> list[list[str]]:
    return [["^" * cell.merged + cell.text for cell in row] for row in block.rows]


HEADER = ["序号", "工作任务", "责任单位", "完成时限"]


def test_one_cell_a_line_becomes_rows() -> None:
    text = "\n".join([*HEADER, "1", "修建村道3公里", "农业办", "6月底前", "2", "植树2000株", "林业站", "3月底前"])
    [block] = read_text(text)
    assert block.kind is BlockKind.TABLE
    assert grid(block) == [
        HEADER,
        ["1", "修建村道3公里", "农业办", "6月底前"],
        ["2", "植树2000株", "林业站", "3月底前"],
    ]


def test_what_stands_around_the_table_stays_text() -> None:
    text = "\n".join(["示范镇任务清单", *HEADER, "1", "修路", "农业办", "6月底前", "备注：本表由党政办汇总。"])
    blocks = read_text(text)
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert blocks[1].where == "第 2 行"


def test_an_empty_line_is_an_empty_cell_where_the_row_is_otherwise_complete() -> None:
    text = "\n".join([*HEADER, "1", "修路", "", "6月底前", "2", "植树", "林业站", "3月底前"])
    [block] = read_text(text)
    assert grid(block)[1] == ["1", "修路", "", "6月底前"]


def test_lines_of_a_cell_are_told_from_cells_by_tabs() -> None:
    rows = ["1", "\t修路", "\t农业", "办", "\t6月底前", "2", "\t植树", "\t林业站", "\t "]
    [block] = read_text("\n".join(["序号", *("\t" + text for text in HEADER[1:]), *rows]))
    assert grid(block)[1:] == [["1", "修路", "农业\n办", "6月底前"], ["2", "植树", "林业站", ""]]


def test_cells_without_a_line_were_merged_with_the_row_above() -> None:
    rows = ["1", "\t修路", "\t农业办", "\t6月底前", "2", "\t架桥", "3", "\t植树", "\t林业站", "\t "]
    [block] = read_text("\n".join(["序号", *("\t" + text for text in HEADER[1:]), *rows]))
    assert grid(block)[2] == ["2", "架桥", "^农业办", "^6月底前"]


def test_without_tabs_a_missing_cell_stays_empty() -> None:
    text = "\n".join([*HEADER, "1", "修路", "农业办", "6月底前", "2", "架桥", "3", "植树", "林业站", "3月底前"])
    [block] = read_text(text)
    assert grid(block)[2] == ["2", "架桥", "", ""]


def test_several_long_lines_are_one_cell_of_sentences() -> None:
    measures = ["组织各村排查破损村道，建立台账并逐条登记。", "落实养护责任人，每月巡查一次并做好记录。"]
    text = "\n".join(
        ["序号", "任务", "措施", "单位", "1", "修路", *measures, "农业办", "2", "植树", "三月栽树。", "林业站"]
    )
    [block] = read_text(text)
    assert grid(block)[1] == ["1", "修路", "\n".join(measures), "农业办"]


def test_two_tables_of_one_cell_a_line_are_told_apart() -> None:
    one = [*HEADER, "1", "修路", "农业办", "6月底前"]
    blocks = read_text("\n".join([*one, "", "附件2", *one]))
    assert [block.kind for block in blocks] == [BlockKind.TABLE, BlockKind.PARAGRAPH, BlockKind.TABLE]


def test_tabs_between_cells_become_a_table() -> None:
    [block] = read_text("序号\t任务\t单位\n1\t修路\t农业办\n2\t\t林业站\n")
    assert grid(block) == [["序号", "任务", "单位"], ["1", "修路", "农业办"], ["2", "", "林业站"]]


def test_markdown_pipes_become_a_table() -> None:
    [block] = read_text("| 序号 | 任务 |\n|:---|---:|\n| 1 | 修路 |\n")
    assert grid(block) == [["序号", "任务"], ["1", "修路"]]


def test_a_number_column_alone_is_no_table() -> None:
    assert all(block.kind is BlockKind.PARAGRAPH for block in read_text("序号\n1\n2\n"))


def test_a_column_before_the_number_holds_for_several_rows() -> None:
    rows = [
        "道路建设",
        "1",
        "修路",
        "农业办",
        "6月底",
        "2",
        "架桥",
        "农业办",
        "8月底",
        "绿化",
        "3",
        "植树",
        "林业站",
        "3月",
    ]
    [block] = read_text("\n".join(["类别", *HEADER, *rows]))
    assert grid(block) == [
        ["类别", *HEADER],
        ["道路建设", "1", "修路", "农业办", "6月底"],
        ["^道路建设", "2", "架桥", "农业办", "8月底"],
        ["绿化", "3", "植树", "林业站", "3月"],
    ]


def test_a_blank_line_between_all_cells_is_none_of_them() -> None:
    cells = [*HEADER, "1", "修路。", "农业办", "6月底前", "2", "植树。", "林业站", "3月底前", "各单位每月报送进展。"]
    [table, after] = read_text("\n\n".join(cells))
    assert grid(table) == [HEADER, ["1", "修路。", "农业办", "6月底前"], ["2", "植树。", "林业站", "3月底前"]]
    assert after.text == "各单位每月报送进展。"


def test_units_on_lines_of_their_own_share_the_column_of_units() -> None:
    [block] = read_text(
        "\n".join([*HEADER, "1", "修路。", "农业办", "水利站", "6月底前", "2", "植树。", "林业站", "3月"])
    )
    assert grid(block)[1] == ["1", "修路。", "农业办\n水利站", "6月底前"]


def test_a_second_task_with_its_own_time_limit_is_a_row() -> None:
    rows = ["1", "修路。", "农业办", "6月底前", "架桥。", "9月底前", "2", "植树。", "林业站", "3月"]
    [block] = read_text("\n".join([*HEADER, *rows]))
    assert grid(block)[1:3] == [["1", "修路。", "农业办", "6月底前"], ["^1", "架桥。", "^农业办", "9月底前"]]


def test_lines_that_belong_to_no_cell_of_a_grouped_list_stand_in_the_last() -> None:
    rows = [
        "道路建设",
        "1",
        "修路",
        "农业办",
        "6月底",
        "林业站",
        "8月底",
        "交通站",
        "绿化",
        "2",
        "植树",
        "林业站",
        "3月",
    ]
    [block] = read_text("\n".join(["类别", *HEADER, *rows]))
    assert grid(block)[1] == ["道路建设", "1", "修路", "农业办", "6月底\n林业站\n8月底\n交通站"]
