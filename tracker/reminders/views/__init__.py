"""Pages of the reminders: one's messages and choices; the outbox, the office's rules, its robots and webhooks."""

from tracker.reminders.views import choices, messages, outbox, routes, rules
from tracker.reminders.views.blueprint import reminders

__all__ = ["choices", "messages", "outbox", "reminders", "routes", "rules"]
