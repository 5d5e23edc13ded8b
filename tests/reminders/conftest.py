"""A real mail server on this machine that keeps what it got, and workers with a clock that the test moves."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from sqlalchemy.orm import Session

from tests.rows import Town, at, town


class Postman:
    """What the mail server does with a message; `answer` says what it tells the sender."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer: Callable[[EmailMessage], str] = lambda mail: "250 OK"
        self.lock = threading.Lock()

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        answer = self.answer(mail)
        if answer.startswith("250"):
            with self.lock:
                self.mails.append(mail)
        return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MailServer:
    """The server, how many connections it saw, and a way to cut them."""

    def __init__(self) -> None:
        self.postman = Postman()
        self.port = free_port()
        self.connections = 0
        self._open: list[SMTP] = []
        self._controller: Controller | None = None

    def drop_connections(self) -> None:
        """As a server does that is switched off: every line is dead at once."""
        for protocol in self._open:
            if protocol.transport is not None:
                protocol.transport.abort()

    def start(self) -> None:
        outer = self

        class Counted(Controller):
            def factory(self) -> SMTP:
                outer.connections += 1
                protocol = super().factory()
                outer._open.append(protocol)
                return protocol

        self._controller = Counted(self.postman, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        self.connections = 0  # starting tries the line once

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def mails(self) -> list[EmailMessage]:
        return self.postman.mails


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


class Clock:
    """A clock that stands until the test moves it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def go(self, **time: float) -> datetime:
        self.moment += timedelta(**time)
        return self.moment

    def set(self, day: str, clock: str) -> datetime:
        self.moment = at(day, clock)
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock(at("2026-03-02", "08:30"))


@pytest.fixture
def office(session: Session) -> Town:
    """示范镇, whose people have addresses."""
    made = town(session)
    for word, person in made.people.items():
        person.email = f"{word}@shifan.example"
    session.commit()
    return made
