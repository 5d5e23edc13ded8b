"""Every route called as every role, and as nobody: who may open what, and that no task can be reached by guessing.

The routes are found in the application. A parameter `draft_id` is filled with a row of the table `draft`, made here if
there is none; a parameter that names no row stands in WORDS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Boolean, Date, Integer, Time
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests.rows import Town, assigned, person, report, sign, sign_in, town
from tracker.db import Base, UtcDateTime
from tracker.documents.blocks import Block
from tracker.documents.models import Document
from tracker.documents.stored import as_json
from tracker.people.models import Person, Role
from tracker.tasks.models import Task
from tracker.web import EVERYBODY, allowed_roles

WORDS: dict[str, Any] = {
    "day": "2026-11-25",
    "do": "sign",
    "duties": "learning-law",
    "field": "assignee",
    "filename": "duban.css",
    "grain": "item",
    "paper_name": "使用手册.md",
    "picture_name": "task.png",
    "year": 2026,
    "secret": "guessed",
    "token": "guessed",
    "what": "annex",
    "word": "app",
}
"""Parameters that are no rows, each with a value that a real page would send."""

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass
class Office:
    """One task, worker's, that only some may see; everything that belongs to it; and people of every role."""

    app: Flask
    session: Session
    town: Town
    task: Task
    people: dict[str, Person]

    def routes(self) -> Iterator[tuple[str, str, Rule]]:
        """Every method and path that can be called, parameters filled."""
        for rule in self.app.url_map.iter_rules():
            values = {name: self._value(rule, name) for name in arguments_of(rule)}
            _, path = rule.build(values, append_unknown=False) or ("", "")
            assert path, rule
            for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
                yield method, path, rule

    def call(self, method: str, path: str, by: Person | None) -> int:
        """The status; a redirect to the sign-in page is 401."""
        browser = self.app.test_client()
        if by is not None:
            sign_in(browser, by)
        answer = browser.open(path, method=method)
        answer.close()
        return 401 if answer.headers.get("Location", "").startswith("/sign-in") else answer.status_code

    def _value(self, rule: Rule, name: str) -> Any:
        row_class = class_named(rule, name)
        if row_class is None:
            return WORDS[name]
        return self.task.key if name == "key" else self.row(row_class).id

    def row(self, row_class: type[Base]) -> Any:
        """A row of the table; one that hangs on a task hangs on the one that there is."""
        if row_class is Task:
            return self.task
        if row_class is Person:
            return self.people["spare"]  # whom administrators may do anything to
        found = self.session.query(row_class).order_by(*row_class.__table__.primary_key).first()
        if found is None:
            columns = {column.name: column for column in row_class.__table__.columns}
            needed = [c for c in columns.values() if not (c.nullable or c.default or c.autoincrement is True)]
            found = row_class(**{c.name: self._example(c) for c in needed if c.name != "id"})
            self.session.add(found)
            self.session.commit()
        return found

    def _example(self, column: Any) -> Any:
        for key in column.foreign_keys:
            return self.row(class_of(key.column.table.name)).id
        if enums := getattr(column.type, "enum_class", None):
            return next(iter(enums))
        if column.name == "year":
            return WORDS["year"]
        examples: tuple[tuple[type, Any], ...] = (
            (Boolean, True),
            (Integer, 1),
            (Date, date(2026, 3, 2)),
            (Time, time(8, 30)),
            (UtcDateTime, datetime(2026, 3, 2, tzinfo=UTC)),
        )
        return next((example for kind, example in examples if isinstance(column.type, kind)), column.name)


def arguments_of(rule: Rule) -> set[str]:
    return set(rule.arguments) - set(rule.defaults or {})


def class_of(table: str) -> type[Base]:
    return next(mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__tablename__ == table)


def class_named(rule: Rule, parameter: str) -> type[Base] | None:
    """Of `draft_id` the class of table draft, of `line_id` that of summary_line; None for what stands in WORDS."""
    if parameter in WORDS:
        return None
    if parameter == "key":
        return Task
    tables = [mapper.class_.__tablename__ for mapper in Base.registry.mappers]
    word = rule.endpoint.rpartition(".")[2] if parameter == "id" else parameter.removesuffix("_id")
    stage = rule.endpoint.partition(".")[0]
    for name in (word, f"{stage}_{word}", f"reported_{word}", f"task_{word}"):
        if name in tables:
            return class_of(name)
    ending = [name for name in tables if name.endswith(f"_{word}")]
    assert len(ending) == 1, f"{rule}: say in tests/test_access.py what fills <{parameter}>"
    return class_of(ending[0])


