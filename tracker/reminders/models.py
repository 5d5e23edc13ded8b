"""The outbox: every message that is owed to somebody, and what became of it; and what office and people have chosen."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.calendar.limits import Kind
from tracker.db import Base, word
from tracker.people.models import Person
from tracker.reminders.channels import Channel
from tracker.reminders.digest import Line
from tracker.reminders.states import About, State
from tracker.tasks.models import Task


class Route(Base):
    """A way out of the office: a group robot or a webhook, entered by the administrator.

    per_minute: how many messages the other side takes in a minute.
    """

    __tablename__ = "route"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(word(Channel))
    name: Mapped[str] = mapped_column(String(50), unique=True)
    url: Mapped[str] = mapped_column(String(500))
    secret: Mapped[str] = mapped_column(String(200), default="")
    per_minute: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class Message(Base):
    """One message to one person on one channel.

    key: what makes it the same message (what about, day, person, channel): twice planned is once stored, and the
    mail's Message-ID is made of it. lines: what it is for, one entry a task (digest.Line as JSON).
    next_try: not before this moment. claimed_by, claimed_until: the worker that is sending it, and its lease.
    """

    __tablename__ = "message"
    audited = False
    __table_args__ = (
        Index("ix_message_state_next_try", "state", "next_try"),
        Index("ix_message_person_channel_read_at", "person_id", "channel", "read_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    about: Mapped[About] = mapped_column(word(About))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[Channel] = mapped_column(word(Channel))
    route_id: Mapped[int | None] = mapped_column(ForeignKey("route.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    state: Mapped[State] = mapped_column(word(State), default=State.PENDING)
    next_try: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(100))
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    route: Mapped[Route | None] = relationship()

    @property
    def entries(self) -> list[Line]:
        """The lines as values."""
        return [Line.from_json(stored) for stored in self.lines]


class PlannedDay(Base):
    """A working day whose messages are all in the outbox; days without a row are caught up."""

    __tablename__ = "planned_day"
    audited = False

    day: Mapped[date] = mapped_column(primary_key=True)
    planned_at: Mapped[datetime]


class Heartbeat(Base):
    """When each worker last said that it is alive."""

    __tablename__ = "heartbeat"
    audited = False

    worker: Mapped[str] = mapped_column(String(100), primary_key=True)
    at: Mapped[datetime]


class Lease(Base):
    """Who does what only one worker needs to do, and until when the others leave it to them."""

    __tablename__ = "lease"
    audited = False

    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    holder: Mapped[str] = mapped_column(String(100))
    until: Mapped[datetime]


class OfficeHours(Base):
    """When messages may leave, and which further kinds of reminders the office wants (id is always 1)."""

    __tablename__ = "office_hours"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    opens: Mapped[time]
    closes: Mapped[time]
    digest_at: Mapped[time]
    extras: Mapped[list[str]] = mapped_column(JSON, default=list)


class LadderRow(Base):
    """The ladder of one kind of task, in working days; None: this step is not sent (see schedule.Ladder)."""

    __tablename__ = "ladder"

    kind: Mapped[Kind] = mapped_column(word(Kind), primary_key=True)
    first: Mapped[int | None]
    second: Mapped[int | None]
    last: Mapped[int | None]
    unsigned: Mapped[int | None]
    unsigned_coordinator: Mapped[int | None]
    late: Mapped[int | None]
    late_leader: Mapped[int | None]
    late_main_leader: Mapped[int | None]
    decide_every: Mapped[int | None]


class Choice(Base):
    """How a person wants to be reminded.

    digest_at: None for the office's hour. address: the person's number or account at a webhook (a gateway for texts).
    feed_hash: SHA-256 of the secret part of the calendar address.
    """

    __tablename__ = "reminder_choice"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    digest_at: Mapped[time | None]
    mail: Mapped[bool] = mapped_column(default=True)
    route_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    address: Mapped[str] = mapped_column(String(100), default="")
    feed_hash: Mapped[str | None] = mapped_column(String(64), unique=True)


class Snooze(Base):
    """A person's wish not to be reminded of a task before a day, with the reason that the leader sees.

    It never holds back what is overdue.
    """

    __tablename__ = "snooze"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]

    task: Mapped[Task] = relationship()
    person: Mapped[Person] = relationship()
