"""Recurring tasks: one open instance a period whatever was done before, and a rule that changes from a day on."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.office import day, event, task
from tests.pages import TODAY, Pages
from tests.rows import Town, assigned, at, established
from tracker.calendar.limits import Every, Kind, rhythm
from tracker.calendar.workdays import WorkCalendar
from tracker.errors import RuleViolation
from tracker.progress.glance import glance
from tracker.reminders.candidates import may_be_due
from tracker.reminders.schedule import Office as Watched
from tracker.reminders.schedule import due
from tracker.tasks.actions import Step, carry_over, move
from tracker.tasks.history import Event, History, Rule
from tracker.tasks.instances import can_begin, instances, rule_on
from tracker.tasks.models import NoteKind, Task
from tracker.tasks.queries import history_of, load_histories
from tracker.tasks.rules import change_rule
from tracker.tasks.status import Move

CALENDAR = WorkCalendar()


def recurring(every: Every, number: int | None, *later: Rule, events: tuple[Event, ...] = (), **more: Any) -> History:
    limits: dict[str, Any] = {"deadline": None, "kind": Kind.RECURRING, **more}
    return task(*events, every=every, day=number, later_rules=later, **limits)


def dues(history: History, until: str) -> list[str]:
    return [f"{one.due:%m-%d}" for one in instances(history, day(until), CALENDAR)]


@pytest.mark.parametrize(
    ("every", "number", "expected"),
    [
        (Every.MONTH, 28, ["03-28", "04-28", "05-28", "06-28", "07-28"]),
        (Every.QUARTER, None, ["03-31", "06-30", "09-30"]),
        (Every.HALF_YEAR, None, ["06-30", "12-31"]),
    ],
)
def test_each_period_has_one_instance_and_the_next_comes_whether_or_not_the_last_was_done(
    every: Every, number: int | None, expected: list[str]
) -> None:
    silent = recurring(every, number)
    diligent = recurring(every, number, events=(event("3-10", Move.REPORT), event("4-10", Move.REPORT)))
    assert dues(silent, "7-15") == dues(diligent, "7-15") == expected


def test_from_a_day_on_the_rule_is_another_and_the_periods_before_keep_theirs() -> None:
    changed = recurring(Every.MONTH, 28, Rule(day("6-1"), Every.QUARTER))
    assert dues(changed, "10-15") == ["03-28", "04-28", "05-28", "06-30", "09-30", "12-31"]


def test_there_is_never_more_than_one_instance_a_day() -> None:
    changed = recurring(Every.QUARTER, None, Rule(day("7-1"), Every.MONTH, 25), Rule(day("9-1"), Every.WEEK, 5))
    found = list(instances(changed, day("9-20"), CALENDAR))
    assert [f"{one.begins:%m-%d}" for one in found] == ["03-03", "04-01", "07-01", "08-01", "09-01", "09-08", "09-15"]
    assert all(one.due < other.begins for one, other in pairwise(found))


def test_the_series_still_ends_when_it_was_to_end() -> None:
    changed = recurring(Every.MONTH, 28, Rule(day("6-1"), Every.MONTH, 10), deadline="8-9")
    assert dues(changed, "12-31") == ["03-28", "04-28", "05-28", "06-10", "07-10"]


@pytest.mark.parametrize(
    ("wanted", "begins"), [("5-15", "6-1"), ("5-1", "5-1"), ("3-3", "3-3"), ("3-4", "4-1"), ("12-31", "2026-1-1")]
)
def test_a_period_that_has_begun_is_finished_as_it_was_ordered(wanted: str, begins: str) -> None:
    assert can_begin(recurring(Every.MONTH, 28), day(wanted)) == day(begins)


def test_the_rule_in_force_is_the_last_that_has_begun() -> None:
    changed = recurring(Every.MONTH, 28, Rule(day("6-1"), Every.QUARTER))
    assert [rule and rule.every for rule in (rule_on(changed, day("5-31")), rule_on(changed, day("6-1")))] == [
        Every.MONTH,
        Every.QUARTER,
    ]
    assert rule_on(task(), day("6-1")) is None


def test_the_next_due_day_is_that_of_the_new_rule() -> None:
    done = (event("5-10", Move.REPORT),)
    changed = recurring(Every.MONTH, 28, Rule(day("6-1"), Every.QUARTER), events=done, assigned="5-5")
    assert glance(changed, day("5-20"), CALENDAR).due == day("6-30")


@pytest.mark.parametrize(
    ("every", "number", "words"),
    [
        (Every.MONTH, 28, "每月28日前"),
        (Every.WEEK, 5, "每周五前"),
        (Every.QUARTER, None, "每季度最后一个工作日前"),
        (Every.HALF_YEAR, None, "每半年最后一个工作日前"),
    ],
)
def test_a_rule_reads_as_the_office_says_it(every: Every, number: int | None, words: str) -> None:
    assert rhythm(every, number) == words


# ---- the stored task


def ledger(session: Session, office: Town, **more: Any) -> Task:
    """A monthly task of the worker's since January, assigned."""
    made = assigned(session, office, "报送排查台账", kind=Kind.RECURRING, every=Every.MONTH, day=28, **more)
    session.commit()
    return made


def change(session: Session, task: Task, rule: Rule, office: Town) -> Rule:
    return change_rule(session, task, rule, "县里改了要求", by=office.clerk, at=at(TODAY))


