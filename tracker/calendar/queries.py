"""The working days as this office has them."""

from __future__ import annotations

from sqlalchemy import Select, extract, select
from sqlalchemy.orm import Session

from tracker.calendar.models import DayCorrection, YearNotice
from tracker.calendar.workdays import WorkCalendar, is_provisional


def work_calendar(session: Session) -> WorkCalendar:
    """The calendar under the office's corrections: what every light, deadline and reminder is computed with."""
    return WorkCalendar({row.day: row.works for row in session.execute(select(DayCorrection.day, DayCorrection.works))})


def corrections_of(year: int) -> Select[tuple[DayCorrection]]:
    return select(DayCorrection).where(extract("year", DayCorrection.day) == year).order_by(DayCorrection.day)


def is_estimated(session: Session, year: int) -> bool:
    """Whether the exchanged days of the year are not known: neither published nor pasted by the office."""
    return is_provisional(year) and session.get(YearNotice, year) is None
