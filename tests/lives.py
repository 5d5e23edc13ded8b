"""Random tasks with lives that the table of moves allows: for comparing two readings of the same rules."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.office import ACTORS, CLERK, LI, MAYOR, WANG, ZHAO
from tracker.calendar.limits import Every, Kind
from tracker.errors import RuleViolation
from tracker.tasks.history import Event, Figure, History
from tracker.tasks.moves import check_move, possible_moves
from tracker.tasks.standing import Standing, after, beginning
from tracker.tasks.status import BEFORE_ASSIGNING, Move

DAY = timedelta(days=1)
_PAUSES = (0, 0, 0, 1, 1, 2, 3, 5, 9, 20, 60)
_TARGETS = (Figure("法治宣传", Decimal(12), "场"), Figure("参训率", Decimal("97.5"), "%"))
_SELDOM = {Move.ASSIGN: 1, Move.REFUSE: 1, Move.STOP: 0.2, Move.CARRY_OVER: 0.2, Move.REPORT: 2}
"""How often a move is made where it is possible; the others eight times as often as an assigning."""


def random_history(chance: random.Random, key: str, first: date, last: date) -> History:
    """A task of any kind that was assigned between the two days, led on step by step until it is left alone."""
    history, now = _assigned(chance, key, first, last), None
    on, events = history.assigned_on, []
    for _ in range(chance.randrange(16)):
        on += chance.choice(_PAUSES) * DAY
        now = now or beginning(history)
        if (event := _step(chance, history, now, on)) is not None:
            events.append(event)
            now = after(now, event, history.kind)
    return History(**{**vars(history), "events": tuple(events)})


def _assigned(chance: random.Random, key: str, first: date, last: date) -> History:
    kind = chance.choice([Kind.DATE, Kind.DATE, Kind.RECURRING, Kind.ONGOING])
    assigned_on = first + chance.randrange((last - first).days) * DAY
    deadline = assigned_on + chance.choice([0, 1, 2, 3, 5, 9, 14, 30, 100]) * DAY
    every, day = None, None
    if kind is Kind.RECURRING:
        every = chance.choice(list(Every))
        day = chance.choice([None, chance.randint(1, 7 if every is Every.WEEK else 31)])
        deadline = assigned_on + chance.randrange(40, 400) * DAY
    ends = kind is Kind.DATE or (kind is Kind.RECURRING and chance.random() < 0.5)
    return History(
        key=key,
        assignee=chance.choice([LI, LI, WANG, MAYOR, CLERK]),
        lead=1,
        support=(2,),
        leader=chance.choice([WANG, WANG, MAYOR, None]),
        kind=kind,
        assigned_on=assigned_on,
        deadline=deadline if ends else None,
        every=every,
        day=day,
        target=chance.choice([None, *_TARGETS]) if kind is Kind.DATE else None,
    )


def _step(chance: random.Random, history: History, now: Standing, on: date) -> Event | None:
    """Something that somebody may do on the day."""
    offered = [
        (actor, move)
        for actor in ACTORS.values()
        for move in possible_moves(history, now, actor, MAYOR)
        if move not in BEFORE_ASSIGNING
    ]
    if not offered:
        return None
    ((actor, do),) = chance.choices(offered, [_SELDOM.get(move, 8) for _, move in offered])
    more: dict[str, Any] = {}
    if do is Move.ASSIGN:
        more["assignee"] = chance.choice([LI, ZHAO, WANG])
    if do is Move.REPORT:
        more["figures"] = tuple(_figure(chance, history) for _ in range(chance.randrange(3)))
    if do is Move.ASK_EXTENSION and now.due is not None:
        more["until"] = now.due + chance.choice([1, 4, 15, 60]) * DAY
    event = Event(on=on, by=actor.person, do=do, text="记录", **more)
    try:
        check_move(history, now, event, actor, MAYOR)
    except RuleViolation:
        return None
    return event


def _figure(chance: random.Random, history: History) -> Figure:
    """Mostly of the target, if there is one."""
    about = chance.choice([history.target, history.target, *_TARGETS]) or Figure("化解纠纷", Decimal(1), "件")
    return Figure(
        about.name, Decimal(chance.randrange(1, 80)) / chance.choice([1, 4, 10]), about.unit, chance.random() < 0.2
    )
