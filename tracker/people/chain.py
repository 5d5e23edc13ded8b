"""The chain of the audit trail: every entry is sealed together with the seal of the one before it.

Who changes, takes out or puts in an entry later would have to seal all that follow anew, and the last seal, which an
office may note down, would be another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

BEGINNING = "0" * 64


@dataclass(frozen=True)
class Fact:
    """What one entry says, as it is sealed. changes: column → [from, to], values as JSON has them."""

    at: datetime
    by_id: int | None
    by: str
    address: str
    did: str
    what: str
    row: str
    name: str
    task_id: int | None
    changes: Mapping[str, Any]


def seal(previous: str, fact: Fact) -> str:
    """SHA-256 over the seal before and everything that the entry says: 64 hexadecimal digits."""
    said: list[Any] = [previous, fact.at.isoformat(), fact.by_id, fact.by, fact.address]
    said += [fact.did, fact.what, fact.row, fact.name, fact.task_id, fact.changes]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_broken(entries: Iterable[tuple[int, Fact, str]]) -> tuple[int | None, int, str]:
    """The number of the first entry whose seal is wrong (None: all are right), how many are right, the last right seal.

    entries: number, what it says, its seal; in order.
    """
    previous, count = BEGINNING, 0
    for number, fact, kept in entries:
        if seal(previous, fact) != kept:
            return number, count, previous
        previous, count = kept, count + 1
    return None, count, previous
