"""The paragraphs of a document as a tree of sections, whatever way their headings are marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from tracker.documents.blocks import Block, BlockKind
from tracker.plans.headings import Heading, Rank, is_label, numbered, title_and_body
from tracker.plans.text import Part
from tracker.plans.topics import Topic, topic_of

_SENTENCE_RULE = "heading.sentence"
CLOSING_RULE = "closing"
_CLOSES = re.compile(
    r"\s*(?:会议(?:强调|要求|指出|号召|希望)|以上|请?各(?:牵头|责任|有关|相关)?(?:单位|部门|科室|村|镇|乡|社区)|让我们|希望)"
)
_LIST_LEAST = 2
"""So many headings before the last show how a list is written."""


@dataclass
class Section:
    """A heading with the text and the sections below it; the root has neither title nor rank.

    body: the paragraphs before the first section below, as parts; a table is a part without text.
    sentence: the title ends like a sentence (。；).
    """

    title: Part | None
    rank: float
    rule: str
    body: list[Part] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    sentence: bool = False

    @property
    def name(self) -> str | None:
        return self.title.text.strip("：:。；; \u3000") if self.title else None

    @property
    def topic(self) -> Topic:
        return Topic.OTHER if self.rule == _SENTENCE_RULE else topic_of(self.name or "")

    def walk(self) -> Iterator[Section]:
        yield self
        for section in self.sections:
            yield from section.walk()

    def parts(self) -> Iterator[Part]:
        """All text below, in reading order, headings included."""
        if self.title:
            yield self.title
        yield from self.body
        for section in self.sections:
            yield from section.parts()


_SENTENCE_END = re.compile(r"[。；;！？!?，,、：:）)]$")
_COLON = re.compile("[：:]")
_COMMA = re.compile(r"[，,]")
_BARE_MAX = 32
# a heading's number behind the end of a sentence; one alone may be a reference
_INLINE = re.compile(
    r"(?<=[。；：:])[ \u3000]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])"
    r"(?=[^。；，、]{4,})"
)
_INLINE_LEAST = 2
_INLINE_SECOND = re.compile(r"(?<=[\u4e00-\u9fff])[（(][一二三四五六七八九十]{1,3}[)）](?=[^。；，、）)]{4,})")
_TOPIC_SENTENCE = re.compile(
    r"(?![一二三四五六七八九十]{1,2}[是要]|首先|其次|再次|最后|第[一二三四五])[^，,。；;：:\d（(《]{4,16}。(?=.{12})"
)
_DATE_LINE = re.compile(r"^[（(]?[\d二〇○零一三四五六七八九十]{4}\s*年")
_WORDY = re.compile(r"[\u4e00-\u9fff]{4}")
_UNKNOWN = -2.0


@dataclass(frozen=True)
class _Line:
    """A paragraph, or what of one stands behind a number in its middle."""

    part: Part
    block: Block


def outline(blocks: Sequence[Block], indexes: Sequence[int]) -> Section:
    """The tree of the blocks with these numbers."""
    root = Section(None, -1, "root")
    path = [root]
    lines = [line for index in indexes for line in _lines(blocks[index], index)]
    headings = [_heading(line, after) for line, after in zip(lines, [*lines[1:], None], strict=False)]
    _mark_topic_sentences(lines, headings)
    ranks = _ranks_of_levels(lines, headings)
    following = _next_numbered(headings)
    for position, (line, heading) in enumerate(zip(lines, headings, strict=True)):
        if heading is None:
            path[-1].body.append(line.part)
            continue
        rank = heading.rank
        if rank == _UNKNOWN:
            rank = _rank_by_place(heading, line.block.level, following[position], ranks, path)
        while path[-1].rank >= rank:
            path.pop()
        section = Section(heading.title, rank, heading.rule, [heading.body] if heading.body else [])
        section.sentence = heading.title is not None and _is_sentence(heading.title, line.block)
        path[-1].sections.append(section)
        path.append(section)
    for section in root.walk():
        _part_from_last(section)
    return root


def _part_from_last(section: Section) -> None:
    """Where each heading below has its text in its own paragraph, further paragraphs behind the last are none of it."""
    *others, last = section.sections or [section]
    if not others or last.sections or any(_goes_on(other) for other in others):
        return
    own = [part for part in last.body if not _is_further(last, part)]
    if len(others) < _LIST_LEAST and not all(_CLOSES.match(part.text) for part in last.body[len(own) :]):
        return
    if len(own) < len(last.body) and all(part.text for part in last.body):
        closing = Section(None, last.rank, CLOSING_RULE, last.body[len(own) :])
        last.body[:] = own
        section.sections.append(closing)


def _goes_on(section: Section) -> bool:
    return bool(section.sections) or any(_is_further(section, part) for part in section.body)


def _is_further(section: Section, part: Part) -> bool:
    """Whether a part stands in another paragraph than the heading, or the text behind a number, that it follows."""
    first = section.title or (section.body[0] if section.body else None)
    return first is not None and part.block != first.block


def _lines(block: Block, index: int) -> Iterator[_Line]:
    """A block's paragraph; two and more where headings stand in its middle: …如下：一、…。（一）…。二、…."""
    part = Part(block.text, index)
    starts = [match.start() for match in _INLINE.finditer(block.text)]
    if len(starts) >= _INLINE_LEAST:
        starts = sorted({*starts, *(match.start() for match in _INLINE_SECOND.finditer(block.text))} - {0})
    if block.kind is not BlockKind.PARAGRAPH or len(starts) < _INLINE_LEAST:
        yield _Line(part, block)
        return
    for start, end in zip([0, *starts], [*starts, len(block.text)], strict=True):
        yield _Line(part.cut(start, end), block)


