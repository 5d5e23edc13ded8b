"""The audit trail: what is committed is written down and sealed, whoever does it and on whatever way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.rows import Town, assigned, report, sign, sign_in, town
from tracker.db import db, writing
from tracker.errors import RuleViolation
from tracker.people.audit import verify
from tracker.people.models import AuditEntry, Did, Person, Unit
from tracker.people.passwords import set_password


@pytest.fixture
def office(session: Session) -> Town:
    return town(session)


def entries(session: Session, *conditions: object) -> list[AuditEntry]:
    session.expire_all()
    return list(session.scalars(select(AuditEntry).where(*conditions).order_by(AuditEntry.id)))  # type: ignore[arg-type]


def last(session: Session) -> AuditEntry:
    return entries(session)[-1]


def test_a_change_on_a_page_says_who_what_from_what_to_what_and_from_where(
    client: FlaskClient, session: Session, office: Town
) -> None:
    sign_in(client, office.admin)
    data = {"name": "叶青禾", "unit": office.safety.id, "post": "站长", "roles": ["assignee"]}
    client.post(f"/people/{office.worker.id}", data=data)
    entry = last(session)
    assert (entry.by_id, entry.by, entry.address) == (office.admin.id, "方知远", "127.0.0.1")
    assert (entry.did, entry.what, entry.row, entry.name) == (
        Did.CHANGED,
        "person",
        str(office.worker.id),
        "叶青禾",
    )
    assert entry.changes == {
        "unit_id": [f"{office.justice.id} 司法所", f"{office.safety.id} 应急办"],
        "post": ["司法助理员", "站长"],
    }


@pytest.mark.parametrize(("proxies", "address"), [("0", "127.0.0.1"), ("1", "10.1.2.3")])
def test_the_address_is_the_one_that_a_trusted_server_in_front_names(
    environment: dict[str, str], request: pytest.FixtureRequest, proxies: str, address: str
) -> None:
    environment["TRUSTED_PROXIES"] = proxies
    client, session = (request.getfixturevalue(name) for name in ("client", "session"))
    data = {"name": town(session).clerk.name, "password": "wrong"}
    client.post("/sign-in", data=data, headers={"X-Forwarded-For": "10.9.9.9, 10.1.2.3"})
    assert last(session).address == address


def test_a_new_row_says_what_it_holds(client: FlaskClient, session: Session, office: Town) -> None:
    sign_in(client, office.admin)
    client.post("/units/new", data={"name": "上坝村", "parent": office.justice.id, "leader": 0})
    entry = last(session)
    assert (entry.did, entry.what, entry.name) == (Did.ADDED, "unit", "上坝村")
    assert entry.changes["parent_id"] == [None, f"{office.justice.id} 司法所"]


def test_a_role_given_and_a_role_taken_are_told(client: FlaskClient, session: Session, office: Town) -> None:
    sign_in(client, office.admin)
    before = last(session).id
    data = {"name": "叶青禾", "unit": office.justice.id, "post": "司法助理员", "roles": ["coordinator"]}
    client.post(f"/people/{office.worker.id}", data=data)
    told = {(entry.did, entry.row) for entry in entries(session, AuditEntry.id > before)}
    assert told == {
        (Did.ADDED, f"{office.worker.id},coordinator"),
        (Did.REMOVED, f"{office.worker.id},assignee"),
    }


def test_a_password_is_told_of_and_never_written_down(client: FlaskClient, session: Session, office: Town) -> None:
    sign_in(client, office.admin)
    client.post(f"/people/{office.worker.id}/password")
    assert last(session).changes["password_hash"] == ["（不记内容）", "（不记内容）"]
    assert all("scrypt" not in str(entry.changes) for entry in entries(session))


def test_signing_in_being_refused_and_signing_out_are_told(client: FlaskClient, session: Session, office: Town) -> None:
    set_password(office.worker, "three-old-ducks")
    session.commit()
    for password in ("wrong", "three-old-ducks"):
        client.post("/sign-in", data={"name": office.worker.name, "password": password})
    client.post("/sign-out")
    told = entries(session, AuditEntry.did.in_([Did.REFUSED, Did.SIGNED_IN, Did.SIGNED_OUT]))
    assert [(entry.did, entry.by, entry.name) for entry in told] == [
        (Did.REFUSED, "", "叶青禾"),
        (Did.SIGNED_IN, "叶青禾", "叶青禾"),
        (Did.SIGNED_OUT, "叶青禾", "叶青禾"),
    ]


def test_everything_that_hangs_on_a_task_is_found_under_the_task(session: Session, office: Town) -> None:
    task = assigned(session, office, "编制目录", sign("2026-01-13", office.worker), report("2026-02-03", office.worker))
    other = assigned(session, office, "另一件")
    session.commit()
    of_task = entries(session, AuditEntry.task_id == task.id)
    assert {entry.what for entry in of_task} == {"task", "task_event"}
    assert len([entry for entry in of_task if entry.what == "task_event"]) == len(task.events)
    assert other.id not in {entry.task_id for entry in of_task}


def test_what_was_rolled_back_is_not_told(session: Session, office: Town) -> None:
    count = session.scalar(select(func.count()).select_from(AuditEntry))
    session.add(Unit(name="空所"))
    session.flush()
    session.rollback()
    session.commit()
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == count


def test_of_a_savepoint_that_was_rolled_back_only_the_rest_is_told(session: Session, office: Town) -> None:
    session.add(Unit(name="留下的"))
    session.flush()
    savepoint = session.begin_nested()
    session.add(Unit(name="退回的"))
    session.flush()
    savepoint.rollback()
    session.commit()
    assert [entry.name for entry in entries(session, AuditEntry.what == "unit")][-1] == "留下的"


def test_a_bulk_statement_is_told_with_its_values(session: Session, office: Town) -> None:
    session.execute(update(Person).where(Person.post == "副镇长").values(post="镇长助理"))
    session.commit()
    entry = last(session)
    assert (entry.did, entry.what) == (Did.CHANGED, "person")
    assert "镇长助理" in str(entry.changes)


def test_a_commit_without_changes_tells_nothing(session: Session, office: Town) -> None:
    count = session.scalar(select(func.count()).select_from(AuditEntry))
    session.scalars(select(Person)).all()
    session.commit()
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == count


def test_long_values_stand_with_their_hash(session: Session, office: Town) -> None:
    task = assigned(session, office, "编制目录", quote="长" * 2000)
    session.commit()
    entry = entries(session, AuditEntry.what == "task", AuditEntry.task_id == task.id)[0]
    assert entry.changes["quote"][1]["characters"] == 2000


def test_an_untouched_trail_is_whole(session: Session, office: Town) -> None:
    count, seal = verify(session)
    assert count == session.scalar(select(func.count()).select_from(AuditEntry))
    assert seal == last(session).seal


def tampered(session: Session, statement: str) -> str:
    """What `verify` says after the master of the database changed the table, its triggers taken off."""
    kept = {"sqlite": ("audit_entry_kept_update", "audit_entry_kept_delete")}
    for trigger in kept.get(session.get_bind().dialect.name, ("audit_entry_kept ON audit_entry",)):
        session.execute(text(f"DROP TRIGGER {trigger}"))
    session.execute(text(statement))
    session.commit()
    session.expire_all()
    with pytest.raises(RuleViolation) as broken:
        verify(session)
    return str(broken.value)


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE audit_entry SET name = 'x' WHERE id = 3", 3),
        ("UPDATE audit_entry SET by = '别人' WHERE id = 3", 3),
        ("UPDATE audit_entry SET changes = '{}' WHERE id = 4", 4),
        ("DELETE FROM audit_entry WHERE id = 5", 6),
        ("UPDATE audit_entry SET at = '2001-01-01 00:00:00' WHERE id = 2", 2),
        ("UPDATE audit_entry SET id = 9999 WHERE id = 1", 2),
    ],
)
def test_the_first_broken_link_is_named(session: Session, office: Town, statement: str, number: int) -> None:
    assert f"第 {number} 条" in tampered(session, statement)


def test_entries_cannot_be_changed_or_removed_by_the_program(session: Session, office: Town) -> None:
    last(session).name = "x"
    with pytest.raises(RuntimeError):
        session.flush()
    session.rollback()
    session.delete(last(session))
    with pytest.raises(RuntimeError):
        session.flush()


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET name = 'x' WHERE id = 3", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_to_change_the_trail(session: Session, office: Town, statement: str) -> None:
    with pytest.raises(DBAPIError, match="only added to"):
        session.execute(text(statement))
    session.rollback()
    verify(session)


def test_entries_cut_off_at_the_end_are_missed_where_the_last_seal_was_noted(session: Session, office: Town) -> None:
    noted = last(session).seal
    session.add(Unit(name="后来的"))
    session.commit()
    assert verify(session, noted)[0] == session.scalar(select(func.count()).select_from(AuditEntry))
    with pytest.raises(RuleViolation, match="没有找到记下的校验码"):
        verify(session, "0" * 64)


def test_the_chain_stays_whole_when_many_write_at_once(app: Flask, session: Session, office: Town) -> None:
    def add(n: int) -> None:
        with app.app_context(), writing():
            for m in range(5):
                db.session.add(Unit(name=f"第{n}组第{m}个"))
                db.session.commit()

    before = verify(session)[0]
    session.commit()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    session.expire_all()
    assert verify(session)[0] == before + 40


def test_a_statement_of_the_outbox_is_not_told(session: Session, office: Town) -> None:
    count = session.scalar(select(func.count()).select_from(AuditEntry))
    from tracker.reminders.models import Message

    session.execute(delete(Message))
    session.commit()
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == count
