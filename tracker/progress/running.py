"""The figures of one task's reports, each beside what they had come to by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.progress.lights import is_rate
from tracker.tasks.history import Figure


@dataclass(frozen=True)
class Reported:
    """A figure as it was reported, and the task's total with it; of rates the total is the figure itself."""

    figure: Figure
    total: Decimal

    @property
    def is_first(self) -> bool:
        return self.total == self.figure.value


def running(reports: Sequence[Sequence[Figure]]) -> list[list[Reported]]:
    """The reports in order, with their totals."""
    totals: dict[tuple[str, str], Decimal] = {}
    found = []
    for figures in reports:
        row = []
        for figure in figures:
            name = (figure.name, figure.unit)
            before = Decimal(0) if is_rate(*name) else totals.get(name, Decimal(0))
            totals[name] = before + figure.value
            row.append(Reported(figure, totals[name]))
        found.append(row)
    return found


def totals(reports: Sequence[Sequence[Figure]]) -> dict[tuple[str, str], Decimal]:
    """What each name and unit comes to in the end, in the order of their first report."""
    return {(one.figure.name, one.figure.unit): one.total for row in running(reports) for one in row}
