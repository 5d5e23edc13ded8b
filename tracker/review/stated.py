"""Stated time limits as JSON, the way a draft's row keeps them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.calendar.limits import Every
from tracker.plans.plan import Deadline, DeadlineKind


def as_json(one: Deadline) -> dict[str, Any]:
    return {
        "text": one.text,
        "kind": one.kind,
        "start": one.start and one.start.isoformat(),
        "end": one.end and one.end.isoformat(),
        "every": one.every,
        "rule": one.rule,
    }


def from_json(stored: Mapping[str, Any]) -> Deadline:
    return Deadline(
        text=stored["text"],
        kind=DeadlineKind(stored["kind"]),
        start=_day(stored["start"]),
        end=_day(stored["end"]),
        every=Every(stored["every"]) if stored["every"] else None,
        rule=stored["rule"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
