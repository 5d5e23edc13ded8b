"""The ledger as an Excel file: seconds and memory, each in a process of its own."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from typing import Any

from tests.bench.pages import office_of
from tests.rows import sign_in
from tracker.app import create_app
from tracker.db import db
from tracker.people.models import Person

SIZES = (1_000, 20_000)


def measure() -> Iterator[str]:
    """A table: seconds, the file's size, and by how much the process grew at most."""
    yield "| 事项 | 秒 | 文件 | 内存峰值增加 |"
    yield "|---|---|---|---|"
    for size in SIZES:
        instance, clerk = _alone(_fill, size)
        seconds, length, grown = _alone(_export, instance, clerk)
        yield f"| {size:,} | {seconds:.1f} | {length / 2**20:.1f} MiB | {grown / 2**10:.0f} MiB |"


def _alone(do: Callable[..., Any], *given: Any) -> Any:
    """What it returns, done in a fresh process, so that nothing done before counts."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(do, given)


def _fill(size: int) -> tuple[str, int]:
    app, people = office_of(size)
    return str(app.extensions["settings"].instance), people["clerk"].id


def _export(instance: str, clerk: int) -> tuple[float, int, int]:
    app = create_app({"INSTANCE_DIR": instance, "SECRET_KEY": "bench"})
    browser = app.test_client()
    with app.app_context():
        sign_in(browser, db.session.get_one(Person, clerk))
    browser.get("/tasks?q=k1")  # the program is warm, the lights are not known yet
    before, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    answer = browser.get("/tasks/export.xlsx?status=all")
    seconds = time.perf_counter() - begin
    return seconds, len(answer.data), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


if __name__ == "__main__":
    for line in measure():
        print(line)
