"""Importing documents through the page: what is kept, what is refused, and that a refusal leaves nothing behind."""

from __future__ import annotations

import hashlib
import io
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.review.desk import imported
from tests.rows import Town, sign_in, town
from tracker.clock import now
from tracker.db import db
from tracker.documents.models import Document, StatedProblem
from tracker.people.models import Person
from tracker.reminders.leases import beat
from tracker.review.models import Draft

REPORT = """示范镇人民政府关于2089年度法治政府建设情况的报告

一、存在的不足

（一）执法力量不足

综合执法队人员偏少，办案经验不足。

二、2090年工作安排

（一）健全依法决策机制

由党政办牵头，3月底前编制并公布重大行政决策事项目录。

（二）提高矛盾化解能力

由司法所牵头，9月底前轮训人民调解员不少于6期。
"""
DATA = REPORT.encode()


@pytest.fixture
def office(session: Session, client: FlaskClient) -> Town:
    made = town(session)
    sign_in(client, made.clerk)
    return made


def upload(client: FlaskClient, name: str, data: bytes, **fields: str) -> tuple[int, str]:
    """Status, and where the answer leads, else its page."""
    answer = client.post("/documents", data={"file": (io.BytesIO(data), name), **fields})
    return answer.status_code, answer.headers.get("Location") or answer.text


def stored(app: Flask) -> list[Path]:
    root: Path = app.extensions["store"].root
    return [path for path in root.rglob("*") if path.is_file()]


def test_a_report_is_kept_with_its_original_its_problems_and_its_drafts(
    app: Flask, client: FlaskClient, session: Session, office: Town
) -> None:
    assert upload(client, "报告.txt", DATA) == (302, "/documents/1/review")
    document = session.scalars(select(Document)).one()
    assert (document.file, document.size, document.uploaded_by) == ("报告.txt", len(DATA), office.clerk)
    assert (document.sha256, document.report_year, document.plan_year) == (hashlib.sha256(DATA).hexdigest(), 2089, 2090)
    assert [path.read_bytes() for path in stored(app)] == [DATA]
    assert [problem.text for problem in document.problems] == ["综合执法队人员偏少，办案经验不足。"]
    drafts = session.scalars(select(Draft).order_by(Draft.ordinal)).all()
    assert [draft.title for draft in drafts] == ["编制并公布重大行政决策事项目录", "轮训人民调解员不少于6期"]
    for draft in drafts:
        [(block, start, end)] = draft.spans
        assert document.blocks[block]["text"][start:end] == draft.quote


def test_the_page_shows_what_was_imported_and_what_waits(client: FlaskClient, office: Town) -> None:
    assert "还没有导入过文件。" in client.get("/documents").text
    upload(client, "报告.txt", DATA)
    page = client.get("/documents").text
    assert "示范镇人民政府关于2089年度法治政府建设情况的报告" in page
    assert '<td role="cell" data-k="待确认">2</td>' in page
    assert 'aria-label="2 件要办">2</span>' in page


def test_the_stated_year_and_grain_are_taken(client: FlaskClient, session: Session, office: Town) -> None:
    upload(client, "报告.txt", DATA, plan_year="2091", grain="item")
    assert session.scalars(select(Document.plan_year)).one() == 2091
    assert session.scalars(select(Draft.title)).all() == ["健全依法决策机制", "提高矛盾化解能力"]


def test_the_same_file_twice_is_the_same_document(
    app: Flask, client: FlaskClient, session: Session, office: Town
) -> None:
    upload(client, "报告.txt", DATA)
    assert upload(client, "同一份.txt", DATA) == (302, "/documents/1/review")
    assert "以前导入过" in client.get("/documents/1/review").text
    assert session.scalar(select(func.count()).select_from(Draft)) == 2


def test_pasted_text_is_kept_and_read_like_a_text_file(
    app: Flask, client: FlaskClient, session: Session, office: Town
) -> None:
    answer = client.post("/documents", data={"text": REPORT})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/documents/1/review")
    document = session.scalars(select(Document)).one()
    assert (document.file, document.plan_year) == ("粘贴的文字.txt", 2090)
    assert [path.read_bytes() for path in stored(app)] == [DATA.strip()]
    assert session.scalar(select(func.count()).select_from(Draft)) == 2


def test_a_file_and_pasted_text_at_once_are_refused_and_the_text_stays(client: FlaskClient, office: Town) -> None:
    status, page = upload(client, "报告.txt", DATA, text="另一份工作要点")
    assert status == 422
    assert "一次导入一份" in page
    assert "另一份工作要点</textarea>" in page


