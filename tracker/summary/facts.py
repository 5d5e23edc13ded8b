"""What the records say about a period, as values: nothing here is a sentence yet.

`queries.py` loads the raw histories; `work_of` and `gather` turn them into what a report needs to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from tracker.calendar.limits import Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.progress.figures import Counts, Name, Reported, Total, Way, reported, task_counts, totals
from tracker.progress.lights import SILENT_DAYS, reached
from tracker.summary.last_year import stated_last_year
from tracker.tasks.history import Event, Figure, History
from tracker.tasks.instances import instances
from tracker.tasks.standing import Standing, standing
from tracker.tasks.status import Move, Status

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """What a report is about: the days from `start` to `end`, both included."""

    start: date
    end: date

    @property
    def year(self) -> int:
        return self.start.year


def whole_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True)
class Said:
    """What a person wrote in one event. seq: its place in the task's history, from 0."""

    task: str
    seq: int
    on: date
    text: str
    figures: tuple[Figure, ...] = ()
    do: Move = Move.REPORT


class Outcome(StrEnum):
    """What became of a task in the period."""

    DONE = "done"  # 办结 or 销号
    UNDER_WAY = "under_way"
    STOPPED = "stopped"
    CARRIED = "carried"  # 转下年


class Verdict(StrEnum):
    """What became of something that last year's report promised or admitted."""

    DONE = "done"
    PARTLY = "partly"
    NOT = "not"
    NEXT = "next"  # carried over to next year
    NO_RECORD = "no_record"


@dataclass(frozen=True)
class Ordered:
    """A task as it was ordered, with names instead of numbers. main_leader: whether the main leader answers for it."""

    history: History
    title: str
    section: str = ""
    quote: str = ""
    standard: str = ""
    assignee: str = ""
    unit: str = ""
    document: str | None = None
    draft: int | None = None
    main_leader: bool = False


@dataclass(frozen=True)
class Work:
    """A task and what happened to it in the period.

    reports: in order, with their figures. claims: the statements of completion that a leader accepted.
    reasons: why it is late, was sent back, stopped or carried over, in the words of those who said so.
    late: whether it was not claimed by its time limit, or an instance of a recurring task was not reported in time.
    missed: an instance, or a quarter of an ongoing task, went by without a report. returns: times sent back.
    reached: what its own reports come to towards its target, since it was assigned.
    is_begun: whether anything was reported or claimed since it was assigned.
    """

    ordered: Ordered
    outcome: Outcome
    due: date | None
    reports: tuple[Said, ...] = ()
    claims: tuple[Said, ...] = ()
    reasons: tuple[Said, ...] = ()
    late: bool = False
    missed: bool = False
    returns: int = 0
    reached: Decimal = Decimal(0)
    is_begun: bool = False

    @property
    def key(self) -> str:
        return self.ordered.history.key

    @property
    def title(self) -> str:
        return self.ordered.title

    @property
    def kind(self) -> Kind:
        return self.ordered.history.kind

    @property
    def target(self) -> Figure | None:
        return self.ordered.history.target

    @property
    def is_short(self) -> bool:
        """Whether its target was not reached."""
        return self.target is not None and self.reached < self.target.value

    @property
    def verdict(self) -> Verdict:
        if self.outcome is Outcome.CARRIED:
            return Verdict.NEXT
        if self.outcome is Outcome.STOPPED:
            return Verdict.NOT
        if self.outcome is Outcome.DONE:
            return Verdict.PARTLY if self.is_short or (self.missed and self.kind is not Kind.DATE) else Verdict.DONE
        if not self.reports:
            return Verdict.NOT
        return Verdict.PARTLY if self.kind is Kind.DATE or self.missed else Verdict.DONE


@dataclass(frozen=True)
class Promise:
    """A plan sentence or a problem of last year's report, and the tasks that were made of it.

    key: stays the same however often the report is composed.
    """

    key: str
    text: str
    is_problem: bool
    document: str
    section: str
    works: tuple[Work, ...] = ()
    is_dropped: bool = False

    @property
    def verdict(self) -> Verdict:
        found = {work.verdict for work in self.works}
        if not found:
            return Verdict.NO_RECORD
        return found.pop() if len(found) == 1 else Verdict.PARTLY


