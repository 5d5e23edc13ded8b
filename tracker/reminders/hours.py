"""When messages may leave: inside working hours on working days, held until then and never dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tracker.calendar.workdays import WorkCalendar
from tracker.calendar.zone import OFFICE_ZONE, office_day, office_moment


@dataclass(frozen=True)
class Hours:
    """The office's quiet hours are all but those from `opens` to `closes`; its digests leave at `digest_at`."""

    opens: time = time(8, 30)
    closes: time = time(17, 30)
    digest_at: time = time(8, 30)

    def are_open(self, moment: datetime, calendar: WorkCalendar) -> bool:
        """Whether a message may leave at this moment."""
        clock = moment.astimezone(OFFICE_ZONE).time()
        return self.opens <= clock < self.closes and calendar.is_workday(office_day(moment))

    def hold(self, moment: datetime, calendar: WorkCalendar) -> datetime:
        """The first moment, not before this one, at which a message may leave."""
        if self.are_open(moment, calendar):
            return moment
        day = office_day(moment)
        if calendar.is_workday(day) and moment < office_moment(day, self.opens):
            return office_moment(day, self.opens)
        return office_moment(calendar.next_workday(day), self.opens)


_PAUSES = tuple(timedelta(minutes=n) for n in (1, 2, 5, 15, 30, 60))
TRIES = 12
"""About seven working hours of trying, which is a working day's."""


def pause(attempts: int, jitter: float) -> timedelta:
    """How long to wait after the n-th failure (n ≥ 1): growing, and by `jitter` (0–1) up to a half longer.

    The jitter keeps messages that failed together from coming back together.
    """
    return _PAUSES[min(attempts, len(_PAUSES)) - 1] * (1 + jitter / 2)
