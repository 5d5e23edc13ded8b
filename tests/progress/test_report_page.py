"""Handing in progress through the page: figures, words, files; what is wrong stays on the page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.pages import Pages, words
from tests.rows import Town, assigned, claim, figure, led, report, sign, step
from tracker.progress.models import Attachment
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.status import Move, Status

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 40
TEXT = "集市宣传一次。".encode()


@pytest.fixture
def task(session: Session, office: Town) -> Task:
    target = {"target_name": "宣传", "target_value": Decimal(12), "target_unit": "场"}
    made = assigned(session, office, "开展法治宣传", sign("2026-01-13", office.worker), **target)
    session.commit()
    return made


def events(session: Session, task: Task) -> list[TaskEvent]:
    session.expire_all()
    return [event for event in task.events if event.do in (Move.REPORT, Move.CLAIM)]


def row(number: int, name: str, value: str, unit: str) -> dict[str, str]:
    return {f"figures-{number}-name": name, f"figures-{number}-value": value, f"figures-{number}-unit": unit}


def test_figures_words_and_files_are_kept_together(
    session: Session, office: Town, pages: Pages, task: Task, app: Flask
) -> None:
    sent: dict[str, Any] = row(0, "宣传", "2", "场") | row(1, "发放资料", "1,200", "份") | {"figures-1-approx": "y"}
    files = [(BytesIO(PICTURE), "现场.png"), (BytesIO(TEXT), "小结.txt")]
    answer = pages.post(office.worker, f"/tasks/{task.key}/report", text="集市宣传。", files=files, **sent)
    assert answer.headers["Location"] == f"/tasks/{task.key}"
    (event,) = events(session, task)
    assert (event.do, event.text) == (Move.REPORT, "集市宣传。")
    assert [(f.name, f.value, f.unit, f.approx) for f in event.figures] == [
        ("宣传", Decimal(2), "场", False),
        ("发放资料", Decimal(1200), "份", True),
    ]
    kept = session.scalars(select(Attachment).order_by(Attachment.id)).all()
    assert [(file.name, file.media_type) for file in kept] == [("现场.png", "image/png"), ("小结.txt", "text/plain")]
    assert app.extensions["store"].path(kept[0].sha256).read_bytes() == PICTURE


def test_the_form_asks_for_what_was_reported_before(session: Session, office: Town, pages: Pages, task: Task) -> None:
    led(session, task, [report("2026-02-01", office.worker, "办", figure("咨询", 3, "人次"))])
    read = pages.words(office.worker, f"/tasks/{task.key}/report")
    assert "这次：宣传" in read
    assert "这次：咨询" in read
    assert "另一个数" in read


def test_the_form_says_what_was_reported_so_far(session: Session, office: Town, pages: Pages) -> None:
    steps = (
        sign("2026-01-13", office.worker),
        report("2026-03-01", office.worker, "走访", figure("入户走访", 142, "户")),
    )
    target = {"target_name": "入户走访", "target_value": 180, "target_unit": "户"}
    task = assigned(session, office, "消防走访", *steps, **target)
    assert "已报 142 户，目标 180 户" in pages.words(office.worker, f"/tasks/{task.key}/report")


def test_names_that_others_used_are_offered(session: Session, office: Town, pages: Pages, task: Task) -> None:
    signed = sign("2026-01-13", office.helper)
    place = {"assignee_id": office.helper.id, "lead_id": office.safety.id}
    assigned(
        session, office, "演练", signed, report("2026-02-01", office.helper, "办", figure("应急演练", 1, "次")), **place
    )
    assert '<option value="应急演练">' in pages.get(office.worker, f"/tasks/{task.key}/report").text


def test_a_claim_goes_with_the_report(session: Session, office: Town, pages: Pages, task: Task) -> None:
    sent = row(0, "宣传", "12", "场")
    pages.post(office.worker, f"/tasks/{task.key}/report", text="十二场都办了。", claim="1", **sent)
    first, second = events(session, task)
    assert (first.do, len(first.figures)) == (Move.REPORT, 1)
    assert (second.do, second.text) == (Move.CLAIM, "十二场都办了。")
    assert task.status is Status.WAITING


def test_a_claim_without_figures_is_one_event(session: Session, office: Town, pages: Pages, task: Task) -> None:
    pages.post(office.worker, f"/tasks/{task.key}/report", text="办完了。", claim="1")
    assert [event.do for event in events(session, task)] == [Move.CLAIM]


def test_a_claim_that_the_rules_refuse_takes_the_report_back(
    session: Session, office: Town, pages: Pages, task: Task
) -> None:
    answer = pages.post(office.worker, f"/tasks/{task.key}/report", claim="1", **row(0, "宣传", "1", "场"))
    assert answer.status_code == 409
    assert "申请办结要写几句话" in answer.text
    assert events(session, task) == []


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        (row(0, "宣传", "12左右", "场"), "“12左右”不是数字。请只填数字"),
        (row(0, "", "12", ""), "没有名称或单位"),
        ({"text": ""}, "这次还什么都没写"),
        ({"text": "联系人 13812345678"}, "像手机号"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    session: Session, office: Town, pages: Pages, task: Task, sent: dict[str, str], complaint: str
) -> None:
    answer = pages.post(office.worker, f"/tasks/{task.key}/report", **{"text": "集市宣传", **sent})
    assert answer.status_code == 422
    assert complaint in answer.text
    for typed in sent.values():
        assert typed in answer.text
    assert events(session, task) == []


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("现场.png", b"no picture", "内容和扩展名对不上"),
        ("空.txt", b"", "空文件"),
        ("名单.txt", "联系人 13812345678".encode(), "像手机号"),
        ("程序.exe", b"MZ", "内容和扩展名对不上"),
    ],
)
def test_a_file_that_is_not_taken_takes_the_report_back(
    session: Session, office: Town, pages: Pages, task: Task, name: str, data: bytes, complaint: str
) -> None:
    answer = pages.post(office.worker, f"/tasks/{task.key}/report", text="集市宣传", files=[(BytesIO(data), name)])
    assert answer.status_code == 409
    assert complaint in answer.text
    assert "文件要重新选" in answer.text
    assert "集市宣传" in answer.text
    assert events(session, task) == []
    assert session.scalar(select(func.count()).select_from(Attachment)) == 0


def test_whoever_may_not_report_is_told(session: Session, office: Town, pages: Pages, task: Task) -> None:
    assert "不能由您报进度" in pages.words(office.deputy, f"/tasks/{task.key}/report")
    answer = pages.post(office.deputy, f"/tasks/{task.key}/report", text="替他报")
    assert answer.status_code == 409
    assert "报进度要由承办人" in words(answer)


def test_a_supporting_unit_reports_but_does_not_claim(session: Session, office: Town, pages: Pages) -> None:
    shared = assigned(session, office, "联合检查", sign("2026-01-13", office.worker), support=(office.safety,))
    answer = pages.get(office.helper, f"/tasks/{shared.key}/report")
    assert "提交进度" in answer.text
    assert "申请办结" not in answer.text
    assert pages.post(office.helper, f"/tasks/{shared.key}/report", text="配合检查一次").status_code == 302


# ---- evidence


@pytest.fixture
def picture(session: Session, office: Town, pages: Pages, task: Task) -> Attachment:
    pages.post(office.worker, f"/tasks/{task.key}/report", text="办了", files=[(BytesIO(PICTURE), "现场.png")])
    return session.scalars(select(Attachment)).one()


def test_a_picture_is_shown_with_its_own_type(office: Town, pages: Pages, picture: Attachment) -> None:
    answer = pages.get(office.deputy, f"/attachments/{picture.id}")
    assert answer.data == PICTURE
    assert answer.content_type == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "attachment" not in answer.headers.get("Content-Disposition", "")
    answer.close()


def test_any_other_file_is_downloaded_under_its_name(session: Session, office: Town, pages: Pages, task: Task) -> None:
    pages.post(office.worker, f"/tasks/{task.key}/report", text="办了", files=[(BytesIO(TEXT), "小结.txt")])
    file = session.scalars(select(Attachment)).one()
    answer = pages.get(office.worker, f"/attachments/{file.id}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "%E5%B0%8F%E7%BB%93.txt" in answer.headers["Content-Disposition"]
    answer.close()


def test_evidence_is_only_for_those_who_see_the_task(office: Town, pages: Pages, picture: Attachment) -> None:
    assert pages.get(office.helper, f"/attachments/{picture.id}").status_code == 404
    assert pages.get(office.admin, f"/attachments/{picture.id}").status_code == 403
    assert pages.get(office.worker, f"/attachments/{picture.id + 1}").status_code == 404


def test_the_history_links_the_evidence(office: Town, pages: Pages, task: Task, picture: Attachment) -> None:
    answer = pages.get(office.deputy, f"/tasks/{task.key}")
    assert f'href="/attachments/{picture.id}"' in answer.text


# ---- board


def test_the_board_tells_planned_and_done_by_part_month_and_unit(session: Session, office: Town, pages: Pages) -> None:
    done = (claim("2026-06-20", office.worker), step("2026-06-21", office.deputy, Move.FINISH))
    signed = sign("2026-01-13", office.worker)
    assigned(session, office, "甲", signed, *done, deadline=date(2026, 6, 30), section="（一）决策")
    assigned(session, office, "乙", signed, deadline=date(2026, 6, 30), section="（一）决策")
    assigned(session, office, "丙", signed, deadline=date(2026, 12, 30), section="（二）执法", lead_id=office.safety.id)
    read = pages.words(office.clerk, "/board")
    assert "（一）决策 1 / 2 逾期或严重偏慢 1" in read
    assert "6月 1 / 2" in read
    assert "司法所 1 / 2" in read
    assert "应急办 0 / 1 正常 1" in read
    assert read.index("司法所") < read.index("应急办")


def test_the_board_of_a_year_without_tasks(office: Town, pages: Pages) -> None:
    assert "2024 年还没有交办过事项" in pages.words(office.deputy, "/board?year=2024")


def test_too_long_a_text_stays_whole_on_the_page_with_its_length(
    session: Session, office: Town, pages: Pages, task: Task
) -> None:
    path = f"/tasks/{task.key}/report"
    assert "maxlength" not in pages.get(office.worker, path).text  # a browser cuts off what is pasted, without a word
    long = "集市宣传。" * 900
    answer = pages.post(office.worker, path, text=long, **row(0, "很" * 51, "2", "场"))
    assert answer.status_code == 422
    assert long in answer.text
    assert "写了 4,500 个字，最多 4,000 个字。请改短后再提交。" in words(answer)
    assert "写了 51 个字，最多 50 个字。请改短后再提交。" in words(answer)
    assert events(session, task) == []


@pytest.mark.parametrize("claim", [{}, {"claim": "1"}])
def test_a_report_that_is_sent_twice_counts_once(
    session: Session, office: Town, pages: Pages, task: Task, claim: dict[str, str]
) -> None:
    sent: dict[str, Any] = row(0, "宣传", "2", "场") | {"text": "集市宣传。"} | claim
    for _ in range(2):
        answer = pages.post(office.worker, f"/tasks/{task.key}/report", files=[(BytesIO(PICTURE), "现场.png")], **sent)
        assert answer.headers["Location"] == f"/tasks/{task.key}"
        assert len(events(session, task)) == 1 + len(claim)
    assert session.scalar(select(func.count(Attachment.id))) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"files": TEXT},
        {"text": "集市宣传两次。"},
        {"figures-0-value": "3"},
        {"figures-0-approx": "y"},
    ],
)
def test_a_report_that_differs_counts_again(
    session: Session, office: Town, pages: Pages, task: Task, other: dict[str, Any]
) -> None:
    sent: dict[str, Any] = row(0, "宣传", "2", "场") | {"text": "集市宣传。"}
    pages.post(office.worker, f"/tasks/{task.key}/report", **sent)
    if "files" in other:
        other = {"files": (BytesIO(other["files"]), "小结.txt")}
    pages.post(office.worker, f"/tasks/{task.key}/report", **(sent | other))
    assert len(events(session, task)) == 2


def test_the_same_report_later_counts_again(session: Session, office: Town, pages: Pages, task: Task) -> None:
    for minutes in (0, 11):
        with time_machine.travel(datetime(2026, 11, 25, 2, minutes, tzinfo=UTC)):
            pages.post(office.worker, f"/tasks/{task.key}/report", text="集市宣传。", **row(0, "宣传", "2", "场"))
    assert len(events(session, task)) == 2
