"""How documents write days and spans of days: “2025年6月底”, “三季度”, “10月至次年3月”, “2024.5”, “下半年”.

`dates_in` only reads; whether a date is a deadline is decided in `deadlines.py`. All patterns read squeezed text
(`squeeze.py`): no spaces, half-width digits.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

PLAN_END = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035, "十七五": 2040}
"""The last year of each five-year plan."""

_CHINESE_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {
    "○": 0, "零": 0, "O": 0, "o": 0, "0": 0, "2": 2,
}  # fmt: skip
_SHIFTS = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "明年": 1, "来年": 1, "次年": 1, "翌年": 1, "后年": 2}
_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, None), "初": (1, 10)}

CONNECT = r"(?:至|到|[-—–―─~～]{1,2})"
"""What stands between the two ends of a span."""
_LISTED = r"[、，,和及与]"

WRITTEN_YEAR = r"(?:(?<!\d)20\d\d|[二2][〇○零Oo0][〇○零Oo一二三四五六七八九]{2})"
_ANY_YEAR = rf"(?:{WRITTEN_YEAR}年度?|今年|本年度?|当年|明年|次年|翌年|来年|后年)"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|[二廿]?十?[一二三四五六七八九]|二?十)"
_FREE = r"(?<![\d.第〇零一二三四五六七八九十])"
_CLOCK = r"(?:上午|下午|中午|\d{1,2}[:：]\d\d|\d{1,2}[时点](?:\d\d分)?)*"
_WEEKDAY = r"(?:[（(](?:星期|周)[一二三四五六日天][)）])?"
_NO_PLACE = r"(?!村|社区|路|街|镇|乡|桥|小区|湾|广场|大道|公园|革命|饼|嫂)"
"""A month may be part of a name: 六月村, 十月革命."""


class Shape(Enum):
    """What a date looks like: decides the kind of deadline, and how much must stand around it."""

    DAY = auto()
    SPAN = auto()  # a month, a third of a month, a quarter, half a year, a span of them
    END = auto()  # 6月底, 年底, 年内, 季度末: only the last day counts
    YEAR = auto()  # a bare year


@dataclass(frozen=True)
class Day:
    """A day as written: year None where the text leaves it open (`shift` 1 is the year after), day None is the last."""

    month: int
    day: int | None
    year: int | None = None
    shift: int = 0

    def in_year(self, base: int | None) -> date | None:
        """The date, where an open year is counted from `base`; None without a year, or for a 31st of June."""
        year = self.year if self.year is not None else None if base is None else base + self.shift
        if year is None:
            return None
        last = calendar.monthrange(year, self.month)[1]
        return date(year, self.month, self.day or last) if (self.day or last) <= last else None


@dataclass(frozen=True)
class Reading:
    """One date expression: characters start…end, from the day `first` to the day `last`."""

    start: int
    end: int
    shape: Shape
    first: Day
    last: Day


_CUE = re.compile("[年月季]|半年|五[”末期时规]|20\\d\\d")
"""Every date expression holds one of these."""

_POINT = re.compile(
    rf"""
    (?:(?P<year>{_ANY_YEAR})[的，,]?)?
    (?: {_FREE}(?P<month>{_MONTH})月{_NO_PLACE}份?
        (?: (?P<day>{_DAY})(?:[日号]{_WEEKDAY}{_CLOCK}|(?=之?前|以前|至\d{{1,2}}月\d))
          | (?P<third>[上中下]旬) | (?P<monthend>月?[底末]) | (?P<start>初(?!步|级|选|审|定|稿))
        )?
      | {_FREE}第?(?P<quarter>[1-4一二三四])个?季(?:度|(?=[末底前]))(?P<quarterend>[末底])?
      | (?P<three>前三个?季度)
      | (?P<half>[上下])半年(?P<halfend>[末底])?
    )""",
    re.VERBOSE,
)
_YEAR_END = re.compile(
    rf"""(?: (?P<year>{_ANY_YEAR})年?(?:底|末(?!期)|终|内|以内)
           | (?<![\d〇零一二三四五六七八九十两几数半多近去上前每当度])(?:年底|年末|年终|年内) )
        (?![数人口存结]|考核|考评|总结|述职|绩效|目标|评)""",
    re.VERBOSE,
)
_YEAR_MIDDLE = re.compile(rf"(?P<year>{_ANY_YEAR})?年?中(?=之?前|以前)|(?<![\d一二三两几去每])年中(?=[、，,。；;完]|$)")
_BARE_YEAR = re.compile(rf"(?P<year>{_ANY_YEAR})")
_YEARS = re.compile(rf"(?P<from>{WRITTEN_YEAR})年?{CONNECT}(?P<to>{WRITTEN_YEAR})年")
_NUMERIC = re.compile(  # 2024.5, 2025-05-31, 2025/6底
    r"""(?<![\d.\-/])(?P<year>20\d\d)(?P<sign>[.\-/])(?P<month>1[0-2]|0?[1-9])
        (?:(?P=sign)(?P<day>3[01]|[12]\d|0?[1-9]))?(?!\d|[.]\d|%|万|亿|元|公里|个)[月日]?(?P<end>[底末])?""",
    re.VERBOSE,
)
_MONTHS = re.compile(  # 3-5月, 4、5月份, 3、6、9、12月底
    rf"""(?P<year>{_ANY_YEAR})?{_FREE}
        (?P<list>{_MONTH}(?:(?:{CONNECT}|{_LISTED}){_MONTH}){{1,11}})月{_NO_PLACE}份?(?P<end>[底末])?(?!\d)""",
    re.VERBOSE,
)
_QUARTERS = re.compile(  # 一、三季度, 第二至第四季度
    rf"""(?P<year>{_ANY_YEAR})?{_FREE}
        (?P<list>第?[1-4一二三四](?:(?:{CONNECT}|{_LISTED})第?[1-4一二三四]){{1,3}})个?季度(?!节)(?P<end>[底末])?""",
    re.VERBOSE,
)
_DAYS = re.compile(  # 5月1日至10日, 5月1—10日
    rf"""(?P<year>{_ANY_YEAR})?{_FREE}(?P<month>{_MONTH})月(?P<from>{_DAY})[日号]?{CONNECT}(?P<to>{_DAY})[日号]""",
    re.VERBOSE,
)
_PLAN = re.compile(r"[“\"]?(?P<plan>十[三四五六七]五)[”\"]?(?:规划)?(?:期末|末期?|时期末|收官之?年)")
_PLAN_PERIOD = re.compile(r"[“\"]?(?P<plan>十[三四五六七]五)[”\"]?(?:规划)?(?:期间|时期|期内)")


def number(text: str) -> int:
    """An Arabic or Chinese whole number below 100, or a year written digit by digit (二〇二五)."""
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[ones] if ones else 0)
    return int("".join(str(_CHINESE_DIGITS[digit]) for digit in text))


def dates_in(text: str) -> list[Reading]:
    """Every date expression in order; of two that overlap the earlier, of two that begin together the longer.

    A list (3、6、9、12月) gives one reading for each member.
    """
    if not _CUE.search(text):
        return []
    found: list[list[Reading]] = []
    for pattern, read in _RULES:
        found += [group for match in pattern.finditer(text) if (group := list(read(match)))]
    found.sort(key=lambda group: (group[0].start, -max(reading.end for reading in group)))
    kept: list[Reading] = []
    taken = 0
    for group in found:
        if group[0].start >= taken:
            kept += group
            taken = max(reading.end for reading in group)
    return _joined(text, kept)


def _joined(text: str, readings: list[Reading]) -> list[Reading]:
    """“3月至次年5月”: two readings with a connection between them are one span."""
    joined: list[Reading] = []
    for reading in readings:
        if joined and re.fullmatch(CONNECT, text[joined[-1].end : reading.start]):
            joined[-1] = _span(joined[-1], reading)
        else:
            joined.append(reading)
    return joined


def _span(left: Reading, right: Reading) -> Reading:
    last = right.last
    if last.year is None and not last.shift:
        last = replace(last, year=left.first.year, shift=left.first.shift)
        if (last.month, last.day or 31) < (left.first.month, left.first.day or 31):
            last = _later(last)
    return Reading(left.start, right.end, Shape.SPAN, left.first, last)


def _later(day: Day) -> Day:
    return replace(day, shift=day.shift + 1) if day.year is None else replace(day, year=day.year + 1)


def _year(written: str | None) -> tuple[int | None, int]:
    """Year and shift of “2025年”, “二〇二五年”, “次年” or nothing."""
    if written is None:
        return None, 0
    if written in _SHIFTS:
        return None, _SHIFTS[written]
    return number(written.rstrip("年度")), 0


def _months(match: re.Match[str], shape: Shape, first: tuple[int, int], last: tuple[int, int | None]) -> Reading:
    year, shift = _year(match.groupdict().get("year"))
    return Reading(match.start(), match.end(), shape, Day(*first, year, shift), Day(*last, year, shift))


def _point(match: re.Match[str]) -> Iterator[Reading]:
    if match["month"]:
        month = number(match["month"])
        if match["day"]:
            day = number(match["day"])
            yield _months(match, Shape.DAY, (month, day), (month, day))
        elif match["monthend"]:
            yield _months(match, Shape.END, (month, 1), (month, None))
        else:
            begin, close = _THIRDS.get(match["third"] or match["start"] or "", (1, None))
            yield _months(match, Shape.SPAN, (month, begin), (month, close))
    elif match["quarter"]:
        last = _QUARTER[match["quarter"]] * 3
        yield _months(match, Shape.END if match["quarterend"] else Shape.SPAN, (last - 2, 1), (last, None))
    elif match["three"]:
        yield _months(match, Shape.SPAN, (1, 1), (9, None))
    else:
        last = 6 if match["half"] == "上" else 12
        yield _months(match, Shape.END if match["halfend"] else Shape.SPAN, (last - 5, 1), (last, None))


def _year_end(match: re.Match[str]) -> Iterator[Reading]:
    yield _months(match, Shape.END, (1, 1), (12, None))


def _year_middle(match: re.Match[str]) -> Iterator[Reading]:
    yield _months(match, Shape.END, (1, 1), (6, None))


def _bare_year(match: re.Match[str]) -> Iterator[Reading]:
    yield _months(match, Shape.YEAR, (1, 1), (12, None))


def _years(match: re.Match[str]) -> Iterator[Reading]:
    first, last = Day(1, 1, number(match["from"])), Day(12, None, number(match["to"]))
    yield Reading(match.start(), match.end(), Shape.YEAR, first, last)


def _numeric(match: re.Match[str]) -> Iterator[Reading]:
    year, month = int(match["year"]), int(match["month"])
    day = int(match["day"]) if match["day"] else None
    shape = Shape.DAY if day else Shape.END if match["end"] else Shape.SPAN
    yield Reading(match.start(), match.end(), shape, Day(month, day or 1, year), Day(month, day, year))


def _members(match: re.Match[str], unit: int) -> Iterator[Reading]:
    """The months (unit 1) or quarters (unit 3) of a list; two neighbours or two connected ends are one span."""
    year, shift = _year(match["year"])
    ends = Shape.END if match["end"] else Shape.SPAN
    places = list(re.finditer(_MONTH if unit == 1 else "[1-4一二三四]", match["list"]))
    numbers = [number(place[0]) for place in places]
    connected = re.search(CONNECT, match["list"]) is not None
    if not all(1 <= n <= 12 // unit for n in numbers):
        return
    if connected and len(numbers) != 2:
        return
    if connected or (len(numbers) == 2 and numbers[1] == numbers[0] + 1):
        last = Day(numbers[1] * unit, None, year, shift)
        if numbers[1] < numbers[0]:
            last = _later(last)
        first = Day((numbers[0] - 1) * unit + 1, 1, year, shift)
        yield Reading(match.start(), match.end(), Shape.SPAN if connected else ends, first, last)
        return
    offset = match.start("list")
    for place, n in zip(places, numbers, strict=True):
        start = match.start() if place is places[0] else offset + place.start()
        end = match.end() if place is places[-1] else offset + place.end()
        first = Day((n - 1) * unit + 1, 1, year, shift)
        yield Reading(start, end, ends, first, Day(n * unit, None, year, shift))


def _month_list(match: re.Match[str]) -> Iterator[Reading]:
    yield from _members(match, 1)


def _quarter_list(match: re.Match[str]) -> Iterator[Reading]:
    yield from _members(match, 3)


def _days(match: re.Match[str]) -> Iterator[Reading]:
    month = number(match["month"])
    first, last = number(match["from"]), number(match["to"])
    yield _months(match, Shape.SPAN, (month, first), (month, last))


def _plan(match: re.Match[str]) -> Iterator[Reading]:
    year = PLAN_END[match["plan"]]
    yield Reading(match.start(), match.end(), Shape.END, Day(1, 1, year), Day(12, None, year))


def _plan_period(match: re.Match[str]) -> Iterator[Reading]:
    year = PLAN_END[match["plan"]]
    yield Reading(match.start(), match.end(), Shape.YEAR, Day(1, 1, year - 4), Day(12, None, year))


_RULES = (
    (_POINT, _point),
    (_YEAR_END, _year_end),
    (_YEAR_MIDDLE, _year_middle),
    (_BARE_YEAR, _bare_year),
    (_YEARS, _years),
    (_NUMERIC, _numeric),
    (_MONTHS, _month_list),
    (_QUARTERS, _quarter_list),
    (_DAYS, _days),
    (_PLAN, _plan),
    (_PLAN_PERIOD, _plan_period),
)
