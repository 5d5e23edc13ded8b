"""The ledger: conditions in the address, order, groups, pages, search."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.pages import Pages
from tests.rows import Town, assigned, claim, established, figure, report, sign, step
from tracker.calendar.limits import Every, Kind
from tracker.documents.models import Document
from tracker.progress import filters
from tracker.progress.models import Attachment
from tracker.review.models import Draft
from tracker.tasks.models import Task
from tracker.tasks.status import Move, Status


@pytest.fixture
def filled(session: Session, office: Town) -> None:
    signed = sign("2026-01-13", office.worker)
    assigned(session, office, "挂牌公示", signed, deadline=date(2026, 11, 20), section="（三）服务")
    assigned(session, office, "消防走访", signed, deadline=date(2026, 11, 30), section="（三）服务")
    assigned(
        session, office, "进集市", assignee_id=office.helper.id, lead_id=office.safety.id, deadline=date(2026, 12, 30)
    )
    assigned(
        session, office, "排查台账", signed, kind=Kind.RECURRING, every=Every.MONTH, day=28, section="（一）依法决策"
    )
    assigned(session, office, "会前学法", signed, kind=Kind.ONGOING)
    done = (signed, claim("2026-06-20", office.worker), step("2026-06-21", office.deputy, Move.FINISH))
    cleared = step("2026-06-22", office.clerk, Move.CLEAR)
    assigned(session, office, "已经销号的事", *done, cleared, deadline=date(2026, 6, 30), on="2026-01-05")
    assigned(
        session, office, "去年的事", sign("2025-03-01", office.worker), on="2025-02-01", deadline=date(2026, 12, 31)
    )
    established(session, office, "编制计划", deadline=date(2026, 12, 30))


TITLES = ("挂牌公示", "消防走访", "进集市", "排查台账", "会前学法", "已经销号的事", "去年的事", "编制计划")


def listed(pages: Pages, office: Town, conditions: str) -> set[str]:
    read = pages.words(office.clerk, f"/tasks?{conditions}")
    return {title for title in TITLES if title in read}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ("", set(TITLES) - {"已经销号的事"}),
        ("status=all", set(TITLES)),
        ("status=cleared", {"已经销号的事"}),
        ("status=established", {"编制计划"}),
        ("light=red", {"挂牌公示", "排查台账", "会前学法"} - {"会前学法"}),
        ("light=yellow", {"消防走访", "会前学法"}),
        ("light=grey", {"进集市"}),
        ("light=green&status=all", {"已经销号的事", "去年的事"}),
        ("year=2025", {"去年的事"}),
        ("kind=recurring", {"排查台账"}),
        ("section=（三）服务", {"挂牌公示", "消防走访"}),
        ("first=2026-11-21&last=2026-11-30", {"消防走访"}),
        ("light=nonsense&year=x&first=13", set(TITLES) - {"已经销号的事"}),
    ],
)
def test_each_condition_of_the_address(office: Town, pages: Pages, conditions: str, found: set[str]) -> None:
    assert listed(pages, office, conditions) == found


@pytest.mark.usefixtures("filled")
def test_the_head_tells_how_many_there_are_besides(office: Town, pages: Pages) -> None:
    assert "符合条件 1 项 2026 年共 7 项" in pages.words(office.clerk, "/tasks?year=2026&light=grey")
    assert "历年共" not in pages.words(office.clerk, "/tasks?status=all")


@pytest.mark.usefixtures("filled")
def test_unit_and_person_are_conditions(office: Town, pages: Pages) -> None:
    assert listed(pages, office, f"unit={office.safety.id}") == {"进集市"}
    assert listed(pages, office, f"person={office.helper.id}") == {"进集市"}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("order", ["section", "due", "unit", "person", "key"])
def test_every_order_lists_the_same_tasks(office: Town, pages: Pages, order: str) -> None:
    assert listed(pages, office, f"order={order}&status=all") == set(TITLES)


@pytest.mark.usefixtures("filled")
def test_by_deadline_the_nearest_comes_first(office: Town, pages: Pages) -> None:
    read = pages.words(office.clerk, "/tasks?order=due")
    assert read.index("挂牌公示") < read.index("消防走访") < read.index("去年的事") < read.index("会前学法")


@pytest.mark.usefixtures("filled")
def test_a_group_tells_how_many_are_red_and_yellow(office: Town, pages: Pages) -> None:
    assert "（三）服务 2 项 红 1 黄 1" in pages.words(office.clerk, "/tasks")


def test_parts_of_the_plan_follow_the_plan_and_not_the_order_of_confirming(
    session: Session, office: Town, pages: Pages
) -> None:
    paper = Document(key="d1", file="报告.docx", plan_year=2026)
    session.add(paper)
    session.flush()
    assigned(session, office, "领导批办的", section="领导交办")
    for ordinal, section in ((2, "丙部分"), (0, "甲部分"), (1, "乙部分")):
        draft = Draft(document_id=paper.id, ordinal=ordinal, section=section, title=section, quote=section)
        session.add(draft)
        session.flush()
        assigned(session, office, f"{section}的事", section=section, draft_id=draft.id, document_id=paper.id)
    assigned(session, office, "去年的事", on="2025-02-01", section="去年的部分")
    names = ("甲部分 1 项", "乙部分 1 项", "丙部分 1 项", "领导交办 1 项", "去年的部分 1 项")
    for path in ("/tasks", "/tasks?light=green", "/board"):
        read = pages.words(office.clerk, path)
        places = [read.index(name.split(" ")[0] if "board" in path else name) for name in names if name in read]
        assert places == sorted(places), path
    assert all(name in pages.words(office.clerk, "/tasks") for name in names)


@pytest.mark.usefixtures("filled")
def test_nobody_finds_what_they_may_not_see(office: Town, pages: Pages) -> None:
    read = pages.words(office.helper, "/tasks?status=all")
    assert "进集市" in read
    assert "挂牌公示" not in read
    assert "挂牌公示" not in pages.words(office.helper, "/tasks?q=挂牌")


@pytest.fixture
def searched(session: Session, office: Town) -> None:
    paper = Document(key="d1", file="报告.docx", title="法治政府建设报告", number="示政发〔2026〕3号")
    session.add(paper)
    session.flush()
    task = assigned(session, office, "甲事", quote="结合“4·15”开展100%宣传", document_id=paper.id)
    assigned(session, office, "乙事", assignee_id=office.helper.id, lead_id=office.safety.id, standard="a_b")
    assigned(
        session,
        office,
        "丙事",
        sign("2026-01-13", office.worker),
        report("2026-02-01", office.worker, "在青石村集市设咨询台", figure("咨询", 3, "人次")),
    )
    event = task.events[-1]
    session.add(Attachment(event_id=event.id, name="签到表.pdf", media_type="application/pdf", sha256="0" * 64, size=1))
    session.flush()


@pytest.mark.usefixtures("searched")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("甲", "甲事"),
        ("4·15", "甲事"),
        ("00%宣", "甲事"),
        ("%", "甲事"),
        ("_", "乙事"),
        ("示政发", "甲事"),
        ("法治政府建设", "甲事"),
        ("田小满", "乙事"),
        ("应急", "乙事"),
        ("集市设咨询", "丙事"),
        ("签到表", "甲事"),
        ("A_B", "乙事"),
        ("事 咨询台", "丙事"),
        ("2026-002", "乙事"),
        ("甲 咨询台", ""),
    ],
)
def test_a_piece_of_any_text_finds_the_task(office: Town, pages: Pages, words: str, found: str) -> None:
    answer = pages.get(office.clerk, "/tasks", query_string={"q": words})
    assert [title for title in ("甲事", "乙事", "丙事") if f">{title}</a>" in answer.text] == ([found] if found else [])


@pytest.mark.usefixtures("filled")
def test_a_search_looks_at_cleared_tasks_too(office: Town, pages: Pages) -> None:
    assert "已经销号的事" in pages.words(office.clerk, "/tasks?q=销号的")


def test_a_long_ledger_has_pages(session: Session, office: Town, pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        assigned(session, office, f"事项{number}", deadline=date(2026, 12, 20))
    monkeypatch.setattr("tracker.progress.ledger.PAGE", 2)
    first, last, beyond = (pages.words(office.clerk, f"/tasks?page={number}") for number in (1, 3, 9))
    assert "第 1—2 项，共 5 项" in first
    assert "第 5—5 项，共 5 项" in last
    assert "（一）依法决策 5 项" in first
    assert beyond == last


def test_the_address_is_read_and_written_back() -> None:
    given = {"year": "2026", "light": "red", "q": "宣传", "status": "waiting", "first": "2026-11-01", "order": "due"}
    assert filters.read_filter(given).but() == given


def test_a_changed_condition_begins_at_the_first_page() -> None:
    wanted = filters.read_filter({"page": "3", "year": "2026"})
    assert wanted.but(year=2025) == {"year": "2025"}
    assert wanted.but(page=4) == {"year": "2026", "page": "4"}


def test_without_the_search_the_states_are_those_of_an_empty_address() -> None:
    assert filters.read_filter({"q": "宣传"}).but(q="", status=filters.Stage.LIVE) == {}


# ---- several at once


@pytest.fixture
def four(session: Session, office: Town) -> list[Task]:
    signed = sign("2026-01-13", office.worker)
    waiting = (signed, claim("2026-11-20", office.worker))
    finished = (*waiting, step("2026-11-21", office.deputy, Move.FINISH))
    made = [assigned(session, office, title) for title in ("挂牌公示", "进集市")]
    made += [assigned(session, office, "村务公开", *waiting), assigned(session, office, "意见归档", *finished)]
    session.commit()
    return made


def together(office: Town, pages: Pages, tasks: list[Task], do: Move, **more: int) -> TestResponse:
    keys = [task.key for task in tasks]
    sent = {"assignee": office.helper.id, **more}
    return pages.post(office.clerk, "/tasks?status=all", task=keys, do=do.value, **sent)


def test_several_get_another_assignee_at_once(session: Session, office: Town, pages: Pages, four: list[Task]) -> None:
    answer = together(office, pages, four[:2], Move.ASSIGN)
    assert answer.headers["Location"] == "/tasks?status=all"
    session.expire_all()
    assert [task.assignee_id for task in four[:3]] == [office.helper.id, office.helper.id, office.worker.id]
    assert four[0].lead_id == office.justice.id


def test_if_one_cannot_move_none_does_and_the_ticks_stay(
    session: Session, office: Town, pages: Pages, four: list[Task]
) -> None:
    answer = together(office, pages, four[1:3], Move.ASSIGN)
    assert answer.status_code == 409
    assert "“村务公开”：现在是“待审核”，不能交办。" in answer.text
    assert ticked(answer.text) == [task.key for task in four[1:3]]
    session.expire_all()
    assert {task.assignee_id for task in four} == {office.worker.id}


def ticked(page: str) -> list[str]:
    boxes = [box for box in re.findall(r"<input[^>]*>", page) if 'name="task"' in box and " checked" in box]
    return [re.findall('value="(.*?)"', box)[0] for box in boxes]


def test_what_is_finished_is_cleared_together(session: Session, office: Town, pages: Pages, four: list[Task]) -> None:
    assert together(office, pages, four[3:], Move.CLEAR).status_code == 302
    session.expire_all()
    assert four[3].status is Status.CLEARED


def test_nothing_ticked_says_what_to_do(office: Town, pages: Pages, four: list[Task]) -> None:
    answer = together(office, pages, [], Move.ASSIGN)
    assert answer.status_code == 422
    assert "还没有选事项" in answer.text


def test_only_coordinators_tick(office: Town, pages: Pages, four: list[Task]) -> None:
    assert 'name="task"' in pages.get(office.clerk, "/tasks").text
    assert 'name="task"' not in pages.get(office.worker, "/tasks").text
    assert pages.post(office.worker, "/tasks", task=four[0].key, do="assign").status_code == 403
