"""Workers under fire, and the count of what arrived."""

from __future__ import annotations

import multiprocessing
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tests.chaos.servers import SECRET, Servers, servers
from tracker.app import create_app
from tracker.calendar.limits import Kind
from tracker.calendar.zone import office_moment
from tracker.db import db
from tracker.people.models import Office, Person, PersonRole, Role, Unit
from tracker.reminders.channels import Channel
from tracker.reminders.hours import Hours
from tracker.reminders.models import Choice, Message, Route
from tracker.reminders.states import State
from tracker.reminders.worker import Worker
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.status import Move, Status
from tracker.upgrade import upgrade_database

MONDAY = date(2026, 3, 9)
DAY = timedelta(days=1)
PATIENCE = 3600
"""Real seconds after which a run counts as stuck."""


@dataclass
class Counts:
    """What one run came to. twice: messages that the servers took more than once; lost: owed and not taken."""

    database: str
    reminders: int
    kills: int
    lost: int
    in_app_twice: int
    twice: int
    other_key: int
    seconds: float

    @property
    def is_as_promised(self) -> bool:
        return not (self.lost or self.in_app_twice or self.other_key) and self.twice <= self.kills

    def __str__(self) -> str:
        return (
            f"| {self.database} | {self.reminders:,} | {self.kills} | {self.lost} | {self.in_app_twice}"
            f" | {self.twice} | {self.other_key} | {self.seconds:.0f} |"
        )


HEAD = (
    "| database | reminders | kills | lost | twice in the tool | twice by mail or webhook | under another key | s |\n"
    "|---|---|---|---|---|---|---|---|"
)


def run(name: str, url: str, *, people: int, kills: int, workers: int, speed: int = 10, seed: int = 1) -> Counts:
    """One working day's sending under fire; every person is owed a line in the tool, a mail and a webhook's call.

    speed: how fast the office's clock runs. outbox.MARGIN must stay longer than the servers' slowest answer by it.
    """
    begun = time.time()
    with tempfile.TemporaryDirectory() as folder, servers(Path(folder)) as sinks:
        environment = {
            "DATABASE_URL": url,
            "INSTANCE_DIR": folder,
            "SECRET_KEY": "x",
            "MAIL_URL": f"smtp://127.0.0.1:{sinks.mail}?from=duban@shifan.example",
            "CHANNEL_HOSTS": f"http://127.0.0.1:{sinks.web}",
        }
        app = create_app(environment)
        upgrade_database(app)
        with app.app_context():
            _fill(db.session(), people, f"http://127.0.0.1:{sinks.web}/sms")
            clock = _OfficeClock(time.time(), speed)
            killed = _Fire(db.session(), sinks, environment, clock, random.Random(seed)).burn(
                2 * people, kills, workers
            )
            counts = _count(db.session(), name, sinks.taken(), people, killed, time.time() - begun)
            db.session.remove()
            db.engine.dispose()
        return counts


def _fill(session: Session, people: int, webhook: str) -> None:
    """Everybody has one task that is due in three working days."""
    numbers = range(1, people + 1)
    session.add_all([Unit(id=1, name="司法所"), Office(id=1, name="示范镇人民政府")])
    session.add(Route(id=1, channel=Channel.WEBHOOK, name="短信", url=webhook, secret=SECRET, per_minute=6000))
    session.flush()
    named = [{"id": n, "name": f"承办{n}", "unit_id": 1, "email": f"p{n}@shifan.example"} for n in numbers]
    session.execute(insert(Person), named)
    session.execute(insert(PersonRole), [{"person_id": n, "role": Role.ASSIGNEE, "ordinal": 0} for n in numbers])
    choices = [{"person_id": n, "mail": True, "route_ids": [1], "address": str(n)} for n in numbers]
    session.execute(insert(Choice), choices)
    session.execute(insert(Task), [_task(n) for n in numbers])
    session.execute(insert(TaskEvent), [event for n in numbers for event in _events(n)])
    session.commit()


