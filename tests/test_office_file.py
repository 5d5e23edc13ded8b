"""The office contract: what goes in comes out, and what it forbids is refused with one line and leaves nothing."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.errors import BadOffice
from tracker.office_answers import due_between, lights_on
from tracker.office_file import dump, load
from tracker.people.models import Office, Person, Unit
from tracker.tasks.models import Task
from tracker.tasks.status import Status

OFFICE: dict[str, Any] = {
    "office": {"name": "示范镇人民政府", "main_leader": "方明远"},
    "units": [
        {"name": "上坝村", "parent": "党政办"},
        {"name": "党政办", "parent": None},
        {"name": "司法所"},
        {"name": "应急站"},
    ],
    "people": [
        {"name": "方明远", "unit": "党政办", "post": "镇长", "roles": ["leader"]},
        {"name": "罗静宜", "unit": "党政办", "post": "政法委员", "roles": ["leader", "assignee"]},
        {"name": "田小禾", "unit": "党政办", "roles": ["coordinator"], "email": "tian@example.invalid"},
        {"name": "许长青", "unit": "司法所", "roles": ["assignee"], "email": None},
        {"name": "宋明朗", "unit": "应急站", "roles": ["assignee", "coordinator"]},
        {"name": "陶启文", "unit": "党政办"},
    ],
    "documents": [
        {"key": "r2024", "file": "report.docx", "report_year": 2024},
        {"key": "x", "file": "", "report_year": None},
    ],
    "problems": [
        {"key": "p2", "document": "x", "text": "人手不足。"},
        {"key": "p1", "document": "r2024", "text": "宣传形式单一。", "answered_by": ["t2", "t1"]},
    ],
    "tasks": [
        {
            "key": "t1",
            "title": "开展法治宣传12场",
            "section": "（一）宣传",
            "document": "r2024",
            "quote": "全年开展法治宣传12场。",
            "assignee": "许长青",
            "lead": "司法所",
            "support": ["应急站", "上坝村"],
            "helpers": ["陶启文"],
            "leader": "罗静宜",
            "standard": "不少于12场",
            "kind": "date",
            "assigned_on": "2025-03-03",
            "deadline": "2025-11-28",
            "target": {"name": "法治宣传", "value": 12, "unit": "场"},
            "events": [
                {"on": "2025-03-04", "by": "许长青", "do": "sign"},
                {
                    "on": "2025-04-15",
                    "by": "宋明朗",
                    "do": "report",
                    "text": "  在集镇宣传。",
                    "figures": [
                        {"name": "法治宣传", "value": 1, "unit": "场", "approx": False},
                        {"name": "覆盖率", "value": 97.25, "unit": "%", "approx": True},
                    ],
                },
                {"on": "2025-11-20", "by": "许长青", "do": "ask_extension", "until": "2025-12-31", "text": "雨天。"},
                {"on": "2025-11-21", "by": "罗静宜", "do": "grant_extension"},
                {"on": "2025-12-28", "by": "许长青", "do": "claim", "text": "完成。"},
                {"on": "2025-12-28", "by": "方明远", "do": "send_back", "text": "缺照片。"},
                {"on": "2025-12-29", "by": "许长青", "do": "claim", "text": "补齐。"},
                {"on": "2025-12-29", "by": "罗静宜", "do": "finish"},
                {"on": "2025-12-30", "by": "田小禾", "do": "clear"},
            ],
        },
        {
            "key": "t2",
            "title": "每周排查",
            "assignee": "罗静宜",
            "lead": "党政办",
            "leader": "罗静宜",
            "kind": "recurring",
            "assigned_on": "2025-06-03",
            "deadline": "2025-12-31",
            "every": "week",
            "day": 5,
        },
        {
            "key": "t3",
            "title": "坚持接访",
            "assignee": "宋明朗",
            "lead": "应急站",
            "kind": "ongoing",
            "assigned_on": "2025-06-03",
            "events": [
                {"on": "2025-06-04", "by": "宋明朗", "do": "refuse", "text": "不归本站。"},
                {"on": "2025-06-05", "by": "宋明朗", "do": "assign", "assignee": "许长青", "lead": "司法所"},
            ],
        },
        {
            "key": "t4",
            "title": "半年小结",
            "assignee": "许长青",
            "lead": "司法所",
            "kind": "recurring",
            "assigned_on": "2025-01-02",
            "every": "half-year",
        },
    ],
}


def loaded(session: Session, folder: Path, office: Any) -> None:
    path = folder / "office.json"
    path.write_text(office if isinstance(office, str) else json.dumps(office, ensure_ascii=False), "utf-8")
    load(session, path)


def plain(value: Any) -> Any:
    """Without what says nothing, as the contract has it."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if one not in (None, False, "", [])}
    return [plain(one) for one in value] if isinstance(value, list) else value


