"""What becomes of a light: what would turn it today, and when it turns if nothing is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil

from tracker.calendar.workdays import WorkCalendar
from tracker.progress.glance import number
from tracker.progress.lights import SLOW, Colour, Light, changes_on, light, reached
from tracker.tasks.history import Event, Figure, History
from tracker.tasks.standing import Standing, standing
from tracker.tasks.status import Move, Status

COLOUR_WORDS = {Colour.GREY: "灰灯", Colour.GREEN: "绿灯", Colour.YELLOW: "黄灯", Colour.RED: "红灯"}
_BETTER = (Colour.RED, Colour.YELLOW, Colour.GREY, Colour.GREEN)


@dataclass(frozen=True)
class Pace:
    """A target and how far it should be by now: `done` and `expected` of `goal`."""

    goal: Fraction
    done: Fraction
    expected: Fraction
    unit: str

    @property
    def part(self) -> float:
        return float(self.done / self.goal)

    @property
    def part_expected(self) -> float:
        return float(self.expected / self.goal)

    @property
    def percent(self) -> int:
        return round(self.part * 100)

    @property
    def percent_expected(self) -> int:
        return round(self.part_expected * 100)

    @property
    def words(self) -> str:
        return number(self.done)

    @property
    def words_expected(self) -> str:
        return number(self.expected)


@dataclass(frozen=True)
class Outlook:
    """remedy: what turns it to the better today, in words; none where nothing needs to.

    on, then: the day on which it changes if nothing is done, and what it will be; None within the foresight.
    """

    light: Light
    remedy: str
    on: date | None
    then: Light | None
    pace: Pace | None


def outlook(history: History, day: date, calendar: WorkCalendar) -> Outlook:
    now = standing(history, day)
    present = light(history, day, calendar)
    on = changes_on(history, day, calendar) if now.is_open else None
    return Outlook(
        light=present,
        remedy=_remedy(history, now, present, day, calendar),
        on=on,
        then=light(history, on, calendar) if on else None,
        pace=pace(history, now, day),
    )


def pace(history: History, now: Standing, day: date) -> Pace | None:
    """None without a target that grows over time."""
    target = history.target
    if target is None or target.value <= 0 or now.due is None or now.due == history.assigned_on:
        return None
    goal = Fraction(target.value)
    part = Fraction((day - history.assigned_on).days, (now.due - history.assigned_on).days)
    return Pace(goal, reached(history, target, day), min(goal, goal * part), target.unit)


def _remedy(history: History, now: Standing, present: Light, day: date, calendar: WorkCalendar) -> str:
    """Found by trying: the light after a report, or after a claim, made today."""
    if not now.is_open or present.colour in (Colour.GREEN, Colour.GREY):
        return ""
    if now.status is Status.ASSIGNED:
        return "先签收，再办理"
    if now.status is not Status.WORKING:
        return "等审核" if now.status is Status.WAITING else ""
    if words := _enough(history, now, present, day, calendar):
        return words
    for move, words in ((Move.REPORT, "报一次进度"), (Move.CLAIM, "申请办结")):
        after = _with(history, Event(on=day, by=now.assignee or 0, do=move, text=words))
        colour = light(after, day, calendar).colour
        if _BETTER.index(colour) > _BETTER.index(present.colour):
            return f"{words}就转{COLOUR_WORDS[colour][0]}"
    return "办结后转绿，留下补办标记" if present.overdue else "时限前申请办结，就不会转红"


def _enough(history: History, now: Standing, present: Light, day: date, calendar: WorkCalendar) -> str:
    """How much must be reported today for a light that lags behind its target."""
    found, target = pace(history, now, day), history.target
    if found is None or target is None or present.overdue:
        return ""
    short = ceil(found.expected - found.done - SLOW * found.goal)
    if short <= 0:
        return ""
    figure = Figure(target.name, type(target.value)(short), target.unit)
    after = _with(history, Event(on=day, by=now.assignee or 0, do=Move.REPORT, figures=(figure,)))
    turned = light(after, day, calendar)
    if turned.colour is present.colour:
        return f"再报 {short} {target.unit}就赶上进度"
    return f"再报 {short} {target.unit}就转{COLOUR_WORDS[turned.colour][0]}"


def _with(history: History, event: Event) -> History:
    return replace(history, events=(*history.events, event))
