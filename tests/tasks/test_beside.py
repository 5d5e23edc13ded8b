"""What stands beside a task's history: comments, help, checklist, slips; 转下年 and 移交; none disturbs the history."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document as WordDocument
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.pages import TODAY, Pages
from tests.rows import Town, assigned, at, claim, established, figure, led, report, sign, step
from tracker.calendar.limits import Every, Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.documents.models import Document
from tracker.errors import RuleViolation
from tracker.people.models import Role
from tracker.progress.lights import light
from tracker.review.models import Draft
from tracker.tasks import notes
from tracker.tasks.actions import Step, carry_over, establish_from_drafts, hand_over
from tracker.tasks.models import ChecklistItem, Note, NoteKind, Slip, SlipKind, Task
from tracker.tasks.queries import history_of, open_calls
from tracker.tasks.slips import issue
from tracker.tasks.status import Move, Status

NOW = at("2026-11-25")


@pytest.fixture
def task(session: Session, office: Town) -> Task:
    signed = sign("2026-01-13", office.worker)
    made = assigned(session, office, "开展法治宣传", signed, support=(office.safety,), deadline=date(2026, 12, 20))
    session.commit()
    return made


# ---- comments and help


def test_anybody_who_sees_the_task_may_comment(session: Session, office: Town, pages: Pages, task: Task) -> None:
    for person in (office.worker, office.helper, office.deputy, office.clerk):
        answer = pages.post(person, f"/tasks/{task.key}/comments", text=f"{person.name}看过")
        assert answer.headers["Location"] == f"/tasks/{task.key}#notes"
    read = pages.words(office.worker, f"/tasks/{task.key}")
    assert all(f"{person.name}看过" in read for person in (office.worker, office.helper, office.deputy, office.clerk))


@pytest.mark.parametrize(("text", "complaint"), [(" ", "还什么都没写"), ("联系 13812345678", "像手机号")])
def test_a_comment_that_is_not_taken_stays_in_the_field(
    session: Session, office: Town, pages: Pages, task: Task, text: str, complaint: str
) -> None:
    answer = pages.post(office.worker, f"/tasks/{task.key}/comments", text=text)
    assert answer.status_code == 422
    assert complaint in answer.text
    assert text.strip() in answer.text
    assert session.scalars(select(Note)).all() == []


def test_help_is_asked_for_seen_and_answered(session: Session, office: Town, pages: Pages, task: Task) -> None:
    pages.post(office.worker, f"/tasks/{task.key}/help", text="学校没有空档，请协调")
    assert "请求协调 1" in pages.words(office.clerk, "/")
    assert "协调 1 件" in pages.words(office.deputy, "/")
    assert "学校没有空档" in pages.words(office.deputy, "/")
    assert "请您协调" not in pages.words(office.mayor, "/")
    pages.post(office.deputy, f"/tasks/{task.key}/help/answer", text="已和学校说好，12月2日")
    assert session.scalars(open_calls()).all() == []
    assert "没有人请求协调" in pages.words(office.clerk, "/")
    assert "苏文博 答复协调" in pages.words(office.worker, f"/tasks/{task.key}")


def test_the_clock_goes_on_while_help_is_asked_for(session: Session, office: Town, task: Task) -> None:
    before = history_of(task)
    notes.call_for_help(session, task, "请协调", office.mayor.id, by=office.worker, at=NOW)
    notes.comment(session, task, "看过", by=office.deputy, at=NOW)
    assert before is not None
    assert history_of(task) == before
    assert light(before, TODAY, WorkCalendar()).word == "正常"


def test_a_second_call_waits_for_the_answer_to_the_first(session: Session, office: Town, task: Task) -> None:
    notes.call_for_help(session, task, "请协调", office.mayor.id, by=office.helper, at=NOW)
    with pytest.raises(RuleViolation, match="还没有答复"):
        notes.call_for_help(session, task, "再请", office.mayor.id, by=office.worker, at=NOW)


def test_only_those_who_do_the_work_call_and_only_leaders_answer(session: Session, office: Town, task: Task) -> None:
    with pytest.raises(RuleViolation, match="由办这件事的人来提"):
        notes.call_for_help(session, task, "请协调", office.mayor.id, by=office.clerk, at=NOW)
    with pytest.raises(RuleViolation, match="没有等待答复"):
        notes.answer(session, task, "好", office.mayor.id, by=office.deputy, at=NOW)
    notes.call_for_help(session, task, "请协调", office.mayor.id, by=office.worker, at=NOW)
    with pytest.raises(RuleViolation, match="由分管领导"):
        notes.answer(session, task, "好", office.mayor.id, by=office.worker, at=NOW)
    notes.answer(session, task, "好", office.mayor.id, by=office.mayor, at=NOW)


def test_of_two_answers_at_once_one_is_kept(session: Session, office: Town, task: Task) -> None:
    call = notes.call_for_help(session, task, "请协调", office.mayor.id, by=office.worker, at=NOW)
    for by in (office.deputy, office.mayor):
        session.add(Note(task_id=task.id, at=NOW, by_id=by.id, kind=NoteKind.ANSWER, text="好", answers_id=call.id))
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_closed_task_asks_for_nothing(session: Session, office: Town, pages: Pages, task: Task) -> None:
    notes.call_for_help(session, task, "请协调", office.mayor.id, by=office.worker, at=NOW)
    pages.post(office.deputy, f"/tasks/{task.key}/stop", text="上级取消")
    assert session.scalars(open_calls()).all() == []


# ---- checklist


def test_the_actions_of_a_measure_become_the_checklist(session: Session, office: Town) -> None:
    paper = Document(key="d1", file="报告.docx", plan_year=2026)
    session.add(paper)
    session.flush()
    draft = Draft(
        document_id=paper.id,
        ordinal=0,
        quote="编印手册、组织培训。",
        title="编印手册、组织培训",
        actions=["编印手册", "组织培训"],
        assignee_id=office.worker.id,
        lead_id=office.justice.id,
        kind=Kind.DATE,
        deadline=date(2026, 12, 20),
        standard="有手册",
        document=paper,
    )
    session.add(draft)
    session.flush()
    [made] = establish_from_drafts(session, [draft], by=office.clerk, at=at("2026-01-12"))
    assert [item.text for item in made.checklist] == ["编印手册", "组织培训"]


def test_an_item_is_added_ticked_and_opened_again(session: Session, office: Town, pages: Pages, task: Task) -> None:
    pages.post(office.worker, f"/tasks/{task.key}/checklist", text="联系学校", owner=office.helper.id)
    session.expire_all()
    (item,) = task.checklist
    assert item.owner_id == office.helper.id
    pages.post(office.helper, f"/checklist/{item.id}", done="1")
    read = pages.words(office.worker, f"/tasks/{task.key}")
    assert "分解清单 1 / 1" in read
    pages.post(office.worker, f"/checklist/{item.id}", done="")
    assert "分解清单 0 / 1" in pages.words(office.worker, f"/tasks/{task.key}")


def test_an_item_is_ticked_by_its_owner_or_the_keepers_alone(session: Session, office: Town, task: Task) -> None:
    item = notes.add_item(session, task, "联系学校", None, office.mayor.id, by=office.clerk)
    with pytest.raises(RuleViolation, match="由它的负责人"):
        notes.tick(session, item, True, office.mayor.id, by=office.helper, at=NOW)
    notes.tick(session, item, True, office.mayor.id, by=office.worker, at=NOW)
    assert item.done_by_id == office.worker.id


def test_whoever_only_looks_adds_nothing(session: Session, office: Town, pages: Pages, task: Task) -> None:
    answer = pages.post(office.deputy, f"/tasks/{task.key}/checklist", text="再查一次", owner=0)
    assert answer.status_code == 409
    assert session.scalars(select(ChecklistItem)).all() == []


# ---- each unit's own reports


def test_reports_of_several_units_stand_unit_by_unit(session: Session, office: Town, pages: Pages, task: Task) -> None:
    reports = [
        report("2026-02-01", office.worker, "办", figure("宣传", 2, "场")),
        report("2026-03-01", office.worker, "办", figure("宣传", 1, "场")),
    ]
    led(session, task, reports)
    read = pages.words(office.deputy, f"/tasks/{task.key}")
    assert "司法所 牵头 报了 2 次，最近 3月1日 周日；宣传 3 场" in read
    assert "应急办 还没有报过" in read


# ---- 转下年


def test_carrying_over_makes_the_linked_task_of_next_year(
    session: Session, office: Town, pages: Pages, task: Task
) -> None:
    done = notes.add_item(session, task, "办过的", None, None, by=office.clerk)
    notes.tick(session, done, True, None, by=office.clerk, at=NOW)
    notes.add_item(session, task, "没办的", office.helper, None, by=office.clerk)
    answer = pages.post(office.clerk, f"/tasks/{task.key}/carry_over", text="学校停课", deadline="2027-06-30")
    assert answer.status_code == 302
    session.expire_all()
    following = session.scalars(select(Task).where(Task.carried_from_id == task.id)).one()
    assert task.status is Status.CARRIED_OVER
    assert (following.key, following.year, following.status) == ("2027-001", 2027, Status.ESTABLISHED)
    assert following.deadline == date(2027, 6, 30)
    assert [item.text for item in following.checklist] == ["没办的"]
    assert [row.unit_id for row in following.supports] == [office.safety.id]
    assert "转到下年 2027-001" in pages.words(office.clerk, f"/tasks/{task.key}")
    assert f"由上年转来 {task.key}" in pages.words(office.clerk, f"/tasks/{following.key}")


def test_a_dated_task_is_not_carried_over_without_a_new_date(
    session: Session, office: Town, pages: Pages, task: Task
) -> None:
    answer = pages.post(office.clerk, f"/tasks/{task.key}/carry_over", text="学校停课")
    assert answer.status_code == 409
    assert "缺时限" in answer.text
    session.expire_all()
    assert task.status is Status.WORKING


def test_ongoing_and_recurring_tasks_are_carried_over_without_a_date(session: Session, office: Town) -> None:
    for limit in ({"kind": Kind.ONGOING}, {"kind": Kind.RECURRING, "every": Every.MONTH}):
        old = assigned(session, office, "会前学法", **limit)
        new = carry_over(session, old, Step(Move.CARRY_OVER), None, by=office.clerk, at=NOW)
        assert (new.kind, new.every, new.deadline) == (old.kind, old.every, None)


# ---- 移交


def test_everything_open_of_a_person_goes_to_another(session: Session, office: Town, pages: Pages, task: Task) -> None:
    chosen = established(session, office, "编制计划")
    waiting = assigned(
        session, office, "村务公开", sign("2026-01-13", office.worker), claim("2026-11-20", office.worker)
    )
    finished = (claim("2026-06-20", office.worker), step("2026-06-21", office.deputy, Move.FINISH))
    closed = assigned(session, office, "办完的", sign("2026-01-13", office.worker), *finished)
    page = pages.words(office.clerk, f"/people/{office.worker.id}/hand-over")
    assert "承办 3 件" in page
    answer = pages.post(office.clerk, f"/people/{office.worker.id}/hand-over", to=office.helper.id, with_unit="y")
    assert answer.status_code == 200
    assert "村务公开" in answer.text
    session.expire_all()
    assert (task.assignee_id, task.lead_id, task.status) == (office.helper.id, office.safety.id, Status.ASSIGNED)
    assert chosen.assignee_id == office.helper.id
    assert waiting.assignee_id == office.worker.id
    assert closed.assignee_id == office.worker.id
    assert "移交：原承办人叶青禾" in pages.words(office.helper, f"/tasks/{task.key}")


def test_a_leader_s_tasks_get_the_new_leader_and_say_so(session: Session, office: Town, task: Task) -> None:
    done = hand_over(session, office.deputy, office.mayor, with_unit=False, by=office.clerk, at=NOW)
    assert done.supervised == [task]
    assert task.leader_id == office.mayor.id
    assert [note.text for note in task.notes] == ["分管领导由苏文博改为程建安"]


def test_nothing_is_handed_to_the_same_person_or_to_one_who_left(session: Session, office: Town, task: Task) -> None:
    office.helper.active = False
    for to in (office.worker, office.helper):
        with pytest.raises(RuleViolation, match="不能移交给"):
            hand_over(session, office.worker, to, with_unit=False, by=office.clerk, at=NOW)
    with pytest.raises(RuleViolation, match="督办员"):
        hand_over(session, office.worker, office.mayor, with_unit=False, by=office.deputy, at=NOW)


def test_supervision_goes_to_leaders_alone(session: Session, office: Town, pages: Pages, task: Task) -> None:
    answer = pages.post(office.clerk, f"/people/{office.deputy.id}/hand-over", to=office.helper.id)
    assert answer.status_code == 409
    assert "分管着 1 件，田小满不是领导" in answer.text
    assert f'<option selected value="{office.helper.id}">' in answer.text
    session.expire_all()
    assert task.leader_id == office.deputy.id


def test_nothing_goes_to_one_who_only_administers(session: Session, office: Town, pages: Pages, task: Task) -> None:
    for path, field in ((f"/tasks/{task.key}/assign", "assignee"), (f"/people/{office.worker.id}/hand-over", "to")):
        pages.post(office.clerk, path, lead=office.justice.id, **{field: office.admin.id})
    pages.post(office.clerk, "/tasks", task=task.key, do="assign", assignee=office.admin.id)
    session.expire_all()
    assert task.assignee_id == office.worker.id


# ---- slips


def paper(file: bytes) -> str:
    """What stands on it: its paragraphs, and each row of its table as 名：值."""
    document = WordDocument(BytesIO(file))
    rows = ["：".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*(part.text for part in document.paragraphs), *rows])


def test_a_slip_says_what_the_record_says_and_is_numbered(session: Session, office: Town, pages: Pages) -> None:
    late = assigned(
        session,
        office,
        "挂牌公示",
        sign("2026-01-13", office.worker),
        report("2026-11-03", office.worker, "牌子已做好。"),
        deadline=date(2026, 11, 20),
        quote="挂牌并公示值班表",
    )
    answer = pages.post(office.clerk, f"/tasks/{late.key}/slips", kind="press")
    slip = session.scalars(select(Slip)).one()
    assert answer.headers["Location"] == f"/slips/{slip.id}"
    text = paper(pages.get(office.clerk, f"/slips/{slip.id}").data)
    for words in (
        "示范镇催办单",
        "催办〔2026〕1号",
        "司法所：",
        "下列事项已过时限 5 天，还没有办结。",
        "事项：挂牌公示",
        "时限：2026年11月20日",
        "承办人：叶青禾",
        "分管领导：苏文博",
        "原文：挂牌并公示值班表",
        "办理情况：11月3日报过进度。牌子已做好。",
        "2026年11月25日",
    ):
        assert words in text, words


def test_each_kind_is_numbered_for_itself_through_the_year(session: Session, office: Town, task: Task) -> None:
    said: dict[str, Any] = {"addressee": "a", "opening": "o", "facts": [], "closing": "c", "by": office.clerk}
    kinds = (SlipKind.PRESS, SlipKind.ASSIGN, SlipKind.PRESS)
    issued = [issue(session, task, kind, at=NOW, **said) for kind in kinds]
    issued.append(issue(session, task, SlipKind.PRESS, at=at("2027-01-04"), **said))
    assert [(slip.year, slip.number) for slip in issued] == [(2026, 1), (2026, 1), (2026, 2), (2027, 1)]


def test_a_slip_printed_again_says_the_same(session: Session, office: Town, pages: Pages, task: Task) -> None:
    pages.post(office.clerk, f"/tasks/{task.key}/slips", kind="assign")
    slip = session.scalars(select(Slip)).one()
    task.title = "改过的题目"
    session.commit()
    text = paper(pages.get(office.worker, f"/slips/{slip.id}").data)
    assert "事项：开展法治宣传" in text
    assert "改过的题目" not in text


def test_slips_are_issued_by_coordinators_and_read_by_those_who_see_the_task(
    session: Session, office: Town, pages: Pages, task: Task
) -> None:
    assert pages.post(office.worker, f"/tasks/{task.key}/slips", kind="press").status_code == 403
    assert pages.post(office.clerk, f"/tasks/{task.key}/slips", kind="other").status_code == 400
    pages.post(office.clerk, f"/tasks/{task.key}/slips", kind="press")
    slip = session.scalars(select(Slip)).one()
    stranger = office.admin
    stranger.roles = [Role.ASSIGNEE]
    session.commit()
    assert pages.get(stranger, f"/slips/{slip.id}").status_code == 404
