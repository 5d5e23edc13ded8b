"""The blueprint that the pages of tasks are registered on."""

from __future__ import annotations

from flask import Blueprint

tasks = Blueprint("tasks", __name__)
