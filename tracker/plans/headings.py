"""Which paragraphs are headings, how deep they stand, and where the text begins that shares their paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from tracker.plans.sentences import masked
from tracker.plans.text import Part
from tracker.plans.units import UNITS, one_of


class Rank(IntEnum):
    """The order in which numbers nest: 第一部分, 一、, （一）, 1., （1）, ①."""

    PART = 0
    FIRST = 10
    SECOND = 20
    ACTION = 25  # 行动一：
    THIRD = 30
    FOURTH = 40
    FIFTH = 50


_CHINESE = "[一二三四五六七八九十百零〇]{1,4}"
_NUMBERS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (Rank.PART, re.compile(rf"第(?P<value>{_CHINESE}|\d{{1,2}})(?:部分|章|编|篇)[、：:\s]*")),
    (Rank.SECOND, re.compile(rf"[（(]\s*(?P<value>{_CHINESE})\s*[)）]\s*[、.．]?")),
    (Rank.SECOND, re.compile(r"(?P<value>[㈠-㈩])[、.]?")),
    (
        Rank.FIRST,
        re.compile(
            rf"(?P<value>{_CHINESE})\s*(?:[、：:]|[．.](?!\d))|(?P<spaced>{_CHINESE})[ \u3000]+(?=[^\s年月日是])"
        ),
    ),
    (
        Rank.ACTION,
        re.compile(
            rf"(?:任务|行动|专题|措施|举措|工程|项目|事项|实事|问题|议题)(?P<value>{_CHINESE}|\d{{1,2}})[：:、.．]"
        ),
    ),
    (Rank.SECOND, re.compile(rf"第(?P<value>{_CHINESE}|\d{{1,3}})条[、：:\s]*")),
    (Rank.SECOND, re.compile(r"第(?P<value>[一二三四五六七八九十]{1,2})[，,、]\s*")),
    (Rank.FOURTH, re.compile(r"[（(]\s*(?P<value>\d{1,3})\s*[)）]\s*[、.．]?")),
    (Rank.FOURTH, re.compile(r"(?P<value>\d{1,2})[.．]\d{1,2}(?:[.．]\d{1,2})?[ \u3000、](?!\d)")),
    (Rank.THIRD, re.compile(r"(?P<value>\d{1,3})\s*(?:、|[.．](?!\d|$)|[.．](?=20\d\d年|\d{1,2}月))")),
    (Rank.FOURTH, re.compile(r"(?P<value>\d{1,2})[)）]")),
    (Rank.FOURTH, re.compile(r"(?P<value>[—－]{2,}|[●•▪◆■★※▶○])\s*")),
    (Rank.FIFTH, re.compile(r"(?P<value>[①-⑳⑴-⒇❶-❿])[、.]?")),
)
_MARK = re.compile(r"\s*[*＊★☆※]\s*(?=[\u4e00-\u9fff“])")
"""A sign behind the number that a note explains: 4.*安装空调200台 (*为市实事项目)."""
_FIRST_VALUES = frozenset(["一", "1", "㈠", "①", "⑴", "❶"])

MAX_HEADING = 48
"""Characters; a longer first sentence is text, not a heading."""
MAX_LINE = 80
"""Characters; a paragraph without a sentence's end that is longer is text."""
_END = re.compile(r"[。；;！？]|(?<=[\u4e00-\u9fff”）)])\.")
_LABEL = re.compile(r"[^，,。；;：:]{2,24}[：:](?=.{6})")
_SHORT_LABEL = re.compile(r"[^，,。；;：:]{2,24}[：:](?=.)")
_COMMA = re.compile(r"[，,]")
_QUANTITY = re.compile(rf"\d[余多]?[万亿]?(?:{one_of(UNITS)})")
"""A first sentence that lists quantities orders work: 实施项目120个，完成投资85亿元。"""
_NOT_LABEL = re.compile(r"单位|部门|责任|牵头|配合|时限|如下|以下|包括|分别|领导|科室|协办|主办|时间")


@dataclass(frozen=True)
class Heading:
    """A numbered paragraph: `title` is what it is called, `body` the text that follows in the same paragraph.

    title is None where the paragraph is plain text behind a number. first: the number opens a new count (一、, 1.).
    """

    rank: float
    title: Part | None
    body: Part | None
    rule: str
    first: bool = False


def numbered(part: Part) -> Heading | None:
    """The heading that a paragraph's number makes of it; None where it has no number."""
    indent = len(part.text) - len(part.text.lstrip())
    for rank, pattern in _NUMBERS:
        match = pattern.match(part.text, indent)
        if match is None or match.end() >= len(part.text):
            continue
        value = match.group("value") or match.groupdict().get("spaced") or ""
        marked = _MARK.match(part.text, match.end())
        title, body = title_and_body(part.cut(marked.end() if marked else match.end(), len(part.text)))
        return Heading(rank, title, body, f"heading.{rank.name.lower()}", value in _FIRST_VALUES)
    return None


def is_label(text: str) -> bool:
    """Whether a paragraph says who or when behind a colon (责任单位：…), and is no heading however it is set."""
    label = _SHORT_LABEL.match(text)
    return label is not None and _NOT_LABEL.search(label.group()) is not None


def title_and_body(part: Part) -> tuple[Part | None, Part | None]:
    """What of a paragraph is its heading and what its text: 建设甲。做乙。 is a heading with one sentence."""
    mask = masked(part.text)
    label = _LABEL.match(mask)
    if label and not _NOT_LABEL.search(label.group()):
        return part.cut(0, label.end() - 1), part.cut(label.end(), len(part.text))
    end = _END.search(mask)
    if end is None:
        return (part, None) if len(part.text) <= MAX_LINE else (None, part)
    is_title = end.start() <= MAX_HEADING and len(_COMMA.findall(mask, 0, end.start())) <= 2 and end.group() in "。."
    if not is_title or (_COMMA.search(mask, 0, end.start()) and _QUANTITY.search(mask, 0, end.start())):
        return None, part
    rest = part.cut(end.end(), len(part.text))
    return part.cut(0, end.start()), rest if rest.text else None