def _task(n: int) -> dict[str, Any]:
    due, day = MONDAY + 3 * DAY, MONDAY - 40 * DAY
    return {
        "id": n,
        "key": f"2026-{n:05d}",
        "year": 2026,
        "title": f"办理第{n}件实事",
        "standard": "有记录",
        "kind": Kind.DATE,
        "deadline": due,
        "due": due,
        "status": Status.WORKING,
        "assignee_id": n,
        "lead_id": 1,
        "assigned_on": day,
    }


def _events(n: int) -> Iterator[dict[str, Any]]:
    for seq, do in enumerate((Move.ASSIGN, Move.SIGN), 1):
        named = {"assignee_id": n, "lead_id": 1} if do is Move.ASSIGN else {"assignee_id": None, "lead_id": None}
        yield {"task_id": n, "seq": seq, "on": MONDAY - 40 * DAY, "by_id": n, "do": do, **named}


# ---- workers, and who kills them

_NURSERY = multiprocessing.get_context("forkserver")
"""Where workers come from: a process that has opened no database. A connection must not be carried across a fork."""
_NURSERY.set_forkserver_preload(["tests.chaos.fire"])


@dataclass
class _Fire:
    """Workers that run until they are killed, and a new one for each."""

    session: Session
    sinks: Servers
    environment: dict[str, str]
    clock: _OfficeClock
    chance: random.Random

    def burn(self, total: int, kills: int, workers: int) -> int:
        """Until so many are killed, spread over the whole run, and everything has left; returns how many were."""
        running = [self._start() for _ in range(workers)]
        killed, begun = 0, time.time()
        while not (finished := self._nothing_is_left()) or killed < kills:
            if time.time() - begun > PATIENCE:
                raise TimeoutError(f"stuck: {self._states()}")
            in_planning = killed < max(1, kills // 20)
            if killed < kills and (in_planning or finished or len(self.sinks.taken()) >= total * killed / kills):
                time.sleep(self.chance.random() * (1.5 if in_planning else 0.2))
                _kill(running.pop(self.chance.randrange(workers)))
                running.append(self._start())
                killed += 1
            else:
                time.sleep(0.05)
        for one in running:
            _kill(one)
        return killed

    def _start(self) -> Any:
        process = _NURSERY.Process(target=_work, args=(self.environment, self.clock), daemon=True)
        process.start()
        return process

    def _states(self) -> Counter[str]:
        rows = self.session.execute(select(Message.state, func.count()).group_by(Message.state)).all()
        self.session.rollback()
        return Counter({state.value: count for state, count in rows})

    def _nothing_is_left(self) -> bool:
        states = self._states()
        return states[State.SENT.value] > 0 and set(states) <= {State.SENT.value, State.GIVEN_UP.value}


def _kill(process: Any) -> None:
    process.kill()
    process.join()


def _work(environment: dict[str, str], clock: _OfficeClock) -> None:
    """What a worker's process does: look again and again."""
    worker = Worker(create_app(environment), clock=clock)
    while True:
        worker.work()
        time.sleep(0.5)


@dataclass(frozen=True)
class _OfficeClock:
    """Monday 08:30 at `begun`, and from then on `speed` times as fast as the real clock."""

    begun: float
    speed: int

    def __call__(self) -> datetime:
        return office_moment(MONDAY, Hours().opens) + self.speed * timedelta(seconds=time.time() - self.begun)


def _count(session: Session, name: str, taken_by_servers: list[str], people: int, kills: int, seconds: float) -> Counts:
    taken = Counter(taken_by_servers)
    rows = session.execute(select(Message.key, Message.person_id, Message.channel, Message.state)).all()
    shown = Counter(row.person_id for row in rows if row.channel is Channel.IN_APP and row.state is State.SENT)
    owed = [row for row in rows if row.channel is not Channel.IN_APP]
    lost = (
        sum(taken[row.key] == 0 for row in owed)
        + 2 * people
        - len(owed)
        + sum(n not in shown for n in range(1, people + 1))
    )
    return Counts(
        database=name,
        reminders=3 * people,
        kills=kills,
        lost=lost,
        in_app_twice=sum(count - 1 for count in shown.values()),
        twice=sum(count - 1 for count in taken.values()),
        other_key=len(set(taken) - {row.key for row in owed}),
        seconds=seconds,
    )