def _heading(line: _Line, following: _Line | None) -> Heading | None:
    block = line.block
    if block.kind in (BlockKind.TABLE, BlockKind.NOTE) or not line.part.text.strip():
        return None
    part = line.part.cut(0, len(line.part.text))
    found = numbered(part)
    if found:
        return found
    if block.kind is BlockKind.HEADING and len(part.text) <= 2 * _BARE_MAX:
        return Heading(_UNKNOWN, part, None, "heading.marked")
    if len(part.text) > _BARE_MAX or _SENTENCE_END.search(part.text.rstrip("：:")):
        return None
    if block.bold and not is_label(part.text):
        return Heading(_UNKNOWN, part, None, "heading.bold")
    if following is None or following.block.kind is BlockKind.NOTE:
        return None
    if topic_of(part.text) is not Topic.OTHER and not _COMMA.search(part.text):
        return Heading(_UNKNOWN, part, None, "heading.words")
    if _COLON.search(part.text) or following.block.kind is BlockKind.TABLE:
        return None
    text = following.part.text.rstrip()
    if len(text) > len(part.text) and text.endswith(("。", "；", "）", "〕")) and _wordy(part.text):
        return Heading(_UNKNOWN, part, None, "heading.bare")
    return None


def _mark_topic_sentences(lines: Sequence[_Line], headings: list[Heading | None]) -> None:
    """Paragraphs without numbers that all open with a short sentence are named by it: 抓稳粮食安全。3月底前…。"""
    for plain, group in groupby(range(len(lines)), key=lambda number: headings[number] is None):
        if plain:
            named = list(takewhile(lambda n: _TOPIC_SENTENCE.match(lines[n].part.text.strip()), [*group][::-1]))
            for number in named if len(named) > 1 else ():
                title, body = title_and_body(lines[number].part)
                headings[number] = Heading(_UNKNOWN, title, body, _SENTENCE_RULE)


def _is_sentence(title: Part, block: Block) -> bool:
    """Whether a heading ends like a sentence (。；), or is built like one."""
    after = block.text[title.start + len(title.text) :].strip()
    return after[:1] in ("。", "；", ";") or title.text.endswith(("；", ";"))


def _wordy(text: str) -> bool:
    return bool(_WORDY.search(text)) and not _DATE_LINE.match(text)


def _ranks_of_levels(lines: Sequence[_Line], headings: Sequence[Heading | None]) -> dict[int, float]:
    """The rank that numbered headings of a marked level have: what an unnumbered one of that level is worth."""
    ranks: dict[int, float] = {}
    for line, heading in zip(lines, headings, strict=True):
        level = line.block.level
        if heading and level and heading.rank != _UNKNOWN:
            ranks[level] = min(heading.rank, ranks.get(level, heading.rank))
    return ranks


def _next_numbered(headings: Sequence[Heading | None]) -> list[Heading | None]:
    """For each paragraph the next numbered heading after it."""
    following: list[Heading | None] = []
    upcoming: Heading | None = None
    for heading in reversed(headings):
        following.append(upcoming)
        if heading is not None and heading.rank != _UNKNOWN:
            upcoming = heading
    return following[::-1]


def _rank_by_place(
    heading: Heading, level: int, following: Heading | None, ranks: dict[int, float], path: Sequence[Section]
) -> float:
    """How deep a heading without a number stands: above the 一、 that begins after it, else by its level in the file,
    at the top when its words name a part of a report, else one below the last other heading."""
    named = heading.title is not None and heading.rule != _SENTENCE_RULE
    known = named and topic_of(heading.title.text if heading.title else "") is not Topic.OTHER
    if known and following and following.rank == Rank.FIRST and following.first:
        return Rank.FIRST - 5
    if level:
        return ranks.get(level, level * 10 - 1)
    if known:
        return Rank.FIRST
    above = next((section for section in reversed(path) if section.rule != heading.rule), path[0])
    return min(max(above.rank, 0) + 9, Rank.FIFTH - 1)
