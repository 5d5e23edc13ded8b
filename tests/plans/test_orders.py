"""What of a sentence is an action, sentence by sentence: action_sentences.txt says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.plans.orders import actions_in

SENTENCES = Path(__file__).with_name("action_sentences.txt")


def cases() -> list[tuple[str, list[str]]]:
    lines = [line for line in SENTENCES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(sentence, named.split(" | ")) for sentence, named in (line.split(" => ") for line in lines)]


@pytest.mark.parametrize(("sentence", "actions"), cases())
def test_a_sentence_orders_these_actions(sentence: str, actions: list[str]) -> None:
    assert [sentence[start:end] for start, end in actions_in(sentence)] == actions


@pytest.mark.parametrize(
    "sentence",
    ["道路全长87米，宽约6米。", "服务期不少于5年。", "示范镇位于清河区东部，", "单个项目最高不超过50万元。", "。", ""],
)
def test_a_sentence_that_only_describes_orders_nothing(sentence: str) -> None:
    assert actions_in(sentence) == ()
