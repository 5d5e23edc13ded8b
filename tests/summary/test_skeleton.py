"""tracker/summary/skeleton.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.summary.offices import LAST, facts
from tracker.summary.facts import Period
from tracker.summary.skeleton import Kind, Part, moved_on, openings, ordinal, period_of, span_words, title_of


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五"), (100, "100")]
)
def test_ordinals(number: int, word: str) -> None:
    assert ordinal(number) == word


def test_without_last_year_s_report_the_five_parts_have_the_usual_headings() -> None:
    assert [one.heading for one in openings(Kind.YEARLY, facts())] == [
        "一、主要举措和成效",
        "二、存在的不足和原因",
        "三、党政主要负责人履行推进法治建设第一责任人职责情况",
        "四、2026年工作安排",
        "五、其他需要报告的事项",
    ]


def test_a_part_that_last_year_s_report_lacked_comes_behind_the_one_it_usually_follows() -> None:
    last = replace(LAST, headings=("一、存在的不足", "二、工作成效", "三、下一步打算"))
    assert [one.part for one in openings(Kind.YEARLY, facts(last=last))] == [
        Part.PROBLEMS,
        Part.DUTIES,
        Part.ACHIEVEMENTS,
        Part.PLAN,
        Part.OTHER,
    ]


def test_years_move_on_and_document_numbers_do_not() -> None:
    assert moved_on("2025年工作安排和2024年回顾", 1) == "2026年工作安排和2025年回顾"
    assert moved_on("示府〔2025〕3号", 1) == "示府〔2025〕3号"


@pytest.mark.parametrize(
    ("kind", "number", "first", "last", "words"),
    [
        (Kind.YEARLY, 0, "2025-01-01", "2025-12-31", "2025年"),
        (Kind.HALF_YEAR, 1, "2025-01-01", "2025-06-30", "2025年上半年"),
        (Kind.HALF_YEAR, 2, "2025-07-01", "2025-12-31", "2025年下半年"),
        (Kind.QUARTER, 3, "2025-07-01", "2025-09-30", "2025年第三季度"),
        (Kind.MONTH, 2, "2025-02-01", "2025-02-28", "2025年2月"),
        (Kind.MONTH, 12, "2025-12-01", "2025-12-31", "2025年12月"),
    ],
)
def test_each_kind_is_about_its_days(kind: Kind, number: int, first: str, last: str, words: str) -> None:
    period = period_of(kind, 2025, number)
    assert period == Period(date.fromisoformat(first), date.fromisoformat(last))
    assert span_words(period) == words


def test_the_title_is_last_year_s_with_its_year_moved_on_or_a_plain_one() -> None:
    assert title_of(Kind.YEARLY, facts(last=replace(LAST, title="示范镇2024年推进法治政府建设工作的总结"))) == (
        "示范镇2025年推进法治政府建设工作的总结"
    )
    assert title_of(Kind.YEARLY, facts()) == "示范镇人民政府关于2025年度法治政府建设情况的报告"
    assert title_of(Kind.QUARTER, facts(period=period_of(Kind.QUARTER, 2025, 2))) == (
        "示范镇人民政府关于2025年第二季度工作情况的报告"
    )
    assert title_of(Kind.WORK, facts()) == "示范镇人民政府2025年工作总结"
