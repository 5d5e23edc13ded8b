"""The number check on own texts: nothing is reported on the texts as they are, every planted error is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.summary.planting import Work, histories, plant
from tracker.summary.check import Verdict, check
from tracker.summary.records import Record, RecordKind, records_of

TEXTS = Path(__file__).with_name("check_texts.txt")


WORK = [
    Work("普法宣讲", "场", "4-15:2 6-26:5 9-20:3 12-4:8", target=16, before=14),
    Work("宣传折页", "份", "4-15:800 6-26:1500 12-4:~1350", before=2600),
    Work("学法考试参考率", "%", "6-30:91 11-20:98.5", target=95, before=93),
    Work("调解纠纷", "件", "3-31:20 6-30:19 12-15:35", target=70, before=66),
    Work("调处成功率", "%", "6-30:95 12-15:97"),
    Work("法律咨询", "人次", "5-6:70 9-30:60 12-4:85", before=180),
    Work("检查企业", "家", "4-1:52 7-20:43 11-9:31", before=104),
    Work("整改隐患", "处", "5-10:39 10-12:49", before=71),
    Work("隐患整改率", "%", "5-10:90 10-12:96.5"),
    Work("应急演练", "次", "5-12:2 11-9:4", before=5),
    Work("参加演练", "人次", "5-12:150 11-9:236"),
    Work("改造户厕", "户", "6-3:60 10-9:80", target=160, before=95),
    Work("硬化村道", "公里", "8-1:1.5 11-1:3", target=6, before=3),
    Work("清理河道", "公里", "4-2:5 9-9:7"),
    Work("帮扶资金", "万元", "6-1:120.5 12-1:185.1", before=270),
    Work("新装路灯", "盏", "7-7:90 12-7:140", before=160),
    Work("行政检查", "次", "6-30:41 12-20:51", before=77),
    Work("案卷评查", "卷", "6-30:25 12-20:30"),
    Work("评查合格率", "%", "6-30:98 12-20:100"),
    Work("公开政务信息", "条", "6-30:75 12-31:89", before=140),
    Work("便民事项", "件", "6-30:6100 12-31:6700", before=11000),
    Work("接待来访", "人次", "3-31:28 7-31:132 12-31:150", before=280),
    Work("代办帮办", "件", "7-1:410 12-1:543"),
    Work("流转土地", "亩", "5-1:700 10-1:~920"),
    Work("培训农户", "人次", "4-4:220 9-4:300"),
    Work("推广良种", "吨", "3-3:1.1 9-3:1.5"),
    Work("种植油菜", "亩", "10-20:1340", before=1150),
    Work("植树造林", "亩", "3-12:350", target=400),
    Work("栽种苗木", "株", "3-12:21000"),
    Work("网格走访", "户次", "6-30:2100 12-20:2700", before=4100),
    Work("上报线索", "条", "6-30:22 12-20:25"),
    Work("放映电影", "场", "6-30:16 12-20:20", target=48, before=30),
    Work("健康义诊", "次", "3-8:4 10-9:5"),
    Work("服务老人", "人次", "3-8:402 10-9:470"),
    Work("文化广场", "个", "10-1:5", target=8),
    Work("新建书屋", "个", "10-1:3"),
]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return records_of(histories(WORK), date(2025, 1, 1), date(2025, 12, 31))


def texts() -> list[str]:
    lines = [line for line in TEXTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [text for text in "\n".join(lines).split("\n\n") if text.strip()]


def test_nothing_is_reported_on_the_texts_as_they_are(records: list[Record]) -> None:
    found = [finding for text in texts() for finding in check(text, records)]
    wrong = [(f.quote, f.verdict.value, f.candidates) for f in found if f.verdict is not Verdict.MATCHES]
    assert not wrong
    print(f"numbers in the unchanged texts: {len(found)}, false alarms: {len(wrong)}")


def test_every_planted_error_is_found(records: list[Record]) -> None:
    tried, missed = plant(texts(), records, WORK)
    print(f"planted errors: {tried}, missed: {len(missed)}")
    assert not missed
    assert tried >= 200


@pytest.mark.parametrize("at", range(8))
def test_an_invented_number_has_no_record(records: list[Record], at: int) -> None:
    invented = [
        "新建候车亭7座",
        "慰问老党员33名",
        "购置垃圾桶90只",
        "资助学生21人",
        "维修水渠3处",
        "组建队伍4支",
        "捐书500册",
        "养殖肉牛60头",
    ]
    text = texts()[at].replace("。", f"，{invented[at]}。", 1)
    found = [finding for finding in check(text, records) if finding.verdict is not Verdict.MATCHES]
    assert [finding.verdict for finding in found] == [Verdict.NO_RECORD]
    assert invented[at].endswith(found[0].quote)


RECORD = Record(RecordKind.YEAR, "普法宣讲", Decimal(18), "场", tasks=("t1",))
REPORT = Record(RecordKind.REPORT, "普法宣讲", Decimal(2), "场", tasks=("t1",))
TARGET = Record(RecordKind.TARGET, "普法宣讲", Decimal(16), "场", tasks=("t2",))
SIMILAR = Record(RecordKind.YEAR, "安全宣讲", Decimal(5), "场", tasks=("t3",))
COUNT = Record(RecordKind.COUNT, "办结", Decimal(9), "项")


@pytest.mark.parametrize(
    ("text", "verdict", "task"),
    [
        ("普法宣讲18场。", Verdict.MATCHES, "t1"),
        ("普法宣讲17场。", Verdict.DIFFERS, "t1"),
        ("普法宣讲2场。", Verdict.DIFFERS, "t1"),
        ("其中普法宣讲2场。", Verdict.MATCHES, "t1"),
        ("4月普法宣讲2场。", Verdict.MATCHES, "t1"),
        ("十二月普法宣讲2场。", Verdict.MATCHES, "t1"),
        ("“4·15”普法宣讲2场。", Verdict.MATCHES, "t1"),
        ("国家宪法日普法宣讲2场。", Verdict.MATCHES, "t1"),
        ("每月普法宣讲18场。", Verdict.MATCHES, "t1"),
        ("上半年、第三季度普法宣讲18场。", Verdict.MATCHES, "t1"),
        ("4月普法宣讲18场。", Verdict.DIFFERS, "t1"),
        ("普法宣讲16场。", Verdict.DIFFERS, "t1"),
        ("普法宣讲16场的目标。", Verdict.MATCHES, "t2"),
        ("普法宣讲18场，超出计划。", Verdict.MATCHES, "t1"),
        ("安全宣讲5场。", Verdict.MATCHES, "t3"),
        ("安全宣讲18场。", Verdict.DIFFERS, "t3"),
        ("宣讲5场。", Verdict.MATCHES, "t3"),
        ("组织普法宣讲，到场听众多，共18场。", Verdict.MATCHES, "t1"),
        ("组织普法宣讲。共18场。", Verdict.NO_RECORD, None),
        ("普法宣讲18次。", Verdict.NO_RECORD, None),
        ("放映电影18场。", Verdict.NO_RECORD, None),
        ("4月底前办结9项。", Verdict.MATCHES, None),
        ("其中办结8项。", Verdict.DIFFERS, None),
    ],
)
def test_a_number_is_compared_with_the_records_that_its_clause_speaks_of(
    text: str, verdict: Verdict, task: str | None
) -> None:
    (finding,) = check(text, [RECORD, REPORT, TARGET, SIMILAR, COUNT])
    assert (finding.verdict, finding.task) == (verdict, task)


def test_a_finding_stands_where_its_quote_stands() -> None:
    text = "全年　普法宣讲 18 场，效果好。"
    (finding,) = check(text, [RECORD])
    assert text[finding.start : finding.end] == finding.quote == "18 场"


def test_records_of_several_tasks_name_no_task() -> None:
    shared = Record(RecordKind.YEAR, "普法宣讲", Decimal(18), "场", tasks=("t1", "t9"))
    (finding,) = check("普法宣讲18场", [shared])
    assert (finding.verdict, finding.task) == (Verdict.MATCHES, None)
