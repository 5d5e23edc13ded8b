"""tracker/summary/sums.py"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.office import figure
from tracker.progress.figures import Reported, Total, totals
from tracker.summary.sums import Told, joined, verb_for


def total(name: str, unit: str, value: int = 4) -> Total:
    (made,) = totals([Reported("t1", 1, date(2025, 4, 1), figure(name, value, unit))])
    return made


@pytest.mark.parametrize(
    ("name", "unit", "verb"),
    [
        ("行政检查", "次", "开展"),
        ("法律讲座", "场", "举办"),
        ("专题会议", "次", "召开"),
        ("行政处罚", "件", "作出"),
        ("培训", "人次", ""),
        ("化解矛盾纠纷", "件", ""),
        ("参加法治培训", "期", ""),
        ("化解率", "%", ""),
        ("宣传资料", "份", ""),
    ],
)
def test_an_activity_gets_a_light_verb_and_nothing_else_does(name: str, unit: str, verb: str) -> None:
    assert verb_for(total(name, unit), [], []) == verb


def test_the_verb_of_those_who_wrote_about_it_goes_first() -> None:
    written = ["7月采购记录仪3台，已启用。", "又采购记录仪1台"]
    assert verb_for(total("记录仪", "台"), ["安装记录仪"], ["采购记录仪3台", "现场采购记录仪 1 台"]) == "采购"
    assert verb_for(total("记录仪", "台"), [], [*written, "维修记录仪1台"]) == ""


def test_the_verb_of_the_task_is_true_of_a_part() -> None:
    assert verb_for(total("法律顾问工作室", "个"), ["新建村级法律顾问工作室8个"], []) == "新建"
    assert verb_for(total("热线工单", "件"), ["处理12345热线工单"], []) == "处理"
    assert verb_for(total("工作站", "个"), ["完成工作站验收"], []) == ""


def test_counts_come_before_rates_and_a_verb_holds_for_what_follows() -> None:
    said = [
        Told(total("化解率", "%"), "", "化解率93%"),
        Told(total("夜间巡逻", "次"), "开展", "夜间巡逻77次"),
        Told(total("巡查", "次"), "开展", "巡查62次"),
        Told(total("工单", "件"), "办理", "工单9件"),
    ]
    assert joined(said) == "开展夜间巡逻77次、巡查62次、办理工单9件，化解率93%"


def test_totals_are_what_the_reports_come_to() -> None:
    assert total("巡查", "次", 62).value == Decimal(62)
