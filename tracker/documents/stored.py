"""Blocks as JSON, the way a document's row keeps them, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from tracker.documents.blocks import Block, BlockKind, Cell


def as_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [asdict(block) for block in blocks]


def from_json(stored: Iterable[Mapping[str, Any]]) -> list[Block]:
    return [
        Block(
            **{
                **block,
                "kind": BlockKind(block["kind"]),
                "rows": tuple(tuple(Cell(**cell) for cell in row) for row in block["rows"]),
            }
        )
        for block in stored
    ]
