"""The ledger as an Excel file: what stands in it, and how it prints."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from tests.pages import Pages
from tests.rows import Town, assigned, claim, established, sign, step
from tracker.progress.export import COLUMNS, Line, workbook
from tracker.tasks.status import Move


def sheet_of(data: bytes):  # type: ignore[no-untyped-def]
    return load_workbook(BytesIO(data)).worksheets[0]


@pytest.fixture
def filled(session: Session, office: Town) -> None:
    signed = sign("2026-01-13", office.worker)
    assigned(session, office, "挂牌公示", signed, deadline=date(2026, 11, 20))
    done = (claim("2026-07-10", office.worker), step("2026-07-11", office.deputy, Move.FINISH))
    assigned(session, office, "补办的", signed, *done, deadline=date(2026, 6, 30))
    established(session, office, "编制计划", deadline=date(2026, 12, 30))


@pytest.mark.usefixtures("filled")
def test_the_file_holds_what_the_filter_shows(office: Town, pages: Pages) -> None:
    answer = pages.get(office.clerk, "/tasks/export.xlsx?light=red")
    rows = list(sheet_of(answer.data).values)
    assert rows[0] == tuple(name for name, _ in COLUMNS)
    assert [(row[0], row[1], row[4], row[10].date()) for row in rows[1:]] == [
        ("2026-001", "逾期 5 天", "挂牌公示", date(2026, 11, 20))
    ]


@pytest.mark.usefixtures("filled")
def test_lights_stand_in_words_and_late_work_keeps_its_mark(office: Town, pages: Pages) -> None:
    rows = list(sheet_of(pages.get(office.clerk, "/tasks/export.xlsx").data).values)[1:]
    assert {row[4]: row[1] for row in rows} == {
        "挂牌公示": "逾期 5 天",
        "补办的": "已办完（补办）",
        "编制计划": "未交办",
    }


@pytest.mark.usefixtures("filled")
def test_nobody_exports_what_they_may_not_see(office: Town, pages: Pages) -> None:
    assert len(list(sheet_of(pages.get(office.helper, "/tasks/export.xlsx").data).values)) == 1


def test_the_file_prints_across_a4_with_its_head_on_each_page() -> None:
    sheet = sheet_of(workbook("台账", [Line(("1",) * len(COLUMNS))]))
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.auto_filter.ref == "A1:P2"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@cmd", "\t=1"])
def test_what_excel_would_take_for_a_formula_is_text(text: str) -> None:
    sheet = sheet_of(workbook("台账", [Line((text,))]))
    assert sheet["A2"].value == f"'{text}"
    assert sheet["A2"].data_type == "s"


def test_signs_that_a_cell_cannot_hold_are_left_out() -> None:
    sheet = sheet_of(workbook("台账", [Line(("甲\x00乙\x1f", "字" * 40000))]))
    assert sheet["A2"].value == "甲乙"
    assert len(sheet["B2"].value) == 32767
