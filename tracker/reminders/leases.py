"""Several workers on one database: who plans, and who is alive. Each step is a transaction of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from tracker.db import writing
from tracker.reminders.models import Heartbeat, Lease
from tracker.reminders.outbox import enter

SCAN = timedelta(minutes=2)
"""How long one worker may take to plan; then another may."""
ALIVE = timedelta(minutes=2)
"""A worker that was silent for longer is taken for dead."""
FORGET = timedelta(days=7)
"""A worker that was not heard of for so long is no longer listed."""


def lease(session: Session, name: str, holder: str, now: datetime, length: timedelta) -> bool:
    """Whether the holder may do what only one needs to do, until `now + length`; commits."""
    with writing():
        enter(session, Lease, [{"name": name, "holder": holder, "until": now}])
        taken = session.execute(
            update(Lease)
            .where(Lease.name == name, or_(Lease.until <= now, Lease.holder == holder, Lease.until > now + 2 * length))
            .values(holder=holder, until=now + length)
            .returning(Lease.name)
        ).all()
        session.commit()
    return bool(taken)


def end_lease(session: Session, name: str, holder: str, now: datetime) -> None:
    with writing():
        session.execute(update(Lease).where(Lease.name == name, Lease.holder == holder).values(until=now))
        session.commit()


def beat(session: Session, worker: str, now: datetime) -> None:
    """Says that the worker is alive; commits."""
    with writing():
        if not enter(session, Heartbeat, [{"worker": worker, "at": now}]):
            session.execute(update(Heartbeat).where(Heartbeat.worker == worker).values(at=now))
        session.execute(delete(Heartbeat).where(Heartbeat.at < now - FORGET))
        session.commit()


def leave(session: Session, worker: str) -> None:
    """The worker has stopped cleanly; commits."""
    with writing():
        session.execute(delete(Heartbeat).where(Heartbeat.worker == worker))
        session.commit()


def heartbeats(session: Session, now: datetime) -> list[tuple[str, datetime, bool]]:
    """Each worker's name, when it was last heard of, and whether it is taken for alive."""
    beats = session.scalars(select(Heartbeat).order_by(Heartbeat.at.desc()))
    return [(beat.worker, beat.at, now - beat.at <= ALIVE) for beat in beats]
