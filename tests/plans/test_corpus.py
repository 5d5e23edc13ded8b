"""Documents of invented places, written and answered by a second reader before the program saw them.

The answers are the contract's JSON. What is found counts only when its characters are exactly the expected ones
(white space and punctuation aside), so the shares are lower than those of a scorer that forgives half a clause.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.plans.corpus import formats
from tracker.documents.read import read_file
from tracker.plans.contract import as_json
from tracker.plans.understand import understand

# at least this share of what is expected is found, and of what is found is expected (F1)
PROMISED = {
    "items": 0.94,
    "measures": 0.94,
    "actions": 0.91,
    "deadlines": 0.98,
    "parties": 0.98,
    "problems": 0.93,
    "figures": 0.98,
}
DATED = ("by", "on", "during")
ROLES = ("leader", "lead", "support")


def test_the_texts_of_the_corpus_are_understood_as_promised() -> None:
    assert shortfalls(sorted(formats.CORPUS.glob("*.gold.json"))) == {}


def test_their_word_and_excel_files_are_understood_as_promised(tmp_path: Path) -> None:
    formats.write(tmp_path, print_pdf=False)
    assert shortfalls(sorted(tmp_path.glob("*.gold.json"))) == {}


@pytest.mark.parametrize("name", ["10-示范镇防汛抗旱工作情况通报"])
def test_a_report_of_done_things_gives_no_work(name: str) -> None:
    assert found_in(formats.CORPUS / f"{name}.txt", None)["items"] == []


def shortfalls(golds: list[Path]) -> dict[str, float]:
    hits, expected, found = Counter[str](), Counter[str](), Counter[str]()
    for path in golds:
        gold = json.loads(path.read_text("utf-8"))
        answer = found_in(path.parent / gold["file"], gold.get("plan_year"))
        for part in PROMISED.keys() & set(gold["scored"]):
            wanted, got = Counter(things(part, gold, must=True)), Counter(things(part, answer))
            got -= Counter(things(part, gold)) - wanted  # what may be given or left out
            hits[part] += (wanted & got).total()
            expected[part] += wanted.total()
            found[part] += got.total()
    shares = {part: round(2 * hits[part] / (expected[part] + found[part]), 3) for part in PROMISED}
    return {part: share for part, share in shares.items() if share < PROMISED[part]}


def found_in(path: Path, plan_year: int | None) -> dict[str, Any]:
    return as_json(understand(read_file(path), plan_year))


def things(part: str, answer: dict[str, Any], *, must: bool = False) -> Iterator[object]:
    """What of this part an answer holds, as values that can be compared; must: without what is optional."""
    items = [item for item in answer["items"] if not (must and item.get("optional"))]
    measures = [measure for item in items for measure in item["measures"] if not (must and measure.get("optional"))]
    if part == "items":
        yield from (bare(item["heading"] or item["measures"][0]["text"])[:12] for item in items)
    elif part == "measures":
        yield from (bare(measure["text"]) for measure in measures)
    elif part == "actions":
        yield from (bare(action) for measure in measures for action in measure["actions"])
    elif part == "problems":
        yield from map(bare, answer["problems"])
    elif part == "figures":
        yield from ((f["value"], f["unit"]) for f in answer["figures"] if not (must and f.get("optional")))
    for item in items:
        holders = [item, *item["measures"]]
        if part == "deadlines":
            yield from {standing(deadline) for holder in holders for deadline in holder["deadlines"]}
        elif part == "parties":
            yield from {(role, bare(n)) for holder in holders for role in ROLES for n in holder[role]}


def standing(deadline: dict[str, Any]) -> tuple[object, ...]:
    return "dated" if deadline["kind"] in DATED else deadline["kind"], deadline["end"], deadline["every"]


def bare(text: str) -> str:
    return re.sub(r"[\W_]+|[一二三四五六]是", "", unicodedata.normalize("NFKC", text))
