"""Glances are kept only as long as they are right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.pages import TODAY
from tests.rows import Town, assigned, figure, led, report, sign
from tracker.calendar.workdays import WorkCalendar
from tracker.progress.kept import kept_for
from tracker.progress.queries import glances
from tracker.tasks.models import Task

CALENDAR = WorkCalendar()


@pytest.fixture
def task(session: Session, office: Town) -> Task:
    target = {"target_name": "宣传", "target_value": 10, "target_unit": "场"}
    made = assigned(session, office, "宣传", sign("2026-01-13", office.worker), deadline=date(2026, 12, 20), **target)
    session.commit()
    return made


def word_of(session: Session, task: Task, day: date = TODAY, calendar: WorkCalendar = CALENDAR) -> str:
    return glances(session, select(Task.id), day, calendar)[task.id].light.word


def test_a_second_look_reads_no_history(session: Session, office: Town, task: Task, statements: list[str]) -> None:
    counts = []
    assert task.id  # read again after the commit
    for _ in range(2):
        statements.clear()
        word_of(session, task)
        counts.append(len(statements))
    assert counts == [4, 1]


def test_a_new_event_is_seen_at_once(session: Session, office: Town, task: Task) -> None:
    assert word_of(session, task) == "偏慢"
    led(session, task, [report("2026-11-20", office.worker, "办", figure("宣传", 10, "场"))])
    session.commit()
    assert word_of(session, task) == "正常"


def test_a_changed_column_is_seen_at_once(session: Session, office: Town, task: Task) -> None:
    assert word_of(session, task) == "偏慢"
    task.target_name = task.target_value = task.target_unit = None
    session.commit()
    assert word_of(session, task) == "正常"


def test_another_day_has_other_lights(session: Session, office: Town, task: Task) -> None:
    assert word_of(session, task) == "偏慢"
    assert word_of(session, task, date(2026, 12, 22)) == "逾期 2 天"
    assert word_of(session, task) == "偏慢"


def test_a_correction_of_the_calendar_counts(session: Session, office: Town) -> None:
    short = assigned(session, office, "短", on="2026-11-20", deadline=TODAY + timedelta(days=6))
    session.commit()
    assert word_of(session, short) == "正常"
    days_off = WorkCalendar({TODAY + timedelta(days=n): False for n in (1, 2)})
    assert word_of(session, short, calendar=days_off) == "临期"


def test_what_is_taken_back_leaves_nothing_behind(session: Session, office: Town, task: Task) -> None:
    led(session, task, [report("2026-11-20", office.worker, "办", figure("宣传", 10, "场"))])
    assert word_of(session, task) == "正常"
    session.rollback()
    led(session, task, [report("2026-11-20", office.worker, "办", figure("宣传", 1, "场"))])
    session.commit()
    assert word_of(session, task) == "偏慢"


def test_the_store_is_emptied_before_it_grows_too_large(
    session: Session, office: Town, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.progress.kept.MOST", 1)
    word_of(session, task)
    assigned(session, office, "另一件")
    session.commit()
    assert word_of(session, task) == "偏慢"
    assert len(kept_for(session, TODAY, CALENDAR).glances) <= 1
