"""The pages of the reminders, as each person sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.reminders.sinks import Answer, Call, sink
from tests.rows import Town, assigned, at, led, sign, sign_in
from tracker.calendar.limits import Kind
from tracker.clock import now, today
from tracker.db import db
from tracker.errors import RuleViolation
from tracker.reminders.actions import try_again
from tracker.reminders.channels import Channel
from tracker.reminders.digest import Line
from tracker.reminders.leases import beat
from tracker.reminders.models import Choice, LadderRow, Message, OfficeHours, Route, Snooze
from tracker.reminders.schedule import Ladder
from tracker.reminders.states import About, State
from tracker.tasks.models import Task

LINE = Line("2026-001", "修订村规民约", date(2026, 3, 5), "yellow", "临期", "快到期了。", ("due3",))


def message(session: Session, person_id: int, **more: object) -> Message:
    made = Message(
        **{
            "key": f"k{person_id}.{len(more)}.{more.get('channel', '')}",
            "about": About.DIGEST,
            "person_id": person_id,
            "channel": Channel.IN_APP,
            "day": date(2026, 3, 2),
            "subject": "督办 3月2日 周一：1 件事",
            "text": "1. 修订村规民约",
            "lines": [LINE.as_json()],
            "state": State.SENT,
            "next_try": at("2026-03-02", "08:30"),
            "sent_at": at("2026-03-02", "08:30"),
            **more,
        }
    )
    session.add(made)
    session.commit()
    return made


def open_task(session: Session, office: Town, days: int = 20) -> Task:
    """A task of the worker that is signed for and due in so many days."""
    day = today()
    task = assigned(session, office, "修订村规民约", on=day - timedelta(days=40), deadline=day + timedelta(days=days))
    led(session, task, [sign((day - timedelta(days=39)).isoformat(), office.worker)])
    session.commit()
    return task


def test_the_owner_reads_their_messages_and_the_badge_counts_them(
    client: FlaskClient, session: Session, office: Town
) -> None:
    message(session, office.worker.id)
    sign_in(client, office.worker)
    page = client.get("/messages").text
    assert "修订村规民约" in page
    assert "没看过的 1 条" in page
    assert 'aria-label="1 件要办"' in page


def test_nobody_reads_the_messages_of_another(client: FlaskClient, session: Session, office: Town) -> None:
    message(session, office.worker.id)
    for person in (office.clerk, office.mayor, office.admin, office.helper):
        sign_in(client, person)
        assert "修订村规民约" not in client.get("/messages").text
        assert "修订村规民约" not in client.get("/outbox?state=all").text


def test_a_message_that_has_not_left_is_not_shown(client: FlaskClient, session: Session, office: Town) -> None:
    message(session, office.worker.id, state=State.PENDING, sent_at=None)
    sign_in(client, office.worker)
    assert "还没有消息" in client.get("/messages").text


def test_marking_as_read_reads_only_ones_own(client: FlaskClient, session: Session, office: Town) -> None:
    mine, other = message(session, office.worker.id), message(session, office.helper.id)
    sign_in(client, office.worker)
    assert client.post("/messages/read").status_code == 302
    session.expire_all()
    assert mine.read_at is not None
    assert other.read_at is None


def test_the_outbox_says_why_and_offers_to_try_again(client: FlaskClient, session: Session, office: Town) -> None:
    failed = message(
        session,
        office.worker.id,
        channel=Channel.MAIL,
        state=State.GIVEN_UP,
        error="收件人被拒：550",
        attempts=3,
        sent_at=None,
    )
    sign_in(client, office.clerk)
    page = client.get("/outbox").text
    assert "收件人被拒：550" in page
    assert client.post(f"/outbox/{failed.id}/retry").status_code == 302
    session.expire_all()
    assert (failed.state, failed.attempts) == (State.PENDING, 0)


def test_what_a_worker_is_sending_is_not_tried_again(session: Session, office: Town) -> None:
    """The page showed it as failed; meanwhile a worker took it up, and would send it twice."""
    failed = message(session, office.worker.id, channel=Channel.MAIL, state=State.FAILED, sent_at=None)
    session.refresh(failed)
    session.expunge(failed)
    taken = session.get_one(Message, failed.id)
    taken.state, taken.claimed_by = State.CLAIMED, "w1"
    session.commit()
    with pytest.raises(RuleViolation):
        try_again(session, failed, at=now())
    session.rollback()
    assert session.get_one(Message, failed.id).state is State.CLAIMED


def test_giving_up_stops_a_message_that_waits_and_no_other(client: FlaskClient, session: Session, office: Town) -> None:
    waits = message(session, office.worker.id, channel=Channel.MAIL, state=State.FAILED, error="451", sent_at=None)
    left = message(session, office.helper.id, channel=Channel.MAIL)
    sign_in(client, office.admin)
    client.post(f"/outbox/{waits.id}/give-up")
    assert client.post(f"/outbox/{left.id}/give-up").status_code == 409
    session.expire_all()
    assert (waits.state, left.state) == (State.GIVEN_UP, State.SENT)
    assert "方知远决定不再发" in waits.error


def test_the_outbox_counts_what_left_this_month(client: FlaskClient, session: Session, office: Town) -> None:
    message(session, office.worker.id, sent_at=now())
    message(session, office.helper.id, channel=Channel.MAIL, sent_at=now())
    message(session, office.clerk.id, sent_at=now() - timedelta(days=62))
    sign_in(client, office.clerk)
    page = client.get("/outbox").text
    assert "站内消息 1 条" in page
    assert "邮件 1 条" in page


def test_a_persons_choices_are_kept(client: FlaskClient, session: Session, office: Town) -> None:
    session.add(Route(id=3, channel=Channel.FEISHU, name="我的群", url="https://open.feishu.cn/x", per_minute=90))
    session.commit()
    sign_in(client, office.worker)
    answer = client.post("/messages/choices", data={"digest_at": "14:00", "routes": ["3"], "address": "u1"})
    assert answer.status_code == 302
    choice = session.get_one(Choice, office.worker.id)
    assert (choice.digest_at, choice.mail, choice.route_ids, choice.address) == (
        at("2026-03-02", "14:00").time(),
        False,
        [3],
        "u1",
    )


def test_the_outlook_shows_the_next_fourteen_days(client: FlaskClient, session: Session, office: Town) -> None:
    open_task(session, office, days=9)
    sign_in(client, office.worker)
    page = client.get("/messages/outlook").text
    assert "快到期" in page
    assert "修订村规民约" in page


def test_only_a_coordinator_looks_at_what_another_will_get(client: FlaskClient, session: Session, office: Town) -> None:
    open_task(session, office, days=9)
    address = f"/messages/outlook?person={office.worker.id}"
    sign_in(client, office.helper)
    assert client.get(address).status_code == 404
    sign_in(client, office.clerk)
    assert "修订村规民约" in client.get(address).text


def test_a_task_that_one_may_not_see_has_no_outlook(client: FlaskClient, session: Session, office: Town) -> None:
    task = open_task(session, office)
    sign_in(client, office.helper)
    assert client.get(f"/messages/outlook?task={task.key}").status_code == 404


def test_snoozing_needs_a_reason_and_is_shown_to_the_leader(
    client: FlaskClient, session: Session, office: Town
) -> None:
    task = open_task(session, office)
    sign_in(client, office.worker)
    later = (today() + timedelta(days=5)).isoformat()
    assert client.post(f"/tasks/{task.key}/snooze", data={"until": later, "reason": ""}).status_code == 200
    assert client.post(f"/tasks/{task.key}/snooze", data={"until": later, "reason": "等县里批复"}).status_code == 302
    sign_in(client, office.deputy)
    assert "等县里批复" in client.get("/messages").text
    sign_in(client, office.worker)
    client.post(f"/tasks/{task.key}/snooze/end")
    assert session.scalar(select(Snooze)) is None


@pytest.mark.parametrize("days", [0, 25, 60])
def test_a_snooze_ends_before_the_deadline_and_within_a_month(
    client: FlaskClient, session: Session, office: Town, days: int
) -> None:
    task = open_task(session, office, days=20)
    sign_in(client, office.worker)
    until = (today() + timedelta(days=days)).isoformat()
    assert client.post(f"/tasks/{task.key}/snooze", data={"until": until, "reason": "等"}).status_code == 200
    assert session.scalar(select(Snooze)) is None


def test_only_the_assignee_snoozes(client: FlaskClient, session: Session, office: Town) -> None:
    task = open_task(session, office)
    sign_in(client, office.clerk)
    until = (today() + timedelta(days=3)).isoformat()
    assert "只有承办人" in client.post(f"/tasks/{task.key}/snooze", data={"until": until, "reason": "等"}).text


def rules_form(**changes: str) -> dict[str, str]:
    form = {"opens": "08:30", "closes": "17:30", "digest_at": "08:30"}
    for kind in Kind:
        form |= {f"{kind.value}-{name}": str(step) for name, step in vars(Ladder()).items()}
    return form | changes


def test_the_offices_rules_are_kept(client: FlaskClient, session: Session, office: Town) -> None:
    sign_in(client, office.clerk)
    assert client.get("/outbox/rules").status_code == 200
    data = rules_form(**{"date-first": "10", "date-second": "", "digest_at": "09:00", "extras": "area"})
    assert client.post("/outbox/rules", data=data).status_code == 302
    row = session.get_one(LadderRow, Kind.DATE)
    assert (row.first, row.second, row.last) == (10, None, 0)
    hours = session.get_one(OfficeHours, 1)
    assert (hours.digest_at.hour, hours.extras) == (9, ["area"])
    assert 'value="10"' in client.get("/outbox/rules").text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"date-first": "3"}, "一个比一个小"),
        ({"date-late_leader": "1"}, "一个比一个大"),
        ({"digest_at": "18:00"}, "上班时间以内"),
    ],
)
def test_rules_that_contradict_each_other_are_refused(
    client: FlaskClient, session: Session, office: Town, change: dict[str, str], words: str
) -> None:
    sign_in(client, office.clerk)
    assert words in client.post("/outbox/rules", data=rules_form(**change)).text
    assert session.scalar(select(LadderRow)) is None
    assert session.scalar(select(OfficeHours)) is None


def route_form(**changes: str) -> dict[str, str]:
    form = {"channel": "dingtalk", "name": "工作群", "url": "https://oapi.dingtalk.com/robot/send?access_token=1"}
    return {**form, "secret": "SEC1", "active": "y", **changes}


def test_an_administrator_enters_a_robot_whose_secret_is_never_shown(
    client: FlaskClient, session: Session, office: Town
) -> None:
    sign_in(client, office.admin)
    assert client.post("/outbox/routes/new", data=route_form()).status_code == 302
    route = session.scalars(select(Route)).one()
    assert (route.secret, route.per_minute) == ("SEC1", 20)
    assert "SEC1" not in client.get(f"/outbox/routes/{route.id}").text
    client.post(f"/outbox/routes/{route.id}", data=route_form(secret="", name="新群"))
    session.expire_all()
    assert (route.secret, route.name) == ("SEC1", "新群")


@pytest.mark.parametrize(
    "url",
    [
        "http://oapi.dingtalk.com/x",
        "https://evil.example/x",
        "https://oapi.dingtalk.com@evil.example/",
        "http://127.0.0.1/",
    ],
)
def test_a_robot_sends_only_to_its_own_platform(client: FlaskClient, session: Session, office: Town, url: str) -> None:
    sign_in(client, office.admin)
    assert "许可的范围" in client.post("/outbox/routes/new", data=route_form(url=url)).text
    assert session.scalar(select(Route)) is None


@pytest.mark.parametrize("url", ["https://[oapi.dingtalk.com/x", "https://oapi.dingtalk.com/机器人", "督办群"])
def test_what_is_no_address_is_told(client: FlaskClient, session: Session, office: Town, url: str) -> None:
    sign_in(client, office.admin)
    assert "不是网址" in client.post("/outbox/routes/new", data=route_form(url=url)).text
    assert session.scalar(select(Route)) is None


def test_two_robots_have_two_names(client: FlaskClient, session: Session, office: Town) -> None:
    sign_in(client, office.admin)
    client.post("/outbox/routes/new", data=route_form())
    assert "已经有一个叫“工作群”的了" in client.post("/outbox/routes/new", data=route_form()).text
    route = session.scalars(select(Route)).one()
    assert client.post(f"/outbox/routes/{route.id}", data=route_form(secret="SEC2")).status_code == 302


def test_a_trial_keeps_nobody_else_from_writing(
    app: Flask, client: FlaskClient, session: Session, office: Town, environment: dict[str, str]
) -> None:
    """The other side takes its time; meanwhile a worker says that it is alive."""
    with sink() as server:
        origins = frozenset({server.origin})
        app.extensions["settings"] = replace(app.extensions["settings"], channel_hosts=origins)
        route = Route(channel=Channel.WEBHOOK, name="短信", url=f"{server.origin}/send", per_minute=600)
        session.add(route)
        session.commit()

        def answer(call: Call) -> Answer:
            with app.app_context():
                beat(db.session(), "w1", now())
            return 200, b""

        server.answer = answer
        sign_in(client, office.worker)
        page = client.post(f"/messages/test/route{route.id}", follow_redirects=True).text
    assert "已经发出" in page


def test_the_calendar_address_opens_without_sign_in_and_dies_when_renewed(
    client: FlaskClient, app: Flask, session: Session, office: Town
) -> None:
    open_task(session, office)
    sign_in(client, office.worker)
    address = _address(client.post("/messages/feed").text)
    stranger = app.test_client()
    answer = stranger.get(address)
    assert answer.mimetype == "text/calendar"
    assert "修订村规民约" in answer.text
    client.post("/messages/feed")
    assert stranger.get(address).status_code == 404


def test_the_calendar_address_is_kept_only_as_a_hash(client: FlaskClient, session: Session, office: Town) -> None:
    sign_in(client, office.worker)
    address = _address(client.post("/messages/feed").text)
    kept = session.get_one(Choice, office.worker.id).feed_hash
    assert kept
    assert kept not in address


def _address(page: str) -> str:
    return page.split('value="http://127.0.0.1:5000')[1].split('"')[0]
