"""The worker: plans each working day's messages and sends what is due.

One runs in the process of the web pages; any number may run beside it, on the same database.
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from tracker.calendar.zone import OFFICE_ZONE, office_day
from tracker.clock import now as clock
from tracker.db import db
from tracker.errors import ChannelDown, DeliveryError
from tracker.reminders import leases, outbox
from tracker.reminders.channels import Channel, Sender
from tracker.reminders.mail import Mail
from tracker.reminders.models import Message, Route
from tracker.reminders.planning import Post, Way
from tracker.reminders.robots import Robot
from tracker.reminders.states import TO_SEND
from tracker.settings import Settings

log = logging.getLogger(__name__)

SECONDS = 15
"""How often a worker looks."""
BATCH = 20
"""How many messages a worker claims at once; each is sent and recorded by itself."""
BEAT = timedelta(seconds=30)
"""How often a worker that is sending says that it is alive; a server may take its time."""
REST = timedelta(seconds=30)
"""How long a channel that is down is left alone."""


class Application(Protocol):
    """What the worker needs of the web application."""

    extensions: dict[str, Any]

    def app_context(self) -> AbstractContextManager[Any]: ...


class Worker:
    """One worker with its name, its open connections, and the ways that it leaves alone for the moment."""

    def __init__(self, app: Application, *, clock: Callable[[], datetime] = clock, name: str = "") -> None:
        self.app = app
        self.settings: Settings = app.extensions["settings"]
        self.clock = clock
        self.name = name or f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        self.post = Post(url=self.settings.office_url, mail=self.settings.smtp is not None)
        self.stopping = threading.Event()
        self._senders: dict[Way, Sender] = {}
        self._resting: dict[Way, datetime] = {}
        self._beaten = clock()
        if not self.post.mail:
            log.warning("没有设 MAIL_URL：只发站内消息，不发邮件。")

    def work(self) -> int:
        """Plans and sends what is due by now; returns how many messages left."""
        with self.app.app_context():
            session = db.session()
            self._beat(session)
            self._plan(session)
            sent = outbox.show_in_app(session, self.clock())
            while not self.stopping.is_set() and (claimed := self._claim(session)):
                sent += self._send(session, claimed)
            self._close()
        return sent

    def leave(self) -> None:
        """After the last piece of work: this worker is no longer listed as alive."""
        with self.app.app_context():
            leases.leave(db.session(), self.name)

    def _beat(self, session: Session) -> None:
        self._beaten = self.clock()
        leases.beat(session, self.name, self._beaten)

    def _plan(self, session: Session) -> None:
        now = self.clock()
        if leases.lease(session, "scan", self.name, now, leases.SCAN):
            outbox.plan_day(session, office_day(now), now, self.post)
            leases.end_lease(session, "scan", self.name, self.clock())

    def _claim(self, session: Session) -> list[outbox.Claimed]:
        now = self.clock()
        self._resting = {way: until for way, until in self._resting.items() if until > now}
        return outbox.claim(session, self.name, now, self.post, at_most=BATCH, resting=self._resting)

    def _send(self, session: Session, claimed: list[outbox.Claimed]) -> int:
        """One after the other; what cannot be begun any more is put back."""
        sent, back = 0, []
        for one in claimed:
            now = self.clock()
            if abs(now - self._beaten) > BEAT:
                self._beat(session)
            if self.stopping.is_set() or one.way in self._resting or now > one.until - outbox.MARGIN:
                back.append(one)
                continue
            error = outbox.deliver(session, self.name, one, self._sender(session, one.way), self.clock)
            if isinstance(error, ChannelDown):
                self._resting[one.way] = now + REST
            sent += error is None
        outbox.release(session, self.name, back, self.clock())
        return sent

    def _sender(self, session: Session, way: Way) -> Sender:
        if way not in self._senders:
            route = session.get(Route, way.route) if way.route else None
            self._senders[way] = open_channel(way, route, self.settings, self.clock)
            session.rollback()
        return self._senders[way]

    def _close(self) -> None:
        """Between two looks no connection is kept, and changed settings of a robot are taken up."""
        for sender in self._senders.values():
            sender.close()
        self._senders.clear()


def open_channel(way: Way, route: Route | None, settings: Settings, clock: Callable[[], datetime]) -> Sender:
    """The channel of a way as it is set up now."""
    if way.channel is Channel.MAIL and settings.smtp is not None:
        return Mail(settings.smtp, clock)
    if route is not None and route.active:
        return Robot(route.channel, route.url, route.secret, clock, settings.channel_hosts)
    return _NoWay()


class _NoWay:
    """A channel that was switched off after the message had been planned."""

    def send(self, message: object) -> None:
        raise DeliveryError("这个渠道已经停用。", permanent=True)

    def close(self) -> None:
        return None


def run_once(app: Application) -> int:
    """Does what is due now; returns how many messages left."""
    worker = Worker(app)
    sent = worker.work()
    worker.leave()
    return sent


class _Scheduler(BackgroundScheduler):
    """APScheduler with one job; stopping lets the message that is being sent finish."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(timezone="UTC")
        self.worker = worker
        self.add_job(
            worker.work,
            "interval",
            seconds=SECONDS,
            next_run_time=clock(),
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )

    def shutdown(self, wait: bool = True) -> None:
        self.worker.stopping.set()
        super().shutdown(wait=wait)
        self.worker.leave()


def start_worker(app: Application) -> BackgroundScheduler:
    """Starts a worker beside the web pages; `shutdown()` stops it after the message that it is sending."""
    scheduler = _Scheduler(Worker(app))
    scheduler.start()
    return scheduler


def run_until_stopped(app: Application) -> None:
    """A worker of its own; returns after SIGTERM or Ctrl-C."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    scheduler = start_worker(app)
    stopped.wait()
    scheduler.shutdown()


def check(app: Application) -> int:
    """Prints every worker that was heard of, and what waits; 0 if one is alive, else 1."""
    with app.app_context():
        session = db.session()
        beats = leases.heartbeats(session, clock())
        for name, at, alive in beats:
            word = "在运行" if alive else "没有回音"
            print(f"{word}　{name}　最近一次 {at.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M:%S}")
        late = session.scalar(select(func.count(Message.id)).where(_is_overdue(clock()))) or 0
    if late:
        print(f"有 {late} 条消息过了时间还没有发出。")
    if not any(alive for _, _, alive in beats):
        print("没有发送程序在运行。请启动 tracker serve 或 tracker worker。")
        return 1
    return 0


def _is_overdue(now: datetime) -> ColumnElement[bool]:
    return and_(Message.state.in_(TO_SEND), Message.next_try < now - leases.ALIVE)
