"""What the home pages and the board show of many tasks: what is stuck, what is one's own to do, how far all are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.calendar.legal_days import legal_days
from tracker.calendar.workdays import WorkCalendar
from tracker.documents.models import Document
from tracker.people.models import Person, Unit
from tracker.progress.board import Month, Tally, by_month, tally
from tracker.progress.glance import Glance
from tracker.progress.home import Stuck, mine, stuck
from tracker.progress.lights import Colour
from tracker.progress.queries import (
    Seen,
    Visible,
    could_be,
    file_counts,
    glances,
    how_many,
    numbers,
    sections,
    see,
    tasks_by_number,
)
from tracker.progress.yearline import YearLine, mark_of, year_line
from tracker.review.models import Draft, DraftState
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.queries import decider, is_open
from tracker.tasks.status import Move, Status

SHOWN = 20
"""Rows of a list on a home page; the rest stands in the ledger."""


@dataclass(frozen=True)
class Found:
    """A task by its number, as the passes over many tasks find it."""

    number: int
    glance: Glance


@dataclass(frozen=True)
class Overview:
    """What the one who looks after many tasks sees first. tasks: those of the lists, by number, as far as shown."""

    stuck: Stuck[Found]
    line: YearLine
    tasks: Mapping[int, Task]
    files: Mapping[int, int]
    main_leader: int | None

    def waiting_for(self, person: Person) -> list[Found]:
        """The claims on which this person decides."""
        return [row for row in self.stuck.waiting if self._decides(person, row)]

    def extensions_for(self, person: Person) -> list[Found]:
        return [row for row in self.stuck.extensions if self._decides(person, row)]

    def _decides(self, person: Person, row: Found) -> bool:
        task = self.tasks.get(row.number)
        if task is None:
            return False
        return person.id == decider(task, self.main_leader)


def overview(
    session: Session, visible: Visible, day: date, calendar: WorkCalendar, main_leader: int | None
) -> Overview:
    """The lists of a home page and the year's line, over all visible tasks of this year and what is stuck of others."""
    of_year = glances(session, numbers(visible, Task.year == day.year), day, calendar)
    older = glances(session, numbers(visible, Task.year != day.year, _may_be_stuck(day)), day, calendar)
    lists = stuck((Found(number, one) for number, one in {**of_year, **older}.items()), day)
    shown = [row.number for rows in vars(lists).values() for row in rows[:SHOWN]]
    decided = [row.number for row in (*lists.waiting, *lists.extensions)]
    return Overview(
        stuck=lists,
        line=year_line(day.year, of_year.values(), legal_days(day.year), day),
        tasks=tasks_by_number(session, {*shown, *decided}),
        files=file_counts(session, shown),
        main_leader=main_leader,
    )


def _may_be_stuck(day: date) -> ColumnElement[bool]:
    """What must hold of a task's columns for it to stand in one of the lists of `home.stuck`."""
    asked = select(TaskEvent.task_id).where(TaskEvent.do == Move.ASK_EXTENSION)
    unmoved = Task.status.in_((Status.ESTABLISHED, Status.ASSIGNED, Status.WAITING))
    return and_(is_open(), or_(could_be(Colour.RED, day), unmoved, Task.id.in_(asked)))


def own_tasks(session: Session, person: Person, day: date, calendar: WorkCalendar) -> list[Seen]:
    """The open tasks that are this person's to do."""
    which = select(Task.id).where(Task.assignee_id == person.id, is_open())
    return see(session, session.scalars(which).all(), day, calendar)


def own_urgent(session: Session, person: Person, day: date, calendar: WorkCalendar) -> int:
    """How many of them the person has to do something about now: the number beside 首页."""
    which = select(Task.id).where(Task.assignee_id == person.id, is_open())
    found = glances(session, which, day, calendar)
    return mine((Found(number, one) for number, one in found.items()), day).count


def news_for(person: Person, limit: int = 5) -> Select[tuple[TaskEvent]]:
    """The last things that others decided on the person's tasks, and what was handed in; newest first."""
    kinds = (Move.CLAIM, Move.FINISH, Move.SEND_BACK, Move.CLEAR, Move.GRANT_EXTENSION, Move.REFUSE_EXTENSION)
    return (
        select(TaskEvent)
        .join(Task)
        .where(Task.assignee_id == person.id, TaskEvent.do.in_(kinds))
        .order_by(TaskEvent.id.desc())
        .limit(limit)
        .options(joinedload(TaskEvent.task), joinedload(TaskEvent.by))
    )


def finished(visible: Visible) -> Select[tuple[int]]:
    """How many tasks wait to be checked and cleared by a coordinator."""
    return how_many(visible.where(Task.status == Status.FINISHED))


def drafts_to_review() -> Select[tuple[int, int]]:
    """How many drafts nobody has decided on, and of how many documents."""
    return select(func.count(), func.count(Draft.document_id.distinct())).where(Draft.state == DraftState.PROPOSED)


@dataclass(frozen=True)
class Promises:
    """What the documents that plan a year promised, and how far it is: measures, with a task, finished or cleared."""

    stated: int
    tasked: int
    done: int


def promises(session: Session, year: int) -> Promises:
    finished_or_cleared = Task.status.in_((Status.FINISHED, Status.CLEARED))
    row = session.execute(
        select(func.count(), func.count(Task.id), func.sum(case((finished_or_cleared, 1), else_=0)))
        .select_from(Draft)
        .join(Document)
        .outerjoin(Task, Task.draft_id == Draft.id)
        .where(Document.plan_year == year, Draft.state.in_((DraftState.PROPOSED, DraftState.CONFIRMED)))
    ).one()
    return Promises(row[0], row[1], row[2] or 0)


# ---- the board


@dataclass(frozen=True)
class Board:
    """The year's tasks by part of the plan (its name, empty where a task names none), by month and by lead unit."""

    line: YearLine
    sections: list[tuple[str, Tally]]
    months: list[Month]
    units: list[tuple[int, Tally]]


NO_SECTION = "没有写明部分"


def board(session: Session, visible: Visible, year: int, day: date, calendar: WorkCalendar) -> Board:
    """How far the year's tasks are; units in the order in which they were entered, so that nobody is ranked."""
    of_year = visible.where(Task.year == year)
    found = glances(session, numbers(of_year), day, calendar)
    marks = {number: mark for number, one in found.items() if (mark := mark_of(one))}
    rows = session.execute(of_year.with_only_columns(Task.id, Task.section, Task.lead_id)).tuples()
    placed = [(section, unit, marks[number]) for number, section, unit in rows if number in marks]
    units = session.execute(select(Unit.id, Unit.name).order_by(Unit.id)).tuples()
    return Board(
        line=year_line(year, found.values(), legal_days(year), day),
        sections=tally(
            [(name, name or NO_SECTION) for name in sections(session, of_year)],
            [(section, mark) for section, _, mark in placed],
        ),
        months=by_month(year, found.values()),
        units=tally(units, [(unit, mark) for _, unit, mark in placed if unit is not None]),
    )
