"""The only code that changes a task. Every change is a move of the status table and leaves an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from tracker.calendar.limits import Kind
from tracker.calendar.zone import office_day
from tracker.errors import RuleViolation
from tracker.people.models import Office, Person, Role, Unit
from tracker.people.queries import numbers_held, people_who_left
from tracker.review.models import Draft
from tracker.tasks.history import Figure
from tracker.tasks.models import ChecklistItem, Note, NoteKind, ReportedFigure, Task, TaskEvent, TaskHelper, TaskSupport
from tracker.tasks.moves import check_move
from tracker.tasks.queries import (
    actor,
    history_of,
    open_tasks_helped_by,
    open_tasks_of,
    open_tasks_under,
    value_of,
    with_history,
)
from tracker.tasks.standing import after, standing
from tracker.tasks.status import STATUS_WORDS, Move, Status


@dataclass(frozen=True)
class Step:
    """What a person does to a task, with what the move brings (see status.RULES)."""

    do: Move
    text: str = ""
    until: date | None = None
    assignee: Person | None = None
    lead: Unit | None = None
    figures: Sequence[Figure] = ()


def establish(session: Session, task: Task, *, by: Person, at: datetime) -> Task:
    """Enters a complete task (已立项) under the next key of its year.

    Complete: title, assignee, lead unit, time limit, standard of completion. RuleViolation names what is missing.
    """
    return establish_together(session, [task], by=by, at=at)[0]


def establish_together(session: Session, tasks: Sequence[Task], *, by: Person, at: datetime) -> Sequence[Task]:
    """The same for several, in their order, or for none."""
    _check_complete(session, tasks, office_day(at))
    keys = {year: _next_keys(session, year) for year in {task.year for task in tasks}}
    for task in tasks:
        task.key = next(keys[task.year])
        task.status = Status.ESTABLISHED
        task.due = task.deadline
        task.events = [TaskEvent(seq=1, on=office_day(at), at=at, by_id=by.id, do=Move.ESTABLISH)]
    session.add_all(tasks)
    session.flush()
    return tasks


def _check_complete(session: Session, tasks: Sequence[Task], today: date) -> None:
    chosen = {number for task in tasks for number in (task.assignee_id, task.leader_id) if number}
    left = {person.id: person.name for person in session.scalars(people_who_left(chosen))}
    for task in tasks:
        if missing := _missing(task):
            raise RuleViolation(f"“{task.title}”还不能立项，缺{'、'.join(missing)}。请补上再确认。")
        if task.deadline and task.deadline < today:
            raise RuleViolation(f"“{task.title}”的时限 {task.deadline} 已经过了。请改成今天或以后的日期。")
        if name := left.get(task.assignee_id or 0) or left.get(task.leader_id or 0):
            raise RuleViolation(f"“{task.title}”还不能立项，{name}已经离岗。请另选一位。")


def _missing(task: Task) -> list[str]:
    has_limit = task.kind is Kind.ONGOING or (task.kind is Kind.RECURRING and task.every) or task.deadline
    present = {
        "事项": task.title.strip(),
        "承办人": task.assignee_id,
        "牵头单位": task.lead_id,
        "时限": task.kind and has_limit,
        "完成标准": task.standard.strip(),
    }
    return [name for name, value in present.items() if not value]


def _next_keys(session: Session, year: int) -> Iterator[str]:
    """2026-001, 2026-002 …, from the first free one on; of two people at once the second waits for the first."""
    session.execute(numbers_held())
    number = cast(func.substr(Task.key, len(f"{year}-") + 1), Integer)
    last = session.scalar(select(func.max(number)).where(Task.key.regexp_match(rf"^{year}-[0-9]+$")))
    return (f"{year}-{number:03d}" for number in count((last or 0) + 1))


def establish_from_drafts(session: Session, drafts: Iterable[Draft], *, by: Person, at: datetime) -> Sequence[Task]:
    """Makes the tasks (已立项) that confirmed drafts describe, or none; RuleViolation names what is missing."""
    return establish_together(session, [_task_of(draft, office_day(at)) for draft in drafts], by=by, at=at)


def _task_of(draft: Draft, today: date) -> Task:
    return Task(
        year=draft.document.plan_year or today.year,
        title=draft.title.strip(),
        section=draft.section,
        document_id=draft.document_id,
        draft_id=draft.id,
        quote=draft.quote,
        standard=draft.standard,
        leader_id=draft.leader_id,
        kind=draft.kind,
        deadline=draft.deadline,
        every=draft.every,
        day=draft.day,
        target_name=draft.target_name or None,
        target_value=draft.target_value,
        target_unit=draft.target_unit or None,
        assignee_id=draft.assignee_id,
        lead_id=draft.lead_id,
        supports=[TaskSupport(unit_id=unit_id, ordinal=n) for n, unit_id in enumerate(draft.support_ids)],
        helpers=[
            TaskHelper(person_id=person_id, ordinal=n)
            for n, person_id in enumerate(draft.helper_ids)
            if person_id != draft.assignee_id
        ],
        checklist=[ChecklistItem(ordinal=n, text=text[:500]) for n, text in enumerate(_parts(draft))],
    )


def take_back(session: Session, draft: Draft, *, by: Person, at: datetime) -> None:
    """Gives up the task of a confirmed draft (作废), so that the draft can be decided anew.

    RuleViolation once it was assigned: then somebody knows of it.
    """
    task = session.scalar(select(Task).where(Task.draft_id == draft.id).options(*with_history()))
    if task is None or task.status is not Status.ESTABLISHED or task.assigned_on is not None:
        raise RuleViolation(f"“{draft.title}”已经交办，不能撤回审阅。不办的话，请到事项页处理。")
    move(session, task, Step(Move.VOID, text="撤回审阅，重新核对"), by=by, at=at)
    task.draft_id = None
    session.flush()


def _parts(draft: Draft) -> list[str]:
    """The actions of the measure as a checklist; a single one says no more than the title."""
    return draft.actions if len(draft.actions) > 1 else []


def assign_established(session: Session, tasks: Iterable[Task], *, by: Person, at: datetime) -> int:
    """Assigns every task that stands in 已立项 to the person chosen when it was confirmed; returns how many."""
    waiting = [task for task in tasks if task.status is Status.ESTABLISHED and task.assignee is not None]
    for task in waiting:
        move(session, task, Step(Move.ASSIGN, assignee=task.assignee), by=by, at=at)
    return len(waiting)


def carry_over(session: Session, task: Task, step: Step, deadline: date | None, *, by: Person, at: datetime) -> Task:
    """转下年, and the task of next year that takes it up: 已立项 under its own key, with what is still to be ticked.

    deadline: the date that a person chose for it; a task with a date needs one. RuleViolation as of move and establish.
    """
    if deadline and deadline.year <= task.year:
        raise RuleViolation(f"转下年的事项，时限要在 {task.year + 1} 年以后。请另选日期。")
    move(session, task, step, by=by, at=at)
    rule = task.rule_on(date.max)
    following = Task(
        year=task.year + 1,
        title=task.title,
        section=task.section,
        document_id=task.document_id,
        quote=task.quote,
        standard=task.standard,
        leader_id=task.leader_id,
        kind=task.kind,
        deadline=None if task.kind is Kind.ONGOING else deadline,
        every=rule.every if rule else None,
        day=rule.day if rule else None,
        target_name=task.target_name,
        target_value=task.target_value,
        target_unit=task.target_unit,
        assignee_id=task.assignee_id,
        lead_id=task.lead_id,
        carried_from_id=task.id,
        supports=[TaskSupport(unit_id=row.unit_id, ordinal=row.ordinal) for row in task.supports],
        helpers=[TaskHelper(person_id=row.person_id, ordinal=row.ordinal) for row in task.helpers],
        checklist=[
            ChecklistItem(ordinal=item.ordinal, text=item.text, owner_id=item.owner_id)
            for item in task.checklist
            if item.done_at is None
        ],
    )
    return establish(session, following, by=by, at=at)


@dataclass(frozen=True)
class HandOver:
    """What became of 移交: tasks assigned anew, with a new leader or helper, and those that wait for a decision."""

    assigned: list[Task]
    supervised: list[Task]
    helped: list[Task]
    waiting: list[Task]

    @property
    def handed(self) -> list[Task]:
        return [*self.assigned, *self.supervised, *self.helped]


def hand_over(session: Session, person: Person, to: Person, *, with_unit: bool, by: Person, at: datetime) -> HandOver:
    """Everything open of a person goes to another: the work is assigned anew, supervision and helping change hands.

    with_unit: the other's unit then leads as well. A task in 待审核 cannot be assigned: it stays until it is decided.
    RuleViolation where the other is the same person, has left or is no leader to supervise, or `by` is no coordinator.
    """
    if to.id == person.id or not to.active:
        raise RuleViolation(f"不能移交给{to.name}。请选另一位在岗的人。")
    if not by.has(Role.COORDINATOR):
        raise RuleViolation("移交要由督办员来做。请转告对方。")
    supervised = session.scalars(open_tasks_under(person)).all()
    if supervised and not to.has(Role.LEADER):
        raise RuleViolation(f"{person.name}分管着 {len(supervised)} 件，{to.name}不是领导，接不了。请另选一位领导。")
    done = HandOver([], [], [], [])
    for task in session.scalars(open_tasks_of(person).options(*with_history())):
        if task.status is Status.WAITING:
            done.waiting.append(task)
        elif task.status is Status.ESTABLISHED and task.assigned_on is None:
            task.assignee_id = to.id  # chosen, and not assigned yet
            done.assigned.append(task)
        else:
            lead = to.unit if with_unit else None
            step = Step(Move.ASSIGN, text=f"移交：原承办人{person.name}", assignee=to, lead=lead)
            move(session, task, step, by=by, at=at)
            done.assigned.append(task)
    for task in supervised:
        task.leader_id = to.id
        task.notes.append(
            Note(at=at, by_id=by.id, kind=NoteKind.HANDED_OVER, text=f"分管领导由{person.name}改为{to.name}")
        )
        done.supervised.append(task)
    for task in session.scalars(open_tasks_helped_by(person)).all():
        _replace_helper(task, person, to)
        task.notes.append(
            Note(at=at, by_id=by.id, kind=NoteKind.HANDED_OVER, text=f"协办人由{person.name}改为{to.name}")
        )
        done.helped.append(task)
    session.flush()
    return done


def _replace_helper(task: Task, person: Person, to: Person) -> None:
    """Whoever does the task or helps with it already is not entered once more."""
    row = next(row for row in task.helpers if row.person_id == person.id)
    task.helpers.remove(row)
    if to.id not in {task.assignee_id, *(one.person_id for one in task.helpers)}:
        task.helpers.append(TaskHelper(person_id=to.id, ordinal=row.ordinal))


def move(session: Session, task: Task, step: Step, *, by: Person, at: datetime) -> TaskEvent:
    """Makes a move if the status table allows it, and leaves its event. RuleViolation says why not.

    Two people at once: the second gets an IntegrityError on the event's number.
    """
    if step.assignee is not None and not step.assignee.active:
        raise RuleViolation(f"{step.assignee.name}已经离岗。请另选一位。")
    event = TaskEvent(
        seq=len(task.events) + 1,
        on=office_day(at),
        at=at,
        by_id=by.id,
        do=step.do,
        text=step.text.strip(),
        until=step.until,
        assignee_id=step.assignee.id if step.assignee else None,
        lead_id=step.lead.id if step.lead else None,
        figures=[
            ReportedFigure(ordinal=n, name=f.name, value=f.value, unit=f.unit, approx=f.approx)
            for n, f in enumerate(step.figures)
        ],
    )
    if history_of(task) is None:
        _begin(task, event, by)
    else:
        _go_on(session, task, event, by)
    session.flush()
    return event


def move_together(session: Session, tasks: Iterable[Task], step: Step, *, by: Person, at: datetime) -> None:
    """The same move with each of the tasks, or with none: RuleViolation names the one that cannot make it.

    The caller takes back what was done before it.
    """
    for task in tasks:
        try:
            move(session, task, step, by=by, at=at)
        except RuleViolation as error:
            raise RuleViolation(f"“{task.title}”：{error}别的也没有动。") from error


def _begin(task: Task, event: TaskEvent, by: Person) -> None:
    """The moves of a task that was never assigned: to be assigned for the first time, or to be given up."""
    if event.do not in (Move.ASSIGN, Move.VOID) or task.status is not Status.ESTABLISHED:
        raise RuleViolation(f"现在是“{STATUS_WORDS[task.status]}”，还没有交办。请先交办。")
    if not by.has(Role.COORDINATOR):
        raise RuleViolation("交办和作废要由督办员来做。请转告对方。")
    if event.do is Move.VOID:
        if not event.text:
            raise RuleViolation("作废要写几句话。请写清楚原因。")
        task.status = Status.VOID
    else:
        if event.assignee_id is None:
            raise RuleViolation("还没有选承办人。请选一位再交办。")
        event.lead_id = event.lead_id or task.lead_id
        task.status, task.assignee_id, task.lead_id = Status.ASSIGNED, event.assignee_id, event.lead_id
        task.assigned_on = event.on
    task.events.append(event)


def _go_on(session: Session, task: Task, event: TaskEvent, by: Person) -> None:
    history = history_of(task)
    assert history is not None
    main_leader = session.scalar(select(Office.main_leader_id))
    before, value = standing(history), value_of(event)
    if event.on < (history.events[-1].on if history.events else history.assigned_on):
        raise RuleViolation("服务器的日期比上一步还早。请系统管理员核对服务器时间。")
    check_move(history, before, value, actor(by), main_leader)
    now = after(before, value, history.kind)
    task.status, task.assignee_id, task.lead_id, task.due = now.status, now.assignee, now.lead, now.due
    task.events.append(event)
