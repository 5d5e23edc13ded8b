"""Problems of a report and the tasks that answer them, on the page."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.review.desk import YEAR, imported
from tests.rows import Town, established, sign_in, town
from tracker.documents.models import Document, StatedProblem
from tracker.tasks.models import ProblemAnswer, Task


@pytest.fixture
def office(session: Session, client: FlaskClient) -> Town:
    made = town(session)
    sign_in(client, made.clerk)
    return made


@pytest.fixture
def document(session: Session, office: Town) -> Document:
    """With two problems; the ledger has one task of the document and one that stands nowhere."""
    found = imported(session, office)[0].document
    texts = ("个别案卷文书制作不规范。", "村级调解员年龄偏大。")
    found.problems = [StatedProblem(key=f"r-{n}", ordinal=n, text=text) for n, text in enumerate(texts, 1)]
    on = f"{YEAR}-01-12"
    established(session, office, "自查行政执法案卷", on=on, document_id=found.id, quote="自查行政执法案卷2次。")
    established(session, office, "报送台账", on=on)
    session.commit()
    return found


def answers(session: Session) -> list[tuple[int, str]]:
    rows = session.execute(select(ProblemAnswer.problem_id, Task.key).join(Task).order_by(ProblemAnswer.ordinal))
    return [(problem, key) for problem, key in rows]


def test_likely_answers_are_proposed_and_nothing_is_linked_by_itself(
    client: FlaskClient, session: Session, document: Document
) -> None:
    page = client.get(f"/documents/{document.id}/problems").text
    assert "都说到“案卷”" in page
    assert "没有对应事项 2 条" in page
    assert answers(session) == []


def test_a_click_links_and_a_click_takes_back(client: FlaskClient, session: Session, document: Document) -> None:
    first = document.problems[0].id
    for _ in range(2):  # a second time is harmless
        client.post(f"/problems/{first}/answers", data={"task": f"{YEAR}-001"})
    assert answers(session) == [(first, f"{YEAR}-001")]
    page = client.get(f"/documents/{document.id}/problems").text
    assert "没有对应事项 1 条" in page
    assert "都说到" not in page
    assert "不足对应 1 / 2" in client.get(f"/documents/{document.id}/review").text
    client.post(f"/problems/{first}/answers/remove", data={"task": f"{YEAR}-001"})
    assert answers(session) == []
    assert client.post(f"/problems/{first}/answers/remove", data={"task": f"{YEAR}-001"}).status_code == 409


def test_a_second_task_stands_behind_the_first(client: FlaskClient, session: Session, document: Document) -> None:
    problem = document.problems[1].id
    for key in (f"{YEAR}-002", f"{YEAR}-001"):
        client.post(f"/problems/{problem}/answers", data={"task": key})
    assert answers(session) == [(problem, f"{YEAR}-002"), (problem, f"{YEAR}-001")]


def test_tasks_without_a_source_are_listed(client: FlaskClient, document: Document) -> None:
    page = client.get(f"/documents/{document.id}/problems").text
    assert "没有来源的事项" in page
    assert "报送台账" in page.partition('id="sourceless"')[2]
    assert "自查行政执法案卷" not in page.partition('id="sourceless"')[2]


def test_what_is_not_there_is_not_found(client: FlaskClient, document: Document) -> None:
    assert client.get("/documents/99/problems").status_code == 404
    assert client.post("/problems/99/answers", data={"task": f"{YEAR}-001"}).status_code == 404
    assert client.post(f"/problems/{document.problems[0].id}/answers", data={"task": "no"}).status_code == 404


def test_a_document_without_problems_says_so(client: FlaskClient, session: Session, office: Town) -> None:
    imported(session, office)
    assert "没有读出不足" in client.get("/documents/1/problems").text
