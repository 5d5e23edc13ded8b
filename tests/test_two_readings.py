"""Random offices as files: what is loaded, refused, dumped and lit is what a second reading of the contract says."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import contract_reading as reading
from tests.lives import random_history
from tests.office import CLERK, LI, MAYOR, WANG, ZHAO
from tests.reminders.reading import rows
from tests.test_office_file import plain
from tracker.errors import BadOffice
from tracker.office_answers import due_between, lights_on
from tracker.office_file import dump, load
from tracker.tasks.history import Event, Figure, History
from tracker.tasks.status import BEFORE_ASSIGNING, Move

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

FIRST, LAST = date(2024, 10, 1), date(2025, 12, 31)
UNITS = {1: "司法所", 2: "应急站", 3: "党政办"}
NAMES = {LI: "许长青", ZHAO: "宋明朗", WANG: "罗静宜", MAYOR: "方明远", CLERK: "田小禾"}
PEOPLE = [
    {"name": NAMES[LI], "unit": UNITS[1], "roles": ["assignee"]},
    {"name": NAMES[ZHAO], "unit": UNITS[2], "roles": ["assignee"], "email": "song@example.invalid"},
    {"name": NAMES[WANG], "unit": UNITS[3], "roles": ["leader", "assignee"], "post": "政法委员"},
    {"name": NAMES[MAYOR], "unit": UNITS[3], "roles": ["leader"]},
    {"name": NAMES[CLERK], "unit": UNITS[3], "roles": ["coordinator"]},
]
Json = dict[str, Any]


def random_office(seed: int, tasks: int = 8) -> tuple[Json, list[History]]:
    chance = random.Random(seed)
    histories = [random_history(chance, f"t{n}", FIRST, LAST) for n in range(tasks)]
    office = {
        "office": {"name": "示范镇人民政府", "main_leader": NAMES[MAYOR]},
        "units": [{"name": name} for name in UNITS.values()],
        "people": PEOPLE,
        "documents": [{"key": "r2024", "file": "总结.docx", "report_year": 2024}],
        "problems": [{"key": "p1", "document": "r2024", "text": "宣传不深。", "answered_by": ["t1", "t0"]}],
        "tasks": [task_of(history) for history in histories],
    }
    return office, histories


def task_of(history: History) -> Json:
    """The task as the contract writes it; empty keys stay in it."""
    return {
        "key": history.key,
        "title": f"事项 {history.key}",
        "document": None,
        "assignee": NAMES[history.assignee],
        "lead": UNITS[history.lead],
        "support": [UNITS[unit] for unit in history.support],
        "leader": NAMES[history.leader] if history.leader else None,
        "kind": history.kind.value,
        "assigned_on": str(history.assigned_on),
        "deadline": str(history.deadline) if history.deadline else None,
        "every": history.every.value if history.every else None,
        "day": history.day,
        "target": figure_of(history.target) if history.target else None,
        "events": [event_of(event) for event in history.events],
    }


def event_of(event: Event) -> Json:
    return {
        "on": str(event.on),
        "by": NAMES[event.by],
        "do": event.do.value,
        "text": event.text,
        "until": str(event.until) if event.until else None,
        "assignee": NAMES[event.assignee] if event.assignee else None,
        "figures": [figure_of(figure) | {"approx": figure.approx} for figure in event.figures],
    }


def figure_of(figure: Figure) -> Json:
    return {"name": figure.name, "value": float(figure.value), "unit": figure.unit}


def take(session: Session, folder: Path, office: Json) -> None:
    path = folder / "office.json"
    path.write_text(json.dumps(office, ensure_ascii=False), "utf-8")
    load(session, path)


def refusal(session: Session, folder: Path, office: Json) -> str | None:
    """Why the office is not taken; None where it is."""
    try:
        take(session, folder, office)
    except BadOffice as error:
        return str(error)
    return None


@pytest.mark.parametrize("seed", range(4))
def test_a_random_office_comes_out_as_it_went_in_and_shows_the_same_lights(
    session: Session, tmp_path: Path, seed: int
) -> None:
    office, _ = random_office(seed, 24)
    assert [reading.first_fault(office, task) for task in office["tasks"]] == [None] * 24
    take(session, tmp_path, office)
    session.flush()
    session.expire_all()
    assert plain(dump(session)) == plain(office)
    chance = random.Random(-seed)
    for _ in range(20):
        day = FIRST + timedelta(days=chance.randrange(500))
        expected = {
            task["key"]: reading.light(task, day) for task in office["tasks"] if task["assigned_on"] <= str(day)
        }
        given = {row["task"]: (row["light"], row["late_done"]) for row in lights_on(session, day)}
        assert given == expected, day


@pytest.mark.parametrize("seed", range(2))
def test_a_random_office_is_reminded_of_the_same(session: Session, tmp_path: Path, seed: int) -> None:
    office, histories = random_office(seed)
    take(session, tmp_path, office)
    first, last = date(2025, 2, 1), date(2025, 7, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    expected = {
        (str(on), NAMES[person], reason, history.key)
        for day in days
        for history in histories
        for on, person, reason in rows(history, day, MAYOR, (CLERK,))
    }
    given = [(row["on"], row["person"], row["reason"], row["task"]) for row in due_between(session, first, last)]
    assert len(given) == len(set(given))
    assert set(given) == expected


@pytest.mark.parametrize("seed", range(4))
def test_a_history_with_one_thing_changed_is_refused_where_the_second_reading_refuses_it(
    session: Session, tmp_path: Path, seed: int
) -> None:
    chance, verdicts = random.Random(seed), []
    for n in range(30):
        office, _ = random_office(seed * 100 + n, 1)
        office["problems"] = []
        task = office["tasks"][0]
        if not task["events"]:
            continue
        change(chance, task)
        fault = reading.first_fault(office, task)
        verdicts.append(fault is None)
        session.rollback()
        said = refusal(session, tmp_path, office)
        if fault is None:
            assert said is None, task
        else:
            assert f"任务 t0：第 {fault} 步 {task['events'][fault - 1]['do']}" in str(said), task
    assert True in verdicts
    assert False in verdicts


def change(chance: random.Random, task: Json) -> None:
    """Makes one event of the task otherwise, in one respect."""
    events, place = task["events"], chance.randrange(len(task["events"]))
    event = events[place]
    what = chance.choice(["by", "do", "on", "text", "figures", "until", "gone", "twice", "swapped", "stood in"])
    if what == "by":
        event["by"] = chance.choice(list(NAMES.values()))
    elif what == "do" and event["do"] not in ("assign", "ask_extension"):
        others = [move for move in Move if move not in {*BEFORE_ASSIGNING, Move.ASSIGN, Move.ASK_EXTENSION}]
        event["do"] = chance.choice(others).value
    elif what == "on":
        event["on"] = str(date.fromisoformat(event["on"]) + timedelta(days=chance.randrange(-40, 40)))
    elif what == "text":
        event["text"] = chance.choice(["", "  ", None])
    elif what == "figures":
        event["figures"] = [{"name": "法治宣传", "value": 1, "unit": "场"}]
    elif what == "until" and event["do"] == "ask_extension":
        event["until"] = str(date.fromisoformat(event["until"]) - timedelta(days=chance.randrange(1, 60)))
    elif what == "gone":
        del events[place]
    elif what == "twice":
        events.insert(place, deepcopy(event))
    elif what == "swapped" and place:
        events[place - 1], events[place] = events[place], events[place - 1]
    elif what == "stood in":
        task["leader"] = chance.choice([None, task["assignee"]])
