"""The ledger: the tasks that meet the conditions of its address, in order, by pages or as a whole for Excel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.calendar.limits import Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.documents.models import Document
from tracker.people.models import Person, Unit
from tracker.progress.filters import PAGE, Filter, Order
from tracker.progress.glance import Glance
from tracker.progress.lights import Colour
from tracker.progress.models import Attachment
from tracker.progress.queries import Seen, Visible, could_be, glances, numbers, sections, see
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.status import Status


@dataclass(frozen=True)
class Group:
    """The rows of one part of the plan on this page; `whole` counts all of its rows on all pages."""

    section: str
    rows: tuple[Seen, ...]
    whole: int

    @property
    def lights(self) -> dict[Colour, int]:
        """How many are red and yellow, where the whole group stands on the page; else nothing."""
        if len(self.rows) < self.whole:
            return {}
        colours = [row.glance.light.colour for row in self.rows if row.glance]
        return {colour: colours.count(colour) for colour in (Colour.RED, Colour.YELLOW) if colour in colours}


@dataclass(frozen=True)
class Page:
    """One page of the ledger. total: how many meet the conditions."""

    groups: tuple[Group, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return self.first + sum(len(group.rows) for group in self.groups) - (1 if self.total else 0)


def ledger_page(
    session: Session, visible: Visible, wanted: Filter, parts: Sequence[str], day: date, calendar: WorkCalendar
) -> Page:
    """The page of the ledger that the filter asks for; beyond the last page: the last. parts: queries.sections.

    Order and conditions are the database's. A light is no column: with one among the conditions, the lights of the
    tasks that could have it are computed in one pass over few columns, and the page is cut from the result.
    """
    ordering = _ordered(visible, wanted, parts)
    if wanted.light:
        lit = _lit(session, visible, wanted, day, calendar)
        ordered = [row for row in session.execute(ordering).tuples() if row[0] in lit]
        sizes = Counter(section for _, section in ordered)
        number = _page_number(wanted, len(ordered))
        here = ordered[(number - 1) * PAGE : number * PAGE]
    else:
        sizes = Counter(dict(session.execute(_section_sizes(visible, wanted)).tuples().all()))
        number = _page_number(wanted, sizes.total())
        here = list(session.execute(ordering.limit(PAGE).offset((number - 1) * PAGE)).tuples())
    rows = see(session, [row[0] for row in here], day, calendar)
    groups = _grouped(rows, sizes if wanted.order is Order.SECTION else {})
    return Page(tuple(groups), sizes.total(), number)


def _lit(session: Session, visible: Visible, wanted: Filter, day: date, calendar: WorkCalendar) -> set[int]:
    """The tasks that meet the conditions and have the light that is asked for."""
    if wanted.light is None:
        return set()
    which = numbers(visible, *conditions(wanted), could_be(wanted.light, day))
    found = glances(session, which, day, calendar)
    return {number for number, one in found.items() if one.light.colour is wanted.light}


def _section_sizes(visible: Visible, wanted: Filter) -> Select[tuple[str, int]]:
    counted = visible.with_only_columns(Task.section, func.count())
    return counted.where(*conditions(wanted)).group_by(Task.section)


def _page_number(wanted: Filter, total: int) -> int:
    return min(wanted.page, max(1, -(-total // PAGE)))


def _grouped(rows: Sequence[Seen], sizes: Mapping[str, int]) -> Iterable[Group]:
    """Neighbouring rows of one section together; without sizes all rows are one group without a name."""
    if not sizes:
        if rows:
            yield Group("", tuple(rows), len(rows))
        return
    for name in dict.fromkeys(row.task.section for row in rows):
        yield Group(name, tuple(row for row in rows if row.task.section == name), sizes[name])


def _ordered(visible: Visible, wanted: Filter, parts: Sequence[str]) -> Select[tuple[int, str]]:
    """Number and section of every task that meets the conditions, in the order asked for; `parts` in their order."""
    undated_last = (case((Task.due.is_(None), 1), else_=0), Task.due, Task.id)
    order: dict[Order, tuple[Any, ...]] = {
        Order.SECTION: (_place_of_section(parts), *undated_last),
        Order.DUE: undated_last,
        Order.UNIT: (Task.lead_id, *undated_last),
        Order.PERSON: (Task.assignee_id, *undated_last),
        Order.KEY: (Task.year, Task.id),
    }
    statement = visible.with_only_columns(Task.id, Task.section).where(*conditions(wanted))
    return statement.order_by(*order[wanted.order])


def _place_of_section(parts: Sequence[str]) -> ColumnElement[int]:
    return case({name: n for n, name in enumerate(parts)}, value=Task.section) if parts else literal(0)


def conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    """All conditions but the light, over the task's columns and what belongs to it."""
    same = {
        Task.year: wanted.year,
        Task.lead_id: wanted.unit,
        Task.assignee_id: wanted.person,
        Task.section: wanted.section,
        Task.kind: wanted.kind,
    }
    found: list[ColumnElement[bool]] = [column == value for column, value in same.items() if value]
    if wanted.first:
        found.append(Task.due >= wanted.first)
    if wanted.last:
        found.append(Task.due <= wanted.last)
    return [Task.status.in_(wanted.statuses), *found, *(mentions(word) for word in wanted.words)]


