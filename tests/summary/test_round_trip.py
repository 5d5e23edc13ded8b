"""The composed report, read again by the import: the same plan items, problems and figures come back."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.office import WANG, event, figure
from tests.summary.offices import LAST, a_year, done, facts, ordered, promised, report
from tracker.calendar.limits import Every, Kind
from tracker.documents.read import read
from tracker.plans.plan import Plan
from tracker.plans.understand import understand
from tracker.summary.compose import compose
from tracker.summary.facts import Facts
from tracker.summary.letter import head_of, letter_of
from tracker.summary.official import write
from tracker.summary.plain import as_text
from tracker.summary.report import Report
from tracker.summary.skeleton import Part
from tracker.tasks.status import Move


def planned(composed: Report) -> list[tuple[str, list[str]]]:
    """The areas of the plan and the sentences under each, as they were composed."""
    return [
        (section.heading.split("）", 1)[1], [s.text for s in section.sentences if not s.asks])
        for section in composed.sections
        if section.part is Part.PLAN and section.level == 2
    ]


def admitted(composed: Report) -> list[str]:
    return [
        text
        for section in composed.sections
        if section.part is Part.PROBLEMS and section.level == 2
        if (text := "".join(s.text for s in section.sentences if not s.asks))
    ]


def totals(composed: Report) -> set[tuple[Decimal, str]]:
    """Values and units of the sentences that add up what was done (全年 …)."""
    return {
        (figure.value, figure.unit)
        for section in composed.sections
        if section.part in (Part.ACHIEVEMENTS, Part.DUTIES)
        for sentence in section.sentences
        if sentence.text.startswith("全年")
        for figure in sentence.figures
    }


def check_round_trip(composed: Report, plan: Plan) -> None:
    items = [(item.heading, [measure.text for measure in item.measures]) for item in plan.items]
    assert items == planned(composed)
    problems = [re.sub(r"【待补：[^】]*】", "", problem.text) for problem in plan.problems]
    assert [text for text in problems if text] == admitted(composed)
    assert totals(composed) <= {(one.value, one.unit) for one in plan.figures}


def from_word(composed: Report, year: Facts) -> Plan:
    return understand(read(write(letter_of(composed.sections, head_of(composed, year))), "report.docx"))


def from_text(composed: Report, year: Facts) -> Plan:
    return understand(read(as_text(composed.sections, head_of(composed, year)).encode(), "report.txt"))


@pytest.mark.parametrize("last", [None, LAST], ids=["built-in headings", "last year's headings"])
def test_a_word_file_of_the_report_gives_its_plan_problems_and_figures_again(last: object) -> None:
    year = facts(*a_year(), stated=promised(), last=last)  # type: ignore[arg-type]
    composed = compose(year)
    assert planned(composed)
    assert admitted(composed)
    assert totals(composed)
    check_round_trip(composed, from_word(composed, year))


def test_the_check_above_notices_a_plan_sentence_that_is_lost() -> None:
    year = facts(*a_year(), stated=promised())
    composed = compose(year)
    fewer = replace(composed, sections=tuple(s for s in composed.sections if "化解矛盾纠纷" not in s.heading))
    with pytest.raises(AssertionError):
        check_round_trip(composed, from_text(fewer, year))


AREAS = ["依法行政", "普法宣传", "化解矛盾纠纷", "规范行政执法", "便民服务"]
THINGS = [
    "编制事项目录",
    "开展法治宣传",
    "轮训人民调解员",
    "核查持证情况",
    "公开办事指南",
    "排查安全隐患",
    "评查执法案卷",
    "修订村规民约",
]
COUNTED = [("法治宣传", "场"), ("调解纠纷", "件"), ("案卷评查", "卷"), ("受训", "人次"), ("发放资料", "份")]


@st.composite
def offices(draw: st.DrawFn) -> Facts:
    """Up to eight different things, each of any fate."""
    orders = []
    for n, title in enumerate(draw(st.lists(st.sampled_from(THINGS), unique=True, min_size=1, max_size=8))):
        name, unit = draw(st.sampled_from(COUNTED))
        value = figure(name, draw(st.integers(1, 900)), unit, draw(st.booleans()))
        told = [report("4-15", "已经做了第一批", value)] if draw(st.booleans()) else []
        end = draw(
            st.sampled_from(
                [
                    (),
                    done(),
                    done("12-24"),
                    (event("5-6", Move.CLAIM), event("5-8", Move.SEND_BACK, WANG, text="缺少佐证材料")),
                    (event("12-20", Move.STOP, WANG, text="由县里统一组织"),),
                    (event("12-20", Move.CARRY_OVER, WANG),),
                ]
            )
        )
        kind = draw(st.sampled_from([Kind.DATE, Kind.DATE, Kind.RECURRING, Kind.ONGOING]))
        limit = {
            Kind.DATE: {"deadline": draw(st.sampled_from(["2025-12-19", "2026-06-30"]))},
            Kind.RECURRING: {"deadline": None, "every": Every.QUARTER},
            Kind.ONGOING: {"deadline": None},
        }[kind]
        orders.append(
            ordered(title, *told, *end, key=f"k{n}", section=draw(st.sampled_from(AREAS)), kind=kind, **limit)
        )
    return facts(*orders, last=draw(st.sampled_from([None, LAST])))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(offices())
def test_fifty_generated_offices_come_back_as_they_were_composed(year: Facts) -> None:
    composed = compose(year)
    check_round_trip(composed, from_text(composed, year))
