"""Responsibility lists from the file to assigned tasks: seconds and statements, on SQLite."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from tests.rows import sign_in, town
from tracker.app import create_app
from tracker.clock import today
from tracker.db import db
from tracker.upgrade import upgrade_database

SIZES = (20, 200, 2_000)
UNITS = ("司法所", "应急办")
YEAR = today().year + 1
STEPS = ("导入", "审阅页", "采用建议", "确认立项", "交办")


def measure() -> Iterator[str]:
    """A table: for each step the seconds and the statements at each size."""
    columns = "".join(f" {size:,} 行 |" for size in SIZES)
    yield f"| 责任清单（秒，语句数） |{columns}"
    yield "|---|" + "---|" * len(SIZES)
    measured = [list(_way(size)) for size in SIZES]
    for name, cells in zip(STEPS, zip(*measured, strict=True), strict=True):
        yield f"| {name} | " + " | ".join(f"{seconds:.2f}，{count:,}" for seconds, count in cells) + " |"


def _way(size: int) -> Iterator[tuple[float, int]]:
    browser = _office()
    yield _request(browser, "/documents", file=(BytesIO(list_of(size)), "清单.xlsx"), plan_year=str(today().year + 1))[
        :2
    ]
    *cell, page = _request(browser, "/documents/1/review")
    yield cell[0], cell[1]
    yield _request(browser, "/documents/1/take", drafts=_drafts(page, "take"))[:2]
    page = browser.get("/documents/1/review")
    yield _request(browser, "/documents/1/confirm", drafts=_drafts(page, "confirm"))[:2]
    yield _request(browser, "/documents/1/assign", now="1")[:2]


def list_of(rows: int) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("责任清单")
    sheet.append(["序号", "工作任务", "工作内容", "牵头单位", "完成时限"])
    for n in range(1, rows + 1):
        limit = f"{n % 12 + 1}月底前"
        sheet.append([n, f"第{n}片区隐患排查", f"开展隐患排查不少于{n % 9 + 1}次。", UNITS[n % 2], limit])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _office() -> FlaskClient:
    folder = Path(tempfile.mkdtemp(prefix="duban-bench-"))
    app = create_app({"INSTANCE_DIR": str(folder), "SECRET_KEY": "bench"})
    app.config["WTF_CSRF_ENABLED"] = False
    upgrade_database(app)
    browser = app.test_client()
    with app.app_context():
        sign_in(browser, town(db.session()).clerk)
    return browser


def _request(browser: FlaskClient, path: str, **data: Any) -> tuple[float, int, TestResponse]:
    """Seconds, statements and the answer; with data a POST."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    begin = time.perf_counter()
    answer = browser.post(path, data=data) if data else browser.get(path)
    seconds = time.perf_counter() - begin
    event.remove(Engine, "before_cursor_execute", note)
    assert answer.status_code in (200, 302), answer.text
    return seconds, len(sent), answer


def _drafts(page: TestResponse, step: str) -> list[str]:
    """What the page's button for all drafts sends."""
    form = page.text.split(f"/documents/1/{step}?", 1)[1].split("</form>", 1)[0]
    return re.findall(r'name="drafts" value="(\d+:\d+)"', form)
