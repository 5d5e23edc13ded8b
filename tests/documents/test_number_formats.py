"""Numbers and dates of a sheet as its readers see them."""

from __future__ import annotations

from datetime import datetime

import pytest

from tracker.documents.number_formats import BUILT_IN, shown

FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 a day without a zone
DAY = 46203  # 30 June 2026


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yyyy-mm-dd", "2026-06-30"),
        (r"yyyy\-mm\-dd", "2026-06-30"),
        ("yyyy/m/d", "2026/6/30"),
        ("yyyy.m.d", "2026.6.30"),
        ('yyyy"年"m"月"d"日"', "2026年6月30日"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2026年6月30日"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "2026年6月30日"),
        ('e"年"m"月"', "2026年6月"),
        ('yyyy"年"m"月"', "2026年6月"),
        ('m"月"d"日"', "6月30日"),
        ("m/d", "6月30日"),
        ("mmm-yy", "2026年6月"),
        ("[$-F800]dddd, mmmm dd, yyyy", "2026年6月30日"),
        ("yyyy/m/d h:mm", "2026/6/30"),
        (BUILT_IN[14], "2026/6/30"),
        (BUILT_IN[57], "2026年6月"),
    ],
)
def test_a_date_is_shown_in_its_format_and_never_so_that_it_could_be_mistaken(code: str, text: str) -> None:
    assert shown(DAY, code, FIRST_DAY) == text


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (DAY + 0.5, "yyyy/m/d h:mm", "2026/6/30 12:00"),
        (0.354, "h:mm", "08:29"),
        (0.95, "0%", "95%"),
        (0.9525, "0.0%", "95.3%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (2.675, "0.00", "2.68"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (3.5, '0.0"万元"', "3.5万元"),
        (12, 'G/通用格式"名"', "12名"),
        (1, '"第"0"项"', "第1项"),
        (7, "000", "007"),
        (3, "0.##", "3"),
        (-5, "0.00", "-5.00"),
        (-5, r"#,##0_);[Red]\(#,##0\)", "(5)"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0, "0;;", ""),
        (1234567, "0,", "1235"),
        (2.5, "@", "2.5"),
    ],
)
def test_a_figure_is_shown_with_its_digits_and_words(number: float, code: str, text: str) -> None:
    assert shown(number, code, FIRST_DAY) == text


@pytest.mark.parametrize("code", ["000-0000-0000", "# ?/?", "0.00E+00", "[h]:mm", "0" * 300 + "/"])
def test_a_format_that_is_not_known_shows_the_plain_number(code: str) -> None:
    assert shown(12345678901, code, FIRST_DAY) == "12345678901"


@pytest.mark.parametrize(("number", "text"), [(-1, "-1"), (2_958_466, "2958466"), (1e300, "1e+300")])
def test_a_number_outside_the_calendar_is_no_date(number: float, text: str) -> None:
    assert shown(number, "yyyy-mm-dd", FIRST_DAY) == text
