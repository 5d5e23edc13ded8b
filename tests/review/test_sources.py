"""Work that stands in no report: the calendar, the duties of every year, a leader's instruction."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.rows import Town, sign_in, town
from tracker.calendar.limits import Every
from tracker.clock import today
from tracker.documents.models import Document, Origin
from tracker.plans.plan import DeadlineKind
from tracker.review.models import Draft
from tracker.review.sources import duty_lists, of_calendar, of_duties, of_instruction

NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def office(session: Session, client: FlaskClient) -> Town:
    made = town(session)
    sign_in(client, made.clerk)
    return made


def test_every_day_of_the_calendar_becomes_a_dated_piece() -> None:
    pieces = {piece.title: piece for piece in of_calendar(2027, NEW_YEAR)}
    day = pieces["开展国家宪法日法治宣传"].deadlines[0]
    assert (day.kind, day.end) == (DeadlineKind.ON, date(2027, 12, 4))
    month = pieces["开展民法典宣传月法治宣传"].deadlines[0]
    assert (month.kind, month.start, month.end) == (DeadlineKind.DURING, date(2027, 5, 1), date(2027, 5, 31))
    assert "核对正式名称" in pieces["开展环境日法治宣传"].text


def test_days_that_are_over_are_left_out() -> None:
    assert [piece.deadlines[0].end for piece in of_calendar(2027, date(2027, 12, 3))] == [date(2027, 12, 4)]


def test_every_built_in_duty_has_a_title_a_sentence_and_a_time_limit() -> None:
    assert len(duty_lists()) >= 3
    for duties in duty_lists():
        for piece in of_duties(duties, 2027):
            [limit] = piece.deadlines
            assert piece.title
            assert piece.text.endswith("。")
            assert limit.end
            assert limit.end.year == 2027
            assert (limit.every is not None) == (limit.kind is DeadlineKind.EVERY)


def test_an_instruction_is_read_line_by_line() -> None:
    first, second = of_instruction(["由司法所牵头，3月底前报送整改情况。", "每季度末汇总一次。"], "领导批示", 2027)
    assert first.parties.lead == ("司法所",)
    assert first.title == "报送整改情况"
    assert first.deadlines[0].end == date(2027, 3, 31)
    assert second.deadlines[0].every is Every.QUARTER


def test_one_click_makes_the_years_dated_pieces_and_a_second_click_leads_to_the_same(
    client: FlaskClient, session: Session, office: Town
) -> None:
    year = today().year + 1
    for _ in range(2):
        assert client.post(f"/documents/calendar/{year}").headers["Location"] == "/documents/1/review"
    document = session.scalars(select(Document)).one()
    assert (document.origin, document.plan_year) == (Origin.CALENDAR, year)
    drafts = session.scalars(select(Draft)).all()
    assert len(drafts) == len(of_calendar(year, today()))
    assert "开展国家宪法日法治宣传" in client.get("/documents/1/review").text


def test_a_list_of_duties_becomes_drafts_that_a_person_still_confirms(
    client: FlaskClient, session: Session, office: Town
) -> None:
    year = today().year + 1
    page = client.post(f"/documents/duties/first-responsible/{year}", follow_redirects=True).text
    assert "主持研究法治建设工作" in page
    assert {draft.state for draft in session.scalars(select(Draft))} == {"proposed"}


@pytest.mark.parametrize(
    "path", ["/documents/calendar/1999", "/documents/duties/unknown/{year}", "/documents/duties/learning-law/1999"]
)
def test_a_year_or_list_that_is_not_offered_is_not_found(client: FlaskClient, office: Town, path: str) -> None:
    assert client.post(path.format(year=today().year)).status_code == 404


def test_an_instruction_becomes_drafts_under_the_leader_who_gave_it(
    client: FlaskClient, session: Session, office: Town
) -> None:
    year = today().year + 1
    text = "由司法所牵头，3月底前报送整改情况。\n\n应急办组织一次检查。"
    answer = client.post(
        "/documents/instruction", data={"leader": office.deputy.id, "on": f"{year}-01-05", "text": text}
    )
    assert answer.headers["Location"] == "/documents/1/review"
    drafts = session.scalars(select(Draft).order_by(Draft.ordinal)).all()
    assert [draft.quote for draft in drafts] == [line for line in text.splitlines() if line]
    assert {draft.leader_id for draft in drafts} == {office.deputy.id}
    assert session.scalars(select(Document.title)).one() == "苏文博1月5日批示"


def test_an_instruction_that_is_sent_twice_is_one_and_has_one_way_of_being_divided(
    client: FlaskClient, session: Session, office: Town
) -> None:
    data = {"leader": office.deputy.id, "on": f"{today().year + 1}-01-05", "text": "报送整改情况。\n组织一次检查。"}
    for _ in range(2):
        assert client.post("/documents/instruction", data=data).headers["Location"] == "/documents/1/review"
    assert client.post("/documents/1/regroup/measure").status_code == 409
    drafts = session.scalars(select(Draft)).all()
    assert [draft.leader_id for draft in drafts] == [office.deputy.id] * 2


def test_an_instruction_with_a_resident_s_number_is_not_kept(
    client: FlaskClient, session: Session, office: Town
) -> None:
    data = {"leader": office.deputy.id, "on": f"{today().year}-01-05", "text": "给信访人 13800138000 答复。"}
    assert "有 1 处像手机号" in client.post("/documents/instruction", data=data).text
    assert session.scalars(select(Document)).all() == []


def test_an_incomplete_instruction_keeps_what_was_typed(client: FlaskClient, session: Session, office: Town) -> None:
    answer = client.post("/documents/instruction", data={"text": "报送整改情况。"})
    assert answer.status_code == 422
    assert "还没有选批示的领导" in answer.text
    assert "报送整改情况。" in answer.text
    assert session.scalars(select(Document)).all() == []


def test_the_page_of_sources_lists_them(client: FlaskClient, office: Town) -> None:
    page = client.get("/documents/sources").text
    assert "第一责任人职责" in page
    assert f"取 {today().year + 1}年的节点" in page
    assert "往年的事项都办完了。" in page
