"""One task's page, and every move made through it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.pages import Pages
from tests.rows import Town, assigned, claim, established, figure, led, report, sign, step
from tracker.calendar.limits import Every, Kind
from tracker.tasks.models import Task
from tracker.tasks.status import MOVE_WORDS, Move, Status

PHONE = "13812345678"


def now_of(session: Session, task: Task) -> Status:
    session.expire_all()
    return session.scalars(select(Task.status).where(Task.id == task.id)).one()


def test_the_page_says_what_who_until_when_and_from_where(session: Session, office: Town, pages: Pages) -> None:
    task = assigned(
        session,
        office,
        "开展法治宣传12场",
        sign("2026-01-13", office.worker),
        report("2026-03-15", office.worker, "集市宣传。", figure("宣传", 3, "场")),
        report("2026-06-26", office.worker, "进校园。", figure("宣传", 4, "场")),
        target_name="宣传",
        target_value=12,
        target_unit="场",
        quote="全年开展法治宣传不少于12场",
        standard="每场有照片",
        support=(office.safety,),
        deadline=date(2026, 12, 31),
    )
    read = pages.words(office.worker, f"/tasks/{task.key}")
    for words in (
        "红灯 偏慢 再报 3 场就转绿",
        "目标 宣传 12 场",
        "完成标准 每场有照片",
        "承办人 叶青禾（司法所）",
        "配合 应急办",
        "审核 苏文博",
        "全年开展法治宣传不少于12场",
        "宣传 4 场 （累计 7 场）",
        "没有延过，最多 2 次",
    ):
        assert words in read, words


def test_the_newest_event_stands_first(session: Session, office: Town, pages: Pages) -> None:
    task = assigned(session, office, "挂牌", sign("2026-01-13", office.worker))
    read = pages.words(office.worker, f"/tasks/{task.key}")
    assert read.index("叶青禾 签收") < read.index("林书岚 交办") < read.index("林书岚 立项")


def test_a_task_of_others_is_not_there(session: Session, office: Town, pages: Pages) -> None:
    task = assigned(session, office, "挂牌")
    assert pages.get(office.helper, f"/tasks/{task.key}").status_code == 404
    assert pages.get(office.helper, f"/tasks/{task.key}/sign").status_code == 404
    assert pages.post(office.helper, f"/tasks/{task.key}/sign").status_code == 404
    assert pages.get(office.worker, "/tasks/2026-999").status_code == 404


def test_the_page_of_a_task_that_was_never_assigned(session: Session, office: Town, pages: Pages) -> None:
    task = established(session, office, "编制计划")
    read = pages.words(office.clerk, f"/tasks/{task.key}")
    assert "已立项" in read
    assert "作废" in read


@pytest.mark.parametrize(
    ("kind", "every", "day", "words"),
    [
        (Kind.RECURRING, Every.MONTH, 28, "每月28日前"),
        (Kind.RECURRING, Every.QUARTER, None, "最后一个工作日"),
        (Kind.ONGOING, None, None, "长期"),
    ],
)
def test_the_page_tells_the_rhythm(
    session: Session, office: Town, pages: Pages, kind: Kind, every: Every | None, day: int | None, words: str
) -> None:
    task = assigned(session, office, "排查", kind=kind, every=every, day=day)
    assert words in pages.words(office.worker, f"/tasks/{task.key}")


class Lives:
    """A task led to the state in which a move can be made, and who makes it with what."""

    def __init__(self, session: Session, office: Town) -> None:
        worker, deputy, clerk, mayor = office.worker, office.deputy, office.clerk, office.mayor
        signed, claimed = sign("2026-01-13", worker), claim("2026-03-01", worker)
        finish = step("2026-03-02", deputy, Move.FINISH)
        clear = step("2026-03-03", clerk, Move.CLEAR)
        ask = step("2026-11-20", worker, Move.ASK_EXTENSION, "等上级", until=date(2027, 1, 10))
        words = {"text": "写明原因"}
        person = {"assignee": office.helper.id, "lead": office.safety.id}
        self.steps = {
            Move.SIGN: ((), worker, {}, Status.WORKING),
            Move.REFUSE: ((), worker, words, Status.ESTABLISHED),
            Move.ASSIGN: ((signed,), clerk, person, Status.ASSIGNED),
            Move.CLAIM: ((signed,), worker, words, Status.WAITING),
            Move.FINISH: ((signed, claimed), deputy, {}, Status.FINISHED),
            Move.SEND_BACK: ((signed, claimed), deputy, words, Status.WORKING),
            Move.CLEAR: ((signed, claimed, finish), clerk, {}, Status.CLEARED),
            Move.REOPEN: ((signed, claimed, finish, clear), mayor, words, Status.WORKING),
            Move.ASK_EXTENSION: ((signed,), worker, {**words, "until": "2027-01-10"}, Status.WORKING),
            Move.GRANT_EXTENSION: ((signed, ask), deputy, {}, Status.WORKING),
            Move.REFUSE_EXTENSION: ((signed, ask), deputy, words, Status.WORKING),
            Move.STOP: ((signed,), deputy, words, Status.STOPPED),
            Move.CARRY_OVER: ((signed,), clerk, {"deadline": "2027-06-30"}, Status.CARRIED_OVER),
        }


@pytest.mark.parametrize("do", [move for move in Move if move not in (Move.ESTABLISH, Move.VOID, Move.REPORT)])
def test_a_move_is_offered_made_and_told(session: Session, office: Town, pages: Pages, do: Move) -> None:
    steps, by, data, status = Lives(session, office).steps[do]
    task = assigned(session, office, "挂牌公示", *steps, deadline=date(2026, 12, 20))
    session.commit()
    offered = pages.get(by, f"/tasks/{task.key}")
    assert f"/tasks/{task.key}/{do}" in offered.text
    assert pages.get(by, f"/tasks/{task.key}/{do}").status_code == 200
    answer = pages.post(by, f"/tasks/{task.key}/{do}", **data)
    assert answer.status_code == 302, answer.text
    assert now_of(session, task) is status
    assert f"{by.name} {MOVE_WORDS[do]}" in pages.words(by, f"/tasks/{task.key}") or do is Move.REFUSE
    assert task.events[-1].text == data.get("text", "")


def test_an_established_task_is_assigned_or_given_up(session: Session, office: Town, pages: Pages) -> None:
    first, second = established(session, office, "编制计划"), established(session, office, "重复的")
    pages.post(office.clerk, f"/tasks/{first.key}/assign", assignee=office.worker.id, lead=office.justice.id)
    pages.post(office.clerk, f"/tasks/{second.key}/void", text="和上一条重复")
    assert now_of(session, first) is Status.ASSIGNED
    assert now_of(session, second) is Status.VOID


def test_a_move_without_its_reason_keeps_nothing_and_says_so(session: Session, office: Town, pages: Pages) -> None:
    task = assigned(session, office, "挂牌", sign("2026-01-13", office.worker), claim("2026-03-01", office.worker))
    answer = pages.post(office.deputy, f"/tasks/{task.key}/send_back", text=" ")
    assert answer.status_code == 422
    assert "写清楚原因" in answer.text
    assert now_of(session, task) is Status.WAITING


def test_personal_numbers_are_not_taken(session: Session, office: Town, pages: Pages) -> None:
    task = assigned(session, office, "挂牌", sign("2026-01-13", office.worker))
    answer = pages.post(office.worker, f"/tasks/{task.key}/claim", text=f"联系人 {PHONE}")
    assert answer.status_code == 422
    assert "像手机号" in answer.text
    assert now_of(session, task) is Status.WORKING


def test_whoever_comes_second_is_told_and_keeps_the_words(session: Session, office: Town, pages: Pages) -> None:
    task = assigned(session, office, "挂牌", sign("2026-01-13", office.worker), claim("2026-03-01", office.worker))
    assert pages.post(office.deputy, f"/tasks/{task.key}/finish").status_code == 302
    answer = pages.post(office.mayor, f"/tasks/{task.key}/send_back", text="请补照片")
    assert answer.status_code == 409
    assert "现在是“已办结”，不能退回补办" in answer.text
    assert "请补照片" in answer.text
    assert now_of(session, task) is Status.FINISHED


def test_a_move_that_the_rules_forbid_is_refused_on_the_page(session: Session, office: Town, pages: Pages) -> None:
    task = assigned(session, office, "挂牌", sign("2026-01-13", office.worker), claim("2026-03-01", office.worker))
    read = pages.words(office.worker, f"/tasks/{task.key}/finish")
    assert "不能由您办结" in read
    answer = pages.post(office.worker, f"/tasks/{task.key}/finish")
    assert answer.status_code == 409
    assert now_of(session, task) is Status.WAITING


def test_an_unknown_move_is_no_page(session: Session, office: Town, pages: Pages) -> None:
    task = assigned(session, office, "挂牌")
    assert pages.get(office.worker, f"/tasks/{task.key}/establish").status_code == 404


def test_an_extension_shows_the_first_date_for_ever(session: Session, office: Town, pages: Pages) -> None:
    ask = step("2026-11-20", office.worker, Move.ASK_EXTENSION, "等上级", until=date(2027, 1, 10))
    grant = step("2026-11-21", office.deputy, Move.GRANT_EXTENSION)
    signed = sign("2026-01-13", office.worker)
    task = assigned(session, office, "汇总", signed, ask, grant, deadline=date(2026, 12, 20))
    read = pages.words(office.worker, f"/tasks/{task.key}")
    assert "2027年1月10日 周日" in read
    assert "原定 12月20日" in read
    assert "已延 1 次，最多 2 次" in read


def test_the_page_sends_as_many_statements_for_thirty_events_as_for_one(
    session: Session, office: Town, pages: Pages, statements: list[str]
) -> None:
    counts = []
    task = assigned(session, office, "宣传", sign("2026-01-13", office.worker))
    for number in range(30):
        led(session, task, [report("2026-02-01", office.worker, "办", figure("宣传", 1, "场"))])
        if number in (0, 29):
            session.commit()
            statements.clear()
            pages.words(office.worker, f"/tasks/{task.key}")
            counts.append(len(statements))
    assert counts[0] == counts[1]
