"""Names of a document among the units and people of the office."""

from __future__ import annotations

import pytest

from tracker.review.certainty import Certainty
from tracker.review.names import Entry, find, members, mentioned

UNITS = [
    Entry(1, "党政办", ("党政综合办公室",)),
    Entry(2, "司法所"),
    Entry(3, "清溪村"),
    Entry(4, "河东社区"),
    Entry(5, "应急管理站"),
]


@pytest.mark.parametrize("name", ["司法所", "镇司法所", "司 法所", "司法所等部门"])
def test_a_name_that_is_the_same_stands_in_the_document(name: str) -> None:
    found = find(name, UNITS)
    assert found
    assert (found.value, found.certainty) == (2, Certainty.STATED)


def test_an_alias_is_as_good_as_the_name() -> None:
    found = find("党政综合办公室", UNITS)
    assert found
    assert (found.value, found.certainty) == (1, Certainty.STATED)
    assert "别名" in found.origin


def test_a_name_that_is_only_alike_is_a_guess() -> None:
    found = find("司法局", UNITS)
    assert found
    assert (found.value, found.certainty) == (2, Certainty.GUESSED)
    assert "请核对" in found.origin


def test_a_name_that_is_like_nothing_is_not_found() -> None:
    assert find("财政分局", UNITS) is None
    assert find("", UNITS) is None


def test_units_mentioned_in_a_sentence_are_found_by_name_and_alias() -> None:
    assert [unit.id for unit in mentioned("由党政综合办公室会同司法所开展", UNITS)] == [1, 2]


def test_a_longer_name_hides_the_shorter_one_in_it() -> None:
    units = [Entry(1, "清溪村"), Entry(2, "清溪村委会")]
    assert [unit.id for unit in mentioned("清溪村委会报送台账", units)] == [2]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("各村（社区）", (3, 4)), ("各村", (3, 4)), ("各站所", (2, 5)), ("司法所", ()), ("各部门", ())],
)
def test_a_collective_name_stands_for_its_units(name: str, expected: tuple[int, ...]) -> None:
    assert members(name, UNITS) == expected
