"""Pages of tasks with 10, 10,000 and 20,000 tasks: statements and milliseconds, on SQLite."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.crowd import crowd
from tests.rows import sign_in, town
from tracker.app import create_app
from tracker.db import db
from tracker.people.models import Person
from tracker.upgrade import upgrade_database

SIZES = (10, 10_000, 20_000)
RUNS = 5
PAGES = (
    ("首页（督办员）", "clerk", "/"),
    ("首页（承办人，20 件）", "helper", "/"),
    ("台账", "clerk", "/tasks?status=all"),
    ("台账，红灯", "clerk", "/tasks?light=red"),
    ("台账，搜索", "clerk", "/tasks?q=集市宣传"),
    ("看板", "clerk", "/board"),
    ("一件事", "clerk", "/tasks/k1"),
    ("导出 Excel", "clerk", "/tasks/export.xlsx?status=all"),
)


def measure() -> Iterator[str]:
    """A table: for each page the statements and the median of five requests at each size."""
    columns = "".join(f" {size:,} 项 |" for size in SIZES)
    yield f"| 页面（语句数，毫秒） |{columns}"
    yield "|---|" + "---|" * len(SIZES)
    offices = [office_of(size) for size in SIZES]
    for name, who, path in PAGES:
        cells = [request(app, people[who], path) for app, people in offices]
        yield f"| {name} | " + " | ".join(f"{statements}，{ms:.0f}" for statements, ms in cells) + " |"


def request(app: Flask, person: Person, path: str) -> tuple[int, float]:
    """How many statements the page sends, and the median of its milliseconds."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    browser = app.test_client()
    sign_in(browser, person)
    times = []
    event.listen(Engine, "before_cursor_execute", note)
    for _ in range(RUNS):
        sent.clear()
        begin = time.perf_counter()
        answer = browser.get(path)
        times.append((time.perf_counter() - begin) * 1000)
        assert answer.status_code == 200, path
        answer.close()
    event.remove(Engine, "before_cursor_execute", note)
    return len(sent), median(times)


def office_of(size: int, **settings: str) -> tuple[Flask, dict[str, Person]]:
    """An office with so many tasks in a database of its own (SQLite, where no other is set), and its people."""
    folder = Path(tempfile.mkdtemp(prefix="duban-bench-"))
    app = create_app({"INSTANCE_DIR": str(folder), "SECRET_KEY": "bench", **settings})
    upgrade_database(app)
    with app.app_context():
        made = town(db.session())
        crowd(db.session(), made, size)
        people = made.people
        for person in people.values():
            db.session.refresh(person)
            db.session.expunge(person)
        return app, people


if __name__ == "__main__":
    for line in measure():
        print(line)
