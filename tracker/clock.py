"""The only place that reads the clock. Entrances (views, worker, command line) read it once and pass the result on."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tracker.calendar.zone import office_day


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day that the office's wall calendar shows."""
    return office_day(now())
