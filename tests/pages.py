"""Opening pages as somebody, on a fixed day: fixtures for the tests of tasks and progress."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.rows import Town, sign_in, town
from tracker.people.models import Person

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.fixture(autouse=True)
def fixed_day() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 25, 2, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def office(session: Session) -> Town:
    return town(session)


class Pages:
    """The application as people use it: each call is a request of one person."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def get(self, person: Person, path: str, **more: Any) -> TestResponse:
        return self._open("GET", person, path, **more)

    def post(self, person: Person, path: str, **data: Any) -> TestResponse:
        return self._open("POST", person, path, data=data)

    def words(self, person: Person, path: str) -> str:
        """What a person reads on the page, in one line; the page must open."""
        answer = self.get(person, path)
        assert answer.status_code == 200, answer.text
        return words(answer)

    def _open(self, method: str, person: Person, path: str, **more: Any) -> TestResponse:
        browser = self.app.test_client()
        sign_in(browser, person)
        return browser.open(path, method=method, **more)


def words(answer: TestResponse) -> str:
    main = re.sub(r"(?s).*<main[^>]*>|</main>.*", "", answer.text)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


@pytest.fixture
def pages(app: Flask) -> Pages:
    return Pages(app)


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Every statement that is sent to the database while the test runs."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield sent
    event.remove(Engine, "before_cursor_execute", note)
