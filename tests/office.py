"""A small invented office as values, and how an office file becomes histories: shared by the tests of pure modules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tracker.calendar.limits import Every, Kind
from tracker.tasks.history import Event, Figure, History
from tracker.tasks.moves import Actor
from tracker.tasks.status import Move

LI, ZHAO, WANG, MAYOR, CLERK = 1, 2, 3, 4, 5
"""Li does the work in unit 1, Zhao supports it from unit 2, Wang supervises, Mayor leads all, Clerk coordinates."""

ACTORS = {
    LI: Actor(LI, 1),
    ZHAO: Actor(ZHAO, 2),
    WANG: Actor(WANG, 3),
    MAYOR: Actor(MAYOR, 3),
    CLERK: Actor(CLERK, 3, coordinator=True),
}


def day(text: str) -> date:
    """2025-03-04 or, of the year 2025, 3-4."""
    parts = [int(part) for part in text.split("-")]
    return date(*parts) if len(parts) == 3 else date(2025, *parts)


def event(on: str, do: Move, by: int = LI, **more: Any) -> Event:
    """An event with the words that most moves need."""
    return Event(on=day(on), by=by, do=do, **{"text": "记录", **more})


def task(*events: Event, assigned: str = "3-3", deadline: str | None = "12-19", **more: Any) -> History:
    """Li's task with a date; everything can be said otherwise."""
    given: dict[str, Any] = {
        "key": "t1",
        "assignee": LI,
        "lead": 1,
        "support": (2,),
        "leader": WANG,
        "kind": Kind.DATE,
        "assigned_on": day(assigned),
        "deadline": day(deadline) if deadline else None,
        "events": events,
    }
    return History(**{**given, **more})


def figure(name: str, value: int | str, unit: str, approx: bool = False) -> Figure:
    return Figure(name, Decimal(str(value)), unit, approx)


class OfficeFile:
    """The people, units and histories of an office file of the contract (for comparing with expected results)."""

    def __init__(self, office: dict[str, Any]) -> None:
        self.people = {person["name"]: n for n, person in enumerate(office["people"], 1)}
        self.units = {unit["name"]: n for n, unit in enumerate(office["units"], 1)}
        self.names = {number: name for name, number in self.people.items()}
        self.main_leader = self.people[office["office"]["main_leader"]]
        self.coordinators = tuple(self.people[p["name"]] for p in office["people"] if "coordinator" in p["roles"])
        self.histories = [self._history(one) for one in office["tasks"]]

    def _history(self, one: dict[str, Any]) -> History:
        return History(
            key=one["key"],
            assignee=self.people[one["assignee"]],
            lead=self.units[one["lead"]],
            support=tuple(self.units[name] for name in one.get("support") or ()),
            leader=self.people.get(one.get("leader") or ""),
            kind=Kind(one["kind"]),
            assigned_on=date.fromisoformat(one["assigned_on"]),
            deadline=_day(one.get("deadline")),
            every=Every(one["every"]) if one.get("every") else None,
            day=one.get("day"),
            target=_figure(one["target"]) if one.get("target") else None,
            events=tuple(self._event(entry) for entry in one.get("events") or ()),
        )

    def _event(self, entry: dict[str, Any]) -> Event:
        return Event(
            on=date.fromisoformat(entry["on"]),
            by=self.people[entry["by"]],
            do=Move(entry["do"]),
            text=entry.get("text") or "",
            until=_day(entry.get("until")),
            assignee=self.people.get(entry.get("assignee") or ""),
            lead=self.units.get(entry.get("lead") or ""),
            figures=tuple(_figure(one) for one in entry.get("figures") or ()),
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _figure(one: dict[str, Any]) -> Figure:
    return Figure(one["name"], Decimal(str(one["value"])), one["unit"], bool(one.get("approx")))
