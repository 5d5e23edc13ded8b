"""The page of the working days: the notice, single days, and that everything is computed anew."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.calendar.test_notice import NOTICE
from tests.rows import Town, sign_in, town
from tracker.calendar.models import DayCorrection
from tracker.calendar.queries import is_estimated, work_calendar


@pytest.fixture
def office(session: Session) -> Town:
    return town(session)


@pytest.fixture
def clerk(client: FlaskClient, office: Town) -> FlaskClient:
    sign_in(client, office.clerk)
    return client


def corrections(session: Session) -> dict[date, bool]:
    session.rollback()
    return {row.day: row.works for row in session.scalars(select(DayCorrection))}


def test_a_year_that_is_not_published_is_marked_until_its_notice_is_pasted(
    clerk: FlaskClient, session: Session
) -> None:
    assert "2027 年的调休安排还没有公布" in clerk.get("/workdays?year=2027").text
    answer = clerk.post("/workdays/notice?year=2026", data={"text": NOTICE}, follow_redirects=True)
    assert "2027 年的安排已经记下：放假 26 天，调休上班 6 天。" in answer.text
    assert "还没有公布" not in answer.text
    assert not is_estimated(session, 2027)


def test_after_the_notice_working_days_are_computed_anew(clerk: FlaskClient, session: Session) -> None:
    sunday = date(2027, 1, 31)
    assert not work_calendar(session).is_workday(sunday)
    clerk.post("/workdays/notice?year=2027", data={"text": NOTICE})
    session.rollback()
    assert work_calendar(session).is_workday(sunday)


def test_a_later_text_replaces_the_earlier_and_leaves_the_offices_own_days(
    clerk: FlaskClient, session: Session
) -> None:
    clerk.post("/workdays/day?year=2027", data={"day": "2027-06-09", "works": "yes", "why": "防汛值守"})
    clerk.post("/workdays/notice?year=2027", data={"text": NOTICE})
    clerk.post("/workdays/notice?year=2027", data={"text": NOTICE.replace("5月8日（周六）上班", "5月9日（周日）上班")})
    found = corrections(session)
    assert date(2027, 5, 8) not in found
    assert found[date(2027, 5, 9)] is True
    assert found[date(2027, 6, 9)] is True


def test_a_text_that_is_no_notice_is_kept_in_the_field_and_nothing_is_stored(
    clerk: FlaskClient, session: Session
) -> None:
    answer = clerk.post("/workdays/notice?year=2027", data={"text": "今年放假照常"})
    assert "没有认出放假安排" in answer.text
    assert "今年放假照常</textarea>" in answer.text
    assert corrections(session) == {}


def test_a_single_day_is_entered_and_taken_back(clerk: FlaskClient, session: Session) -> None:
    answer = clerk.post(
        "/workdays/day", data={"day": "2026-03-07", "works": "yes", "why": "防汛值守"}, follow_redirects=True
    )
    assert "周六已经改为上班" in answer.text
    assert corrections(session) == {date(2026, 3, 7): True}
    clerk.post("/workdays/2026-03-07/drop")
    assert corrections(session) == {}


def test_a_day_needs_a_reason(clerk: FlaskClient, session: Session) -> None:
    answer = clerk.post("/workdays/day", data={"day": "2026-03-07", "works": "yes"})
    assert "请写原因" in answer.text
    assert corrections(session) == {}


@pytest.mark.parametrize("address", ["/workdays?year=1999", "/workdays?year=2101"])
def test_years_out_of_reach_are_not_there(clerk: FlaskClient, address: str) -> None:
    assert clerk.get(address).status_code == 404


def test_a_word_that_is_no_day_is_not_there(clerk: FlaskClient) -> None:
    assert clerk.post("/workdays/heute/drop").status_code == 404


def test_the_administrator_reads_in_the_trail_which_day_was_changed(clerk: FlaskClient, office: Town) -> None:
    clerk.post("/workdays/day", data={"day": "2026-03-07", "works": "yes", "why": "防汛值守"})
    sign_in(clerk, office.admin)
    assert "防汛值守" in clerk.get("/audit").text
