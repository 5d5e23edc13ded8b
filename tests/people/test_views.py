"""Signing in, one's own settings, people and units, as the browser sees them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.rows import Town, assigned, sign_in, town
from tracker.db import db
from tracker.people.actions import renew_password
from tracker.people.models import Office, Person, PersonRole, Role, Unit
from tracker.people.passwords import ATTEMPTS, set_password

PASSWORD = "three-old-ducks"


@pytest.fixture
def office(session: Session) -> Town:
    made = town(session)
    set_password(made.worker, PASSWORD)
    session.commit()
    return made


def try_to_sign_in(client: FlaskClient, name: str, password: str, to: str = "/sign-in") -> tuple[int, str]:
    """Status, and the address that the answer leads to, else its page."""
    answer = client.post(to, data={"name": name, "password": password})
    return answer.status_code, answer.headers.get("Location") or answer.text


def test_the_right_password_leads_to_the_home_page(client: FlaskClient, office: Town) -> None:
    assert try_to_sign_in(client, office.worker.name, PASSWORD) == (302, "/")
    assert client.get("/me").status_code == 200


def test_a_wrong_password_is_told_and_the_name_kept(client: FlaskClient, office: Town) -> None:
    status, page = try_to_sign_in(client, office.worker.name, "wrong")
    assert status == 200
    assert "姓名或密码不对" in page
    assert f'value="{office.worker.name}"' in page
    assert client.get("/me").status_code == 302


def test_an_unknown_name_is_told_in_the_same_words(client: FlaskClient, office: Town) -> None:
    _, known = try_to_sign_in(client, office.worker.name, "wrong")
    _, unknown = try_to_sign_in(client, "查无此人", "wrong")
    assert known.replace(office.worker.name, "查无此人") == unknown


def test_after_five_failures_even_the_right_password_has_to_wait(client: FlaskClient, office: Town) -> None:
    for _ in range(ATTEMPTS):
        try_to_sign_in(client, office.worker.name, "wrong")
    status, page = try_to_sign_in(client, office.worker.name, PASSWORD)
    assert status == 200
    assert "15 分钟后再试" in page


def test_the_pause_ends_by_itself(client: FlaskClient, session: Session, office: Town) -> None:
    for _ in range(ATTEMPTS):
        try_to_sign_in(client, office.worker.name, "wrong")
    session.refresh(office.worker)
    assert office.worker.locked_until
    office.worker.locked_until -= timedelta(minutes=16)
    session.commit()
    assert try_to_sign_in(client, office.worker.name, PASSWORD)[0] == 302


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/tasks?q=1", "/tasks?q=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("tasks", "/"),
    ],
)
def test_after_signing_in_only_own_paths_are_followed(
    client: FlaskClient, office: Town, target: str, leads_to: str
) -> None:
    answer = client.post(
        "/sign-in", query_string={"next": target}, data={"name": office.worker.name, "password": PASSWORD}
    )
    assert answer.headers["Location"] == leads_to


def test_signing_out_ends_the_session(client: FlaskClient, office: Town) -> None:
    sign_in(client, office.worker)
    client.post("/sign-out")
    assert client.get("/me").status_code == 302


def test_a_new_password_ends_the_sessions_begun_with_the_old_one(
    client: FlaskClient, session: Session, office: Town
) -> None:
    sign_in(client, office.worker)
    renew_password(session, office.worker)
    session.commit()
    assert client.get("/me").status_code == 302


def test_a_deactivated_person_is_out_at_once_and_cannot_come_back(
    app: Flask, client: FlaskClient, office: Town
) -> None:
    sign_in(client, office.worker)
    admin = app.test_client()
    sign_in(admin, office.admin)
    admin.post(f"/people/{office.worker.id}/deactivate")
    assert client.get("/me").status_code == 302
    assert "姓名或密码不对" in try_to_sign_in(client, office.worker.name, PASSWORD)[1]


def test_one_changes_ones_own_password_and_stays_signed_in(app: Flask, client: FlaskClient, office: Town) -> None:
    sign_in(client, office.worker)
    answer = client.post("/me/password", data={"old": PASSWORD, "new": "ducks-on-ice", "again": "ducks-on-ice"})
    assert answer.status_code == 302
    assert client.get("/me").status_code == 200
    assert try_to_sign_in(app.test_client(), office.worker.name, "ducks-on-ice")[0] == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("wrong", "ducks-on-ice", "ducks-on-ice", "现在的密码不对"),
        (PASSWORD, "short", "short", "新密码至少 8 个字"),
        (PASSWORD, PASSWORD, PASSWORD, "不能和现在的一样"),
        (PASSWORD, "ducks-on-ice", "ducks-in-ice", "两次填的新密码不一样"),
    ],
)
def test_a_password_that_cannot_be_taken_is_explained(
    client: FlaskClient, office: Town, old: str, new: str, again: str, sentence: str
) -> None:
    sign_in(client, office.worker)
    assert sentence in client.post("/me/password", data={"old": old, "new": new, "again": again}).text


def test_the_chosen_look_is_written_into_the_page(client: FlaskClient, office: Town) -> None:
    sign_in(client, office.worker)
    client.post("/me/look", data={"theme": "dark", "text_size": "wall"})
    page = client.get("/me").text
    assert re.search('<html lang="zh-CN" data-bs-theme="dark"[^>]* data-size="wall">', page)


def test_an_unknown_look_is_refused(client: FlaskClient, office: Town) -> None:
    sign_in(client, office.worker)
    assert client.post("/me/look", data={"theme": "neon", "text_size": "wall"}).status_code == 400


def test_an_added_person_can_sign_in_with_the_password_shown_once(
    app: Flask, client: FlaskClient, office: Town
) -> None:
    sign_in(client, office.admin)
    page = client.post(
        "/people/new",
        data={"name": " 安小萍 ", "unit": office.justice.id, "post": "干事", "email": "", "roles": ["assignee"]},
    ).text
    found = re.search(r'class="secret">([a-z0-9-]{15})<', page)
    assert found
    assert try_to_sign_in(app.test_client(), "安小萍", found[1])[0] == 302
    assert found[1] not in client.get("/people").text


def test_a_taken_name_is_told_and_nothing_typed_is_lost(client: FlaskClient, office: Town) -> None:
    sign_in(client, office.admin)
    page = client.post(
        "/people/new",
        data={"name": office.worker.name, "unit": office.safety.id, "post": "新来的", "roles": ["leader", "assignee"]},
    ).text
    assert "已经有一位" in page
    assert 'value="新来的"' in page


def test_roles_and_unit_change_together(client: FlaskClient, session: Session, office: Town) -> None:
    sign_in(client, office.admin)
    client.post(
        f"/people/{office.worker.id}",
        data={
            "name": "叶青禾",
            "unit": office.safety.id,
            "post": "",
            "email": "",
            "roles": ["coordinator", "assignee"],
        },
    )
    session.expire_all()
    assert office.worker.unit_id == office.safety.id
    assert office.worker.roles == [Role.COORDINATOR, Role.ASSIGNEE]


def test_a_person_without_a_role_is_refused(client: FlaskClient, office: Town) -> None:
    sign_in(client, office.admin)
    page = client.post(f"/people/{office.worker.id}", data={"name": "叶青禾", "unit": office.safety.id}).text
    assert "没有选角色" in page


def test_the_last_administrator_keeps_the_role_and_the_account(
    client: FlaskClient, session: Session, office: Town
) -> None:
    sign_in(client, office.admin)
    data = {"name": "方知远", "unit": office.justice.id, "roles": ["assignee"]}
    assert "唯一的系统管理员" in client.post(f"/people/{office.admin.id}", data=data).text
    assert client.post(f"/people/{office.admin.id}/deactivate").status_code == 409
    session.expire_all()
    assert (office.admin.active, office.admin.roles) == (True, [Role.ADMIN])


def test_the_main_leader_is_replaced_before_leaving_or_leading_no_more(
    client: FlaskClient, session: Session, office: Town
) -> None:
    sign_in(client, office.admin)
    assert "请先在“单位设置”里换成别的人" in client.post(f"/people/{office.mayor.id}/deactivate").text
    data = {"name": "程建安", "unit": office.party_office.id, "post": "镇长", "roles": ["assignee"]}
    assert "请先在“单位设置”里换成别的人" in client.post(f"/people/{office.mayor.id}", data=data).text
    session.expire_all()
    assert (office.mayor.active, office.mayor.roles) == (True, [Role.LEADER])


def test_whoever_still_has_open_work_goes_on_working(client: FlaskClient, session: Session, office: Town) -> None:
    assigned(session, office, "编制目录", leader_id=office.deputy.id)
    sign_in(client, office.admin)
    for one in (office.worker, office.deputy):
        data = {"name": one.name, "unit": one.unit_id, "post": one.post, "roles": ["admin"]}
        page = client.post(f"/people/{one.id}", data=data).text
        assert f"{one.name}手上还有 1 件没有办完" in page
        assert one.name in client.post(f"/people/{one.id}/deactivate").text
    session.expire_all()
    assert (office.worker.roles, office.deputy.roles) == ([Role.ASSIGNEE], [Role.LEADER])


def test_whoever_administers_and_works_too_can_be_relieved_of_the_work(client: FlaskClient, office: Town) -> None:
    office.admin.role_rows.append(PersonRole(role=Role.ASSIGNEE, ordinal=1))
    sign_in(client, office.clerk)
    assert f"/people/{office.admin.id}/hand-over" in client.get("/people").text


def test_a_coordinator_sees_the_people_but_changes_nothing(client: FlaskClient, office: Town) -> None:
    sign_in(client, office.clerk)
    page = client.get("/people").text
    assert office.worker.name in page
    assert "新增人员" not in page
    assert client.get("/people/new").status_code == 403


def test_a_unit_cannot_stand_below_itself(client: FlaskClient, session: Session, office: Town) -> None:
    sign_in(client, office.admin)
    client.post(f"/units/{office.justice.id}", data={"name": "司法所", "parent": office.safety.id, "leader": 0})
    page = client.post(
        f"/units/{office.safety.id}", data={"name": "应急办", "parent": office.justice.id, "leader": 0}
    ).text
    assert "不能排在自己或自己的下级单位下面" in page
    session.expire_all()
    assert office.safety.parent_id is None


def test_a_new_unit_appears_in_the_list(client: FlaskClient, session: Session, office: Town) -> None:
    sign_in(client, office.admin)
    client.post("/units/new", data={"name": "上坝村", "parent": 0, "leader": 0})
    assert session.scalar(select(Unit.parent_id).where(Unit.name == "上坝村")) is None
    assert "上坝村" in client.get("/people").text


def test_the_office_gets_its_name_and_main_leader(client: FlaskClient, session: Session, office: Town) -> None:
    sign_in(client, office.admin)
    client.post("/office", data={"name": "示范镇人民政府", "main_leader": office.deputy.id})
    session.expire_all()
    saved = session.get(Office, 1)
    assert saved
    assert (saved.name, saved.main_leader_id) == ("示范镇人民政府", office.deputy.id)


def test_on_an_empty_database_the_page_says_how_to_begin(client: FlaskClient) -> None:
    assert "tracker admin" in client.get("/sign-in").text


def test_people_are_listed_in_the_same_number_of_statements_however_many(
    app: Flask, client: FlaskClient, session: Session, office: Town
) -> None:
    sign_in(client, office.admin)
    few = statements(app, client, "/people")
    for n in range(30):
        person = Person(name=f"某人{n}", unit_id=office.safety.id)
        person.roles = [Role.ASSIGNEE]
        session.add(person)
    session.commit()
    assert statements(app, client, "/people") == few


def statements(app: Flask, client: FlaskClient, path: str) -> int:
    """How many statements the page costs."""
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    db.event.listen(engine, "before_cursor_execute", note)
    assert client.get(path).status_code == 200
    db.event.remove(engine, "before_cursor_execute", note)
    return len(seen)
