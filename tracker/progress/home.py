"""The lists of a home page: what is urgent for the one who works, what is stuck for those who look after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from tracker.calendar.legal_days import legal_days
from tracker.progress.glance import Glance
from tracker.progress.lights import SOON_DAYS, Colour

_FAR = date.max


class HasGlance(Protocol):
    @property
    def glance(self) -> Glance | None: ...


Row = TypeVar("Row", bound=HasGlance)


@dataclass(frozen=True)
class Piece:
    """A count of the answer sentence, linked to its section. mark: red, amber or nothing."""

    words: str
    count: int
    anchor: str
    mark: str = ""


@dataclass
class Mine(Generic[Row]):
    """A person's open tasks, each in the first list that fits it, the most urgent first."""

    late: list[Row] = field(default_factory=list)
    soon: list[Row] = field(default_factory=list)
    behind: list[Row] = field(default_factory=list)  # 偏慢, 退回补办, 久未报
    sign: list[Row] = field(default_factory=list)
    later: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)  # handed in, somebody else's turn

    @property
    def pieces(self) -> list[Piece]:
        every = (
            Piece("逾期", len(self.late), "late", "red"),
            Piece(f"{SOON_DAYS} 天内", len(self.soon), "soon", "amber"),
            Piece("要抓紧", len(self.behind), "behind", "amber"),
            Piece("待签收", len(self.sign), "sign"),
        )
        return [piece for piece in every if piece.count]

    @property
    def count(self) -> int:
        return sum(piece.count for piece in self.pieces)


def mine(rows: Iterable[Row], day: date) -> Mine[Row]:
    lists: Mine[Row] = Mine()
    for row in sorted(rows, key=_by_due):
        if row.glance and row.glance.now.is_open:
            _list_for(row.glance, lists, day).append(row)
    return lists


def _by_due(row: HasGlance) -> date:
    return row.glance.due or _FAR if row.glance else _FAR


def _list_for(one: Glance, lists: Mine[Row], day: date) -> list[Row]:
    if one.waits:
        return lists.waiting
    if one.is_late:
        return lists.late
    if one.unsigned:
        return lists.sign
    if one.due and (one.due - day).days <= SOON_DAYS:
        return lists.soon
    return lists.behind if one.light.colour in (Colour.RED, Colour.YELLOW) else lists.later


@dataclass
class Stuck(Generic[Row]):
    """What does not move on by itself, of all tasks that somebody looks after. A task may stand in several lists."""

    late: list[Row] = field(default_factory=list)
    behind: list[Row] = field(default_factory=list)  # red by its numbers
    waiting: list[Row] = field(default_factory=list)  # a claim waits for a decision
    extensions: list[Row] = field(default_factory=list)  # a request waits for an answer
    unsigned: list[Row] = field(default_factory=list)  # assigned before today
    nobodys: list[Row] = field(default_factory=list)  # refused

    @property
    def pieces(self) -> list[Piece]:
        every = (
            Piece("逾期", len(self.late), "late", "red"),
            Piece("严重偏慢", len(self.behind), "behind", "red"),
            Piece("等审核", len(self.waiting), "wait"),
            Piece("等答复延期", len(self.extensions), "extensions"),
            Piece("未签收", len(self.unsigned), "sign"),
            Piece("被拒签", len(self.nobodys), "nobodys"),
        )
        return [piece for piece in every if piece.count]

    @property
    def count(self) -> int:
        return sum(piece.count for piece in self.pieces)


def stuck(rows: Iterable[Row], day: date) -> Stuck[Row]:
    lists: Stuck[Row] = Stuck()
    for row in sorted(rows, key=_by_due):
        one = row.glance
        if one is None or not one.now.is_open:
            continue
        if one.is_late:
            lists.late.append(row)
        elif one.light.colour is Colour.RED:
            lists.behind.append(row)
        if one.waits:
            lists.waiting.append(row)
        if one.now.request:
            lists.extensions.append(row)
        if one.unsigned and one.now.assigned_on < day:
            lists.unsigned.append(row)
        if one.now.is_nobodys:
            lists.nobodys.append(row)
    return lists


AHEAD = timedelta(days=14)


@dataclass(frozen=True, order=True)
class Coming:
    """A day of the next two weeks: a deadline, or a day of legal publicity (`named`)."""

    day: date
    words: str
    named: bool = False


def agenda(deadlines: Iterable[tuple[date | None, str]], day: date) -> list[Coming]:
    """What comes within two weeks, in order: deadlines, and the calendar of legal publicity (months at their start)."""
    known = [one for year in {day.year, (day + AHEAD).year} for one in legal_days(year)]
    every = [Coming(one.start, one.name, named=True) for one in known]
    every += [Coming(due, f"{title}截止") for due, title in deadlines if due]
    return sorted(one for one in every if day <= one.day <= day + AHEAD)
