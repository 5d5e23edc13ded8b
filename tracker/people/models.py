"""Units, people and their roles; the office itself."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, word


class Role(StrEnum):
    """What a person may do; one person may have several."""

    ADMIN = "admin"  # 系统管理员: people, units, settings; no task content
    COORDINATOR = "coordinator"  # 督办员
    LEADER = "leader"  # 主要领导, 分管领导
    ASSIGNEE = "assignee"  # 承办人


class Unit(Base):
    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)

    parent: Mapped[Unit | None] = relationship(remote_side=[id])
    charge: Mapped[Charge | None] = relationship(lazy="selectin", cascade="all, delete-orphan")
    aliases: Mapped[list[Alias]] = relationship(lazy="selectin", cascade="all, delete-orphan", order_by="Alias.id")

    @property
    def leader_id(self) -> int | None:
        """The number of the deputy in charge (分管领导)."""
        return self.charge.person_id if self.charge else None


class Charge(Base):
    """Which leader is in charge of a unit and its area of work (分管)."""

    __tablename__ = "charge"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class Person(Base):
    """An official of the office. Names are unique: documents and the office contract know people by name."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    post: Mapped[str] = mapped_column(String(50), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    password_hash: Mapped[str | None] = mapped_column(String(255))  # None: cannot sign in
    active: Mapped[bool] = mapped_column(default=True)
    failed_sign_ins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    theme: Mapped[str] = mapped_column(String(10), default="auto")  # auto, light, dark
    text_size: Mapped[str] = mapped_column(String(10), default="normal")  # normal, large, wall

    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    aliases: Mapped[list[Alias]] = relationship(lazy="selectin", cascade="all, delete-orphan", order_by="Alias.id")
    role_rows: Mapped[list[PersonRole]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="PersonRole.ordinal"
    )

    @property
    def roles(self) -> list[Role]:
        return [row.role for row in self.role_rows]

    @roles.setter
    def roles(self, roles: list[Role]) -> None:
        self.role_rows = [PersonRole(role=role, ordinal=n) for n, role in enumerate(roles)]

    def has(self, *roles: Role) -> bool:
        """Whether the person has at least one of the roles."""
        return any(role in roles for role in self.roles)

    # what Flask-Login asks of a user
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        # the tail of the password's hash: a new password ends all sessions begun with the old one
        return f"{self.id}:{(self.password_hash or '')[-12:]}"


class Alias(Base):
    """Another name by which documents call a unit or a person (综合执法大队, 老许); one or the other is set."""

    __tablename__ = "alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class PersonRole(Base):
    __tablename__ = "person_role"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(word(Role), primary_key=True, index=True)
    ordinal: Mapped[int] = mapped_column(default=0)


class Office(Base):
    """The one office that this database belongs to (id is always 1)."""

    __tablename__ = "office"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(100))
    main_leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    main_leader: Mapped[Person | None] = relationship(lazy="joined")


class Did(StrEnum):
    """What an entry of the audit trail tells of a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    SIGNED_IN = "signed_in"
    REFUSED = "refused"  # a sign-in with a wrong password
    SIGNED_OUT = "signed_out"


class AuditEntry(Base):
    """One change of one row: never changed, never deleted, sealed together with the entry before (people.chain).

    what, row: the table and the row's key there; name: what the row was called then. changes: column → [from, to].
    by: the name at that time; empty where a program acted by itself. task_id: the task that the row belonged to.
    """

    __tablename__ = "audit_entry"
    audited = False

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int | None] = mapped_column(index=True)
    by: Mapped[str] = mapped_column(String(50))
    address: Mapped[str] = mapped_column(String(100))
    did: Mapped[Did] = mapped_column(word(Did))
    what: Mapped[str] = mapped_column(String(50), index=True)
    row: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(500))
    task_id: Mapped[int | None] = mapped_column(index=True)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    seal: Mapped[str] = mapped_column(String(64))
