"""The migrations make exactly the tables that the models describe, on both databases."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy.orm import Session

from tracker.db import db
from tracker.upgrade import upgrade_database


def test_a_migrated_database_has_the_tables_of_the_models(session: Session) -> None:
    context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
    assert compare_metadata(context, db.metadata) == []


def test_migrating_twice_changes_nothing(app: Flask) -> None:
    upgrade_database(app)
    with app.app_context():
        assert compare_metadata(MigrationContext.configure(db.session.connection()), db.metadata) == []
