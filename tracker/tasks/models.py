"""Tasks and everything that happened to them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Dialect, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from tracker.calendar.limits import Every, Kind
from tracker.db import Base, word
from tracker.documents.models import Document, StatedProblem
from tracker.people.models import Person, Unit
from tracker.review.models import Draft
from tracker.tasks.history import Rule
from tracker.tasks.status import CLOSED, Move, Status


class Rules(TypeDecorator[tuple[Rule, ...]]):
    """Rules of a recurring task as JSON: [{"since", "every", "day"}, …]."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: tuple[Rule, ...] | None, dialect: Dialect) -> list[dict[str, Any]] | None:
        return [{"since": one.since.isoformat(), "every": one.every, "day": one.day} for one in value or ()] or None

    def process_result_value(self, value: list[dict[str, Any]] | None, dialect: Dialect) -> tuple[Rule, ...] | None:
        if value is None:
            return None
        return tuple(Rule(date.fromisoformat(one["since"]), Every(one["every"]), one["day"]) for one in value)


class Task(Base):
    """What was ordered (title … target), and where it stands now (status, assignee, due), kept by tasks.actions alone.

    later_rules: what the rule of a recurring task (every, day) was changed to, by tasks.rules alone.
    due: the effective deadline: the deadline, or the last date granted by an extension; `deadline` never changes.
    Assignee and lead are the present ones; the first ones stand in the first `assign` event.
    """

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_status_due", "status", "due"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    year: Mapped[int] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(500))
    section: Mapped[str] = mapped_column(String(500), default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"), unique=True)
    quote: Mapped[str] = mapped_column(Text, default="")
    standard: Mapped[str] = mapped_column(Text, default="")
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[Kind] = mapped_column(word(Kind))
    deadline: Mapped[date | None]
    every: Mapped[Every | None] = mapped_column(word(Every))
    day: Mapped[int | None]
    later_rules: Mapped[tuple[Rule, ...] | None] = mapped_column(Rules())
    target_name: Mapped[str | None] = mapped_column(String(50))
    target_value: Mapped[Decimal | None]
    target_unit: Mapped[str | None] = mapped_column(String(20))
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), unique=True)

    status: Mapped[Status] = mapped_column(word(Status), default=Status.ESTABLISHED)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    assigned_on: Mapped[date | None] = mapped_column(index=True)
    due: Mapped[date | None] = mapped_column(index=True)

    document: Mapped[Document | None] = relationship()
    draft: Mapped[Draft | None] = relationship()
    leader: Mapped[Person | None] = relationship(foreign_keys=leader_id)
    assignee: Mapped[Person | None] = relationship(foreign_keys=assignee_id)
    lead: Mapped[Unit | None] = relationship()
    carried_from: Mapped[Task | None] = relationship(remote_side=[id])
    supports: Mapped[list[TaskSupport]] = relationship(order_by="TaskSupport.ordinal", cascade="all, delete-orphan")
    helpers: Mapped[list[TaskHelper]] = relationship(order_by="TaskHelper.ordinal", cascade="all, delete-orphan")
    events: Mapped[list[TaskEvent]] = relationship(
        order_by="TaskEvent.seq", cascade="all, delete-orphan", back_populates="task"
    )

    checklist: Mapped[list[ChecklistItem]] = relationship(
        order_by="ChecklistItem.ordinal", cascade="all, delete-orphan", back_populates="task"
    )
    notes: Mapped[list[Note]] = relationship(order_by="Note.id", cascade="all, delete-orphan", back_populates="task")

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED

    def rule_on(self, day: date) -> Rule | None:
        """How the task recurs on the day; None where it does not."""
        if self.every is None:
            return None
        ordered = Rule(date.min, self.every, self.day)
        return next((rule for rule in reversed(self.later_rules or ()) if rule.since <= day), ordered)


class TaskSupport(Base):
    """A supporting unit (配合单位)."""

    __tablename__ = "task_support"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
    ordinal: Mapped[int] = mapped_column(default=0)

    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)


