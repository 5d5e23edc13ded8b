"""Very many tasks at once, written straight into the tables: for counting statements and for measuring."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, literal, select
from sqlalchemy.orm import Session

from tests.rows import Town
from tracker.calendar.limits import Every, Kind
from tracker.clock import today
from tracker.people.models import Person
from tracker.progress.models import Attachment
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.status import Move, Status


def crowd(session: Session, made: Town, size: int, first: int = 1) -> None:
    """Tasks k1, k2 … from `first` to `size`, of this year and of two before, committed.

    A third of this year's is done, everything older is, with a file. The first twenty are the helper's, all others the
    worker's.
    """
    day = today()
    tasks, events = [], []
    for number in range(first, size + 1):
        year = day.year - number % 3
        kind = (Kind.DATE, Kind.DATE, Kind.DATE, Kind.RECURRING, Kind.ONGOING)[number // 3 % 5]
        begin = date(year, 1, 1) + timedelta(days=number % 20)
        due = date(year, 3, 1) + timedelta(days=number * 7 % 300) if kind is Kind.DATE else None
        closed = year < day.year or number // 3 % 3 == 0
        doer = made.helper if number <= 20 else made.worker
        tasks.append(
            {
                "id": number,
                "key": f"k{number}",
                "year": year,
                "title": f"开展第 {number} 次法治宣传",
                "section": f"（{number % 10}）工作部分",
                "quote": "结合普法节点开展法治宣传。",
                "standard": "有记录可查",
                "leader_id": made.deputy.id,
                "kind": kind,
                "deadline": due,
                "due": due,
                "every": Every.MONTH if kind is Kind.RECURRING else None,
                "status": Status.CLEARED if closed else Status.WORKING,
                "assignee_id": doer.id,
                "lead_id": made.safety.id if number <= 20 else made.justice.id,
                "assigned_on": begin,
            }
        )
        events += _life(number, begin, doer, made, closed)
    session.execute(insert(Task), tasks)
    session.execute(insert(TaskEvent), events)
    file = [literal("签到表.pdf"), literal("application/pdf"), literal("0" * 64), literal(1)]
    claims = select(TaskEvent.id, *file).where(TaskEvent.do == Move.CLAIM, TaskEvent.task_id >= first)
    session.execute(insert(Attachment).from_select(["event_id", "name", "media_type", "sha256", "size"], claims))
    session.commit()


def _life(number: int, begin: date, doer: Person, made: Town, closed: bool) -> list[dict[str, Any]]:
    clerk, deputy = made.clerk.id, made.deputy.id
    steps = [(Move.ESTABLISH, clerk, 0), (Move.ASSIGN, clerk, 0), (Move.SIGN, doer.id, 1), (Move.REPORT, doer.id, 30)]
    steps += [(Move.REPORT, doer.id, 60)]
    if closed:
        steps += [(Move.CLAIM, doer.id, 61), (Move.FINISH, deputy, 63), (Move.CLEAR, clerk, 64)]
    return [
        {
            "task_id": number,
            "seq": seq,
            "on": begin + timedelta(days=after),
            "by_id": by,
            "do": do,
            "text": "在集市宣传一次，设咨询台。" if do is Move.REPORT else "",
            "assignee_id": doer.id if do is Move.ASSIGN else None,
            "lead_id": made.justice.id if do is Move.ASSIGN else None,
        }
        for seq, (do, by, after) in enumerate(steps, 1)
    ]