def test_a_changed_rule_is_kept_with_who_changed_it_and_why(session: Session, office: Town) -> None:
    made = ledger(session, office)
    rule = change(session, made, Rule(TODAY, Every.QUARTER, None), office)
    session.commit()
    session.expire_all()
    assert rule.since == date(2026, 12, 1)
    assert made.later_rules == (rule,)
    assert (made.every, made.day) == (Every.MONTH, 28)
    note = made.notes[-1]
    assert (note.kind, note.by_id) == (NoteKind.RULE, office.clerk.id)
    assert note.text == "12月1日 周二起改为每季度最后一个工作日前。县里改了要求"


def test_all_readers_of_histories_know_the_changed_rule(session: Session, office: Town) -> None:
    made = ledger(session, office)
    rule = change(session, made, Rule(TODAY, Every.QUARTER, None), office)
    whole = history_of(made)
    assert whole
    assert whole.later_rules == (rule,)
    assert load_histories(session, select(Task.id))[made.id].later_rules == (rule,)


def test_the_day_before_a_new_due_day_is_looked_at_for_reminders(session: Session, office: Town) -> None:
    made = ledger(session, office)
    change(session, made, Rule(TODAY, Every.MONTH, 15), office)
    watched = Watched(office.mayor.id, (office.clerk.id,), CALENDAR)
    near = date(2026, 12, 14)
    assert made.id in session.scalars(select(Task.id).where(may_be_due(near, watched))).all()
    assert [row.task for row in due([h for h in [history_of(made)] if h], near, watched)]


def test_a_rule_that_has_not_begun_can_be_changed_again(session: Session, office: Town) -> None:
    made = ledger(session, office)
    change(session, made, Rule(date(2027, 2, 1), Every.QUARTER, None), office)
    change(session, made, Rule(TODAY, Every.WEEK, 5), office)
    assert made.later_rules == (Rule(date(2026, 12, 1), Every.WEEK, 5),)


def test_before_it_is_assigned_the_order_itself_changes(session: Session, office: Town) -> None:
    made = established(session, office, "报送", on=TODAY, kind=Kind.RECURRING, every=Every.MONTH, day=28)
    change(session, made, Rule(TODAY, Every.HALF_YEAR, None), office)
    assert (made.every, made.day, made.later_rules) == (Every.HALF_YEAR, None, None)


def test_next_years_task_has_the_last_rule(session: Session, office: Town) -> None:
    made = ledger(session, office)
    change(session, made, Rule(TODAY, Every.QUARTER, None), office)
    following = carry_over(session, made, Step(Move.CARRY_OVER), None, by=office.deputy, at=at(TODAY))
    assert (following.every, following.day) == (Every.QUARTER, None)


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        (Rule(date(2026, 11, 24), Every.QUARTER), "过去的各期不能改"),
        (Rule(TODAY, Every.WEEK, 8), "每周的事项请填 1 到 7"),
        (Rule(TODAY, Every.MONTH, 28), "本来就是每月28日前"),
        (Rule(date(2027, 7, 1), Every.QUARTER), "为止"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(session: Session, office: Town, rule: Rule, complaint: str) -> None:
    made = ledger(session, office, deadline=date(2027, 6, 30))
    with pytest.raises(RuleViolation, match=complaint):
        change(session, made, rule, office)
    assert made.later_rules is None


def test_only_a_coordinator_changes_the_rule_of_a_task_that_is_open_and_recurs(session: Session, office: Town) -> None:
    dated = assigned(session, office, "编制目录")
    stopped = ledger(session, office)
    move(session, stopped, Step(Move.SIGN), by=office.worker, at=at("2026-02-02"))
    move(session, stopped, Step(Move.STOP, text="机构调整"), by=office.deputy, at=at("2026-02-03"))
    running = ledger(session, office)
    for made, by in ((dated, office.clerk), (stopped, office.clerk), (running, office.worker)):
        with pytest.raises(RuleViolation, match="由督办员来改"):
            change_rule(session, made, Rule(TODAY, Every.QUARTER), "改", by=by, at=at(TODAY))


def test_the_page_changes_the_rule_and_the_tasks_page_says_what_holds_from_when(
    session: Session, office: Town, pages: Pages
) -> None:
    made = ledger(session, office)
    assert "改周期" in pages.words(office.clerk, f"/tasks/{made.key}")
    assert "改周期" not in pages.words(office.worker, f"/tasks/{made.key}")
    assert "现在是每月28日前" in pages.words(office.clerk, f"/tasks/{made.key}/rule")
    sent = {"every": "quarter", "day": "", "since": TODAY.isoformat(), "text": "县里改了要求"}
    assert pages.post(office.clerk, f"/tasks/{made.key}/rule", **sent).status_code == 302
    shown = pages.words(office.clerk, f"/tasks/{made.key}")
    assert "每月28日前" in shown
    assert "12月1日 周二起每季度最后一个工作日前" in shown


def test_what_was_typed_stays_when_the_rule_is_refused(session: Session, office: Town, pages: Pages) -> None:
    made = ledger(session, office)
    sent = {"every": "quarter", "day": "", "since": "2026-11-24", "text": "县里改了要求"}
    answer = pages.post(office.clerk, f"/tasks/{made.key}/rule", **sent)
    assert answer.status_code == 409
    assert "过去的各期不能改" in answer.text
    assert "县里改了要求" in answer.text
    assert pages.post(office.clerk, f"/tasks/{made.key}/rule", **{**sent, "text": ""}).status_code == 422


def test_a_task_that_does_not_recur_has_no_such_page(session: Session, office: Town, pages: Pages) -> None:
    dated = assigned(session, office, "编制目录")
    session.commit()
    assert pages.get(office.clerk, f"/tasks/{dated.key}/rule").status_code == 404
