"""How a report says small things: an area of work, a task by its name, how it fell short, what has to be supplied."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from tracker.calendar.limits import Kind
from tracker.plans.orders import actions_in
from tracker.summary.facts import Outcome, Said, Work
from tracker.summary.numbers import numbers_in, tidy
from tracker.summary.report import Sentence
from tracker.tasks.history import Figure

CLERK = "督办员"
_NO_SECTION = "其他重点工作"
_DUTY_WORDS = ("第一责任人", "党政主要负责人", "主要领导", "述法")
_SECTION_NUMBER = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、]|[（(]?[0-9]{1,2}[）)、.．](?![0-9]))\s*")
_PLAN_HEADING = re.compile(r"工作(?:计划|安排|打算|思路)$|^下一?步|^重点任务$")
"""The heading of a whole plan: no area of work."""
_GOES_ON = ("继续", "持续", "常态化", "坚持", "长期", "定期", "每", "按月", "按季")
"""Words with which a title says itself that the work goes on."""
_REACHED = {"完成": "正在推进", "建成": "正在建设"}
"""What a title orders to be reached, and what is true until it is."""


def ask(
    who: str, what: str, work: Work | None = None, *, reports: tuple[Said, ...] = (), figures: tuple[Figure, ...] = ()
) -> Sentence:
    """【待补：谁补什么】. Numbers in what is asked for are those of the plan's own words."""
    asks = f"{who}{what}"
    listed = figures or (as_written(what) if work is None else as_written(asks))
    return Sentence(f"【待补：{asks}】", (work.key,) if work else (), reports, listed, opens=True, asks=asks)


def area_of(section: str, title: str) -> str:
    """The name of an area of work: the heading of the section without a number.

    A task that stands in the plan under no heading of its own is an area by itself.
    """
    name = _SECTION_NUMBER.sub("", section.strip()).rstrip("。：:")
    if _PLAN_HEADING.search(name):
        return tidy(title).rstrip("。；，")
    return name or _NO_SECTION


def marked(text: str) -> str:
    """In quotation marks; those inside become single."""
    inner = tidy(text).rstrip("。；，").replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def figure_said(figure: Figure, said: Iterable[Figure]) -> bool:
    return any((one.name, one.unit, one.value) == (figure.name, figure.unit, figure.value) for one in said)


def as_written(text: str) -> tuple[Figure, ...]:
    """The numbers of a text that is quoted, as figures named after it."""
    return tuple(Figure(f"“{text}”里写的数", number.value, number.behind[:1]) for number in numbers_in(text))


def is_duty(work: Work) -> bool:
    """Whether the task belongs to what the main leaders themselves are responsible for."""
    words = work.ordered.section + work.title
    return work.ordered.main_leader or any(word in words for word in _DUTY_WORDS)


def doer(work: Work) -> str:
    """Who can say more about the task."""
    return work.ordered.assignee or CLERK


def under_way(work: Work, title: str) -> str:
    """正在建设数字档案室, of what recurs or never ends 持续报送排查台账: not done, and not said to be."""
    if title.startswith(_GOES_ON) and not work.missed:
        return title
    if title.startswith(_GOES_ON) or not begins_with_action(title):
        return f"正在推进{marked(title)}任务"
    for reached, doing in _REACHED.items():
        if title.startswith(reached):
            return doing + title.removeprefix(reached)
    return f"{'正在' if work.kind is Kind.DATE else '持续'}{title}"


def begins_with_action(title: str) -> bool:
    return any(start == 0 for start, _ in actions_in(title))


def by_day(deadline: date | None) -> str:
    return f"，{deadline.year}年{deadline.month}月{deadline.day}日前完成" if deadline else ""


def how_late(work: Work) -> str:
    if work.kind is Kind.RECURRING:
        return "任务有的期次没有报" if work.missed else "任务有的期次报得晚"
    return "任务到期还没有办结" if work.missed else "任务没有按时限办结"


def how_returned(work: Work) -> str:
    return "任务被退回，补办后办结" if work.outcome is Outcome.DONE else "任务被退回，还没有补办到位"


def how_unfinished(work: Work) -> str:
    """Empty where nothing is lacking, or the task is not due yet."""
    if work.outcome is Outcome.STOPPED:
        return "任务中止"
    if work.outcome is Outcome.CARRIED:
        return "任务转入下一年度"
    if work.kind is Kind.ONGOING and work.missed:
        return "任务有的季度没有反馈进展"
    is_extended = work.due is not None and work.due != work.ordered.history.deadline
    is_left = work.outcome is Outcome.UNDER_WAY and work.kind is Kind.DATE and not work.late
    return "任务延期办理" if is_left and is_extended else ""


def goes_on_after(work: Work, end: date) -> bool:
    """Whether there is something left to do after the period: not where a series has come to its end."""
    if work.outcome is Outcome.UNDER_WAY and work.kind is Kind.RECURRING:
        return work.due is None or work.due > end or work.missed
    return work.outcome in (Outcome.UNDER_WAY, Outcome.CARRIED)


T = TypeVar("T")


def unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
