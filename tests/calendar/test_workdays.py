"""Working days against another package's, and what is done where nobody knows them yet."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from tracker.calendar.workdays import WorkCalendar, festival_start, is_provisional, special_days

DAY = timedelta(days=1)
CALENDAR = WorkCalendar()


@pytest.mark.parametrize("year", range(2015, 2027))
def test_two_packages_agree_on_every_day(year: int) -> None:
    days = (date(year, 1, 1) + n * DAY for n in range(365))
    assert [day for day in days if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)] == []


def test_a_year_without_exchanged_days_is_provisional() -> None:
    assert not is_provisional(2026)
    assert is_provisional(2031)


def test_a_correction_goes_before_the_calendar() -> None:
    own = WorkCalendar({date(2026, 3, 2): False, date(2026, 3, 7): True})
    assert not own.is_workday(date(2026, 3, 2))
    assert own.is_workday(date(2026, 3, 7))
    assert own.next_workday(date(2026, 3, 6)) == date(2026, 3, 7)


def test_counting_goes_from_the_day_after_to_the_day_itself() -> None:
    friday, saturday, monday = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)
    assert CALENDAR.count(friday, monday) == 1
    assert CALENDAR.count(saturday, saturday) == 0
    assert CALENDAR.count(friday, date(2026, 12, 31), at_most=5) == 5
    assert CALENDAR.workday_after(friday, 1) == CALENDAR.first_workday(saturday) == monday
    assert CALENDAR.workday_before(monday, 1) == CALENDAR.last_workday(saturday) == friday


@pytest.mark.parametrize(
    ("name", "year", "start"),
    [
        ("春节", 2026, "2026-02-15"),
        ("国庆", 2026, "2026-10-01"),
        ("国庆", 2025, "2025-10-01"),
        ("五一", 2026, "2026-05-01"),
        ("元旦", 2026, "2026-01-01"),
    ],
)
def test_a_festival_begins_with_its_holiday(name: str, year: int, start: str) -> None:
    assert festival_start(name, year) == date.fromisoformat(start)


def test_another_name_is_no_festival() -> None:
    assert festival_start("泼水节", 2026) is None


def test_the_days_that_are_not_as_usual_are_listed_with_the_offices_own() -> None:
    found = dict(special_days(2026, WorkCalendar({date(2026, 3, 7): True})))
    assert found[date(2026, 3, 7)] is True
    assert found[date(2026, 10, 1)] is False
    assert date(2026, 3, 9) not in found
