"""tracker/summary/numbers.py"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.office import figure
from tracker.summary.numbers import figure_for, numbers_in, shares_a_word, tidy, written


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("宣传12场，发资料2,180余份", ["12", "2180"]),
        ("投入3.5万元，覆盖1.2万人次", ["3.5", "12000.0"]),
        ("参考率达97.5%", ["97.5"]),
        ("惠及2亿元项目", ["2"]),
        ("新增3个月的试点", ["3"]),
        ("2025年12月4日第3次会议", []),
        ("结合12·4国家宪法日和4·15宣传", []),
        ("示府〔2025〕3号", []),
        ("每月28日前、第2季度", []),
        ("改造通村路8公里", ["8"]),
    ],
)
def test_quantities_are_found_and_dates_ordinals_and_named_days_are_not(text: str, values: list[str]) -> None:
    assert [str(number.value) for number in numbers_in(text)] == values


def test_a_number_belongs_to_a_figure_of_its_value_and_unit() -> None:
    figures = [figure("法治宣传", 12, "人次"), figure("法治宣传", 12, "场")]
    assert figure_for(numbers_in("宣传12场")[0], figures) == figures[1]
    assert figure_for(numbers_in("宣传13场")[0], figures) is None


def test_numbers_are_written_half_width_and_without_gaps() -> None:
    assert tidy(" 开展 １２ 场，参考率 97.5 % ") == "开展12场，参考率97.5%"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (figure("法治宣传", 12, "场"), "法治宣传12场"),
        (figure("宣传资料", 2350, "份", True), "宣传资料2350余份"),
        (figure("档案", 7, "卷", True), "档案约7卷"),
        (figure("档案", 2345, "卷", True), "档案约2345卷"),
        (figure("覆盖率", 90, "%", True), "覆盖率约90%"),
        (figure("投入", "86.50", "万元"), "投入86.5万元"),
    ],
)
def test_figures_are_written_as_reports_do(given: object, expected: str) -> None:
    assert written(given) == expected  # type: ignore[arg-type]


def test_two_neighbouring_characters_tie_a_text_to_a_name() -> None:
    assert shares_a_word("共调解61件", "调解纠纷")
    assert not shares_a_word("12场全部完成", "法治宣传")


def test_large_numbers_keep_every_digit() -> None:
    assert numbers_in("发放1234567890份")[0].value == Decimal(1234567890)
