"""The year as a line: one mark a task under the axis, the days of legal publicity above it. Geometry only.

Lengths are units of the drawing (920 or 320 wide); the page writes them as attributes of an SVG.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.calendar.legal_days import LegalDay
from tracker.progress.glance import Glance
from tracker.progress.lights import Colour
from tracker.tasks.status import Status


class Mark(StrEnum):
    """What a task looks like on the line: the shapes of the lights, and a plain point for what is done."""

    DONE = "done"
    LATE = "late"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GRAY = "gray"


MARK_WORDS = {
    Mark.DONE: "已办结销号",
    Mark.LATE: "补办",
    Mark.RED: "逾期或严重偏慢",
    Mark.AMBER: "临期或偏慢",
    Mark.GREEN: "正常",
    Mark.GRAY: "未到期",
}
_BY_COLOUR = {
    Colour.RED: Mark.RED,
    Colour.YELLOW: Mark.AMBER,
    Colour.GREEN: Mark.GREEN,
    Colour.GREY: Mark.GRAY,
}
_DONE = (Status.FINISHED, Status.CLEARED)

STEP = 11.5  # from one mark to the next
SIZE = 9.5
DEEPEST = 12  # marks in a column; the rest is a number
_PERIODS = 52
_LABEL = 34  # two labels nearer than this stand on two levels


def mark_of(one: Glance) -> Mark | None:
    """None for what was stopped or carried over: it is no work of this year any more."""
    if one.now.status in _DONE:
        return Mark.LATE if one.light.late_done else Mark.DONE
    return _BY_COLOUR[one.light.colour] if one.now.is_open else None


def day_of(one: Glance) -> date | None:
    """Where a task stands on the line: its deadline; without one (长期) the day on which it was closed, if any."""
    return one.due or one.now.closed_on


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    words: str
    now: bool = False


@dataclass(frozen=True)
class Flag:
    """A named day: a pin on the axis, with a staff up to its label where there is room for one."""

    x: float
    top: float
    label: Text | None


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    mark: Mark


@dataclass(frozen=True)
class Line:
    """A stretch of the year: axis from `left` to `right` at height `axis`, everything that stands on it."""

    left: float
    right: float
    axis: float
    ticks: tuple[float, ...]
    months: tuple[Text, ...]
    bands: tuple[tuple[float, float], ...]
    flags: tuple[Flag, ...]
    points: tuple[Point, ...]
    more: tuple[Text, ...]
    today: Text | None


@dataclass(frozen=True)
class Drawing:
    width: int
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class YearLine:
    """counts: how many of each mark, in the order of the legend. undated: open tasks that have no place on the line."""

    year: int
    whole: int
    counts: tuple[tuple[Mark, int], ...]
    undated: int
    wide: Drawing
    narrow: Drawing

    @property
    def done(self) -> int:
        return sum(count for mark, count in self.counts if mark in (Mark.DONE, Mark.LATE))

    @property
    def sentence(self) -> str:
        parts = "，".join(f"{MARK_WORDS[mark]} {count} 项" for mark, count in self.counts if count)
        return f"{self.year}年度线：全年 {self.whole} 项" + (f"，{parts}。" if parts else "。")


Placed = tuple[date | None, Mark]


def year_line(year: int, glances: Iterable[Glance], named: Sequence[LegalDay], today: date) -> YearLine:
    placed = [(day_of(one), mark) for one in glances if (mark := mark_of(one))]
    counted = Counter(mark for _, mark in placed)
    wide = _line(placed, named, today, year, range(1, 13), width=920, axis=58, columns=1)
    quarters: list[Line] = []
    for first in (1, 4, 7, 10):
        axis = 48 if not quarters else _bottom(quarters[-1]) + 56
        months = range(first, first + 3)
        quarters.append(_line(placed, named, today, year, months, width=320, axis=axis, columns=2))
    return YearLine(
        year=year,
        whole=len(placed),
        counts=tuple((mark, counted[mark]) for mark in Mark),
        undated=sum(1 for day, _ in placed if day is None),
        wide=Drawing(920, _bottom(wide) + 8, (wide,)),
        narrow=Drawing(320, _bottom(quarters[-1]) + 8, tuple(quarters)),
    )


def _bottom(line: Line) -> float:
    lowest = [point.y + SIZE for point in line.points] + [text.y for text in line.more]
    return max(lowest, default=line.axis + 18)


def _line(
    placed: Sequence[Placed],
    named: Sequence[LegalDay],
    today: date,
    year: int,
    months: range,
    *,
    width: int,
    axis: float,
    columns: int,
) -> Line:
    scale = _Scale(date(year, months[0], 1), _month_end(year, months[-1]), 10, width - 10)
    here = [day for day in named if scale.holds(day.start)]
    points, more = _points(placed, scale, year, axis + 27.25, columns)
    ends = [date(year, month, 1) for month in months]
    middle = [(scale.x(first) + scale.x(_month_end(year, first.month), 1)) / 2 for first in ends]
    return Line(
        left=scale.left,
        right=scale.right,
        axis=axis,
        ticks=tuple(scale.x(first) for first in ends),
        months=tuple(
            Text(x, axis + 18, f"{first.month}月", now=(first.year, first.month) == (today.year, today.month))
            for x, first in zip(middle, ends, strict=True)
        ),
        bands=tuple((scale.x(day.start), scale.x(day.end, 1)) for day in here if day.end != day.start),
        flags=tuple(_flags([day for day in here if day.end == day.start], scale, axis, today)),
        points=tuple(points),
        more=tuple(more),
        today=Text(scale.x(today), axis, f"今天 {today.month}月{today.day}日") if scale.holds(today) else None,
    )


@dataclass(frozen=True)
class _Scale:
    """Days of a stretch of the year as places on the axis."""

    first: date
    last: date
    left: float
    right: float

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def x(self, day: date, after: int = 0) -> float:
        """The place of the day's beginning, or of its end."""
        whole = (self.last - self.first).days + 1
        return round(self.left + (self.right - self.left) * ((day - self.first).days + after) / whole, 1)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _flags(days: Sequence[LegalDay], scale: _Scale, axis: float, today: date) -> Iterable[Flag]:
    """Labels on two levels; a day whose label would run into others, or into today's, keeps only its pin."""
    last = {12: -1000.0, 26: -1000.0}
    now = scale.x(today) if scale.holds(today) else -1000.0
    for day in days:
        x = scale.x(day.start)
        clear = {12: _LABEL / 2, 26: 2 * _LABEL}  # of today's line, and of its label above
        free = [up for up, before in last.items() if x - before >= _LABEL and abs(x - now) >= clear[up]]
        if not free:
            yield Flag(x, axis, None)
            continue
        last[free[0]] = x
        top = axis - free[0]
        yield Flag(x, top, Text(x, top - 3, f"{day.start.month}·{day.start.day}"))


