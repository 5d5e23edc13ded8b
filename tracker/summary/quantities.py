"""The numbers of a text that the number check looks at: Arabic figures with a unit, and the mark beside them.

Years, dates, times and durations, document and article numbers, ordinals, named days and titles are none.
Source: the office contract, “Figures and sentences, exactly”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from tracker.plans.units import BEGINS, NOT_EXACT, UNITS, counts, one_of


class Mark(StrEnum):
    """How a number says that it is not exact."""

    ABOVE = "above"  # 余 多 超 逾 超过
    BELOW = "below"  # 近 接近 将近
    ABOUT = "about"  # 约 大约


@dataclass(frozen=True)
class Quantity:
    """A number at characters start…end of the text, with mark and unit; 万 and 亿 are multiplied, 万元 is a unit."""

    value: Decimal
    unit: str
    mark: Mark | None
    start: int
    end: int


_MARKS = {
    "约": Mark.ABOUT, "大约": Mark.ABOUT, "近": Mark.BELOW, "接近": Mark.BELOW, "将近": Mark.BELOW,
    "超": Mark.ABOVE, "超过": Mark.ABOVE, "逾": Mark.ABOVE, "余": Mark.ABOVE, "多": Mark.ABOVE,
}  # fmt: skip
_SCALES = {"千": 1_000, "万": 10_000, "亿": 100_000_000}
_ONLY_IF_REPORTED = frozenset({"亿元", "小时", "点", "成"})
"""亿 multiplies, hours are durations, 点 and 成 are mostly something else: units only where a report uses them."""
_RARE = frozenset(["里", "立方", "平米", "眼", "颗", "粒", "趟", "遍", "桶", "亩次", "站次", "台套"])
"""Units that count in a report; in a plan the same characters are mostly part of a word."""

_ORDINAL = re.compile(r"第\s*\d+(?:\s*[、和至到—-]\s*(?:第\s*)?\d+)*")
_TITLE = re.compile(r"《[^》]{0,200}》")


def quantities_in(text: str, reported: frozenset[str] = frozenset()) -> Iterator[Quantity]:
    """Every quantity of the text in order; `reported` are the units of the records, which count in any case."""
    folded = fold(text)
    skipped = [match.span() for pattern in (_ORDINAL, _TITLE) for match in pattern.finditer(folded)]
    for match in _pattern(UNITS - _ONLY_IF_REPORTED | _RARE | reported).finditer(folded):
        inside = any(start <= match.start("digits") < end for start, end in skipped)
        if not inside and counts(match["unit"], folded[match.end() : match.end() + 12]):
            yield _quantity(match)


def fold(text: str) -> str:
    """Full-width digits and signs as half-width ones, character by character; punctuation stays."""
    return "".join(_half_width(character) for character in text)


def _half_width(character: str) -> str:
    if "０" <= character <= "９" or character in "．％":
        return unicodedata.normalize("NFKC", character)
    return character


@lru_cache(maxsize=32)
def _pattern(units: frozenset[str]) -> re.Pattern[str]:
    return re.compile(
        rf"""
        {BEGINS}(?:(?P<before>{NOT_EXACT})[ \u3000]*)?
        (?<![\d.·•])(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d·•])[ \u3000]*
        (?P<after>余|多)?(?P<scale>千(?![米克瓦])|万(?!元)|亿{"(?!元)" if "亿元" in units else ""})?
        (?P<late>余|多)?[ \u3000]*(?P<unit>{one_of(units)})""",
        re.VERBOSE,
    )


def _quantity(match: re.Match[str]) -> Quantity:
    mark = match["after"] or match["late"] or match["before"]
    value = Decimal(match["digits"].replace(",", "")) * _SCALES.get(match["scale"] or "", 1)
    return Quantity(value, match["unit"], _MARKS[mark] if mark else None, match.start(), match.end())


def agrees(quantity: Quantity, value: Decimal, approx: bool) -> bool:
    """Whether a number may be said of a recorded value (`approx`: the record itself is not exact)."""
    said = quantity.value
    if quantity.mark is None:
        return value == said and not approx
    if value == said:
        return approx or (quantity.mark is Mark.ABOUT)
    if quantity.mark is Mark.ABOVE:
        step = _place(said, said.adjusted())
        return said < value < (said // step + 1) * step
    step = _place(said, _last_place(said))
    if quantity.mark is Mark.BELOW:
        return said - step <= value < said
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step == said


def _place(number: Decimal, exponent: int) -> Decimal:
    """The unit of a digit: 1000 for the leading digit of 2300; 1 for the number 0."""
    return Decimal(1).scaleb(exponent) if number else Decimal(1)


def _last_place(number: Decimal) -> int:
    """The exponent of the last digit that is not zero: 2 for 2300."""
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
