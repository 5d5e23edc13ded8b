"""Saved reports: their sentences with evidence, who changed what, and the versions that were handed on."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, word
from tracker.people.models import Person
from tracker.progress.figures import Way
from tracker.summary.facts import Verdict
from tracker.summary.skeleton import Kind


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    FINAL = "final"


STATE_WORDS: dict[StrEnum, str] = {State.DRAFT: "草稿", State.SUBMITTED: "送审", State.FINAL: "定稿"}


class Summary(Base):
    """A report on a year or a part of it.

    number: which half-year, quarter or month, from 1; 0 for the whole year. topic: the area of work of a topic report.
    sha256: of the final file, which lies in the store; None before.
    left_out: what people wrote and the report cannot use yet: [{"task", "text"}].
    """

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("year", "kind", "number", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[Kind] = mapped_column(word(Kind))
    number: Mapped[int] = mapped_column(default=0)
    topic: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[State] = mapped_column(word(State), default=State.DRAFT)
    sha256: Mapped[str | None] = mapped_column(String(64))

    title: Mapped[str] = mapped_column(String(500))
    issuer: Mapped[str] = mapped_column(String(200), default="")
    document_number: Mapped[str] = mapped_column(String(100), default="")
    signer: Mapped[str] = mapped_column(String(50), default="")
    addressee: Mapped[str] = mapped_column(String(500), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    dated: Mapped[date | None]
    red_head: Mapped[bool] = mapped_column(default=False)
    composed_at: Mapped[datetime]
    left_out: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column()

    lines: Mapped[list[SummaryLine]] = relationship(
        order_by="SummaryLine.ordinal", cascade="all, delete-orphan", back_populates="summary"
    )
    versions: Mapped[list[SummaryVersion]] = relationship(
        order_by="SummaryVersion.number", cascade="all, delete-orphan", back_populates="summary"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  two people at once: the second is told

    @property
    def length(self) -> int:
        """Characters of headings and sentences."""
        return sum(len(line.text) for line in self.lines)


class SummaryLine(Base):
    """A heading (level 1 or 2) or a sentence (level 0).

    drafted: the text as it was composed; empty for what a person wrote. asks: what has to be supplied, else empty.
    tasks: keys. events: numbers of the task events that it rests on. figures: [{"name", "unit", "value", "approx"}].
    reason: why a number that the check does not confirm is right.
    asked_at: when somebody was asked to supply what is lacking.
    """

    __tablename__ = "summary_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(ForeignKey("summary.id"), index=True)
    ordinal: Mapped[int]
    level: Mapped[int] = mapped_column(default=0)
    part: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(Text)
    drafted: Mapped[str] = mapped_column(Text, default="")
    opens: Mapped[bool] = mapped_column(default=False)
    asks: Mapped[str] = mapped_column(Text, default="")
    tasks: Mapped[list[str]] = mapped_column(JSON, default=list)
    events: Mapped[list[int]] = mapped_column(JSON, default=list)
    figures: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    reason: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    summary: Mapped[Summary] = relationship(back_populates="lines")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def is_changed(self) -> bool:
        """Whether a person wrote or changed it."""
        return self.text != self.drafted

    @property
    def has_proof(self) -> bool:
        return bool(self.tasks or self.events or self.figures)


class SummaryChange(Base):
    """One change of one sentence by a person: never changed, never deleted. before or after is empty where the
    sentence was added or taken out."""

    __tablename__ = "summary_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(ForeignKey("summary.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")

    by: Mapped[Person] = relationship()


class SummaryVersion(Base):
    """The text as it was handed on: each time it was submitted, sent back, made final or reopened."""

    __tablename__ = "summary_version"
    __table_args__ = (UniqueConstraint("summary_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(ForeignKey("summary.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[State] = mapped_column(word(State))
    note: Mapped[str] = mapped_column(Text, default="")
    lines: Mapped[list[str]] = mapped_column(JSON)
    sha256: Mapped[str | None] = mapped_column(String(64))

    summary: Mapped[Summary] = relationship(back_populates="versions")
    by: Mapped[Person] = relationship()


class PromiseAnswer(Base):
    """What a person says became of something that last year's report promised, where the records do not say it."""

    __tablename__ = "promise_answer"

    summary_id: Mapped[int] = mapped_column(ForeignKey("summary.id"), primary_key=True)
    promise: Mapped[str] = mapped_column(String(120), primary_key=True)
    verdict: Mapped[Verdict] = mapped_column(word(Verdict))
    text: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    by: Mapped[Person] = relationship()


class FigureWay(Base):
    """How a figure is added up, where it is not the rule (progress.figures.default_way)."""

    __tablename__ = "figure_way"

    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    unit: Mapped[str] = mapped_column(String(20), primary_key=True)
    way: Mapped[Way] = mapped_column(word(Way))


class OfficeTemplate(Base):
    """The office's own Word file with place-holders, which lies in the store under its SHA-256; one at a time."""

    __tablename__ = "office_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    by: Mapped[Person] = relationship()
