"""The pages of tasks as people use them: a phone without script, a leader's decision, two at once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from time import sleep

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests.browser.conftest import SitDown
from tests.rows import Town, assigned, claim, figure, led, report, sign
from tracker.clock import today
from tracker.db import writing
from tracker.tasks.models import Task

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000010800000000d14920560000000b4944415478da6360f80f000102"
    "0100d11acb8f0000000049454e44ae426082"
)
"""A PNG of two points."""


@pytest.fixture
def task(session: Session, office: Town) -> Task:
    """The worker's task with a target, signed for and begun."""
    day = today()
    begun = day - timedelta(days=60)
    made = assigned(
        session,
        office,
        "消防宣传月入户走访",
        sign((begun + timedelta(days=1)).isoformat(), office.worker),
        report((begun + timedelta(days=30)).isoformat(), office.worker, "走访三个组。", figure("入户走访", 142, "户")),
        on=begun,
        deadline=day + timedelta(days=5),
        target_name="入户走访",
        target_value=180,
        target_unit="户",
    )
    session.commit()
    return made


def test_a_report_from_the_list_on_a_phone_without_script(office: Town, task: Task, sit_down: SitDown) -> None:
    worker = sit_down(office.worker, phone=True, script=False)
    worker.click("报进度")
    worker.page.fill("[name=figures-0-value]", "38")
    worker.page.fill(".quick [name=text]", "走访四组。")
    worker.click("提交")
    expect(worker.page.get_by_text("进度已报：消防宣传月入户走访")).to_be_visible()
    expect(worker.page.get_by_text("已报 180 户，目标 180 户").first).to_be_visible()
    assert worker.clicks == 2


def test_a_second_click_while_the_server_is_busy_sends_nothing_twice(
    session: Session, office: Town, task: Task, sit_down: SitDown
) -> None:
    worker = sit_down(office.worker)
    worker.open(f"/tasks/{task.key}")
    worker.page.fill("#said-text", "有三户不在家，改约周末。")
    worker.page.evaluate("window.said = document.querySelector('#notes form button')")
    session.rollback()
    with writing():
        session.connection()  # nobody else can write until this ends
        worker.page.evaluate("for (const pause of [0, 300]) setTimeout(() => said.click(), pause)")
        sleep(1)
        session.rollback()
    expect(worker.page.get_by_text("有三户不在家，改约周末。", exact=True).first).to_be_visible()
    worker.page.wait_for_timeout(300)
    assert [note.text for note in task.notes] == ["有三户不在家，改约周末。"]


def test_a_wrong_number_stays_in_its_field(office: Town, task: Task, sit_down: SitDown) -> None:
    worker = sit_down(office.worker)
    worker.open(f"/tasks/{task.key}/report")
    worker.page.fill("[name=figures-0-value]", "38左右")
    worker.page.fill("[name=text]", "走访四组。")
    worker.click("提交进度")
    expect(worker.page.get_by_text("“38左右”不是数字。请只填数字，例如 2340。")).to_be_visible()
    expect(worker.page.locator("[name=figures-0-value]")).to_have_value("38左右")
    expect(worker.page.locator("[name=text]")).to_have_value("走访四组。")


def test_a_picture_goes_with_the_report_and_is_shown(
    office: Town, task: Task, sit_down: SitDown, tmp_path: Path
) -> None:
    worker = sit_down(office.worker)
    worker.open(f"/tasks/{task.key}")
    picture = tmp_path / "现场.png"
    picture.write_bytes(PICTURE)
    worker.page.fill("[name=text]", "附照片。")
    worker.page.set_input_files("[name=files]", str(picture))
    worker.click("提交进度")
    link = worker.page.get_by_role("link", name="现场.png").get_attribute("href")
    shown = "async path => { const it = new Image(); it.src = path; await it.decode(); return it.naturalWidth }"
    assert worker.page.evaluate(shown, link) == 2


def test_of_two_leaders_with_the_same_page_open_the_second_is_told(
    session: Session, office: Town, task: Task, sit_down: SitDown
) -> None:
    led(session, task, [claim(today().isoformat(), office.worker)])
    session.commit()
    deputy, mayor = sit_down(office.deputy), sit_down(office.mayor)
    for leader in (deputy, mayor):
        leader.open(f"/tasks/{task.key}")
    deputy.page.fill("#decide-text", "请补登记表")
    deputy.click("退回补办")
    expect(deputy.page.get_by_text("已退回补办：消防宣传月入户走访")).to_be_visible()
    mayor.page.fill("#decide-text", "同意")
    mayor.page.locator("#decide").get_by_role("button", name="办结", exact=True).click()
    expect(mayor.page.get_by_text("现在是“办理中”，不能办结。")).to_be_visible()
    expect(mayor.page.locator("[name=text]")).to_have_value("同意")