class TaskHelper(Base):
    """A person who supports the task (协办人), of whatever unit."""

    __tablename__ = "task_helper"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    ordinal: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class TaskEvent(Base):
    """One move: never changed, never deleted. Two people at once would both take the same `seq`: the second is told.

    on: the day in the office's zone; at: the moment, None where an office file gives only the day.
    by_id: None for what an office file states without saying who did it (the first assigning).
    """

    __tablename__ = "task_event"
    __table_args__ = (UniqueConstraint("task_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    seq: Mapped[int]
    on: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    do: Mapped[Move] = mapped_column(word(Move))
    text: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[date | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))

    task: Mapped[Task] = relationship(back_populates="events")
    by: Mapped[Person | None] = relationship(foreign_keys=by_id)
    assignee: Mapped[Person | None] = relationship(foreign_keys=assignee_id)
    lead: Mapped[Unit | None] = relationship()
    figures: Mapped[list[ReportedFigure]] = relationship(
        order_by="ReportedFigure.ordinal", cascade="all, delete-orphan"
    )


class ReportedFigure(Base):
    """A figure of a progress report, entered once and used by every later report."""

    __tablename__ = "reported_figure"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("task_event.id"), index=True)
    ordinal: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(50), index=True)
    value: Mapped[Decimal]
    unit: Mapped[str] = mapped_column(String(20))
    approx: Mapped[bool] = mapped_column(default=False)


class ProblemAnswer(Base):
    """A task that answers a problem of last year's report."""

    __tablename__ = "problem_answer"

    problem_id: Mapped[int] = mapped_column(ForeignKey("stated_problem.id"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True, index=True)
    ordinal: Mapped[int] = mapped_column(default=0)

    problem: Mapped[StatedProblem] = relationship()
    task: Mapped[Task] = relationship()


# What follows stands beside a task's history and is no part of it: it changes neither state, light nor reminder, and
# the office contract does not know it. Were it made of moves, every reader of a history would have to leave it out
# again, and a comment would compete with a move for the event's number.


class NoteKind(StrEnum):
    COMMENT = "comment"
    HELP = "help"  # 请领导协调: open until it is answered; the clock goes on
    ANSWER = "answer"
    HANDED_OVER = "handed_over"  # 移交: who supervises the task changed
    RULE = "rule"  # the rule of a recurring task changed


class Note(Base):
    """Something said about a task. answers_id: the call for help that an ANSWER closes."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[NoteKind] = mapped_column(word(NoteKind), index=True)
    text: Mapped[str] = mapped_column(Text)
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("note.id"), unique=True)

    task: Mapped[Task] = relationship(back_populates="notes")
    by: Mapped[Person] = relationship(foreign_keys=by_id)


class ChecklistItem(Base):
    """A part of a task that one person can be asked about: from the actions of the measure, or added by hand."""

    __tablename__ = "checklist_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    ordinal: Mapped[int]
    text: Mapped[str] = mapped_column(String(500))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    task: Mapped[Task] = relationship(back_populates="checklist")
    owner: Mapped[Person | None] = relationship(foreign_keys=owner_id)
    done_by: Mapped[Person | None] = relationship(foreign_keys=done_by_id)


class SlipKind(StrEnum):
    ASSIGN = "assign"  # 交办单
    PRESS = "press"  # 催办单
    SUPERVISE = "supervise"  # 督办单


class Slip(Base):
    """A numbered paper about a task, kept as it was issued: printed again it says the same.

    facts: its table, names and values.
    """

    __tablename__ = "slip"
    __table_args__ = (UniqueConstraint("kind", "year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    kind: Mapped[SlipKind] = mapped_column(word(SlipKind))
    year: Mapped[int]
    number: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    addressee: Mapped[str] = mapped_column(String(200))
    opening: Mapped[str] = mapped_column(Text)
    facts: Mapped[list[tuple[str, str]]] = mapped_column(JSON, default=list)
    closing: Mapped[str] = mapped_column(Text)

    task: Mapped[Task] = relationship()
    by: Mapped[Person] = relationship()
