"""Characters that cannot be kept are taken away, and nothing else is."""

from __future__ import annotations

import pytest

from tracker.documents.characters import usable


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("修\x00路\ud800\x07。\uffff", "修路。"),
        ("第一行\v第二行\f第三行", "第一行\n第二行\n第三行"),
        ("制表\t符、回车\r\n和“引号”都在𠮷", "制表\t符、回车\r\n和“引号”都在𠮷"),
    ],
)
def test_what_cannot_be_kept_is_taken_away(text: str, left: str) -> None:
    assert usable(text) == left
