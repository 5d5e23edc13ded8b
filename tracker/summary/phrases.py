"""How a report says small things: an area of work, a task by its name, how it fell short, what has to be supplied."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from tracker.calendar.legal_days import named_days
from tracker.calendar.limits import Kind
from tracker.plans.clauses import verb_of
from tracker.plans.orders import actions_in
from tracker.plans.units import UNITS, counts
from tracker.plans.verbs import ORDERS
from tracker.progress.figures import Total
from tracker.summary.facts import Outcome, Said, Work
from tracker.summary.numbers import Number, amount, numbers_in, shares_a_word, tidy
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
_AROUND = re.compile(r"[在对向为从经以]|结合|通过|针对|围绕|依托|根据|按照")
_REACHED = {"完成": "正在推进", "建成": "正在建设"}
"""What a title orders to be reached, and what is true until it is."""
_BY_NAME = re.compile(r"^(?:继续|正在)推进“(?P<name>[^“”]+)”任务$")
"""How a report calls a task by its name; read again next year it is the title of the next task."""
_SHORTENED = 30
"""Characters of a problem as last year's report states it, before the rest is left out."""
_OFFICES = ("街道", "镇", "乡", "县", "市", "区", "局")


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


def bare(title: str) -> str:
    """The title without what a report put around it, and without the signs at its end."""
    title = tidy(title).rstrip("。；，")
    while by_name := _BY_NAME.match(title):
        title = by_name["name"].replace("‘", "“").replace("’", "”")
    return title


def we(office: str) -> str:
    """我镇, 我街道: how the office calls itself."""
    name = re.sub(r"(?:人民政府|办事处|委员会)$", "", office)
    return f"我{next((ending for ending in _OFFICES if name.endswith(ending)), '单位')}"


def on_its_day(title: str) -> str:
    """国家宪法日组织宣讲 → 在国家宪法日组织宣讲."""
    return f"在{title}" if day_of(title) else title


def day_of(title: str) -> str:
    """The day of legal publicity that the title begins with; empty where it begins with none."""
    start, end, _ = next(named_days(title), (1, 1, ""))
    return title[:end] if start == 0 else ""


def shortened(text: str) -> str:
    """The first clauses of a long statement, then ……."""
    text = tidy(text).rstrip("。；")
    if len(text) <= _SHORTENED:
        return text
    head = text[:_SHORTENED]
    cut = max(head.rfind(sign) for sign in "，。；")
    return f"{head[:cut] if cut > _SHORTENED // 3 else head}……"


def marked(text: str) -> str:
    """In quotation marks; those inside become single."""
    inner = tidy(text).rstrip("。；，").replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


_AT_LEAST = re.compile(r"(?:不少于|不低于|不小于|至少)$")
_OR_MORE = re.compile(r"及?以上")


def counted_in(title: str) -> list[Number]:
    """The numbers of a title that ask for so much of something; 12345热线 is a name."""
    return [number for number in numbers_in(title) if _unit_of(number)]


def _unit_of(number: Number) -> str:
    known = sorted((unit for unit in UNITS if number.behind.startswith(unit)), key=len)
    return known[-1] if known and counts(known[-1], number.behind.removeprefix(known[-1])) else ""


def exceeds(figure: Figure, number: Number, title: str) -> bool:
    """Whether more was reached than the title asks for."""
    is_same = number.behind.startswith(figure.unit) and shares_a_word(title, figure.name)
    return is_same and figure.value > number.value


def with_reached(title: str, at: int, number: Number, figure: Figure) -> str:
    """开展宣传不少于12场 → 开展宣传15场. at: where the unit begins."""
    is_as_asked = figure.value == number.value and not figure.approx
    said = title[number.start : at] + figure.unit if is_as_asked else amount(figure)
    behind = title[at:].removeprefix(figure.unit)
    more = _OR_MORE.match(behind)
    return _AT_LEAST.sub("", title[: number.start]) + said + (behind[more.end() :] if more else behind)


def parts_of(total: Total) -> tuple[Said, ...]:
    """The reports that a total is made of."""
    return tuple(Said(part.task, part.seq, part.on, "", (part.figure,)) for part in total.parts)


