"""The migrations make exactly the tables that the models describe, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.core import create_core
from tracker.db import db
from tracker.errors import BadSetting
from tracker.upgrade import upgrade_database


def test_a_migrated_database_has_the_tables_of_the_models(session: Session) -> None:
    context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
    assert compare_metadata(context, db.metadata) == []


def test_migrating_twice_changes_nothing(app: Flask) -> None:
    upgrade_database(app)
    with app.app_context():
        assert compare_metadata(MigrationContext.configure(db.session.connection()), db.metadata) == []


@pytest.fixture
def new(new_database_url: str, tmp_path: Path) -> dict[str, str]:
    """The settings of a program that starts on a database without any table."""
    return {"DATABASE_URL": new_database_url, "INSTANCE_DIR": str(tmp_path / "instance"), "SECRET_KEY": "test"}


def test_processes_that_start_at_once_on_an_empty_database_all_start(new: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tracker", "migrate"]
    started = [subprocess.Popen(command, env={**os.environ, **new}, stderr=subprocess.PIPE) for _ in range(4)]
    said = [process.communicate(timeout=120)[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0], said


def test_a_migration_that_fails_in_the_middle_leaves_nothing_behind(new: dict[str, str]) -> None:
    app, last = create_core(new), list(db.metadata.sorted_tables)[-1].name
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(text(f"CREATE TABLE {last} (in_the_way INTEGER)"))
        with pytest.raises(DBAPIError):
            upgrade_database(app)
        assert inspect(db.engine).get_table_names() == [last]
        with db.engine.begin() as connection:
            connection.execute(text(f"DROP TABLE {last}"))
        upgrade_database(app)
        assert set(inspect(db.engine).get_table_names()) == {*db.metadata.tables, "alembic_version"}
        db.engine.dispose()


def test_a_database_of_a_newer_program_is_left_alone(app: Flask, session: Session) -> None:
    session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    session.commit()
    with pytest.raises(BadSetting, match="更新的版本（9999）"):
        upgrade_database(app)


def test_a_database_that_cannot_be_reached_is_told_in_one_line(tmp_path: Path) -> None:
    app = create_core({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "INSTANCE_DIR": str(tmp_path)})
    with pytest.raises(BadSetting, match=r"\A数据库打不开.*DATABASE_URL.*\Z"):
        upgrade_database(app)
