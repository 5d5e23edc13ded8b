"""Bringing the database to this version's tables."""

from __future__ import annotations

import logging

from flask import Flask
from sqlalchemy import inspect, text

from tracker.db import db
from tracker.settings import CHECKOUT

MIGRATIONS = CHECKOUT / "migrations"


def upgrade_database(app: Flask) -> None:
    """Runs the migrations that are missing; Alembic is loaded only when there are some."""
    with app.app_context():
        if _version() == _newest():
            return
        from flask_migrate import Migrate, upgrade

        logging.getLogger("alembic").setLevel(logging.WARNING)
        Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
        upgrade()


def _version() -> str | None:
    """The number of the last migration that ran; None in an empty database."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return version


def _newest() -> str:
    """Migrations are numbered by their files' names: 0001_first_tables.py."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
