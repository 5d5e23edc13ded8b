"""Taking people in from a list, names of units and people, and leaving, on the pages."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.rows import Town, assigned, person, sign_in, town
from tracker.people.models import Alias, Charge, Person, Role, Unit

HEAD = ["姓名", "单位", "职务", "角色", "邮箱"]


@pytest.fixture
def office(session: Session, client: FlaskClient) -> Town:
    made = town(session)
    sign_in(client, made.admin)
    return made


def looked_at(client: FlaskClient, rows: list[list[str]]) -> str:
    book = Workbook()
    sheet = book.active
    assert sheet
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return chosen(client, file.getvalue())


def chosen(client: FlaskClient, file: bytes, name: str = "people.xlsx") -> str:
    data = {"file": (BytesIO(file), name)}
    return client.post("/people/import", data=data, content_type="multipart/form-data").text


def taken_over(client: FlaskClient, page: str) -> str:
    found = re.search(r"name=\"rows\" value='([^']*)'", page)
    assert found
    return client.post("/people/import", data={"rows": unescape(found[1])}).text


def test_looking_at_a_list_changes_nothing(client: FlaskClient, session: Session, office: Town) -> None:
    page = looked_at(client, [HEAD, ["安小萍", "财政所", "会计", "", ""]])
    assert "新增 1 人" in page
    assert "会新建 财政所" in page
    assert session.scalar(select(Person).where(Person.name == "安小萍")) is None


def test_what_was_looked_at_is_taken_over_with_passwords_that_work(
    app: Flask, client: FlaskClient, session: Session, office: Town
) -> None:
    page = looked_at(client, [HEAD, ["安小萍", "财政所", "会计", "", ""], ["叶青禾", "司法所", "所长", "", ""]])
    done = taken_over(client, page)
    assert "新增 1 人，改动 1 人" in done
    password = re.search(r"<code class=\"secret\">([a-z0-9-]{15})</code>", done)
    assert password
    signed_in = app.test_client().post("/sign-in", data={"name": "安小萍", "password": password[1]})
    assert signed_in.status_code == 302
    session.expire_all()
    assert office.worker.post == "所长"


def test_an_error_in_the_last_row_leaves_nothing_behind(client: FlaskClient, session: Session, office: Town) -> None:
    before = session.scalar(select(func.count()).select_from(Person))
    rows = [["某人" + str(n), f"第{n % 7}所", "干事", "承办人", ""] for n in range(299)]
    page = looked_at(client, [HEAD, *rows, ["末尾", "第1所", "", "队长", ""]])
    assert "第 301 行“角色”：“队长”认不出" in page
    assert 'name="rows"' not in page
    assert session.scalar(select(func.count()).select_from(Person)) == before


def test_rows_that_were_changed_on_the_way_are_checked_again(
    client: FlaskClient, session: Session, office: Town
) -> None:
    answer = client.post("/people/import", data={"rows": '[["姓名","单位"],["安小萍",""]]'})
    assert "第 2 行“单位”：是空的" in answer.text
    for broken in ("[", "{}", '["x"]'):
        page = client.post("/people/import", data={"rows": broken}).text
        assert "请重新选文件" in page


def test_without_a_file_the_page_says_so(client: FlaskClient, office: Town) -> None:
    assert "没有选文件" in client.post("/people/import", data={}).text


@pytest.mark.parametrize(
    ("file", "name", "sentence"),
    [
        (b"", "people.xlsx", "“people.xlsx”是空文件"),
        (b"PK\x03\x04 broken", "people.xlsx", "“people.xlsx”已损坏"),
        ("只有文字".encode(), "people.txt", "没有表格"),
    ],
)
def test_what_is_no_table_is_told(client: FlaskClient, office: Town, file: bytes, name: str, sentence: str) -> None:
    assert sentence in chosen(client, file, name)


def test_an_administrator_may_hand_the_role_on_in_one_list(client: FlaskClient, session: Session, office: Town) -> None:
    rows = [HEAD, [office.admin.name, "党政办", "", "承办人", ""], ["安小萍", "党政办", "", "系统管理员", ""]]
    assert "新增 1 人，改动 1 人" in taken_over(client, looked_at(client, rows))
    session.expire_all()
    assert office.admin.roles == [Role.ASSIGNEE]


def test_a_unit_gets_other_names_and_a_deputy_in_charge(client: FlaskClient, session: Session, office: Town) -> None:
    data = {"name": "司法所", "parent": 0, "leader": office.deputy.id, "aliases": "司法办、普法办"}
    client.post(f"/units/{office.justice.id}", data=data)
    session.expire_all()
    assert [alias.name for alias in office.justice.aliases] == ["司法办", "普法办"]
    assert office.justice.leader_id == office.deputy.id
    client.post(f"/units/{office.justice.id}", data={**data, "leader": office.mayor.id, "aliases": "普法办"})
    session.expire_all()
    assert list(session.scalars(select(Alias.name))) == ["普法办"]
    assert office.justice.leader_id == office.mayor.id


@pytest.mark.parametrize("taken", ["应急办", "叶青禾", "老叶"])
def test_another_name_must_be_nobodys_yet(client: FlaskClient, session: Session, office: Town, taken: str) -> None:
    person = {"name": "叶青禾", "unit": office.justice.id, "roles": ["assignee"], "aliases": "老叶"}
    client.post(f"/people/{office.worker.id}", data=person)
    page = client.post("/units/new", data={"name": "财政所", "parent": 0, "leader": 0, "aliases": taken}).text
    assert "请换一个别名" in page
    assert session.scalar(select(Unit).where(Unit.name == "财政所")) is None


def test_nobody_gets_a_name_that_is_another_s_other_name(client: FlaskClient, session: Session, office: Town) -> None:
    safety = {"name": "应急办", "parent": 0, "leader": 0, "aliases": "执法队"}
    client.post(f"/units/{office.safety.id}", data=safety)
    taken = "“执法队”已经是别的单位或人员的别名"
    assert taken in client.post("/units/new", data={"name": "执法队", "parent": 0, "leader": 0}).text
    person = {"name": "执法队", "unit": office.justice.id, "roles": ["assignee"]}
    assert taken in client.post("/people/new", data=person).text
    assert (
        client.post(f"/units/{office.safety.id}", data={**safety, "name": "执法队", "aliases": ""}).status_code == 302
    )
    session.expire_all()
    assert (office.safety.name, office.safety.aliases) == ("执法队", [])


def test_who_has_open_work_hands_it_over_before_leaving(client: FlaskClient, session: Session, office: Town) -> None:
    assigned(session, office, "编制目录")
    for one in (office.worker, office.deputy):
        assert "手上还有 1 件没有办完" in client.post(f"/people/{one.id}/deactivate").text
    session.expire_all()
    assert office.worker.active


def test_a_leader_sees_what_the_units_of_the_area_lead_and_the_units_below_them(
    client: FlaskClient, session: Session, office: Town
) -> None:
    village = Unit(name="上坝村", parent_id=office.justice.id)
    leader = person(session, "安小萍", office.party_office, Role.LEADER)
    session.add(village)
    session.flush()
    own = assigned(session, office, "编制目录")
    below = assigned(session, office, "村规民约", lead_id=village.id)
    other = assigned(session, office, "应急演练", lead_id=office.safety.id)
    sign_in(client, leader)
    assert [client.get(f"/tasks/{task.key}").status_code for task in (own, below, other)] == [404, 404, 404]
    office.justice.charge = Charge(person_id=leader.id)
    assert [client.get(f"/tasks/{task.key}").status_code for task in (own, below, other)] == [200, 200, 404]


def test_units_stand_below_the_unit_they_belong_to(client: FlaskClient, session: Session, office: Town) -> None:
    session.add_all(
        [Unit(name="上坝村", parent_id=office.party_office.id), Unit(name="下坝村", parent_id=office.safety.id)]
    )
    names = re.findall(r'<tr class="group below-(\d)".*?<a [^>]*>([^<]+)</a>', client.get("/people").text)
    assert names == [("0", "党政办"), ("1", "上坝村"), ("0", "司法所"), ("0", "应急办"), ("1", "下坝村")]
