"""Tasks with their lights, each read in a fixed number of statements however many tasks there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import inf

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from tracker.calendar.limits import Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.people.models import Person
from tracker.progress.glance import Glance, glance
from tracker.progress.kept import kept_for
from tracker.progress.lights import LONG_TASK_DAYS, Colour
from tracker.progress.models import Attachment
from tracker.progress.outlook import Outlook, outlook
from tracker.progress.running import Reported, running, totals
from tracker.review.models import Draft
from tracker.tasks.course import CourseStep, course
from tracker.tasks.history import Figure, History
from tracker.tasks.models import ReportedFigure, Task, TaskEvent
from tracker.tasks.queries import history_of, history_states, is_open, load_histories, value_of
from tracker.tasks.standing import Standing, standing, supervisor
from tracker.tasks.status import Move

Visible = Select[tuple[Task]]
"""The tasks that somebody may see (tasks.queries.visible_to)."""


@dataclass(frozen=True)
class Seen:
    """A task and what a list shows of it; glance is None while it has never been assigned."""

    task: Task
    glance: Glance | None

    @property
    def key(self) -> str:
        return self.task.key


def numbers(visible: Visible, *conditions: ColumnElement[bool]) -> Select[tuple[int]]:
    """The numbers of the visible tasks that meet the conditions, for use in further statements."""
    return visible.with_only_columns(Task.id).where(*conditions)


def glances(session: Session, which: Select[tuple[int]], day: date, calendar: WorkCalendar) -> dict[int, Glance]:
    """What stands in the lists for each of the tasks, by number; tasks that were never assigned are not among them."""
    kept = kept_for(session, day, calendar)
    states = {number: state for number, *state in session.execute(history_states(which)).tuples()}
    found, unknown = kept.find(states)
    if unknown:
        ids = which if len(unknown) > MANY else select(Task.id).where(Task.id.in_(unknown))
        fresh = {number: glance(history, day, calendar) for number, history in load_histories(session, ids).items()}
        kept.keep(fresh, states)
        found |= fresh
    return found


MANY = 500
"""Tasks that are asked for one by one; of more the whole selection is read again."""


def could_be(colour: Colour, day: date) -> ColumnElement[bool]:
    """What must hold of a task's columns for it to have this light: only these are worth replaying.

    Follows the rules of progress.lights, always on the wide side. Green may be any task.
    """
    numbered = Task.target_value.is_not(None)
    moving = or_(Task.kind != Kind.DATE, numbered)
    if colour is Colour.RED:
        return and_(is_open(), or_(moving, Task.due < day))
    if colour is Colour.YELLOW:
        soon = Task.due <= day + timedelta(days=LONG_TASK_DAYS)
        return and_(is_open(), or_(moving, soon, Task.id.in_(_sent_back())))
    if colour is Colour.GREY:
        return is_open()
    return Task.assigned_on.is_not(None)


def _sent_back() -> Select[tuple[int]]:
    return select(TaskEvent.task_id).where(TaskEvent.do.in_((Move.SEND_BACK, Move.REOPEN)))


def see(session: Session, ids: Sequence[int], day: date, calendar: WorkCalendar) -> list[Seen]:
    """The tasks of these numbers, in this order, with their people."""
    found = glances(session, select(Task.id).where(Task.id.in_(ids)), day, calendar)
    tasks = tasks_by_number(session, ids)
    return [Seen(tasks[number], found.get(number)) for number in ids if number in tasks]


def tasks_by_number(session: Session, ids: Collection[int]) -> dict[int, Task]:
    tasks = session.scalars(select(Task).where(Task.id.in_(ids)).options(*_with_people()))
    return {task.id: task for task in tasks}


def _with_people() -> tuple[ORMOption, ...]:
    people = (joinedload(Task.assignee), joinedload(Task.leader))
    return (*(person.lazyload(Person.role_rows) for person in people), joinedload(Task.lead))


def how_many(visible: Visible) -> Select[tuple[int]]:
    return select(func.count()).select_from(numbers(visible).subquery())


def years(visible: Visible) -> Select[tuple[int]]:
    """The years that have tasks, newest first."""
    return visible.with_only_columns(Task.year).distinct().order_by(Task.year.desc())


def sections(session: Session, visible: Visible) -> list[str]:
    """The parts of the plans, the newest year's first, each in the order in which the plan names them.

    Parts that stand in no plan (领导交办) come after those of their year.
    """
    first: dict[str, tuple[int, float, int]] = {}
    rows = visible.with_only_columns(
        Task.section, Task.year, Draft.document_id, func.min(Draft.ordinal), func.min(Task.id)
    )
    for section, year, document, ordinal, number in session.execute(
        rows.outerjoin(Draft, Draft.id == Task.draft_id).group_by(Task.section, Task.year, Draft.document_id)
    ).tuples():
        place = (-year, inf if document is None else document, number if ordinal is None else ordinal)
        first[section] = min(place, first.get(section, place))
    return sorted(first, key=first.__getitem__)


# ---- one task


@dataclass(frozen=True)
class TaskPage:
    """What the page of one task shows besides the task. Without history, now and outlook it was never assigned.

    files, reported: by the event's number. decides: who finishes or sends back.
    """

    history: History | None
    now: Standing | None
    outlook: Outlook | None
    course: list[CourseStep]
    files: Mapping[int, list[Attachment]]
    reported: Mapping[int, list[Reported]]
    decides: Person | None
    shares: list[Share]


@dataclass(frozen=True)
class Share:
    """What a unit or a helper reported on a task that several do: how often, last on, and their sums."""

    name: str
    leads: bool
    reports: int
    last: date | None
    totals: Mapping[tuple[str, str], Decimal]


def _shares(task: Task) -> list[Share]:
    """Lead first, then supporting units and helpers in their order; nothing for a task of one unit alone.

    What a helper reports is the helper's share, and not that of the helper's unit.
    """
    if task.lead is None or not (task.supports or task.helpers):
        return []
    helpers = {row.person_id for row in task.helpers}
    reports = [event for event in task.events if event.do is Move.REPORT and event.by]
    of_units = [event for event in reports if event.by_id not in helpers]
    return [
        *(
            _share(unit.name, [e for e in of_units if e.by and e.by.unit_id == unit.id], leads=unit.id == task.lead_id)
            for unit in (task.lead, *(row.unit for row in task.supports))
        ),
        *(_share(row.person.name, [e for e in reports if e.by_id == row.person_id]) for row in task.helpers),
    ]


def _share(name: str, reports: Sequence[TaskEvent], *, leads: bool = False) -> Share:
    sums = totals([value_of(event).figures for event in reports])
    return Share(name, leads, len(reports), reports[-1].on if reports else None, sums)


def task_page(session: Session, task: Task, day: date, calendar: WorkCalendar, main_leader: int | None) -> TaskPage:
    history = history_of(task)
    now = standing(history) if history else None
    files: dict[int, list[Attachment]] = defaultdict(list)
    for file in session.scalars(attachments_of(task.id)):
        files[file.event_id].append(file)
    reports = [event for event in task.events if event.do is Move.REPORT]
    rows = running([value_of(event).figures for event in reports])
    decides = supervisor(history, now.assignee, main_leader) if history and now else task.leader_id
    return TaskPage(
        history=history,
        now=now,
        outlook=outlook(history, day, calendar) if history else None,
        course=course(task.status, ((event.do, event.on) for event in task.events)),
        files=files,
        reported={event.id: row for event, row in zip(reports, rows, strict=True)},
        decides=session.get(Person, decides) if decides else None,
        shares=_shares(task),
    )


def figures_offered(session: Session, task: Task) -> dict[tuple[str, str], Decimal | None]:
    """Names and units that the task's report form asks for, and what was reported of each so far.

    Its target's, then what it reported before.
    """
    reported = reported_totals(session, [task.id]).get(task.id, {})
    target = [(task.target_name, task.target_unit)] if task.target_name and task.target_unit else []
    return {name: reported.get(name) for name in list(dict.fromkeys([*target, *reported]))[:4]}


def reported_totals(session: Session, ids: Collection[int]) -> dict[int, dict[tuple[str, str], Decimal]]:
    """By task: what its reports of each name and unit come to."""
    reports: dict[int, list[list[Figure]]] = defaultdict(list)
    for task_id, name, value, unit in session.execute(
        select(TaskEvent.task_id, ReportedFigure.name, ReportedFigure.value, ReportedFigure.unit)
        .join(ReportedFigure, ReportedFigure.event_id == TaskEvent.id)
        .where(TaskEvent.task_id.in_(ids))
        .order_by(TaskEvent.task_id, TaskEvent.seq, ReportedFigure.ordinal)
    ):
        reports[task_id].append([Figure(name, value, unit)])
    return {task_id: totals(rows) for task_id, rows in reports.items()}


def file_counts(session: Session, ids: Collection[int]) -> dict[int, int]:
    """By task: how many files were handed in."""
    counted = (
        select(TaskEvent.task_id, func.count())
        .join(Attachment, Attachment.event_id == TaskEvent.id)
        .where(TaskEvent.task_id.in_(ids))
        .group_by(TaskEvent.task_id)
    )
    return dict(session.execute(counted).tuples().all())


def last_words(session: Session, ids: Iterable[int], do: Move) -> Mapping[int, TaskEvent]:
    """By task: the last event of this kind."""
    newest = (
        select(func.max(TaskEvent.id))
        .where(TaskEvent.task_id.in_(list(ids)), TaskEvent.do == do)
        .group_by(TaskEvent.task_id)
    )
    found = session.scalars(select(TaskEvent).where(TaskEvent.id.in_(newest)).options(joinedload(TaskEvent.by)))
    return {event.task_id: event for event in found}


def known_figures() -> Select[tuple[str, str]]:
    """Names and units that figures were reported under, the most used first: what the report form offers."""
    figure = ReportedFigure
    return (
        select(figure.name, figure.unit).group_by(figure.name, figure.unit).order_by(func.count().desc(), figure.name)
    )


def attachments_of(task_id: int) -> Select[tuple[Attachment]]:
    return select(Attachment).join(TaskEvent).where(TaskEvent.task_id == task_id).order_by(Attachment.id)


def visible_attachment(visible: Visible, number: int) -> Select[tuple[Attachment]]:
    """The attachment, if its task is visible."""
    tasks = numbers(visible)
    return select(Attachment).join(TaskEvent).where(Attachment.id == number, TaskEvent.task_id.in_(tasks))
