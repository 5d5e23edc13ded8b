"""Finding tasks, and reading stored tasks back as their histories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from tracker.people.models import Office, Person, Role
from tracker.people.queries import area_of
from tracker.tasks.history import Event, Figure, History
from tracker.tasks.models import (
    ChecklistItem,
    Note,
    NoteKind,
    ReportedFigure,
    Slip,
    Task,
    TaskEvent,
    TaskHelper,
    TaskSupport,
)
from tracker.tasks.moves import Actor, parts_of, possible_moves
from tracker.tasks.standing import standing
from tracker.tasks.status import CLOSED, Move, Part


def visible_to(person: Person, office: Office) -> Select[tuple[Task]]:
    """The tasks that a person may see.

    A coordinator and the main leader see all; a leader sees the tasks that they supervise and those led by a unit of
    their area; everybody sees the tasks that they do or help with, and an assignee also those that their unit leads or
    supports.
    """
    if person.has(Role.COORDINATOR) or office.main_leader_id == person.id:
        return select(Task)
    conditions = [Task.assignee_id == person.id, Task.leader_id == person.id, _helped_by(person)]
    if person.has(Role.LEADER):
        conditions.append(Task.lead_id.in_(area_of(person)))
    if person.has(Role.ASSIGNEE):
        supported = select(TaskSupport.task_id).where(TaskSupport.unit_id == person.unit_id)
        conditions += [Task.lead_id == person.unit_id, Task.id.in_(supported)]
    return select(Task).where(or_(*conditions))


def _helped_by(person: Person) -> ColumnElement[bool]:
    return Task.id.in_(select(TaskHelper.task_id).where(TaskHelper.person_id == person.id))


def is_open() -> ColumnElement[bool]:
    return Task.status.not_in(CLOSED)


def is_late(today: date) -> ColumnElement[bool]:
    """Past its effective deadline (only tasks with one date; recurring ones are late by their instances)."""
    return is_open() & (Task.due < today)


def with_history() -> tuple[ORMOption, ...]:
    """What `history_of` reads, loaded in a fixed number of statements however many tasks there are."""
    figures = selectinload(Task.events).selectinload(TaskEvent.figures)
    return (figures, selectinload(Task.supports), selectinload(Task.helpers))


def for_list() -> tuple[ORMOption, ...]:
    """What a row of a list shows besides."""
    return (joinedload(Task.assignee), joinedload(Task.lead), joinedload(Task.leader), *with_history())


def for_page() -> tuple[ORMOption, ...]:
    """What the page of one task shows besides."""
    events = selectinload(Task.events)
    return (
        joinedload(Task.assignee),
        joinedload(Task.lead),
        joinedload(Task.leader),
        joinedload(Task.document),
        joinedload(Task.carried_from),
        selectinload(Task.supports),
        selectinload(Task.helpers),
        selectinload(Task.notes).joinedload(Note.by),
        selectinload(Task.checklist).joinedload(ChecklistItem.owner),
        events.selectinload(TaskEvent.figures),
        events.joinedload(TaskEvent.by),
        events.joinedload(TaskEvent.assignee),
        events.joinedload(TaskEvent.lead),
    )


def moves_open_to(person: Person, task: Task, main_leader: int | None) -> list[Move]:
    """The moves that the task's page offers to this person."""
    history = history_of(task)
    if history is None:
        return [Move.ASSIGN, Move.VOID] if person.has(Role.COORDINATOR) and task.is_open else []
    return possible_moves(history, standing(history), actor(person), main_leader)


def parts_in(person: Person, task: Task, main_leader: int | None) -> frozenset[Part]:
    """What the person is to the task as it stands now; of a task that was never assigned only a coordinator is much."""
    history = history_of(task)
    if history is None:
        return frozenset({Part.COORDINATOR} if person.has(Role.COORDINATOR) else ())
    return parts_of(actor(person), history, standing(history), main_leader)


def decider(task: Task, main_leader: int | None) -> int | None:
    """Who supervises the task as it stands (standing.supervisor, from its columns)."""
    return main_leader if task.leader_id is None or task.leader_id == task.assignee_id else task.leader_id


def slips_of(task: Task) -> Select[tuple[Slip]]:
    return select(Slip).where(Slip.task_id == task.id).order_by(Slip.id.desc())


def following(task: Task) -> Select[tuple[Task]]:
    """The task of the next year that takes this one up."""
    return select(Task).where(Task.carried_from_id == task.id)


def open_calls() -> Select[tuple[Note]]:
    """The calls for help (协调) of open tasks that nobody has answered, oldest first."""
    found = select(Note).join(Task).where(_is_open_call()).order_by(Note.id)
    return found.options(joinedload(Note.by), joinedload(Note.task).joinedload(Task.assignee))


def moments_of_open_calls() -> Select[tuple[str, datetime]]:
    """Of the same, the key of the task and the moment of the call."""
    return select(Task.key, Note.at).join(Task, Task.id == Note.task_id).where(_is_open_call())


def _is_open_call() -> ColumnElement[bool]:
    answered = select(Note.answers_id).where(Note.answers_id.is_not(None))
    return and_(Note.kind == NoteKind.HELP, Note.id.not_in(answered), is_open())


