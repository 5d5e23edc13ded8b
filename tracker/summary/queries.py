"""Loads what a report is made of, in a fixed number of statements however many tasks there are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, distinct, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.calendar.queries import work_calendar
from tracker.documents.models import Document, StatedProblem
from tracker.people.models import Person, Unit
from tracker.people.queries import the_office
from tracker.progress.figures import Counts, Name, Reported, Total, Way, yearly
from tracker.review.models import Draft, DraftState
from tracker.summary.facts import Facts, LastReport, Ordered, Period, Planned, Stated, gather, whole_year
from tracker.summary.last_year import stated_last_year
from tracker.summary.mentions import Known
from tracker.summary.models import FigureWay, Summary, SummaryLine
from tracker.summary.records import Record, records_from, was_open
from tracker.tasks.history import Figure, History
from tracker.tasks.models import ProblemAnswer, ReportedFigure, Task, TaskEvent
from tracker.tasks.queries import is_open, load_histories
from tracker.tasks.status import Move, Status

MOST_PHRASES = 200
"""So many names of a report are looked for in the records; a report of 5,000 characters has some thirty."""
_HEADING = re.compile(r"^[#\s]*[一二三四五六七八九十]{1,3}、[^。]{2,50}$")
"""一、主要举措和成效: a heading of the first level, as it stands in a block of its own."""


def facts_of(session: Session, period: Period, today: date, ways: Mapping[Name, Way] | None = None) -> Facts:
    """Everything that the records say about the period."""
    office = session.scalar(the_office())
    main_leader = office.main_leader if office else None
    documents = list(session.scalars(_documents_for(period.year)))
    which = _alive_in(period)
    tasks = list(session.scalars(which.order_by(Task.id)))
    histories = load_histories(session, which.with_only_columns(Task.id), whole=True)
    names = {person.id: person.name for person in session.execute(select(Person.id, Person.name))}
    units = {unit.id: unit.name for unit in session.execute(select(Unit.id, Unit.name))}
    keys = {document.id: document.key for document in documents}
    orders = [
        Ordered(
            history=history,
            title=task.title,
            section=task.section,
            quote=task.quote,
            standard=task.standard,
            assignee=names.get(task.assignee_id or 0, ""),
            unit=units.get(task.lead_id or 0, ""),
            document=keys.get(task.document_id or 0),
            draft=task.draft_id,
            main_leader=main_leader is not None and task.leader_id == main_leader.id,
        )
        for task in tasks
        if (history := histories.get(task.id)) is not None
    ]
    return gather(
        period,
        orders,
        [*_plans(session, documents, tasks), *_problems(session, documents)],
        work_calendar(session),
        today,
        office=office.name if office else "",
        main_leader=main_leader.name if main_leader else "",
        last=_last_report(session, documents, period.year),
        planned=_planned(session, period.year + 1),
        ways=ways,
        before=_reported_within(session, whole_year(period.year - 1)),
    )


def _reported_within(session: Session, period: Period) -> list[Reported]:
    """Every value that was reported in the period, in the order of tasks and events."""
    figure = (ReportedFigure.name, ReportedFigure.value, ReportedFigure.unit, ReportedFigure.approx)
    rows = session.execute(
        select(Task.key, TaskEvent.seq, TaskEvent.on, *figure)
        .join(TaskEvent, TaskEvent.id == ReportedFigure.event_id)
        .join(Task, Task.id == TaskEvent.task_id)
        .where(TaskEvent.on.between(period.start, period.end))
        .order_by(Task.id, TaskEvent.seq, ReportedFigure.ordinal)
    )
    return [
        Reported(key, seq, on, Figure(name, value, unit, approx)) for key, seq, on, name, value, unit, approx in rows
    ]


def figures_of(session: Session, year: int, ways: Mapping[Name, Way] | None = None) -> list[Total]:
    """The figures of a calendar year over all tasks."""
    return yearly(_all_histories(session), year, ways)


def _all_histories(session: Session) -> list[History]:
    """Of every task that was ever assigned, in the ledger's order."""
    return [history for _, history in sorted(load_histories(session, select(Task.id), whole=True).items())]


def records_in(session: Session, year: int, ways: Mapping[Name, Way] | None = None) -> list[Record]:
    """What the number check compares with: the records of a calendar year over all tasks."""
    return records_within(session, whole_year(year), ways)