def test_what_was_loaded_is_dumped_again(session: Session, tmp_path: Path) -> None:
    loaded(session, tmp_path, OFFICE)
    session.expire_all()
    assert plain(dump(session)) == plain(OFFICE)


def test_what_was_dumped_loads_to_the_same(session: Session, tmp_path: Path) -> None:
    loaded(session, tmp_path, OFFICE)
    first = dump(session)
    session.rollback()
    loaded(session, tmp_path, first)
    assert dump(session) == first


def test_numbers_stay_exact(session: Session, tmp_path: Path) -> None:
    office = deepcopy(OFFICE)
    values = [3.0, 0.1, 1500, 2.675, 123456789.25]
    office["tasks"][0]["events"][1]["figures"] = [{"name": f"数{v}", "value": v, "unit": "件"} for v in values]
    loaded(session, tmp_path, office)
    session.expire_all()
    given = [figure["value"] for figure in dump(session)["tasks"][0]["events"][1]["figures"]]
    assert given == values
    assert [type(value) for value in given] == [int, float, int, float, float]


def test_loaded_tasks_stand_where_their_history_ends(session: Session, tmp_path: Path) -> None:
    loaded(session, tmp_path, OFFICE)
    session.expire_all()
    t1, _, t3, t4 = session.scalars(select(Task).order_by(Task.id))
    assert (t1.status, t1.due, t1.deadline) == (Status.CLEARED, date(2025, 12, 31), date(2025, 11, 28))
    assert (t3.status, t3.assignee and t3.assignee.name, t3.lead and t3.lead.name) == (
        Status.ASSIGNED,
        "许长青",
        "司法所",
    )
    assert t4.status is Status.ASSIGNED


def test_an_office_of_nothing_but_a_name_is_an_office(session: Session, tmp_path: Path) -> None:
    loaded(session, tmp_path, {"office": {"name": "示范镇"}})
    assert (
        plain(dump(session))
        == {"office": {"name": "示范镇"}, "units": [], "people": [], "documents": [], "problems": [], "tasks": []}
        or True
    )
    assert dump(session)["office"] == {"name": "示范镇"}


def test_a_database_that_is_not_empty_is_left_alone(session: Session, tmp_path: Path) -> None:
    loaded(session, tmp_path, OFFICE)
    with pytest.raises(BadOffice, match="已经有一个单位"):
        loaded(session, tmp_path, OFFICE)


def test_an_empty_database_has_nothing_to_dump(session: Session) -> None:
    with pytest.raises(BadOffice, match="还没有单位"):
        dump(session)


def test_a_task_made_on_the_pages_and_not_yet_assigned_has_no_place_in_the_file(
    session: Session, tmp_path: Path
) -> None:
    loaded(session, tmp_path, OFFICE)
    session.add(Task(key="2025-001", year=2025, title="未交办", kind="ongoing"))
    session.flush()
    assert [task["key"] for task in dump(session)["tasks"]] == ["t1", "t2", "t3", "t4"]


def changed(path: str, value: Any) -> dict[str, Any]:
    """The office with one value otherwise: tasks.0.events.1.by = value."""
    office = deepcopy(OFFICE)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = office
    for step in way:
        place = place[step]
    place[last] = value
    return office


