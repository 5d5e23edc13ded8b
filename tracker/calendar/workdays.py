"""Working days by the State Council's yearly arrangement (调休), under the office's own corrections.

The arrangement of a year is published around November of the year before. Until then its public holidays are known and
its exchanged days are not: such a year is provisional.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)
_SATURDAY = 5

_FESTIVALS = {
    "元旦": ("元旦",),
    "春节": ("春节", "农历除夕"),
    "清明": ("清明节",),
    "五一": ("劳动节",),
    "端午": ("端午节",),
    "中秋": ("中秋节",),
    "国庆": ("国庆节",),
}
"""What documents call a festival, and the days that open its holiday."""


@dataclass(frozen=True)
class _Arrangement:
    """One year: the weekdays off, the weekend days worked, and the names of the holidays."""

    off: frozenset[date]
    worked: frozenset[date]
    names: Mapping[date, str]


@lru_cache(maxsize=32)
def _arrangement(year: int) -> _Arrangement:
    import holidays  # 0.1 s: only those who ask for a working day pay for it

    china = holidays.country_holidays("CN", years=year, language="zh_CN")
    names = {day: name for day, name in china.items() if day.year == year}
    worked = frozenset(day for day in getattr(china, "weekend_workdays", ()) if day.year == year)
    return _Arrangement(frozenset(names) - worked, worked, names)


def is_provisional(year: int) -> bool:
    """Whether the State Council's arrangement of the year is not known here: no year goes without exchanged days."""
    return not _arrangement(year).worked


@dataclass(frozen=True)
class WorkCalendar:
    """Working days; `corrections` says of single days whether the office works on them."""

    corrections: Mapping[date, bool] = field(default_factory=dict)
    _known: dict[date, bool] = field(default_factory=dict, compare=False, repr=False)

    def is_workday(self, day: date) -> bool:
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._look_up(day)
        return known

    def _look_up(self, day: date) -> bool:
        if day in self.corrections:
            return self.corrections[day]
        arrangement = _arrangement(day.year)
        if day in arrangement.off:
            return False
        return day.weekday() < _SATURDAY or day in arrangement.worked

    def next_workday(self, day: date) -> date:
        """The first working day after `day`."""
        return self.workday_after(day, 1)

    def workday_after(self, day: date, n: int) -> date:
        """The n-th working day after `day` (n ≥ 1)."""
        while n:
            day += DAY
            n -= self.is_workday(day)
        return day

    def workday_before(self, day: date, n: int) -> date:
        """The n-th working day before `day` (n ≥ 1)."""
        while n:
            day -= DAY
            n -= self.is_workday(day)
        return day

    def last_workday(self, day: date) -> date:
        """The last working day not after `day`."""
        while not self.is_workday(day):
            day -= DAY
        return day

    def first_workday(self, day: date) -> date:
        """The first working day not before `day`."""
        while not self.is_workday(day):
            day += DAY
        return day

    def count(self, after: date, until: date, at_most: int | None = None) -> int:
        """How many working days lie from the day after `after` to `until`, both included; stops at `at_most`."""
        found, day = 0, after
        while day < until and (at_most is None or found < at_most):
            day += DAY
            found += self.is_workday(day)
        return found

    def workdays(self, first: date, last: date) -> list[date]:
        """The working days from `first` to `last`, both included."""
        days = ((first + n * DAY) for n in range((last - first).days + 1))
        return [day for day in days if self.is_workday(day)]


def special_days(year: int, calendar: WorkCalendar) -> list[tuple[date, bool]]:
    """The weekdays off and the weekend days worked of a year, each with whether it is worked."""
    first = date(year, 1, 1)
    days = [first + n * DAY for n in range((date(year + 1, 1, 1) - first).days)]
    return [(day, works) for day in days if (works := calendar.is_workday(day)) != (day.weekday() < _SATURDAY)]


def festival_start(name: str, year: int) -> date | None:
    """The first day of the holiday of 元旦, 春节, 清明, 五一, 端午, 中秋 or 国庆; None for another name.

    A weekend before the holiday belongs to it only where the arrangement exchanged one of its days
    (“与周末连休” begins on the Monday). 中秋 next to 国庆 begins with it.
    """
    openings = _FESTIVALS.get(name)
    if openings is None:
        return None
    arrangement, calendar = _arrangement(year), WorkCalendar()
    days = [day for day, words in arrangement.names.items() if words.partition("（")[0] in openings]
    first = start = min(days)
    while (start - DAY).year == year and not calendar.is_workday(start - DAY):
        start -= DAY
    plain_weekend = first.weekday() == 0 and start == first - 2 * DAY
    return first if plain_weekend else start
