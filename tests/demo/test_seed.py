"""The demo office: on whatever day it is loaded, every page has something real to show."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.calendar.workdays import WorkCalendar
from tracker.demo.lives import LIVES, ORDERS
from tracker.demo.report import FOLDER, WRITTEN_FOR, report_for
from tracker.demo.seed import _people, _Year
from tracker.documents.models import Document
from tracker.documents.read import read, read_file
from tracker.people.models import Person
from tracker.plans.contract import as_json
from tracker.plans.understand import understand
from tracker.progress.lights import Colour, light
from tracker.reminders.queries import rules
from tracker.reminders.schedule import Reason, due
from tracker.review.models import Draft, DraftState
from tracker.store import Store
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.queries import history_of, load_histories
from tracker.tasks.standing import standing
from tracker.tasks.status import Status

DAYS = [
    date(2026, 1, 5),
    date(2026, 2, 24),
    date(2026, 6, 1),
    date(2026, 10, 8),
    date(2026, 11, 25),
    date(2026, 12, 31),
]


@pytest.fixture
def lived(request: pytest.FixtureRequest, app: Flask, session: Session, tmp_path: Path) -> date:
    """The office as it is loaded on a day."""
    day: date = request.param
    _people(session)
    _Year(session, Store(tmp_path / "files"), day).live()
    session.commit()
    return day


on_every_day = pytest.mark.parametrize("lived", DAYS, ids=str, indirect=True)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
today = pytest.mark.parametrize("lived", [date(2026, 11, 25)], ids=str, indirect=True)


@on_sqlite
@on_every_day
def test_every_light_is_there_and_work_done_late(session: Session, lived: date) -> None:
    lights = [light(h, lived, WorkCalendar()) for h in load_histories(session, select(Task.id)).values()]
    assert {one.colour for one in lights} == set(Colour)
    assert any(one.late_done for one in lights)


@on_sqlite
@on_every_day
def test_every_state_is_there_but_what_was_given_up(session: Session, lived: date) -> None:
    assert set(session.scalars(select(Task.status))) >= set(Status) - {Status.VOID}


@on_sqlite
@on_every_day
def test_leaders_coordinators_and_assignees_are_reminded_on_a_day_about_now(session: Session, lived: date) -> None:
    office = rules(session)
    assert office
    day = office.calendar.first_workday(lived)
    histories = list(load_histories(session, select(Task.id)).values())
    reasons = {row.reason for row in due(histories, day, office.office)}
    assert reasons >= {Reason.LATE2, Reason.LATE4, Reason.REVIEW, Reason.EXTENSION}


@on_sqlite
@on_every_day
def test_nothing_happened_in_the_future_and_everything_on_working_days(session: Session, lived: date) -> None:
    days = set(session.scalars(select(TaskEvent.on)))
    assert max(days) <= lived
    assert not [day for day in days if not WorkCalendar().is_workday(day)]


@on_sqlite
@on_every_day
def test_the_report_is_last_years_and_some_proposals_wait(session: Session, lived: date) -> None:
    document = session.scalars(select(Document)).one()
    assert document.plan_year == (lived.year if lived > date(lived.year, 1, 19) else lived.year - 1)
    states = Counter(session.scalars(select(Draft.state)))
    assert states[DraftState.CONFIRMED] == len([life for life in LIVES if life.measure])
    assert states[DraftState.PROPOSED] >= 4


@today
def test_the_lived_tasks_are_where_their_history_ends(session: Session, lived: date) -> None:
    for task in session.scalars(select(Task)):
        if history := history_of(task):
            now = standing(history)
            assert (task.status, task.assignee_id, task.due) == (now.status, now.assignee, now.due), task.title


@today
def test_every_person_can_sign_in_and_no_mail_reaches_anybody(session: Session, lived: date) -> None:
    people = list(session.scalars(select(Person)))
    assert len(people) >= 15
    assert all(person.password_hash and person.email.endswith("@example.invalid") for person in people)


def test_the_word_file_says_what_the_text_says() -> None:
    word, text = (as_json(understand(read_file(FOLDER / name))) for name in ("report.docx", "report.txt"))
    assert word == text
    assert len(word["items"]) == 5


def test_what_leaders_ordered_stands_in_the_parts_of_the_report() -> None:
    parts = {item.heading or item.section for item in understand(read_file(FOLDER / "report.txt")).items}
    assert {life.section for life in LIVES} - {ORDERS} <= parts


def test_for_another_year_all_years_move() -> None:
    plan = understand(read(report_for(WRITTEN_FOR + 1), "report.docx"))
    assert (plan.head.report_year, plan.head.plan_year) == (WRITTEN_FOR, WRITTEN_FOR + 1)
    assert plan.head.number == f"示府〔{WRITTEN_FOR + 1}〕3号"
