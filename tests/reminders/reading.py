"""The office contract's “Reminders, exactly”, read a second time and as plainly as can be: slow, and sharing nothing
with tracker.reminders.schedule but the values that go in. Its working days are another package's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import groupby

import chinese_calendar

from tracker.tasks.history import History

DAY = timedelta(days=1)
Row = tuple[date, int, str]


@dataclass
class State:
    """A task at the end of a day."""

    word: str = "交办"
    assignee: int | None = None
    assigned: date = date.min
    due: date | None = None
    claimed: date | None = None
    asked: tuple[date, date] | None = None  # day of asking, date wanted
    reports: list[date] = field(default_factory=list)
    owes_since: date | None = None  # sent back or reopened, not claimed since

    @property
    def is_closed(self) -> bool:
        return self.word in ("办结", "销号", "中止", "转下年")


_WORDS = {
    "assign": "交办",
    "sign": "办理",
    "refuse": "立项",
    "claim": "待审核",
    "finish": "办结",
    "clear": "销号",
    "send_back": "办理",
    "reopen": "办理",
    "stop": "中止",
    "carry_over": "转下年",
}


def state(task: History, evening: date) -> State:
    now = State(assignee=task.assignee, assigned=task.assigned_on, due=task.deadline)
    for event in task.events:
        if event.on > evening:
            break
        do = event.do.value
        now.word = _WORDS.get(do, now.word)
        if do == "assign":
            now.assignee, now.assigned = event.assignee, event.on
        elif do == "refuse":
            now.assignee = None
        elif do == "report":
            now.reports.append(event.on)
        elif do == "claim":
            now.claimed, now.owes_since = event.on, None
        elif do in ("send_back", "reopen"):
            now.owes_since = event.on
        elif do == "ask_extension":
            assert event.until is not None
            now.asked = (event.on, event.until)
        elif do == "grant_extension":
            assert now.asked is not None
            now.due, now.asked = now.asked[1], None
        elif do == "refuse_extension":
            now.asked = None
        if now.is_closed:
            now.asked = None
    return now


# ---- working days


@cache
def is_workday(day: date) -> bool:
    return chinese_calendar.is_workday(day)


def forward(day: date, n: int) -> date:
    """The n-th working day after the day."""
    for _ in range(n):
        day += DAY
        while not is_workday(day):
            day += DAY
    return day


def back(day: date, n: int) -> date:
    """The n-th working day before the day."""
    for _ in range(n):
        day -= DAY
        while not is_workday(day):
            day -= DAY
    return day


def same_or_next(day: date) -> date:
    return day if is_workday(day) else forward(day, 1)


def same_or_previous(day: date) -> date:
    return day if is_workday(day) else back(day, 1)


def is_asked(since: date, day: date) -> bool:
    """Whether the day is the 1st, 4th, 7th … working day after `since`."""
    passed = sum(is_workday(since + n * DAY) for n in range(1, (day - since).days + 1))
    return passed % 3 == 1


def first_of_week(day: date) -> date:
    return same_or_next(day - day.weekday() * DAY)


# ---- instances


def _period(every: str, day: date) -> tuple[int, int]:
    if every == "week":
        year, week, _ = day.isocalendar()
        return year, week
    return day.year, (day.month - 1) // {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[every]


@lru_cache(maxsize=2)
def instances(task: History) -> list[tuple[date, date]]:
    """First day and due day of each whose period begins before the middle of 2026."""
    assert task.every is not None
    every, begin = task.every.value, task.assigned_on - 370 * DAY
    found = []
    whole = (begin + n * DAY for n in range((date(2027, 1, 1) - begin).days))
    for _, group in groupby(whole, lambda day: _period(every, day)):
        days = list(group)
        if days[-1] < task.assigned_on or days[0] > date(2026, 6, 30):
            continue
        due = _due(days, every, task.day)
        if due is None or due < task.assigned_on:
            continue
        if task.deadline is None or (due <= task.deadline and days[0] <= task.deadline):
            found.append((max(days[0], task.assigned_on), due))
    return found


def _due(days: list[date], every: str, number: int | None) -> date | None:
    if number is None:
        return max((day for day in days if is_workday(day)), default=None)
    if every == "week":
        return days[number - 1]
    last_month = [day for day in days if day.month == days[-1].month]
    return last_month[min(number, len(last_month)) - 1]


# ---- rows


def rows(task: History, day: date, main_leader: int, coordinators: tuple[int, ...]) -> set[Row]:
    """Everything of the task that is due on the working day."""
    if not is_workday(day) or day < task.assigned_on:
        return set()
    returned = {(day, person, "returned") for person in _returned(task, day)}
    if any(event.on == day and event.do.value in ("send_back", "reopen") for event in task.events):
        return returned
    found = returned | {(day, person, "assigned") for person in _assigned(task, day)}
    if day > task.assigned_on:
        evening = state(task, day - DAY)
        if not evening.is_closed and evening.word != "立项":
            found |= {
                (day, person, reason) for person, reason in _others(task, evening, day, main_leader, coordinators)
            }
    return found


def _returned(task: History, day: date) -> Iterator[int]:
    returns = [event.on for event in task.events if event.do.value in ("send_back", "reopen")]
    told = [on for on in returns if on <= day and same_or_next(on) == day]
    if not told:
        return
    now = state(task, day if day in told else day - DAY)
    if now.assignee is not None and (day in told or (now.owes_since and not now.is_closed)):
        yield now.assignee


def _assigned(task: History, day: date) -> Iterator[int]:
    assignings = [(task.assigned_on, task.assignee)]
    assignings += [(event.on, event.assignee or 0) for event in task.events if event.do.value == "assign"]
    told = [(on, person) for on, person in assignings if on <= day and same_or_next(on) == day]
    if not told:
        return
    on, person = told[-1]
    evening = state(task, day - DAY)
    if on == day or not (evening.is_closed or evening.word in ("待审核", "立项")):
        yield person


def _others(
    task: History, now: State, day: date, main_leader: int, coordinators: tuple[int, ...]
) -> Iterator[tuple[int, str]]:
    assert now.assignee is not None
    leader = main_leader if task.leader in (None, now.assignee) else task.leader
    assert leader is not None
    if now.word == "待审核" and now.claimed and is_asked(now.claimed, day):
        yield leader, "review"
    if now.asked and is_asked(now.asked[0], day):
        yield leader, "extension"
    if now.word == "待审核":
        return
    if now.word == "交办":
        told = same_or_next(now.assigned)
        if day == forward(told, 1):
            yield now.assignee, "unsigned"
        if day == forward(told, 2):
            yield from ((person, "unsigned") for person in coordinators)
    if task.kind.value == "ongoing":
        yield from _silent(task, now, day)
    elif task.kind.value == "date":
        assert now.due is not None
        yield from _steps(now, task.assigned_on, now.due, day, leader, main_leader)
    else:
        for begins, due in instances(task):
            if begins <= day and not any(begins <= on for on in now.reports):
                yield from _steps(now, begins, due, day, leader, main_leader)


def _silent(task: History, now: State, day: date) -> Iterator[tuple[int, str]]:
    quarter = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    before = date((quarter - DAY).year, ((quarter - DAY).month - 1) // 3 * 3 + 1, 1)
    reported = any(before <= on < quarter for on in now.reports)
    if day == same_or_next(quarter) and task.assigned_on <= before and not reported and now.assignee:
        yield now.assignee, "silent"


def _steps(now: State, begins: date, due: date, day: date, leader: int, main_leader: int) -> Iterator[tuple[int, str]]:
    assert now.assignee is not None
    due_work_day = same_or_previous(due)
    if due_work_day >= begins and day > now.assigned:
        for n, reason in ((7, "due7"), (3, "due3"), (0, "due0")):
            if day == back(due_work_day, n):
                yield now.assignee, reason
    if day > due:
        for n, person, reason in ((1, now.assignee, "late1"), (2, leader, "late2"), (4, main_leader, "late4")):
            if day == forward(due, n):
                yield person, reason
    monday = day - day.weekday() * DAY
    if day == first_of_week(day) and (due < day or monday <= due_work_day <= monday + 6 * DAY):
        yield now.assignee, "week"
