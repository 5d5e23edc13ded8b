"""The blueprint of the reminders' pages, and what they all begin with."""

from __future__ import annotations

from flask import Blueprint, abort, current_app

from tracker.db import db
from tracker.people.models import Role
from tracker.reminders.queries import Rules, rules
from tracker.settings import Settings

reminders = Blueprint("reminders", __name__)

KEEPERS = (Role.COORDINATOR, Role.ADMIN)


def rules_or_404() -> Rules:
    return rules(db.session()) or abort(404)


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