def mentions(word: str) -> ColumnElement[bool]:
    """Whether the piece stands anywhere in the task: its own words, people, document, reports or files' names."""
    own = (Task.key, Task.title, Task.quote, Task.section, Task.standard)
    people = select(Person.id).where(Person.name.icontains(word, autoescape=True))
    units = select(Unit.id).where(Unit.name.icontains(word, autoescape=True))
    documents = select(Document.id).where(
        or_(*(column.icontains(word, autoescape=True) for column in (Document.title, Document.number, Document.file)))
    )
    reports = select(TaskEvent.task_id).where(TaskEvent.text.icontains(word, autoescape=True))
    files = select(TaskEvent.task_id).join(Attachment).where(Attachment.name.icontains(word, autoescape=True))
    return or_(
        *(column.icontains(word, autoescape=True) for column in own),
        Task.assignee_id.in_(people),
        Task.lead_id.in_(units),
        Task.document_id.in_(documents),
        Task.id.in_(reports),
        Task.id.in_(files),
    )


# ---- the whole of it, for Excel


def ledger_lines(
    session: Session, visible: Visible, wanted: Filter, day: date, calendar: WorkCalendar
) -> list[tuple[LedgerRow, Glance | None]]:
    """Every task that the filter asks for, on all pages, in its order; few columns, whatever their number."""
    ordering = _ordered(visible, wanted, sections(session, visible))
    which = numbers(visible, *conditions(wanted))
    found = glances(session, which, day, calendar)
    rows = {row.id: row for row in session.execute(_ledger_rows(which))}
    light = wanted.light
    return [
        (LedgerRow(*rows[number]), found.get(number))
        for number, _ in session.execute(ordering).tuples()
        if light is None or (number in found and found[number].light.colour is light)
    ]


@dataclass(frozen=True)
class LedgerRow:
    """The columns of a task that the file shows as they stand."""

    id: int
    key: str
    section: str
    title: str
    standard: str
    status: Status
    kind: Kind
    deadline: date | None
    lead: str | None
    assignee: str | None
    leader: str | None


def _ledger_rows(which: Select[tuple[int]]) -> Select[Any]:
    assignee, leader = aliased(Person), aliased(Person)
    return (
        select(
            Task.id,
            Task.key,
            Task.section,
            Task.title,
            Task.standard,
            Task.status,
            Task.kind,
            Task.deadline,
            Unit.name.label("lead"),
            assignee.name.label("assignee"),
            leader.name.label("leader"),
        )
        .outerjoin(Unit, Unit.id == Task.lead_id)
        .outerjoin(assignee, assignee.id == Task.assignee_id)
        .outerjoin(leader, leader.id == Task.leader_id)
        .where(Task.id.in_(which))
    )
