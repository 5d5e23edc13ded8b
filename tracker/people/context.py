"""What every page's frame shows: the office, the day, the navigation of this person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, g, has_request_context, request
from flask_login import current_user

from tracker.clock import now, today
from tracker.db import db
from tracker.people.audit import Source, init_audit
from tracker.people.models import Office, Person, Role
from tracker.people.queries import the_office

PHONE_ENTRIES = 5


@dataclass(frozen=True)
class Entry:
    """An entry of the main navigation; `wide` entries stay away from a phone's bottom bar.

    pages: further pages of its own, which would otherwise belong to the stage's first entry.
    """

    endpoint: str
    word: str
    icon: str
    roles: frozenset[Role]
    wide: bool = False
    pages: frozenset[str] = frozenset()

    @property
    def stage(self) -> str:
        return self.endpoint.partition(".")[0]

    def is_here(self, endpoint: str | None) -> bool:
        """Whether the page belongs to this entry: an own page of the stage, or none of the stage's entries."""
        if endpoint == self.endpoint or endpoint in self.pages:
            return True
        own = [entry for entry in ENTRIES if entry.stage == self.stage]
        taken = {page for entry in own for page in (entry.endpoint, *entry.pages)}
        return endpoint not in taken and self.endpoint == own[0].endpoint


def _entry(endpoint: str, word: str, icon: str, *roles: Role, pages: tuple[str, ...] = ()) -> Entry:
    return Entry(endpoint, word, icon, frozenset(roles or Role), pages=frozenset(pages))


_OF_THE_OUTBOX = ("reminders.rules", "reminders.routes", "reminders.route", "reminders.new_route")
_WORKERS = (Role.COORDINATOR, Role.LEADER, Role.ASSIGNEE)
ENTRIES = (
    _entry("tasks.home", "首页", "home"),
    _entry("documents.index", "导入审阅", "intake", Role.COORDINATOR),
    _entry("tasks.ledger", "台账", "ledger", *_WORKERS),
    _entry("progress.board", "看板", "board", Role.COORDINATOR, Role.LEADER),
    _entry("summary.index", "年度总结", "doc", Role.COORDINATOR, Role.LEADER),
    _entry("reminders.index", "消息", "bell"),
    _entry("reminders.outbox", "发送记录", "send", Role.COORDINATOR, Role.ADMIN, pages=_OF_THE_OUTBOX),
    _entry("people.index", "人员", "people", Role.COORDINATOR, Role.ADMIN),
    _entry("people.me", "我的", "me"),
)


def navigation(person: Person) -> list[Entry]:
    """The person's entries in order; those beyond the fifth are for wide screens only."""
    own = [entry for entry in ENTRIES if person.has(*entry.roles)]
    return [replace(entry, wide=n >= PHONE_ENTRIES) for n, entry in enumerate(own)]


Badge = Callable[[Person], int]
_badges: dict[str, Badge] = {}


def badge(endpoint: str) -> Callable[[Badge], Badge]:
    """Registers the function that counts what waits behind a navigation entry."""

    def register(count: Badge) -> Badge:
        _badges[endpoint] = count
        return count

    return register


def the_office_now() -> Office | None:
    """The office of this database, read once a request."""
    if "office" not in g:
        g.office = db.session.scalar(the_office())
    office: Office | None = g.office
    return office


def _frame() -> dict[str, Any]:
    frame: dict[str, Any] = {"today": today(), "office": the_office_now()}
    if current_user.is_authenticated:
        frame["navigation"] = navigation(current_user)
        frame["badges"] = {endpoint: count(current_user) for endpoint, count in _badges.items()}
    return frame


def init_context(app: Flask) -> None:
    app.context_processor(_frame)
    init_audit(_who_acts)


def _who_acts() -> Source:
    """Of a request the person who signed in and the address that it came from; else the program itself."""
    if not has_request_context():
        return Source(now(), None, "", "")
    address = request.remote_addr or ""
    if not current_user.is_authenticated:
        return Source(now(), None, "", address)
    return Source(now(), current_user.id, current_user.name, address)
