"""Slips (交办单, 催办单, 督办单): each kind is numbered on through the year, and kept as it was issued."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.calendar.zone import office_day
from tracker.people.models import Person
from tracker.people.queries import numbers_held
from tracker.tasks.models import Slip, SlipKind, Task


def issue(
    session: Session,
    task: Task,
    kind: SlipKind,
    *,
    addressee: str,
    opening: str,
    facts: Sequence[tuple[str, str]],
    closing: str,
    by: Person,
    at: datetime,
) -> Slip:
    """The slip under the next number of its kind and year; of two people at once the second waits for the first."""
    session.execute(numbers_held())
    year = office_day(at).year
    last = session.scalar(select(func.max(Slip.number)).where(Slip.kind == kind, Slip.year == year))
    slip = Slip(
        task_id=task.id,
        kind=kind,
        year=year,
        number=(last or 0) + 1,
        at=at,
        by_id=by.id,
        addressee=addressee,
        opening=opening,
        facts=list(facts),
        closing=closing,
    )
    session.add(slip)
    session.flush()
    return slip


def last_slips(session: Session, ids: Collection[int]) -> dict[int, Slip]:
    """By the task's number: the slip that was issued last."""
    last = select(func.max(Slip.id)).where(Slip.task_id.in_(ids)).group_by(Slip.task_id)
    return {slip.task_id: slip for slip in session.scalars(select(Slip).where(Slip.id.in_(last)))}
