"""Breaks a long title into lines by sense, as GB/T 9704-2012 (7.3.1) asks: no word torn apart, lines of like length."""

from __future__ import annotations

import re
from functools import cache

MAX_WIDTH = 20.0
"""Characters of 22 pt that fit into the type area's 156 mm; letters and digits take half of one."""

_GOOD_BREAKS = (
    re.compile(r"(?:(?<=人民政府)|(?<=委员会)|(?<=领导小组)|(?<=办公室))(?=.)"),  # behind the issuer
    re.compile(r"(?=关于)"),
    re.compile(r"(?:(?<=年度)|(?<=年)(?!度))(?=.)"),  # 关于2025年度｜法治政府建设……
    re.compile(r"(?=《)|(?<=》)"),
    re.compile(r"(?<=[、，；：])"),
)
_LAST_WORDS = re.compile(
    r"(?:情况|工作|建设|进展|执行|落实)*的?(?:报告|总结|通知|方案|意见|函|请示|计划|安排|对照表|督办单|催办单|交办单)$"
)
"""The kind of document with the words that belong to it: never torn apart."""
_UNBROKEN = re.compile(r"[0-9A-Za-z]+年?度?|〔[0-9]+〕[0-9]*号?")

_GOOD, _POOR, _NEVER = 0, 60, 600
_EXTRA_LINE = 120


def broken(title: str, width: float = MAX_WIDTH) -> list[str]:
    """The title in lines of at most `width` characters, as few as can be without tearing a word."""
    fewest = max(1, -(-width_of(title) // width))
    choices = [_best(title, int(fewest) + extra, width) for extra in (0, 1)]
    costs = [cost + n * _EXTRA_LINE for n, (cost, _) in enumerate(choices)]
    return list(choices[costs.index(min(costs))][1])


def width_of(text: str) -> float:
    """In characters: letters and digits take half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _best(title: str, lines: int, width: float) -> tuple[float, tuple[str, ...]]:
    """The cost of the best way to make so many lines, and the lines; infinite where they do not fit."""
    costs = _break_costs(title)
    ideal = width_of(title) / lines

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[str, ...]]:
        rest = title[start:]
        if left == 1:
            return _line_cost(rest, ideal, width), (rest,)
        options: list[tuple[float, tuple[str, ...]]] = [(float("inf"), (rest,))]
        for end in range(start + 1, len(title)):
            cost, tail = best(end, left - 1)
            options.append((cost + costs[end] + _line_cost(title[start:end], ideal, width), (title[start:end], *tail)))
        return min(options)

    return best(0, lines)


def _break_costs(title: str) -> list[int]:
    """What a line break before each character costs."""
    costs = [_POOR] * (len(title) + 1)
    for pattern in _GOOD_BREAKS:
        for found in pattern.finditer(title):
            costs[found.start()] = _GOOD
    if last := _LAST_WORDS.search(title):
        costs[last.start()] = min(costs[last.start()], _POOR // 3)
        costs[last.start() + 1 : len(title)] = [_NEVER] * (len(title) - last.start() - 1)
    for found in _UNBROKEN.finditer(title):
        costs[found.start() + 1 : found.end()] = [_NEVER] * (found.end() - found.start() - 1)
    return costs


def _line_cost(line: str, ideal: float, width: float) -> float:
    length = width_of(line)
    return (length - ideal) ** 2 if length <= width else float("inf")
