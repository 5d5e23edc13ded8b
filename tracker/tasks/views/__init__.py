"""Pages of tasks: lists, one task (page), what one does with it (moves, rule), its papers (slips)."""

from tracker.tasks.views import lists, moves, page, rule, slips
from tracker.tasks.views.blueprint import tasks

__all__ = ["lists", "moves", "page", "rule", "slips", "tasks"]
