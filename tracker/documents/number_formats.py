"""How Excel shows a number: as a figure, a rate or a date, by its cell's format code (ECMA-376, 18.8.30, 18.8.31)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from tracker.documents.sheet import number_text

GENERAL = "General"
# the formats that a file only names by their number, as Chinese Excel shows them
BUILT_IN = {
    1: "0",
    2: "0.00",
    **dict.fromkeys((3, 37, 38), "#,##0"),
    **dict.fromkeys((4, 39, 40), "#,##0.00"),
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    **dict.fromkeys((15, 30, 31), "yyyy年m月d日"),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), "yyyy年m月"),
    **dict.fromkeys((16, 28, 29, 51, 53, 54, 58), "m月d日"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), "h:mm"),
    22: "yyyy/m/d h:mm",
}
_MAX_CODE = 255  # characters, as in Excel
_MAX_DIGITS = 15
_LAST_DAY = 2_958_466  # the day after 31 December 9999

_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*);')
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.)          # "万元"
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]            # [$¥-804]
    | \[[^\]]*\] | [_*].                           # [Red]; room before the next character
    | (?P<general>general|g/通用格式)
    | (?P<figure>(?P<whole>[#0?][#0?,]*)(?:\.(?P<decimals>[#0?]*))?(?P<percent>\s?%)?)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DURATION = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_NUMERIC_DATE = re.compile(r"yyyy(?P<mark>[-/.])(?P<month>mm?)(?P=mark)(?P<day>dd?)")


def shown(number: float, code: str, first_day: datetime) -> str:
    """The number as a reader of the sheet sees it. first_day: from which the workbook counts its days."""
    section = _section(code if len(code) <= _MAX_CODE else GENERAL, number)
    if _DURATION.search(section):
        return number_text(number)
    tokens = list(_TOKEN.finditer(section))
    bare = "".join(token["other"] or _mark(token) for token in tokens).lower()
    if re.search("[ymdhs]", bare):
        dated = 0 <= number < _LAST_DAY
        return _date(first_day + timedelta(seconds=round(number * 86_400)), bare) if dated else number_text(number)
    figures = sum(token["figure"] is not None or token["general"] is not None for token in tokens)
    if figures > 1 or re.search("[a-z@]", bare):
        return number_text(number)  # figures in groups, a fraction, a power of ten, text
    pieces = (
        token["quoted"] or token["escaped"] or token["currency"] or token["other"] or _figure(abs(number), token)
        for token in tokens
    )
    minus = "-" if number < 0 and ";" not in code else ""
    return minus + "".join(pieces).strip()


def _mark(token: re.Match[str]) -> str:
    """The mark between the parts of a date, where the code has it as text."""
    text = token["quoted"] or token["escaped"] or ""
    return text if text in ("-", "/", ".") else ""


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[str, ...]:
    return tuple(_SECTION.findall(code + ";"))


def _section(code: str, number: float) -> str:
    """A code has sections for numbers above, below and at zero; what has none is shown by the first."""
    sections = _sections(code)
    wanted = 0 if number > 0 else 1 if number < 0 else 2
    return sections[wanted] if wanted < len(sections) else sections[0]


def _figure(number: float, token: re.Match[str]) -> str:
    if token["general"]:
        return number_text(number)
    if token["figure"] is None:
        return ""
    whole, decimals = token["whole"], (token["decimals"] or "")[:_MAX_DIGITS]
    digits = whole.rstrip(",")
    exact = Decimal(repr(number)).scaleb(2 if token["percent"] else 0).scaleb(-3 * (len(whole) - len(digits)))
    if exact >= 10**_MAX_DIGITS:
        return number_text(number)
    rounded = f"{exact.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP):,f}"
    integer, _, fraction = rounded.partition(".")
    if "," not in digits:
        integer = integer.replace(",", "").zfill(min(digits.count("0"), _MAX_DIGITS))
    if "0" not in digits:
        integer = integer.removeprefix("0")
    fraction = fraction.rstrip("0").ljust(decimals.count("0"), "0")
    return integer + (f".{fraction}" if fraction else "") + (token["percent"] or "")


def _date(moment: datetime, code: str) -> str:
    """A date with its year in figures as the code has it, else in Chinese words: 6/30 and Jun-25 could be mistaken."""
    if match := _NUMERIC_DATE.search(code):
        mark, month, day = match["mark"], len(match["month"]), len(match["day"])
        text = f"{moment.year}{mark}{moment.month:0{month}}{mark}{moment.day:0{day}}"
    else:
        text = f"{moment.year}年" if "y" in code or "e" in code else ""
        if text or "d" in code or not re.search("[hs]", code):
            text += f"{moment.month}月"
        text += f"{moment.day}日" if "d" in code else ""
    timed = "h" in code and (not text or moment.hour or moment.minute)
    return f"{text} {moment:%H:%M}".strip() if timed or not text else text
