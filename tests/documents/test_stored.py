"""Blocks survive being kept as JSON."""

from __future__ import annotations

import json

from tracker.documents.blocks import Block, BlockKind, Cell
from tracker.documents.stored import as_json, from_json


def test_blocks_come_back_as_they_were() -> None:
    blocks = [
        Block("四、工作安排", BlockKind.HEADING, level=1, where="第 2 段"),
        Block("做这件事。"),
        Block("", BlockKind.TABLE, rows=((Cell("序号"), Cell("工作")), (Cell("1"), Cell("工作", merged=True)))),
    ]
    assert from_json(json.loads(json.dumps(as_json(blocks)))) == blocks
