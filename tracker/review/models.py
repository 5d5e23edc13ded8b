"""Drafts: tasks as the extraction proposes them (待确认), until a person has decided."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.calendar.limits import Every, Kind
from tracker.db import Base, word
from tracker.documents.models import Document
from tracker.people.models import Person, Unit


class DraftState(StrEnum):
    PROPOSED = "proposed"  # 待确认
    CONFIRMED = "confirmed"  # 已立项: a task was made of it
    REJECTED = "rejected"  # 不立项
    REPLACED = "replaced"  # split into others, or merged into another


class Draft(Base):
    """What stands in the document, and beside it what a person has chosen so far.

    spans: where the quote stands: [[block, start, end], …], in a table [[block, start, end, row, column], …].
    named: parties as written: {"leader": […], "lead": […], "support": […]}.
    stated: time limits as written: [{"text", "kind", "start", "end", "every", "rule"}, …].
    actions: the parts that one person could be asked about.
    is_part: was split off: of the quote only what the title says is meant.
    same_as: the key of the task that already says this; then nothing is made of the draft.
    assignee … target_unit are the person's own choices: empty until somebody chooses.
    changed_by, changed_at: who chose or decided last; None while nobody has.
    """

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    ordinal: Mapped[int]
    state: Mapped[DraftState] = mapped_column(word(DraftState), default=DraftState.PROPOSED, index=True)
    version: Mapped[int] = mapped_column()
    section: Mapped[str] = mapped_column(String(500), default="")
    quote: Mapped[str] = mapped_column(Text)
    spans: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    named: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    stated: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    actions: Mapped[list[str]] = mapped_column(JSON, default=list)

    is_part: Mapped[bool] = mapped_column(default=False)

    title: Mapped[str] = mapped_column(String(500))
    same_as: Mapped[str] = mapped_column(String(100), default="")
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    support_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    helper_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    standard: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[Kind | None] = mapped_column(word(Kind))
    deadline: Mapped[date | None]
    every: Mapped[Every | None] = mapped_column(word(Every))
    day: Mapped[int | None]
    target_name: Mapped[str] = mapped_column(String(50), default="")
    target_value: Mapped[Decimal | None]
    target_unit: Mapped[str] = mapped_column(String(20), default="")

    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime | None]

    document: Mapped[Document] = relationship()
    changed_by: Mapped[Person | None] = relationship(foreign_keys=changed_by_id)
    assignee: Mapped[Person | None] = relationship(foreign_keys=assignee_id)
    lead: Mapped[Unit | None] = relationship()
    leader: Mapped[Person | None] = relationship(foreign_keys=leader_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  two people at once: the second is told


class ListShape(Base):
    """What a person said that the columns of a responsibility list hold: for every list with the same header.

    shape: the SHA-256 of the header's words. roles: of each column number, as text, its role (plans.roles.Role).
    """

    __tablename__ = "list_shape"

    shape: Mapped[str] = mapped_column(String(64), primary_key=True)
    roles: Mapped[dict[str, str]] = mapped_column(JSON)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]
