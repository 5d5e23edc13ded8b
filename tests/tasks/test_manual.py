"""The manual says what the table of moves says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.tasks.manual import BEGIN, END, moves_table, with_table
from tracker.tasks.status import MOVE_WORDS, RULES, Need

MANUAL = Path(__file__).parents[2] / "docs" / "使用手册.md"


def test_the_manual_s_table_is_that_of_the_program() -> None:
    text = MANUAL.read_text("utf-8")
    assert with_table(text) == text, "python -m tracker.tasks.manual docs/使用手册.md"


def test_every_rule_is_a_row_with_words_for_all_it_needs() -> None:
    rows = moves_table().splitlines()[2:]
    assert [row.split("|")[1].strip() for row in rows] == [MOVE_WORDS[rule.move] for rule in RULES]
    from tracker.tasks.manual import _NEEDS

    assert set(_NEEDS) == set(Need)


def test_an_old_table_is_replaced_and_the_rest_stays() -> None:
    assert with_table(f"前\n{BEGIN}\n旧的\n{END}\n后") == f"前\n{BEGIN}\n\n{moves_table()}\n\n{END}\n后"


def test_a_text_without_the_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="不在文件里"):
        with_table("没有表")