def open_tasks_of(person: Person) -> Select[tuple[Task]]:
    """Everything open that the person does, in the order of the deadlines."""
    return select(Task).where(Task.assignee_id == person.id, is_open()).order_by(Task.due, Task.id)


def open_tasks_helped_by(person: Person) -> Select[tuple[Task]]:
    """Everything open that the person helps with."""
    return select(Task).where(_helped_by(person), is_open()).order_by(Task.due, Task.id)


def open_tasks_under(person: Person) -> Select[tuple[Task]]:
    """Everything open that the person supervises."""
    return select(Task).where(Task.leader_id == person.id, is_open()).order_by(Task.due, Task.id)


def actor(person: Person) -> Actor:
    """The person as the rules of moves see one."""
    return Actor(person.id, person.unit_id, person.has(Role.COORDINATOR))


def history_of(task: Task) -> History | None:
    """The task as values; None while it has not been assigned for the first time.

    What happened before the first assigning, and that assigning itself, is the beginning and no event.
    """
    support = tuple(row.unit_id for row in task.supports)
    helpers = tuple(row.person_id for row in task.helpers)
    return _history(task, [value_of(event) for event in task.events], support, helpers)


def _history(
    task: Task | Row[Any], events: Sequence[Event], support: tuple[int, ...] = (), helpers: tuple[int, ...] = ()
) -> History | None:
    first = next((n for n, event in enumerate(events) if event.do is Move.ASSIGN), None)
    if first is None:
        return None
    begin = events[first]
    assert begin.assignee is not None  # the first assigning names both
    assert begin.lead is not None
    target = None
    if task.target_name and task.target_value is not None and task.target_unit:
        target = Figure(task.target_name, task.target_value, task.target_unit)
    return History(
        key=task.key,
        assignee=begin.assignee,
        lead=begin.lead,
        support=support,
        leader=task.leader_id,
        kind=task.kind,
        assigned_on=begin.on,
        deadline=task.deadline,
        every=task.every,
        day=task.day,
        target=target,
        events=tuple(events[first + 1 :]),
        later_rules=task.later_rules or (),
        helpers=helpers,
    )


def load_histories(session: Session, which: Select[tuple[int]], *, whole: bool = False) -> dict[int, History]:
    """The histories of many tasks by their numbers, in three statements; `which` selects the numbers.

    Left out is what neither lights nor reminders look at: who supports and, unless `whole`, texts and figures that
    no target names. Tasks that were never assigned are not among them.
    """
    figures = _figures(session, which, whole)
    events: dict[int, list[Event]] = defaultdict(list)
    columns = (TaskEvent.id, TaskEvent.task_id, TaskEvent.on, TaskEvent.by_id, TaskEvent.do, TaskEvent.until)
    text = TaskEvent.text if whole else literal("")
    for row in session.execute(
        select(*columns, TaskEvent.assignee_id, TaskEvent.lead_id, text)
        .where(TaskEvent.task_id.in_(which))
        .order_by(TaskEvent.task_id, TaskEvent.seq)
    ):
        number, task_id, on, by, do, until, assignee, lead, said = row
        events[task_id].append(Event(on, by or 0, do, said, until, assignee, lead, figures.get(number, ())))
    histories = {}
    for ordered in session.execute(select(*_ORDERED).where(Task.id.in_(which))):
        history = _history(ordered, events[ordered.id])
        if history is not None:
            histories[ordered.id] = history
    return histories


def history_states(which: Select[tuple[int]]) -> Select[Any]:
    """Number, columns and number of events of each assigned task: what has not changed here, has the same history.

    Events are never changed and never deleted, so their number tells whether there are new ones.
    """
    return (
        select(*_ORDERED, func.max(TaskEvent.seq))
        .join(TaskEvent, TaskEvent.task_id == Task.id)
        .where(Task.id.in_(which), Task.assigned_on.is_not(None))
        .group_by(Task.id)
    )


_ORDERED = (
    Task.id,
    Task.key,
    Task.leader_id,
    Task.kind,
    Task.deadline,
    Task.every,
    Task.day,
    Task.later_rules,
    Task.target_name,
    Task.target_value,
    Task.target_unit,
)


def _figures(session: Session, which: Select[tuple[int]], whole: bool) -> dict[int, tuple[Figure, ...]]:
    """By the event's number: the reported figures, unless `whole` those of the name and unit of their task's target."""
    found: dict[int, tuple[Figure, ...]] = {}
    figure = ReportedFigure
    towards_target = (figure.name == Task.target_name, figure.unit == Task.target_unit)
    for event, name, value, unit, approx in session.execute(
        select(figure.event_id, figure.name, figure.value, figure.unit, figure.approx)
        .join(TaskEvent, TaskEvent.id == figure.event_id)
        .join(Task, Task.id == TaskEvent.task_id)
        .where(Task.id.in_(which), *(() if whole else towards_target))
        .order_by(figure.event_id, figure.ordinal)
    ):
        found[event] = (*found.get(event, ()), Figure(name, value, unit, approx))
    return found


def value_of(event: TaskEvent) -> Event:
    return Event(
        on=event.on,
        by=event.by_id or 0,
        do=event.do,
        text=event.text,
        until=event.until,
        assignee=event.assignee_id,
        lead=event.lead_id,
        figures=tuple(Figure(f.name, f.value, f.unit, f.approx) for f in event.figures),
    )
