"""Where a task stands after some of its history: a replay, event by event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.calendar.limits import Kind
from tracker.tasks.history import Event, History
from tracker.tasks.status import CLOSED, Move, Status, rule_for


@dataclass(frozen=True)
class Request:
    """An extension that was asked for and is not decided: the date wanted, and the day of asking."""

    until: date
    since: date


@dataclass(frozen=True)
class Standing:
    """A task at one moment of its life.

    due: the effective deadline. assigned_on: the last assigning. claimant, claimed_on: of the last claim.
    returned_on: the last sending back or reopening, while nothing was claimed since, else None.
    last_report: the day of the last report. closed_on: the day of the move that closed it, None while open.
    late_done: for tasks with a date, whether it was ever finished on a claim made after its deadline.
    """

    status: Status
    assignee: int | None
    lead: int
    due: date | None
    assigned_on: date
    claimant: int | None = None
    claimed_on: date | None = None
    returned_on: date | None = None
    returns: int = 0
    request: Request | None = None
    granted: int = 0
    last_report: date | None = None
    closed_on: date | None = None
    late_done: bool = False

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED

    @property
    def is_nobodys(self) -> bool:
        """Refused, and not assigned again."""
        return self.status is Status.ESTABLISHED

    @property
    def waits_since(self) -> date | None:
        """The day of the claim that waits in 待审核."""
        return self.claimed_on if self.status is Status.WAITING else None


def beginning(history: History) -> Standing:
    """Just assigned (已交办)."""
    return Standing(
        status=Status.ASSIGNED,
        assignee=history.assignee,
        lead=history.lead,
        due=history.deadline,
        assigned_on=history.assigned_on,
    )


Changes = dict[str, Any]


def after(standing: Standing, event: Event, kind: Kind) -> Standing:
    """Where the task stands after an event that the rules allow."""
    rule = rule_for(event.do, standing.status)
    changes: Changes = {"status": rule.to if rule and rule.to else standing.status}
    if changes["status"] in CLOSED:
        changes |= {"closed_on": standing.closed_on or event.on, "request": None}
    else:
        changes["closed_on"] = None
    if details := _DETAILS.get(event.do):
        changes |= details(standing, event, kind)
    return replace(standing, **changes)


def _assign(standing: Standing, event: Event, kind: Kind) -> Changes:
    lead = standing.lead if event.lead is None else event.lead
    return {"assignee": event.assignee, "lead": lead, "assigned_on": event.on}


def _refuse(standing: Standing, event: Event, kind: Kind) -> Changes:
    return {"assignee": None}


def _report(standing: Standing, event: Event, kind: Kind) -> Changes:
    return {"last_report": event.on}


def _claim(standing: Standing, event: Event, kind: Kind) -> Changes:
    return {"claimant": event.by, "claimed_on": event.on, "returned_on": None}


def _finish(standing: Standing, event: Event, kind: Kind) -> Changes:
    late = (
        kind is Kind.DATE
        and standing.due is not None
        and standing.claimed_on is not None
        and standing.claimed_on > standing.due
    )
    return {"late_done": standing.late_done or late}


def _return(standing: Standing, event: Event, kind: Kind) -> Changes:
    return {"returned_on": event.on, "returns": standing.returns + 1}


def _ask(standing: Standing, event: Event, kind: Kind) -> Changes:
    return {"request": Request(event.until, event.on) if event.until else None}


def _grant(standing: Standing, event: Event, kind: Kind) -> Changes:
    due = standing.request.until if standing.request else standing.due
    return {"due": due, "request": None, "granted": standing.granted + 1}


def _decline(standing: Standing, event: Event, kind: Kind) -> Changes:
    return {"request": None}


_DETAILS = {
    Move.ASSIGN: _assign,
    Move.REFUSE: _refuse,
    Move.REPORT: _report,
    Move.CLAIM: _claim,
    Move.FINISH: _finish,
    Move.SEND_BACK: _return,
    Move.REOPEN: _return,
    Move.ASK_EXTENSION: _ask,
    Move.GRANT_EXTENSION: _grant,
    Move.REFUSE_EXTENSION: _decline,
}


def standing(history: History, until: date | None = None) -> Standing:
    """Where the task stands at the end of day `until` (None: after its whole history)."""
    now = beginning(history)
    for event in history.events:
        if until is not None and event.on > until:
            break
        now = after(now, event, history.kind)
    return now


def supervisor(history: History, assignee: int | None, main_leader: int | None) -> int | None:
    """Who decides on the task: its leader; the main leader where there is none, or the leader does it himself."""
    return main_leader if history.leader is None or history.leader == assignee else history.leader