def records_within(session: Session, period: Period, ways: Mapping[Name, Way] | None = None) -> list[Record]:
    """The same for a report on a part of a year: only what was reported, assigned and finished in it."""
    start, end = period.start, period.end
    with_target = select(Task.id).where(Task.target_value.is_not(None), Task.assigned_on <= end)
    targets = [
        history
        for _, history in sorted(load_histories(session, with_target, whole=True).items())
        if was_open(history, start, end)
    ]
    return records_from(_reported_within(session, period), targets, _counts_within(session, period), ways)


def _counts_within(session: Session, period: Period) -> Counts:
    """How many tasks were assigned, finished and cleared, each once (progress.figures.task_counts)."""
    days = (period.start, period.end)
    assigned = session.scalar(select(func.count()).select_from(Task).where(Task.assigned_on.between(*days)))
    moved = select(TaskEvent.do, func.count(distinct(TaskEvent.task_id))).where(TaskEvent.on.between(*days))
    counts = dict(session.execute(moved.group_by(TaskEvent.do)).tuples().all())
    return Counts(assigned or 0, counts.get(Move.FINISH, 0), counts.get(Move.CLEAR, 0))


def known_to(session: Session, phrases: Collection[str]) -> Known:
    """What the records say about phrases that a report names; nothing is read where it names none."""
    if not phrases:
        return Known()
    columns = (TaskEvent.text, Task.title, Task.quote, Task.standard, Document.title, Document.number)
    looked_for = sorted(phrases)[:MOST_PHRASES]
    texts: list[str] = []
    for column in columns:
        found = or_(*(column.contains(phrase, autoescape=True) for phrase in looked_for))
        texts += [text for text in session.scalars(select(column).where(found)) if text]
    days = [*session.scalars(select(TaskEvent.on).distinct()), *session.scalars(select(Task.due).distinct())]
    return Known(tuple(texts), frozenset(day for day in days if day), posts_of(session))


def posts_of(session: Session) -> dict[str, str]:
    """Everybody in the register, with their post."""
    return dict(session.execute(select(Person.name, Person.post)).tuples().all())


def _documents_for(year: int) -> Select[tuple[Document]]:
    """What planned the year: the report on the year before, and lists for this one."""
    return (
        select(Document)
        .where(or_(Document.report_year == year - 1, Document.plan_year == year))
        .order_by(Document.report_year.is_(None), Document.id)
    )


def _alive_in(period: Period) -> Select[tuple[Task]]:
    """Tasks assigned by the end of the period and not closed before it; those closed earlier only if touched since."""
    touched = select(TaskEvent.task_id).where(TaskEvent.on >= period.start)
    return select(Task).where(Task.assigned_on <= period.end, or_(is_open(), Task.id.in_(touched)))


def _plans(session: Session, documents: list[Document], tasks: list[Task]) -> list[Stated]:
    """Every plan sentence of the documents with its tasks; of documents that were not read, the quotes of tasks."""
    keys = {document.id: document.key for document in documents}
    drafts = session.scalars(
        select(Draft)
        .where(Draft.document_id.in_(keys), Draft.state != DraftState.REPLACED)
        .order_by(Draft.document_id, Draft.ordinal, Draft.id)
    )
    by_draft: dict[int, list[str]] = {}
    for task in tasks:
        if task.draft_id is not None:
            by_draft.setdefault(task.draft_id, []).append(task.key)
    stated = [_stated(draft, keys[draft.document_id], by_draft.get(draft.id, ())) for draft in drafts]
    by_hand = [task for task in tasks if task.draft_id is None and task.document_id in keys]
    return _by_sentence(stated) + [
        Stated(
            key=f"task-{task.key}",
            text=task.quote.strip() or task.title,
            is_problem=False,
            document=keys[task.document_id or 0],
            section=task.section,
            tasks=(task.key,),
        )
        for task in by_hand
    ]


def _stated(draft: Draft, document: str, tasks: Iterable[str]) -> Stated:
    """A plan sentence; of a part that nobody made a task of, the words of that part alone."""
    keys = tuple(tasks)
    is_part_alone = draft.is_part and not keys
    return Stated(
        key=f"draft-{draft.id}",
        text=draft.title if is_part_alone else draft.quote.strip() or draft.title,
        is_problem=False,
        document=document,
        section=draft.section,
        tasks=keys,
        is_dropped=draft.state is DraftState.REJECTED,
    )


