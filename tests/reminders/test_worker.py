"""Whole workers on a real database and a real mail server: nothing twice, nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.reminders.conftest import Clock, MailServer
from tests.rows import Town, assigned, at, led, person, sign
from tracker.app import create_app
from tracker.db import db
from tracker.people.models import Role
from tracker.reminders.channels import Channel
from tracker.reminders.leases import heartbeats
from tracker.reminders.models import Heartbeat, Message
from tracker.reminders.outbox import CLAIM
from tracker.reminders.outbox import claim as claim_messages
from tracker.reminders.planning import Post
from tracker.reminders.states import State
from tracker.reminders.worker import Worker, run_once


@pytest.fixture
def environment(environment: dict[str, str], mail_server: MailServer) -> dict[str, str]:
    """The applications of these tests send mail."""
    return {**environment, "MAIL_URL": f"smtp://127.0.0.1:{mail_server.port}?from=duban@shifan.example"}


@pytest.fixture
def due_for_all(session: Session, office: Town) -> int:
    """Forty people have a task that is due in three working days of 2 March 2026."""
    for n in range(40):
        one = person(session, f"承办{n:02d}", office.justice, Role.ASSIGNEE)
        one.email = f"p{n}@shifan.example"
        task = assigned(session, office, f"事项{n}", assignee_id=one.id, deadline=date(2026, 3, 5))
        assert task

        led(session, task, [sign("2026-01-13", one)])
    session.commit()
    return 40


def ids(server: MailServer) -> Counter[str]:
    return Counter(str(mail["Message-ID"]) for mail in server.mails)


def test_a_worker_plans_and_sends_what_is_due(
    app: Flask, session: Session, due_for_all: int, mail_server: MailServer, clock: Clock
) -> None:
    assert Worker(app, clock=clock).work() == 2 * due_for_all
    assert len(ids(mail_server)) == due_for_all
    assert session.scalar(select(func.count(Message.id)).where(Message.state != State.SENT)) == 0


def test_a_second_worker_sends_nothing_twice(
    app: Flask, due_for_all: int, mail_server: MailServer, clock: Clock
) -> None:
    Worker(app, clock=clock).work()
    assert Worker(app, clock=clock).work() == 0
    assert set(ids(mail_server).values()) == {1}


def test_without_mail_there_are_in_app_messages_alone_and_a_line_in_the_log(
    environment: dict[str, str], session: Session, office: Town, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    assigned(session, office, "修订村规民约", on="2026-03-02")
    session.commit()
    app = create_app({name: value for name, value in environment.items() if name != "MAIL_URL"})
    assert Worker(app, clock=clock).work() == 1
    with app.app_context():
        db.engine.dispose()
    assert "MAIL_URL" in caplog.text


def test_a_mail_server_that_is_down_is_left_alone_and_everything_leaves_later(
    app: Flask, session: Session, due_for_all: int, mail_server: MailServer, clock: Clock
) -> None:
    mail_server.stop()
    worker = Worker(app, clock=clock)
    assert worker.work() == due_for_all  # in the tool
    tried = session.scalar(select(func.sum(Message.attempts)).where(Message.channel == Channel.MAIL))
    assert tried == 1
    session.rollback()
    mail_server.start()
    clock.go(minutes=10)
    assert worker.work() == due_for_all
    assert set(ids(mail_server).values()) == {1}


def test_stopping_lets_go_of_what_was_not_begun(
    app: Flask, session: Session, due_for_all: int, mail_server: MailServer, clock: Clock
) -> None:
    worker = Worker(app, clock=clock)

    def stop(mail: object) -> str:
        worker.stopping.set()
        return "250 OK"

    mail_server.postman.answer = stop
    worker.work()
    assert len(mail_server.mails) == 1
    assert session.scalar(select(func.count(Message.id)).where(Message.state == State.CLAIMED)) == 0
    session.rollback()
    assert Worker(app, clock=clock).work() == due_for_all - 1
    assert set(ids(mail_server).values()) == {1}


def test_what_a_dead_worker_had_claimed_leaves_when_its_claim_has_run_out(
    app: Flask, session: Session, due_for_all: int, mail_server: MailServer, clock: Clock
) -> None:
    mail_server.postman.answer = lambda mail: "451 later"
    Worker(app, clock=clock).work()
    clock.go(minutes=30)
    claim_messages(session, "dead", clock(), Post(mail=True), at_most=30)
    mail_server.postman.answer = lambda mail: "250 OK"
    assert Worker(app, clock=clock).work() == due_for_all - 30
    clock.go(seconds=CLAIM.total_seconds() + 1)
    assert Worker(app, clock=clock).work() == 30
    assert set(ids(mail_server).values()) == {1}


def test_a_worker_is_heard_of_while_it_lives(app: Flask, session: Session, office: Town, clock: Clock) -> None:
    worker = Worker(app, clock=clock, name="w1")
    worker.work()
    assert session.get_one(Heartbeat, "w1").at == clock()
    session.rollback()
    worker.leave()
    assert session.scalar(select(func.count()).select_from(Heartbeat)) == 0
    session.rollback()


def test_a_worker_is_heard_of_while_a_server_takes_its_time(
    app: Flask, due_for_all: int, mail_server: MailServer, clock: Clock
) -> None:
    heard: list[bool] = []

    def slowly(mail: object) -> str:
        clock.go(seconds=50)
        with app.app_context():
            heard.extend(alive for _, _, alive in heartbeats(db.session(), clock()))
        return "250 OK"

    mail_server.postman.answer = slowly
    Worker(app, clock=clock).work()
    assert len(heard) == due_for_all
    assert all(heard)


def test_two_processes_at_once_send_each_message_once(
    app: Flask, session: Session, due_for_all: int, mail_server: MailServer, environment: dict[str, str]
) -> None:
    run = [_process(environment, "2026-03-02T08:30") for _ in range(2)]
    assert [process.wait(60) for process in run] == [0, 0]
    assert len(ids(mail_server)) == due_for_all
    assert set(ids(mail_server).values()) == {1}


def test_a_killed_process_loses_nothing(
    app: Flask, session: Session, due_for_all: int, mail_server: MailServer, environment: dict[str, str], clock: Clock
) -> None:
    first = _process(environment, "2026-03-02T08:30")
    _wait_until(lambda: len(mail_server.mails) >= 5)
    first.send_signal(signal.SIGKILL)
    first.wait()
    clock.moment = at("2026-03-02", "08:30") + CLAIM + timedelta(seconds=1)
    Worker(app, clock=clock).work()
    assert len(ids(mail_server)) == due_for_all
    assert sum(ids(mail_server).values()) <= due_for_all + 1  # the one that was cut short


def test_sigterm_stops_a_worker_cleanly(session: Session, office: Town, environment: dict[str, str]) -> None:
    process = subprocess.Popen([sys.executable, "-m", "tracker", "worker"], env={**os.environ, **environment})
    _wait_until(lambda: _beats(session) == 1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert _beats(session) == 0


def test_run_once_leaves_no_trace_of_a_living_worker(app: Flask, session: Session, office: Town) -> None:
    run_once(app)
    assert _beats(session) == 0


def _beats(session: Session) -> int:
    session.rollback()
    found = session.scalar(select(func.count()).select_from(Heartbeat)) or 0
    session.rollback()
    return found


def _process(environment: dict[str, str], moment: str) -> subprocess.Popen[bytes]:
    """A worker in a process of its own, whose clock stands at the moment."""
    code = (
        "import sys, datetime; from tracker.app import create_app; from tracker.reminders.worker import Worker;"
        "at = datetime.datetime.fromisoformat(sys.argv[1] + '+08:00'); Worker(create_app(), clock=lambda: at).work()"
    )
    return subprocess.Popen([sys.executable, "-c", code, moment], env={**os.environ, **environment})


def _wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