def test_white_space_in_the_other_field_is_no_text(client: FlaskClient, office: Town) -> None:
    assert upload(client, "报告.txt", DATA, text="\r\n ")[0] == 302


def test_a_name_longer_than_any_column_is_cut_at_the_front(client: FlaskClient, session: Session, office: Town) -> None:
    assert upload(client, "长" * 300 + ".txt", DATA)[0] == 302
    assert session.scalars(select(Document.file)).one() == "长" * 251 + ".txt"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("照片.docx", b"\xff\xd8\xff\xe0" + bytes(200)),
        ("断了.docx", b"PK\x03\x04" + bytes(40)),
        ("空的.txt", b""),
        ("空白.txt", b" \n\n "),
        ("程序.exe", b"MZ" + bytes(range(256)) * 4),
        ("全是零.docx", bytes(100 * 1024)),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence_and_leaves_nothing(
    app: Flask, client: FlaskClient, session: Session, office: Town, name: str, data: bytes
) -> None:
    status, page = upload(client, name, data)
    assert status == 422
    assert f"“{name}”" in page
    assert "导入并读出事项" in page
    assert stored(app) == []
    for table in (Document, StatedProblem, Draft):
        assert session.scalar(select(func.count()).select_from(table)) == 0


def test_a_file_above_the_limit_is_refused_before_it_is_read(
    app: Flask, client: FlaskClient, session: Session, office: Town
) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
    answer = client.post("/documents", data=bytes(1024 * 1024 + 1), content_type="multipart/form-data; boundary=cut")
    assert answer.status_code == 413
    assert "文件太大，没有收下。一次最多 1 MB" in answer.text
    assert stored(app) == []


def test_without_a_file_the_form_says_so(client: FlaskClient, office: Town) -> None:
    answer = client.post("/documents", data={})
    assert answer.status_code == 422
    assert "还没有选文件" in answer.text


def test_the_original_comes_back_byte_for_byte_as_a_download(client: FlaskClient, office: Town) -> None:
    upload(client, "报告.txt", DATA)
    with client.get("/documents/1/original") as answer:
        assert answer.data == DATA
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_document_without_a_file_has_no_original(client: FlaskClient, session: Session, office: Town) -> None:
    imported(session, office)
    assert client.get("/documents/1/original").status_code == 404
    assert client.get("/documents/7/original").status_code == 404


def test_regrouping_proposes_anew_while_nothing_was_touched(
    client: FlaskClient, session: Session, office: Town
) -> None:
    upload(client, "报告.txt", DATA)
    client.post("/documents/1/regroup/item")
    assert session.scalars(select(Draft.title)).all() == ["健全依法决策机制", "提高矛盾化解能力"]
    client.post(f"/drafts/{session.scalars(select(Draft.id)).first()}/reject", data={"version": 1})
    assert client.post("/documents/1/regroup/measure").status_code == 409


@pytest.mark.parametrize("who", ["worker", "mayor", "admin"])
def test_only_coordinators_import(client: FlaskClient, session: Session, office: Town, who: str) -> None:
    stranger: Person = office.people[who]
    sign_in(client, stranger)
    assert client.get("/documents").status_code == 403
    assert upload(client, "报告.txt", DATA)[0] == 403
    assert session.scalar(select(func.count()).select_from(Document)) == 0


def test_while_a_large_file_is_read_others_write(
    app: Flask, client: FlaskClient, session: Session, office: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A LibreOffice of the test's own takes its time: until it has seen that a worker could say that it is alive."""
    began, wrote, gave_up = tmp_path / "began", tmp_path / "wrote", tmp_path / "gave-up"
    program = tmp_path / "soffice"
    wait = f"for n in $(seq 100); do [ -e {wrote} ] && exit; sleep 0.1; done"
    program.write_text(f"#!/bin/sh\ntouch {began}\n{wait}\ntouch {gave_up}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    def work() -> bool:
        while not began.exists():
            time.sleep(0.05)
        with app.app_context():
            beat(db.session(), "w1", now())
        wrote.touch()
        return True

    with ThreadPoolExecutor(1) as worker:
        working = worker.submit(work)
        status, page = upload(client, "a.rtf", b"{\\rtf1 a}")
        assert working.result(30)
    assert (status, "转换不成 docx" in page) == (422, True)
    assert not gave_up.exists()
