"""Numbers in sentences: finding those that state a quantity, and writing figures the way reports do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tracker.tasks.history import Figure

_QUANTITY = re.compile(
    r"""
    (?<![0-9.·第〔-])                       # no part of 12·4, 第3 or 〔2025〕
    (?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)
    [余多]?(?P<scale>[万亿](?!元))?[余多]?
    (?P<unit>万元|亿元|%|[\u4e00-\u9fff])
    """,
    re.VERBOSE,
)
"""12场, 2,180余份, 3.5万人次, 97.5%, 86.5万元."""

_NO_QUANTITY = "年月日号时点周季天届章"
"""What a number may count without being a quantity of work."""
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_HALF_WIDTH = str.maketrans("０１２３４５６７８９％．，", "0123456789%.，")
_GAPS = re.compile(r"(?<=[0-9])[ \u3000]+(?=[\u4e00-\u9fff%])|(?<=[\u4e00-\u9fff])[ \u3000]+(?=[0-9])")


@dataclass(frozen=True)
class Number:
    """A quantity at characters start…end of a text; `behind` is the text from its unit on."""

    value: Decimal
    start: int
    end: int
    behind: str


def tidy(text: str) -> str:
    """Half-width digits and no gaps beside them, as official documents write numbers."""
    return _GAPS.sub("", text.translate(_HALF_WIDTH)).strip()


def numbers_in(text: str) -> list[Number]:
    """Every quantity of the text, in order; dates, ordinals and named days are none."""
    return [
        Number(
            Decimal(found["digits"].replace(",", "")) * _SCALES.get(found["scale"] or "", Decimal(1)),
            found.start(),
            found.end(),
            text[found.start("unit") :],
        )
        for found in _QUANTITY.finditer(text)
        if found["unit"] not in _NO_QUANTITY
    ]


def figure_for(number: Number, figures: Iterable[Figure]) -> Figure | None:
    """The first figure whose value and unit the number states."""
    return next((f for f in figures if f.value == number.value and number.behind.startswith(f.unit)), None)


def shares_a_word(text: str, name: str) -> bool:
    """Whether two neighbouring characters of the name stand in the text: what makes a reader, and the number check,
    see that a number belongs to a figure."""
    return any(name[n : n + 2] in text for n in range(len(name) - 1)) or (len(name) == 1 and name in text)


def written(figure: Figure) -> str:
    """法治宣传12场, 宣传资料2350余份, 档案整理约7卷, 整改率96%."""
    return f"{figure.name}{amount(figure)}"


def amount(figure: Figure) -> str:
    """12场, 2350余份, 约7卷, 96%."""
    value = digits(figure.value)
    if not figure.approx:
        return f"{value}{figure.unit}"
    if figure.value >= 10 and figure.value % 10 == 0 and figure.unit != "%":
        return f"{value}余{figure.unit}"
    return f"约{value}{figure.unit}"


def digits(value: Decimal) -> str:
    """Without needless zeros, without thousands separators: 2350, 2.5."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