def _points(
    placed: Sequence[Placed], scale: _Scale, year: int, top: float, columns: int
) -> tuple[list[Point], list[Text]]:
    """Marks stacked under the week in which they fall; what falls into another year stands at the end next to it."""
    weeks: dict[int, list[Mark]] = defaultdict(list)
    for day, mark in placed:
        if day is None:
            continue
        shown = min(max(day, date(year, 1, 1)), date(year, 12, 31))
        if scale.holds(shown):
            weeks[(shown - date(year, 1, 1)).days * _PERIODS // 366].append(mark)
    points, more = [], []
    for week, marks in sorted(weeks.items()):
        middle = date.fromordinal(date(year, 1, 1).toordinal() + min(week * 366 // _PERIODS + 3, 364))
        centre = min(max(scale.x(middle), scale.left + 5 * columns), scale.right - 5 * columns)
        x = centre - SIZE / 2 - (columns - 1) * STEP / 2
        order = list(Mark)
        for n, mark in enumerate(sorted(marks, key=order.index)[: DEEPEST * columns]):
            points.append(Point(round(x + n % columns * STEP, 1), round(top + n // columns * STEP, 2), mark))
        if len(marks) > DEEPEST * columns:
            more.append(Text(round(centre, 1), top + DEEPEST * STEP + 10, f"+{len(marks) - DEEPEST * columns}"))
    return points, more
