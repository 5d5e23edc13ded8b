"""`tracker simulate`: a year of a small office, day by day."""

from __future__ import annotations

from tracker.simulate import simulate


def test_a_leap_year_keeps_every_promise_of_the_reminders() -> None:
    rows = [line.strip("| ").split(" | ") for line in simulate(2028, people=20, tasks=60)]
    year = {row[0]: row[1] for row in rows if len(row) > 1}
    planned, shown = year["messages planned, shown"].split(", ")
    told, expected = year["leaders told of an overdue task on the right day"].split(" of ")
    assert planned == shown
    assert int(year["digests"].replace(",", "")) > 100
    assert year["most digests of a person on one day"] == "1"
    assert year["messages outside working hours or on days off"] == "0"
    assert told == expected
    assert int(expected) > 10
    assert "missed" not in year
