"""The web application, put together."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker import labels
from tracker.calendar.views import calendar
from tracker.core import create_core
from tracker.db import db
from tracker.documents.views import documents
from tracker.handbook import handbook
from tracker.people.context import init_context
from tracker.people.models import Person
from tracker.people.views import people
from tracker.progress.views import progress
from tracker.reminders.views import reminders
from tracker.review.views import review
from tracker.summary.views import summary
from tracker.tasks.views import tasks
from tracker.upgrade import MIGRATIONS
from tracker.web import init_web

migrate = Migrate()
login = LoginManager()
csrf = CSRFProtect()


def create_app(env: Mapping[str, str] | None = None) -> Flask:
    """The application with its settings from `env` (default: the process's environment). Raises BadSetting."""
    app = create_core(env)
    settings = app.extensions["settings"]
    app.config.update(
        MAX_CONTENT_LENGTH=settings.max_upload,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        BOOTSTRAP_SERVE_LOCAL=True,
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open all day; the token dies with the session
    )
    if proxies := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    Bootstrap5(app)
    csrf.init_app(app)
    login.init_app(app)
    init_web(app)
    labels.init_labels(app)
    init_context(app)
    for blueprint in (people, calendar, documents, review, tasks, progress, reminders, summary, handbook):
        app.register_blueprint(blueprint)
    return app


@login.user_loader  # type: ignore[untyped-decorator]
def _load_person(session_id: str) -> Person | None:
    person = db.session.get(Person, int(session_id.partition(":")[0]))
    return person if person and person.active and person.get_id() == session_id else None
