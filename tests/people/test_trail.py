"""The audit trail as people read it: as a whole, of one task, as a file, and on the command line."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.rows import Town, assigned, report, sign, sign_in, town
from tracker.people.models import AuditEntry
from tracker.tasks.models import Task


@pytest.fixture
def office(session: Session) -> Town:
    return town(session)


@pytest.fixture
def task(session: Session, office: Town) -> Task:
    made = assigned(
        session,
        office,
        "编制目录",
        sign("2026-01-13", office.worker),
        report("2026-02-03", office.worker, "征求了意见。"),
    )
    session.commit()
    return made


def test_a_coordinator_reads_what_changed_from_what_to_what(client: FlaskClient, office: Town, task: Task) -> None:
    sign_in(client, office.clerk)
    page = client.get("/audit").text
    assert "征求了意见。" in page
    assert "编制目录" in page


def test_an_administrator_reads_that_tasks_changed_and_not_how(
    client: FlaskClient, session: Session, office: Town, task: Task
) -> None:
    sign_in(client, office.admin)
    client.post(
        f"/people/{office.worker.id}",
        data={"name": "叶青禾", "unit": office.justice.id, "post": "所长", "roles": ["assignee"]},
    )
    page = client.get("/audit").text
    assert "职务：司法助理员 → 所长" in page
    assert "办理经过" in page
    assert "征求了意见。" not in page
    assert "编制目录" not in page


def test_whoever_sees_a_task_reads_its_changes_and_no_others(
    client: FlaskClient, session: Session, office: Town, task: Task
) -> None:
    assigned(session, office, "另一件大事")
    session.commit()
    sign_in(client, office.worker)
    page = client.get(f"/tasks/{task.key}/changes").text
    assert "征求了意见。" in page
    assert "另一件大事" not in page


def test_the_file_holds_every_entry_and_takes_no_text_for_a_formula(
    client: FlaskClient, session: Session, office: Town, task: Task
) -> None:
    office.worker.post = "=1+1"
    session.commit()
    sign_in(client, office.clerk)
    rows = list(load_workbook(BytesIO(client.get("/audit.xlsx").data)).worksheets[0].iter_rows(values_only=True))
    assert len(rows) - 1 == session.scalar(select(func.count()).select_from(AuditEntry))
    assert not [cell for row in rows for cell in row if isinstance(cell, str) and cell.startswith("=")]
