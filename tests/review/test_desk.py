"""The review desk as the browser sees it, without script."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.review.desk import TRAINING, YEAR, imported
from tests.rows import Town, at, established, person, sign_in, town
from tracker.calendar.limits import Kind
from tracker.documents.models import Document
from tracker.people.models import Role
from tracker.review import actions
from tracker.review.models import Draft, DraftState
from tracker.review.suggestions import Chosen
from tracker.tasks.desk import PAGE
from tracker.tasks.models import Task
from tracker.tasks.status import Status


@pytest.fixture
def office(session: Session, client: FlaskClient) -> Town:
    made = town(session)
    sign_in(client, made.clerk)
    return made


@pytest.fixture
def drafts(session: Session, office: Town) -> list[Draft]:
    return imported(session, office)


def filled(draft: Draft, **more: Any) -> dict[str, Any]:
    """What a browser sends for the open draft."""
    return {"version": draft.version, "title": draft.title, **more}


def complete(office: Town) -> dict[str, Any]:
    return {"assignee": office.worker.id, "lead": office.justice.id, "standard": "有签到表", "deadline": "2090-11-30"}


def tasks(session: Session) -> list[Task]:
    session.expire_all()
    return list(session.scalars(select(Task).order_by(Task.id)))


def test_the_desk_shows_each_sentence_marked_and_linked_to_its_proposal(
    client: FlaskClient, drafts: list[Draft]
) -> None:
    page = client.get("/documents/1/review").text
    for number, draft in enumerate(drafts, 1):
        assert f'id="s{draft.id}"' in page
        assert f'id="d{draft.id}"' in page
        assert re.search(rf'href="[^"]*open={draft.id}#d{draft.id}" aria-label="第 {number} 条', page)


def test_a_draft_with_doubts_says_what_a_person_must_decide(client: FlaskClient, drafts: list[Draft]) -> None:
    page = client.get("/documents/1/review?show=ask").text
    assert "要人定：时限、牵头、承办" in page
    assert "“适时”没有日期。" in page


def test_helpers_are_chosen_with_the_draft_and_go_with_the_task(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    given = filled(drafts[0], **complete(office), helpers=[office.helper.id, office.worker.id])
    assert client.post(f"/drafts/{drafts[0].id}/save", data=given).status_code == 302
    page = client.get(f"/documents/1/review?open={drafts[0].id}").text
    assert re.search(rf'name="helpers" value="{office.helper.id}" checked', page)
    session.expire_all()
    client.post(f"/drafts/{drafts[0].id}/confirm", data=filled(drafts[0], **complete(office), helpers=office.helper.id))
    assert [[row.person_id for row in task.helpers] for task in tasks(session)] == [[office.helper.id]]


def test_an_open_draft_tells_where_each_value_comes_from(client: FlaskClient, drafts: list[Draft]) -> None:
    page = client.get(f"/documents/1/review?open={drafts[0].id}").text
    assert '<span class="val">司法所<span class="from">原文写明</span></span>' in page
    assert '<span class="val val-hint">叶青禾<span class="from">牵头单位只有这一位承办人</span>' in page
    assert "原文“全年”，按年底最后一天" in page
    assert "<u>司法所</u>" in page


def test_taking_a_suggestion_keeps_what_was_typed_beside_it(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    answer = client.post(f"/drafts/{drafts[0].id}/take/assignee", data=filled(drafts[0], standard="有签到表"))
    assert answer.status_code == 302
    session.expire_all()
    assert (drafts[0].assignee_id, drafts[0].standard) == (office.worker.id, "有签到表")
    assert tasks(session) == []


def test_a_confirmed_draft_is_an_established_task_that_nobody_was_given(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    answer = client.post(f"/drafts/{drafts[2].id}/confirm", data=filled(drafts[2], **complete(office)))
    assert answer.status_code == 302
    [task] = tasks(session)
    assert (task.status, task.quote, task.draft_id) == (Status.ESTABLISHED, drafts[2].quote, drafts[2].id)
    assert task.assigned_on is None


def test_an_incomplete_draft_stays_and_keeps_what_was_typed(
    client: FlaskClient, session: Session, drafts: list[Draft]
) -> None:
    answer = client.post(f"/drafts/{drafts[2].id}/confirm", data=filled(drafts[2], standard="有照片和签到表"))
    assert answer.status_code == 409
    assert "还不能立项，缺承办人、牵头单位、时限" in answer.text
    assert "有照片和签到表" in answer.text
    session.expire_all()
    assert (drafts[2].standard, drafts[2].version, tasks(session)) == ("", 1, [])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": " "}, "请写一句要做什么事"),
        ({"kind": "date"}, "还没有选日期"),
        ({"kind": "recurring"}, "定期的事项要选周期"),
        ({"target_value": "十几"}, "“十几”不是数字"),
        ({"target_value": "12"}, "这个数没有名称或单位"),
        ({"every": "week", "day": "20"}, "每周的事项请填 1 到 7"),
        ({"deadline": "9999-12-31"}, "认不出这一天。请写成 2026-12-31 这样。"),
        ({"deadline": "2026-02-30"}, "认不出这一天。请写成 2026-12-31 这样。"),
        ({"standard": "联系人 138 0013 8000"}, "有 1 处像手机号"),
    ],
)
def test_what_cannot_be_kept_is_explained_beside_the_field(
    client: FlaskClient, drafts: list[Draft], typed: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"/drafts/{drafts[0].id}/save", data=filled(drafts[0], **typed))
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_second_of_two_people_is_told_and_loses_nothing_that_was_typed(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    seen = filled(drafts[0], standard="我写的标准")
    colleague = person(session, "何叙", office.party_office, Role.COORDINATOR)
    actions.save(session, drafts[0], "改过的事项", Chosen(), version=1, by=colleague, at=at("2026-01-12"))
    session.commit()
    answer = client.post(f"/drafts/{drafts[0].id}/save", data=seen)
    assert answer.status_code == 409
    assert "刚才由何叙改过" in answer.text
    assert "我写的标准" in answer.text
    session.expire_all()
    assert (drafts[0].title, drafts[0].standard) == ("改过的事项", "")
    assert re.findall(r'<input id="version"[^>]* value="(\d)"', answer.text) == ["2"]


def test_one_click_on_a_row_takes_its_suggestions_and_makes_the_task(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    assert "采用并确认" in client.get("/documents/1/review").text
    assert client.post(f"/drafts/{drafts[0].id}/accept", data={"version": 1}).status_code == 302
    [task] = tasks(session)
    assert (task.assignee_id, task.lead_id) == (office.worker.id, office.justice.id)
    assert task.standard == "轮训人民调解员不少于6期"


def test_a_mere_guess_is_never_taken_by_a_click_on_the_row(
    client: FlaskClient, session: Session, drafts: list[Draft]
) -> None:
    drafts[0].named = {"lead": ["司法局"]}
    session.commit()
    answer = client.post(f"/drafts/{drafts[0].id}/accept", data={"version": drafts[0].version})
    assert answer.status_code == 409
    assert "缺承办人、牵头单位" in answer.text
    assert tasks(session) == []


def test_all_suggestions_then_all_clear_drafts_then_assigning_are_three_clicks(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    press(client, "采用 6 处建议")
    assert tasks(session) == []
    press(client, "确认没有疑问的 2 条")
    assert [task.status for task in tasks(session)] == [Status.ESTABLISHED] * 2
    press(client, "交办已立项的 2 件")
    assert [task.status for task in tasks(session)] == [Status.ASSIGNED] * 2
    session.expire_all()
    assert [draft.state for draft in drafts] == [DraftState.CONFIRMED, DraftState.CONFIRMED, DraftState.PROPOSED]


def press(client: FlaskClient, word: str) -> None:
    """Sends the form on the desk whose button has this word, as a browser does."""
    forms = re.findall(
        r'<form method="post" action="([^"]+)"[^>]*>(.*?)</form>', client.get("/documents/1/review").text
    )
    address, inside = next((address, inside) for address, inside in forms if word in inside)
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', inside)
    data: dict[str, list[str]] = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    assert client.post(address, data=data).status_code == 302


def test_of_several_drafts_none_is_confirmed_when_one_was_changed_meanwhile(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    press(client, "采用 6 处建议")
    answer = client.post("/documents/1/confirm", data={"drafts": [f"{drafts[0].id}:2", f"{drafts[1].id}:1"]})
    assert answer.status_code == 409
    assert "一条也没有改。" in answer.text
    assert tasks(session) == []
    session.expire_all()
    assert drafts[0].state is DraftState.PROPOSED


def test_without_a_chosen_draft_nothing_happens(client: FlaskClient, session: Session, drafts: list[Draft]) -> None:
    answer = client.post("/documents/1/confirm", data={})
    assert answer.status_code == 422
    assert "还没有选事项" in answer.text


def test_rejecting_moves_a_draft_to_its_tab_and_restoring_brings_it_back(
    client: FlaskClient, session: Session, drafts: list[Draft]
) -> None:
    client.post(f"/drafts/{drafts[0].id}/reject", data={"version": 1})
    page = client.get("/documents/1/review?show=rejected").text
    assert "找回" in page
    assert drafts[1].title not in re.sub(r"(?s)<section class=\"paper.*?</section>", "", page)
    client.post(f"/drafts/{drafts[0].id}/restore", data={"version": 2})
    session.expire_all()
    assert drafts[0].state is DraftState.PROPOSED


def test_splitting_and_merging_from_the_open_draft(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    client.post(f"/drafts/{drafts[0].id}/split", data=filled(drafts[0], parts="上半年轮训\n\n下半年轮训\n"))
    page = client.get("/documents/1/review").text
    assert "上半年轮训" in page
    assert "下半年轮训" in page
    client.post(f"/drafts/{drafts[1].id}/merge", data=filled(drafts[1], into=f"{drafts[2].id}:1"))
    session.expire_all()
    assert drafts[1].state is DraftState.REPLACED
    assert drafts[1].quote in drafts[2].quote


def test_merging_into_nothing_is_explained(client: FlaskClient, drafts: list[Draft]) -> None:
    answer = client.post(f"/drafts/{drafts[0].id}/merge", data=filled(drafts[0]))
    assert answer.status_code == 409
    assert "还没有选并到哪一条" in answer.text


def test_adding_a_draft_opens_it(client: FlaskClient, session: Session, drafts: list[Draft]) -> None:
    assert "补上这一条" in client.get("/documents/1/review?add=1").text
    assert client.post("/documents/1/drafts", data={"title": ""}).status_code == 422
    answer = client.post("/documents/1/drafts", data={"title": "开展普法", "quote": TRAINING}, follow_redirects=True)
    assert '<input class="form-control" id="title" name="title" required type="text" value="开展普法">' in (answer.text)


def test_assigning_with_nothing_established_changes_nothing(client: FlaskClient, drafts: list[Draft]) -> None:
    page = client.post("/documents/1/assign", follow_redirects=True).text
    assert "没有等着交办的事项" in page


@pytest.mark.parametrize(
    "path", ["/documents/9/review", "/drafts/99/save", "/drafts/99/accept", "/drafts/1/take/title"]
)
def test_what_is_not_there_is_not_found(client: FlaskClient, drafts: list[Draft], path: str) -> None:
    answer = client.get(path) if path.endswith("review") else client.post(path, data={"version": 1, "title": "x"})
    assert answer.status_code == 404


def test_only_coordinators_reach_the_desk(client: FlaskClient, office: Town, drafts: list[Draft]) -> None:
    for one in (office.worker, office.mayor, office.admin):
        sign_in(client, one)
        assert client.get("/documents/1/review").status_code == 403


def test_several_drafts_at_once_get_an_owner_a_leader_and_a_deadline(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    drafts[0].standard = "有签到表"
    session.commit()
    chosen = [f"{draft.id}:{draft.version}" for draft in drafts[:2]]
    given = {"assignee": office.helper.id, "leader": office.deputy.id, "deadline": "2090-06-30"}
    assert client.post("/documents/1/fill", data={"drafts": chosen, **given}).status_code == 302
    session.expire_all()
    for draft in drafts[:2]:
        assert (draft.assignee_id, draft.leader_id, str(draft.deadline)) == tuple(given.values())
    assert (drafts[0].standard, drafts[0].lead_id, drafts[2].assignee_id) == ("有签到表", None, None)


@pytest.mark.parametrize(("chosen", "status"), [([], 422), (["1:1"], 409)])
def test_filling_needs_drafts_and_something_to_fill(
    client: FlaskClient, drafts: list[Draft], chosen: list[str], status: int
) -> None:
    assert client.post("/documents/1/fill", data={"drafts": chosen}).status_code == status


def test_a_task_that_says_nearly_the_same_is_shown_beside_the_draft_and_can_be_linked(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    task = established(session, office, "轮训村级人民调解员不少于4期", on="2090-01-12")
    page = client.get(f"/documents/1/review?open={drafts[0].id}").text
    assert f'台账里有相近的：<a href="/tasks/{task.key}">' in page
    answer = client.post(f"/drafts/{drafts[0].id}/same/{task.key}", data={"version": 1})
    assert answer.status_code == 302
    assert f'台账里已有 <a href="/tasks/{task.key}">' in client.get("/documents/1/review?show=rejected").text
    assert client.post(f"/drafts/{drafts[1].id}/same/1999-001", data={"version": 1}).status_code == 404


def test_splitting_by_days_is_offered_where_a_sentence_names_several(
    client: FlaskClient, session: Session, drafts: list[Draft]
) -> None:
    assert "个节点各立一条" not in client.get(f"/documents/1/review?open={drafts[2].id}").text
    drafts[2].stated = [
        {"text": words, "kind": "on", "start": day, "end": day, "every": None, "rule": "test"}
        for words, day in (("12·4", "2090-12-04"), ("4·15", "2090-04-15"))
    ]
    session.commit()
    assert "按 2 个节点各立一条" in client.get(f"/documents/1/review?open={drafts[2].id}").text
    answer = client.post(f"/drafts/{drafts[2].id}/split-by-days", data=filled(drafts[2]), follow_redirects=True)
    assert "国家宪法日" in answer.text


def test_what_was_to_be_filled_in_stands_there_again_after_a_refusal(
    client: FlaskClient, session: Session, office: Town
) -> None:
    drafts = imported(session, office)
    chosen = [f"{drafts[0].id}:1", f"{drafts[2].id}:7"]
    answer = client.post("/documents/1/fill", data={"drafts": chosen, "leader": office.deputy.id})
    assert answer.status_code == 409
    assert f'<option selected value="{office.deputy.id}">' in answer.text
    ticked = [line for line in answer.text.split("<input") if 'name="drafts"' in line and " checked" in line]
    assert len(ticked) == 2


def test_a_long_list_stands_on_pages_and_the_open_draft_is_in_sight(
    client: FlaskClient, session: Session, office: Town
) -> None:
    many(session, 240)
    first = client.get("/documents/1/review").text
    assert first.count("data-draft") == PAGE
    assert "第 1 页，共 3 页" in first
    last = client.get("/documents/1/review?open=240").text
    assert "第 3 页，共 3 页" in last
    assert "第240项" in last
    assert "第 2 页，共 3 页" in client.get("/documents/1/review?near=150").text


def test_ten_and_five_hundred_drafts_take_the_same_number_of_statements(
    client: FlaskClient, session: Session, office: Town, statements: list[str]
) -> None:
    counts = []
    for more in (10, 490):
        many(session, more)
        statements.clear()
        assert client.get("/documents/1/review?open=3").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_confirming_twice_as_many_drafts_takes_fewer_than_four_statements_more_for_each(
    client: FlaskClient, session: Session, office: Town, statements: list[str]
) -> None:
    counts, left = [], 0
    for size in (20, 40):
        many(session, size)
        for draft in session.scalars(select(Draft).where(Draft.id > left)):
            draft.assignee_id, draft.standard = office.worker.id, "有记录"
            draft.kind, draft.deadline = Kind.DATE, date(YEAR, 11, 30)
        session.commit()
        chosen = [f"{draft.id}:{draft.version}" for draft in session.scalars(select(Draft).where(Draft.id > left))]
        statements.clear()
        assert client.post("/documents/1/confirm", data={"drafts": chosen}).status_code == 302
        counts.append(len(statements))
        left += size
    assert counts[1] - counts[0] < 4 * 20


def many(session: Session, count: int) -> None:
    """So many more drafts of one document."""
    document = session.get(Document, 1) or Document(id=1, key="many", file="清单.xlsx", plan_year=YEAR, blocks=[])
    session.add(document)
    before = session.scalar(select(func.count(Draft.id))) or 0
    for number in range(before + 1, before + count + 1):
        named = {"leader": [], "lead": ["司法所"], "support": []}
        session.add(Draft(document_id=1, ordinal=number, quote="", title=f"第{number}项", named=named))
    session.commit()


def test_a_confirmation_can_be_taken_back_until_the_task_is_assigned(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    page = client.post(
        f"/drafts/{drafts[2].id}/confirm", data=filled(drafts[2], **complete(office)), follow_redirects=True
    ).text
    assert "撤销" in page
    session.expire_all()
    back = client.post(f"/drafts/{drafts[2].id}/restore", data={"version": drafts[2].version})
    assert back.status_code == 302
    session.expire_all()
    assert (drafts[2].state, [task.status for task in tasks(session)]) == (DraftState.PROPOSED, [Status.VOID])
    client.post(
        f"/drafts/{drafts[2].id}/confirm", data=filled(drafts[2], version=drafts[2].version, **complete(office))
    )
    client.post("/documents/1/assign")
    session.expire_all()
    answer = client.post(f"/drafts/{drafts[2].id}/restore", data={"version": drafts[2].version})
    assert answer.status_code == 409
    assert "已经交办，不能撤回审阅" in answer.text
    session.expire_all()
    assert [task.status for task in tasks(session)] == [Status.VOID, Status.ASSIGNED]


def test_a_task_that_was_taken_back_is_not_shown_beside_its_own_draft(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    client.post(f"/drafts/{drafts[2].id}/confirm", data=filled(drafts[2], **complete(office)))
    session.expire_all()
    client.post(f"/drafts/{drafts[2].id}/restore", data={"version": drafts[2].version})
    assert "台账里有相近的" not in client.get(f"/documents/1/review?open={drafts[2].id}").text


def test_a_draft_for_one_who_left_meanwhile_is_not_confirmed(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    client.post(f"/drafts/{drafts[2].id}/save", data=filled(drafts[2], **complete(office)))
    office.worker.active = False
    session.commit()
    answer = client.post("/documents/1/confirm", data={"drafts": f"{drafts[2].id}:{drafts[2].version}"})
    assert answer.status_code == 409
    assert "叶青禾已经离岗。请另选一位。" in answer.text
    assert tasks(session) == []


def test_confirming_what_was_split_meanwhile_is_told(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    press(client, "采用 6 处建议")
    session.expire_all()
    chosen = [f"{draft.id}:{draft.version}" for draft in drafts[:2]]
    client.post(f"/drafts/{drafts[1].id}/split", data=filled(drafts[1], parts="上半年报送\n下半年报送"))
    answer = client.post("/documents/1/confirm", data={"drafts": chosen})
    assert answer.status_code == 409
    assert "选中的有几条刚才被拆开、合并或重新分过了" in answer.text
    assert tasks(session) == []


def test_a_draft_can_become_one_more_part_of_a_task_that_is_there(
    client: FlaskClient, session: Session, office: Town, drafts: list[Draft]
) -> None:
    task = established(session, office, drafts[0].title, year=YEAR, deadline=date(YEAR, 12, 20))
    session.commit()
    assert "并进去，作为其中一项" in client.get(f"/documents/1/review?open={drafts[0].id}").text
    client.post(f"/drafts/{drafts[0].id}/into/{task.key}", data={"version": 1})
    session.expire_all()
    assert [item.text for item in task.checklist] == [drafts[0].title]
    assert (drafts[0].state, drafts[0].same_as) == (DraftState.REJECTED, task.key)
    assert client.post(f"/drafts/{drafts[1].id}/into/1999-001", data={"version": 1}).status_code == 404
