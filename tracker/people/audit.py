"""The audit trail: every change of a stored row, who made it, when and from where; written with the change itself.

No view and no action has to remember it: the session tells what was flushed, and what is about to be committed is
written down first, in the same transaction. Bulk statements are noted as they stand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Delete, Table, Update, event, func, insert, inspect, select
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, SessionTransaction, object_session

from tracker.db import Base, db
from tracker.errors import RuleViolation
from tracker.people.chain import BEGINNING, Fact, first_broken, seal
from tracker.people.models import AuditEntry, Did

SECRET = {"password_hash", "feed_hash", "address", "secret", "url"}
"""Columns whose change is told, and whose value is not."""

_UNSAID = {"version", "failed_sign_ins"}
_NAMES = ("title", "name", "file", "key", "text")
_LONGEST = 500  # characters; of longer values the SHA-256 is kept
_SECRET_WORD = "（不记内容）"  # noqa: S105  what stands in place of a secret
_TASKS = "task"
_LOCK = 0x64756261  # of PostgreSQL's advisory locks: one transaction at a time adds to the chain


@dataclass(frozen=True)
class Source:
    """Who acts, when, and from what address; by_id None where nobody has signed in."""

    at: datetime
    by_id: int | None
    by: str
    address: str


@dataclass(frozen=True)
class _Change:
    """A row as it was flushed; task_id: the task that it is or belongs to."""

    did: Did
    what: str
    row: str
    name: str
    changes: dict[str, list[Any]]
    task_id: int | None


def init_audit(source: Callable[[], Source]) -> None:
    """From now on every commit of `db.session` adds to the trail; `source` is asked then."""
    global _source
    _source = source


def _unknown_source() -> Source:
    raise RuntimeError("no source of changes is known: call init_audit first")


_source: Callable[[], Source] = _unknown_source


def note(session: Session, did: Did, row: Base, **said: str) -> None:
    """Something to be written down that changes no row: signing in and out."""
    changes = {key: [None, value] for key, value in said.items()}
    key = _key(inspect(row).mapper, row)
    _pending(session).append(_Change(did, row.__tablename__, key, _name_of(session, row), changes, None))


def verify(session: Session, noted: str | None = None) -> tuple[int, str]:
    """How many entries the trail has, and its last seal. RuleViolation names the first broken link.

    noted: a seal that somebody wrote down earlier; where it is gone, entries were cut off at the end.
    """
    statement = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=1000)
    with closing(session.scalars(statement)) as rows:
        broken, count, last = first_broken((row.id, _fact_of(row), row.seal) for row in rows)
    if broken is not None:
        raise RuleViolation(
            f"第 {broken} 条操作记录对不上校验码：它或它前面的一条被改过、删过或插过。前面 {count} 条是完整的。"
        )
    if noted is not None and session.scalar(select(AuditEntry.id).where(AuditEntry.seal == noted)) is None:
        raise RuleViolation(
            f"没有找到记下的校验码 {noted[:12]}…：它那一条和后面的被删过。剩下的 {count} 条前后对得上。"
        )
    return count, last


def _fact_of(row: AuditEntry) -> Fact:
    return Fact(row.at, row.by_id, row.by, row.address, row.did, row.what, row.row, row.name, row.task_id, row.changes)


# ---- what is flushed


@event.listens_for(db.session, "before_flush")
def _refuse_changing_the_trail(session: Session, *_: Any) -> None:
    if any(isinstance(row, AuditEntry) for row in (*session.dirty, *session.deleted)):
        raise RuntimeError("the audit trail is only added to")


@event.listens_for(Base, "after_delete", propagate=True)
def _note_removed(mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    """Also what falls out of a list that owned it, which `session.deleted` does not hold."""
    _removed(object_session(row)).append(row)


@event.listens_for(db.session, "after_flush")
def _collect(session: Session, *_: Any) -> None:
    pending, removed = _pending(session), _removed(session)
    for row in session.new:
        _held(session)[row.__tablename__, *inspect(row).mapper.primary_key_from_instance(row)] = row
    pending += [_change(session, Did.ADDED, row) for row in session.new if row.audited]
    changed = [_change(session, Did.CHANGED, row) for row in session.dirty if row.audited and row not in removed]
    pending += [change for change in changed if change.changes]
    pending += [_change(session, Did.REMOVED, row) for row in removed if row.audited]
    removed.clear()


@event.listens_for(db.session, "do_orm_execute")
def _collect_bulk(state: ORMExecuteState) -> None:
    statement = state.statement
    if not isinstance(statement, Update | Delete) or not isinstance(statement.table, Table):
        return
    if _class_of(statement.table).audited:
        did = Did.CHANGED if isinstance(statement, Update) else Did.REMOVED
        compiled = statement.compile()
        said = {"statement": [None, _plain(str(compiled))], "values": [None, _plain(dict(compiled.params))]}
        _pending(state.session).append(_Change(did, statement.table.name, "*", "", said, None))


def _change(session: Session, did: Did, row: Any) -> _Change:
    state = inspect(row)
    changes = dict(_changes(session, did, state))
    return _Change(
        did, row.__tablename__, _key(state.mapper, row), _name_of(session, row), changes, _task_of(session, row)
    )


def _changes(session: Session, did: Did, state: Any) -> Iterator[tuple[str, list[Any]]]:
    """Column → [from, to]; of rows that came or went only what says something."""
    for attribute in state.mapper.column_attrs:
        key = attribute.key
        if key in _UNSAID:
            continue
        column = attribute.columns[0]
        if did is Did.CHANGED:
            history = state.attrs[key].history
            if history.has_changes():
                old = history.deleted[0] if history.deleted else None
                new = history.added[0] if history.added else None
                yield key, [_said(session, column, old), _said(session, column, new)]
        elif (value := state.dict.get(key)) not in (None, "", [], {}):
            said = _said(session, column, value)
            yield key, [None, said] if did is Did.ADDED else [said, None]


def _said(session: Session, column: Any, value: Any) -> Any:
    """The value as the trail keeps it: people, units and other rows with their names beside their numbers."""
    if column.name in SECRET and value is not None:
        return _SECRET_WORD
    if value is not None and column.foreign_keys:
        row = _row(session, _target(column), value)
        return f"{value} {_own_name(row)}".rstrip() if row is not None else str(value)
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, Decimal):
        value = format(value, "f")
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    if isinstance(value, date | time):
        value = value.isoformat()
    if value is None or isinstance(value, bool | int):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    if len(text) <= _LONGEST:
        return text
    return {"sha256": hashlib.sha256(text.encode()).hexdigest(), "characters": len(text)}


def _row(session: Session, table: Table, key: Any) -> Any:
    """The row that a foreign key points at, or None. What was found is held until the transaction ends.

    The session finds nothing yet that the present flush adds, and forgets what nobody holds: it would load the same
    few people and units again at every flush.
    """
    held = _held(session)
    if (table.name, key) not in held and (found := session.get(_class_of(table), key)) is not None:
        held[table.name, key] = found
    return held.get((table.name, key))


def _key(mapper: Mapper[Any], row: Any) -> str:
    return ",".join(str(_plain(value)) for value in mapper.primary_key_from_instance(row))


def _own_name(row: Any) -> str:
    found = next((getattr(row, name) for name in _NAMES if getattr(row, name, None)), "")
    return found if len(found) <= 100 else found[:99] + "…"


def _name_of(session: Session, row: Any) -> str:
    """What a person calls the row: its own name, else those of the rows that it ties together."""
    if own := _own_name(row):
        return own
    columns = inspect(row).mapper.local_table.columns
    keys = [column for column in columns if column.foreign_keys and not column.nullable]
    above = [_row(session, _target(column), getattr(row, column.name)) for column in keys]
    return " ".join(_own_name(one) for one in above if one is not None)


def _task_of(session: Session, row: Any) -> int | None:
    """The task that the row is, or belongs to by its mandatory keys."""
    table = inspect(row).mapper.local_table
    if table.name == _TASKS:
        return int(row.id)
    for column in table.columns:
        if not column.nullable and column.foreign_keys and _leads_to_task(_target(column)):
            above = _row(session, _target(column), getattr(row, column.name))
            return _task_of(session, above) if above is not None else None
    return None


@cache
def _leads_to_task(table: Table) -> bool:
    keys = [column for column in table.columns if column.foreign_keys and not column.nullable]
    return table.name == _TASKS or any(_leads_to_task(_target(column)) for column in keys)


def _target(column: Any) -> Table:
    """The table that a foreign key points at."""
    found: Table = next(iter(column.foreign_keys)).column.table
    return found


def _class_of(table: Table) -> type[Base]:
    return _class_named(table.name)


@cache
def _class_named(table: str) -> type[Base]:
    found: type[Base] = next(mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__tablename__ == table)
    return found


# ---- what is committed


@event.listens_for(db.session, "before_commit")
def _write(session: Session) -> None:
    """Adds what was flushed to the chain; one transaction at a time, until it has committed."""
    if session.in_nested_transaction():
        return
    session.flush()
    if not (pending := _pending(session)):
        return
    source = _source()
    if session.get_bind().dialect.name == "postgresql":  # SQLite's writers already wait for each other
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    previous = session.scalar(select(AuditEntry.seal).order_by(AuditEntry.id.desc()).limit(1)) or BEGINNING
    entries = []
    for change in pending:
        fact = Fact(
            at=source.at.astimezone(UTC),
            by_id=source.by_id,
            by=source.by,
            address=source.address,
            did=change.did.value,
            what=change.what,
            row=change.row,
            name=change.name,
            task_id=change.task_id,
            changes=change.changes,
        )
        previous = seal(previous, fact)
        entries.append({**vars(fact), "did": change.did, "seal": previous})
    session.execute(
        insert(AuditEntry), entries, execution_options={"render_nulls": True}
    )  # all of one shape: one batch
    pending.clear()


@event.listens_for(db.session, "after_transaction_create")
def _mark(session: Session, transaction: SessionTransaction) -> None:
    _marks(session)[transaction] = len(_pending(session))


@event.listens_for(db.session, "after_soft_rollback")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    del _pending(session)[_marks(session).get(transaction, 0) :]
    _held(session).clear()


@event.listens_for(db.session, "after_transaction_end")
def _unmark(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        _marks(session).clear()
        _held(session).clear()


def _pending(session: Session) -> list[_Change]:
    found: list[_Change] = session.info.setdefault("audit", [])
    return found


def _removed(session: Session | None) -> list[Any]:
    """The rows that the present flush has deleted so far."""
    assert session is not None  # a row that is being flushed belongs to one
    found: list[Any] = session.info.setdefault("audit removed", [])
    return found


def _marks(session: Session) -> dict[SessionTransaction, int]:
    """How much was pending when each transaction began, so that a rollback forgets only its own."""
    found: dict[SessionTransaction, int] = session.info.setdefault("audit marks", {})
    return found


def _held(session: Session) -> dict[tuple[Any, ...], Any]:
    """The rows that were looked up or added in this transaction, by table and key."""
    found: dict[tuple[Any, ...], Any] = session.info.setdefault("audit rows", {})
    return found