def figure_said(figure: Figure, said: Iterable[Figure]) -> bool:
    return any((one.name, one.unit, one.value) == (figure.name, figure.unit, figure.value) for one in said)


def as_written(text: str) -> tuple[Figure, ...]:
    """The numbers of a text that is quoted, as figures named after it."""
    return tuple(Figure(f"“{text}”里写的数", number.value, number.behind[:1]) for number in numbers_in(text))


def is_duty(work: Work) -> bool:
    """Whether the task belongs to what the main leaders themselves are responsible for."""
    return work.ordered.main_leader or names_duty(work.ordered.section + work.title)


def names_duty(words: str) -> bool:
    return any(word in words for word in _DUTY_WORDS)


def doer(work: Work) -> str:
    """Who can say more about the task."""
    return work.ordered.assignee or CLERK


def under_way(work: Work, title: str) -> str:
    """正在建设数字档案室, of what recurs or never ends 持续报送排查台账: not done, and not said to be."""
    if title.startswith(_GOES_ON) and not work.missed:
        return title
    if title.startswith(_GOES_ON) or not begins_with_verb(title):
        return f"{'正在' if work.kind is Kind.DATE or work.missed else '持续'}{pushed(title)}"
    for reached, doing in _REACHED.items():
        if title.startswith(reached):
            return doing + title.removeprefix(reached)
    return f"{'正在' if work.kind is Kind.DATE else '持续'}{title}"


def going_on(work: Work, title: str) -> str:
    """What is left to do: 继续编制办事指南; 编制办事指南 of what was not begun."""
    if not (actions_in(title) or begins_plainly(title)):
        return f"继续推进{marked(title)}任务" if work.is_begun else f"推进{marked(title)}任务"
    if title.startswith((*_GOES_ON, *_REACHED)):
        return title
    if day_of(title):
        return on_its_day(title)
    said = title if begins_with_verb(title) else pushed(title)
    return f"继续{said}" if work.is_begun else said


def pushed(title: str) -> str:
    """推进档案规范化建设, 做好领导下访工作, 推进“办事指南”任务: what a title without a verb in front becomes."""
    if title[-2:] in ORDERS and begins_plainly(title):
        return f"推进{title}"
    if actions_in(title) and begins_plainly(title) and not day_of(title):
        return f"做好{title}工作"
    return f"推进{marked(title)}任务"


def begins_plainly(title: str) -> bool:
    """Whether the title is a noun, or a subject with its verbs: neither an order nor a circumstance stands in front."""
    return not (begins_with_verb(title) or title.startswith(_GOES_ON) or _AROUND.match(title))


def begins_with_verb(title: str) -> bool:
    return verb_of(title) is not None


def by_day(deadline: date | None) -> str:
    return f"，{deadline.year}年{deadline.month}月{deadline.day}日前完成" if deadline else ""


def how_late(work: Work) -> str:
    if work.kind is Kind.RECURRING:
        return "部分期次未报送" if work.missed else "部分期次报送不及时"
    return "到期尚未办结" if work.missed else "未按时限办结"


def how_returned(work: Work) -> str:
    return "被退回，补办后办结" if work.outcome is Outcome.DONE else "被退回，尚未补办到位"


def how_unfinished(work: Work) -> str:
    """Empty where nothing is lacking, or the task is not due yet."""
    if work.outcome is Outcome.STOPPED:
        return "中止办理"
    if work.outcome is Outcome.CARRIED:
        return "转入下一年度办理"
    if work.kind is Kind.ONGOING and work.missed:
        return "部分季度未反馈进展"
    is_extended = work.due is not None and work.due != work.ordered.history.deadline
    is_left = work.outcome is Outcome.UNDER_WAY and work.kind is Kind.DATE and not work.late
    return "延期办理" if is_left and is_extended else ""


def goes_on_after(work: Work, end: date) -> bool:
    """Whether there is something left to do after the period: not where a series has come to its end."""
    if work.outcome is Outcome.UNDER_WAY and work.kind is Kind.RECURRING:
        return work.due is None or work.due > end or work.missed
    return work.outcome in (Outcome.UNDER_WAY, Outcome.CARRIED)


T = TypeVar("T")


def unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
