"""A saved report as the editor shows it: parts, numbered sentences, and marks on the numbers in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.summary.check import Finding, Verdict
from tracker.summary.numbers import digits, shares_a_word
from tracker.summary.records import Record, RecordKind
from tracker.summary.skeleton import Part
from tracker.tasks.history import Figure

Line = Any
"""A heading (level 1, 2) or a sentence (level 0) as stored: text, level, part, asks, reason, has_proof."""

_NAMED_TASKS = re.compile(r"(?:“[^“”]*”、?)+(?=等?任务|等?[0-9]*项任务|问题)")
"""“建成调解室8个”任务: a task called by its name; the number in it is what was ordered, not what was done."""


_UNDER_WAY = re.compile(r"正在|持续|继续|推进中|今年以来")
LAST_YEAR = "上年"
"""In front of a number that is told beside this year's."""


@dataclass(frozen=True)
class Segment:
    """A piece of a sentence; with its finding where it is a number that was checked."""

    text: str
    finding: Finding | None = None


@dataclass(frozen=True)
class Shown:
    """A line as a row. number: of the sentence in the whole report, 0 for a heading. start: in the whole text."""

    line: Line
    number: int
    start: int
    segments: tuple[Segment, ...]

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The numbers that the records do not confirm and nobody has explained."""
        found = [one for one in self.findings if one.verdict is not Verdict.MATCHES]
        return () if self.line.reason else tuple(found)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(one.finding for one in self.segments if one.finding)

    @property
    def figures(self) -> list[dict[str, Any]]:
        """Those that somebody reported this year: not last year's beside them, nor numbers in words that are quoted."""
        return [one for one in self.line.figures if not one["name"].startswith((LAST_YEAR, "“"))]

    @property
    def lacks_proof(self) -> bool:
        """A sentence that rests on nothing; one that only leads over to what follows claims nothing."""
        return self.line.level == 0 and not (self.line.has_proof or self.line.reason or is_transition(self.line.text))

    @property
    def says_more_than_done(self) -> bool:
        """Whether a person's sentence does not say any more that the work is under way."""
        is_telling = self.line.part in (Part.ACHIEVEMENTS, Part.DUTIES) and self.line.is_changed and not self.line.asks
        return is_telling and _UNDER_WAY.search(self.line.text) is None

    @property
    def is_to_mend(self) -> bool:
        return bool(self.line.asks or self.open_findings or self.lacks_proof)


@dataclass(frozen=True)
class PartShown:
    """A part with its heading row (None for what stands before the first) and the rows under it."""

    heading: Shown | None
    rows: tuple[Shown, ...]

    @property
    def sentences(self) -> int:
        return sum(row.line.level == 0 for row in self.rows)

    @property
    def to_mend(self) -> int:
        return sum(row.is_to_mend for row in self.rows)


def whole_text(lines: Iterable[Line]) -> str:
    """The text that the number check reads: a line break after each heading and sentence."""
    return "\n".join(line.text for line in lines)


def laid_out(lines: Sequence[Line], findings: Iterable[Finding]) -> list[PartShown]:
    """The rows part by part; the findings are those of `whole_text`, in order."""
    left = list(findings)
    parts: list[tuple[Shown | None, list[Shown]]] = [(None, [])]
    start = number = 0
    for line in lines:
        own = [one for one in left if start <= one.start < start + len(line.text)]
        number += line.level == 0
        named = [found.span() for found in _NAMED_TASKS.finditer(line.text)]
        marked = [
            one
            for one in own
            if _is_claim(line) and not _lies_in(one.start - start, named) and not _is_last_years(one, line, start)
        ]
        shown = Shown(line, number if line.level == 0 else 0, start, tuple(_segments(line.text, start, marked)))
        if line.level == 1:
            parts.append((shown, []))
        else:
            parts[-1][1].append(shown)
        left = left[len(own) :]
        start += len(line.text) + 1
    return [PartShown(heading, tuple(rows)) for heading, rows in parts if heading or rows]


def _segments(text: str, start: int, findings: Iterable[Finding]) -> Iterable[Segment]:
    place = 0
    for one in findings:
        if one.start - start > place:
            yield Segment(text[place : one.start - start])
        yield Segment(text[one.start - start : one.end - start], one)
        place = one.end - start
    if place < len(text):
        yield Segment(text[place:])


def _lies_in(place: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _is_last_years(finding: Finding, line: Line, start: int) -> bool:
    """Whether the number is told as last year's (12场（上年10场）) and is the one that the sentence rests on."""
    if not line.text[: finding.start - start].endswith(LAST_YEAR):
        return False
    known = [(Decimal(one["value"]), one["unit"]) for one in line.figures if one["name"].startswith(LAST_YEAR)]
    return (finding.value, finding.unit) in known


def _is_claim(line: Line) -> bool:
    """Whether the numbers of a line state what was done: not those of a plan, a heading, or what is asked for."""
    return line.level == 0 and not line.asks and line.part != Part.PLAN


@dataclass(frozen=True)
class Mending:
    """A number that differs from its record: the record in words, and the sentence with the record's value instead."""

    finding: Finding
    record: str
    value: str
    text: str


def mendings(row: Shown) -> list[Mending]:
    """What can be put right with a click: numbers whose records all have one value."""
    found = []
    for finding in row.open_findings:
        values = {(record.value, record.approx) for record in finding.candidates}
        if finding.verdict is Verdict.DIFFERS and len(values) == 1:
            record = finding.candidates[0]
            value = f"{digits(record.value)}{'余' if record.approx else ''}{record.unit}"
            start, end = finding.start - row.start, finding.end - row.start
            text = row.line.text[:start] + value + row.line.text[end:]
            found.append(Mending(finding, record_words(record), value, text))
    return found


def record_words(record: Record) -> str:
    """全年法治宣传 12 场; 4月15日报的法治宣传 3 场; 目标法治宣传 12 场; 交办 33 件."""
    value = f"{record.name} {'约 ' if record.approx else ''}{digits(record.value)} {record.unit}"
    if record.kind is RecordKind.REPORT and record.on:
        return f"{record.on.month}月{record.on.day}日报的{value}"
    return {RecordKind.YEAR: "全年", RecordKind.TARGET: "目标"}.get(record.kind, "") + value


def is_repeated(finding: Finding, last: Iterable[Figure]) -> bool:
    """Whether last year's report states the same value and unit of what seems to be the same figure (照抄?)."""
    names = {record.name for record in finding.candidates}
    return any(
        (figure.value, figure.unit) == (finding.value, finding.unit)
        and any(shares_a_word(figure.name, name) for name in names)
        for figure in last
    )


def is_transition(text: str) -> bool:
    """现将…报告如下：, 无。: it says nothing that would need evidence."""
    return text.endswith(("：", ":")) or text in ("无", "无。")
