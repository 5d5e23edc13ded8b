"""The blueprint that the pages of tasks are registered on, and what is checked of every text that is typed there."""

from __future__ import annotations

from flask import Blueprint
from wtforms import Field, ValidationError

from tracker.progress.privacy import complaint

tasks = Blueprint("tasks", __name__)


def no_personal_numbers(_form: object, field: Field) -> None:
    """A validator: texts with the numbers of residents are not kept."""
    if found := complaint(field.data or ""):
        raise ValidationError(found)