def _by_sentence(stated: Iterable[Stated]) -> list[Stated]:
    """A sentence of which several tasks were made, once with all of them."""
    found: dict[tuple[str, str, str], Stated] = {}
    for one in stated:
        key = (one.document, one.text, "" if one.tasks else one.key)
        known = found.get(key)
        found[key] = replace(known, tasks=known.tasks + one.tasks) if known else one
    return list(found.values())


def _problems(session: Session, documents: list[Document]) -> list[Stated]:
    keys = {document.id: document.key for document in documents}
    answers: dict[int, list[str]] = {}
    for problem_id, key in session.execute(
        select(ProblemAnswer.problem_id, Task.key)
        .join(Task, Task.id == ProblemAnswer.task_id)
        .order_by(ProblemAnswer.problem_id, ProblemAnswer.ordinal)
    ):
        answers.setdefault(problem_id, []).append(key)
    problems = session.scalars(
        select(StatedProblem)
        .where(StatedProblem.document_id.in_(keys))
        .order_by(StatedProblem.document_id, StatedProblem.ordinal)
    )
    return [
        Stated(f"problem-{one.key}", one.text.strip(), True, keys[one.document_id], "", tuple(answers.get(one.id, ())))
        for one in problems
    ]


def last_report_of(session: Session, year: int) -> LastReport | None:
    """The imported report on the year before."""
    return _last_report(session, list(session.scalars(_documents_for(year))), year)


def _last_report(session: Session, documents: list[Document], year: int) -> LastReport | None:
    """The report on the year before; its headings are read from the stored blocks."""
    document = next((one for one in documents if one.report_year == year - 1), None)
    if document is None:
        return None
    blocks, figures = session.execute(select(Document.blocks, Document.figures).where(Document.id == document.id)).one()
    texts = [str(block.get("text", "")).strip() for block in blocks or ()]
    return LastReport(
        key=document.key,
        year=year - 1,
        title=document.title,
        issuer=document.issuer,
        number=document.number,
        signer=document.signer,
        addressee=document.addressee,
        headings=tuple(text for text in texts if _HEADING.match(text)),
        figures=tuple(
            Figure(one["quote"], Decimal(one["value"]), one["unit"], bool(one["approx"])) for one in figures or ()
        ),
    )


def _planned(session: Session, year: int) -> list[Planned]:
    """The tasks of a coming year that are entered already; those carried over stand in the plan as what they were."""
    rows = session.execute(
        select(Task.key, Task.title, Task.section, Task.deadline)
        .where(Task.year == year, Task.carried_from_id.is_(None), Task.status != Status.VOID)
        .order_by(Task.id)
    )
    return [Planned(*row) for row in rows]


def figure_ways(session: Session) -> dict[Name, Way]:
    """How figures are added up where it is not the rule."""
    return {(row.name, row.unit): row.way for row in session.scalars(select(FigureWay))}


def years_with_work(session: Session) -> list[int]:
    """The years in which something was assigned or reported, the latest first."""
    first, last = session.execute(select(func.min(Task.assigned_on), func.max(TaskEvent.on)).join(TaskEvent.task)).one()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


@dataclass(frozen=True)
class FigureRow:
    """A figure of the year beside last year's. before: of last year's reports, else what last year's document says.

    used: the reports of the year that tell it.
    """

    total: Total
    before: Decimal | None
    quote: str
    used: tuple[Summary, ...]

    @property
    def change(self) -> Decimal | None:
        return None if self.before is None else self.total.value - self.before


def figures_beside(session: Session, year: int, ways: Mapping[Name, Way]) -> list[FigureRow]:
    """Every figure of the year with last year's value."""
    histories = _all_histories(session)
    before = {(total.name, total.unit): total for total in yearly(histories, year - 1, ways)}
    last = last_report_of(session, year)
    used: dict[Name, dict[int, Summary]] = {}
    for line in session.scalars(
        select(SummaryLine).join(Summary).where(Summary.year == year).options(joinedload(SummaryLine.summary))
    ):
        for one in line.figures:
            used.setdefault((one["name"], one["unit"]), {})[line.summary_id] = line.summary
    now = yearly(histories, year, ways)
    stated = stated_last_year(now, last.figures if last else ())
    rows = []
    for total in now:
        name = (total.name, total.unit)
        said = None if name in before else stated.get(name)
        value = before[name].value if name in before else said.value if said else None
        rows.append(FigureRow(total, value, said.name if said else "", tuple(used.get(name, {}).values())))
    return rows