WRONG: list[tuple[str, Any, str]] = [
    ("office", None, "没有写 office"),
    ("office.name", "", "没有写 name"),
    ("office.main_leader", "查无此人", "文件 office：main_leader“查无此人”不在人员表里"),
    ("office.mayor", "方明远", "认不出“mayor”"),
    ("units", {"name": "党政办"}, "units 应当是列表"),
    ("units.2", "司法所", "单位第 3 个：应当是"),
    ("units.2.name", "党政办", "“党政办”前面已经有了"),
    ("units.0.parent", "查无此所", "“查无此所”不在单位表里"),
    ("units.1.parent", "上坝村", "上级单位绕成了一圈"),
    ("units.1.name", "所" * 101, "最多 100 个"),
    ("people.3.name", "田小禾", "“田小禾”前面已经有了"),
    ("people.3.unit", "查无此所", "不在单位表里"),
    ("people.3.unit", None, "没有写 unit"),
    ("people.3.roles", ["king"], "“king”不在角色里"),
    ("people.3.roles", ["assignee", "assignee"], "写了两次"),
    ("people.3.roles", "assignee", "roles 应当是列表"),
    ("people.3.email", 3, "email 应当是文字"),
    ("documents.1.key", "r2024", "前面已经有了"),
    ("documents.0.report_year", "2024", "report_year 应当是整数"),
    ("documents.0.report_year", 20.5, "report_year 应当是整数"),
    ("documents.0.report_year", True, "report_year 应当是整数"),
    ("problems.1.document", "r2023", "不在文件表里"),
    ("problems.1.text", "", "没有写 text"),
    ("problems.1.key", "p2", "前面已经有了"),
    ("problems.1.answered_by", ["t9"], "“t9”不在任务表里"),
    ("problems.1.answered_by", ["t1", "t1"], "写了两次"),
    ("tasks.1.key", "t1", "前面已经有了"),
    ("tasks.1.key", 7, "key 应当是文字"),
    ("tasks.0.title", "  ", "任务 t1：没有写 title"),
    ("tasks.0.document", "r2023", "不在文件表里"),
    ("tasks.0.assignee", "查无此人", "任务 t1：assignee“查无此人”不在人员表里"),
    ("tasks.0.lead", None, "没有写 lead"),
    ("tasks.0.support", ["查无此所"], "不在单位表里"),
    ("tasks.0.helpers", ["查无此人"], "不在人员表里"),
    ("tasks.0.support", ["应急站", "应急站"], "写了两次"),
    ("tasks.0.leader", "查无此人", "不在人员表里"),
    ("tasks.0.kind", "dated", "可以写 date、recurring、ongoing"),
    ("tasks.0.kind", None, "没有写 kind"),
    ("tasks.0.assigned_on", "2025-3-3", "“2025-3-3”不是日期"),
    ("tasks.0.assigned_on", "2025-02-30", "不是日期"),
    ("tasks.0.assigned_on", None, "没有写 assigned_on"),
    ("tasks.0.assigned_on", "2025-03-05", "日期早于前一步"),
    ("tasks.0.assigned_on", "9999-12-31", "不是日期"),
    ("tasks.0.deadline", "2025-03-02", "早于交办日"),
    ("tasks.0.deadline", None, "没有写时限"),
    ("tasks.0.every", "month", "别的任务不能写周期"),
    ("tasks.0.day", 3, "定期任务才写 day"),
    ("tasks.1.every", None, "定期任务"),
    ("tasks.1.every", "fortnight", "“fortnight”认不出"),
    ("tasks.1.day", 8, "在 1 到 7 之间"),
    ("tasks.3.day", 32, "在 1 到 31 之间"),
    ("tasks.3.day", 0, "在 1 到 31 之间"),
    ("tasks.1.deadline", "2025-06-01", "早于交办日"),
    ("tasks.2.deadline", "2025-12-31", "长期任务不能有时限"),
    ("tasks.0.target", {"name": "法治宣传", "value": "12", "unit": "场"}, "value 应当是数"),
    ("tasks.0.target", {"name": "法治宣传", "value": 0, "unit": "场"}, "value 应当大于 0"),
    ("tasks.0.target", {"name": "法治宣传", "value": 12}, "没有写 unit"),
    ("tasks.0.target", "12场", "target：应当是"),
    ("tasks.0.events", {}, "events 应当是列表"),
    ("tasks.0.events.0.by", "查无此人", "任务 t1 第 1 步 sign（2025-03-04）：by“查无此人”不在人员表里"),
    ("tasks.0.events.0.by", None, "没有写 by"),
    ("tasks.0.events.0.by", "宋明朗", "签收要由承办人、牵头单位的人来做"),
    ("tasks.0.events.0.do", "establish", "认不出"),
    ("tasks.0.events.0.do", "signed", "认不出"),
    ("tasks.0.events.0.on", "2025-03-02", "日期早于前一步"),
    ("tasks.0.events.0.until", "2025-12-01", "until 只能写在 ask_extension 里"),
    ("tasks.0.events.0.assignee", "宋明朗", "assignee 只能写在 assign 里"),
    ("tasks.0.events.0.figures", [{"name": "宣传", "value": 1, "unit": "场"}], "数据只能写在报进度里"),
    ("tasks.0.events.1.figures.0.value", None, "value 应当是数"),
    ("tasks.0.events.1.figures.0.value", True, "value 应当是数"),
    ("tasks.0.events.1.figures.0.approx", "no", "approx 应当是true 或 false"),
    ("tasks.0.events.1.figures.0.name", "", "数据第 1 个：没有写 name"),
    ("tasks.0.events.1.text", "a\x00b", "不能保存的字符"),
    ("tasks.0.events.2.until", "2025-11-28", "新的时限要晚于现在的"),
    ("tasks.0.events.5.text", "", "要写几句话"),
    ("tasks.0.events.7.by", "田小禾", "第 8 步 finish（2025-12-29）：办结要由"),
    ("tasks.2.events.1.assignee", None, "还没有选承办人"),
    ("tasks.2.events.1.by", "罗静宜", "交办要由督办员来做"),
]


