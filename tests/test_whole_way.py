"""The whole way on the pages: last year's report is uploaded, this year's comes out as a Word file."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from docx import Document as WordFile
from flask import Flask
from sqlalchemy import select

from tests.rows import at, person
from tests.visitor import Visitor
from tracker.db import db
from tracker.documents.read import read
from tracker.people.models import Office, Role, Unit
from tracker.people.passwords import set_password
from tracker.plans.understand import understand
from tracker.reminders.models import Message
from tracker.reminders.worker import run_once
from tracker.tasks.models import Task

REPORT = Path(__file__).resolve().parents[1] / "tracker" / "demo" / "report.docx"
PEOPLE = {
    "田小禾": ("党政办", Role.COORDINATOR),
    "方明远": ("党政办", Role.LEADER),
    "罗静宜": ("党政办", Role.LEADER),
    "许长青": ("司法所", Role.ASSIGNEE),
    "马振川": ("综合行政执法队", Role.ASSIGNEE),
}
PASSWORD = "示范-口令-2026"


@pytest.fixture
def office(app: Flask) -> Flask:
    """An office that has people and nothing else, with the pages' protection against forged forms switched on."""
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        units = {name: Unit(name=name) for name in dict.fromkeys(unit for unit, _ in PEOPLE.values())}
        db.session.add_all(units.values())
        db.session.flush()
        made = {name: person(db.session(), name, units[unit], role) for name, (unit, role) in PEOPLE.items()}
        for one in made.values():
            set_password(one, PASSWORD)
        db.session.add(Office(id=1, name="示范镇人民政府", main_leader_id=made["方明远"].id))
        db.session.commit()
    return app


def visitor(app: Flask, name: str) -> Visitor:
    return Visitor(app).sign_in(name, PASSWORD)


def ids(app: Flask) -> dict[str, str]:
    """The values that stand for people and units in choice boxes."""
    with app.app_context():
        from tracker.people.models import Person

        people = {one.name: str(one.id) for one in db.session.scalars(select(Person))}
        return people | {one.name: str(one.id) for one in db.session.scalars(select(Unit))}


def test_from_last_years_report_to_this_years(office: Flask) -> None:
    with time_machine.travel(at("2026-01-12")):
        _import_and_assign(office, visitor(office, "田小禾"), ids(office))
    with time_machine.travel(at("2026-01-13", "08:40")):
        run_once(office)
        _sign_and_report(office)
    with time_machine.travel(at("2026-11-30", "09:00")):
        _finish_one(office)
    with time_machine.travel(at("2026-12-28", "09:00")):
        file = _this_years_report(visitor(office, "田小禾"))
    _reads_like_the_office(file)
    plan = understand(read(file, "report.docx"))
    assert plan.head.report_year == 2026
    assert plan.items, "the new report's own plan is found again"


def _import_and_assign(office: Flask, clerk: Visitor, names: dict[str, str]) -> None:
    """The report becomes drafts; a person confirms two of them, and only those become tasks and are assigned."""
    clerk.open("/documents").press("导入并读出事项", file=(REPORT.name, REPORT.read_bytes()))
    assert "示府〔2026〕3号" in clerk.words
    for title, assignee, unit in (("开展法治宣传", "许长青", "司法所"), ("法律知识培训", "马振川", "综合行政执法队")):
        clerk.follow(title)
        clerk.press(
            "确认立项",
            assignee=names[assignee],
            lead=names[unit],
            leader=names["罗静宜"],
            kind="date",
            deadline="2026-12-31",
            standard="有签到表和课件",
        )
    with office.app_context():
        assert len(db.session.scalars(select(Task)).all()) == 2
    clerk.press("交办已立项的 2 件")


def _sign_and_report(office: Flask) -> None:
    """The cadre is told, signs, reports figures with evidence."""
    cadre = visitor(office, "许长青")
    assert "开展法治宣传" in cadre.open("/messages").words
    cadre.open("/").follow("开展法治宣传").press("签收")
    with office.app_context():
        assert {message.person.name for message in db.session.scalars(select(Message))} >= {"许长青", "马振川"}
    for day, value in (("2026-03-16", "9"), ("2026-11-23", "8")):
        with time_machine.travel(at(day, "10:00")):
            _report(visitor(office, "许长青").open("/").follow("开展法治宣传"), value)


def _report(cadre: Visitor, value: str) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
    form = {"text": "在集镇和村（社区）开展法治宣传。", "files": ("宣传照片.png", png)}
    figures = {element.get("name"): element.get("value") for element in cadre.page.iter("input")}
    name = next(field for field in figures if field and re.fullmatch(r"figures-\d+-value", field))
    row = name.removesuffix("-value")
    cadre.press("提交进度", **form, **{name: value, f"{row}-name": "法治宣传", f"{row}-unit": "场"})
    assert "宣传照片.png" in cadre.words


def _finish_one(office: Flask) -> None:
    """The cadre claims, the leader finishes, the clerk clears."""
    visitor(office, "许长青").open("/").follow("开展法治宣传").press("提交并申请办结", text="全年任务完成。")
    visitor(office, "罗静宜").open("/").follow("开展法治宣传").press("办结")
    visitor(office, "田小禾").open("/tasks?q=法治宣传").follow("开展法治宣传").follow("销号").press("销号")


def _this_years_report(clerk: Visitor) -> bytes:
    clerk.open("/summaries/2026").press("起草", year="2026")
    assert "17场" in clerk.words.replace(" ", "")
    link = next(one.get("href") for one in clerk.page.iter("a") if "word" in (one.get("href") or ""))
    answer = clerk.client.get(link)
    assert answer.status_code == 200
    return answer.data


def _reads_like_the_office(file: bytes) -> None:
    """What was cleared is told with its sum; what nobody worked on is asked for and planned again, not told as done."""
    text = "\n".join(paragraph.text for paragraph in WordFile(BytesIO(file)).paragraphs)
    done, heading, later = text.partition("2027年工作安排")
    told, asked = re.sub(r"【待补：.*?】", "", done), re.findall(r"【待补：.*?】", done)
    assert "17场" in told
    assert "法律知识培训" not in told
    assert [words for words in asked if "马振川" in words and "法律知识培训" in words]
    assert heading
    assert "法律知识培训" in later
