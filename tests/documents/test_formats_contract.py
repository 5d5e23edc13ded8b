"""The real files in several formats beside the project; skipped where they are not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker.documents.blocks import Block
from tracker.documents.read import read_file

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "eval" / "dev-formats"
FILES = sorted(path for path in FOLDER.glob("*") if path.suffix not in (".txt", ".json"))

pytestmark = [
    pytest.mark.may_skip,
    pytest.mark.skipif(not FILES, reason="no ../shared/eval/dev-formats beside the project"),
]


def bare(text: str) -> str:
    """Without white space, brackets of either width alike."""
    return re.sub(r"\s", "", text).translate(str.maketrans("()", "（）"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.suffix + path.name[:2])
def test_a_file_gives_the_text_beside_it_whole_and_nothing_else(path: Path) -> None:
    expected = bare(path.with_suffix(".txt").read_text("utf-8"))
    texts = [text for block in read_file(path) for text in own_texts(block)]
    assert [text for text in texts if bare(text) not in expected] == []
    assert sorted(bare("".join(texts))) == sorted(expected)


def own_texts(block: Block) -> list[str]:
    """A paragraph, or the cells of a table, merged ones once."""
    return [cell.text for row in block.rows for cell in row if not cell.merged] or [block.text]
