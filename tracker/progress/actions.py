"""Handing in progress: the move, its figures and the files behind it, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import RuleViolation
from tracker.people.models import Person
from tracker.progress.evidence import check_evidence
from tracker.progress.models import Attachment
from tracker.progress.privacy import complaint
from tracker.store import Store
from tracker.tasks.actions import Step, move
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.queries import value_of

SAME_REPORT = timedelta(minutes=10)
"""Within this time the same words, figures and files of the same person are one report, sent twice."""


def hand_in(
    session: Session,
    task: Task,
    steps: Sequence[Step],
    uploads: Sequence[tuple[str, bytes]] = (),
    *,
    store: Store,
    by: Person,
    at: datetime,
) -> TaskEvent:
    """Makes the steps one after the other (a report, then perhaps a claim) and keeps the files with the last one.

    uploads: name and bytes of each file. Raises RuleViolation, before anything is kept, for a file of a wrong kind,
    too large or with personal numbers, and for texts with such numbers.
    """
    files = [check_evidence(name, data) for name, data in uploads]
    for step in steps:
        if found := complaint(step.text):
            raise RuleViolation(found)
    for step in steps:
        event = move(session, task, step, by=by, at=at)
    session.add_all(
        Attachment(
            event_id=event.id,
            name=file.name,
            media_type=file.media_type,
            sha256=store.keep(file.data),
            size=len(file.data),
        )
        for file in files
    )
    session.flush()
    return event


def is_handed_in(
    session: Session,
    task: Task,
    steps: Sequence[Step],
    uploads: Sequence[tuple[str, bytes]] = (),
    *,
    by: Person,
    at: datetime,
) -> bool:
    """Whether just this is the last that happened to the task: a button pressed twice, a page sent again."""
    last = task.events[-len(steps) :]
    files = session.scalars(select(Attachment.sha256).where(Attachment.event_id == last[-1].id)).all() if last else ()
    return (
        len(last) == len(steps)
        and all(_is_this(event, step, by, at) for event, step in zip(last, steps, strict=True))
        and sorted(files) == sorted(sha256(data).hexdigest() for _, data in uploads)
    )


def _is_this(event: TaskEvent, step: Step, by: Person, at: datetime) -> bool:
    same_words = (event.do, event.text, value_of(event).figures) == (step.do, step.text.strip(), tuple(step.figures))
    return same_words and event.by_id == by.id and event.at is not None and at - event.at <= SAME_REPORT
