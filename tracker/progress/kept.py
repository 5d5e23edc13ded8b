"""Glances kept from one request to the next: a history that has not grown need not be replayed again on the same day.

A glance is a pure function of the history, the day and the calendar, and a history only grows; so a kept one is right
as long as the task's columns, the number of its events, the day and the corrections of the calendar are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from tracker.calendar.workdays import WorkCalendar
from tracker.progress.glance import Glance

MOST = 50_000
"""Tasks kept for one database: some 50 MB."""

State = Collection[Any]


@dataclass
class Kept:
    """The glances of one day. `open`: whether new ones may be added."""

    day: date
    corrections: Mapping[date, bool]
    open: bool = True
    glances: dict[int, tuple[State, Glance]] = field(default_factory=dict)

    def find(self, states: Mapping[int, State]) -> tuple[dict[int, Glance], list[int]]:
        """The glances of the tasks in these states, and the tasks whose glances are not known."""
        found, unknown = {}, []
        for number, state in states.items():
            known = self.glances.get(number)
            if known is not None and known[0] == state:
                found[number] = known[1]
            else:
                unknown.append(number)
        return found, unknown

    def keep(self, glances: Mapping[int, Glance], states: Mapping[int, State]) -> None:
        if not self.open:
            return
        if len(self.glances) + len(glances) > MOST:
            self.glances.clear()
        self.glances.update({number: (states[number], one) for number, one in glances.items() if number in states})


_of_databases: WeakKeyDictionary[Engine, Kept] = WeakKeyDictionary()


def kept_for(session: Session, day: date, calendar: WorkCalendar) -> Kept:
    """What is kept of the session's database for this day. While the session has written something that may yet be
    taken back, nothing is read from it or added to it."""
    engine = session.get_bind()
    if session.info.get(_WRITTEN) or not isinstance(engine, Engine):
        return Kept(day, calendar.corrections, open=False)
    kept = _of_databases.get(engine)
    if kept is None or kept.day != day or kept.corrections != calendar.corrections:
        kept = _of_databases[engine] = Kept(day, calendar.corrections)
    return kept


_WRITTEN = "has written"


@event.listens_for(Session, "after_flush")
def _wrote(session: Session, _context: Any) -> None:
    session.info[_WRITTEN] = True


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _settled(session: Session) -> None:
    session.info.pop(_WRITTEN, None)
