"""The course of a task from 立项 to 销号: which steps lie behind it, where it stands, and on which days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.tasks.status import STATUS_WORDS, Move, Status

_STEPS = (
    ("立项", Move.ESTABLISH, Status.ESTABLISHED),
    ("交办", Move.ASSIGN, Status.ASSIGNED),
    ("签收", Move.SIGN, None),
    ("办理中", None, Status.WORKING),
    ("审核", Move.CLAIM, Status.WAITING),
    ("办结", Move.FINISH, Status.FINISHED),
    ("销号", Move.CLEAR, Status.CLEARED),
)


@dataclass(frozen=True)
class CourseStep:
    """One step. place: past, now, or nothing for what is still to come; on: the last day on which it was made."""

    word: str
    place: str
    on: date | None


def course(status: Status, moves: Iterable[tuple[Move, date]]) -> list[CourseStep]:
    """The steps; empty for a task that left the course (中止, 作废, 转下年)."""
    places = [step_status for _, _, step_status in _STEPS]
    if status not in places:
        return []
    here = places.index(status)
    last = dict(moves)
    return [
        CourseStep(
            word=word if n != here else STATUS_WORDS[status],
            place="past" if n < here else "now" if n == here else "",
            on=last.get(move) if move and n <= here else None,
        )
        for n, (word, move, _) in enumerate(_STEPS)
    ]
