"""What every page shares: what no database can hold is refused in one sentence, and never stops the server."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.rows import Town, assigned, sign, sign_in, town
from tracker.tasks.models import Task

HUGE = 10**30


@pytest.fixture
def office(session: Session, client: FlaskClient) -> Town:
    made = town(session)
    sign_in(client, made.clerk)
    return made


@pytest.mark.parametrize(
    "path",
    ["/documents/{}/review", "/documents/{}/original", "/slips/{}", "/people/{}/hand-over", "/documents/{}/problems"],
)
def test_a_number_that_no_row_can_have_is_not_found(client: FlaskClient, office: Town, path: str) -> None:
    assert client.get(path.format(HUGE)).status_code == 404
    assert client.get(path.format(2**31)).status_code == 404


@pytest.mark.parametrize("path", ["/audit?page={}", "/board?year={}", "/tasks?year={}"])
def test_a_number_that_no_database_can_compare_is_refused(client: FlaskClient, office: Town, path: str) -> None:
    assert client.get(path.format(HUGE)).status_code < 500


@pytest.mark.parametrize("path", ["/tasks/a%00b", "/tasks?q=a%00b"])
def test_a_zero_byte_in_an_address_is_refused(client: FlaskClient, office: Town, path: str) -> None:
    assert client.get(path).status_code < 500


def test_control_characters_pasted_into_a_form_never_reach_a_file(
    client: FlaskClient, session: Session, office: Town
) -> None:
    task = assigned(session, office, "编制目录", sign("2026-01-13", office.worker))
    sign_in(client, office.worker)
    client.post(f"/tasks/{task.key}/report", data={"text": "第一行\v第二行\x1f\x00完"})
    assert session.get_one(Task, task.id, populate_existing=True).events[-1].text == "第一行\n第二行完"
    sign_in(client, office.clerk)
    assert load_workbook(BytesIO(client.get("/audit.xlsx").data)).active.max_row > 5


def test_without_its_database_every_page_says_so_in_chinese(
    client: FlaskClient, session: Session, office: Town, caplog: pytest.LogCaptureFixture
) -> None:
    session.execute(text("ALTER TABLE person RENAME TO person_away"))
    session.commit()
    answer = client.get("/")
    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert "服务器出了错，没有改动任何内容。" in answer.text
    assert "default-src" in answer.headers["Content-Security-Policy"]
