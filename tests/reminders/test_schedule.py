"""The schedule against a second reading of the rules, and what an office may choose otherwise."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests.lives import random_history
from tests.office import CLERK, LI, MAYOR, WANG, day, event, task
from tests.reminders.reading import rows
from tracker.calendar.limits import Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.reminders.schedule import Due, Ladder, Office, Reason, due
from tracker.tasks.history import History
from tracker.tasks.status import Move

CALENDAR = WorkCalendar()
OFFICE = Office(MAYOR, (CLERK, WANG), CALENDAR)
NEW_YEAR, LAST_DAY = date(2025, 1, 1), date(2025, 12, 31)


def told(history: History, on: str, office: Office = OFFICE) -> list[tuple[int, str]]:
    return [(row.person, row.reason.value) for row in due([history], day(on), office)]


def days_of(history: History, office: Office = OFFICE) -> dict[str, list[str]]:
    """On which days of 2025 each reason falls, month and day."""
    found: dict[str, list[str]] = {}
    for on in CALENDAR.workdays(NEW_YEAR, LAST_DAY):
        for row in due([history], on, office):
            found.setdefault(row.reason.value, []).append(f"{on.month}-{on.day}")
    return found


@pytest.mark.parametrize("seed", range(12))
def test_two_readings_of_the_rules_give_the_same_rows_all_year(seed: int) -> None:
    chance = random.Random(seed)
    for n in range(12):
        history = random_history(chance, f"t{n}", date(2024, 10, 1), LAST_DAY)
        for on in CALENDAR.workdays(NEW_YEAR, LAST_DAY):
            given = {(on, row.person, row.reason.value) for row in due([history], on, OFFICE)}
            assert given == rows(history, on, MAYOR, OFFICE.coordinators), (on, history)


def test_a_task_climbs_the_ladder_to_the_main_leader() -> None:
    history = task(event("3-4", Move.SIGN), assigned="3-3", deadline="3-21")  # a Friday
    assert days_of(history) | {"week": []} == {
        "assigned": ["3-3"],
        "unsigned": ["3-4"],  # as it stood the evening before
        "due7": ["3-12"],
        "due3": ["3-18"],
        "due0": ["3-21"],
        "late1": ["3-24"],
        "late2": ["3-25"],
        "late4": ["3-27"],
        "week": [],
    }
    assert [told(history, on) for on in ("3-25", "3-27")] == [[(WANG, "late2")], [(MAYOR, "late4")]]


def test_steps_step_over_days_off_and_onto_worked_weekends() -> None:
    history = task(event("1-3", Move.SIGN), assigned="1-2", deadline="2-3")  # the Spring Festival is 1-28 to 2-4
    found = days_of(history)
    assert found["due0"] == ["1-27"]
    assert found["due3"] == ["1-23"]  # Sunday the 26th is worked
    assert found["late1"] == ["2-5"]
    assert found["late2"] == ["2-6"]
    assert found["late4"] == ["2-8"]  # a worked Saturday


def test_nothing_is_due_on_a_day_off() -> None:
    assert told(task(assigned="3-1"), "3-1") == []
    assert told(task(assigned="3-1"), "3-3") == [(LI, "assigned")]


def test_a_task_of_nobody_and_a_closed_one_are_silent() -> None:
    refused = task(event("3-4", Move.REFUSE), deadline="3-21")
    stopped = task(event("3-4", Move.STOP, WANG), deadline="3-21")
    assert days_of(refused) == days_of(stopped) == {"assigned": ["3-3"], "unsigned": ["3-4"]}


def test_on_the_day_of_sending_back_the_task_has_no_other_row() -> None:
    back = (event("3-4", Move.SIGN), event("3-5", Move.CLAIM), event("3-6", Move.SEND_BACK, WANG))
    assert told(task(*back, deadline="3-6"), "3-6") == [(LI, "returned")]
    assigned_anew = (event("3-6", Move.ASSIGN, CLERK, assignee=LI), event("3-6", Move.REFUSE))
    assert told(task(*back, *assigned_anew, deadline="3-6"), "3-6") == []


def test_an_office_chooses_its_steps_by_kind_of_task() -> None:
    office = Office(MAYOR, (CLERK,), CALENDAR, ladders={Kind.DATE: Ladder(first=10, second=None, late_main_leader=6)})
    found = days_of(task(event("3-4", Move.SIGN), deadline="3-21"), office)
    assert found["due7"] == ["3-7"]  # the first step keeps its name
    assert "due3" not in found
    assert found["late4"] == ["3-31"]
    ongoing = task(event("3-4", Move.SIGN), kind=Kind.ONGOING, deadline=None)
    assert days_of(ongoing, office) == days_of(ongoing)


def test_the_further_kinds_are_silent_until_the_office_wants_them() -> None:
    done = (event("3-4", Move.SIGN), event("3-5", Move.CLAIM), event("3-6", Move.FINISH, WANG))
    wanted = Office(MAYOR, (CLERK,), CALENDAR, extras=frozenset({Reason.AREA, Reason.TO_CLEAR}))
    assert "to_clear" not in days_of(task(*done))
    assert days_of(task(*done), wanted)["to_clear"][:2] == ["3-7", "3-12"]
    late = task(event("3-4", Move.SIGN), deadline="3-21")
    assert "area" not in days_of(late)
    assert told(late, "3-24", wanted) == [(LI, "late1"), (LI, "week"), (WANG, "area")]
    assert set(days_of(late, wanted)["area"]) == set(days_of(late)["week"]) - {"3-10", "3-17"}


def test_a_whole_office_is_told_in_the_order_of_its_tasks() -> None:
    first, second = task(key="t1", assigned="3-3"), task(key="t2", assigned="3-3")
    assert due([second, first], day("3-3"), OFFICE) == [
        Due(LI, Reason.ASSIGNED, "t2"),
        Due(LI, Reason.ASSIGNED, "t1"),
    ]
