"""What reports say of one quarter or month, said of several: 一至四季度, 3月至5月、7月."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.summary.skeleton import ordinal

_SPAN = re.compile(
    r"""第?(?P<quarter>[一二三四1-4])季度(?P<of_quarter>.+)
      | (?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?
        (?![0-9一二三四五六七八九十底初中末上下以之]|份)(?P<of_month>.+)""",
    re.VERBOSE,
)
_WRITTEN = {ordinal(number): number for number in range(1, 13)}


@dataclass(frozen=True)
class Span:
    """A quarter or month at the beginning of a clause, and what is said of it. number: from 1, `in_figures` as 3月."""

    unit: str
    number: int
    rest: str
    in_figures: bool


def span_in(clause: str) -> Span | None:
    """The quarter or month that the clause begins with; None where it begins with none, or with one day of it."""
    found = _SPAN.fullmatch(clause)
    if found is None:
        return None
    word = found["quarter"] or found["month"]
    number = int(word) if word.isdecimal() else _WRITTEN[word]
    unit = "季度" if found["quarter"] else "月"
    return Span(unit, number, found["of_quarter"] or found["of_month"], word.isdecimal())


def joined(spans: Sequence[Span]) -> str:
    """The clause of all the spans, which say the same: those that follow each other with 至, others with 、."""
    first = spans[0]
    words = [_of_run(run, first) for run in _runs(sorted({span.number for span in spans}))]
    return f"{'、'.join(words)}{first.unit if first.unit == '季度' else ''}{first.rest}"


def _of_run(run: Sequence[int], like: Span) -> str:
    ends = [run[0]] if len(run) == 1 else [run[0], run[-1]]
    sign = "至" if len(run) > 2 else "、"
    month = "" if like.unit == "季度" else "月"
    return sign.join(f"{end if like.in_figures else ordinal(end)}{month}" for end in ends)


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """1, 2, 3, 5 → [1, 2, 3], [5]."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
