"""The conditions of the ledger as they stand in its address: read, and written back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from tracker.calendar.limits import Kind
from tracker.progress.lights import Colour
from tracker.tasks.status import CLOSED, Status

PAGE = 100
"""Rows a page: the tasks of an ordinary year stand on one."""

Word = TypeVar("Word", bound=StrEnum)


class Stage(StrEnum):
    """Groups of states that people ask for together."""

    LIVE = "live"  # 未销号
    OPEN = "open"  # 未办结
    ALL = "all"


STAGE_WORDS = {Stage.LIVE: "未销号", Stage.OPEN: "未办结", Stage.ALL: "全部"}
_GONE = frozenset({Status.CLEARED, Status.STOPPED, Status.VOID, Status.CARRIED_OVER})
_STAGES = {Stage.LIVE: frozenset(Status) - _GONE, Stage.OPEN: frozenset(Status) - CLOSED, Stage.ALL: frozenset(Status)}


class Order(StrEnum):
    SECTION = "section"  # grouped by the part of the plan
    DUE = "due"
    UNIT = "unit"
    PERSON = "person"
    KEY = "key"


ORDER_WORDS = {
    Order.SECTION: "工作部分",
    Order.DUE: "时限",
    Order.UNIT: "牵头单位",
    Order.PERSON: "承办人",
    Order.KEY: "编号",
}


@dataclass(frozen=True)
class Filter:
    """What the ledger shows. None and "" ask for nothing. first, last: the days between which a task is due."""

    year: int | None = None
    status: Status | Stage = Stage.LIVE
    light: Colour | None = None
    unit: int | None = None
    person: int | None = None
    section: str = ""
    kind: Kind | None = None
    first: date | None = None
    last: date | None = None
    q: str = ""
    order: Order = Order.SECTION
    page: int = 1

    @property
    def statuses(self) -> frozenset[Status]:
        return frozenset({self.status}) if isinstance(self.status, Status) else _STAGES[self.status]

    @property
    def words(self) -> list[str]:
        """The pieces of the search: a task must have each of them somewhere."""
        return self.q.split()

    def but(self, **changes: Any) -> dict[str, str]:
        """The address's arguments for this filter with some conditions changed; it begins at the first page again."""
        return _arguments(replace(self, **{"page": 1, **changes}))


def read_filter(given: Mapping[str, str]) -> Filter:
    """The filter that an address asks for; what cannot be understood is left out.

    Whoever searches without naming a state means all of them.
    """
    default = Stage.ALL if given.get("q", "").strip() else Stage.LIVE
    return Filter(
        year=_number(given.get("year")),
        status=_word(Status, given.get("status")) or _word(Stage, given.get("status")) or default,
        light=_word(Colour, given.get("light")),
        unit=_number(given.get("unit")),
        person=_number(given.get("person")),
        section=given.get("section", ""),
        kind=_word(Kind, given.get("kind")),
        first=_day(given.get("first")),
        last=_day(given.get("last")),
        q=given.get("q", "").strip()[:100],
        order=_word(Order, given.get("order")) or Order.SECTION,
        page=_number(given.get("page")) or 1,
    )


def _arguments(wanted: Filter) -> dict[str, str]:
    """As short as can be: what an empty address means anyway is left out."""
    plain = read_filter({"q": wanted.q})
    return {
        name: value.isoformat() if isinstance(value, date) else str(value)
        for name, value in vars(wanted).items()
        if value not in (None, "") and (name == "q" or value != getattr(plain, name))
    }


def _word(words: type[Word], text: str | None) -> Word | None:
    return words(text) if text in frozenset(words) else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 and int(text) else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
