"""Stated deadlines as the limits of tasks, and the words that say how they were read."""

from __future__ import annotations

from datetime import date

import pytest

from tests.review.desk import deadline
from tracker.calendar.limits import Every, Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.plans.deadlines import deadlines_in
from tracker.plans.plan import Deadline, DeadlineKind
from tracker.review.certainty import Certainty
from tracker.review.time_limits import Limit, Reading, read_limit

TODAY = date(2026, 1, 12)
CALENDAR = WorkCalendar({date(2026, 1, 14): False})
"""On one Wednesday this office does not work."""


def read(*stated: Deadline, text: str = "开展普法活动", plan_year: int | None = 2026) -> Reading:
    return read_limit(stated, text, plan_year=plan_year, today=TODAY, calendar=CALENDAR)


def every(text: str, period: Every, **more: date) -> Deadline:
    return deadline(text, DeadlineKind.EVERY, every=period, **more)


@pytest.mark.parametrize(
    ("stated", "limit", "origin"),
    [
        (deadline("3月底前", DeadlineKind.BY, date(2026, 3, 31)), Limit(Kind.DATE, date(2026, 3, 31)), "原文“3月底前”"),
        (
            deadline("全年", DeadlineKind.DURING, date(2026, 12, 31), start=date(2026, 1, 1)),
            Limit(Kind.DATE, date(2026, 12, 31)),
            "原文“全年”，按年底最后一天",
        ),
        (
            deadline("三季度", DeadlineKind.DURING, date(2026, 9, 30), start=date(2026, 7, 1)),
            Limit(Kind.DATE, date(2026, 9, 30)),
            "原文“三季度”，按最后一天",
        ),
        (every("每月28日前", Every.MONTH), Limit(Kind.RECURRING, None, Every.MONTH, 28), "原文“每月28日前”"),
        (every("每季度末", Every.QUARTER), Limit(Kind.RECURRING, None, Every.QUARTER, None), "原文“每季度末”"),
        (every("每周五", Every.WEEK), Limit(Kind.RECURRING, None, Every.WEEK, 5), "原文“每周五”"),
        (deadline("长期坚持", DeadlineKind.ONGOING), Limit(Kind.ONGOING), "原文“长期坚持”"),
    ],
    ids=lambda value: value.text if isinstance(value, Deadline) else "",
)
def test_a_stated_limit_stands_in_the_document(stated: Deadline, limit: Limit, origin: str) -> None:
    suggestion = read(stated).limit
    assert suggestion is not None
    assert (suggestion.value, suggestion.origin, suggestion.certainty) == (limit, origin, Certainty.STATED)


def test_a_range_beside_a_period_ends_the_series() -> None:
    year = deadline("全年", DeadlineKind.DURING, date(2026, 12, 31))
    suggestion = read(year, every("每季度", Every.QUARTER)).limit
    assert suggestion
    assert suggestion.value == Limit(Kind.RECURRING, date(2026, 12, 31), Every.QUARTER, None)


def read_sentence(sentence: str) -> Reading:
    return read(*deadlines_in(sentence, plan_year=2026, own_year=2025), text=sentence)


@pytest.mark.parametrize(
    ("sentence", "every_", "day"),
    [
        ("每周五前报送台账", Every.WEEK, 5),
        ("每周一召开例会", Every.WEEK, 1),
        ("每周一次调度", Every.WEEK, None),
        ("每月上旬报送报表", Every.MONTH, 10),
        ("每月中旬召开例会", Every.MONTH, 20),
        ("每季度末月25日前报送", Every.QUARTER, 25),
        ("每季度最后一个月的20日前报送", Every.QUARTER, 20),
        ("每年12月20日前公布", Every.YEAR, 20),
    ],
)
def test_the_day_within_a_period_is_the_one_that_is_written(sentence: str, every_: Every, day: int | None) -> None:
    suggestion = read_sentence(sentence).limit
    assert suggestion
    assert suggestion.value == Limit(Kind.RECURRING, None, every_, day)
    assert suggestion.certainty is Certainty.STATED


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        ("每年6月20日前公布清单", date(2026, 6, 20)),
        ("每年2月底前报送总结", date(2026, 2, 28)),
        ("每年一季度完成述职", date(2026, 3, 31)),
    ],
)
def test_what_is_due_within_each_year_is_suggested_for_this_year_and_waits_for_a_click(
    sentence: str, end: date
) -> None:
    suggestion = read_sentence(sentence).limit
    assert suggestion
    assert (suggestion.value, suggestion.certainty) == (Limit(Kind.DATE, end), Certainty.LIKELY)
    assert "先按 2026 年这一次" in suggestion.origin


@pytest.mark.parametrize("sentence", ["每季度首月10日前报送", "每季度第一个月10日前报送", "每月初报送计划"])
def test_a_day_at_the_beginning_of_a_period_is_left_to_a_person(sentence: str) -> None:
    reading = read_sentence(sentence)
    assert reading.limit is None
    assert "要另定时限" in reading.remark


def test_days_beside_a_period_are_pointed_out() -> None:
    suggestion = read_sentence("每半年报送一次，分别于6月20日、12月20日前报送").limit
    assert suggestion
    assert suggestion.certainty is Certainty.LIKELY
    assert suggestion.origin == "原文“每半年”，另外写的“6月20日”“12月20日前”没有算进去"


def test_of_several_days_the_last_is_only_suggested() -> None:
    days = [deadline(f"{m}·{d}", DeadlineKind.ON, date(2026, m, d)) for m, d in ((3, 15), (12, 4), (4, 15))]
    suggestion = read(*days).limit
    assert suggestion
    assert suggestion.value == Limit(Kind.DATE, date(2026, 12, 4))
    assert suggestion.certainty is Certainty.LIKELY
    assert "3 个时间" in suggestion.origin


def test_a_day_that_has_passed_is_not_suggested() -> None:
    reading = read(deadline("1月5日前", DeadlineKind.BY, date(2026, 1, 5)))
    assert reading == Reading(None, "原文“1月5日前”已经过了，要另定时限。")


def test_at_once_is_seven_working_days_of_this_office_and_waits_for_a_click() -> None:
    suggestion = read(deadline("立行立改", DeadlineKind.NOW)).limit
    assert suggestion
    assert suggestion.value == Limit(Kind.DATE, date(2026, 1, 22))
    assert suggestion.certainty is Certainty.LIKELY


@pytest.mark.parametrize("word", ["适时", "进一步", "加大"])
def test_a_vague_word_gives_no_date(word: str) -> None:
    assert read(text=f"{word}开展普法活动") == Reading(None, f"“{word}”没有日期。")


def test_the_whole_year_beside_an_amount_ends_on_its_last_day() -> None:
    suggestion = read(text="全年轮训调解员不少于4期，进一步提升能力").limit
    assert suggestion
    assert (suggestion.value, suggestion.certainty) == (Limit(Kind.DATE, date(2026, 12, 31)), Certainty.STATED)
    assert suggestion.origin == "原文“全年”，按年底最后一天"


def test_without_any_word_the_end_of_the_plan_year_is_a_guess() -> None:
    suggestion = read().limit
    assert suggestion
    assert suggestion.value == Limit(Kind.DATE, date(2026, 12, 31))
    assert suggestion.certainty is Certainty.GUESSED


@pytest.mark.parametrize("plan_year", [None, 2025])
def test_without_a_plan_year_to_come_nothing_is_guessed(plan_year: int | None) -> None:
    assert read(plan_year=plan_year) == Reading(None, "原文没有写时限。")
