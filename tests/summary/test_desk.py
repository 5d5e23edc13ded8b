"""tracker/summary/desk.py"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tracker.summary.check import Finding, Verdict
from tracker.summary.desk import laid_out, mendings, record_words, whole_text
from tracker.summary.records import Record, RecordKind


@dataclass
class Line:
    text: str
    level: int = 0
    part: str = "achievements"
    asks: str = ""
    reason: str = ""
    has_proof: bool = True
    figures: list[dict[str, str]] = field(default_factory=list)


def found(start: int, end: int, verdict: Verdict = Verdict.MATCHES, *records: Record) -> Finding:
    return Finding("", Decimal(0), "场", verdict, None, start, end, records)


LINES = [
    Line("现将情况报告如下：", has_proof=False),
    Line("一、成效", 1),
    Line("（一）宣传", 2),
    Line("宣传12场。"),
    Line("发资料300份。", has_proof=False),
    Line("二、其他", 1),
    Line("【待补：写】", asks="写"),
]


def test_parts_hold_their_rows_and_sentences_are_numbered_through() -> None:
    start, first, second = laid_out(LINES, [])
    assert start.heading is None
    assert [row.number for part in (start, first, second) for row in part.rows] == [1, 0, 2, 3, 4]
    assert (first.sentences, first.to_mend) == (2, 1)
    assert (second.sentences, second.to_mend) == (1, 1)


def test_a_sentence_that_only_leads_over_needs_no_proof() -> None:
    assert not laid_out(LINES, [])[0].rows[0].lacks_proof


def test_findings_are_marked_where_they_stand() -> None:
    text = whole_text(LINES)
    at = text.index("12场")
    row = laid_out(LINES, [found(at, at + 3, Verdict.DIFFERS)])[1].rows[1]
    assert [(piece.text, bool(piece.finding)) for piece in row.segments] == [
        ("宣传", False),
        ("12场", True),
        ("。", False),
    ]
    assert row.open_findings
    assert row.is_to_mend


def test_a_reason_closes_what_the_check_does_not_confirm() -> None:
    lines = [Line("宣传12场。", reason="市里的通报")]
    row = laid_out(lines, [found(2, 5, Verdict.NO_RECORD)])[0].rows[0]
    assert not row.open_findings
    assert not row.is_to_mend


def test_a_number_that_matches_is_nothing_to_mend() -> None:
    assert not laid_out([Line("宣传12场。")], [found(2, 5)])[0].rows[0].is_to_mend


def test_numbers_of_a_plan_are_no_claims() -> None:
    assert not laid_out([Line("开展宣传16场。", part="plan")], [found(4, 7, Verdict.NO_RECORD)])[0].rows[0].findings


def test_a_number_that_differs_can_take_its_record_s_value() -> None:
    record = Record(RecordKind.YEAR, "宣传", Decimal(12), "场")
    row = laid_out([Line("一、成效", 1), Line("宣传13场。")], [found(7, 10, Verdict.DIFFERS, record)])[0].rows[0]
    [mending] = mendings(row)
    assert (mending.text, mending.value, mending.record) == ("宣传12场。", "12场", "全年宣传 12 场")


def test_where_the_records_disagree_nothing_is_offered() -> None:
    records = [Record(RecordKind.REPORT, "宣传", Decimal(n), "场", on=date(2026, 4, n)) for n in (2, 3)]
    row = laid_out([Line("宣传13场。")], [found(2, 5, Verdict.DIFFERS, *records)])[0].rows[0]
    assert mendings(row) == []
    assert record_words(records[0]) == "4月2日报的宣传 2 场"


def test_a_number_in_the_name_of_a_task_is_no_claim() -> None:
    text = "“建调解室8个”“修路2公里”任务还在办理，已建3个。"
    row = laid_out([Line(text)], [found(5, 7), found(text.index("3"), text.index("3") + 2)])[0].rows[0]
    assert [piece.text for piece in row.segments if piece.finding] == ["3个"]


def test_last_year_s_number_beside_this_year_s_is_no_finding_where_it_is_the_one_recorded() -> None:
    line = Line("全年宣传12场（上年10场）。", figures=[{"name": "上年宣传", "value": "10", "unit": "场"}])
    ten = Finding("10场", Decimal(10), "场", Verdict.DIFFERS, None, 10, 13)
    eleven = Finding("10场", Decimal(11), "场", Verdict.DIFFERS, None, 10, 13)
    assert line.text[10:13] == "10场"
    assert not laid_out([line], [ten])[0].rows[0].findings
    assert laid_out([line], [eleven])[0].rows[0].findings == (eleven,)
