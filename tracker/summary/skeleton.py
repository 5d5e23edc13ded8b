"""The parts of a report, their headings and their order: last year's where they are known, else the built-in ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.summary.facts import Facts, LastReport, Period, whole_year


class Part(StrEnum):
    """The five parts of a yearly report on 法治政府建设, as the rules on such reports name them."""

    ACHIEVEMENTS = "achievements"
    PROBLEMS = "problems"
    DUTIES = "duties"
    PLAN = "plan"
    OTHER = "other"


class Kind(StrEnum):
    """The kinds of report."""

    YEARLY = "yearly"
    WORK = "work"
    HALF_YEAR = "half-year"
    QUARTER = "quarter"
    MONTH = "month"
    TOPIC = "topic"
    DUTIES = "duties"
    LIST = "list"


KIND_WORDS: dict[StrEnum, str] = {
    Kind.YEARLY: "年度法治政府建设报告",
    Kind.WORK: "年度工作总结",
    Kind.HALF_YEAR: "半年工作情况",
    Kind.QUARTER: "季度工作情况",
    Kind.MONTH: "月度工作情况",
    Kind.TOPIC: "专题报告",
    Kind.DUTIES: "第一责任人履职报告",
    Kind.LIST: "上级清单进展",
}

_YEARLY = (Part.ACHIEVEMENTS, Part.PROBLEMS, Part.DUTIES, Part.PLAN, Part.OTHER)
_SHORT = (Part.ACHIEVEMENTS, Part.PROBLEMS, Part.PLAN)
PARTS: dict[Kind, tuple[Part, ...]] = {
    Kind.YEARLY: _YEARLY,
    Kind.WORK: _SHORT,
    Kind.HALF_YEAR: _SHORT,
    Kind.QUARTER: _SHORT,
    Kind.MONTH: _SHORT,
    Kind.TOPIC: _SHORT,
    Kind.DUTIES: (Part.DUTIES, Part.PROBLEMS, Part.PLAN),
    Kind.LIST: (Part.ACHIEVEMENTS,),
}

_HEADINGS = {
    Part.ACHIEVEMENTS: "主要举措和成效",
    Part.PROBLEMS: "存在的不足和原因",
    Part.DUTIES: "党政主要负责人履行推进法治建设第一责任人职责情况",
    Part.PLAN: "下一步工作安排",
    Part.OTHER: "其他需要报告的事项",
}

_SIGNS = (
    (Part.DUTIES, re.compile(r"第一责任人")),
    (Part.PLAN, re.compile(r"下一?步|下一?年度?|(?:工作|年度?)(?:计划|安排|打算|思路)")),
    (Part.PROBLEMS, re.compile(r"不足|问题|短板|差距|困难")),
    (Part.ACHIEVEMENTS, re.compile(r"举措|成效|做法|开展情况|推进情况|完成情况|工作情况")),
    (Part.OTHER, re.compile(r"其[他它]|需要报告")),
)
"""What shows which part a heading of last year's report opens; the first that is found decides."""

_NUMBER = re.compile(r"^[#\s]*[一二三四五六七八九十]{1,3}、\s*")
_YEAR = re.compile(r"20[0-9]{2}(?=年)")
ORDINALS = "一二三四五六七八九"
MONTHS = {Kind.HALF_YEAR: 6, Kind.QUARTER: 3, Kind.MONTH: 1}
"""How many months reports on parts of a year are about; all others are about the whole year."""


@dataclass(frozen=True)
class Opening:
    """A part and its numbered heading."""

    part: Part
    heading: str


def openings(kind: Kind, facts: Facts) -> list[Opening]:
    """The parts of this kind of report with their headings in order.

    A yearly report keeps the headings and the order of last year's, its years moved on; parts that it lacked come
    behind the part that they usually follow.
    """
    known = _kept(facts.last, facts.period.year) if kind is Kind.YEARLY else {}
    order = list(known)
    for n, part in enumerate(PARTS[kind]):
        if part not in order:
            before = next((p for p in reversed(PARTS[kind][:n]) if p in order), None)
            order.insert(order.index(before) + 1 if before else 0, part)
    headings = {**_HEADINGS, **_of_the_kind(kind, facts), **known}
    return [Opening(part, f"{ordinal(n)}、{headings[part]}") for n, part in enumerate(order, 1)]


def _of_the_kind(kind: Kind, facts: Facts) -> dict[Part, str]:
    if kind in (Kind.YEARLY, Kind.WORK, Kind.DUTIES):
        return {Part.PLAN: f"{facts.period.year + 1}年工作安排"}
    return {Part.ACHIEVEMENTS: "工作进展和成效"}


def _kept(last: LastReport | None, year: int) -> dict[Part, str]:
    """The headings of last year's report that open one of the five parts, without numbers, in its order."""
    if last is None:
        return {}
    found: dict[Part, str] = {}
    for heading in last.headings:
        text = _NUMBER.sub("", heading).strip()
        part = next((part for part, sign in _SIGNS if sign.search(text)), None)
        if part is not None and part not in found:
            found[part] = moved_on(text, year - last.year)
    return found


def moved_on(text: str, years: int) -> str:
    """The text with every year so many years later: 2026年工作安排 becomes 2027年工作安排."""
    return _YEAR.sub(lambda year: str(int(year[0]) + years), text)


def ordinal(number: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十; from 100 on in figures."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{ORDINALS[tens - 1]}十"
    return ten + (ORDINALS[ones - 1] if ones else "")


def period_of(kind: Kind, year: int, number: int = 0) -> Period:
    """The days that a report is about: the whole year, or its half-year, quarter or month of that number, from 1."""
    months = MONTHS.get(kind)
    if months is None:
        return whole_year(year)
    last = number * months
    end = date(year, 12, 31) if last == 12 else date(year, last + 1, 1) - timedelta(days=1)
    return Period(date(year, last - months + 1, 1), end)


def numbers_of(kind: Kind) -> range:
    """The numbers that the reports of a kind have in a year; nothing for those about the whole year."""
    return range(1, 12 // MONTHS[kind] + 1) if kind in MONTHS else range(0)


def title_of(kind: Kind, facts: Facts, topic: str = "") -> str:
    """The title of the report: last year's with its years moved on where one is imported, else a plain one."""
    last, year = facts.last, facts.period.year
    if kind is Kind.YEARLY and last and last.title and _YEAR.search(last.title):
        return moved_on(last.title, year - last.year)
    about = {
        Kind.YEARLY: f"{year}年度法治政府建设情况的报告",
        Kind.WORK: f"{year}年工作总结",
        Kind.TOPIC: f"{year}年{f'“{topic}”' if '，' in topic else topic}工作情况的报告",
        Kind.DUTIES: f"{year}年度党政主要负责人履行推进法治建设第一责任人职责情况的报告",
        Kind.LIST: f"{year}年重点任务进展情况",
    }
    words = about.get(kind) or f"{span_words(facts.period)}工作情况的报告"
    return f"{facts.office}{'' if kind in (Kind.WORK, Kind.LIST) else '关于'}{words}"


def span_words(period: Period) -> str:
    """2026年3月, 2026年上半年, 2026年第三季度, 2026年."""
    start, end = period.start, period.end
    months = end.month - start.month + 1
    if months == 1:
        return f"{start.year}年{start.month}月"
    if months == 6:
        return f"{start.year}年{'上' if start.month == 1 else '下'}半年"
    if months == 3:
        return f"{start.year}年第{ORDINALS[(start.month - 1) // 3]}季度"
    return f"{start.year}年"