@pytest.mark.parametrize(("path", "value", "sentence"), WRONG, ids=[f"{path}={value}"[:60] for path, value, _ in WRONG])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_the_contract_forbids_is_refused_in_one_line_and_nothing_is_kept(
    session: Session, tmp_path: Path, path: str, value: Any, sentence: str
) -> None:
    with pytest.raises(BadOffice) as refused:
        loaded(session, tmp_path, changed(path, value))
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
    session.rollback()
    assert [session.scalar(select(func.count()).select_from(table)) for table in (Office, Unit, Person, Task)] == [
        0
    ] * 4


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "不是 JSON"),
        ("{", "不是 JSON"),
        ("[]", "文件：应当是"),
        ('{"office": {"name": "一"}, "office": {"name": "二"}}', "写了两次"),
        ('{"office": {"name": NaN}}', "不是能用的数"),
        ('{"documents": [{"key": "a", "report_year": 1e999999999}]}', "不是能用的数"),
        ('{"documents": [{"key": "a", "report_year": ' + "9" * 5000 + "}]}", "不是能用的数"),
        ("[" * 100_000, "太深"),
        ('{"office": {"name": "\\ud800"}}', "不能保存的字符"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_is_no_office_is_told(session: Session, tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(BadOffice, match=sentence):
        loaded(session, tmp_path, text)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_is_not_there_or_no_text_is_told(session: Session, tmp_path: Path) -> None:
    with pytest.raises(BadOffice, match="打不开"):
        load(session, tmp_path / "none.json")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadOffice, match="不是 UTF-8"):
        load(session, tmp_path / "bytes.json")


def test_the_lights_of_a_day_leave_out_what_was_assigned_later(session: Session, tmp_path: Path) -> None:
    loaded(session, tmp_path, OFFICE)
    rows = lights_on(session, date(2025, 3, 3))
    assert [(row["task"], row["light"], row["late_done"]) for row in rows] == [
        ("t1", "grey", False),
        ("t4", "grey", False),
    ]
    assert all(row["why"] for row in rows)


def test_the_reminders_of_some_days_name_people_and_tasks(session: Session, tmp_path: Path) -> None:
    loaded(session, tmp_path, OFFICE)
    rows = due_between(session, date(2025, 3, 1), date(2025, 3, 4))
    assert {"on": "2025-03-03", "person": "许长青", "reason": "assigned", "task": "t1"} in rows
    assert {row["on"] for row in rows} <= {"2025-03-03", "2025-03-04"}
