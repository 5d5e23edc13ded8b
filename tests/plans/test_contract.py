"""The extraction contract's JSON, and the explanation of every thing in it."""

from __future__ import annotations

import json

from tracker.documents.read import read
from tracker.plans.contract import as_json
from tracker.plans.understand import understand

TEXT = """示范镇人民政府关于2025年法治政府建设情况的报告
区委依法治区办：
现将有关情况报告如下：
一、主要成效
全年投入资金2.7万元，开展讲座12场。
二、存在的不足
一是宣传形式单一。二是执法力量不足。
三、下一步打算
（一）规范行政执法。6月底前完成案卷评查，每季度开展1次培训。（责任单位：司法所）
"""


def test_the_json_has_the_contracts_keys() -> None:
    answer = as_json(understand(read(TEXT.encode(), "计划.txt")))
    assert set(answer) == {"document", "items", "problems", "figures", "warnings"}
    (item,) = answer["items"]
    assert set(item) == {"heading", "section", "leader", "lead", "support", "deadlines", "measures"}
    assert set(item["measures"][0]) == {"text", "actions", "leader", "lead", "support", "deadlines"}
    assert item["lead"] == ["司法所"]
    json.dumps(answer)


def test_days_are_written_as_dates_and_periods_as_words() -> None:
    (item,) = as_json(understand(read(TEXT.encode(), "计划.txt")))["items"]
    assert item["measures"][0]["deadlines"] == [
        {"text": "6月底前", "kind": "by", "start": None, "end": "2026-06-30", "every": None},
        {"text": "每季度", "kind": "every", "start": None, "end": None, "every": "quarter"},
    ]


def test_whole_figures_are_whole_numbers() -> None:
    values = [figure["value"] for figure in as_json(understand(read(TEXT.encode(), "计划.txt")))["figures"]]
    assert values == [27000, 12]
    assert all(isinstance(value, int) for value in values)


def test_every_thing_can_say_which_rule_found_it_and_where() -> None:
    blocks = read(TEXT.encode(), "计划.txt")
    answer = as_json(understand(blocks), explain=True, blocks=blocks)
    (item,) = answer["items"]
    things = [item, *item["measures"], *item["measures"][0]["deadlines"], *answer["figures"], *answer["problem_places"]]
    assert all(thing["rule"] and thing["place"]["where"] for thing in things)
    place = item["measures"][0]["place"]
    assert blocks[place["block"]].text[place["start"] : place["end"]] == item["measures"][0]["text"]


def test_explaining_says_what_each_column_was_taken_for() -> None:
    table = "示范镇2025年民生实事清单\n\n| 项目名称 | 责任单位 |\n| --- | --- |\n| 道路硬化项目 | 城建办 |\n"
    blocks = read(table.encode(), "清单.md")
    columns = as_json(understand(blocks), explain=True, blocks=blocks)["columns"]
    assert [(column["words"], column["role"]) for column in columns] == [("项目名称", "name"), ("责任单位", "owner")]
