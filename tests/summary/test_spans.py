"""tracker/summary/spans.py"""

from __future__ import annotations

import pytest

from tracker.summary.spans import joined, span_in


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        (["一季度已公示", "二季度已公示", "第三季度已公示", "四季度已公示"], "一至四季度已公示"),
        (["四季度已公示", "二季度已公示"], "二、四季度已公示"),
        (["3月工单办结", "4月工单办结", "5月份工单办结", "7月工单办结"], "3月至5月、7月工单办结"),
        (["十一月台账已报", "十二月台账已报"], "十一月、十二月台账已报"),
    ],
)
def test_what_is_said_of_each_is_said_of_all(clauses: list[str], said: str) -> None:
    spans = [span for clause in clauses if (span := span_in(clause))]
    assert len(spans) == len(clauses)
    assert joined(spans) == said


@pytest.mark.parametrize("clause", ["3月15日开展宣传", "一月底前完成", "全年已公示", "四月上旬开工", "3月", "13月台账"])
def test_a_day_or_another_time_is_no_span(clause: str) -> None:
    assert span_in(clause) is None
