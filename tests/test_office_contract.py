"""The office contract, measured on the office beside the project; skipped where it is not there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.office import OfficeFile
from tracker.calendar.workdays import WorkCalendar
from tracker.progress.lights import light
from tracker.reminders.schedule import Office, due

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "eval" / "office"

pytestmark = [
    pytest.mark.may_skip,
    pytest.mark.skipif(not FOLDER.exists(), reason="no ../shared/eval/office beside the project"),
]


def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def office() -> OfficeFile:
    return OfficeFile(load("office.json"))


def test_every_light_of_every_day_is_as_expected(office: OfficeFile) -> None:
    calendar = WorkCalendar()
    for text, rows in load("expected-lights.json").items():
        day = date.fromisoformat(text)
        found = {h.key: light(h, day, calendar) for h in office.histories if h.assigned_on <= day}
        given = {key: (one.colour.value, one.late_done) for key, one in found.items()}
        assert given == {row["task"]: (row["light"], bool(row.get("late_done"))) for row in rows}, text


def test_a_year_of_reminders_is_as_expected(office: OfficeFile) -> None:
    whole = Office(office.main_leader, office.coordinators, WorkCalendar())
    days = (date.fromordinal(n) for n in range(date(2025, 1, 1).toordinal(), date(2026, 1, 1).toordinal()))
    given = [
        (str(day), office.names[row.person], row.reason.value, row.task)
        for day in days
        for row in due(office.histories, day, whole)
    ]
    expected = [(row["on"], row["person"], row["reason"], row["task"]) for row in load("expected-due.json")]
    assert sorted(given) == sorted(expected)
