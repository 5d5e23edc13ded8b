"""The states of a task and the one table of moves between them: for pages, commands, tests and the manual.

Source: the office's rules for supervised work (交办 · 签收 · 办理 · 反馈 · 审核 · 办结 · 销号), as in
the office contract's “Histories”.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where a task stands. 逾期, 临期 and 延期 are computed from dates, never states."""

    ESTABLISHED = "established"
    ASSIGNED = "assigned"
    WORKING = "working"
    WAITING = "waiting"
    FINISHED = "finished"
    CLEARED = "cleared"
    STOPPED = "stopped"
    VOID = "void"
    CARRIED_OVER = "carried_over"


STATUS_WORDS: dict[StrEnum, str] = {
    Status.ESTABLISHED: "已立项",
    Status.ASSIGNED: "已交办",
    Status.WORKING: "办理中",
    Status.WAITING: "待审核",
    Status.FINISHED: "已办结",
    Status.CLEARED: "已销号",
    Status.STOPPED: "中止",
    Status.VOID: "作废",
    Status.CARRIED_OVER: "转下年",
}

CLOSED = frozenset({Status.FINISHED, Status.CLEARED, Status.STOPPED, Status.VOID, Status.CARRIED_OVER})
OPEN = frozenset(Status) - CLOSED


class Move(StrEnum):
    """What a person does to a task; from ASSIGN on, the values are the words of the office contract."""

    ESTABLISH = "establish"
    VOID = "void"
    ASSIGN = "assign"
    SIGN = "sign"
    REFUSE = "refuse"
    REPORT = "report"
    CLAIM = "claim"
    FINISH = "finish"
    SEND_BACK = "send_back"
    CLEAR = "clear"
    REOPEN = "reopen"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    STOP = "stop"
    CARRY_OVER = "carry_over"


MOVE_WORDS: dict[StrEnum, str] = {
    Move.ESTABLISH: "立项",
    Move.VOID: "作废",
    Move.ASSIGN: "交办",
    Move.SIGN: "签收",
    Move.REFUSE: "拒签",
    Move.REPORT: "报进度",
    Move.CLAIM: "申请办结",
    Move.FINISH: "办结",
    Move.SEND_BACK: "退回补办",
    Move.CLEAR: "销号",
    Move.REOPEN: "重新办理",
    Move.ASK_EXTENSION: "申请延期",
    Move.GRANT_EXTENSION: "同意延期",
    Move.REFUSE_EXTENSION: "不同意延期",
    Move.STOP: "中止",
    Move.CARRY_OVER: "转下年",
}

BEFORE_ASSIGNING = frozenset({Move.ESTABLISH, Move.VOID})
"""Moves that the office contract does not know: its tasks begin when they are assigned."""


class Part(StrEnum):
    """What a person is to a task."""

    ASSIGNEE = "assignee"
    LEAD = "lead"  # belongs to the lead unit
    SUPPORT = "support"  # belongs to a supporting unit, or helps
    LEADER = "leader"  # supervises it; where that is the assignee, or nobody: the main leader
    MAIN_LEADER = "main_leader"
    COORDINATOR = "coordinator"


PART_WORDS = {
    Part.ASSIGNEE: "承办人",
    Part.LEAD: "牵头单位的人",
    Part.SUPPORT: "配合单位的人、协办人",
    Part.LEADER: "分管领导",
    Part.MAIN_LEADER: "主要领导",
    Part.COORDINATOR: "督办员",
}

DOERS = (Part.ASSIGNEE, Part.LEAD)
DECIDERS = (Part.LEADER, Part.MAIN_LEADER)


class Need(StrEnum):
    """What must come with a move, or hold for the task."""

    TEXT = "text"
    TEXT_OR_FIGURES = "text_or_figures"
    ASSIGNEE = "assignee"
    NOT_CLAIMANT = "not_claimant"
    LATER_DATE = "later_date"  # `until`, after the effective deadline
    DATED = "dated"  # kind date
    IN_TIME = "in_time"  # on or before the effective deadline
    NONE_PENDING = "none_pending"
    PENDING = "pending"
    EXTENSION_LEFT = "extension_left"  # fewer than MAX_EXTENSIONS granted


MAX_EXTENSIONS = 2


@dataclass(frozen=True)
class Rule:
    """One row of the table. to: the state after the move, None where it stays."""

    move: Move
    from_: frozenset[Status]
    to: Status | None
    by: tuple[Part, ...]
    needs: tuple[Need, ...] = ()


def _rule(move: Move, from_: set[Status], to: Status | None, by: tuple[Part, ...], *needs: Need) -> Rule:
    return Rule(move, frozenset(from_), to, by, needs)


RULES = (
    _rule(Move.VOID, {Status.ESTABLISHED}, Status.VOID, (Part.COORDINATOR,), Need.TEXT),
    _rule(
        Move.ASSIGN,
        {Status.ESTABLISHED, Status.ASSIGNED, Status.WORKING},
        Status.ASSIGNED,
        (Part.COORDINATOR,),
        Need.ASSIGNEE,
    ),
    _rule(Move.SIGN, {Status.ASSIGNED}, Status.WORKING, DOERS),
    _rule(Move.REFUSE, {Status.ASSIGNED}, Status.ESTABLISHED, DOERS, Need.TEXT),
    _rule(Move.REPORT, {Status.WORKING}, None, (*DOERS, Part.SUPPORT), Need.TEXT_OR_FIGURES),
    _rule(Move.CLAIM, {Status.WORKING}, Status.WAITING, DOERS, Need.TEXT),
    _rule(Move.FINISH, {Status.WAITING}, Status.FINISHED, DECIDERS, Need.NOT_CLAIMANT),
    _rule(Move.SEND_BACK, {Status.WAITING}, Status.WORKING, DECIDERS, Need.NOT_CLAIMANT, Need.TEXT),
    _rule(Move.CLEAR, {Status.FINISHED}, Status.CLEARED, (Part.COORDINATOR,), Need.NOT_CLAIMANT),
    _rule(
        Move.REOPEN,
        {Status.FINISHED},
        Status.WORKING,
        (Part.COORDINATOR, Part.MAIN_LEADER),
        Need.NOT_CLAIMANT,
        Need.TEXT,
    ),
    _rule(Move.REOPEN, {Status.CLEARED}, Status.WORKING, (Part.MAIN_LEADER,), Need.TEXT),
    _rule(
        Move.ASK_EXTENSION,
        {Status.WORKING},
        None,
        DOERS,
        Need.DATED,
        Need.NONE_PENDING,
        Need.IN_TIME,
        Need.LATER_DATE,
        Need.TEXT,
    ),
    _rule(Move.GRANT_EXTENSION, set(OPEN), None, DECIDERS, Need.PENDING, Need.EXTENSION_LEFT),
    _rule(Move.REFUSE_EXTENSION, set(OPEN), None, DECIDERS, Need.PENDING),
    _rule(Move.STOP, {Status.ASSIGNED, Status.WORKING}, Status.STOPPED, DECIDERS, Need.TEXT),
    _rule(
        Move.CARRY_OVER,
        {Status.ASSIGNED, Status.WORKING},
        Status.CARRIED_OVER,
        (*DECIDERS, Part.COORDINATOR),
    ),
)
"""Every move that there is. ESTABLISH makes the task and so has no state to come from."""


def rule_for(move: Move, status: Status) -> Rule | None:
    """The row for this move out of this state; None where the table has none."""
    return next((rule for rule in RULES if rule.move is move and status in rule.from_), None)
