"""Work that does not come from a report: the calendar of legal publicity, duties of every year, a leader's instruction.

Each becomes a document of its own lines, so that the review desk shows it as it shows a report.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from tracker.calendar.legal_days import LegalDay, legal_days
from tracker.calendar.limits import EVERY_WORDS, Every
from tracker.calendar.words import day_words
from tracker.plans.deadlines import deadlines_in
from tracker.plans.parties import parties_in
from tracker.plans.plan import Deadline, DeadlineKind, Parties
from tracker.review.deeds import title_of

_DUTIES = Path(__file__).with_name("duties.toml")


@dataclass(frozen=True)
class Proposed:
    """One piece of work: the line that stands on the desk, and what is known of it."""

    text: str
    title: str
    section: str
    parties: Parties = field(default_factory=Parties)
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True)
class Duty:
    """Something that is due every year: again each period, or once by a day (month, day)."""

    title: str
    text: str
    every: Every | None
    by: tuple[int, int] | None


@dataclass(frozen=True)
class DutyList:
    """A built-in list; its key stands in addresses and never changes."""

    key: str
    name: str
    about: str
    duties: tuple[Duty, ...]


@lru_cache(maxsize=1)
def duty_lists() -> tuple[DutyList, ...]:
    """The built-in lists, as the office's data file has them."""
    data = tomllib.loads(_DUTIES.read_text("utf-8"))
    return tuple(map(_duty_list, data["list"]))


def _duty_list(entry: dict[str, Any]) -> DutyList:
    return DutyList(entry["key"], entry["name"], entry["about"], tuple(map(_duty, entry["duty"])))


def _duty(entry: dict[str, Any]) -> Duty:
    month, _, day = entry.get("by", "").partition("-")
    every = Every(entry["every"]) if "every" in entry else None
    return Duty(entry["title"], entry["text"], every, (int(month), int(day)) if month else None)


def of_duties(duties: DutyList, year: int) -> list[Proposed]:
    return [_of_duty(one, duties.name, year) for one in duties.duties]


def _of_duty(duty: Duty, section: str, year: int) -> Proposed:
    if duty.every:
        words = EVERY_WORDS[duty.every]
        limit = Deadline(words, DeadlineKind.EVERY, None, date(year, 12, 31), duty.every, "duty")
    else:
        assert duty.by is not None
        end = date(year, *duty.by)
        words = f"{end.month}月{end.day}日前"
        limit = Deadline(words, DeadlineKind.BY, None, end, None, "duty")
    return Proposed(f"{words}：{duty.text}", duty.title, section, deadlines=(limit,))


def of_calendar(year: int, today: date) -> list[Proposed]:
    """One dated piece for each day, week or month of legal publicity that is not over yet."""
    return [_of_day(day, today) for day in legal_days(year) if day.end >= today]


def _of_day(day: LegalDay, today: date) -> Proposed:
    one_day = day.start == day.end
    words = day_words(day.start, today) if one_day else f"{day.start.month}月{day.start.day}日至{day.end.day}日"
    check = "" if day.checked else "（通称，用前请核对正式名称）"
    limit = Deadline(words, DeadlineKind.ON if one_day else DeadlineKind.DURING, day.start, day.end, None, "calendar")
    return Proposed(f"{words}：{day.name}{check}", f"开展{day.name}法治宣传", "普法节点", deadlines=(limit,))


def of_instruction(lines: Iterable[str], section: str, year: int) -> list[Proposed]:
    """One piece a line of a leader's instruction, with the units and time limits that it names."""
    return [_of_line(line, section, year) for line in lines]


def _of_line(line: str, section: str, year: int) -> Proposed:
    found = parties_in(line)
    deadlines = tuple(deadlines_in(line, plan_year=year, own_year=year))
    title = title_of(line, (), None, [one.text for one in deadlines])
    return Proposed(line, title, section, found.parties, deadlines)
