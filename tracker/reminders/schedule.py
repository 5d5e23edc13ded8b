"""What is due for whom on a working day, and why: a pure function of histories, people, calendar and day.

Source: the office contract, “Reminders, exactly”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from tracker.calendar.limits import Every, Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.tasks.history import History
from tracker.tasks.instances import instances, period_of
from tracker.tasks.standing import Standing, standing, supervisor
from tracker.tasks.status import Move, Status

DAY = timedelta(days=1)
LONGEST_REST = 20
"""Calendar days that a holiday and the weekends around it take at most."""


class Reason(StrEnum):
    ASSIGNED = "assigned"
    UNSIGNED = "unsigned"
    DUE7 = "due7"
    DUE3 = "due3"
    DUE0 = "due0"
    LATE1 = "late1"
    LATE2 = "late2"
    LATE4 = "late4"
    REVIEW = "review"
    EXTENSION = "extension"
    RETURNED = "returned"
    SILENT = "silent"
    WEEK = "week"
    # beyond the office contract, whose files hold no calls for help
    HELP = "help"  # the leader: somebody asked for help (协调) and waits for an answer
    # and only where the office wants them
    AREA = "area"  # the leader: what is overdue in their area, on the first working day of the week
    TO_CLEAR = "to_clear"  # the coordinators: finished, and not struck off the list


EXTRAS = frozenset({Reason.AREA, Reason.TO_CLEAR})
"""Reasons that an office chooses; the office contract knows none of them."""

IMMEDIATE = frozenset({Reason.ASSIGNED, Reason.RETURNED})
"""Messages of their own, sent at once within working hours; all others wait for the digest."""


@dataclass(frozen=True)
class Due:
    """One line of a person's digest: the person's number, the task's key."""

    person: int
    reason: Reason
    task: str


@dataclass(frozen=True)
class Ladder:
    """The steps of the ladder in working days; None: this step is not sent. The defaults are the office contract's.

    first, second, last: before the due work day. unsigned, unsigned_coordinator: after the `assigned` row.
    late, late_leader, late_main_leader: after the effective deadline. decide_every: how often a claim, a
    request or a call for help that waits is told again.
    """

    first: int | None = 7
    second: int | None = 3
    last: int | None = 0
    unsigned: int | None = 1
    unsigned_coordinator: int | None = 2
    late: int | None = 1
    late_leader: int | None = 2
    late_main_leader: int | None = 4
    decide_every: int | None = 3

    @property
    def longest_before(self) -> int:
        return max((n for n in (self.first, self.second, self.last) if n is not None), default=0)

    @property
    def longest_after(self) -> int:
        return max((n for n in (self.late, self.late_leader, self.late_main_leader) if n is not None), default=0)

    @property
    def longest_unsigned(self) -> int:
        return max((n for n in (self.unsigned, self.unsigned_coordinator) if n is not None), default=0)


@dataclass(frozen=True)
class Office:
    """Whom the rules name besides the people of the task, and what the office has chosen.

    ladders: by kind of task, where they are not the default. extras: some of EXTRAS.
    calls: by the task's key, the day of the call for help that nobody has answered.
    """

    main_leader: int | None
    coordinators: tuple[int, ...]
    calendar: WorkCalendar
    ladders: Mapping[Kind, Ladder] = field(default_factory=dict)
    extras: frozenset[Reason] = frozenset()
    calls: Mapping[str, date] = field(default_factory=dict)

    def ladder(self, kind: Kind) -> Ladder:
        return self.ladders.get(kind, _DEFAULT)


_DEFAULT = Ladder()


def due(histories: Iterable[History], day: date, office: Office) -> list[Due]:
    """Everything that is due on the day, in the order of the histories; nothing on a day off."""
    if not office.calendar.is_workday(day):
        return []
    return [row for history in histories for row in dict.fromkeys(_of_task(history, day, office))]


def _of_task(history: History, day: date, office: Office) -> Iterator[Due]:
    if history.assigned_on > day:
        return
    returned = _returned(history, day, office)
    if returned:
        yield returned
    if any(event.on == day and event.do in _RETURNS for event in history.events):
        return  # on the day itself there is no other row
    if assigned := _assigned(history, day, office):
        yield assigned
    if history.assigned_on < day:
        yield from _of_the_evening_before(history, day, office)


# ---- messages of their own: the events of the day itself count

_RETURNS = (Move.SEND_BACK, Move.REOPEN)


def _assigned(history: History, day: date, office: Office) -> Due | None:
    """The day of the last assigning that no working day has told of yet, or the next working day."""
    since = office.calendar.workday_before(day, 1)
    days = [history.assigned_on, *(event.on for event in history.events if event.do is Move.ASSIGN)]
    fresh = [on for on in days if since < on <= day]
    if not fresh:
        return None
    if fresh[-1] == day:
        assignee = _last_assignee(history, day)
    else:
        before = standing(history, day - DAY)
        if not before.is_open or before.is_nobodys or before.status is Status.WAITING:
            return None
        assignee = before.assignee
    return Due(assignee, Reason.ASSIGNED, history.key) if assignee is not None else None


def _last_assignee(history: History, day: date) -> int | None:
    named = [event.assignee for event in history.events if event.do is Move.ASSIGN and event.on <= day]
    return named[-1] if named else history.assignee


def _returned(history: History, day: date, office: Office) -> Due | None:
    since = office.calendar.workday_before(day, 1)
    fresh = [event.on for event in history.events if event.do in _RETURNS and since < event.on <= day]
    if not fresh:
        return None
    now = standing(history, day if fresh[-1] == day else day - DAY)
    if fresh[-1] != day and (now.returned_on is None or not now.is_open):
        return None
    return Due(now.assignee, Reason.RETURNED, history.key) if now.assignee is not None else None


