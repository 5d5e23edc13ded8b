"""Changing how a recurring task comes back: from a day on, and never for a period that has already begun.

That is no move: neither state nor light changes by it. A note says who did it and why.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.calendar.limits import Every, rhythm
from tracker.calendar.words import day_words
from tracker.calendar.zone import office_day
from tracker.errors import RuleViolation
from tracker.people.models import Person, Role
from tracker.tasks.history import Rule
from tracker.tasks.instances import can_begin
from tracker.tasks.models import Note, NoteKind, Task
from tracker.tasks.queries import history_of


def may_change_rule(person: Person, task: Task) -> bool:
    return task.every is not None and task.is_open and person.has(Role.COORDINATOR)


def change_rule(session: Session, task: Task, wanted: Rule, reason: str, *, by: Person, at: datetime) -> Rule:
    """The task recurs as wanted, from that day or from the next period on; returns the rule as it will begin.

    Rules that were to begin later are dropped. RuleViolation says why it cannot be changed.
    """
    today = office_day(at)
    _check(task, wanted, by, today)
    history = history_of(task)
    if history is None:  # not assigned yet: nothing has begun
        task.every, task.day = wanted.every, wanted.day
        rule = wanted
    else:
        rule = Rule(can_begin(history, wanted.since), wanted.every, wanted.day)
        if task.deadline and rule.since > task.deadline:
            raise RuleViolation(f"这件事到{day_words(task.deadline, today)}为止，改不到那么晚。请选早一点的日子。")
        task.later_rules = (*(one for one in history.later_rules if one.since < rule.since), rule)
    words = f"{day_words(rule.since, today)}起改为{rhythm(rule.every, rule.day)}。{reason.strip()}"
    task.notes.append(Note(at=at, by_id=by.id, kind=NoteKind.RULE, text=words))
    session.flush()
    return rule


def _check(task: Task, wanted: Rule, by: Person, today: date) -> None:
    if not may_change_rule(by, task):
        raise RuleViolation("只有还在办的定期事项能改周期，由督办员来改。请转告对方。")
    if wanted.since < today:
        raise RuleViolation("过去的各期不能改。请选今天或以后的日子。")
    if wanted.every is Every.WEEK and wanted.day is not None and wanted.day > 7:
        raise RuleViolation("每周的事项请填 1 到 7，星期一是 1，星期日是 7。")
    before = task.rule_on(wanted.since)
    if before and (before.every, before.day) == (wanted.every, wanted.day):
        raise RuleViolation(f"那时候本来就是{rhythm(before.every, before.day)}，没有要改的。")
