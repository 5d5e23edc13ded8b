"""What is said and ticked beside a task's history: comments, calls for help and their answers, the checklist."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.errors import RuleViolation
from tracker.people.models import Person
from tracker.tasks.models import ChecklistItem, Note, NoteKind, Task
from tracker.tasks.queries import parts_in
from tracker.tasks.status import DECIDERS, DOERS, STATUS_WORDS, Part

KEEPERS = frozenset({*DOERS, Part.COORDINATOR})
"""Who keeps the checklist; its owner may tick an item as well."""


def comment(session: Session, task: Task, text: str, *, by: Person, at: datetime) -> Note:
    """Anybody who sees the task may say something about it."""
    return _said(session, task, NoteKind.COMMENT, text, by=by, at=at)


def open_call(task: Task) -> Note | None:
    """The call for help that waits for an answer; None where nothing waits."""
    answered = {note.answers_id for note in task.notes}
    return next((note for note in task.notes if note.kind is NoteKind.HELP and note.id not in answered), None)


def may_call(person: Person, task: Task, main_leader: int | None) -> bool:
    """Whoever does the work or helps with it, while it is open and no call waits."""
    doers = {*DOERS, Part.SUPPORT}
    return task.is_open and open_call(task) is None and bool(doers & parts_in(person, task, main_leader))


def may_answer(person: Person, task: Task, main_leader: int | None) -> bool:
    return open_call(task) is not None and bool(set(DECIDERS) & parts_in(person, task, main_leader))


def call_for_help(
    session: Session, task: Task, text: str, main_leader: int | None, *, by: Person, at: datetime
) -> Note:
    """请领导协调. Nothing stops: deadline, light and reminders go on. RuleViolation says why it cannot be asked."""
    if open_call(task):
        raise RuleViolation("上一次请求协调还没有答复。请先等答复，或在意见里补充。")
    if not may_call(by, task, main_leader):
        raise RuleViolation(f"请领导协调要由办这件事的人来提，现在是“{STATUS_WORDS[task.status]}”。请转告对方。")
    return _said(session, task, NoteKind.HELP, text, by=by, at=at)


def answer(session: Session, task: Task, text: str, main_leader: int | None, *, by: Person, at: datetime) -> Note:
    """The leader's answer, which closes the open call. Of two answers at once the second gets an IntegrityError."""
    call = open_call(task)
    if call is None:
        raise RuleViolation("没有等待答复的协调请求。请刷新后看看现在的情况。")
    if not may_answer(by, task, main_leader):
        raise RuleViolation("答复协调要由分管领导、主要领导来做。请转告对方。")
    note = _said(session, task, NoteKind.ANSWER, text, by=by, at=at)
    note.answers_id = call.id
    session.flush()
    return note


def _said(session: Session, task: Task, kind: NoteKind, text: str, *, by: Person, at: datetime) -> Note:
    if not text.strip():
        raise RuleViolation("还什么都没写。请写几句话。")
    note = Note(task_id=task.id, at=at, by_id=by.id, kind=kind, text=text.strip())
    task.notes.append(note)
    session.flush()
    return note


def may_keep(person: Person, task: Task, main_leader: int | None) -> bool:
    return task.is_open and bool(KEEPERS & parts_in(person, task, main_leader))


def may_tick(person: Person, item: ChecklistItem, main_leader: int | None) -> bool:
    return item.task.is_open and (item.owner_id == person.id or may_keep(person, item.task, main_leader))


def add_item(
    session: Session, task: Task, text: str, owner: Person | None, main_leader: int | None, *, by: Person
) -> ChecklistItem:
    """One more part of the task, at the end of its checklist."""
    if not may_keep(by, task, main_leader):
        raise RuleViolation("分解清单由承办人、牵头单位或督办员来列，办结以后不再改。请转告对方。")
    if not text.strip():
        raise RuleViolation("这一条还没有写内容。请写清楚做什么。")
    last = max((item.ordinal for item in task.checklist), default=-1)
    item = ChecklistItem(ordinal=last + 1, text=text.strip(), owner_id=owner.id if owner else None)
    task.checklist.append(item)
    session.flush()
    return item


def tick(
    session: Session, item: ChecklistItem, done: bool, main_leader: int | None, *, by: Person, at: datetime
) -> None:
    """Marks an item as done, or as open again; the task itself does not move."""
    if not may_tick(by, item, main_leader):
        raise RuleViolation("这一条由它的负责人、承办人或督办员来勾。请转告对方。")
    item.done_at = at if done else None
    item.done_by_id = by.id if done else None
    session.flush()
