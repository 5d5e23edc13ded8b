"""Imported documents and what they admitted as problems."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from tracker.db import Base, word
from tracker.people.models import Person


class Origin(StrEnum):
    """Where a document, and so the work that is drafted from it, comes from."""

    FILE = "file"  # imported: a report, a plan, a responsibility list
    INSTRUCTION = "instruction"  # 批示交办: a leader's words, typed in
    CALENDAR = "calendar"  # the year's days of legal publicity
    DUTIES = "duties"  # duties that come back every year


class Document(Base):
    """A report or list that was imported. The original lies in the store under its SHA-256.

    What was not imported as a file (see Origin) is a document too: its blocks are what a person typed or chose.

    blocks: what the reader gave, as JSON: [{"text", "kind", "level", "where", "rows"}]. Spans point into it.
    sha256 is None for a document that an office file only names.
    """

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    file: Mapped[str] = mapped_column(String(255))
    origin: Mapped[Origin] = mapped_column(word(Origin), default=Origin.FILE)
    sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    size: Mapped[int] = mapped_column(default=0)
    uploaded_at: Mapped[datetime | None]
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str | None] = mapped_column(String(500))
    issuer: Mapped[str | None] = mapped_column(String(200))
    number: Mapped[str | None] = mapped_column(String(100))
    signer: Mapped[str | None] = mapped_column(String(50))
    addressee: Mapped[str | None] = mapped_column(String(500))
    report_year: Mapped[int | None] = mapped_column(index=True)
    plan_year: Mapped[int | None] = mapped_column(index=True)
    blocks: Mapped[list[dict[str, Any]]] = deferred(mapped_column(JSON, default=list))
    figures: Mapped[list[dict[str, Any]]] = deferred(mapped_column(JSON, default=list))
    warnings: Mapped[list[str]] = mapped_column(JSON, default=list)

    uploaded_by: Mapped[Person | None] = relationship()
    problems: Mapped[list[StatedProblem]] = relationship(order_by="StatedProblem.ordinal", cascade="all, delete-orphan")

    @property
    def name(self) -> str:
        """What people call it: its title, else its file name."""
        return self.title or self.file


class StatedProblem(Base):
    """A shortcoming that a report admits; this year's work and report must answer it."""

    __tablename__ = "stated_problem"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    ordinal: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    span: Mapped[list[int] | None] = mapped_column(JSON)  # block, start, end

    document: Mapped[Document] = relationship(back_populates="problems")