# ---- everything else: events as they stood at the end of the calendar day before


def _of_the_evening_before(history: History, day: date, office: Office) -> Iterator[Due]:
    now = standing(history, day - DAY)
    if now.status is Status.FINISHED and Reason.TO_CLEAR in office.extras:
        yield from _to_clear(history, now, day, office)
    if not now.is_open or now.is_nobodys or now.assignee is None:
        return
    leader = supervisor(history, now.assignee, office.main_leader)
    yield from _waiting_for_a_decision(history, now, leader, day, office)
    if now.status is Status.WAITING:
        return
    yield from _unsigned(history, now, day, office)
    if history.kind is Kind.ONGOING:
        yield from _silent(history, now, day, office)
        return
    for begins, due_day in _due_days(history, now, day, office):
        yield from _before(history, now, begins, due_day, day, office)
        yield from _after(history, now, leader, due_day, day, office)
        yield from _week(history, now, leader, due_day, day, office)


def _waiting_for_a_decision(
    history: History, now: Standing, leader: int | None, day: date, office: Office
) -> Iterator[Due]:
    if leader is None:
        return
    if now.waits_since and _is_a_day_to_ask(history, now.waits_since, day, office):
        yield Due(leader, Reason.REVIEW, history.key)
    if now.request and _is_a_day_to_ask(history, now.request.since, day, office):
        yield Due(leader, Reason.EXTENSION, history.key)
    called = office.calls.get(history.key)
    if called and called < day and _is_a_day_to_ask(history, called, day, office):
        yield Due(leader, Reason.HELP, history.key)


def _to_clear(history: History, now: Standing, day: date, office: Office) -> Iterator[Due]:
    if now.closed_on and _is_a_day_to_ask(history, now.closed_on, day, office):
        for coordinator in office.coordinators:
            yield Due(coordinator, Reason.TO_CLEAR, history.key)


def _is_a_day_to_ask(history: History, since: date, day: date, office: Office) -> bool:
    """Whether the day is the 1st, 4th, 7th … working day after `since`."""
    every = office.ladder(history.kind).decide_every
    return every is not None and (office.calendar.count(since, day) - 1) % every == 0


def _unsigned(history: History, now: Standing, day: date, office: Office) -> Iterator[Due]:
    if now.status is not Status.ASSIGNED or now.assignee is None:
        return
    ladder = office.ladder(history.kind)
    told = office.calendar.first_workday(now.assigned_on)
    after = office.calendar.count(told, day, at_most=ladder.longest_unsigned + 1)
    if after and after == ladder.unsigned:
        yield Due(now.assignee, Reason.UNSIGNED, history.key)
    if after and after == ladder.unsigned_coordinator:
        for coordinator in office.coordinators:
            yield Due(coordinator, Reason.UNSIGNED, history.key)


def _silent(history: History, now: Standing, day: date, office: Office) -> Iterator[Due]:
    """The first working day of a quarter, where the whole quarter before brought no report."""
    quarter, _ = period_of(day, Every.QUARTER)
    if now.assignee is None or office.calendar.first_workday(quarter) != day:
        return
    begin, end = period_of(quarter - DAY, Every.QUARTER)
    reported = any(event.do is Move.REPORT and begin <= event.on <= end for event in history.events)
    if history.assigned_on <= begin and not reported:
        yield Due(now.assignee, Reason.SILENT, history.key)


def _due_days(history: History, now: Standing, day: date, office: Office) -> Iterator[tuple[date, date]]:
    """Beginning and deadline of the task, or of each of its open instances."""
    if history.kind is Kind.DATE:
        if now.due is not None:
            yield history.assigned_on, now.due
        return
    for instance in instances(history, day, office.calendar):
        if instance.closed_on is None or instance.closed_on >= day:
            yield instance.begins, instance.due


def _before(history: History, now: Standing, begins: date, due_day: date, day: date, office: Office) -> Iterator[Due]:
    ladder = office.ladder(history.kind)
    far = ladder.longest_before * 2 + LONGEST_REST
    if now.assignee is None or not now.assigned_on < day or day > due_day or (due_day - day).days > far:
        return
    last = office.calendar.last_workday(due_day)
    if day > last or last < begins:
        return
    left = office.calendar.count(day, last, at_most=ladder.longest_before + 1)
    steps = ((ladder.first, Reason.DUE7), (ladder.second, Reason.DUE3), (ladder.last, Reason.DUE0))
    if reason := next((reason for step, reason in steps if step == left), None):
        yield Due(now.assignee, reason, history.key)


def _after(
    history: History, now: Standing, leader: int | None, due_day: date, day: date, office: Office
) -> Iterator[Due]:
    if day <= due_day:
        return
    ladder = office.ladder(history.kind)
    past = office.calendar.count(due_day, day, at_most=ladder.longest_after + 1)
    steps = (
        (ladder.late, now.assignee, Reason.LATE1),
        (ladder.late_leader, leader, Reason.LATE2),
        (ladder.late_main_leader, office.main_leader, Reason.LATE4),
    )
    for step, person, reason in steps:
        if step == past and person is not None:
            yield Due(person, reason, history.key)


def _week(
    history: History, now: Standing, leader: int | None, due_day: date, day: date, office: Office
) -> Iterator[Due]:
    """The first working day of the week: what is overdue, and what falls due in the week."""
    monday, sunday = period_of(day, Every.WEEK)
    if now.assignee is None or office.calendar.first_workday(monday) != day or now.assigned_on == day:
        return
    if due_day < day or monday <= office.calendar.last_workday(due_day) <= sunday:
        yield Due(now.assignee, Reason.WEEK, history.key)
    if due_day < day and leader is not None and Reason.AREA in office.extras:
        yield Due(leader, Reason.AREA, history.key)
