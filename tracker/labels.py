"""The Chinese words for values: one table, used by pages, messages and slips alike."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flask import Flask
from markupsafe import Markup, escape

from tracker.calendar.limits import EVERY_WORDS, Kind, rhythm
from tracker.calendar.words import day_words, days_left
from tracker.calendar.zone import OFFICE_ZONE
from tracker.people.models import Did, Role
from tracker.summary.models import STATE_WORDS
from tracker.tasks.status import MOVE_WORDS, STATUS_WORDS

_WORDS: dict[StrEnum, str] = {
    Role.ADMIN: "系统管理员",
    Role.COORDINATOR: "督办员",
    Role.LEADER: "领导",
    Role.ASSIGNEE: "承办人",
    Did.ADDED: "新增",
    Did.CHANGED: "改动",
    Did.REMOVED: "删去",
    Did.SIGNED_IN: "登录",
    Did.REFUSED: "密码输错",
    Did.SIGNED_OUT: "退出",
    Kind.DATE: "有日期",
    Kind.RECURRING: "定期",
    Kind.ONGOING: "长期",
    **EVERY_WORDS,
    **STATUS_WORDS,
    **MOVE_WORDS,
    **STATE_WORDS,
}


_STORED = {value.value: word for value, word in _WORDS.items()}


def label(value: StrEnum) -> str:
    """The word of the office for a state, move, role, kind or period."""
    return _WORDS[value]


def known_word(value: str) -> str:
    """The office's word where the stored value is one of these; else the value itself."""
    return _STORED.get(value, value)


def moment_words(moment: datetime, today: date) -> str:
    """3月15日 周六 08:30, in the office's zone."""
    local = moment.astimezone(OFFICE_ZONE)
    return f"{day_words(local.date(), today)} {local:%H:%M}"


def number_words(value: Decimal) -> str:
    """Thousands by comma, no needless zeros: 2,180, 97.5."""
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def size_words(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, size // 1024)} KB"


_QUOTE_EDGES = re.compile(r"(?<=[一-鿿])(?=“)|(?<=”)(?=[一-鿿])")


def quote_breaks(text: str) -> Markup:
    """Long text with a chance to break before “ and after ”, which the engine does not give between characters."""
    return Markup(_QUOTE_EDGES.sub("<wbr>", str(escape(text))))  # noqa: S704  escaped just before


def init_labels(app: Flask) -> None:
    app.add_template_filter(label)
    app.add_template_filter(rhythm)
    app.add_template_filter(day_words)
    app.add_template_filter(days_left)
    app.add_template_filter(moment_words)
    app.add_template_filter(number_words)
    app.add_template_filter(size_words)
    app.add_template_filter(quote_breaks)
