"""Which tasks may answer the problems that a report admits: proposed by likeness and by order, confirmed by a person.

Likeness is the cosine of weighted pairs of neighbouring characters: a pair that few tasks have weighs more than one
that stands everywhere in an office's papers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

ENOUGH = 0.06
"""From this likeness (0–1) on, a task is shown as the possible answer of a problem."""
SAME_PLACE = 1.25
"""A task of the part of the plan with the problem's own number counts so much more: plans follow their problems."""
MOST = 3

_CHINESE = re.compile(r"[一-鿿]+")
_COMMON = re.compile(
    r"工作|情况|问题|进一步|不够|不足|不高|不强|有待|个别|部分|存在|以及|开展|加强|提高|推进|落实|我镇|全镇"
    r"|方面|能力|水平|年度|组织"
)
"""Words that stand in every report and so say nothing about likeness."""


@dataclass(frozen=True)
class Work:
    """A task, and what its document says of it. part: the place of its section in the plan, 0 first, or None."""

    key: str
    title: str
    text: str
    part: int | None = None


@dataclass(frozen=True)
class Answer:
    """A task that may answer a problem; why, in words for the page."""

    key: str
    title: str
    why: str


def answers(problems: Sequence[str], tasks: Sequence[Work]) -> list[list[Answer]]:
    """For each problem the tasks that may answer it, the likest first; where none is like it, those of its place."""
    pairs = [_pairs(f"{task.title}。{task.text}") for task in tasks]
    seen = Counter(pair for own in pairs for pair in own)
    weights = {pair: log((len(tasks) + 1) / count) for pair, count in seen.items()}
    return [_answers(problem, place, tasks, pairs, weights) for place, problem in enumerate(problems)]


def _answers(
    problem: str, place: int, tasks: Sequence[Work], pairs: Sequence[set[str]], weights: Mapping[str, float]
) -> list[Answer]:
    wanted = _pairs(problem)
    scored = []
    for task, own in zip(tasks, pairs, strict=True):
        likeness = _cosine(wanted, own, weights) * (SAME_PLACE if task.part == place else 1)
        if likeness >= ENOUGH:
            scored.append((likeness, task, wanted & own))
    if scored:
        best = sorted(scored, key=lambda one: -one[0])[:MOST]
        return [Answer(task.key, task.title, f"都说到{_words(shared, problem)}") for _, task, shared in best]
    why = f"次序相同：第 {place + 1} 条不足，第 {place + 1} 项安排"
    return [Answer(task.key, task.title, why) for task in tasks if task.part == place][:MOST]


def _cosine(one: set[str], other: set[str], weights: Mapping[str, float]) -> float:
    """Pairs that no task has weigh as much as those that a single one has."""
    rare = max(weights.values(), default=1.0)
    shared = sum(weights[pair] ** 2 for pair in one & other)
    lengths = [sqrt(sum(weights.get(pair, rare) ** 2 for pair in own)) for own in (one, other)]
    return shared / (lengths[0] * lengths[1]) if shared else 0.0


def _pairs(text: str) -> set[str]:
    """All neighbouring pairs of Chinese characters, common words aside."""
    runs = _CHINESE.findall(_COMMON.sub("，", text))
    return {run[n : n + 2] for run in runs for n in range(len(run) - 1)}


def _words(shared: set[str], problem: str) -> str:
    """The longest stretches of the problem that are made of shared pairs: “执法”“案卷”."""
    stretches, current = [], ""
    for n in range(len(problem)):
        if problem[n : n + 2] in shared:
            current = (current or problem[n]) + problem[n + 1]
        elif current:
            stretches.append(current)
            current = ""
    longest = sorted(dict.fromkeys(stretches), key=len, reverse=True)[:3]
    return "".join(f"“{word}”" for word in longest)
