"""What a year looks like: works by part, by month and by unit, and what was planned beside what was done.

Units stand in the order of the ledger, never by what they reached: a picture is no ranking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from tracker.summary.facts import Facts, Outcome, Work
from tracker.summary.numbers import digits
from tracker.summary.phrases import area_of
from tracker.tasks.status import Move

_NOBODY = "没有写牵头单位"


@dataclass(frozen=True)
class Bar:
    """done of whole, both counts of the same thing; words say it: 3 / 5 件."""

    name: str
    done: Decimal
    whole: Decimal
    words: str

    @property
    def share(self) -> float:
        """From 0 to 1; more than the whole is the whole."""
        return float(min(Decimal(1), self.done / self.whole)) if self.whole else 0.0


@dataclass(frozen=True)
class Picture:
    title: str
    legend: str
    bars: tuple[Bar, ...]


def pictures_of(facts: Facts) -> tuple[Picture, ...]:
    """The pictures that have something to show."""
    made = (
        Picture("各项工作进展", "办结的任务 / 全部任务", _finished_by(facts.works, _area)),
        Picture("各月进展", "当月报的进度，最多的一个月为满格", _by_month(facts)),
        Picture("各单位任务", "办结的任务 / 牵头的任务，按台账顺序", _finished_by(facts.works, _unit)),
        Picture("计划和完成", "完成的数 / 计划的数", _targets(facts.works)),
    )
    return tuple(picture for picture in made if picture.bars)


def _area(work: Work) -> str:
    return area_of(work.ordered.section, work.title)


def _unit(work: Work) -> str:
    return work.ordered.unit or _NOBODY


def _finished_by(works: Iterable[Work], group: Callable[[Work], str]) -> tuple[Bar, ...]:
    """Finished ones among all, in the order in which the groups first appear."""
    groups: dict[str, list[Work]] = {}
    for work in works:
        groups.setdefault(group(work), []).append(work)
    return tuple(
        _bar(name, sum(work.outcome is Outcome.DONE for work in own), len(own), "件") for name, own in groups.items()
    )


def _by_month(facts: Facts) -> tuple[Bar, ...]:
    """How many reports came in each month of the period, beside the month with the most."""
    days = [event.on for work in facts.works for event in work.ordered.history.events if event.do is Move.REPORT]
    months = range(facts.period.start.month, facts.period.end.month + 1)
    counts = {
        month: sum(facts.period.start <= day <= facts.period.end and day.month == month for day in days)
        for month in months
    }
    most = max(counts.values(), default=0)
    if not most:
        return ()
    return tuple(Bar(f"{month}月", Decimal(count), Decimal(most), f"{count} 条进度") for month, count in counts.items())


def _targets(works: Iterable[Work]) -> tuple[Bar, ...]:
    return tuple(_bar(work.title, work.reached, work.target.value, work.target.unit) for work in works if work.target)


def _bar(name: str, done: Decimal | int, whole: Decimal | int, unit: str) -> Bar:
    words = f"{digits(Decimal(done))} / {digits(Decimal(whole))} {unit}"
    return Bar(name, Decimal(done), Decimal(whole), words)
