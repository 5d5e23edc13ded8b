"""The application without its pages: settings, database and stored files. The commands need no more."""

from __future__ import annotations

import os
from collections.abc import Mapping

from flask import Flask

from tracker.clock import now
from tracker.db import db
from tracker.people.audit import Source, init_audit
from tracker.settings import Settings
from tracker.store import Store


def create_core(env: Mapping[str, str] | None = None) -> Flask:
    """With its settings from `env` (default: the process's environment). Raises BadSetting."""
    settings = Settings.from_env(os.environ if env is None else env)
    app = Flask(__name__, template_folder="../templates", static_folder="../static")
    app.config.update(SQLALCHEMY_DATABASE_URI=settings.database_url, SECRET_KEY=settings.secret_key)
    app.extensions["settings"] = settings
    app.extensions["store"] = Store(settings.instance / "files")
    db.init_app(app)
    init_audit(_the_program)
    return app


def _the_program() -> Source:
    """Nobody has signed in here: what changes was changed on the server."""
    return Source(now(), None, "", "")
