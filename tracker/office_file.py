"""The office contract: a whole office as one JSON file, in and out.

What is loaded obeys the same rules as what is clicked (`tasks.moves.check_history`), and is stored as the same events.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.calendar.limits import YEARS, Every, Kind
from tracker.documents.models import Document, StatedProblem
from tracker.errors import BadOffice, RuleViolation
from tracker.office_entries import Entry, read_json
from tracker.people.models import Office, Person, Role, Unit
from tracker.tasks.models import ProblemAnswer, ReportedFigure, Task, TaskEvent, TaskHelper, TaskSupport
from tracker.tasks.moves import Actor, check_history
from tracker.tasks.queries import history_of, with_history
from tracker.tasks.standing import standing
from tracker.tasks.status import BEFORE_ASSIGNING, Move

_FILE = ("office", "units", "people", "documents", "problems", "tasks")
_OFFICE = ("name", "main_leader")
_UNIT = ("name", "parent")
_PERSON = ("name", "unit", "post", "roles", "email")
_DOCUMENT = ("key", "file", "report_year")
_PROBLEM = ("key", "document", "text", "answered_by")
_FIGURE = ("name", "value", "unit", "approx")
_EVENT = ("on", "by", "do", "text", "until", "assignee", "lead", "figures")
_TASK = (
    *("key", "title", "section", "document", "quote", "assignee", "lead", "support", "helpers", "leader", "standard"),
    *("kind", "assigned_on", "deadline", "every", "day", "target", "events"),
)
_BROUGHT_BY = {"until": Move.ASK_EXTENSION, "assignee": Move.ASSIGN, "lead": Move.ASSIGN}
"""What an event may bring, and the one move that it belongs to (figures are looked at by check_history)."""

_ROLES = {role.value: role for role in Role}
_LAST_WEEKDAY, _LAST_DAY = 7, 31

Row = TypeVar("Row", Unit, Person, Document)


# ---- in


def load(session: Session, path: Path) -> None:
    """Fills an empty database with the office of the file; flushes.

    BadOffice with one Chinese line (which task, which event, why) for a file that does not follow the contract, and
    for a database that is not empty; the caller then rolls back.
    """
    if session.scalar(select(func.count()).select_from(Unit)) or session.scalar(select(Office.id)):
        raise BadOffice("数据库里已经有一个单位，没有装入。请换一个空的数据库（DATABASE_URL）再装。")
    file = Entry(read_json(path), "文件", _FILE)
    units = _load_units(session, file)
    people = _load_people(session, file, units)
    office = file.entry("office", _OFFICE) or file.refuse("没有写 office。")
    main_leader = office.one_of("main_leader", people, "人员表")
    session.add(Office(id=1, name=office.name("name", 100), main_leader_id=main_leader.id if main_leader else None))
    documents = _load_documents(session, file)
    tasks = _TaskLoader(units, people, documents, main_leader.id if main_leader else None).load(file)
    session.add_all(tasks.values())
    session.flush()
    _load_problems(session, file, documents, tasks)
    session.flush()


def _load_units(session: Session, file: Entry) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    entries = list(file.entries("units", "单位", _UNIT))
    for entry in entries:
        _put(units, entry, "name", Unit(name=entry.name("name", 100)))
    session.add_all(units.values())
    session.flush()
    for entry, unit in zip(entries, units.values(), strict=True):
        unit.parent = entry.one_of("parent", units, "单位表")
    for entry, unit in zip(entries, units.values(), strict=True):
        above, seen = unit.parent, {unit.name}
        while above is not None:
            if above.name in seen:
                entry.refuse(f"“{unit.name}”的上级单位绕成了一圈。")
            seen.add(above.name)
            above = above.parent
    return units


def _load_people(session: Session, file: Entry, units: Mapping[str, Unit]) -> dict[str, Person]:
    people: dict[str, Person] = {}
    for entry in file.entries("people", "人员", _PERSON):
        person = Person(
            name=entry.name("name", 50),
            unit=entry.the_one("unit", units, "单位表"),
            post=entry.text("post", 50),
            email=entry.text("email", 254),
        )
        person.roles = entry.all_of("roles", _ROLES, "角色")
        _put(people, entry, "name", person)
    session.add_all(people.values())
    session.flush()
    return people


def _load_documents(session: Session, file: Entry) -> dict[str, Document]:
    documents: dict[str, Document] = {}
    for entry in file.entries("documents", "文件", _DOCUMENT):
        document = Document(
            key=entry.name("key", 100),
            file=entry.text("file", 255),
            report_year=entry.whole("report_year", YEARS[0], YEARS[-1]),
        )
        _put(documents, entry, "key", document)
    session.add_all(documents.values())
    session.flush()
    return documents


def _put(rows: dict[str, Row], entry: Entry, key: str, row: Row) -> None:
    name = entry.text(key)
    if name in rows:
        entry.refuse(f"{key}“{name}”前面已经有了。")
    rows[name] = row


def _load_problems(session: Session, file: Entry, documents: Mapping[str, Document], tasks: Mapping[str, Task]) -> None:
    keys: set[str] = set()
    for ordinal, entry in enumerate(file.entries("problems", "问题", _PROBLEM), 1):
        key = entry.name("key", 100)
        if key in keys:
            entry.refuse(f"key“{key}”前面已经有了。")
        keys.add(key)
        problem = StatedProblem(
            key=key, document=entry.the_one("document", documents, "文件表"), ordinal=ordinal, text=entry.name("text")
        )
        session.add(problem)
        for n, task in enumerate(entry.all_of("answered_by", tasks, "任务表")):
            session.add(ProblemAnswer(problem=problem, task=task, ordinal=n))


class _TaskLoader:
    """Makes the tasks of a file; units, people and documents are known by their names and keys."""

    def __init__(
        self,
        units: Mapping[str, Unit],
        people: Mapping[str, Person],
        documents: Mapping[str, Document],
        main_leader: int | None,
    ) -> None:
        self.units, self.people, self.documents, self.main_leader = units, people, documents, main_leader
        self.actors = {
            person.id: Actor(person.id, person.unit.id, person.has(Role.COORDINATOR)) for person in people.values()
        }

    def load(self, file: Entry) -> dict[str, Task]:
        tasks: dict[str, Task] = {}
        for entry in file.entries("tasks", "任务", _TASK):
            key = entry.name("key", 100)
            if key in tasks:
                entry.refuse(f"key“{key}”前面已经有了。")
            entry.where = f"任务 {key}"
            tasks[key] = self._task(entry, key)
        return tasks

    def _task(self, entry: Entry, key: str) -> Task:
        assigned_on = entry.the_day("assigned_on")
        document = entry.one_of("document", self.documents, "文件表")
        leader = entry.one_of("leader", self.people, "人员表")
        support = entry.all_of("support", self.units, "单位表")
        helpers = entry.all_of("helpers", self.people, "人员表")
        kind = entry.word("kind", Kind) or entry.refuse("没有写 kind。")
        every = entry.word("every", Every)
        task = Task(
            key=key,
            year=assigned_on.year,
            title=entry.name("title", 500),
            section=entry.text("section", 500),
            document_id=document.id if document else None,
            quote=entry.text("quote"),
            standard=entry.text("standard"),
            leader_id=leader.id if leader else None,
            kind=kind,
            deadline=entry.day("deadline"),
            every=every,
            day=self._day(entry, every),
            assigned_on=assigned_on,
            supports=[TaskSupport(unit_id=unit.id, ordinal=n) for n, unit in enumerate(support)],
            helpers=[TaskHelper(person_id=person.id, ordinal=n) for n, person in enumerate(helpers)],
        )
        self._set_target(entry, task)
        self._set_events(entry, task)
        self._check(entry, task)
        return task

    def _day(self, entry: Entry, every: Every | None) -> int | None:
        day = entry.whole("day", 1, _LAST_WEEKDAY if every is Every.WEEK else _LAST_DAY)
        if day is not None and every is None:
            entry.refuse("定期任务才写 day。")
        return day

    def _set_target(self, entry: Entry, task: Task) -> None:
        target = entry.entry("target", ("name", "value", "unit"))
        if target is not None:
            task.target_name, task.target_unit = target.name("name", 50), target.name("unit", 20)
            task.target_value = target.number("value")
            if task.target_value <= 0:
                target.refuse("value 应当大于 0。")

    def _set_events(self, entry: Entry, task: Task) -> None:
        assert task.assigned_on is not None
        assignee = entry.the_one("assignee", self.people, "人员表")
        lead = entry.the_one("lead", self.units, "单位表")
        task.events.append(
            TaskEvent(seq=1, on=task.assigned_on, do=Move.ASSIGN, text="", assignee_id=assignee.id, lead_id=lead.id)
        )
        for n, one in enumerate(entry.entries("events", "", _EVENT), 1):
            one.where = f"{entry.where} 第 {n} 步"
            task.events.append(self._event(one, n + 1))

    def _event(self, entry: Entry, seq: int) -> TaskEvent:
        do = entry.word("do", Move) or entry.refuse("没有写 do。")
        on = entry.the_day("on")
        entry.where += f" {do.value}（{on}）"
        if do in BEFORE_ASSIGNING:
            entry.refuse(f"认不出“{do.value}”。")
        for key, belongs_to in _BROUGHT_BY.items():
            if entry.text(key) and do is not belongs_to:
                entry.refuse(f"{key} 只能写在 {belongs_to.value} 里。")
        assignee = entry.one_of("assignee", self.people, "人员表")
        lead = entry.one_of("lead", self.units, "单位表")
        return TaskEvent(
            seq=seq,
            on=on,
            by_id=entry.the_one("by", self.people, "人员表").id,
            do=do,
            text=entry.text("text"),
            until=entry.day("until"),
            assignee_id=assignee.id if assignee else None,
            lead_id=lead.id if lead else None,
            figures=[self._figure(one, n) for n, one in enumerate(entry.entries("figures", " 数据", _FIGURE))],
        )

    def _figure(self, entry: Entry, ordinal: int) -> ReportedFigure:
        return ReportedFigure(
            ordinal=ordinal,
            name=entry.name("name", 50),
            value=entry.number("value"),
            unit=entry.name("unit", 20),
            approx=entry.flag("approx"),
        )

    def _check(self, entry: Entry, task: Task) -> None:
        """Replays the history by the rules of the pages, and notes where it ends."""
        history = history_of(task)
        assert history is not None  # it begins with its assigning
        try:
            check_history(history, self.actors, self.main_leader)
        except RuleViolation as error:
            entry.refuse(str(error))
        now = standing(history)
        task.status, task.assignee_id, task.lead_id, task.due = now.status, now.assignee, now.lead, now.due


# ---- out


def dump(session: Session) -> dict[str, Any]:
    """The office as the contract has it. Drafts and tasks that were never assigned have no place in it.

    BadOffice in a database without an office.
    """
    office = session.get(Office, 1)
    if office is None:
        raise BadOffice("数据库里还没有单位。请先装入单位文件，或用 tracker serve --demo 装入演示单位。")
    people = {person.id: person for person in session.scalars(select(Person).order_by(Person.id))}
    units = {unit.id: unit for unit in session.scalars(select(Unit).order_by(Unit.id))}
    documents = {one.id: one for one in session.scalars(select(Document).order_by(Document.id))}
    tasks = list(session.scalars(select(Task).order_by(Task.id).options(*with_history())))
    names = _Names(people, units, documents)
    return {
        "office": _filled(name=office.name, main_leader=names.person(office.main_leader_id)),
        "units": [_filled(name=unit.name, parent=names.unit(unit.parent_id)) for unit in units.values()],
        "people": [_dump_person(person) for person in people.values()],
        "documents": [_filled(key=one.key, file=one.file, report_year=one.report_year) for one in documents.values()],
        "problems": list(_dump_problems(session, names)),
        "tasks": [found for task in tasks if (found := _dump_task(task, names))],
    }


class _Names:
    """How the file calls what the database knows by numbers."""

    def __init__(
        self, people: Mapping[int, Person], units: Mapping[int, Unit], documents: Mapping[int, Document]
    ) -> None:
        self._people, self._units, self._documents = people, units, documents

    def person(self, number: int | None) -> str | None:
        return self._people[number].name if number else None

    def unit(self, number: int | None) -> str | None:
        return self._units[number].name if number else None

    def document(self, number: int | None) -> str | None:
        return self._documents[number].key if number else None


def _filled(**values: Any) -> dict[str, Any]:
    """Without what says nothing: null, "" and []."""
    return {key: value for key, value in values.items() if value}


def _dump_person(person: Person) -> dict[str, Any]:
    roles = [role.value for role in person.roles]
    return _filled(name=person.name, unit=person.unit.name, post=person.post, roles=roles, email=person.email)


def _dump_problems(session: Session, names: _Names) -> Iterator[dict[str, Any]]:
    answers: dict[int, list[str]] = {}
    for problem_id, key in session.execute(
        select(ProblemAnswer.problem_id, Task.key)
        .join(Task)
        .order_by(ProblemAnswer.problem_id, ProblemAnswer.ordinal, Task.id)
    ):
        answers.setdefault(problem_id, []).append(key)
    for problem in session.scalars(select(StatedProblem).order_by(StatedProblem.id)):
        yield _filled(
            key=problem.key,
            document=names.document(problem.document_id),
            text=problem.text,
            answered_by=answers.get(problem.id, []),
        )


def _dump_task(task: Task, names: _Names) -> dict[str, Any] | None:
    """None for a task that was never assigned."""
    history = history_of(task)
    if history is None:
        return None
    target = history.target
    begin = next(n for n, event in enumerate(task.events) if event.do is Move.ASSIGN)
    return _filled(
        key=task.key,
        title=task.title,
        section=task.section,
        document=names.document(task.document_id),
        quote=task.quote,
        assignee=names.person(history.assignee),
        lead=names.unit(history.lead),
        support=[names.unit(number) for number in history.support],
        helpers=[names.person(number) for number in history.helpers],
        leader=names.person(task.leader_id),
        standard=task.standard,
        kind=task.kind.value,
        assigned_on=str(history.assigned_on),
        deadline=str(task.deadline) if task.deadline else None,
        every=task.every.value if task.every else None,
        day=task.day,
        target=target and {"name": target.name, "value": _plain(target.value), "unit": target.unit},
        events=[_dump_event(event, names) for event in task.events[begin + 1 :]],
    )


def _dump_event(event: TaskEvent, names: _Names) -> dict[str, Any]:
    return _filled(
        on=str(event.on),
        by=names.person(event.by_id),
        do=event.do.value,
        text=event.text,
        until=str(event.until) if event.until else None,
        assignee=names.person(event.assignee_id),
        lead=names.unit(event.lead_id),
        figures=[
            {"name": one.name, "value": _plain(one.value), "unit": one.unit} | ({"approx": True} if one.approx else {})
            for one in event.figures
        ],
    )


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
