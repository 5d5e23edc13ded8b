"""The words of those who did the work: which of them a report can take over as they stand.

Reports and statements of completion are joined, never reworded. A sentence goes in whole or not at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.progress.privacy import complaint
from tracker.summary.facts import Said
from tracker.summary.numbers import Number, figure_for, numbers_in, shares_a_word, tidy
from tracker.tasks.history import Figure

ROUTINE = 3
"""So many sentences that differ in numbers and months only (一月台账已报, 二月台账已报 …) say nothing new."""
SHORTEST = 4
"""Characters; 已更正, 第一期 say nothing without their context."""

_ENDS = re.compile(r"[。；;！!？?\n]+")
_NUMERALS = re.compile(r"[0-9零〇一二三四五六七八九十百千]+")
_PART_OF = re.compile(r"其中|[0-9一二三四五六七八九十]+\s*[月日号]")
"""What tells a reader, and the number check, that a number is one part of a whole."""


@dataclass(frozen=True)
class Taken:
    """A sentence that a report can take over, whence it is, and the figures whose values its numbers are."""

    text: str
    said: Said
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Words:
    """taken: in the order of their days. unrecorded: sentences left out because a number in them was never reported."""

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
        return tuple(dict.fromkeys(taken.said for taken in self.taken))


def own_words(said: Iterable[Said], totals: Sequence[Figure], values: Sequence[Figure], room: int) -> Words:
    """The sentences that tell most, of `room` characters at most.

    totals: the figures of the period; values: single values of the task's own reports, and its target.
    """
    found, unrecorded = [], []
    for one in _distinct(said):
        figures, text = _recorded(one, totals, values)
        if figures is None:
            unrecorded.append(one)
        elif text:
            found.append(Taken(text, one.said, figures))
    return Words(tuple(_what_fits(found, room)), tuple(unrecorded))


def _distinct(said: Iterable[Said]) -> list[Taken]:
    """Every sentence once, without the routine ones, those that say too little, and those with personal numbers."""
    sentences: dict[str, Taken] = {}
    for one in said:
        for text in _ENDS.split(tidy(one.text)):
            text = text.strip("，, 　")
            if len(text) >= SHORTEST and complaint(text) is None:
                sentences.setdefault(text, Taken(text, one))
    shapes = Counter(_NUMERALS.sub("", text) for text in sentences)
    return [taken for text, taken in sentences.items() if shapes[_NUMERALS.sub("", text)] < ROUTINE]


def _recorded(
    taken: Taken, totals: Sequence[Figure], values: Sequence[Figure]
) -> tuple[tuple[Figure, ...] | None, str]:
    """The figures whose values the sentence's numbers are, and the sentence; None where a number has no record.

    A number that is one report's value is marked 其中. The sentence is empty where a reader could not see which figure
    a number belongs to.
    """
    figures, text = [], taken.text
    for number in reversed(numbers_in(taken.text)):
        whole, part = figure_for(number, totals), figure_for(number, values)
        figure = whole or part
        if figure is None:
            return None, ""
        if not shares_a_word(taken.text, figure.name):
            return (), ""
        if whole is None:
            text = _as_part(text, number)
        figures.append(figure)
    return tuple(reversed(figures)), text


def _as_part(text: str, number: Number) -> str:
    """The text with 其中 at the beginning of the clause in which the number stands."""
    start = max(text.rfind(mark, 0, number.start) for mark in "，,：:、") + 1
    if _PART_OF.search(text, start, number.end):
        return text
    return f"{text[:start]}其中{text[start:]}"


def _what_fits(found: Sequence[Taken], room: int) -> list[Taken]:
    """The longest first while there is room; then in the order of their days."""
    chosen: set[int] = set()
    for n in sorted(range(len(found)), key=lambda n: (-len(found[n].text), n)):
        if len(found[n].text) + 1 <= room:
            room -= len(found[n].text) + 1
            chosen.add(n)
    return [taken for n, taken in enumerate(found) if n in chosen]