@dataclass(frozen=True)
class LastReport:
    """Last year's report as it was imported: what it says about itself, its headings, and the year it reports on."""

    key: str
    year: int
    title: str | None = None
    issuer: str | None = None
    number: str | None = None
    signer: str | None = None
    addressee: str | None = None
    headings: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Planned:
    """A task of the next year that is already entered."""

    key: str
    title: str
    section: str
    deadline: date | None


@dataclass(frozen=True)
class Facts:
    """All that a report of the period can be made of.

    works: every task that was alive in it, in the ledger's order. assigned: the keys of those assigned in it.
    before: the figures of the year before, by name and unit: of its records, else as last year's report says them.
    is_over: whether the period had ended when the facts were gathered.
    """

    period: Period
    office: str
    main_leader: str
    last: LastReport | None
    promises: tuple[Promise, ...]
    works: tuple[Work, ...]
    planned: tuple[Planned, ...]
    totals: tuple[Total, ...]
    counts: Counts
    assigned: tuple[str, ...]
    is_over: bool
    before: Mapping[Name, Figure] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Promise, ...]:
        return tuple(promise for promise in self.promises if promise.is_problem)


@dataclass(frozen=True)
class Stated:
    """A plan sentence or problem as it stands in a document, with the keys of its tasks.

    is_dropped: whether a person decided that no task is made of it.
    """

    key: str
    text: str
    is_problem: bool
    document: str
    section: str
    tasks: tuple[str, ...]
    is_dropped: bool = False


def gather(
    period: Period,
    orders: Iterable[Ordered],
    stated: Iterable[Stated],
    calendar: WorkCalendar,
    today: date,
    *,
    office: str = "",
    main_leader: str = "",
    last: LastReport | None = None,
    planned: Iterable[Planned] = (),
    ways: Mapping[Name, Way] | None = None,
    before: Iterable[Reported] = (),
) -> Facts:
    """The facts of a period. orders: tasks with their whole histories; those that were not alive in it are left out.

    before: what was reported in the year before.
    """
    orders = list(orders)
    works = [work for ordered in orders if (work := work_of(ordered, period, calendar, today))]
    by_key = {work.key: work for work in works}
    promises = [
        Promise(
            key=one.key,
            text=one.text,
            is_problem=one.is_problem,
            document=one.document,
            section=one.section,
            works=tuple(by_key[key] for key in one.tasks if key in by_key),
            is_dropped=one.is_dropped,
        )
        for one in stated
    ]
    histories = [ordered.history for ordered in orders]
    now = totals(reported(histories, period.start, period.end), ways)
    said = {
        name: replace(figure, name=name[0])
        for name, figure in stated_last_year(now, last.figures if last else ()).items()
    }
    return Facts(
        period=period,
        office=office,
        main_leader=main_leader,
        last=last,
        promises=tuple(promises),
        works=tuple(works),
        planned=tuple(planned),
        totals=tuple(now),
        counts=task_counts(histories, period.start, period.end),
        assigned=tuple(h.key for h in histories if period.start <= h.assigned_on <= period.end),
        is_over=today > period.end,
        before=said | {(total.name, total.unit): total.figure for total in totals(before, ways)},
    )


