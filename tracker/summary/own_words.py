"""The words of those who did the work: which of them a report can take over as they stand.

Reports and statements of completion are joined, never reworded. A sentence goes in whole, or up to the clause with a
number that only one report knows: the sum tells it. What is said alike of several quarters or months is said once, of
all of them: 一至四季度执法信息已公示.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.plans.orders import actions_in
from tracker.progress.privacy import complaint
from tracker.summary.facts import Said, Work
from tracker.summary.numbers import Number, figure_for, numbers_in, shares_a_word, tidy
from tracker.summary.spans import Span, joined, span_in
from tracker.tasks.history import Figure

ROUTINE = 3
"""So many sentences that differ in numbers and months only (走访12户, 走访15户 …) say nothing new."""
SHORTEST = 4
"""Characters; 已更正, 第一期 say nothing without their context."""

_ENDS = re.compile(r"[。；;！!？?\n]+")
_CLAUSE_END = re.compile(r"[，：:；]|,(?!\d)")
_NUMERALS = re.compile(r"[0-9零〇一二三四五六七八九十百千]+")
_PART_OF = re.compile(r"其中|[0-9一二三四五六七八九十]+\s*[月日号]")
"""What tells a reader, and the number check, that a number is one part of a whole."""
_OF_A_PLAN = re.compile(r"目标|计划|任务")
_LIMITS = re.compile(r"[仅尚未不待除但]|还有|剩余|其余|另有|没有|个别")
"""Words that take back what stands before them: a sentence is not cut in front of them."""
_LEADS_ON = re.compile(
    r"(?:因|由于|虽|为|通过|针对|围绕|结合|依托|利用|根据|按照|对照|经|在|对|向|除|截至|自|从|至|目前|今年|本|全年|年内|其中"
    r"|共|累计|上半年|下半年|前?[一二三四]季度|前?[0-9一二三四五六七八九十]+个?月)[^，]*"
)
"""A clause that begins like this and orders nothing only leads on to the next: 结合安全生产月."""
_PAIRS = ("“”", "（）", "()", "《》")


@dataclass(frozen=True)
class Taken:
    """A sentence that a report can take over, whence it is, and the figures whose values its numbers are."""

    text: str
    said: tuple[Said, ...]
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Words:
    """taken: in the order of their days. unrecorded: sentences with a number that was never reported."""

    taken: tuple[Taken, ...]
    unrecorded: tuple[Taken, ...]

    @property
    def text(self) -> str:
        return "；".join(taken.text for taken in self.taken)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(dict.fromkeys(figure for taken in self.taken for figure in taken.figures))

    @property
    def reports(self) -> tuple[Said, ...]:
        return tuple(dict.fromkeys(said for taken in self.taken for said in taken.said))


def own_words(
    said: Iterable[Said],
    totals: Sequence[Figure],
    values: Sequence[Figure],
    room: int,
    *,
    target: Figure | None = None,
    common: Collection[str] = (),
) -> Words:
    """The sentences that tell most, of `room` characters at most.

    totals: the figures of the period; values: single values of the task's own reports.
    common: sentences that are said of many tasks, and are told only where there is nothing else.
    """
    found, unrecorded = [], []
    for one in _distinct(said):
        taken, is_recorded = _as_recorded(one, totals, values, target)
        if not is_recorded:
            unrecorded.append(one)
        if taken.text:
            found.append(taken)
    own = [taken for taken in found if taken.text not in common] or found[:1]
    return Words(tuple(_what_fits(_without_echoes(own), room)), tuple(unrecorded))


def common_to(works: Iterable[Work]) -> frozenset[str]:
    """The sentences that are said of so many tasks that they tell nothing of one: 照片和签到表已归档."""
    told = Counter(one.text for work in works for one in sentences_of((*work.reports, *work.claims)))
    return frozenset(text for text, count in told.items() if count >= ROUTINE)


def sentences_of(said: Iterable[Said]) -> list[Taken]:
    """Every sentence once, without those that say too little, and those with personal numbers."""
    sentences: dict[str, Taken] = {}
    for one in said:
        for text in _ENDS.split(tidy(one.text)):
            text = text.strip("，, 　")
            if len(text) >= SHORTEST and complaint(text) is None:
                sentences.setdefault(text, Taken(text, (one,)))
    return list(sentences.values())


def _distinct(said: Iterable[Said]) -> list[Taken]:
    """Every sentence once, what is said of several quarters or months of all of them, and no routine."""
    sentences = _of_all_spans(sentences_of(said))
    shapes = Counter(_NUMERALS.sub("", taken.text) for taken in sentences)
    return [taken for taken in sentences if shapes[_NUMERALS.sub("", taken.text)] < ROUTINE]


def _of_all_spans(sentences: Sequence[Taken]) -> list[Taken]:
    """一季度已公示, 二季度已公示，新配记录仪4台 → 一、二季度已公示, 新配记录仪4台.

    What is said alike to its end goes together as a whole; else the first clauses do, and the rest stands by itself.
    """
    groups: dict[tuple[str, str], list[tuple[Span, Taken]]] = {}
    for taken in sentences:
        if span := span_in(taken.text.partition("，")[0]):
            groups.setdefault((span.unit, span.rest), []).append((span, taken))
    alike = {taken.text: group for group in groups.values() if len(group) > 1 for _, taken in group}
    told: list[Taken] = []
    for taken in sentences:
        group = alike.get(taken.text)
        if group is None:
            told.append(taken)
            continue
        rests = [other.text.partition("，")[2] for _, other in group]
        if group[0][1] is taken:
            said = tuple(one for _, other in group for one in other.said)
            more = f"，{rests[0]}" if rests[0] and len(set(rests)) == 1 else ""
            told.append(Taken(joined([span for span, _ in group]) + more, said))
        rest = taken.text.partition("，")[2]
        if len(rest) >= SHORTEST and len(set(rests)) > 1:
            told.append(Taken(rest, taken.said))
    return told


def _as_recorded(
    taken: Taken, totals: Sequence[Figure], values: Sequence[Figure], target: Figure | None
) -> tuple[Taken, bool]:
    """What can be taken over of a sentence, with the figures whose values its numbers are; and whether it is all on
    record: a number that was never reported is not.

    It ends before a number of which a reader could not see what it is, or that is one report's value and not the
    whole. Where it cannot end there, the text is empty.
    """
    figures: list[Figure] = []
    numbers = numbers_in(taken.text)
    known = [figure_for(number, (*totals, *([target] if target else []), *values)) for number in numbers]
    for number, figure in zip(numbers, known, strict=True):
        is_told = figure is not None and shares_a_word(taken.text, figure.name)
        if figure is None or not is_told or not (figure in totals or _is_marked(taken.text, number, figure == target)):
            return Taken(_before(taken.text, number), taken.said, tuple(figures)), None not in known
        figures.append(figure)
    return replace(taken, figures=tuple(figures)), True


def _is_marked(text: str, number: Number, is_target: bool) -> bool:
    """Whether the clause says itself that its number is a part, or what was planned."""
    mark = _OF_A_PLAN if is_target else _PART_OF
    return mark.search(text, _start_of_clause(text, number), number.end) is not None


def _start_of_clause(text: str, number: Number) -> int:
    return max((found.end() for found in _CLAUSE_END.finditer(text, 0, number.start)), default=0)


def _before(text: str, number: Number) -> str:
    """The clauses before the one with the number; empty where they say nothing, or not the same, without it."""
    start = _start_of_clause(text, number)
    head, tail = text[:start].rstrip("，,：:；"), text[start:]
    while head and (clause := re.split(r"[，,：:；]", head)[-1]) and _LEADS_ON.fullmatch(clause):
        if actions_in(clause):
            break
        head = head.removesuffix(clause).rstrip("，,：:；")
    torn = any(head.count(pair[0]) != head.count(pair[1]) for pair in _PAIRS)
    return "" if len(head) < SHORTEST or torn or _LIMITS.search(tail) else head


def _without_echoes(found: Sequence[Taken]) -> list[Taken]:
    """清单已公布 says nothing beside 清单已在大厅和网站公布: all its characters stand there in this order."""
    return [
        one
        for one in found
        if not any(len(one.text) < len(other.text) and _echoes(one.text, other.text) for other in found)
    ]


def _echoes(text: str, other: str) -> bool:
    rest = iter(other)
    return all(character in rest for character in text)


def _what_fits(found: Sequence[Taken], room: int) -> list[Taken]:
    """The longest first while there is room; then in the order of their days."""
    chosen: set[int] = set()
    for n in sorted(range(len(found)), key=lambda n: (-len(found[n].text), n)):
        if len(found[n].text) + 1 <= room:
            room -= len(found[n].text) + 1
            chosen.add(n)
    return [taken for n, taken in enumerate(found) if n in chosen]
