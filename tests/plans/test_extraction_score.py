"""The extraction contract, measured on the annotated documents beside the project; skipped where they are not there."""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tracker.documents.read import read_file
from tracker.plans.contract import as_json
from tracker.plans.understand import understand

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "eval"
# what the project promises of documents that it knows
PROMISED = {
    "document": 0.97,
    "items": 0.98,
    "sections": 0.97,
    "measures": 0.98,
    "actions": 0.93,
    "deadlines": 0.97,
    "parties": 0.97,
    "problems": 0.97,
    "figures": 0.97,
}

pytestmark = [
    pytest.mark.may_skip,
    pytest.mark.skipif(not FOLDER.exists(), reason="no ../shared/eval beside the project"),
]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", FOLDER / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("folder", ["dev", "dev-formats"])
def test_the_annotated_documents_are_understood_as_promised(folder: str) -> None:
    score = scorer()
    tallies: dict[str, Any] = defaultdict(score.Tally)
    details: list[str] = []
    for path in sorted((FOLDER / folder).glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        document = FOLDER / folder / gold["file"]
        answer = as_json(understand(read_file(document), gold.get("plan_year")))
        score.score_one(gold, answer, document.with_suffix(".txt").read_text("utf-8"), tallies, details)
    assert tallies["invented"].extra == 0, details
    short = {part: tallies[part].row()["f1"] for part, least in PROMISED.items() if tallies[part].row()["f1"] < least}
    assert not short, details
