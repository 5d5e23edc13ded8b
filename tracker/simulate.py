"""`tracker simulate --year`: a year of an invented office, day by day, through the real planning and the real outbox.

An empty database in memory, a clock that is passed in, and in-app messages alone. The figures say whether the promises
hold: one digest a person a day, nothing outside working hours, every overdue task told to the leaders on its day.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.app import create_app
from tracker.calendar.limits import Every, Kind
from tracker.calendar.queries import work_calendar
from tracker.calendar.zone import office_day, office_moment
from tracker.db import db
from tracker.errors import RuleViolation
from tracker.people.models import Office, Person, Role, Unit
from tracker.reminders.hours import Hours
from tracker.reminders.models import Message
from tracker.reminders.outbox import plan_day, show_in_app
from tracker.reminders.schedule import Reason
from tracker.reminders.states import About
from tracker.tasks.actions import Step, establish, move
from tracker.tasks.models import Task
from tracker.tasks.queries import history_of
from tracker.tasks.standing import standing
from tracker.tasks.status import Move, Status
from tracker.upgrade import upgrade_database

PEOPLE, TASKS = 60, 400
DAY = timedelta(days=1)
LOOKS = ((8, 0), (8, 30), (11, 0), (14, 0), (17, 15), (17, 45), (22, 0))
"""When the worker looks on every day of the year, working day or not."""


@dataclass(frozen=True)
class Missed:
    """An overdue task that a leader was not told of on the right day."""

    task: str
    on: date
    reason: Reason


def simulate(year: int, people: int = PEOPLE, tasks: int = TASKS) -> Iterator[str]:
    """The lines of a Markdown table; the same each time for the same year and size."""
    start = time.perf_counter()
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'year.db'}"
        app = create_app({"DATABASE_URL": url, "INSTANCE_DIR": folder, "SECRET_KEY": "simulated"})
        upgrade_database(app)
        with app.app_context():
            session = db.session()
            town = _Town(session, random.Random(year), year, people, tasks)  # noqa: S311  no secret
            town.live()
            yield from _table(session, town, year)
            db.engine.dispose()
    yield f"| seconds | {time.perf_counter() - start:.1f} |"


class _Town:
    """An invented office, what its people do with each task, and the year that it lives through."""

    def __init__(self, session: Session, chance: random.Random, year: int, people: int, tasks: int) -> None:
        self.session, self.chance, self.year = session, chance, year
        self.calendar = work_calendar(session)
        units = [Unit(name=f"第{n}办") for n in range(1, 11)]
        session.add_all(units)
        session.flush()
        self.people = [self._person(n, units[n % 10]) for n in range(people)]
        self.mayor, self.clerk, self.deputies = self.people[0], self.people[1], self.people[2:6]
        session.add(Office(id=1, name="示范镇人民政府", main_leader_id=self.mayor.id))
        session.flush()
        self.acts: dict[date, list[tuple[str, Person, Step]]] = {}
        self.tasks = dict(self._task(n) for n in range(tasks))  # keys and rows: a worker holds no tasks either
        session.commit()

    def _person(self, n: int, unit: Unit) -> Person:
        role = Role.COORDINATOR if n == 1 else Role.LEADER if n in (0, 2, 3, 4, 5) else Role.ASSIGNEE
        person = Person(name=f"第{n + 1}人", unit_id=unit.id)
        person.roles = [role]
        self.session.add(person)
        self.session.flush()
        return person

    def _task(self, n: int) -> tuple[str, int]:
        """Established in the first days of January, and everything that will happen to it laid down by chance."""
        chance, kind = self.chance, (Kind.ONGOING if n % 10 == 0 else Kind.RECURRING if n % 10 < 3 else Kind.DATE)
        first = date(self.year, 1, 1) + chance.randrange(3, 270) * DAY
        deadline = min(first + chance.randrange(10, 120) * DAY, date(self.year, 12, 31))
        assignee = chance.choice(self.people[6:])
        task = Task(
            year=self.year,
            title=f"第{n + 1}件事",
            standard="有记录可查",
            kind=kind,
            deadline=deadline if kind is Kind.DATE else None,
            every=chance.choice([Every.MONTH, Every.QUARTER, Every.WEEK]) if kind is Kind.RECURRING else None,
            assignee_id=assignee.id,
            lead_id=assignee.unit_id,
            leader_id=chance.choice(self.deputies).id,
        )
        establish(self.session, task, by=self.clerk, at=office_moment(date(self.year, 1, 1), Hours().opens))
        for day, by, step in self._life(task, first, deadline, assignee):
            self.acts.setdefault(day, []).append((task.key, by, step))
        return task.key, task.id

    def _life(self, task: Task, first: date, deadline: date, assignee: Person) -> Iterator[tuple[date, Person, Step]]:
        """What is tried; what the rules of the day do not allow is then left out."""
        chance, leader = self.chance, self.session.get_one(Person, task.leader_id)
        yield first, self.clerk, Step(Move.ASSIGN, assignee=assignee)
        if chance.random() < 0.05:
            yield first + DAY, assignee, Step(Move.REFUSE, text="不归本办")
            yield first + 3 * DAY, self.clerk, Step(Move.ASSIGN, assignee=assignee)
        yield first + chance.choice([0, 0, 1, 2, 4, 6]) * DAY, assignee, Step(Move.SIGN)
        if task.kind is not Kind.DATE:
            for n in range(10, 350, 9):
                if chance.random() < 0.25:
                    yield first + n * DAY, assignee, Step(Move.REPORT, text="做了一次。")
            return
        if chance.random() < 0.15:
            yield deadline - 4 * DAY, assignee, Step(Move.ASK_EXTENSION, text="材料未齐", until=deadline + 20 * DAY)
            answer = chance.choice([Move.GRANT_EXTENSION, Move.REFUSE_EXTENSION])
            yield deadline - chance.randrange(-3, 4) * DAY, leader, Step(answer)
        claims = deadline + chance.choice([-9, -6, -3, -1, 0, 2, 5, 9, 30]) * DAY
        for n in range(2):
            yield claims + n * 12 * DAY, assignee, Step(Move.CLAIM, text="做完了。")
            decides = chance.choice([Move.FINISH, Move.FINISH, Move.SEND_BACK])
            yield claims + (n * 12 + chance.randrange(8)) * DAY, leader, Step(decides, text="补照片")

    def live(self) -> None:
        """Every day of the year: the worker looks, people act in the morning, some in the evening, the worker looks."""
        day = date(self.year, 1, 1)
        while day.year == self.year:
            acts = self.acts.get(day, [])
            for hour, minute in LOOKS:
                if hour in (11, 22):
                    self._act(acts[: len(acts) // 2] if hour == 11 else acts[len(acts) // 2 :], day, hour - 1)
                self._look(day, office_moment(day, Hours().opens.replace(hour=hour, minute=minute)))
            day += DAY

    def _act(self, acts: list[tuple[str, Person, Step]], day: date, hour: int) -> None:
        at = office_moment(day, Hours().opens.replace(hour=hour, minute=0))
        for key, by, step in acts:
            try:
                move(self.session, self.session.get_one(Task, self.tasks[key]), step, by=by, at=at)
            except RuleViolation:
                self.session.rollback()
            else:
                self.session.commit()

    def _look(self, day: date, moment: datetime) -> None:
        plan_day(self.session, day, moment)
        show_in_app(self.session, moment)


# ---- what came of it


def _table(session: Session, town: _Town, year: int) -> Iterator[str]:
    messages = session.scalars(select(Message)).all()
    sent = [(message, message.sent_at) for message in messages if message.sent_at]
    digests = Counter((message.person_id, message.day) for message in messages if message.about is About.DIGEST)
    a_day = Counter((message.person_id, office_day(at)) for message, at in sent)
    outside = [message for message, at in sent if not Hours().are_open(at, town.calendar)]
    weekend = {office_day(at) for _, at in sent if office_day(at).weekday() > 4}
    expected, missed = _escalations(session, town, year)
    told = f"{expected - len(missed):,} of {expected:,}"
    first, last = date(year, 1, 1), date(year, 12, 31)
    yield "| what | value |"
    yield "|---|---|"
    yield f"| people, tasks | {len(town.people)}, {len(town.tasks)} |"
    yield f"| working days of {year} | {len(town.calendar.workdays(first, last))} |"
    yield f"| messages planned, shown | {len(messages):,}, {len(sent):,} |"
    yield f"| digests | {sum(digests.values()):,} |"
    yield f"| most digests of a person on one day | {max(digests.values())} |"
    yield f"| most messages of a person on one day, with assignings and sendings back | {max(a_day.values())} |"
    yield f"| person-days with no message at all | {len(town.people) * (last - first + DAY).days - len(a_day):,} |"
    yield f"| messages outside working hours or on days off | {len(outside)} |"
    yield f"| worked weekend days on which messages left | {len(weekend)} |"
    yield f"| leaders told of an overdue task on the right day | {told} |"
    for one in missed:
        yield f"| missed | {one.task}, {one.reason.value}, {one.on} |"


def _escalations(session: Session, town: _Town, year: int) -> tuple[int, list[Missed]]:
    """How many times a leader was to be told of an overdue task with a date, and where it did not happen.

    Counted by hand, from the list of working days and where each task stood, not by the schedule.
    """
    told = {
        (line["task"], message.day, reason)
        for message in session.scalars(select(Message).where(Message.about == About.DIGEST))
        for line in message.lines
        for reason in line["reasons"]
    }
    days = town.calendar.workdays(date(year, 1, 1), date(year, 12, 31))
    expected, missed = 0, []
    for task in session.scalars(select(Task).where(Task.kind == Kind.DATE)):
        for reason, steps in ((Reason.LATE2, 2), (Reason.LATE4, 4)):
            for on in _overdue_for(task, days, steps):
                expected += 1
                if (task.key, on, reason.value) not in told:
                    missed.append(Missed(task.key, on, reason))
    return expected, missed


def _overdue_for(task: Task, days: list[date], steps: int) -> Iterator[date]:
    """The days that are the `steps`-th working day after the deadline as it stood the evening before, still owed."""
    history = history_of(task)
    if history is None:
        return
    returns = {event.on for event in history.events if event.do in (Move.SEND_BACK, Move.REOPEN)}
    for n, day in enumerate(days[steps:], steps):
        now = standing(history, day - DAY)
        is_owed = now.status in (Status.ASSIGNED, Status.WORKING) and history.assigned_on < day
        if is_owed and now.due and days[n - steps] <= now.due < days[n - steps + 1] and day not in returns:
            yield day
