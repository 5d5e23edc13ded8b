"""The database: session, base class, column types, and how a transaction begins."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from flask import has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Dialect, Engine, Enum, MetaData, String, event
from sqlalchemy import DateTime as PlainDateTime
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Alembic can only alter what has a name."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment. SQLite keeps no zone: without this it would hand moments back naive."""

    impl = PlainDateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal number to the last digit. SQLite has only binary floats, so it is kept as text."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


def word(enum: type[StrEnum], length: int = 20) -> Enum:
    """A column type that stores the enum's value (SQLAlchemy alone would store its name)."""
    return Enum(
        enum, native_enum=False, length=length, validate_strings=True, values_callable=lambda e: [m.value for m in e]
    )


class Base(DeclarativeBase):
    audited: ClassVar[bool] = True  # whether changes of the rows are written to the audit trail (people.audit)

    # an explicit registry: Flask-SQLAlchemy 3.1 fails on a type_annotation_map written on the base itself
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime(), Decimal: ExactDecimal()},
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """Transactions begun in this block are meant to write (in a request, those of every POST are).

    SQLite then takes its write lock at the start and waits for its turn. A transaction that reads first and
    writes later would instead fail at once when another has written in between.
    """
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # SQLAlchemy's begin event below says BEGIN, not the driver
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA busy_timeout = 20000")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _means_to_write() else "BEGIN")


def _means_to_write() -> bool:
    return _writing.get() or (has_request_context() and request.method == "POST")
