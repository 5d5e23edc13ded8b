"""tracker/summary/pictures.py"""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document as WordFile
from docx.oxml.ns import qn

from tests.summary.offices import a_year, facts
from tracker.summary.official import Bars, Letter, write
from tracker.summary.pictures import Bar, Picture, pictures_of


@pytest.fixture
def pictures() -> dict[str, Picture]:
    return {picture.title: picture for picture in pictures_of(facts(*a_year()))}


def words(picture: Picture) -> list[tuple[str, str]]:
    return [(bar.name, bar.words) for bar in picture.bars]


def test_parts_stand_in_the_order_of_the_ledger_with_what_is_finished(pictures: dict[str, Picture]) -> None:
    assert words(pictures["各项工作进展"]) == [
        ("创新普法宣传", "1 / 2 件"),
        ("优化服务", "1 / 1 件"),
        ("规范行政行为", "1 / 1 件"),
        ("化解矛盾纠纷", "0 / 4 件"),
        ("压实第一责任人职责", "1 / 1 件"),
    ]


def test_months_count_the_reports_of_each(pictures: dict[str, Picture]) -> None:
    months = dict(words(pictures["各月进展"]))
    assert len(months) == 12
    assert (months["1月"], months["4月"], months["6月"]) == ("0 条进度", "4 条进度", "2 条进度")
    assert max(bar.share for bar in pictures["各月进展"].bars) == 1


def test_what_was_planned_stands_beside_what_was_done(pictures: dict[str, Picture]) -> None:
    assert words(pictures["计划和完成"]) == [
        ("开展法治宣传12场", "12 / 12 场"),
        ("建设调解室8个", "3 / 8 个"),
        ("修建法治广场2处", "0 / 2 处"),
    ]


def test_more_than_planned_fills_the_bar_and_no_more() -> None:
    assert Bar("宣传", Decimal(15), Decimal(12), "").share == 1
    assert Bar("宣传", Decimal(0), Decimal(0), "").share == 0


def test_an_office_without_records_has_no_pictures() -> None:
    assert pictures_of(facts()) == ()


def test_in_word_a_bar_is_as_long_as_its_share() -> None:
    data = write(
        Letter(issuer="示范镇人民政府", title="图", body=(Bars((("宣传", 0.25, "3 / 12 场"),)),), red_head=False)
    )
    (row,) = WordFile(BytesIO(data)).tables[0].rows
    spans = [
        (cell.tcPr.find(qn("w:shd")).get(qn("w:fill")), cell.grid_span)
        for cell in row._tr.tc_lst
        if cell.tcPr.find(qn("w:shd")) is not None
    ]
    assert [span for _, span in spans] == [5, 15]
    assert row.cells[0].text == "宣传"
    assert row.cells[-1].text == "3 / 12 场"
