"""How Word writes a number in the formats that official Chinese documents use (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_OLD_FORMAL_DIGITS = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def decimal(number: int) -> str:
    return str(number)


def chinese(number: int) -> str:
    """一, 十, 十一, 二十, 一百零一."""
    text = _by_places(number, "零" + _DIGITS[1:], ("", "十", "百", "千"))
    return text.removeprefix("一") if 10 <= number < 20 else text


def formal(number: int) -> str:
    """壹, 壹拾, 贰拾壹."""
    return _by_places(number, _FORMAL_DIGITS, ("", "拾", "佰", "仟"))


def old_formal(number: int) -> str:
    """壹, 壹拾, 貳拾壹."""
    return _by_places(number, _OLD_FORMAL_DIGITS, ("", "拾", "佰", "仟"))


def digits(number: int) -> str:
    """一, 一〇, 二一: digit by digit."""
    return "".join(_DIGITS[int(digit)] for digit in str(abs(number)))


def full_width(number: int) -> str:
    return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


def letter(number: int) -> str:
    """a … z, aa, bb (Word repeats the letter)."""
    if not 1 <= number <= 780:
        return str(number)
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turns + 1)


def roman(number: int) -> str:
    if not 1 <= number < 4000:
        return str(number)
    steps = zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), _ROMAN, strict=True)
    text = ""
    for worth, sign in steps:
        count, number = divmod(number, worth)
        text += sign * count
    return text


_ROMAN = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")


def _by_places(number: int, signs: str, places: tuple[str, ...]) -> str:
    if not 1 <= number <= 9999:
        return str(number)
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (signs[0] if gap and text else "") + signs[digit] + places[place]
        gap = not digit
    return text


def _one_of(signs: str) -> Callable[[int], str]:
    """One sign a number; plain figures after the last."""
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _signs(*ranges: tuple[int, int]) -> str:
    """The characters from each first to its last code point."""
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


_circled = _one_of(_signs((0x2460, 0x2473), (0x3251, 0x325F), (0x32B1, 0x32BF)))  # ① … ㊿

NUMERALS: dict[str, Callable[[int], str]] = {
    "decimal": decimal,
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": full_width,
    "decimalFullWidth2": full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _one_of(_signs((0x2474, 0x2487))),
    "decimalEnclosedFullstop": _one_of(_signs((0x2488, 0x249B))),
    "ideographEnclosedCircle": _one_of(_signs((0x3280, 0x3289))),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": digits,
    "taiwaneseDigital": digits,
    "japaneseDigitalTenThousand": digits,
    "chineseLegalSimplified": formal,
    "ideographLegalTraditional": old_formal,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
}
