"""A real Chromium on the real pages: the application runs in a thread, with CSRF protection, on SQLite."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy.orm import Session
from waitress.server import create_server

from tests.rows import Town, town
from tracker.people.models import Person
from tracker.people.passwords import set_password

PASSWORD = "three-old-ducks"
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 780}
REFUSALS = ("409 (CONFLICT)", "422 (UNPROCESSABLE ENTITY)")  # pages that say why not: no fault of the page


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """One database is enough for what the browser shows."""
    shutil.copy(migrated_sqlite, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no chromium on this machine: browser tests need one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application answers while the test runs."""
    app.config["WTF_CSRF_ENABLED"] = True
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(lambda: [channel.close() for channel in list(server._map.values())])
    thread.join(timeout=10)
    server.task_dispatcher.shutdown()


@pytest.fixture
def office(session: Session) -> Town:
    """示范镇; everybody signs in with the same password."""
    made = town(session)
    for person in made.people.values():
        set_password(person, PASSWORD)
    session.commit()
    return made


@dataclass
class Seat:
    """A person in front of a browser of their own."""

    page: Page
    address: str
    clicks: int = 0

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def click(self, word: str) -> None:
        """Presses the first button or link with exactly this word, and counts it."""
        self.clicks += 1
        self.page.get_by_text(word, exact=True).first.click()
        self.page.wait_for_load_state()


SitDown = Callable[..., Seat]


@pytest.fixture
def sit_down(chromium: Browser, address: str) -> Iterator[SitDown]:
    """sit_down(person): signs the person in, in a browser of their own; phone=True for a small one.

    What a page complains about in the console (a blocked script, a missing file) fails the test.
    """
    contexts, complaints = [], []

    def sit(person: Person, *, phone: bool = False, script: bool = True) -> Seat:
        size = PHONE if phone else DESK
        context = chromium.new_context(viewport=size, locale="zh-CN", java_script_enabled=script)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}/sign-in")
        page.fill("[name=name]", person.name)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{address}/")
        return Seat(page, address)

    yield sit
    for context in contexts:
        context.close()
    assert [text for text in complaints if not any(status in text for status in REFUSALS)] == []
