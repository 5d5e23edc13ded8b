"""The review desk in a real browser: with keys and without script, two people at once, and how few clicks it takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.browser.conftest import SitDown
from tests.review.desk import imported
from tests.rows import Town, person
from tracker.people.models import Role
from tracker.people.passwords import set_password
from tracker.review.models import Draft
from tracker.tasks.models import Task
from tracker.tasks.status import Status

DESK = "/documents/1/review"
REPORT = """示范镇人民政府关于2089年度法治政府建设情况的报告

一、2090年工作安排

（一）健全依法决策机制

由司法所牵头，3月底前编制并公布重大行政决策事项目录。

（二）提高矛盾化解能力

由司法所牵头，9月底前轮训人民调解员不少于6期。由应急办牵头，每季度末汇总一次排查情况。
"""


def tasks(session: Session) -> list[Task]:
    session.rollback()  # a new look at what the pages have committed
    return list(session.scalars(select(Task).order_by(Task.id)))


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def test_from_a_report_to_all_tasks_assigned_takes_three_clicks(
    session: Session, office: Town, sit_down: SitDown, tmp_path: Path
) -> None:
    (tmp_path / "报告.txt").write_text(REPORT, "utf-8")
    seat = sit_down(office.clerk)
    seat.open("/documents")
    seat.page.set_input_files("[name=file]", tmp_path / "报告.txt")
    seat.page.get_by_text("导入并读出事项", exact=True).click()
    hints = seat.page.locator("button", has_text="处建议").inner_text()
    seat.click(hints)
    seat.click("确认没有疑问的 3 条")
    seat.click("交办已立项的 3 件")
    assert [task.status for task in tasks(session)] == [Status.ASSIGNED] * 3
    assert {task.assignee_id for task in tasks(session)} == {office.worker.id, office.helper.id}
    assert seat.clicks <= 3 + len(tasks(session))


def test_one_by_one_it_takes_a_click_a_task_and_one_to_assign(
    session: Session, office: Town, sit_down: SitDown
) -> None:
    imported(session, office)
    seat = sit_down(office.clerk)
    seat.open(DESK)
    seat.click("采用并确认")
    seat.click("采用并确认")
    seat.click("交办已立项的 2 件")
    assert [task.status for task in tasks(session)] == [Status.ASSIGNED] * 2
    assert seat.clicks <= 3 + 2


def test_of_two_people_who_publish_the_same_drafts_one_wins_and_the_other_is_told(
    session: Session, office: Town, sit_down: SitDown
) -> None:
    imported(session, office)
    colleague = person(session, "何叙", office.party_office, Role.COORDINATOR)
    set_password(colleague, "three-old-ducks")
    session.commit()
    first, second = sit_down(office.clerk), sit_down(colleague)
    first.open(DESK)
    first.click("采用 6 处建议")
    for seat in (first, second):
        seat.open(DESK)
    first.click("确认没有疑问的 2 条")
    second.click("确认没有疑问的 2 条")
    assert "2 条已确认立项" in first.page.content()
    assert f"刚才由{office.clerk.name}改过" in second.page.content()
    assert "一条也没有改。" in second.page.content()
    assert len(tasks(session)) == 2


def test_the_slower_of_two_finds_the_typed_words_in_the_field(
    session: Session, office: Town, sit_down: SitDown
) -> None:
    draft = imported(session, office)[2]
    first, second = sit_down(office.clerk), sit_down(office.clerk)
    for seat in (first, second):
        seat.open(f"{DESK}?open={draft.id}")
    first.page.fill("[name=title]", "开展返乡普法两次")
    first.click("先存着")
    second.page.fill("[name=title]", "开展返乡普法三次")
    second.click("先存着")
    assert second.page.input_value("[name=title]") == "开展返乡普法三次"
    assert "填过的内容都在，还没有保存。" in second.page.content()
    second.click("先存着")
    session.rollback()  # a new look at what the pages have committed
    assert session.get_one(Draft, draft.id).title == "开展返乡普法三次"


def test_keys_go_from_draft_to_draft_and_press_its_buttons(session: Session, office: Town, sit_down: SitDown) -> None:
    drafts = imported(session, office)
    seat = sit_down(office.clerk)
    seat.open(DESK)
    seat.page.keyboard.press("j")
    seat.page.keyboard.press("j")
    seat.page.keyboard.press("k")
    with seat.page.expect_navigation():
        seat.page.keyboard.press("a")
    assert [task.draft_id for task in tasks(session)] == [drafts[0].id]
    with seat.page.expect_navigation():
        seat.page.keyboard.press("e")
    assert f"open={drafts[1].id}" in seat.page.url
    with seat.page.expect_navigation():
        seat.page.keyboard.press("r")
    session.rollback()  # a new look at what the pages have committed
    assert session.get_one(Draft, drafts[1].id).state == "rejected"


def test_keys_still_work_after_ticking_a_draft(session: Session, office: Town, sit_down: SitDown) -> None:
    drafts = imported(session, office)
    seat = sit_down(office.clerk)
    seat.open(DESK)
    seat.page.locator(f"#d{drafts[0].id} [name=drafts]").check()
    with seat.page.expect_navigation():
        seat.page.keyboard.press("a")
    assert [task.draft_id for task in tasks(session)] == [drafts[0].id]


def test_keys_do_nothing_while_somebody_types(session: Session, office: Town, sit_down: SitDown) -> None:
    draft = imported(session, office)[2]
    seat = sit_down(office.clerk)
    seat.open(f"{DESK}?open={draft.id}")
    seat.page.focus("[name=standard]") if seat.page.is_visible("[name=standard]") else seat.page.focus("[name=title]")
    seat.page.keyboard.type("arems")
    assert seat.page.url.endswith(f"open={draft.id}")
    assert tasks(session) == []


def test_everything_works_without_script(session: Session, office: Town, sit_down: SitDown) -> None:
    draft = imported(session, office)[0]
    seat = sit_down(office.clerk, script=False)
    seat.open(f"{DESK}?open={draft.id}")
    seat.click("采用")
    seat.click("采用")
    seat.click("确认立项")
    seat.click("交办已立项的 1 件")
    assert [task.status for task in tasks(session)] == [Status.ASSIGNED]


@pytest.mark.parametrize("path", ["/documents", DESK, f"{DESK}?open=1", f"{DESK}?open=3", f"{DESK}?add=1#src"])
def test_nothing_is_wider_than_a_phone(session: Session, office: Town, sit_down: SitDown, path: str) -> None:
    imported(session, office)
    seat = sit_down(office.clerk, phone=True)
    seat.open(path)
    assert overflow(seat.page) <= 0


def test_a_sentence_leads_to_its_proposal_and_back(session: Session, office: Town, sit_down: SitDown) -> None:
    draft = imported(session, office)[1]
    seat = sit_down(office.clerk)
    seat.open(DESK)
    seat.page.click(f"#s{draft.id} a")
    assert seat.page.url.endswith(f"open={draft.id}#d{draft.id}")
    seat.page.get_by_text("第 3 行", exact=True).click()
    assert seat.page.url.endswith(f"#s{draft.id}")


def test_s_and_m_open_what_the_open_draft_is_split_or_merged_with(
    session: Session, office: Town, sit_down: SitDown
) -> None:
    drafts = imported(session, office)
    seat = sit_down(office.clerk)
    seat.open(f"{DESK}?open={drafts[0].id}#d{drafts[0].id}")
    assert not seat.page.is_visible("[name=parts]")
    seat.page.keyboard.press("s")
    assert seat.page.is_visible("[name=parts]")
    seat.page.keyboard.press("m")
    assert seat.page.is_visible("[name=into]")


def test_the_bar_for_ticked_drafts_is_there_only_while_some_are(
    session: Session, office: Town, sit_down: SitDown
) -> None:
    drafts = imported(session, office)
    seat = sit_down(office.clerk)
    seat.open(DESK)
    assert not seat.page.is_visible("form[data-bulk]")
    box = seat.page.locator(f"#d{drafts[2].id} [name=drafts]")
    box.check()
    assert "已选 1 条" in seat.page.inner_text("form[data-bulk]")
    seat.page.locator("form[data-bulk] [name=deadline]").fill("2090-06-30")
    seat.click("全选")
    assert "已选 3 条" in seat.page.inner_text("form[data-bulk]")
    seat.click("填到选中的")
    session.rollback()  # a new look at what the pages have committed
    assert [str(draft.deadline) for draft in session.scalars(select(Draft))] == ["2090-06-30"] * 3


def test_what_was_confirmed_by_mistake_is_taken_back_with_a_click(
    session: Session, office: Town, sit_down: SitDown
) -> None:
    imported(session, office)
    seat = sit_down(office.clerk)
    seat.open(DESK)
    seat.click("采用并确认")
    seat.click("撤销")
    session.rollback()  # a new look at what the pages have committed
    assert {draft.state for draft in session.scalars(select(Draft))} == {"proposed"}
    assert [task.status for task in tasks(session)] == [Status.VOID]


def test_leaving_and_coming_back_loses_nothing_that_was_put_aside(
    session: Session, office: Town, sit_down: SitDown
) -> None:
    draft = imported(session, office)[2]
    seat = sit_down(office.clerk)
    seat.open(f"{DESK}?open={draft.id}")
    seat.page.fill("[name=title]", "开展返乡普法两次")
    seat.click("先存着")
    seat.open("/")
    seat.open(f"{DESK}?open={draft.id}")
    assert seat.page.input_value("[name=title]") == "开展返乡普法两次"
