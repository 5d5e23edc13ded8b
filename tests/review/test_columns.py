"""The columns of a responsibility list: shown, corrected, and remembered for the next list of that shape."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.rows import Town, sign_in, town
from tracker.plans.plan import Column
from tracker.plans.roles import Role
from tracker.review.list_columns import corrected, shape_of
from tracker.review.models import Draft, ListShape

HEADER = "序号,工作任务,由谁来做,完成时限"
FIRST = f"{HEADER}\n1,修订应急预案,司法所,2090年6月底前\n2,排查矛盾纠纷,应急办,2090年9月底前\n"
SECOND = f"{HEADER}\n1,编制普法计划,司法所,2090年3月底前\n2,培训调解员,司法所,2090年5月底前\n"


@pytest.fixture
def office(session: Session, client: FlaskClient) -> Town:
    made = town(session)
    sign_in(client, made.clerk)
    return made


def upload(client: FlaskClient, name: str, text: str) -> None:
    answer = client.post("/documents", data={"file": (io.BytesIO(text.encode()), name), "plan_year": "2090"})
    assert answer.status_code == 302


def leads(session: Session) -> list[list[str]]:
    session.expire_all()
    return [draft.named["lead"] for draft in session.scalars(select(Draft).order_by(Draft.document_id, Draft.ordinal))]


def test_a_correction_is_read_anew_and_remembered_for_the_next_list_of_that_shape(
    client: FlaskClient, session: Session, office: Town
) -> None:
    upload(client, "清单.csv", FIRST)
    assert leads(session) == [[], []]
    assert "清单的各列读得对不对" in client.get("/documents/1/review").text
    page = client.get("/documents/1/columns").text
    assert "由谁来做" in page
    assert "应急办" in page
    answer = client.post("/documents/1/columns", data={"0-2": Role.LEAD.value}, follow_redirects=True)
    assert "读出 2 条" in answer.text
    assert leads(session) == [["司法所"], ["应急办"]]
    upload(client, "另一份.csv", SECOND)
    assert leads(session)[2:] == [["司法所"], ["司法所"]]


def test_what_somebody_has_touched_is_not_read_anew(client: FlaskClient, session: Session, office: Town) -> None:
    upload(client, "清单.csv", FIRST)
    client.post(f"/drafts/{session.scalars(select(Draft.id)).first()}/reject", data={"version": 1})
    answer = client.post("/documents/1/columns", data={"0-2": Role.LEAD.value}, follow_redirects=True)
    assert "这份已有人改过，不再重读" in answer.text
    assert leads(session) == [[], []]
    assert session.scalars(select(ListShape)).one().roles["2"] == "lead"


def test_a_correction_can_be_corrected(client: FlaskClient, session: Session, office: Town) -> None:
    upload(client, "清单.csv", FIRST)
    client.post("/documents/1/columns", data={"0-2": Role.LEAD.value})
    client.post("/documents/1/columns", data={"0-2": Role.OTHER.value})
    assert leads(session) == [[], []]


def test_a_document_without_a_list_says_so(client: FlaskClient, session: Session, office: Town) -> None:
    upload(client, "报告.txt", "2090年工作安排\n\n（一）开展普法宣传\n\n6月底前开展普法宣传2场。\n")
    assert "没有认出表头" in client.get("/documents/1/columns").text
    assert client.get("/documents/9/columns").status_code == 404


def test_lists_have_the_same_shape_when_their_headers_have_the_same_words() -> None:
    one = [Column(0, 0, "", "工作 任务", Role.NAME), Column(0, 1, "", "时限", Role.DEADLINE)]
    other = [Column(5, 0, "表二", "工作任务", Role.OTHER), Column(5, 1, "表二", "时限", Role.DEADLINE)]
    assert shape_of(one) == shape_of(other)
    assert shape_of(one) != shape_of(one[:1])
    assert corrected([*one, *other], {shape_of(one): {"1": "other"}}) == {0: {1: Role.OTHER}, 5: {1: Role.OTHER}}
