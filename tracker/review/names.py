"""Names as a document writes them, found among the units and people of the office.

A name or alias that is the same is a match. One that is only alike is a guess and never taken by itself: a higher
office's unit often differs from one's own in a single character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from tracker.review.certainty import Certainty, Suggestion

ALIKE = 60
"""From this likeness (0–100) on, another name is shown as a guess."""

VILLAGES = ("村", "社区", "居委会", "村委会")
STATIONS = ("站", "所", "中心", "队")
COLLECTIVE = re.compile(r"各(?:行政|镇直|镇属|有关|相关)?(村|社区|居|站所|站|所)")
"""各村（社区） is every unit that is a village or community; 各站所 every station and office."""

_OWN = re.compile(r"^(?:本|我)?(?:镇|乡|街道办事处|街道)(?:人民政府|政府|党委)?(?=..)")
_TAIL = re.compile(r"等(?:相关|有关)?(?:部门|单位|站所)?$")


@dataclass(frozen=True)
class Entry:
    """A unit or person by number, with the names it is known by; the first is its own."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()


def find(name: str, entries: Sequence[Entry]) -> Suggestion[int] | None:
    """The unit or person that a document calls `name`; None where nothing is like it."""
    wanted = _plain(name)
    for entry in entries:
        if wanted == _plain(entry.name):
            return Suggestion(entry.id, "原文写明", Certainty.STATED)
    for entry in entries:
        if wanted in map(_plain, entry.aliases):
            return Suggestion(entry.id, f"原文“{name}”，是它的别名", Certainty.STATED)
    return _alike(name, wanted, entries)


def _plain(name: str) -> str:
    """Without spaces, without the office's own 镇 in front, and without 等部门 behind."""
    return _TAIL.sub("", _OWN.sub("", re.sub(r"\s", "", name)))


def _alike(name: str, wanted: str, entries: Sequence[Entry]) -> Suggestion[int] | None:
    words = {entry.id: _plain(entry.name) for entry in entries}
    best = process.extractOne(wanted, words, scorer=fuzz.ratio, score_cutoff=ALIKE) if wanted else None
    if best is None:
        return None
    return Suggestion(best[2], f"原文“{name}”，只是相近，请核对", Certainty.GUESSED)


def mentioned(text: str, entries: Iterable[Entry]) -> list[Entry]:
    """The units whose name stands somewhere in the text; of 村 and 村委会 the longer name counts."""
    found = [entry for entry in entries if any(word in text for word in (entry.name, *entry.aliases) if len(word) > 1)]
    return [one for one in found if not any(one.name != other.name and one.name in other.name for other in found)]


def members(name: str, units: Sequence[Entry]) -> tuple[int, ...]:
    """The units that a collective name such as 各村（社区） stands for; empty for any other name."""
    collective = COLLECTIVE.match(name)
    if collective is None:
        return ()
    ends = STATIONS if collective[1] in ("站所", "站", "所") else VILLAGES
    return tuple(unit.id for unit in units if unit.name.endswith(ends))