def work_of(ordered: Ordered, period: Period, calendar: WorkCalendar, today: date) -> Work | None:
    """What happened to the task in the period; None if it was assigned later, or closed before and not touched since.

    What was claimed in the period and approved after it counts as done in it: the work was.
    While the period lasts, only what was due before today can be late.
    """
    history = ordered.history
    if history.assigned_on > period.end:
        return None
    told = _until(history, period.end)
    own = [(seq, event) for seq, event in enumerate(told.events) if event.on >= period.start]
    is_older = history.assigned_on < period.start
    if is_older and not own and not standing(history, period.start - DAY).is_open:
        return None
    now = standing(told)
    known = Period(period.start, min(period.end, today - DAY))
    late, missed = _lateness(told, now, known, calendar)
    return Work(
        ordered=ordered,
        outcome=_OUTCOMES.get(now.status, Outcome.UNDER_WAY),
        due=now.due,
        reports=tuple(_said(history.key, seq, e) for seq, e in own if e.do is Move.REPORT),
        claims=tuple(_said(history.key, seq, e) for seq, e in own if e.do is Move.CLAIM and _accepted(told, seq)),
        reasons=tuple(_said(history.key, seq, e) for seq, e in own if e.do in _REASONS and e.text),
        late=late,
        missed=missed,
        returns=sum(event.do in (Move.SEND_BACK, Move.REOPEN) for _, event in own),
        reached=_reached(told, period),
        is_begun=any(event.do in (Move.REPORT, Move.CLAIM) for event in told.events),
    )


_OUTCOMES = {
    Status.FINISHED: Outcome.DONE,
    Status.CLEARED: Outcome.DONE,
    Status.STOPPED: Outcome.STOPPED,
    Status.CARRIED_OVER: Outcome.CARRIED,
}
_REASONS = frozenset({Move.ASK_EXTENSION, Move.SEND_BACK, Move.REOPEN, Move.STOP, Move.CARRY_OVER, Move.REFUSE})


def _until(history: History, end: date) -> History:
    """The history up to the end of the day, and the approvals (办结, 销号) that directly follow."""
    count = sum(event.on <= end for event in history.events)
    while count < len(history.events) and history.events[count].do in (Move.FINISH, Move.CLEAR):
        count += 1
    return replace(history, events=history.events[:count])


def _accepted(history: History, seq: int) -> bool:
    """Whether the claim at this place was finished, and not sent back."""
    decisions = (event.do for event in history.events[seq + 1 :] if event.do in (Move.FINISH, Move.SEND_BACK))
    return next(decisions, None) is Move.FINISH


def _lateness(history: History, now: Standing, period: Period, calendar: WorkCalendar) -> tuple[bool, bool]:
    if history.kind is Kind.RECURRING:
        return _of_instances(history, now, period, calendar)
    if history.kind is Kind.ONGOING:
        return False, _was_silent(history, now, period)
    in_time = now.waits_since is not None and now.due is not None and now.waits_since <= now.due
    overdue = now.is_open and now.due is not None and now.due <= period.end and not in_time
    return now.late_done or overdue, overdue


def _of_instances(history: History, now: Standing, period: Period, calendar: WorkCalendar) -> tuple[bool, bool]:
    end = _last_owed(now, period)
    owed = [one for one in instances(history, end, calendar) if period.start <= one.due <= end]
    missed = any(one.closed_on is None or one.closed_on > period.end for one in owed)
    return missed or any(one.closed_on and one.closed_on > one.due for one in owed), missed


def _was_silent(history: History, now: Standing, period: Period) -> bool:
    """Whether an ongoing task went without a report for longer than its light allows."""
    end = _last_owed(now, period)
    days = [e.on for e in history.events if e.do is Move.REPORT and period.start <= e.on <= end]
    marks = [max(period.start, history.assigned_on), *days, end]
    return any((later - sooner).days > SILENT_DAYS for sooner, later in pairwise(marks))


def _last_owed(now: Standing, period: Period) -> date:
    """The last day for which a report was owed: an accepted claim, stopping and carrying over end the series."""
    if now.is_open or now.closed_on is None:
        return period.end
    ended = now.claimed_on if now.status in (Status.FINISHED, Status.CLEARED) and now.claimed_on else now.closed_on
    return min(period.end, ended - DAY)


def _reached(history: History, period: Period) -> Decimal:
    if history.target is None:
        return Decimal(0)
    found = reached(history, history.target, period.end)
    return Decimal(found.numerator) / found.denominator


def _said(task: str, seq: int, event: Event) -> Said:
    return Said(task, seq, event.on, event.text.strip(), event.figures, event.do)
