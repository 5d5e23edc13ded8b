from __future__ import annotations

import pytest

from tracker.documents.numerals import NUMERALS


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("chineseCounting", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 19, "十九"),
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"),
        ("chineseLegalSimplified", 22, "贰拾贰"),
        ("ideographLegalTraditional", 22, "貳拾貳"),
        ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 50, "㊿"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 20, "⒛"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 26, "Z"),
        ("lowerRoman", 49, "xlix"),
        ("upperRoman", 4, "IV"),
        ("none", 5, ""),
    ],
)
def test_a_number_is_written_as_word_writes_it(form: str, number: int, shown: str) -> None:
    assert NUMERALS[form](number) == shown


@pytest.mark.parametrize("form", NUMERALS)
@pytest.mark.parametrize("number", [-999_999, -1, 0, 21, 999_999])
def test_no_number_is_too_small_or_too_large(form: str, number: int) -> None:
    assert len(NUMERALS[form](number)) < 20
