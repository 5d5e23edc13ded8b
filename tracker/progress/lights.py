"""The light of a task on a day, by rules that a person can check.

Source: the office contract, “Lights, exactly”; the first rule that holds decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from tracker.calendar.limits import Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.tasks.history import Figure, History
from tracker.tasks.instances import Instance, instances
from tracker.tasks.standing import Standing, standing
from tracker.tasks.status import Move, Status

SILENT_DAYS = 92
LONG_TASK_DAYS = 30
SOON = "临期"
SOON_DAYS = 7
SOON_WORKDAYS = 3
FAR_DAYS = 30
SLOW = Fraction(1, 10)
VERY_SLOW = Fraction(3, 10)
_FORESIGHT = 400  # days that `changes_on` looks ahead


class Colour(StrEnum):
    GREY = "grey"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


_WORST_FIRST = (Colour.RED, Colour.YELLOW, Colour.GREEN, Colour.GREY)


@dataclass(frozen=True)
class Light:
    """A colour that explains itself, in Chinese.

    word: what stands beside the colour (逾期 5 天, 临期, 偏慢, 正常, 未到期). rule: the rule that decided.
    inputs: the dates and numbers that it was given. late_done: the mark 补办, which stays for good.
    overdue: whether it is red because a date passed (and not because the numbers lag behind).
    """

    colour: Colour
    word: str
    rule: str
    inputs: str
    late_done: bool = False
    overdue: bool = False

    @property
    def date_colour(self) -> str:
        """Its colour where it speaks of a date that is near or past, so that the date is shown in it; else nothing."""
        return self.colour.value if self.overdue or self.word == SOON else ""

    @property
    def why(self) -> str:
        return f"{self.rule}{self.inputs}"


def light(history: History, day: date, calendar: WorkCalendar) -> Light:
    """The light at the end of the day: events of that day count, later ones do not."""
    begun = list(instances(history, day, calendar)) if history.kind is Kind.RECURRING else []
    return light_of(history, standing(history, day), begun, day, calendar)


def light_of(history: History, now: Standing, begun: list[Instance], day: date, calendar: WorkCalendar) -> Light:
    """The same, for whoever knows already where the task stands and which of its instances have begun."""
    found = _of_the_whole(history, now, day)
    if found is None and history.kind is Kind.RECURRING:
        found = _of_instances(history, now, begun, day, calendar)
    if found is None:
        found = _of_the_date(history, now, day, calendar)
    late_done = now.late_done or any(i.closed_on and i.due < i.closed_on <= day for i in begun)
    return replace(found, late_done=True) if late_done else found


def changes_on(history: History, day: date, calendar: WorkCalendar) -> date | None:
    """The first later day on which the light has another colour if nothing is done; None within the foresight."""
    colour = light(history, day, calendar).colour
    for ahead in range(1, _FORESIGHT):
        later = day + timedelta(days=ahead)
        if light(history, later, calendar).colour is not colour:
            return later
    return None


# ---- rules 1 and 2: the task as a whole


def _of_the_whole(history: History, now: Standing, day: date) -> Light | None:
    if not now.is_open:
        return Light(Colour.GREEN, "已办完", "已经办结、中止或转下年的为绿。", f"{_day(now.closed_on)}结束。")
    if now.is_nobodys:
        return Light(Colour.GREY, "等重新交办", "被拒签、还没有重新交办的为灰。", "现在没有承办人。")
    if history.kind is Kind.ONGOING:
        return _of_the_ongoing(history, now, day)
    return None


def _of_the_ongoing(history: History, now: Standing, day: date) -> Light:
    since = now.last_report or history.assigned_on
    silent = (day - since).days
    inputs = f"{'上次报进度' if now.last_report else '交办'}是{_day(since)}，已过 {silent} 天。"
    rule = f"长期任务超过 {SILENT_DAYS} 天没有报进度为黄，否则为绿。"
    if silent > SILENT_DAYS:
        return Light(Colour.YELLOW, "久未报", rule, inputs)
    return Light(Colour.GREEN, "正常", rule, inputs)


# ---- rules 3 to 7: a task with one date


def _of_the_date(history: History, now: Standing, day: date, calendar: WorkCalendar) -> Light:
    if now.due is None:
        raise ValueError(f"{history.key}: a task of kind date has a deadline")
    return (
        _overdue(now, now.due, day)
        or _behind_target(history, now, now.due, day)
        or _sent_back(now)
        or _soon(history, now.due, day, calendar)
        or _far_or_fine(now, now.due, day)
    )


def _overdue(now: Standing, due: date, day: date) -> Light | None:
    if day <= due or (now.waits_since is not None and now.waits_since <= due):
        return None
    rule = "过了时限、没有在时限前申请办结的为红。"
    return Light(Colour.RED, f"逾期 {(day - due).days} 天", rule, f"时限是{_day(due)}。", overdue=True)


def _behind_target(history: History, now: Standing, due: date, day: date) -> Light | None:
    whole = (due - history.assigned_on).days
    target = history.target
    if target is None or target.value <= 0 or whole == 0:
        return None
    goal = Fraction(target.value)
    expected = min(goal, goal * (day - history.assigned_on).days / whole)
    done = reached(history, target, day)
    behind = (expected - done) / goal
    if behind <= SLOW:
        return None
    rule = "有数量目标的，比时间进度落后超过 10 个百分点为黄，超过 30 个为红。"
    inputs = (
        f"目标 {_number(goal)} {target.unit}，已报 {_number(done)} {target.unit}，"
        f"按时间应到 {_number(expected)} {target.unit}，落后 {_number(behind * 100)} 个百分点。"
    )
    return Light(Colour.RED if behind > VERY_SLOW else Colour.YELLOW, "偏慢", rule, inputs)


def reached(history: History, target: Figure, day: date) -> Fraction:
    """What the task's own reports of the target's name and unit come to by the end of the day.

    Summed; of rates (% or a name that ends in 率) the last.
    """
    reported = [
        figure
        for event in history.events
        if event.do is Move.REPORT and event.on <= day
        for figure in event.figures
        if (figure.name, figure.unit) == (target.name, target.unit)
    ]
    if is_rate(target.name, target.unit):
        reported = reported[-1:]
    return sum((Fraction(figure.value) for figure in reported), Fraction(0))


def is_rate(name: str, unit: str) -> bool:
    """Whether values of this figure cannot be added up: of rates the last counts."""
    return unit == "%" or name.endswith("率")


def _sent_back(now: Standing) -> Light | None:
    if now.returned_on is None:
        return None
    rule = "退回补办、还没有再次申请办结的为黄。"
    return Light(Colour.YELLOW, "退回补办", rule, f"{_day(now.returned_on)}退回。")


def _soon(history: History, due: date, day: date, calendar: WorkCalendar) -> Light | None:
    left = (due - day).days
    if (due - history.assigned_on).days >= LONG_TASK_DAYS:
        if left > SOON_DAYS:
            return None
        return Light(Colour.YELLOW, SOON, f"离时限不超过 {SOON_DAYS} 天为黄。", f"时限是{_day(due)}，{_left(left)}。")
    workdays = calendar.count(day, due, at_most=SOON_WORKDAYS + 1)
    if workdays > SOON_WORKDAYS:
        return None
    rule = f"不足 {LONG_TASK_DAYS} 天的任务，离时限不超过 {SOON_WORKDAYS} 个工作日为黄。"
    return Light(Colour.YELLOW, SOON, rule, f"时限是{_day(due)}，还有 {workdays} 个工作日。")


def _far_or_fine(now: Standing, due: date, day: date) -> Light:
    left = (due - day).days
    inputs = f"时限是{_day(due)}，{_left(left)}。"
    if now.status is Status.ASSIGNED and left > FAR_DAYS:
        return Light(Colour.GREY, "未到期", f"还没有签收、离时限超过 {FAR_DAYS} 天的为灰。", inputs)
    return Light(Colour.GREEN, "正常", "没有逾期、没有落后、离时限还早的为绿。", inputs)


# ---- recurring: the worst of the open instances


def _of_instances(history: History, now: Standing, begun: list[Instance], day: date, calendar: WorkCalendar) -> Light:
    lights = [_of_instance(now, instance, day, calendar) for instance in begun if instance.is_open(day)]
    if not lights:
        return Light(Colour.GREEN, "本期已报", "定期任务看还没有报的各期；都报了为绿。", "没有欠报的。")
    return min(lights, key=lambda found: _WORST_FIRST.index(found.colour))


def _of_instance(now: Standing, instance: Instance, day: date, calendar: WorkCalendar) -> Light:
    steps: tuple[Callable[[], Light | None], ...] = (
        lambda: _overdue(now, instance.due, day),
        lambda: _sent_back(now),
        lambda: _instance_soon(instance, day, calendar),
    )
    for step in steps:
        if found := step():
            return found
    return _far_or_fine(now, instance.due, day)


def _instance_soon(instance: Instance, day: date, calendar: WorkCalendar) -> Light | None:
    workdays = calendar.count(day, instance.due, at_most=SOON_WORKDAYS + 1)
    if workdays > SOON_WORKDAYS:
        return None
    rule = f"定期任务离本期时限不超过 {SOON_WORKDAYS} 个工作日为黄。"
    return Light(Colour.YELLOW, SOON, rule, f"本期时限是{_day(instance.due)}，还有 {workdays} 个工作日。")


# ---- words


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _left(days: int) -> str:
    return f"还有 {days} 天" if days >= 0 else f"已过 {-days} 天"


def _number(value: Fraction) -> str:
    """To one decimal, none where it is whole."""
    return f"{float(value):.1f}".removesuffix(".0")
