from __future__ import annotations

from decimal import Decimal

import pytest

from tracker.summary.quantities import Mark, Quantity, agrees, quantities_in


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit", "mark"),
    [
        ("开展宣传12场", "12场", "12", "场", None),
        ("发放资料2300余份", "2300余份", "2300", "份", Mark.ABOVE),
        ("发放资料超过2000份", "超过2000份", "2000", "份", Mark.ABOVE),
        ("走访逾500户次", "逾500户次", "500", "户次", Mark.ABOVE),
        ("走访超500户", "超500户", "500", "户", Mark.ABOVE),
        ("培训120多人次", "120多人次", "120", "人次", Mark.ABOVE),
        ("近3000人参加", "近3000人", "3000", "人", Mark.BELOW),
        ("接近90%", "接近90%", "90", "%", Mark.BELOW),
        ("约2300卷", "约2300卷", "2300", "卷", Mark.ABOUT),
        ("大约40处", "大约40处", "40", "处", Mark.ABOUT),
        ("服务1.2万人次", "1.2万人次", "12000", "人次", None),
        ("服务1.2万余人次", "1.2万余人次", "12000", "人次", Mark.ABOVE),
        ("投入206.5万元", "206.5万元", "206.5", "万元", None),
        ("投入200余万元", "200余万元", "200", "万元", Mark.ABOVE),
        ("投入2万余元", "2万余元", "20000", "元", Mark.ABOVE),
        ("发放1,250份", "1,250份", "1250", "份", None),
        ("参考率97.5%", "97.5%", "97.5", "%", None),
        ("参考率９７．５％", "９７．５％", "97.5", "%", None),
        ("办结 17 项", "17 项", "17", "项", None),
        ("提高2个百分点", "2个百分点", "2", "个百分点", None),
        ("节约5万元", "5万元", "5", "万元", None),
        ("最近3次", "3次", "3", "次", None),
        ("特约5名监督员", "5名", "5", "名", None),
        ("疏浚水渠3里", "3里", "3", "里", None),
        ("修路3千米", "3千米", "3", "千米", None),
        ("覆盖不少于30个村", "30个", "30", "个", None),
        ("完成20件左右", "20件", "20", "件", None),
    ],
)
def test_a_number_is_read_with_its_mark_and_unit(
    text: str, quote: str, value: str, unit: str, mark: Mark | None
) -> None:
    (found,) = quantities_in(text)
    assert (text[found.start : found.end], found.value, found.unit, found.mark) == (quote, Decimal(value), unit, mark)


@pytest.mark.parametrize(
    "text",
    [
        "2025年6月30日",
        "在8:30和14时",
        "用时3个月、5个工作日",
        "连续10天",
        "示普办〔2025〕6号",
        "依据第12条和第15条",
        "第3批、第4次会议",
        "第1、2批",
        "“4·15”“6·26”等节点",
        "拨打12345热线",
        "《示范镇12项便民措施》",
        "建设5G基站",
        "三件实事",
    ],
)
def test_dates_times_ordinals_and_names_are_no_quantities(text: str) -> None:
    assert list(quantities_in(text)) == []


def test_a_unit_that_a_report_uses_counts() -> None:
    assert list(quantities_in("服务1200小时")) == []
    assert [one.unit for one in quantities_in("服务1200小时", frozenset({"小时"}))] == ["小时"]
    assert [one.value for one in quantities_in("投资1.5亿元")] == [Decimal(150_000_000)]
    assert [one.value for one in quantities_in("投资1.5亿元", frozenset({"亿元"}))] == [Decimal("1.5")]


@pytest.mark.parametrize(
    ("said", "mark", "record", "approx", "agree"),
    [
        ("12", None, "12", False, True),
        ("12", None, "12", True, False),
        ("12", None, "13", False, False),
        ("2000", Mark.ABOVE, "2350", False, True),
        ("2000", Mark.ABOVE, "2999", False, True),
        ("2000", Mark.ABOVE, "3000", False, False),
        ("2000", Mark.ABOVE, "2000", False, False),
        ("2000", Mark.ABOVE, "2000", True, True),
        ("2300", Mark.ABOVE, "2950", False, True),
        ("61", Mark.ABOVE, "69", False, True),
        ("61", Mark.ABOVE, "70", False, False),
        ("3000", Mark.ABOVE, "2350", True, False),
        ("3000", Mark.BELOW, "2000", False, True),
        ("3000", Mark.BELOW, "1999", False, False),
        ("3000", Mark.BELOW, "3000", False, False),
        ("3000", Mark.BELOW, "3000", True, True),
        ("120", Mark.BELOW, "110", False, True),
        ("120", Mark.BELOW, "109", False, False),
        ("2.5", Mark.BELOW, "2.4", False, True),
        ("2300", Mark.ABOUT, "2250", False, True),
        ("2300", Mark.ABOUT, "2349", False, True),
        ("2300", Mark.ABOUT, "2350", False, False),
        ("2300", Mark.ABOUT, "2300", False, True),
        ("2300", Mark.ABOUT, "2249", False, False),
        ("0", Mark.ABOVE, "1", False, False),
    ],
)
def test_a_number_agrees_with_a_record_as_its_mark_says(
    said: str, mark: Mark | None, record: str, approx: bool, agree: bool
) -> None:
    assert agrees(Quantity(Decimal(said), "份", mark, 0, 0), Decimal(record), approx) is agree
