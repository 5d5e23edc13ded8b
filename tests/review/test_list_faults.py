"""Faults in the cells of a responsibility list: where they stand, and that such a list is not imported at all."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.rows import Town, sign_in, town
from tracker.documents.blocks import Block, BlockKind, Cell
from tracker.documents.models import Document
from tracker.plans.plan import Column
from tracker.plans.roles import Role
from tracker.review.list_faults import faults, letters
from tracker.review.models import Draft

HEADER = ["序号", "工作任务", "牵头单位", "完成时限"]


@pytest.fixture
def office(session: Session, client: FlaskClient) -> Town:
    made = town(session)
    sign_in(client, made.clerk)
    return made


def book(*limits: str) -> bytes:
    """A list of as many rows, each with its time limit; the header stands in row 2."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "责任清单"
    sheet.append(["示范镇2090年重点工作责任清单"])
    sheet.append(HEADER)
    for number, limit in enumerate(limits, 1):
        sheet.append([number, f"完成第{number}片区隐患排查", "司法所", limit])
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def upload(client: FlaskClient, data: bytes, name: str = "清单.xlsx") -> tuple[int, str]:
    answer = client.post("/documents", data={"file": (io.BytesIO(data), name), "plan_year": "2090"})
    return answer.status_code, answer.text


def counts(session: Session) -> tuple[int | None, int | None]:
    return session.scalar(select(func.count(Document.id))), session.scalar(select(func.count(Draft.id)))


def test_a_fault_in_row_1999_names_row_column_value_and_remedy_and_leaves_nothing_behind(
    app: Flask, client: FlaskClient, session: Session, office: Town
) -> None:
    status, page = upload(client, book(*["2090年6月底前"] * 1996, "2090年13月底前", "2090年9月底前"))
    assert status == 422
    assert "“责任清单”第 1999 行 D 列“完成时限”写的是“2090年13月底前”，没有这样的日子。" in page
    assert "请改成日历上有的，例如 2026年12月31日。" in page
    assert counts(session) == (0, 0)
    assert not [path for path in app.extensions["store"].root.rglob("*") if path.is_file()]


def test_the_same_list_without_the_fault_becomes_a_draft_a_row(
    client: FlaskClient, session: Session, office: Town
) -> None:
    status, _ = upload(client, book(*["2090年6月底前"] * 30))
    assert (status, counts(session)) == (302, (1, 30))


def test_of_many_faults_the_first_are_listed_and_the_others_counted(client: FlaskClient, office: Town) -> None:
    _, page = upload(client, book(*["2090年2月30日前"] * 23))
    assert "有 23 处要改" in page
    assert "第 22 行" in page
    assert "第 23 行" not in page
    assert "还有 3 处。" in page


def test_in_a_report_a_day_that_does_not_exist_is_a_warning(
    client: FlaskClient, session: Session, office: Town
) -> None:
    text = "2090年工作安排\n\n|工作任务|牵头单位|完成时限|\n|---|---|---|\n|编制目录|司法所|2090年6月31日前|\n"
    assert upload(client, text.encode(), "安排.md")[0] == 302
    assert "写的是“2090年6月31日前”，没有这样的日子" in session.scalars(select(Document)).one().warnings[-1]


def found(role: Role, text: str) -> bool:
    table = Block("", BlockKind.TABLE, rows=((Cell("表头"),), (Cell(text),)), sheet="清单")
    return bool(faults([table], [Column(0, 0, "清单", "表头", role)]))


@pytest.mark.parametrize(
    "text", ["2026年13月", "13月底前", "2026-02-30", "2026/13/1", "6月31日前", "0月", "3月至14月", "2025年2月29日"]
)
def test_a_day_that_no_calendar_has_is_a_fault(text: str) -> None:
    assert found(Role.DEADLINE, text)
    assert not found(Role.CONTENT, text)


@pytest.mark.parametrize(
    "text",
    ["2026年12月31日", "12月底前", "2026.6", "2月29日", "每月28日前", "18个月", "长期", "", "一季度", "2026-12-31"],
)
def test_a_day_that_exists_or_no_day_at_all_is_none(text: str) -> None:
    assert not found(Role.DEADLINE, text)


def test_what_a_broken_formula_leaves_behind_is_a_fault_wherever_it_is_read() -> None:
    assert found(Role.LEAD, "#REF!")
    assert not found(Role.OTHER, "#REF!")


def test_a_name_that_no_task_can_have_is_a_fault() -> None:
    assert found(Role.NAME, "长" * 501)
    assert not found(Role.NAME, "长" * 500)
    assert not found(Role.CONTENT, "长" * 501)


def test_a_cell_merged_over_rows_is_named_once() -> None:
    rows = ((Cell("时限"),), (Cell("13月"),), (Cell("13月", merged=True),))
    table = Block("", BlockKind.TABLE, rows=rows, sheet="清单")
    assert [fault.row for fault in faults([table], [Column(0, 0, "清单", "时限", Role.DEADLINE)])] == [1]


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(column: int, name: str) -> None:
    assert letters(column) == name


def test_a_row_is_called_what_the_list_calls_it(client: FlaskClient, session: Session, office: Town) -> None:
    rows = "工作任务,工作内容,牵头单位,完成时限\n隐患排查,对各片区排查一次并形成台账。,司法所,2090年6月底前\n"
    assert upload(client, rows.encode(), "清单.csv")[0] == 302
    [draft] = session.scalars(select(Draft))
    assert (draft.title, draft.quote) == ("隐患排查", "对各片区排查一次并形成台账。")
