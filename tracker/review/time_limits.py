"""A stated time limit becomes the limit of a task, with the words that say how it was read.

Source: the office's table of deadline phrases (a range ends on its last day; 立行立改 means seven working days;
of what comes back only the period and its day are kept).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.calendar.limits import Every, Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.plans.plan import Deadline, DeadlineKind
from tracker.review.certainty import Certainty, Suggestion

AT_ONCE_WORKDAYS = 7
"""立行立改, counted from the day on which the proposal is looked at."""

VAGUE = ("适时", "近期", "尽快", "及时", "进一步", "持续", "不断", "加大", "加强", "强化", "深化")
"""Words that sound like a time limit or a measure and name no day: a person must decide."""

WHOLE_YEAR = ("全年", "年内", "年度内")
"""The year as a range beside an amount (全年不少于4期)."""

_MONTH = re.compile(r"(1[0-2]|[1-9])月")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})[日号]")
_THIRD_OF_MONTH = re.compile("上旬|中旬")
_THIRDS = {"上旬": 10, "中旬": 20}
_EARLY = re.compile(r"首月|第[一二]个?月|初")
"""每季度首月10日前, 每月初: a task's day lies in the last month of its period, and is a day."""
_DAY_OF_WEEK = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_WEEK = "一二三四五六日"


@dataclass(frozen=True)
class Limit:
    """How a task is limited in time (see tasks.models.Task): `day` within the period of what comes back."""

    kind: Kind
    deadline: date | None = None
    every: Every | None = None
    day: int | None = None


@dataclass(frozen=True)
class Reading:
    """What was made of the stated limits: a suggestion, or the sentence that says why there is none."""

    limit: Suggestion[Limit] | None = None
    remark: str = ""


def read_limit(
    stated: Sequence[Deadline], text: str, *, plan_year: int | None, today: date, calendar: WorkCalendar
) -> Reading:
    """The limit that a draft's stated deadlines mean; `text` is its sentence, looked at where none is stated."""
    recurring = [one for one in stated if one.kind is DeadlineKind.EVERY and one.every]
    dated = sorted((one for one in stated if one.end and one.kind in _DATED), key=lambda one: one.end or date.max)
    if recurring:
        return _recurring(recurring[0], dated, plan_year, today)
    if dated:
        return _dated(dated, today)
    if any(one.kind is DeadlineKind.NOW for one in stated):
        return _at_once(next(one for one in stated if one.kind is DeadlineKind.NOW), today, calendar)
    if any(one.kind is DeadlineKind.ONGOING for one in stated):
        words = next(one.text for one in stated if one.kind is DeadlineKind.ONGOING)
        return Reading(Suggestion(Limit(Kind.ONGOING), f"原文“{words}”", Certainty.STATED))
    return _unstated(text, plan_year, today)


_DATED = (DeadlineKind.BY, DeadlineKind.ON, DeadlineKind.DURING)


def _recurring(one: Deadline, dated: Sequence[Deadline], plan_year: int | None, today: date) -> Reading:
    """A range beside it (全年每季度) ends the series; a day beside it is for a person to look at."""
    if one.every is Every.YEAR and (this_year := _within_year(one, dated, plan_year)):
        words = f"原文“{one.text}”，先按 {this_year.year} 年这一次"
        if this_year < today:
            return Reading(remark=f"{words}已经过了，要另定时限。")
        return Reading(Suggestion(Limit(Kind.DATE, this_year), words, Certainty.LIKELY))
    if _EARLY.search(one.text):
        return Reading(remark=f"原文“{one.text}”说的不是一期的最后一个月，要另定时限。")
    until = one.end or next((other.end for other in dated if other.kind is DeadlineKind.DURING), None)
    limit = Limit(Kind.RECURRING, deadline=until, every=one.every, day=_day_within(one))
    if days := [other.text for other in dated if other.kind is not DeadlineKind.DURING]:
        words = f"原文“{one.text}”，另外写的“{'”“'.join(days)}”没有算进去"
        return Reading(Suggestion(limit, words, Certainty.LIKELY))
    return Reading(Suggestion(limit, f"原文“{one.text}”", Certainty.STATED))


def _within_year(one: Deadline, dated: Sequence[Deadline], plan_year: int | None) -> date | None:
    """每年6月20日前, 每年一季度: the day in the plan's year; None in the year's last month, and where none is named."""
    if plan_year is None:
        return None
    ends = [other.end for other in dated if other.kind is DeadlineKind.DURING and other.end]
    if ends and ends[0] < date(plan_year, 12, 1):
        return ends[0]
    month = _MONTH.search(one.text)
    if month is None or int(month[1]) == 12:
        return None
    last = monthrange(plan_year, int(month[1]))[1]
    return date(plan_year, int(month[1]), min(_day_within(one) or last, last))


def _day_within(one: Deadline) -> int | None:
    """每月28日前 → 28, 每周五 → 5, 每月中旬 → 20; None for the period's last working day."""
    if one.every is Every.WEEK:
        weekday = _DAY_OF_WEEK.search(one.text)
        return _WEEK.index(weekday[1].replace("天", "日")) + 1 if weekday else None
    if third := _THIRD_OF_MONTH.search(one.text):
        return _THIRDS[third[0]]
    day = _DAY_OF_MONTH.search(one.text)
    return int(day[1]) if day and 1 <= int(day[1]) <= 31 else None


def _dated(dated: Sequence[Deadline], today: date) -> Reading:
    last = dated[-1]
    assert last.end is not None
    if last.end < today:
        return Reading(remark=f"原文“{last.text}”已经过了，要另定时限。")
    limit = Limit(Kind.DATE, deadline=last.end)
    if len({one.end for one in dated}) > 1:
        return Reading(Suggestion(limit, f"原文有 {len(dated)} 个时间，这是最后一个“{last.text}”", Certainty.LIKELY))
    return Reading(Suggestion(limit, f"原文“{last.text}”{_last_day_words(last)}", Certainty.STATED))


def _last_day_words(one: Deadline) -> str:
    if one.kind is not DeadlineKind.DURING or one.end is None or one.start == one.end:
        return ""
    return "，按年底最后一天" if (one.end.month, one.end.day) == (12, 31) else "，按最后一天"


def _at_once(one: Deadline, today: date, calendar: WorkCalendar) -> Reading:
    day = calendar.workday_after(today, AT_ONCE_WORKDAYS)
    words = f"原文“{one.text}”，按从今天起 {AT_ONCE_WORKDAYS} 个工作日"
    return Reading(Suggestion(Limit(Kind.DATE, deadline=day), words, Certainty.LIKELY))


def _unstated(text: str, plan_year: int | None, today: date) -> Reading:
    """Where a vague word stands in place of a day, nothing is proposed: a person sets a date, a period or 长期."""
    year_end = date(plan_year, 12, 31) if plan_year else None
    if year_end and year_end >= today and (words := next((word for word in WHOLE_YEAR if word in text), None)):
        return Reading(Suggestion(Limit(Kind.DATE, year_end), f"原文“{words}”，按年底最后一天", Certainty.STATED))
    if vague := next((word for word in VAGUE if word in text), None):
        return Reading(remark=f"“{vague}”没有日期。")
    if year_end is None or year_end < today:
        return Reading(remark="原文没有写时限。")
    words = "原文没有写时限，这是这一年的最后一天"
    return Reading(Suggestion(Limit(Kind.DATE, year_end), words, Certainty.GUESSED))
