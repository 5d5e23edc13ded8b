"""How work is limited in time: the words that documents, drafts, tasks and the office contract share."""

from __future__ import annotations

from enum import StrEnum

YEARS = range(1950, 2151)
"""The years that an office can mean; any other is a slip of the pen."""


class Kind(StrEnum):
    """How a task is limited in time."""

    DATE = "date"
    RECURRING = "recurring"
    ONGOING = "ongoing"


class Every(StrEnum):
    """The period of a recurring task or time limit."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


EVERY_WORDS: dict[StrEnum, str] = {
    Every.WEEK: "每周",
    Every.MONTH: "每月",
    Every.QUARTER: "每季度",
    Every.HALF_YEAR: "每半年",
    Every.YEAR: "每年",
}
_WEEKDAYS = "一二三四五六日"


def rhythm(every: Every, day: int | None) -> str:
    """每月28日前, 每周五前; without a day 每季度最后一个工作日前."""
    if day is None:
        return f"{EVERY_WORDS[every]}最后一个工作日前"
    return f"{EVERY_WORDS[every]}{_WEEKDAYS[day - 1] if every is Every.WEEK else f'{day}日'}前"
