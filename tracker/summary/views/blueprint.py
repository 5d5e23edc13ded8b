"""The blueprint that the pages of reports are registered on, and who reads them."""

from __future__ import annotations

from flask import Blueprint

from tracker.people.models import Role

summary = Blueprint("summary", __name__)
READERS = (Role.COORDINATOR, Role.LEADER)
