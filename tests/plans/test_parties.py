"""Who answers for work, text by text: party_phrases.txt says who is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.plans.parties import Custom, custom_in, names_in, parties_in
from tracker.plans.plan import Parties

PHRASES = Path(__file__).with_name("party_phrases.txt")


def cases() -> list[tuple[str, str, Custom]]:
    """Text, who is named, what the document stated before."""
    found, custom = [], Custom.NONE
    for line in PHRASES.read_text("utf-8").splitlines():
        if line.startswith("# custom:"):
            custom = Custom[line.split()[-1]]
        elif line and not line.startswith("#"):
            text, named = line.split(" => ")
            found.append((text.replace("\\n", "\n"), named, custom))
    return found


def said(parties: Parties) -> str:
    """Parties in the notation of the table."""
    roles = (("leader", parties.leader), ("lead", parties.lead), ("support", parties.support))
    return "; ".join(f"{role} {'/'.join(names)}" for role, names in roles if names) or "none"


@pytest.mark.parametrize(("text", "named", "custom"), cases())
def test_a_text_names_these_parties(text: str, named: str, custom: Custom) -> None:
    assert said(parties_in(text, custom).parties) == named


def test_a_labelled_passage_is_cut_out_with_its_brackets() -> None:
    text = "开展培训。（责任单位：司法所）建立台账。"
    ((start, end),) = parties_in(text).cuts
    assert text[start:end] == "（责任单位：司法所）"


def test_two_lists_of_units_are_two_cuts() -> None:
    text = "加强服务。（责任单位：甲局）支持研发。（责任单位：乙局）"
    assert [text[start:end] for start, end in parties_in(text).cuts] == ["（责任单位：甲局）", "（责任单位：乙局）"]


def test_a_sentence_that_only_says_who_does_it_is_no_part_of_the_work() -> None:
    assert parties_in("完成核查。由司法所牵头，党政办配合。").cuts == ((5, 18),)


def test_who_does_it_stays_in_the_sentence_that_says_what() -> None:
    assert parties_in("由司法所牵头，党政办配合，开展一次核查。").cuts == ()


@pytest.mark.parametrize(
    ("text", "custom"),
    [
        ("第一个逗号前为牵头单位，下同", Custom.FIRST_COMMA),
        ("列第一位的为牵头单位，下同", Custom.FIRST_NAME),
        ("列第一位的责任单位为牵头单位", Custom.FIRST_NAME),
        ("排名第一的单位为牵头单位", Custom.FIRST_NAME),
        ("责任单位中排在首位的为牵头单位，下同", Custom.FIRST_NAME),
        ("第一个分号前为牵头单位", Custom.FIRST_SEMICOLON),
        ("牵头单位要加强统筹", None),
        ("获评全市第一位", None),
    ],
)
def test_a_custom_is_recognised_in_its_wordings(text: str, custom: Custom | None) -> None:
    assert custom_in(text) == custom


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("财政局、教育局", ("财政局", "教育局")),
        ("教育局\n财政局", ("教育局", "财政局")),
        ("人力\n资源局", ("人力资源局",)),
        ("市人力资源和社会\n保障局、市发\n改委", ("市人力资源和社会保障局", "市发改委")),
        ("周立\n郑和", ("周立", "郑和")),
        ("周  立、郑和", ("周立", "郑和")),
        ("各区、县（市）政府", ("各区、县（市）政府",)),
        ("各镇（街道）、各村", ("各镇（街道）", "各村")),
        ("司法所等", ("司法所等",)),
        ("", ()),
        (" 、 ", ()),
    ],
)
def test_a_cell_is_split_into_names_as_written(cell: str, names: tuple[str, ...]) -> None:
    assert names_in(cell) == names
