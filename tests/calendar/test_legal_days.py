from __future__ import annotations

from datetime import date

import pytest

from tracker.calendar.legal_days import legal_day_in, legal_days, named_days


def test_the_calendar_is_in_the_order_of_its_days() -> None:
    days = [(day.start, day.end) for day in legal_days(2025)]
    assert days == sorted(days)
    assert len(days) == 18


def test_a_month_of_publicity_lasts_the_whole_month() -> None:
    month = next(day for day in legal_days(2025) if day.name == "民法典宣传月")
    assert (month.start, month.end) == (date(2025, 5, 1), date(2025, 5, 31))


@pytest.mark.parametrize(("year", "day"), [(2024, 21), (2025, 20), (2026, 19), (2029, 15)])
def test_the_day_of_national_defence_education_is_the_third_saturday_of_september(year: int, day: int) -> None:
    found = next(entry for entry in legal_days(year) if entry.name == "全民国防教育日")
    assert found.start == found.end == date(year, 9, day)


def test_what_is_only_generally_known_is_not_checked() -> None:
    checked = {day.name: day.checked for day in legal_days(2025)}
    assert checked["国家宪法日"]
    assert not checked["国际消费者权益日"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“12·4”国家宪法日", "国家宪法日"),
        ("全民国家安全日", "全民国家安全教育日"),
        ("国家禁毒日", "国际禁毒日"),
        ("119消防日", "全国消防日"),
        ("在3.15前后", "国际消费者权益日"),
        ("“六·五”期间", "环境日"),
        ("“122”活动", "全国交通安全日"),
        ("“119”消防宣传月", "消防宣传月"),
        ("第五个民法典宣传月", "民法典宣传月"),
        ("全国法制宣传日", "国家宪法日"),
    ],
)
def test_a_day_is_known_by_its_wordings(text: str, name: str) -> None:
    found = legal_day_in(text, 2025)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "投资3.15亿元",
        "第12.4条",
        "4.15%",
        "12.4.1版",
        "拨打119",
        "宪法宣传周",
        "完成6.5公里",
        "消防日常检查",
        "环境日益改善",
        "安全生产月报",
        "每月法治宣传日",
    ],
)
def test_other_numbers_and_movable_weeks_name_no_day(text: str) -> None:
    assert legal_day_in(text, 2025) is None


def test_numbers_and_name_of_a_day_are_one_place() -> None:
    assert list(named_days("“4·15”全民国家安全教育日和6·26")) == [(1, 15, "全民国家安全教育日"), (16, 20, "国际禁毒日")]
