"""What holds for every input: each text stands in the source, and work grows as the input does."""

from __future__ import annotations

import cProfile
import pstats
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.files import docx, drawn, ofd, p, pdf, placed, table, tc, tr
from tracker.documents.blocks import Block
from tracker.documents.lines import is_noise
from tracker.documents.read import read
from tracker.errors import UnreadableDocument

NUMBERS = ["一、", "（一）", "1.", "①", "12", "1\n", "2\n", "2026 年 6 月底前", "%"]
MARKS = ["，", "。", "：", "（", "）", "“", "”", "《", "》"]
GAPS = ["\n", "\n\n", "\t", "\u3000\u3000", " ", "\f"]
MARKDOWN = ["# ", "**", "- ", "| "]
NOISE = ["— 3 —", "首页 > "]
WORDS = ["修路", "abc", "关于", "示范镇人民政府", "序号\n任务\n单位\n"]
PIECES = st.sampled_from(NUMBERS + MARKS + GAPS + MARKDOWN + NOISE + WORDS)
TEXTS = st.lists(PIECES, max_size=60).map("".join)
PLAIN = st.text(st.sampled_from("一二三修路植树。，：（）“”《》 ab12%"), max_size=60)


def found(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks] + [cell.text for block in blocks for row in block.rows for cell in row]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def blocks_of(data: bytes, name: str) -> list[Block]:
    """The blocks, none for a text without any."""
    try:
        return read(data, name)
    except UnreadableDocument:
        return []


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_sentence_of_a_text_file_stands_in_it(text: str) -> None:
    """Page marks and navigation may stand between its lines, the marks of bold labels between sentences."""
    source = bare(text)
    without_noise = bare("".join(line for line in re.split("[\n\f]", text) if not is_noise(line)))
    for piece in found(blocks_of(text.encode(), "a.txt")):
        for sentence in re.split("[。：]", bare(piece)):
            assert sentence in source or sentence in without_noise


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_no_text_stops_the_reader(text: str) -> None:
    blocks_of(text.encode("utf-8", "surrogatepass"), "a.md")


@settings(max_examples=100, deadline=None)
@given(st.lists(PLAIN, min_size=1, max_size=8), st.lists(PLAIN, max_size=6))
def test_a_word_file_loses_no_character(paragraphs: list[str], cells: list[str]) -> None:
    body = "".join(p(text) for text in paragraphs) + (table(tr(tc("甲"), *map(tc, cells))) if cells else "")
    read_ = bare("".join(found(blocks_of(docx(body), "a.docx"))))
    assert read_ == bare("".join(paragraphs) + ("甲" + "".join(cells) if cells else ""))


@settings(max_examples=100, deadline=None)
@given(st.lists(PLAIN.filter(str.strip), min_size=1, max_size=12))
def test_a_page_gives_only_its_own_characters_in_reading_order(lines: list[str]) -> None:
    printed = bare("".join(lines))
    page = "".join(drawn(text, 80, 700 - 28 * number, 6) for number, text in enumerate(lines))
    assert bare("".join(found(blocks_of(pdf([page]), "a.pdf")))) == printed
    page = "".join(placed(text, 28, 40 + 10 * number, 2) for number, text in enumerate(lines))
    assert bare("".join(found(blocks_of(ofd([page]), "a.ofd")))) == printed


def _report(times: int) -> str:
    sentences = "（一）修建村道。6月底前完成三公里，\n验收合格。\n"
    rows = "序号\n任务\n单位\n1\n修路\n农业办\n2\n植树\n林业站\n附件\n正文 7 名。\n"
    return (sentences + rows) * times


GROWING: dict[str, Callable[[int], bytes]] = {
    "a.txt": lambda times: _report(times).encode(),
    "a.docx": lambda times: docx(
        "".join(p(line) for line in _report(times).split("\n")) + table(*[tr(tc("甲"))] * 2 * times)
    ),
    "a.ofd": lambda times: ofd([placed("继续修建村道。", 28, 60) + placed("三公里。", 28, 70)] * times),
    "a.csv": lambda times: "序号,任务,单位\n".encode() * times,
}


@pytest.mark.parametrize("name", GROWING)
def test_ten_times_the_text_is_at_most_eleven_times_the_work(name: str) -> None:
    """Work is counted in function calls, which no other load on the machine changes."""
    small, large = (_calls(GROWING[name](times), name) for times in (20, 200))
    assert large < 11 * small


def _calls(data: bytes, name: str) -> int:
    read(data, name)  # libraries are loaded and expressions compiled
    profile = cProfile.Profile()
    profile.runcall(read, data, name)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]
