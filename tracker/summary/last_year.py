"""Which figure of last year's report tells the same thing as one of this year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.progress.figures import Name, Total
from tracker.tasks.history import Figure

SHORTEST = 3
"""Neighbouring characters that a name must share with last year's words, or all of a shorter name."""


def stated_last_year(totals: Sequence[Total], stated: Iterable[Figure]) -> dict[Name, Figure]:
    """By name and unit: the stated figure of the same unit whose words share the longest piece with the name.

    Each is the best of the other: 排查矛盾纠纷213件 says nothing about 化解矛盾纠纷. Where two are equally good, none.
    """
    known = list(stated)
    best = {(total.name, total.unit): _best(total, known) for total in totals}
    return {
        name: figure
        for name, figure in best.items()
        if figure is not None and _closest(figure, [total for total in totals if total.unit == figure.unit]) == name
    }


def _best(total: Total, stated: Iterable[Figure]) -> Figure | None:
    shared = [(shares(total.name, figure.name), figure) for figure in stated if figure.unit == total.unit]
    longest = max((length for length, _ in shared), default=0)
    if longest < min(SHORTEST, len(total.name)):
        return None
    found = [figure for length, figure in shared if length == longest]
    return found[0] if len(found) == 1 else None


def _closest(figure: Figure, totals: Iterable[Total]) -> Name | None:
    shared = [(shares(total.name, figure.name), (total.name, total.unit)) for total in totals]
    longest = max((length for length, _ in shared), default=0)
    found = [name for length, name in shared if length == longest]
    return found[0] if len(found) == 1 else None


def shares(name: str, words: str) -> int:
    """How many neighbouring characters of the name stand in the words together, at most."""
    return max(
        (size for size in range(1, len(name) + 1) for n in range(len(name) - size + 1) if name[n : n + size] in words),
        default=0,
    )
