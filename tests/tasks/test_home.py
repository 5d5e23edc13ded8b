"""What stands on the home page of each role."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.pages import Pages
from tests.rows import Town, assigned, claim, established, figure, report, sign, step
from tracker.calendar.limits import Every, Kind
from tracker.people.models import Role
from tracker.tasks.status import Move


def test_the_worker_reads_first_how_many_things_are_to_be_done(session: Session, office: Town, pages: Pages) -> None:
    assigned(session, office, "挂牌公示", sign("2026-01-13", office.worker), deadline=date(2026, 11, 20))
    assigned(session, office, "消防走访", sign("2026-01-13", office.worker), deadline=date(2026, 11, 30))
    assigned(session, office, "宪法宣传周", on="2026-11-23", deadline=date(2026, 12, 4))
    assigned(session, office, "普法培训", sign("2026-01-13", office.worker), deadline=date(2026, 12, 18))
    read = pages.words(office.worker, "/")
    assert "叶青禾，您有 3 件要办： 逾期 1 件 ， 7 天内 1 件 ， 待签收 1 件 。" in read
    assert "以后 1" in read


def test_a_worker_without_tasks_reads_that_there_are_none(office: Town, pages: Pages) -> None:
    assert "叶青禾，您手上没有事项。" in pages.words(office.worker, "/")


def test_what_others_do_is_not_on_the_worker_s_page(session: Session, office: Town, pages: Pages) -> None:
    assigned(session, office, "挂牌公示", sign("2026-01-13", office.worker), deadline=date(2026, 11, 20))
    assert "挂牌公示" not in pages.words(office.helper, "/")


def test_a_task_sent_back_says_what_was_missing(session: Session, office: Town, pages: Pages) -> None:
    steps = (sign("2026-01-13", office.worker), claim("2026-11-10", office.worker))
    back = step("2026-11-12", office.deputy, Move.SEND_BACK, "请补登记表")
    assigned(session, office, "消防走访", *steps, back, deadline=date(2026, 12, 20))
    read = pages.words(office.worker, "/")
    assert "要抓紧 1 件" in read
    assert "退回补办：请补登记表" in read


def test_a_task_handed_in_waits_and_is_not_counted(session: Session, office: Town, pages: Pages) -> None:
    steps = (sign("2026-01-13", office.worker), claim("2026-11-10", office.worker))
    assigned(session, office, "村务公开", *steps, deadline=date(2026, 11, 20))
    read = pages.words(office.worker, "/")
    assert "现在没有要赶的事" in read
    assert "等审核" in read


def test_the_quick_report_asks_for_the_target_s_figure(session: Session, office: Town, pages: Pages) -> None:
    target = {"target_name": "入户走访", "target_value": 180, "target_unit": "户"}
    steps = (
        sign("2026-01-13", office.worker),
        report("2026-11-18", office.worker, "走访", figure("入户走访", 142, "户")),
    )
    task = assigned(session, office, "消防走访", *steps, deadline=date(2026, 11, 30), **target)
    answer = pages.get(office.worker, "/")
    assert 'name="figures-0-name" value="入户走访"' in answer.text
    assert "已报 142 户，目标 180 户" in answer.text
    sent = {"figures-0-name": "入户走访", "figures-0-unit": "户", "figures-0-value": "8", "back": "home"}
    after = pages.post(office.worker, f"/tasks/{task.key}/report", **sent)
    assert after.headers["Location"] == "/"
    assert "已报 150 户" in pages.words(office.worker, "/")


def test_one_tap_signs_for_a_task_and_comes_back(session: Session, office: Town, pages: Pages) -> None:
    task = assigned(session, office, "宪法宣传周", on="2026-11-23", deadline=date(2026, 12, 20))
    answer = pages.post(office.worker, f"/tasks/{task.key}/sign", back="home")
    assert answer.headers["Location"] == "/"
    assert "待签收" not in pages.words(office.worker, "/")


@pytest.fixture
def stuck(session: Session, office: Town) -> None:
    signed = sign("2026-01-13", office.worker)
    assigned(session, office, "挂牌公示", signed, deadline=date(2026, 11, 20))
    assigned(session, office, "村务公开", signed, claim("2026-11-23", office.worker), deadline=date(2026, 12, 18))
    ask = step("2026-11-20", office.worker, Move.ASK_EXTENSION, "等上级", until=date(2027, 1, 10))
    assigned(session, office, "审查汇总", signed, ask, deadline=date(2026, 12, 18))
    assigned(session, office, "进集市", on="2026-11-23", deadline=date(2026, 12, 18))
    assigned(session, office, "村规民约", step("2026-01-13", office.worker, Move.REFUSE), deadline=date(2026, 12, 18))
    slow = {"target_name": "培训", "target_value": 10, "target_unit": "期"}
    assigned(session, office, "法律明白人", signed, deadline=date(2026, 12, 31), **slow)
    late_period = {"kind": Kind.RECURRING, "every": Every.MONTH, "day": 10}
    assigned(session, office, "排查台账", signed, report("2026-10-20", office.worker), **late_period)
    finish = step("2026-11-22", office.deputy, Move.FINISH)
    assigned(
        session, office, "意见书归档", signed, claim("2026-11-20", office.worker), finish, deadline=date(2026, 12, 1)
    )


@pytest.mark.usefixtures("stuck")
def test_the_coordinator_reads_what_is_stuck(office: Town, pages: Pages) -> None:
    read = pages.words(office.clerk, "/")
    assert (
        "卡住 7 件： 逾期 2 件 ， 严重偏慢 1 件 ， 等审核 1 件 ， 等答复延期 1 件 ， 未签收 1 件 ， 被拒签 1 件 。"
        in read
    )
    assert "11月23日 周一申请办结" in read
    assert "已等 2 个工作日" in read
    assert "核对并销号 1 件" in read
    assert "年度线 全年 8 项，办结销号 1 项" in read


@pytest.mark.parametrize(
    ("deadline", "word", "kind"), [("2026-11-20", "出催办单", "press"), ("2026-11-19", "出督办单", "supervise")]
)
def test_what_is_late_gets_the_slip_that_is_due_and_says_so(
    session: Session, office: Town, pages: Pages, deadline: str, word: str, kind: str
) -> None:
    late = assigned(
        session, office, "挂牌公示", sign("2026-01-13", office.worker), deadline=date.fromisoformat(deadline)
    )
    assert word in pages.words(office.clerk, "/")
    pages.post(office.clerk, f"/tasks/{late.key}/slips", kind=kind)
    assert f"11月25日 周三 10:00 {word.replace('出', '出过')}" in pages.words(office.clerk, "/")


@pytest.mark.usefixtures("stuck")
def test_the_leader_reads_what_waits_for_a_decision(office: Town, pages: Pages) -> None:
    read = pages.words(office.deputy, "/")
    assert "等您决定 2 件： 审核 1 件 ， 延期 1 件" in read
    assert "逾期 2" in read


@pytest.mark.usefixtures("stuck")
def test_what_the_deputy_decides_does_not_wait_for_the_mayor(office: Town, pages: Pages) -> None:
    assert "没有等您决定的事" in pages.words(office.mayor, "/")


def test_the_mayor_decides_where_no_leader_is_named(session: Session, office: Town, pages: Pages) -> None:
    steps = (sign("2026-01-13", office.worker), claim("2026-11-23", office.worker))
    assigned(session, office, "村务公开", *steps, leader_id=None)
    assert "等您决定 1 件" in pages.words(office.mayor, "/")
    assert "村务公开" not in pages.words(office.deputy, "/")


def test_a_leader_sees_nothing_of_another_area(session: Session, office: Town, pages: Pages) -> None:
    assigned(session, office, "村务公开", leader_id=office.mayor.id, deadline=date(2026, 11, 20))
    assert "村务公开" not in pages.words(office.deputy, "/")


def test_a_leader_who_works_too_finds_the_own_tasks(session: Session, office: Town, pages: Pages) -> None:
    assigned(session, office, "述职述法", assignee_id=office.deputy.id, deadline=date(2026, 11, 20))
    read = pages.words(office.deputy, "/")
    assert "自己承办的 1" in read


def test_an_administrator_sees_no_task(session: Session, office: Town, pages: Pages) -> None:
    assigned(session, office, "村务公开", deadline=date(2026, 11, 20))
    read = pages.words(office.admin, "/")
    assert "村务公开" not in read
    assert "人员和单位" in read


def test_an_empty_office_is_told_how_to_begin(office: Town, pages: Pages) -> None:
    assert "先导入去年的报告" in pages.words(office.clerk, "/")


def test_an_established_task_is_nobody_s_business_yet(session: Session, office: Town, pages: Pages) -> None:
    established(session, office, "编制计划")
    assert "编制计划" not in pages.words(office.clerk, "/")


def test_a_person_of_two_roles_gets_the_coordinator_s_page(session: Session, office: Town, pages: Pages) -> None:
    office.worker.roles = [Role.ASSIGNEE, Role.COORDINATOR]
    assigned(session, office, "挂牌公示", sign("2026-01-13", office.worker), deadline=date(2026, 11, 20))
    assert "自己承办的 1" in pages.words(office.worker, "/")
