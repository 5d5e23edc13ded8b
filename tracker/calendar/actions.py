"""Entering what the office knows better than the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.calendar.models import DayCorrection, YearNotice
from tracker.calendar.notice import NoticedDay, noticed_days
from tracker.people.models import Person


def take_notice(session: Session, year: int, text: str, *, by: Person, at: datetime) -> Sequence[NoticedDay]:
    """Enters the days of a year's notice instead of those of an earlier text; the office's own days stay as they are.

    Returns the days; RuleViolation where the text is no notice.
    """
    days = noticed_days(text, year)
    session.execute(delete(DayCorrection).where(DayCorrection.notice == year))
    session.merge(YearNotice(year=year, text=text.strip(), by_id=by.id, at=at))
    session.flush()
    for day in days:
        own = session.get(DayCorrection, day.day)
        if own is None:
            session.add(DayCorrection(day=day.day, works=day.works, why=day.why[:100], notice=year, by_id=by.id, at=at))
    session.flush()
    return days


def correct_day(session: Session, day: date, *, works: bool, why: str, by: Person, at: datetime) -> DayCorrection:
    """Says of one day whether the office works; it then counts as the office's own, whatever a notice says."""
    correction = session.merge(DayCorrection(day=day, works=works, why=why.strip(), notice=None, by_id=by.id, at=at))
    session.flush()
    return correction


def drop_correction(session: Session, day: date) -> None:
    """The day is again as the calendar has it."""
    session.execute(delete(DayCorrection).where(DayCorrection.day == day))
