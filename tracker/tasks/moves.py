"""Whether a person may make a move: the table of status.py, applied. Pages and `tracker load` both ask here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tracker.calendar.limits import Kind
from tracker.errors import RuleViolation
from tracker.tasks.history import Event, History
from tracker.tasks.standing import Standing, after, beginning, supervisor
from tracker.tasks.status import (
    BEFORE_ASSIGNING,
    MAX_EXTENSIONS,
    MOVE_WORDS,
    PART_WORDS,
    RULES,
    STATUS_WORDS,
    Move,
    Need,
    Part,
    Rule,
    rule_for,
)


@dataclass(frozen=True)
class Actor:
    """A person as the rules see one: number, unit, and whether a coordinator."""

    person: int
    unit: int
    coordinator: bool = False


def parts_of(actor: Actor, history: History, standing: Standing, main_leader: int | None) -> frozenset[Part]:
    """Everything that the person is to the task as it stands now."""
    is_so = {
        Part.ASSIGNEE: actor.person == standing.assignee,
        Part.LEAD: actor.unit == standing.lead,
        Part.SUPPORT: actor.unit in history.support or actor.person in history.helpers,
        Part.LEADER: actor.person == supervisor(history, standing.assignee, main_leader),
        Part.MAIN_LEADER: actor.person == main_leader,
        Part.COORDINATOR: actor.coordinator,
    }
    return frozenset(part for part, so in is_so.items() if so)


def possible_moves(history: History, standing: Standing, actor: Actor, main_leader: int | None) -> list[Move]:
    """The moves that the page offers: state, person and history allow them; what the form brings is not yet known."""
    offered = []
    for rule in RULES:
        if standing.status in rule.from_ and parts_of(actor, history, standing, main_leader) & set(rule.by):
            conditions = [need for need in rule.needs if need in _CONDITIONS and need is not Need.IN_TIME]
            if all(_CONDITIONS[need](history, standing, actor) for need in conditions):
                offered.append(rule.move)
    return offered


def check_move(history: History, standing: Standing, event: Event, actor: Actor, main_leader: int | None) -> Rule:
    """The row of the table that allows the event. RuleViolation with one Chinese sentence where none does."""
    rule = rule_for(event.do, standing.status)
    if rule is None:
        raise RuleViolation(
            f"现在是“{STATUS_WORDS[standing.status]}”，不能{MOVE_WORDS[event.do]}。请刷新后看看现在能做什么。"
        )
    if not parts_of(actor, history, standing, main_leader) & set(rule.by):
        who = "、".join(dict.fromkeys(PART_WORDS[part] for part in rule.by))
        raise RuleViolation(f"{MOVE_WORDS[event.do]}要由{who}来做。请转告对方。")
    for need in rule.needs:
        if not _is_met(need, history, standing, event, actor):
            raise RuleViolation(_COMPLAINTS[need].format(move=MOVE_WORDS[event.do], due=standing.due))
    return rule


def check_history(history: History, actors: Mapping[int, Actor], main_leader: int | None) -> None:
    """Replays the history, every event checked; RuleViolation names the event by its place and day."""
    _check_limit(history)
    now, day = beginning(history), history.assigned_on
    for number, event in enumerate(history.events, 1):
        try:
            if event.on < day:
                raise RuleViolation(f"日期早于前一步的 {day}。")
            if event.do in BEFORE_ASSIGNING:
                raise RuleViolation(f"交办以后不能{MOVE_WORDS[event.do]}。")
            if event.figures and event.do is not Move.REPORT:
                raise RuleViolation("数据只能写在报进度里。")
            check_move(history, now, event, actors[event.by], main_leader)
        except RuleViolation as error:
            raise RuleViolation(f"第 {number} 步 {event.do.value}（{event.on}）：{error}") from error
        now, day = after(now, event, history.kind), event.on


def _check_limit(history: History) -> None:
    """The time limit as the kind of task has it."""
    if history.deadline and history.deadline < history.assigned_on:
        raise RuleViolation(f"时限 {history.deadline} 早于交办日 {history.assigned_on}。")
    if history.kind is Kind.DATE and history.deadline is None:
        raise RuleViolation("有日期的任务没有写时限。")
    if history.kind is Kind.ONGOING and history.deadline is not None:
        raise RuleViolation("长期任务不能有时限。")
    if (history.kind is Kind.RECURRING) is (history.every is None):
        raise RuleViolation("定期任务要写周期，别的任务不能写周期。")


# What can be asked of the task and the person before anything is filled in.
_CONDITIONS: dict[Need, Callable[[History, Standing, Actor], bool]] = {
    Need.NOT_CLAIMANT: lambda history, standing, actor: standing.claimant != actor.person,
    Need.DATED: lambda history, standing, actor: history.kind is Kind.DATE,
    Need.NONE_PENDING: lambda history, standing, actor: standing.request is None,
    Need.PENDING: lambda history, standing, actor: standing.request is not None,
    Need.EXTENSION_LEFT: lambda history, standing, actor: standing.granted < MAX_EXTENSIONS,
}

# What the event itself must bring.
_CONTENTS: dict[Need, Callable[[Standing, Event], bool]] = {
    Need.TEXT: lambda standing, event: bool(event.text.strip()),
    Need.TEXT_OR_FIGURES: lambda standing, event: bool(event.text.strip() or event.figures),
    Need.ASSIGNEE: lambda standing, event: event.assignee is not None,
    Need.IN_TIME: lambda standing, event: standing.due is not None and event.on <= standing.due,
    Need.LATER_DATE: lambda standing, event: bool(event.until and standing.due and event.until > standing.due),
}


def _is_met(need: Need, history: History, standing: Standing, event: Event, actor: Actor) -> bool:
    if need in _CONDITIONS:
        return _CONDITIONS[need](history, standing, actor)
    return _CONTENTS[need](standing, event)


_COMPLAINTS = {
    Need.TEXT: "{move}要写几句话。请写清楚情况或原因。",
    Need.TEXT_OR_FIGURES: "这次还什么都没写。请写一句做了什么，或者填一个数。",
    Need.ASSIGNEE: "还没有选承办人。请选一位再交办。",
    Need.NOT_CLAIMANT: "办结是您自己申请的，不能由您来{move}。请换一位。",
    Need.LATER_DATE: "新的时限要晚于现在的 {due}。请另选日期。",
    Need.DATED: "只有写明日期的任务才能延期。定期和长期的任务请联系督办员调整。",
    Need.IN_TIME: "时限 {due} 已经过了，延期要在到期以前申请。请尽快办理，或请分管领导决定。",
    Need.NONE_PENDING: "上一次延期申请还没有答复。请先等答复。",
    Need.PENDING: "没有等待答复的延期申请。请刷新后看看现在的情况。",
    Need.EXTENSION_LEFT: f"已经延期 {MAX_EXTENSIONS} 次，不能再延。请按期办结，或由领导决定中止、转下年。",
}
