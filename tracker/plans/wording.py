"""A text as the grammar of time limits reads it: squeezed, with its years, its titles and its clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from tracker.calendar.limits import Every
from tracker.plans.dates import CONNECT
from tracker.plans.plan import Deadline, DeadlineKind
from tracker.plans.squeeze import Squeezed, squeeze

Place = tuple[int, int]
"""Characters start…end of the squeezed text."""

_TITLE = re.compile(r"《[^》]*(?:》|$)")
_DOCUMENT_NUMBER = re.compile(r"[〔\[（(【]20\d\d[〕\])）】]第?\d+号?|20\d\d年第\d+号")
_YEARS_OF_A_TITLE = re.compile(rf"[〔（(]\d{{4}}年?{CONNECT}\d{{4}}年?[)）〕]")
_QUOTED = re.compile(r"“[^”“]{0,200}”")
_LABEL = re.compile(
    r"""(?:(?:完成|办结|整改|办理|推进|实施|工作|责任|计划|落实)?(?:时限|时间|期限)(?:要求|节点|安排)?
        |(?:时间|完成|推进)节点|(?:工作|推进)?进度(?:安排|要求))(?:[:：]|为)$""",
    re.VERBOSE,
)
_AROUND = 12
"""So many signs at most stand around what is all that a cell says."""
_CLAUSE_END = "，。；！？,;!?\n"
_BOUNDARY = _CLAUSE_END + "（()）〔〕[]【】：:"


@dataclass(frozen=True)
class Wording:
    """`plan_year` and `own_year` as known; `titles` and `quotes` are places in which dates are parts of names."""

    squeezed: Squeezed
    plan_year: int | None
    own_year: int | None
    titles: tuple[Place, ...]
    quotes: tuple[Place, ...]

    @property
    def text(self) -> str:
        return self.squeezed.text

    @property
    def year(self) -> int | None:
        """The year of dates that name none."""
        return self.plan_year if self.plan_year is not None else self.own_year

    @property
    def writing_year(self) -> int | None:
        """The year in which it was written: what 明年 counts from."""
        if self.own_year is not None and self.plan_year is not None and self.own_year < self.plan_year:
            return self.own_year
        return self.year

    def before(self, place: Place) -> str:
        return self.text[max(0, place[0] - 40) : place[0]]

    def after(self, place: Place) -> str:
        return self.text[place[1] : place[1] + 60]

    def clause_before(self, place: Place) -> str:
        """From the last comma, stop or line end to the place."""
        return re.split(f"[{re.escape(_CLAUSE_END)}]", self.before(place))[-1]

    def clause_after(self, place: Place) -> str:
        """From the place to the next comma, stop or line end."""
        return re.split(f"[{re.escape(_CLAUSE_END)}]", self.after(place))[0]

    def in_title(self, place: Place) -> bool:
        """Whether it stands in 《…》, in a document number or in the years of a title."""
        return _inside(self.titles, place[0])

    def in_quotes(self, place: Place) -> bool:
        return _inside(self.quotes, place[0])

    def alone(self, place: Place) -> bool:
        """Whether it is a clause of its own: punctuation, a bracket or nothing on both sides."""
        before, after = self.before(place), self.after(place)
        return (not before or before[-1] in _BOUNDARY + "、") and (not after or after[0] in _BOUNDARY + "、")

    def stated(self, place: Place) -> bool:
        """Whether it is all that the text says (a cell of a time column), or stands behind 完成时限： or the like."""
        if _LABEL.search(self.before(place)) or self._opens_bracket(place):
            return True
        short = len(self.text) - (place[1] - place[0]) <= _AROUND
        return short and not (self.text[: place[0]] + self.text[place[1] :]).strip("（）()。；;，,、\n")

    def _opens_bracket(self, place: Place) -> bool:
        """Whether it is the first thing said in brackets: （3月15日前；责任人：甲）."""
        before, after = self.before(place), self.after(place)
        return before.endswith(("（", "(", "〔")) and after.startswith(("；", ";", "，", ",", "）", ")", "〕"))

    def deadline(
        self,
        place: Place,
        kind: DeadlineKind,
        rule: str,
        *,
        start: date | None = None,
        end: date | None = None,
        every: Every | None = None,
    ) -> Deadline:
        """A deadline that is worded at this place."""
        return Deadline(self.squeezed.original(*place), kind, start, end, every, rule, self.squeezed.span(*place))


def _inside(places: tuple[Place, ...], at: int) -> bool:
    """Whether one of the places, which are sorted and do not overlap, holds the character."""
    index = bisect_right(places, at, key=lambda place: place[0]) - 1
    return index >= 0 and at < places[index][1]


def wording(source: str, plan_year: int | None, own_year: int | None) -> Wording:
    squeezed = squeeze(source)
    text = squeezed.text
    titles = [m.span() for pattern in (_TITLE, _DOCUMENT_NUMBER, _YEARS_OF_A_TITLE) for m in pattern.finditer(text)]
    quotes = [(m.start() + 1, m.end()) for m in _QUOTED.finditer(text)]
    return Wording(squeezed, plan_year, own_year, _apart(titles), _apart(quotes))


def _apart(places: list[Place]) -> tuple[Place, ...]:
    """Sorted, without those that begin inside another."""
    kept: list[Place] = []
    for place in sorted(places):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return tuple(kept)
