"""The office's time zone: a moment is kept in UTC, a deadline is a day here, never midnight UTC."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
"""One zone for all of China."""


def office_day(moment: datetime) -> date:
    """The day in the office's zone on which an aware moment falls."""
    return moment.astimezone(OFFICE_ZONE).date()


def office_moment(day: date, clock: time) -> datetime:
    """The aware moment at which the office's clock shows this time on this day."""
    return datetime.combine(day, clock, OFFICE_ZONE)
