"""The board: how far the work is, part by part, month by month, unit by unit. In neutral order: nobody is ranked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tracker.progress.glance import Glance
from tracker.progress.yearline import Mark, day_of, mark_of

DONE = (Mark.DONE, Mark.LATE)
Name = TypeVar("Name", str, int)


@dataclass(frozen=True)
class Tally:
    """One row: what it is about, and how many tasks have each mark."""

    name: str
    counts: Counter[Mark]

    @property
    def whole(self) -> int:
        return self.counts.total()

    @property
    def done(self) -> int:
        return sum(self.counts[mark] for mark in DONE)

    @property
    def part(self) -> float:
        return self.done / self.whole if self.whole else 0.0

    @property
    def left(self) -> list[tuple[Mark, int]]:
        """What is not done, worst first, without what is none."""
        return [(mark, self.counts[mark]) for mark in Mark if mark not in DONE and self.counts[mark]]


def tally(named: Iterable[tuple[Name, str]], marked: Iterable[tuple[Name, Mark]]) -> list[tuple[Name, Tally]]:
    """Each of the named, in their order, with the row of its word; what has no task is left out."""
    counts: dict[Name, Counter[Mark]] = defaultdict(Counter)
    for name, mark in marked:
        counts[name][mark] += 1
    return [(name, Tally(word, counts[name])) for name, word in named if name in counts]


@dataclass(frozen=True)
class Month:
    """planned: tasks due in the month; counts: what became of them. so_far: the same from January on."""

    first: date
    last: date
    counts: Counter[Mark]
    planned_so_far: int
    done_so_far: int

    @property
    def planned(self) -> int:
        return self.counts.total()

    @property
    def done(self) -> int:
        return sum(self.counts[mark] for mark in DONE)

    @property
    def left(self) -> list[tuple[Mark, int]]:
        return [(mark, self.counts[mark]) for mark in Mark if mark not in DONE and self.counts[mark]]


def by_month(year: int, glances: Iterable[Glance]) -> list[Month]:
    """The twelve months; what is due in another year counts to the nearest month of this one."""
    counts: list[Counter[Mark]] = [Counter() for _ in range(12)]
    for one in glances:
        day, mark = day_of(one), mark_of(one)
        if day and mark:
            month = 1 if day.year < year else 12 if day.year > year else day.month
            counts[month - 1][mark] += 1
    months, planned, done = [], 0, 0
    for number, counted in enumerate(counts, 1):
        planned += counted.total()
        done += sum(counted[mark] for mark in DONE)
        last = date(year, 12, 31) if number == 12 else date.fromordinal(date(year, number + 1, 1).toordinal() - 1)
        months.append(Month(date(year, number, 1), last, counted, planned, done))
    return months
