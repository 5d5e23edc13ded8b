"""Bringing the database to this version's tables."""

from __future__ import annotations

import logging

from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from tracker.db import db, writing
from tracker.errors import BadSetting
from tracker.settings import CHECKOUT

MIGRATIONS = CHECKOUT / "migrations"


def upgrade_database(app: Flask) -> None:
    """Runs the migrations that are missing, all or none; Alembic is loaded only when there are some.

    Of two processes that start at once the second waits for the first. BadSetting for a database that cannot be
    reached, or that a newer version of the program has changed.
    """
    with app.app_context():
        version, newest = _version(), _newest()
        if version == newest:
            return
        if version is not None and version > newest:
            raise BadSetting(f"数据库是更新的版本（{version}）建的，这个程序只认到 {newest}。请换成新版本的程序。")
        from flask_migrate import Migrate, upgrade

        logging.getLogger("alembic").setLevel(logging.WARNING)
        Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
        with writing():
            upgrade()


def _version() -> str | None:
    """The number of the last migration that ran; None in an empty database."""
    try:
        with db.engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return version
    except DBAPIError as error:
        reason = str(error.orig).partition("\n")[0]
        raise BadSetting(f"数据库打不开：{reason}。请核对 DATABASE_URL，看数据库开着没有。") from error


def _newest() -> str:
    """Migrations are numbered by their files' names: 0001_first_tables.py."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
