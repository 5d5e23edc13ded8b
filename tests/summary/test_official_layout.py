"""The official Word file as LibreOffice renders it, measured on the PDF: 22 lines of 28 characters, margins, red line.

Without the fonts of an office the test names square fonts of Debian in their place: places and sizes are measured.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pdfplumber
import pytest

from tests.summary.test_official import LETTER
from tracker.summary.official import FANGSONG, HEITI, KAITI, SONG, SONG_TITLE, Paragraph, write

MM = 72 / 25.4
STAND_INS = {
    FANGSONG: "AR PL SungtiL GB",
    SONG: "AR PL SungtiL GB",
    KAITI: "AR PL KaitiM GB",
    HEITI: "WenQuanYi Zen Hei",
    SONG_TITLE: "Noto Serif CJK SC",
}
OFFICE = shutil.which("soffice")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="no LibreOffice (soffice) on this machine")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Any]]:
    """A report of several full pages, rendered."""
    folder = tmp_path_factory.mktemp("layout")
    (folder / "report.docx").write_bytes(write(replace(LETTER, body=(*LETTER.body, Paragraph("字" * 28 * 50)))))
    (folder / "fonts.conf").write_text(_font_configuration(), "utf-8")
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(folder / "report.docx"),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)},
        capture_output=True,
        check=True,
        timeout=180,
    )
    with pdfplumber.open(folder / "report.pdf") as pdf:
        yield list(pdf.pages)


def _font_configuration() -> str:
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{asked}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{given}</string></edit></match>'
        for asked, given in STAND_INS.items()
    )
    return f'<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>{matches}</fontconfig>'


def lines(page: Any) -> list[list[Any]]:
    """The characters of the type area, line by line."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for char in page.chars:
        if char["top"] >= 37 * MM - 4 and char["bottom"] <= (297 - 35) * MM + 4 and char["text"].strip():
            rows[round(char["bottom"] / 4)].append(char)
    return [sorted(rows[key], key=lambda char: char["x0"]) for key in sorted(rows)]


def test_a_full_page_has_22_lines_of_28_characters(pages: list[Any]) -> None:
    full = lines(pages[1])
    assert len(full) == 22
    assert {len(line) for line in full} == {28}


def test_the_paper_is_a4_and_the_text_keeps_to_the_type_area(pages: list[Any]) -> None:
    page = pages[1]
    assert (page.width, page.height) == (pytest.approx(210 * MM, abs=1), pytest.approx(297 * MM, abs=1))
    chars = [char for line in lines(page) for char in line]
    assert min(char["x0"] for char in chars) == pytest.approx(28 * MM, abs=1.5)
    assert max(char["x1"] for char in chars) <= (28 + 156) * MM + 1.5


def test_body_characters_are_16_points(pages: list[Any]) -> None:
    assert {round(char["size"]) for line in lines(pages[1]) for char in line} == {16}


def test_the_title_is_22_points_and_centred(pages: list[Any]) -> None:
    title = [line for line in lines(pages[0]) if round(line[0]["size"]) == 22]
    assert ["".join(char["text"] for char in line) for line in title] == [
        "示范镇人民政府关于2025年度",
        "法治政府建设情况的报告",
    ]
    for line in title:
        assert (line[0]["x0"] + line[-1]["x1"]) / 2 == pytest.approx((28 + 78) * MM, abs=4)


def test_the_issuer_stands_in_red_35_mm_below_the_top_of_the_type_area(pages: list[Any]) -> None:
    red = [char for char in pages[0].chars if char["non_stroking_color"] == (1, 0, 0)]
    assert "".join(char["text"] for char in red) == "示范镇人民政府文件"
    assert min(char["top"] for char in red) == pytest.approx((37 + 35) * MM, abs=4 * MM)


def test_the_red_line_spans_the_type_area_4_mm_below_the_number(pages: list[Any]) -> None:
    shapes = [*pages[0].lines, *pages[0].rects, *pages[0].curves]
    red = [one for one in shapes if (1, 0, 0) in (one.get("stroking_color"), one.get("non_stroking_color"))]
    ((left, right, top),) = {(one["x0"], one["x1"], one["top"]) for one in red}
    assert right - left == pytest.approx(156 * MM, abs=3)
    number = [char for char in pages[0].chars if char["text"] == "〔"]
    assert top - number[0]["bottom"] == pytest.approx(4 * MM, abs=8)


def test_the_number_is_one_character_from_the_left_and_the_signer_one_from_the_right(pages: list[Any]) -> None:
    row = next(line for line in lines(pages[0]) if any(char["text"] == "〔" for char in line))
    assert row[0]["x0"] == pytest.approx(28 * MM + 16, abs=2)
    assert row[-1]["x1"] == pytest.approx((28 + 156) * MM - 16, abs=2)


def test_page_numbers_stand_7_mm_below_the_type_area_right_on_odd_and_left_on_even_pages(pages: list[Any]) -> None:
    for number, page in enumerate(pages[:2], 1):
        foot = [char for char in page.chars if char["top"] > (297 - 35) * MM + 4 and char["text"].strip()]
        assert "".join(char["text"] for char in foot) == f"—{number}—"
        assert foot[0]["top"] == pytest.approx((297 - 35 + 7) * MM, abs=5)
        if number % 2:
            assert foot[-1]["x1"] == pytest.approx((28 + 156) * MM - 14, abs=6)
        else:
            assert foot[0]["x0"] == pytest.approx(28 * MM + 14, abs=6)


def test_the_foot_of_the_last_page_holds_the_copies(pages: list[Any]) -> None:
    last = lines(pages[-1])
    words = ["".join(char["text"] for char in line) for line in last]
    assert words[-2:] == ["抄送：县司法局。", "示范镇党政办公室2026年1月9日印发"]
    assert last[-1][0]["bottom"] == pytest.approx((297 - 35) * MM, abs=12)


def test_each_level_is_set_in_its_own_font(pages: list[Any]) -> None:
    found = {"".join(char["text"] for char in line): line[-1]["fontname"] for line in lines(pages[0]) + lines(pages[1])}
    heading, subheading, body = "一、主要举措和成效", "（一）压实责任", "全年审查合同36份。"
    assert "Zen" in found[heading]
    assert "Hei" in found[heading]  # 黑体
    assert "Kai" in found[subheading]  # 楷体
    assert found[body] not in (found[heading], found[subheading])  # 仿宋
