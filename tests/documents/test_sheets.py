"""Excel and CSV files: each sheet one table."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.documents.files import package, parts_of, xls
from tracker.documents.blocks import Block
from tracker.documents.csv import read_csv
from tracker.documents.xls import read_xls
from tracker.documents.xlsx import read_xlsx
from tracker.errors import UnreadableDocument


def grid(block: Block) -> list[list[str]]:
    return [["^" * cell.merged + cell.text for cell in row] for row in block.rows]


def saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(*rows: list[object], merged: tuple[str, ...] = ()) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "清单"
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    return book


def test_a_sheet_is_a_table_with_its_name() -> None:
    [block] = read_xlsx(saved(workbook(["序号", "任务"], [1, "修路"])))
    assert grid(block) == [["序号", "任务"], ["1", "修路"]]
    assert (block.sheet, block.where) == ("清单", "工作表“清单”")


def test_merged_cells_repeat_their_text_down_and_across() -> None:
    rows: list[list[object]] = [["任务清单"], ["序号", "任务", "单位"], [1, "修路", "农业办"], [2, "架桥"]]
    [block] = read_xlsx(saved(workbook(*rows, merged=("A1:C1", "C3:C4"))))
    assert grid(block)[0] == ["任务清单", "^任务清单", "^任务清单"]
    assert grid(block)[3] == ["2", "架桥", "^农业办"]


def test_rows_keep_their_numbers_and_empty_edges_go() -> None:
    rows: list[list[object]] = [[None], ["序号", "任务", None, " "], [1, "修路"], [None, None]]
    [block] = read_xlsx(saved(workbook(*rows)))
    assert grid(block) == [["", ""], ["序号", "任务"], ["1", "修路"]]


def test_several_sheets_are_several_tables_and_hidden_ones_are_not_read() -> None:
    book = workbook(["甲", "任务"])
    book.create_sheet("第二").append(["乙", "单位"])
    book.create_sheet("空的")
    hidden = book.create_sheet("藏着")
    hidden.append(["丙"])
    hidden.sheet_state = "hidden"
    assert [(block.sheet, grid(block)) for block in read_xlsx(saved(book))] == [
        ("清单", [["甲", "任务"]]),
        ("第二", [["乙", "单位"]]),
    ]


def test_numbers_dates_and_rates_are_written_as_people_read_them() -> None:
    moment = datetime.fromisoformat("2026-06-30T09:30")
    book = workbook([3, 2.5, 13900001234, 0.95, date(2026, 6, 30), moment, time(8, 30), True])
    sheet = book.worksheets[0]
    sheet["D1"].number_format = "0%"
    sheet["E1"].number_format = 'yyyy"年"m"月"d"日"'
    [block] = read_xlsx(saved(book))
    assert grid(block)[0] == ["3", "2.5", "13900001234", "95%", "2026年6月30日", "2026-06-30 09:30", "08:30", "TRUE"]


def test_a_workbook_may_count_its_days_from_1904() -> None:
    book = workbook([date(2026, 6, 30), "修路"])
    book.epoch = CALENDAR_MAC_1904
    [block] = read_xlsx(saved(book))
    assert grid(block) == [["2026-06-30", "修路"]]


def test_a_formula_shows_its_last_value() -> None:
    parts = parts_of(saved(workbook(["=1+1", "甲"])))
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"</f><v></v>", b"</f><v>2</v>")
    [block] = read_xlsx(package({**parts, "xl/worksheets/sheet1.xml": sheet}))
    assert grid(block) == [["2", "甲"]]


def test_escaped_line_ends_are_no_text() -> None:
    [block] = read_xlsx(saved(workbook(["农业办_x000D_\n林业站", "修路"])))
    assert grid(block) == [["农业办\n林业站", "修路"]]


def test_the_lines_of_a_cell_stay_apart() -> None:
    [block] = read_xlsx(saved(workbook(["农业办\n林业站 ", "修路"])))
    assert grid(block) == [["农业办\n林业站", "修路"]]


def test_shared_strings_keep_their_differently_formatted_pieces() -> None:
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = dict(parts_of(saved(workbook(["修路", 1]))))
    pieces = "<r><t>修</t></r><r><t>路</t></r><rPh><t>xiulu</t></rPh>"
    parts["xl/sharedStrings.xml"] = f"<sst {ns}><si>{pieces}</si></sst>".encode()
    [block] = read_xlsx(package(dict(parts)))
    assert grid(block) == [["修路", "1"]]


def test_a_cell_in_the_far_corner_is_refused_and_takes_no_memory() -> None:
    book = workbook(["修路"])
    book.worksheets[0]["XFD1048576"] = "远"
    with pytest.raises(UnreadableDocument, match=r"太大|超过"):
        read_xlsx(saved(book))


def test_an_old_excel_file_is_read_like_a_new_one() -> None:
    cells: dict[tuple[int, int], str | float] = {(0, 0): "序号", (0, 1): "任务", (1, 0): 1, (1, 1): "修路", (2, 0): 2}
    [block] = read_xls(xls(cells, [(1, 2, 1, 1)]))
    assert grid(block) == [["序号", "任务"], ["1", "修路"], ["2", "^修路"]]
    assert block.sheet == "清单"


def test_an_old_excel_file_that_would_take_all_memory_is_refused() -> None:
    with pytest.raises(UnreadableDocument):
        read_xls(xls({(0, 0): "近", (65535, 255): "远"}))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_csv_file_is_a_table(encoding: str, mark: str) -> None:
    text = f'序号{mark}任务{mark}单位\r\n1{mark}"修路\n架桥"{mark}农业办\r\n'
    [block] = read_csv(text.encode(encoding))
    assert grid(block) == [["序号", "任务", "单位"], ["1", "修路\n架桥", "农业办"]]


def test_a_text_typed_into_the_rows_of_one_column_is_text() -> None:
    rows: list[list[object]] = [["示范镇工作计划"], [None], ["一、修路。\n二、架桥。"]]
    blocks = read_xlsx(saved(workbook(*rows, merged=("A1:C1",))))
    assert [(block.text, block.where) for block in blocks] == [
        ("示范镇工作计划", "工作表“清单”第 1 行"),
        ("一、修路。", "工作表“清单”第 3 行"),
        ("二、架桥。", "工作表“清单”第 3 行"),
    ]


def test_a_sheet_of_one_column_beside_a_list_stays_a_table() -> None:
    book = workbook(["序号", "任务"], [1, "修路"])
    book.create_sheet("选项").append(["农业办"])
    assert [block.sheet for block in read_xlsx(saved(book))] == ["清单", "选项"]
