"""The columns of a document's lists: what they were taken for, and by what a list of the same shape is known again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from itertools import groupby

from tracker.plans.plan import Column
from tracker.plans.roles import Role

Corrections = Mapping[str, Mapping[str, str]]
"""Of each shape the role of each column number, as they are kept."""


def tables(columns: Iterable[Column]) -> dict[int, list[Column]]:
    """The columns by the block number of their table."""
    ordered = sorted(columns, key=lambda column: (column.block, column.number))
    return {block: list(own) for block, own in groupby(ordered, key=lambda column: column.block)}


def shape_of(columns: Iterable[Column]) -> str:
    """The same for every list with the same words in its header, white space aside."""
    words = "|".join("".join(column.words.split()) for column in columns)
    return hashlib.sha256(words.encode()).hexdigest()


def corrected(columns: Iterable[Column], known: Corrections) -> dict[int, dict[int, Role]]:
    """Of each table whose shape is known the roles of its columns, as `understand` takes them."""
    found = {}
    for block, own in tables(columns).items():
        roles = known.get(shape_of(own))
        if roles is not None:
            found[block] = {int(number): Role(role) for number, role in roles.items()}
    return found