def hangs_on_task(row_class: type[Base], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a row of the class belongs to one task."""
    if row_class is Task:
        return True
    owners = {k.column.table.name for c in row_class.__table__.columns if not c.nullable for k in c.foreign_keys}
    below = seen | {row_class.__tablename__}
    return any(hangs_on_task(class_of(name), below) for name in owners - below)


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    made = town(session)
    people = {**made.people, "spare": person(session, "安小萍", made.safety, Role.ASSIGNEE)}
    people["other leader"] = person(session, "高远航", made.party_office, Role.LEADER)
    done = (sign("2026-01-13", made.worker), report("2026-02-03", made.worker))
    task = assigned(session, made, "编制目录", *done)
    session.add(Document(key="d1", file="report.txt", blocks=as_json([Block("一、工作安排")])))
    session.commit()
    return Office(app, session, made, task, people)


def test_every_route_states_its_roles(app: Flask) -> None:
    silent = [rule.rule for rule in app.url_map.iter_rules() if not allowed_roles(app, rule.endpoint)]
    assert not silent, "state who may open them with @allow"


def test_a_route_open_to_everybody_is_one_that_must_be(app: Flask) -> None:
    rules = app.url_map.iter_rules()
    public = {rule.endpoint for rule in rules if allowed_roles(app, rule.endpoint) == EVERYBODY}
    assert public <= {"static", "bootstrap.static", "people.sign_in", "people.sign_out", "reminders.feed"}


def test_nobody_gets_further_than_the_sign_in_page(office: Office) -> None:
    for method, path, rule in office.routes():
        status = office.call(method, path, None)
        if allowed_roles(office.app, rule.endpoint) != EVERYBODY:
            assert status == 401, f"{method} {path}: {status}"


@pytest.mark.parametrize("who", ["clerk", "mayor", "deputy", "worker", "helper", "admin"])
def test_each_role_opens_what_is_stated_and_nothing_else(office: Office, who: str) -> None:
    by = office.people[who]
    for method, path, rule in office.routes():
        allowed = allowed_roles(office.app, rule.endpoint)
        status = office.call(method, path, by)
        label = f"{method} {path} ({rule.endpoint}) as {who}: {status}"
        if allowed == EVERYBODY or by.has(*(allowed or ())):  # type: ignore[arg-type]
            assert status != 403, label
            assert status < 500, label
        else:
            assert status == 403, label


@pytest.mark.parametrize("who", ["clerk", "mayor"])
def test_every_page_that_may_be_opened_can_be_opened(office: Office, who: str) -> None:
    by = office.people[who]
    for method, path, rule in office.routes():
        allowed = allowed_roles(office.app, rule.endpoint)
        if method == "GET" and (allowed == EVERYBODY or by.has(*(allowed or ()))):  # type: ignore[arg-type]
            status = office.call(method, path, by)
            assert status in (200, 302, 404), f"{path} ({rule.endpoint}) as {who}: {status}"


@pytest.mark.parametrize("who", ["helper", "other leader"])
def test_what_belongs_to_anothers_task_cannot_be_reached_by_guessing(office: Office, who: str) -> None:
    by = office.people[who]
    reached = 0
    for method, path, rule in office.routes():
        names = [name for name in arguments_of(rule) if is_row_of_a_task(rule, name)]
        if names and by.has(*(allowed_roles(office.app, rule.endpoint) or ())):  # type: ignore[arg-type]
            reached += 1
            assert office.call(method, path, by) == 404, f"{method} {path} ({rule.endpoint}) as {who}"
    assert reached >= 5


def is_row_of_a_task(rule: Rule, parameter: str) -> bool:
    row_class = class_named(rule, parameter)
    return row_class is not None and hangs_on_task(row_class)


def test_the_same_addresses_open_for_the_person_whose_task_it_is(office: Office) -> None:
    """So that the test above cannot pass because the addresses are wrong."""
    assert office.call("GET", f"/tasks/{office.task.key}", office.people["worker"]) == 200
    assert office.call("GET", f"/tasks/{office.task.key}/report", office.people["worker"]) == 200


@pytest.mark.parametrize("number", [987654, 2**31, 10**30])
def test_a_number_that_does_not_exist_is_not_found(office: Office, number: int) -> None:
    """Nor one that the database has no room for."""
    for rule in office.app.url_map.iter_rules():
        numbers = {name for name in arguments_of(rule) if class_named(rule, name)}
        if numbers:
            values = {name: number if name in numbers else WORDS[name] for name in arguments_of(rule)}
            _, path = rule.build(values, append_unknown=False) or ("", "")
            roles = allowed_roles(office.app, rule.endpoint)
            by = next(one for one in office.people.values() if one.has(*(roles or ())))  # type: ignore[arg-type]
            method = "GET" if "GET" in (rule.methods or ()) else "POST"
            assert office.call(method, path, by) == 404, f"{method} {path} ({rule.endpoint})"


@pytest.mark.parametrize("asked", ["0", "-1", "1950", "2150", "99999", str(2**31), str(10**30), "２０２６", "x"])
def test_whatever_number_an_address_asks_for_no_page_breaks(office: Office, asked: str) -> None:
    clerk = office.people["clerk"]
    for path in ("/board", "/workdays", "/messages", "/messages/outlook", "/audit", "/tasks"):
        for name in ("year", "page", "person", "unit"):
            assert office.call("GET", f"{path}?{name}={asked}", clerk) in (200, 404), f"{path}?{name}={asked}"
    assert office.call("GET", f"/summaries/figures/{asked}", clerk) in (200, 404)
