"""What a row of a list shows of a task on a day: where it stands, its light, what is due next, how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tracker.calendar.limits import Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.progress.lights import Light, light_of, reached
from tracker.tasks.history import History
from tracker.tasks.instances import DAY, Instance, due_day, instances, period_of, rule_on
from tracker.tasks.standing import Standing, standing
from tracker.tasks.status import Status


@dataclass(frozen=True)
class Share:
    """How far a task is: `done` of `whole`, in `unit` (场, or 期 of a recurring task)."""

    done: Fraction
    whole: Fraction
    unit: str

    @property
    def part(self) -> float:
        """Between 0 and 1."""
        return float(min(Fraction(1), self.done / self.whole)) if self.whole > 0 else 0.0

    @property
    def words(self) -> str:
        """9 / 12 场."""
        return f"{number(self.done)} / {number(self.whole)} {self.unit}"


@dataclass(frozen=True)
class Glance:
    """due: the effective deadline; of an open recurring task the oldest that is owed, else the next; else None."""

    now: Standing
    light: Light
    due: date | None
    share: Share | None

    @property
    def is_late(self) -> bool:
        return self.light.overdue

    @property
    def waits(self) -> bool:
        """Whether a claim waits for a decision."""
        return self.now.status is Status.WAITING

    @property
    def unsigned(self) -> bool:
        return self.now.status is Status.ASSIGNED


def glance(history: History, day: date, calendar: WorkCalendar) -> Glance:
    now = standing(history, day)
    begun = list(instances(history, day, calendar))
    return Glance(
        now=now,
        light=light_of(history, now, begun, day, calendar),
        due=_next_due(history, now, begun, day, calendar),
        share=_share(history, begun, day),
    )


def _next_due(history: History, now: Standing, begun: list[Instance], day: date, calendar: WorkCalendar) -> date | None:
    if history.kind is not Kind.RECURRING:
        return now.due
    if not now.is_open:
        return None
    owed = [instance.due for instance in begun if instance.is_open(day)]
    return owed[0] if owed else _next_instance(history, day, calendar)


def _next_instance(history: History, day: date, calendar: WorkCalendar) -> date | None:
    """The due day of the first instance that has not begun by the end of the day; None after the series.

    A week of the Spring Festival may have none: then it is the next week's.
    """
    rule, due = rule_on(history, day), None
    if rule is None:
        return None
    while due is None:
        _, last = period_of(day, rule.every)
        day = last + DAY
        rule = rule_on(history, day) or rule
        due = due_day(*period_of(day, rule.every), rule.every, rule.day, calendar)
    return due if history.deadline is None or due <= history.deadline else None


def _share(history: History, begun: list[Instance], day: date) -> Share | None:
    if target := history.target:
        return Share(reached(history, target, day), Fraction(target.value), target.unit) if target.value > 0 else None
    if history.kind is Kind.RECURRING and begun:
        closed = sum(1 for instance in begun if not instance.is_open(day))
        return Share(Fraction(closed), Fraction(len(begun)), "期")
    return None


def number(value: Fraction) -> str:
    """Thousands by comma, to one decimal, none where it is whole."""
    return f"{float(value):,.1f}".removesuffix(".0")
