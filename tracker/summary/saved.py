"""Saved reports: which there are, who changed them, and what their sentences rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.people.models import Person
from tracker.progress.models import Attachment
from tracker.summary.facts import Said
from tracker.summary.models import OfficeTemplate, PromiseAnswer, Summary, SummaryChange, SummaryLine
from tracker.summary.skeleton import Kind
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.status import Move, Status

SHOWN, COUNTED = 4, 50
"""So many tasks of a sentence are shown, the others are counted; so many of its events are looked at for files."""


def event_numbers(session: Session, said: Iterable[Said]) -> dict[tuple[str, int], int]:
    """The numbers of the stored events, by task and place in its history (which begins after the first assigning)."""
    keys = {one.task for one in said}
    events: dict[str, list[tuple[int, Move]]] = {}
    for key, number, do in session.execute(
        select(Task.key, TaskEvent.id, TaskEvent.do)
        .join(Task, Task.id == TaskEvent.task_id)
        .where(Task.key.in_(keys))
        .order_by(Task.id, TaskEvent.seq)
    ):
        events.setdefault(key, []).append((number, do))
    numbers: dict[tuple[str, int], int] = {}
    for key, own in events.items():
        first = next((n for n, (_, do) in enumerate(own) if do is Move.ASSIGN), len(own))
        numbers.update({(key, seq): number for seq, (number, _) in enumerate(own[first + 1 :])})
    return numbers


def saved(year: int, kind: Kind, number: int, topic: str = "") -> Select[tuple[Summary]]:
    """The report of this kind, with its lines."""
    return (
        select(Summary)
        .where(Summary.year == year, Summary.kind == kind, Summary.number == number, Summary.topic == topic)
        .options(selectinload(Summary.lines))
    )


def all_saved() -> Select[tuple[Summary]]:
    """Every report, the newest year first."""
    return select(Summary).order_by(Summary.year.desc(), Summary.kind, Summary.number, Summary.id)


def changes_of(summary: Summary) -> Select[tuple[SummaryChange]]:
    """Who changed which sentence, the latest first."""
    return (
        select(SummaryChange)
        .where(SummaryChange.summary_id == summary.id)
        .order_by(SummaryChange.id.desc())
        .options(joinedload(SummaryChange.by))
    )


def answers_of(session: Session, summary: Summary) -> dict[str, PromiseAnswer]:
    """What people said about promises, by the promise's key."""
    rows = session.scalars(select(PromiseAnswer).where(PromiseAnswer.summary_id == summary.id))
    return {row.promise: row for row in rows.all()}


def the_template() -> Select[tuple[OfficeTemplate]]:
    return select(OfficeTemplate)


@dataclass(frozen=True)
class Proof:
    """What the links of sentences show: titles of tasks and who does them, which are finished, files behind each
    event."""

    titles: Mapping[str, str]
    doers: Mapping[str, str]
    finished: frozenset[str]
    files: Mapping[int, int]


def proof_of(session: Session, lines: Iterable[SummaryLine]) -> Proof:
    """For what is shown of each line, in two statements."""
    known = list(lines)
    keys = {key for line in known for key in line.tasks[:SHOWN]}
    numbers = {number for line in known for number in line.events[:COUNTED]}
    tasks = session.execute(
        select(Task.key, Task.title, Task.status, Person.name)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .where(Task.key.in_(keys))
    ).all()
    files = session.execute(
        select(Attachment.event_id, func.count().label("count"))
        .where(Attachment.event_id.in_(numbers))
        .group_by(Attachment.event_id)
    )
    return Proof(
        titles={task.key: task.title for task in tasks},
        doers={task.key: task.name for task in tasks if task.name},
        finished=frozenset(task.key for task in tasks if task.status in (Status.FINISHED, Status.CLEARED)),
        files={row.event_id: int(row[1]) for row in files},
    )


def lengths(session: Session) -> dict[int, int]:
    """The characters of every report, by its number."""
    rows = session.execute(
        select(SummaryLine.summary_id, func.sum(func.length(SummaryLine.text))).group_by(SummaryLine.summary_id)
    )
    return {row[0]: int(row[1] or 0) for row in rows}


def evidence_rows(session: Session, lines: Iterable[SummaryLine]) -> list[tuple[Any, ...]]:
    """For the annex: of every sentence its number, text, tasks, what people wrote, figures and files."""
    known = [line for line in lines if line.level == 0]
    numbers = {number for line in known for number in line.events}
    keys = {key for line in known for key in line.tasks}
    titles = {row.key: row.title for row in session.execute(select(Task.key, Task.title).where(Task.key.in_(keys)))}
    events = {
        row.id: f"{row.on.isoformat()} {row.name or ''}：{row.text}"
        for row in session.execute(
            select(TaskEvent.id, TaskEvent.on, TaskEvent.text, Person.name)
            .outerjoin(Person, Person.id == TaskEvent.by_id)
            .where(TaskEvent.id.in_(numbers))
        )
    }
    files: dict[int, list[str]] = {}
    for row in session.execute(select(Attachment.event_id, Attachment.name).where(Attachment.event_id.in_(numbers))):
        files.setdefault(row.event_id, []).append(row.name)
    return [
        (
            number,
            line.text,
            "\n".join(f"{key} {titles.get(key, '')}" for key in line.tasks),
            "\n".join(events[one] for one in line.events if one in events),
            "\n".join(f"{one['name']} {one['value']} {one['unit']}" for one in line.figures),
            "\n".join(name for one in line.events for name in files.get(one, ())),
        )
        for number, line in enumerate(known, 1)
    ]
