"""The number check on the wordings of another town: it looks at the right numbers, and at nothing else."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.summary.planting import Work, histories, plant
from tracker.summary.check import check
from tracker.summary.records import Record, records_of

TEXTS = Path(__file__).with_name("wordings.txt")

WORK = [
    Work("法治讲座", "场", "3-15:9 5-28:4 12-4:13", before=21),
    Work("讲座听众", "人次", "3-15:1480 9-28:2090", before=3300),
    Work("普法手册", "份", "4-15:7000 12-4:5800", before=9000),
    Work("增幅率", "%", "6-30:4 12-20:9.6"),
    Work("调处矛盾", "件", "3-31:88 6-30:89 10-20:31", before=190),
    Work("调处满意率", "%", "6-30:97 12-15:99.2", before=98),
    Work("入户走访", "户次", "6-26:4200 9-30:5100 12-20:5630", before=13000),
    Work("移交线索", "条", "6-30:15 12-20:23"),
    Work("水利资金", "万元", "6-1:760 12-1:500.5", before=980),
    Work("修复灌渠", "公里", "4-1:8.1 11-1:10.5", before=11),
    Work("打机井", "眼", "4-1:5 11-1:7"),
    Work("安装井盖", "个", "4-1:150 11-1:190", target=330),
    Work("检查餐饮店", "家", "3-15:95 9-15:110", before=170),
    Work("食品抽检合格率", "%", "3-15:96 9-15:98.4", before=97),
    Work("行政处罚", "起", "6-30:6 12-20:8", before=12),
    Work("罚没款", "元", "6-30:12000 12-20:20000"),
    Work("法制审核率", "%", "6-30:100 12-20:100"),
    Work("巡林", "人次", "6-30:800 12-20:790"),
    Work("补植造林", "亩", "3-12:1500 12-12:~900"),
    Work("耕地流转", "亩", "5-1:7000 10-1:5000"),
    Work("种植大豆玉米", "亩", "5-1:4050 10-1:3400", before=6500),
    Work("农机补贴", "台", "5-1:51 10-1:35", before=70),
    Work("农技培训", "人次", "5-1:120 10-1:140", before=230),
    Work("受理事项", "件", "6-30:9900 12-31:11100", before=18000),
    Work("好评率", "%", "6-30:99.1 12-31:99.8", target=98),
    Work("帮办代办", "件", "6-30:2950 12-31:3270", before=5400),
    Work("送戏", "场", "4-5:3 10-1:5 12-4:2", before=8),
    Work("看戏群众", "人次", "4-5:2100 10-1:2880", before=4100),
    Work("积案化解", "件", "6-30:3 12-20:4", target=5, before=6),
    Work("积案化解率", "%", "6-30:60 12-20:87.5"),
]
MARKED = re.compile(r"\[([^\]]+)\]")


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return records_of(histories(WORK), date(2025, 1, 1), date(2025, 12, 31))


def marked_texts() -> list[str]:
    lines = [line for line in TEXTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [text.strip() for text in "\n".join(lines).split("\n\n") if text.strip()]


@pytest.mark.parametrize("marked", marked_texts(), ids=lambda text: text[:12])
def test_just_the_marked_numbers_are_checked_and_all_agree(records: list[Record], marked: str) -> None:
    found = [(one.quote, one.verdict.value) for one in check(MARKED.sub(r"\1", marked), records)]
    assert found == [(quote, "matches") for quote in MARKED.findall(marked)]


def test_every_planted_error_is_found(records: list[Record]) -> None:
    tried, missed = plant([MARKED.sub(r"\1", marked) for marked in marked_texts()], records, WORK)
    print(f"planted errors: {tried}, missed: {len(missed)}")
    assert not missed
    assert tried >= 300