def test_a_filter_is_put_together_without_script(office: Town, task: Task, sit_down: SitDown) -> None:
    clerk = sit_down(office.clerk, script=False)
    clerk.open("/tasks")
    clerk.click("加条件")
    clerk.page.select_option("#w-light", "yellow")
    clerk.click("按条件列出")
    assert "light=yellow" in clerk.page.url
    expect(clerk.page.get_by_text("消防宣传月入户走访")).to_be_visible()
    clerk.page.get_by_label("去掉条件：灯").click()
    clerk.page.wait_for_load_state()
    assert "light" not in clerk.page.url


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_what_is_ticked_in_the_ledger_goes_to_another(office: Town, task: Task, sit_down: SitDown, phone: bool) -> None:
    clerk = sit_down(office.clerk, phone=phone)
    clerk.open("/tasks")
    expect(clerk.page.locator("#together")).to_be_hidden()
    clerk.page.get_by_label(f"选中 {task.key}").check()
    clerk.page.select_option("#together [name=assignee]", label=office.helper.name)
    clerk.click("交办给他")
    expect(clerk.page.get_by_text(f"1 项已交办给{office.helper.name}")).to_be_visible()


def test_conditions_can_be_chosen_on_a_phone(office: Town, task: Task, sit_down: SitDown) -> None:
    clerk = sit_down(office.clerk, phone=True)
    clerk.open("/tasks")
    clerk.click("加条件")
    clerk.page.select_option("#w-order", "due")
    clerk.click("按条件列出")
    assert "order=due" in clerk.page.url


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_no_page_is_wider_than_the_screen(office: Town, task: Task, sit_down: SitDown, phone: bool) -> None:
    clerk = sit_down(office.clerk, phone=phone)
    own = f"/tasks/{task.key}"
    for path in ("/", "/tasks", own, f"{own}/assign", "/board", f"/people/{office.worker.id}/hand-over"):
        clerk.open(path)
        width = clerk.page.evaluate("document.documentElement.scrollWidth")
        assert width <= clerk.page.viewport_size["width"], path  # type: ignore[index]


def test_too_large_a_file_is_refused_before_anything_is_sent(
    office: Town, task: Task, app: Flask, sit_down: SitDown
) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1024 * 1024
    worker = sit_down(office.worker)
    worker.open(f"/tasks/{task.key}/report")
    worker.page.fill("[name=text]", "走访四组。")
    files = worker.page.locator("[name=files]")
    files.set_input_files({"name": "现场.png", "mimeType": "image/png", "buffer": bytes(2 * 1024 * 1024)})
    worker.click("提交进度")
    assert "一共 2 MB，一次最多 1 MB" in files.evaluate("field => field.validationMessage")
    expect(worker.page.locator("[name=text]")).to_have_value("走访四组。")
    files.set_input_files({"name": "现场.png", "mimeType": "image/png", "buffer": PICTURE})
    worker.click("提交进度")
    expect(worker.page.get_by_text("进度已报：消防宣传月入户走访")).to_be_visible()


def test_unfinished_words_stay_on_the_machine_until_they_are_taken(office: Town, task: Task, sit_down: SitDown) -> None:
    worker = sit_down(office.worker)
    path, words = f"/tasks/{task.key}/report", worker.page.locator("[name=text]")
    worker.open(path)
    words.fill("走访四组。")
    worker.page.fill("[name=figures-0-value]", "38左右")
    worker.click("提交进度")
    expect(worker.page.get_by_text("“38左右”不是数字")).to_be_visible()
    worker.open(path)
    expect(words).to_have_value("走访四组。")
    worker.click("提交进度")
    expect(worker.page.get_by_text("进度已报：消防宣传月入户走访")).to_be_visible()
    worker.open(path)
    expect(words).to_have_value("")


def test_unfinished_words_are_nobody_elses_on_the_same_machine(office: Town, task: Task, sit_down: SitDown) -> None:
    worker = sit_down(office.worker)
    worker.open(f"/tasks/{task.key}/report")
    worker.page.fill("[name=text]", "走访四组。")
    assert worker.page.evaluate("Object.keys(localStorage)") == [f"duban:{office.worker.id}:{task.key}"]
