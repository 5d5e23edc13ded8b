"""An invented office as database rows: units, people, and tasks whose histories went through the real actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tracker.calendar.limits import Kind
from tracker.calendar.zone import office_moment
from tracker.people.models import Office, Person, Role, Unit
from tracker.tasks.actions import Step, establish, move
from tracker.tasks.history import Figure
from tracker.tasks.models import Task, TaskHelper, TaskSupport
from tracker.tasks.status import Move


@dataclass(frozen=True)
class Town:
    """示范镇: a clerk who coordinates, a mayor, a deputy who supervises, two who work, an administrator."""

    office: Office
    party_office: Unit  # 党政办, of the clerk, the mayor and the deputy
    justice: Unit  # 司法所, of the worker
    safety: Unit  # 应急办, of the helper
    clerk: Person
    mayor: Person
    deputy: Person
    worker: Person
    helper: Person
    admin: Person

    @property
    def people(self) -> dict[str, Person]:
        names = ("clerk", "mayor", "deputy", "worker", "helper", "admin")
        return {name: getattr(self, name) for name in names}


def town(session: Session) -> Town:
    """The office of 示范镇, committed."""
    party_office, justice, safety = (Unit(name=name) for name in ("党政办", "司法所", "应急办"))
    session.add_all([party_office, justice, safety])
    session.flush()
    made = Town(
        office=Office(id=1, name="示范镇"),
        party_office=party_office,
        justice=justice,
        safety=safety,
        clerk=person(session, "林书岚", party_office, Role.COORDINATOR, post="督办员"),
        mayor=person(session, "程建安", party_office, Role.LEADER, post="镇长"),
        deputy=person(session, "苏文博", party_office, Role.LEADER, post="副镇长"),
        worker=person(session, "叶青禾", justice, Role.ASSIGNEE, post="司法助理员"),
        helper=person(session, "田小满", safety, Role.ASSIGNEE, post="应急专干"),
        admin=person(session, "方知远", party_office, Role.ADMIN, post="信息员"),
    )
    made.office.main_leader_id = made.mayor.id
    session.add(made.office)
    session.commit()
    return made


def person(session: Session, name: str, unit: Unit, *roles: Role, post: str = "") -> Person:
    """A person who may sign in, flushed."""
    made = Person(name=name, unit_id=unit.id, post=post, email="", password_hash=f"hash-of-{name}")
    made.roles = list(roles)
    session.add(made)
    session.flush()
    return made


def sign_in(client: FlaskClient, person: Person) -> None:
    """The client's requests are the person's from now on (how people sign in is tested with people)."""
    with client.session_transaction() as cookies:
        cookies["_user_id"] = person.get_id()
        cookies["_fresh"] = True


def at(day: date | str, clock: str = "09:00") -> datetime:
    """A moment of a day (2026-03-02) in the office's zone."""
    return office_moment(_day(day), time.fromisoformat(clock))


def figure(name: str, value: int | str, unit: str, approx: bool = False) -> Figure:
    return Figure(name, Decimal(str(value)), unit, approx)


def established(session: Session, town: Town, title: str, *, on: date | str = "2026-01-12", **columns: Any) -> Task:
    """A task in 已立项, by default the worker's, with a date; every column can be said otherwise."""
    columns = {
        "year": _day(on).year,
        "section": "（一）依法决策",
        "standard": "有记录可查",
        "kind": Kind.DATE,
        "deadline": date(_day(on).year, 12, 20) if columns.get("kind", Kind.DATE) is Kind.DATE else None,
        "assignee_id": town.worker.id,
        "lead_id": town.justice.id,
        "leader_id": town.deputy.id,
        **columns,
    }
    supports, helpers = columns.pop("support", ()), columns.pop("helpers", ())
    task = Task(title=title, **columns)
    task.helpers = [TaskHelper(person_id=person.id, ordinal=n) for n, person in enumerate(helpers)]
    task.supports = [TaskSupport(unit_id=unit.id, ordinal=n) for n, unit in enumerate(supports)]
    return establish(session, task, by=town.clerk, at=at(on))


def assigned(
    session: Session,
    town: Town,
    title: str,
    *steps: tuple[str, Person, Step],
    on: date | str = "2026-01-12",
    **columns: Any,
) -> Task:
    """The same, assigned on that day, and then led through the steps (day, who, what). Flushed, not committed."""
    task = established(session, town, title, on=on, **columns)
    assignee = session.get(Person, task.assignee_id)
    move(session, task, Step(Move.ASSIGN, assignee=assignee), by=town.clerk, at=at(on))
    return led(session, task, steps)


def led(session: Session, task: Task, steps: Iterable[tuple[str, Person, Step]]) -> Task:
    """Leads a task through further steps."""
    for day, by, step in steps:
        move(session, task, step, by=by, at=at(day))
    return task


def sign(day: str, by: Person) -> tuple[str, Person, Step]:
    return day, by, Step(Move.SIGN)


def report(day: str, by: Person, text: str = "做了一次。", *figures: Figure) -> tuple[str, Person, Step]:
    return day, by, Step(Move.REPORT, text=text, figures=figures)


def claim(day: str, by: Person, text: str = "做完了。") -> tuple[str, Person, Step]:
    return day, by, Step(Move.CLAIM, text=text)


def step(day: str, by: Person, do: Move, text: str = "说明", **more: Any) -> tuple[str, Person, Step]:
    """Any other move: finish, send back, clear …"""
    return day, by, Step(do, text=text, **more)


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day
