"""A year's report: loading its facts and composing it."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tracker.app import create_app
from tracker.calendar.limits import Kind
from tracker.db import db
from tracker.people.models import Office, Person, Unit
from tracker.serve import upgrade_database
from tracker.summary.compose import compose
from tracker.summary.facts import whole_year
from tracker.summary.queries import facts_of, figures_of
from tracker.tasks.models import ReportedFigure, Task, TaskEvent
from tracker.tasks.status import Move, Status

TASKS, REPORTS = 5_000, 6
NAMES = [
    (f"{what}{n}", unit)
    for what, unit in (("宣传", "场"), ("检查", "家"), ("调解", "件"), ("完成率", "%"))
    for n in range(10)
]
TEXTS = (
    "在集镇设点宣讲，群众提问集中在土地和赡养",
    "走访各组，登记诉求并当场答复",
    "第二轮检查结束，问题清单已发到各站所",
)


def measure() -> Iterator[str]:
    yield "| what | tasks | reports | seconds |"
    yield "|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            {"DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.db'}", "INSTANCE_DIR": folder, "SECRET_KEY": "x"}
        )
        upgrade_database(app)
        with app.app_context():
            fill(db.session())
            start = time.perf_counter()
            facts = facts_of(db.session(), whole_year(2025), date(2026, 1, 10))
            loaded = time.perf_counter()
            report = compose(facts)
            composed = time.perf_counter()
            figures_of(db.session(), 2025)
            added = time.perf_counter()
            db.engine.dispose()
    size = f"{TASKS:,} | {TASKS * REPORTS:,}"
    yield f"| facts of the year, from SQLite | {size} | {loaded - start:.2f} |"
    sentences = sum(len(section.sentences) for section in report.sections)
    yield f"| the yearly report composed ({sentences:,} sentences) | {size} | {composed - loaded:.2f} |"
    yield f"| the figures of the year | {size} | {added - composed:.2f} |"


def fill(session: Session) -> None:
    """Tasks with six reports each, every second one finished; the same each time."""
    chance = random.Random(2025)
    session.add(Unit(id=1, name="司法所"))
    session.add(Person(id=1, name="叶青禾", unit_id=1))
    session.add(Office(id=1, name="示范镇人民政府"))
    session.flush()
    tasks, events, figures = [], [], []
    for n in range(1, TASKS + 1):
        done = n % 2 == 0
        tasks.append(
            {
                "id": n,
                "key": f"2025-{n:05d}",
                "year": 2025,
                "title": f"办理第{n}件实事",
                "section": f"第{n % 40}项工作",
                "standard": "有记录",
                "kind": Kind.DATE,
                "deadline": date(2025, 12, 20),
                "due": date(2025, 12, 20),
                "status": Status.FINISHED if done else Status.WORKING,
                "assignee_id": 1,
                "lead_id": 1,
                "assigned_on": date(2025, 1, 6),
            }
        )
        moves = [
            Move.ESTABLISH,
            Move.ASSIGN,
            Move.SIGN,
            *[Move.REPORT] * REPORTS,
            *([Move.CLAIM, Move.FINISH] if done else []),
        ]
        for seq, do in enumerate(moves, 1):
            number = len(events) + 1
            events.append(
                {
                    "id": number,
                    "task_id": n,
                    "seq": seq,
                    "on": date(2025, 1, 6) + timedelta(days=seq * 25),
                    "by_id": 1,
                    "do": do,
                    "text": chance.choice(TEXTS) if do in (Move.REPORT, Move.CLAIM) else "",
                    "assignee_id": 1 if do is Move.ASSIGN else None,
                    "lead_id": 1 if do is Move.ASSIGN else None,
                }
            )
            if do is Move.REPORT:
                name, unit = chance.choice(NAMES)
                value = Decimal(chance.randint(1, 90))
                figures.append(
                    {"event_id": number, "ordinal": 0, "name": name, "unit": unit, "value": value, "approx": False}
                )
    for table, rows in ((Task, tasks), (TaskEvent, events), (ReportedFigure, figures)):
        session.execute(insert(table), rows)
    session.commit()
