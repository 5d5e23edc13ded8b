"""The State Council's yearly notice of holidays (国务院办公厅关于…年部分节假日安排的通知), read from its text.

二、春节：2月15日（农历腊月二十八、周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.errors import RuleViolation

DAY = timedelta(days=1)


@dataclass(frozen=True)
class NoticedDay:
    """One day of the notice: whether it is worked, and the holiday that it belongs to."""

    day: date
    works: bool
    why: str


_TITLE = re.compile(r"(?P<year>20\d\d)年(?:部分)?节假日安排")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_HOLIDAY = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|\d+[.．、])?\s*(?P<name>[一-鿿、]{2,12}?)[：:]")
_DATE = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?:(?P<month>\d{1,2})月)(?P<day>\d{1,2})日"
    r"(?:\s*(?:至|到|—+|-|–)\s*(?:(?P<last_year>20\d\d)年)?(?:(?P<last_month>\d{1,2})月)?(?P<last_day>\d{1,2})日)?"
)
_TOTAL = re.compile(r"共(?P<days>\d{1,2})天")


def year_of(text: str) -> int | None:
    """The year that the notice is for, where its title is among the text."""
    found = _TITLE.search(text)
    return int(found["year"]) if found else None


def noticed_days(text: str, year: int) -> list[NoticedDay]:
    """Every day that the notice names. RuleViolation where it names none, or contradicts itself."""
    found: dict[date, NoticedDay] = {}
    for name, clause in _clauses(text):
        for day in _days(name, clause, year):
            if day.day in found and found[day.day].works != day.works:
                raise RuleViolation(f"{day.day} 一处写放假，一处写上班。请核对通知原文。")
            found[day.day] = day
    if not any(not day.works for day in found.values()):
        raise RuleViolation("没有认出放假安排。请把通知里“一、元旦：……”到“七、……”的各行整段贴进来。")
    return sorted(found.values(), key=lambda one: one.day)


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """The holiday's name with each of its clauses, without what stands in brackets."""
    name = ""
    for line in text.splitlines():
        plain = _BRACKETS.sub("", line)
        if heading := _HOLIDAY.match(plain):
            name = heading["name"]
        for clause in re.split(r"[。；;]", plain):
            yield name, clause


def _days(name: str, clause: str, year: int) -> Iterator[NoticedDay]:
    works = "上班" in clause
    if not works and "放假" not in clause:
        return
    for match in _DATE.finditer(clause):
        first, last = _ends(match, name, year)
        total = _TOTAL.search(clause)
        length = (last - first).days + 1
        if not works and total and match["last_day"] and int(total["days"]) != length:
            raise RuleViolation(f"“{clause.strip()}”写共 {total['days']} 天，算出来是 {length} 天。请核对通知原文。")
        for n in range(length):
            yield NoticedDay(first + n * DAY, works, name)


def _ends(match: re.Match[str], name: str, year: int) -> tuple[date, date]:
    month, last_month = int(match["month"]), int(match["last_month"] or match["month"])
    first_year = int(match["year"]) if match["year"] else year - (name == "元旦" and month == 12)
    last_year = int(match["last_year"]) if match["last_year"] else first_year + (last_month < month)
    try:
        first = date(first_year, month, int(match["day"]))
        last = date(last_year, last_month, int(match["last_day"])) if match["last_day"] else first
    except ValueError as error:
        raise RuleViolation(f"没有“{match[0]}”这一天。请核对通知原文。") from error
    if not first <= last <= first + 14 * DAY:
        raise RuleViolation(f"“{match[0]}”的起止日期不对。请核对通知原文。")
    return first, last
