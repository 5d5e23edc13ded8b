"""What stands in a person's calendar, read back by a parser."""

from __future__ import annotations

from datetime import date

import icalendar
from sqlalchemy.orm import Session

from tests.rows import Town, assigned, claim, led, report, sign, step
from tracker.calendar.limits import Every, Kind
from tracker.reminders.feed import deadlines
from tracker.reminders.ics import calendar
from tracker.reminders.queries import rules
from tracker.tasks.status import Move

TODAY = date(2026, 3, 2)


def events(session: Session, office: Town, today: date = TODAY) -> dict[str, icalendar.Event]:
    settled = rules(session)
    assert settled
    entries = deadlines(session, office.worker, settled, today, "http://duban.example")
    found = icalendar.Calendar.from_ical(calendar("示范镇督办", entries)).walk("VEVENT")
    return {str(event["UID"]): event for event in found}


def test_an_open_deadline_has_alarms_three_working_days_before_and_on_its_last_working_day(
    session: Session, office: Town
) -> None:
    assigned(session, office, "修订村规民约", deadline=date(2026, 3, 8))  # a Sunday
    (event,) = events(session, office).values()
    assert event.decoded("DTSTART") == date(2026, 3, 8)
    assert [str(alarm.decoded("TRIGGER")) for alarm in event.walk("VALARM")] == [
        "2026-03-03 00:30:00+00:00",
        "2026-03-06 00:30:00+00:00",
    ]


def test_an_extension_moves_the_same_entry_and_raises_its_sequence(session: Session, office: Town) -> None:
    task = assigned(session, office, "修订村规民约", sign("2026-01-13", office.worker), deadline=date(2026, 3, 5))
    before = events(session, office)[f"{task.key}@duban"]
    asked = step("2026-03-02", office.worker, Move.ASK_EXTENSION, until=date(2026, 3, 20))
    led(session, task, [asked, step("2026-03-02", office.deputy, Move.GRANT_EXTENSION)])
    after = events(session, office)[f"{task.key}@duban"]
    assert (before.decoded("DTSTART"), after.decoded("DTSTART")) == (date(2026, 3, 5), date(2026, 3, 20))
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_of_a_recurring_task_the_open_and_the_coming_instances_are_shown(session: Session, office: Town) -> None:
    task = assigned(
        session,
        office,
        "排查隐患",
        sign("2026-01-12", office.worker),
        report("2026-02-20", office.worker),
        kind=Kind.RECURRING,
        every=Every.MONTH,
        day=25,
        deadline=None,
    )
    assert set(events(session, office)) == {f"{task.key}-2026{day}@duban" for day in ("0325", "0425", "0525", "0625")}


def test_what_is_closed_or_anothers_is_not_shown(session: Session, office: Town) -> None:
    done = assigned(
        session, office, "修订村规民约", sign("2026-01-13", office.worker), claim("2026-02-02", office.worker)
    )
    led(session, done, [step("2026-02-03", office.deputy, Move.FINISH)])
    assigned(session, office, "巡查", assignee_id=office.helper.id, lead_id=office.safety.id)
    assert events(session, office) == {}
