"""How Alembic reaches the database of the application (Flask-Migrate's usual environment, shortened)."""

import sqlalchemy as sa
from alembic import context
from flask import current_app
from sqlalchemy import Enum
from sqlalchemy.types import TypeDecorator

database = current_app.extensions["migrate"].db
config = context.config


def _is_ours(thing, name, kind, reflected, compare_to) -> bool:
    """Other programs' tables in a shared database are none of ours."""
    return kind != "table" or name in database.metadata.tables


def _render(kind, thing, autogen_context) -> str | bool:
    """Column types by what the database stores, so that a migration never imports the program."""
    if kind == "type" and isinstance(thing, TypeDecorator | Enum):
        stored = sa.String(thing.length) if isinstance(thing, Enum) else thing.impl_instance
        return f"sa.{stored!r}"
    return False


def run() -> None:
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            compare_type=True,
            include_object=_is_ours,
            render_item=_render,
            transactional_ddl=True,  # on SQLite too: a process that is killed leaves no half of the tables
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":  # SQLite's write lock is taken by tracker.upgrade
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(2026)")
            context.run_migrations()


run()
