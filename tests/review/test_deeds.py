"""What a sentence orders: the deed, its title, its target and what counts as done."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tracker.review.certainty import Certainty
from tracker.review.deeds import Target, deed, standard_of, target_in, title_of


@pytest.mark.parametrize(
    ("text", "times", "expected"),
    [
        ("由司法所牵头，全年轮训人民调解员不少于6期，各村（社区）配合。", ["全年"], "轮训人民调解员不少于6期"),
        ("由党政办牵头，3月底前编制并公布决策事项目录。", ["3月底前"], "编制并公布决策事项目录"),
        ("一是健全学法制度，每季度组织专题学法1次。", ["每季度"], "健全学法制度，组织专题学法1次"),
        ("修订预案（责任单位：应急办）。", [], "修订预案"),
        ("由综合行政执法队负责开展案卷自查。", [], "开展案卷自查"),
        ("全年轮训人民调解员不少于6期。", [], "轮训人民调解员不少于6期"),
        ("全年", ["全年"], "全年"),
        ("继续申报示范点，2026年3月31日前完成。", ["2026年3月31日前"], "继续申报示范点"),
        ("6月底前完成隐患排查。", ["6月底前"], "完成隐患排查"),
    ],
)
def test_who_and_when_are_left_out(text: str, times: list[str], expected: str) -> None:
    assert deed(text, times) == expected


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("开展法治宣传不少于16场。", Target("法治宣传", Decimal(16), "场")),
        ("发放资料2,000份以上。", Target("资料", Decimal(2000), "份")),
        ("11月20日前开展行政执法案卷自查评查2次。", Target("11月20日前开展行政执法案卷自查评查", Decimal(2), "次")),
        ("培训群众达到1.5万人次。", Target("培训群众", Decimal(15000), "人次")),
        ("化解率达到98%以上。", Target("化解率", Decimal(98), "%")),
    ],
)
def test_a_target_is_a_number_with_its_unit_and_what_it_counts(text: str, target: Target) -> None:
    found = target_in(text)
    assert found
    assert (found.value, found.certainty) == (target, Certainty.STATED)


@pytest.mark.parametrize(
    "text", ["结合“3·15”“12·4”等节点开展宣传。", "2026年3月15日前完成。", "按第12条办理。", "落实“八五”普法规划。"]
)
def test_dates_named_days_and_articles_are_no_targets(text: str) -> None:
    assert target_in(text) is None


def test_the_standard_is_the_clause_with_the_target() -> None:
    found = standard_of("结合节点，开展法治宣传不少于16场，营造氛围。")
    assert found
    assert (found.value, found.origin) == ("开展法治宣传不少于16场", "照原文的目标“不少于16场”")
    assert found.certainty is Certainty.LIKELY


def test_without_a_target_the_standard_is_what_is_to_be_delivered() -> None:
    found = standard_of("由党政办牵头，3月底前编制并公布决策事项目录，提升决策水平。", ["3月底前"])
    assert found
    assert found.value == "编制并公布决策事项目录"


def test_where_nothing_is_delivered_no_standard_is_suggested() -> None:
    assert standard_of("进一步加大执法公示力度。") is None


def test_a_long_sentence_takes_its_heading_then_its_first_action_as_title() -> None:
    text = "，".join(["对全镇行政执法人员的持证情况逐人逐证开展核查并登记造册"] * 3) + "。"
    assert title_of(text, ["核查持证情况", "登记造册"], "加强执法队伍建设") == "加强执法队伍建设"
    assert title_of(text, ["核查持证情况", "登记造册"], None) == "核查持证情况"
    assert title_of(text, [], None) == "对全镇行政执法人员的持证情况逐人逐证开展核查并登记造册"
