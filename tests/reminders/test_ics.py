"""The calendar in two independent parsers, and by the letter of RFC 5545."""

from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar
import vobject

from tests.rows import at
from tracker.reminders.ics import Entry, calendar

LONG = "按照“谁执法谁普法”的要求，开展村（社区）“两委”成员法治培训；含集中授课、旁听庭审\\交流。" * 2


def entry(**more: object) -> Entry:
    given: dict[str, object] = {
        "uid": "2026-001@duban",
        "day": date(2026, 3, 5),
        "summary": LONG,
        "description": "示范镇人民政府督办台账 2026-001\nhttp://duban.example/tasks/2026-001",
        "url": "http://duban.example/tasks/2026-001",
        "sequence": 3,
        "modified": at("2026-03-01", "08:30"),
        "alarms": (at("2026-03-02", "08:30"), at("2026-03-05", "08:30")),
    }
    return Entry(**{**given, **more})  # type: ignore[arg-type]


def test_icalendar_reads_back_what_was_written() -> None:
    found = icalendar.Calendar.from_ical(calendar("示范镇督办 叶青禾", [entry()]))
    assert not found.errors
    (event,) = found.walk("VEVENT")
    assert str(event["UID"]) == "2026-001@duban"
    assert str(event["SUMMARY"]) == LONG
    assert str(event["DESCRIPTION"]).splitlines()[1] == "http://duban.example/tasks/2026-001"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 3, 5), date(2026, 3, 6))
    assert event["SEQUENCE"] == 3
    assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [
        datetime(2026, 3, 2, 0, 30, tzinfo=UTC),
        datetime(2026, 3, 5, 0, 30, tzinfo=UTC),
    ]


def test_vobject_reads_back_what_was_written() -> None:
    found = vobject.readOne(calendar("示范镇督办 叶青禾", [entry()]).decode())
    found.validate()
    event = found.vevent
    assert event.uid.value == "2026-001@duban"
    assert event.summary.value == LONG
    assert event.dtstart.value == date(2026, 3, 5)
    assert event.sequence.value == "3"
    assert [str(alarm.trigger.value) for alarm in event.valarm_list] == [
        "2026-03-02 00:30:00+00:00",
        "2026-03-05 00:30:00+00:00",
    ]


def test_both_parsers_take_an_empty_calendar() -> None:
    written = calendar("示范镇督办 叶青禾", [])
    assert icalendar.Calendar.from_ical(written).walk("VEVENT") == []
    assert vobject.readOne(written.decode()).name == "VCALENDAR"


def test_lines_are_at_most_75_octets_and_broken_between_characters() -> None:
    written = calendar("示范镇督办 叶青禾", [entry(summary="督" * 200 + "😀" * 50)])
    lines = written.split(b"\r\n")
    assert lines.pop() == b""
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_the_same_entries_give_the_same_bytes() -> None:
    assert calendar("示范镇", [entry()]) == calendar("示范镇", [entry()])
