"""Planning and sending: once, in working hours, nothing lost."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.reminders.conftest import Clock
from tests.rows import Town, assigned, at, claim, led, sign, step
from tracker.calendar.models import DayCorrection
from tracker.errors import ChannelDown, DeliveryError
from tracker.reminders.channels import Channel, Outgoing
from tracker.reminders.hours import TRIES
from tracker.reminders.leases import lease
from tracker.reminders.models import Choice, Message, OfficeHours, PlannedDay, Route, Snooze
from tracker.reminders.outbox import CLAIM, Claimed, deliver, plan_day, show_in_app
from tracker.reminders.outbox import claim as claim_messages
from tracker.reminders.planning import Post, Way
from tracker.reminders.states import About, State
from tracker.tasks.models import Task
from tracker.tasks.notes import answer, call_for_help
from tracker.tasks.status import Move

POST = Post(url="http://duban.example", mail=True)
MAIL = Way(Channel.MAIL)


class Kept:
    """A channel that keeps what it got, or fails as it is told."""

    def __init__(self, error: DeliveryError | None = None) -> None:
        self.got: list[Outgoing] = []
        self.error = error

    def send(self, message: Outgoing) -> None:
        if self.error:
            raise self.error
        self.got.append(message)

    def close(self) -> None:
        return None


def plan(session: Session, day: str, clock: str = "08:30") -> int:
    return plan_day(session, date.fromisoformat(day), at(day, clock), POST)


def messages(session: Session, **where: object) -> list[Message]:
    session.expire_all()
    return list(session.scalars(select(Message).filter_by(**where).order_by(Message.id)))


def due_soon(
    session: Session, office: Town, title: str = "修订村规民约", deadline: str = "2026-03-05", **more: object
) -> Task:
    """A task that is signed for; on 2026-03-02, a Monday, it is due in three working days."""
    task = assigned(
        session, office, title, sign("2026-01-13", office.worker), deadline=date.fromisoformat(deadline), **more
    )
    session.commit()
    return task


def take(
    session: Session, now: str = "08:30", day: str = "2026-03-02", worker: str = "w1", **more: object
) -> list[Claimed]:
    return claim_messages(session, worker, at(day, now), POST, **more)  # type: ignore[arg-type]


# ---- planning


def test_a_working_day_is_planned_once(session: Session, office: Town) -> None:
    due_soon(session, office)
    assert plan(session, "2026-03-02") == 2
    assert plan(session, "2026-03-02", "08:31") == 0
    assert {(m.person_id, m.channel) for m in messages(session)} == {
        (office.worker.id, Channel.IN_APP),
        (office.worker.id, Channel.MAIL),
    }


def test_two_plans_of_the_same_moment_store_each_message_once(session: Session, office: Town) -> None:
    due_soon(session, office)
    plan(session, "2026-03-02")
    session.delete(session.get_one(PlannedDay, date(2026, 3, 2)))
    session.commit()
    assert plan(session, "2026-03-02") == 0


@pytest.mark.parametrize(("day", "clock"), [("2026-03-02", "08:29"), ("2026-03-02", "17:30"), ("2026-03-07", "10:00")])
def test_nothing_is_planned_outside_working_hours(session: Session, office: Town, day: str, clock: str) -> None:
    due_soon(session, office)
    assert plan(session, day, clock) == 0
    assert messages(session) == []


def test_a_day_off_by_the_office_itself_is_a_day_off(session: Session, office: Town) -> None:
    due_soon(session, office)
    session.add(
        DayCorrection(day=date(2026, 3, 2), works=False, why="停电", by_id=office.admin.id, at=at("2026-02-27"))
    )
    session.commit()
    assert plan(session, "2026-03-02") == 0


def test_several_reasons_for_one_task_are_one_line_and_several_tasks_one_message(
    session: Session, office: Town
) -> None:
    due_soon(session, office, "修订村规民约")
    due_soon(session, office, "开展普法宣传", deadline="2026-02-28")  # a Saturday that is worked
    plan(session, "2026-03-02")
    (message,) = messages(session, person_id=office.worker.id, channel=Channel.IN_APP)
    assert [(line["title"], line["reasons"]) for line in message.lines] == [
        ("开展普法宣传", ["late1", "week"]),
        ("修订村规民约", ["due3", "week"]),
    ]
    assert message.subject == "督办 3月2日 周一：2 件事，其中逾期 1 件"
    assert "http://duban.example/tasks/2026-001" in message.text


def test_a_closed_task_sends_nothing(session: Session, office: Town) -> None:
    task = due_soon(session, office)
    led(session, task, [claim("2026-02-26", office.worker), step("2026-02-27", office.deputy, Move.FINISH)])
    session.commit()
    assert plan(session, "2026-03-02") == 0


def test_who_is_assigned_a_task_hears_of_it_at_once_and_once(session: Session, office: Town) -> None:
    plan(session, "2026-03-02")
    task = assigned(session, office, "修订村规民约", on="2026-03-02")
    session.commit()
    assert plan(session, "2026-03-02", "10:00") == 2
    assert plan(session, "2026-03-02", "10:01") == 0
    (message,) = messages(session, channel=Channel.IN_APP)
    assert (message.about, message.next_try, message.subject) == (
        About.ASSIGNED,
        at("2026-03-02", "10:00"),
        f"新交办：{task.title}",
    )


def test_an_assigning_after_hours_is_told_the_next_working_morning(session: Session, office: Town) -> None:
    plan(session, "2026-03-06")
    assigned(session, office, "修订村规民约", on="2026-03-06")  # a Friday, after the last look
    session.commit()
    assert plan(session, "2026-03-06", "17:30") == 0
    assert plan(session, "2026-03-07", "10:00") == 0
    assert plan(session, "2026-03-09") == 4  # told, and still unsigned on the first working day after
    assert [m.about for m in messages(session, channel=Channel.IN_APP)] == [About.ASSIGNED, About.DIGEST]


def test_a_sending_back_is_a_message_of_its_own(session: Session, office: Town) -> None:
    task = due_soon(session, office, deadline="2026-12-18")
    led(session, task, [claim("2026-02-26", office.worker)])
    session.commit()
    plan(session, "2026-03-02")
    led(session, task, [step("2026-03-02", office.deputy, Move.SEND_BACK, "缺照片")])
    session.commit()
    plan(session, "2026-03-02", "11:00")
    (message,) = messages(session, channel=Channel.IN_APP, about=About.RETURNED)
    assert (message.person_id, message.subject) == (office.worker.id, "退回补办：修订村规民约")


def test_missed_days_are_made_up_for_in_one_digest(session: Session, office: Town) -> None:
    due_soon(session, office, "修订村规民约", deadline="2026-03-05")  # due3 on Monday the 2nd, due0 on the 5th
    due_soon(session, office, "开展普法宣传", deadline="2026-03-02")  # late2 on Wednesday
    plan(session, "2026-02-28")
    before = len(messages(session))
    assert plan(session, "2026-03-05", "09:00") == 4  # nobody worked from Monday to Wednesday
    made = messages(session, channel=Channel.IN_APP)[before // 2 :]
    assert {m.person_id for m in made} == {office.worker.id, office.deputy.id}
    of_worker = next(m for m in made if m.person_id == office.worker.id)
    assert [(line["title"], line["reasons"]) for line in of_worker.lines] == [
        ("开展普法宣传", ["late1", "due0", "week"]),
        ("修订村规民约", ["due0", "due3", "week"]),
    ]
    assert of_worker.text.startswith("3月2日 周一 到 3月4日 周三的提醒当时没有发出")
    of_deputy = next(m for m in made if m.person_id == office.deputy.id)
    assert [line["reasons"] for line in of_deputy.lines] == [["late2"]]


def test_what_was_settled_during_an_interruption_is_not_told(session: Session, office: Town) -> None:
    done = due_soon(session, office, "修订村规民约", deadline="2026-02-27")
    plan(session, "2026-02-27")
    led(session, done, [claim("2026-03-04", office.worker), step("2026-03-04", office.deputy, Move.FINISH)])
    session.commit()
    before = len(messages(session))
    plan(session, "2026-03-05")
    assert len(messages(session)) == before


def test_an_assigning_that_was_told_is_not_told_again_after_an_interruption(session: Session, office: Town) -> None:
    plan(session, "2026-03-02")
    assigned(session, office, "修订村规民约", on="2026-03-02")
    assigned(session, office, "开展普法宣传", on="2026-03-03")
    session.commit()
    plan(session, "2026-03-02", "10:00")
    plan(session, "2026-03-05")
    (digest,) = messages(session, person_id=office.worker.id, about=About.DIGEST, channel=Channel.IN_APP)
    reasons = {line["title"]: line["reasons"] for line in digest.lines}
    assert "assigned" not in reasons["修订村规民约"]
    assert "assigned" in reasons["开展普法宣传"]


def test_the_first_start_does_not_go_back_in_time(session: Session, office: Town) -> None:
    due_soon(session, office, deadline="2026-02-25")
    plan(session, "2026-03-02")  # late2 was on Friday the 27th, late4 is today
    session.execute(delete(Message).where(Message.person_id == office.worker.id))  # the week's list
    assert {m.person_id for m in messages(session)} == {office.mayor.id}


def test_a_digest_that_could_not_leave_goes_into_the_next(session: Session, office: Town) -> None:
    due_soon(session, office, "修订村规民约", deadline="2026-03-05")
    due_soon(session, office, "开展普法宣传", deadline="2026-03-04")  # due0 on Wednesday
    plan(session, "2026-03-02")
    (one,) = take(session)
    deliver(session, "w1", one, Kept(ChannelDown("连不上")), lambda: at("2026-03-02", "08:30"))
    plan(session, "2026-03-04")
    old, new = messages(session, channel=Channel.MAIL, about=About.DIGEST)
    assert (old.state, new.state) == (State.MERGED, State.PENDING)
    assert {line["title"] for line in new.lines} == {"修订村规民约", "开展普法宣传"}


def test_a_persons_own_hour_is_kept(session: Session, office: Town) -> None:
    due_soon(session, office)
    session.add(
        Choice(
            person_id=office.worker.id, digest_at=at("2026-03-02", "14:00").timetz().replace(tzinfo=None), mail=False
        )
    )
    session.commit()
    plan(session, "2026-03-02")
    (message,) = messages(session)
    assert (message.channel, message.next_try) == (Channel.IN_APP, at("2026-03-02", "14:00"))


def test_an_hour_after_the_office_closes_is_not_kept(session: Session, office: Town) -> None:
    """The person chose 17:00, then the office began to close at 16:00: each digest would come a day late."""
    due_soon(session, office)
    session.add(OfficeHours(opens=time(8, 30), closes=time(16), digest_at=time(9)))
    session.add(Choice(person_id=office.worker.id, digest_at=time(17), mail=False))
    session.commit()
    plan(session, "2026-03-02")
    (message,) = messages(session)
    assert message.next_try == at("2026-03-02", "09:00")


def test_a_snoozed_task_is_left_out_until_it_is_overdue(session: Session, office: Town) -> None:
    task = due_soon(session, office, deadline="2026-03-05")
    session.add(
        Snooze(
            task_id=task.id,
            person_id=office.worker.id,
            until=date(2026, 3, 20),
            reason="等县里批复",
            at=at("2026-02-27"),
        )
    )
    session.commit()
    plan(session, "2026-03-02")
    assert messages(session) == []
    plan(session, "2026-03-05")
    assert messages(session) == []
    plan(session, "2026-03-06")
    assert {m.person_id for m in messages(session)} == {office.worker.id}
    plan(session, "2026-03-09")
    (to_leader,) = messages(session, person_id=office.deputy.id, channel=Channel.IN_APP)
    assert "等县里批复" in to_leader.text


# ---- sending


def test_in_app_messages_appear_at_their_time_and_never_twice(session: Session, office: Town) -> None:
    due_soon(session, office)
    plan(session, "2026-03-02")
    assert show_in_app(session, at("2026-03-02", "08:30")) == 1
    assert show_in_app(session, at("2026-03-02", "08:31")) == 0


def test_a_claimed_message_is_not_claimed_again(session: Session, office: Town) -> None:
    due_soon(session, office)
    plan(session, "2026-03-02")
    (mine,) = take(session, worker="w1", at_most=10)
    assert mine.message.address == "worker@shifan.example"
    assert take(session, worker="w2", at_most=10) == []


def test_a_claim_that_has_run_out_is_open_again_under_the_same_key(session: Session, office: Town) -> None:
    due_soon(session, office)
    plan(session, "2026-03-02")
    (lost,) = take(session)  # and then the worker is killed
    later = at("2026-03-02", "08:30") + CLAIM + timedelta(seconds=1)
    (again,) = claim_messages(session, "w2", later, POST)
    assert again.message.key == lost.message.key
    assert again.before is State.UNKNOWN


def test_a_worker_whose_claim_has_run_out_does_not_record_over_the_next(session: Session, office: Town) -> None:
    due_soon(session, office)
    plan(session, "2026-03-02")
    (slow,) = take(session, worker="slow")
    later = at("2026-03-02", "08:30") + CLAIM + timedelta(seconds=1)
    claim_messages(session, "w2", later, POST)
    deliver(session, "slow", slow, Kept(DeliveryError("太慢")), lambda: later)
    (message,) = messages(session, channel=Channel.MAIL)
    assert (message.state, message.claimed_by) == (State.CLAIMED, "w2")


def test_nothing_leaves_outside_working_hours(session: Session, office: Town) -> None:
    due_soon(session, office)
    plan(session, "2026-03-02", "17:29")
    assert take(session, "17:30") == []
    assert show_in_app(session, at("2026-03-02", "17:30")) == 0
    assert len(take(session, "08:30", "2026-03-03")) == 1


def test_a_passing_failure_is_tried_again_with_growing_pauses(session: Session, office: Town) -> None:
    due_soon(session, office)
    plan(session, "2026-03-02")
    now, pauses = at("2026-03-02", "08:30"), []
    for _ in range(3):
        (one,) = claim_messages(session, "w1", now, POST)
        moment = now
        deliver(session, "w1", one, Kept(DeliveryError("451 稍后再试")), lambda: moment)  # noqa: B023
        (message,) = messages(session, channel=Channel.MAIL)
        assert (message.state, message.error) == (State.FAILED, "451 稍后再试")
        pauses.append(message.next_try - now)
        now = message.next_try
    assert pauses[0] < pauses[1] < pauses[2]


def test_a_failure_in_the_evening_is_tried_again_the_next_working_morning(session: Session, office: Town) -> None:
    due_soon(session, office)
    plan(session, "2026-03-02")
    (one,) = take(session, "17:29")
    deliver(session, "w1", one, Kept(DeliveryError("451")), lambda: at("2026-03-02", "17:29"))
    assert messages(session, channel=Channel.MAIL)[0].next_try == at("2026-03-03", "08:30")


def test_what_is_refused_for_good_is_given_up_and_told_to_person_and_coordinator(
    session: Session, office: Town
) -> None:
    due_soon(session, office)
    plan(session, "2026-03-02")
    (one,) = take(session)
    deliver(
        session, "w1", one, Kept(DeliveryError("550 没有这个人", permanent=True)), lambda: at("2026-03-02", "08:31")
    )
    (message,) = messages(session, channel=Channel.MAIL)
    assert (message.state, message.error) == (State.GIVEN_UP, "550 没有这个人")
    told = {m.person_id: m.text for m in messages(session, about=About.NOTICE)}
    assert set(told) == {office.worker.id, office.clerk.id}
    assert "叶青禾" in told[office.clerk.id]


def test_it_gives_up_after_so_many_tries(session: Session, office: Town) -> None:
    due_soon(session, office)
    plan(session, "2026-03-02")
    now = at("2026-03-02", "08:30")
    for _ in range(TRIES):
        (one,) = claim_messages(session, "w1", now, POST)
        moment = now
        deliver(session, "w1", one, Kept(DeliveryError("451")), lambda: moment)  # noqa: B023
        (message,) = messages(session, channel=Channel.MAIL)
        now = message.next_try
    assert message.state is State.GIVEN_UP


def test_a_robot_gets_no_more_than_it_takes_in_a_minute(session: Session, office: Town) -> None:
    session.add(Route(id=7, channel=Channel.WECOM, name="工作群", url="https://qyapi.weixin.qq.com/x", per_minute=1))
    session.flush()
    for person in (office.worker, office.helper):
        session.add(Choice(person_id=person.id, mail=False, route_ids=[7]))
    due_soon(session, office)
    due_soon(session, office, "安全检查", assignee_id=office.worker.id, lead_id=office.safety.id)
    helped = assigned(session, office, "巡查", on="2026-01-12", assignee_id=office.helper.id, deadline=date(2026, 3, 5))
    led(session, helped, [sign("2026-01-13", office.helper)])
    session.commit()
    plan(session, "2026-03-02")
    (first,) = take(session, at_most=10)
    kept = Kept()
    deliver(session, "w1", first, kept, lambda: at("2026-03-02", "08:30"))
    assert take(session, at_most=10) == []
    assert len(take(session, "08:32", at_most=10)) == 1


# ---- one of several


def test_only_one_worker_has_the_lease(session: Session, office: Town) -> None:
    now, length = at("2026-03-02", "08:30"), timedelta(minutes=2)
    assert lease(session, "scan", "w1", now, length)
    assert not lease(session, "scan", "w2", now, length)
    assert lease(session, "scan", "w2", now + length, length)


def test_the_clock_going_back_an_hour_tells_nothing_twice(session: Session, office: Town, clock: Clock) -> None:
    due_soon(session, office)
    plan(session, "2026-03-02", "10:00")
    (one,) = take(session, "10:00")
    deliver(session, "w1", one, Kept(), lambda: at("2026-03-02", "10:00"))
    assert plan(session, "2026-03-02", "09:00") == 0
    assert take(session, "09:00") == []
    assert lease(session, "scan", "w1", at("2026-03-02", "10:00"), timedelta(minutes=2))
    assert lease(session, "scan", "w2", at("2026-03-02", "09:00"), timedelta(minutes=2))


# ---- calls for help


def test_a_call_for_help_is_told_to_the_leader_until_it_is_answered(session: Session, office: Town) -> None:
    task = due_soon(session, office, deadline="2026-12-18")
    call_for_help(session, task, "要应急办一起去", office.mayor.id, by=office.worker, at=at("2026-02-27"))
    session.commit()
    plan(session, "2026-02-28")  # a worked Saturday
    plan(session, "2026-03-02")
    (message,) = messages(session, channel=Channel.IN_APP)
    assert (message.person_id, message.lines[0]["reasons"]) == (office.deputy.id, ["help"])
    answer(session, task, "已经说好", office.mayor.id, by=office.deputy, at=at("2026-03-03"))
    session.commit()
    plan(session, "2026-03-04")  # the 4th working day after the call
    assert len(messages(session, channel=Channel.IN_APP)) == 1


def test_a_call_that_was_answered_during_an_interruption_is_not_told(session: Session, office: Town) -> None:
    task = due_soon(session, office, deadline="2026-12-18")
    plan(session, "2026-02-26")
    call_for_help(session, task, "要应急办一起去", office.mayor.id, by=office.worker, at=at("2026-02-26", "18:00"))
    answer(session, task, "已经说好", office.mayor.id, by=office.deputy, at=at("2026-03-02"))
    session.commit()
    plan(session, "2026-03-03")
    assert messages(session) == []
