"""What holds for every text: nothing is invented, spans are right, nothing crashes, work grows with length."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.documents.blocks import Block, BlockKind, Cell
from tracker.plans.plan import Plan, Span
from tracker.plans.understand import understand

# pieces of official text, put together in any order
PIECES = st.sampled_from(
    [
        *(
            "一、",
            "（一）",
            "1.",
            "（1）",
            "①",
            "一是",
            "二是",
            "首先，",
            "第一条",
            "，",
            "。",
            "；",
            "：",
            "、",
            "“",
            "”",
            "（",
            "）",
        ),
        *(
            "下一步",
            "下一步工作计划",
            "存在的问题",
            "主要成效",
            "重点任务",
            "保障措施",
            "总体要求",
            "附件",
            "附件：1.",
            "序号",
        ),
        *(
            "示范镇人民政府",
            "关于2025年",
            "的报告",
            "的通知",
            "签发人：李明",
            "示府〔2025〕3号",
            "2025年3月1日",
            "区政府：",
        ),
        *(
            "开展宣传活动",
            "12场",
            "建立健全",
            "制度",
            "对符合条件的",
            "给予",
            "补助",
            "提升水平",
            "为了",
            "以学习为指导",
            "不少于",
        ),
        *(
            "责任单位：司法所",
            "（牵头单位：甲；配合单位：乙）",
            "由司法所牵头",
            "6月底前",
            "每季度",
            "长期坚持",
            "完成时限",
        ),
        *("100%", "2.7万元", "进展情况", "\n", "\n\n\n", "\t", " ", "|", "《", "》"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join)
PARAGRAPHS = st.builds(
    Block,
    TEXTS.map(lambda text: text.replace("\n", "")),
    st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.NOTE]),
    st.integers(0, 3),
    bold=st.booleans(),
)
ROWS = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.tuples(*[st.builds(Cell, TEXTS, st.booleans())] * width), min_size=1, max_size=6)
)
TABLES = ROWS.map(lambda rows: Block("", BlockKind.TABLE, rows=tuple(rows)))
DOCUMENTS = st.lists(PARAGRAPHS | TABLES, max_size=12)


def texts(plan: Plan) -> Iterator[tuple[str, Span | None]]:
    for item in plan.items:
        for measure in item.measures:
            yield measure.text, measure.span
            yield from ((action, None) for action in measure.actions)
        yield from ((d.text, d.span) for d in [*item.deadlines, *(d for m in item.measures for d in m.deadlines)])
        if item.heading:
            yield item.heading, None
    yield from ((problem.text, problem.span) for problem in plan.problems)
    yield from ((figure.quote, figure.span) for figure in plan.figures)


def characters(blocks: list[Block]) -> str:
    return "".join(block.text + "".join(cell.text for row in block.rows for cell in row) for block in blocks)


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_every_text_stands_in_the_document(blocks: list[Block]) -> None:
    whole = re.sub(r"\s", "", characters(blocks))
    for text, _ in texts(understand(blocks)):
        assert re.sub(r"\s", "", text) in whole


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_every_span_is_where_its_text_stands(blocks: list[Block]) -> None:
    for text, span in texts(understand(blocks)):
        if span is not None:
            block = blocks[span.block]
            place = block.text if span.row is None else block.rows[span.row][span.column or 0].text
            assert place[span.start : span.end] == text


def calls(blocks: list[Block]) -> int:
    """How many functions run while a document is understood: a measure of the work that no other program disturbs."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        understand(blocks)
    finally:
        sys.setprofile(None)
    return count


def report(sections: int) -> list[Block]:
    paragraphs = [
        "示范镇2024年工作总结",
        "一、工作成效",
        *["开展宣传活动12场，发放资料300份。"] * sections,
        "二、下一步工作计划",
    ]
    for number in range(sections):
        paragraphs += [
            f"（{'一二三四五六七八九十'[number % 10]}）规范行政执法。",
            "严格落实“三项制度”，6月底前组织执法人员参加培训；每季度开展1次案卷评查。（责任单位：司法所）",
        ]
    return [Block(text) for text in paragraphs]


def test_a_report_ten_times_as_long_costs_at_most_eleven_times_as_much() -> None:
    understand(report(3))  # caches filled
    assert calls(report(300)) <= 11 * calls(report(30))


def test_a_very_long_line_without_ends_is_read() -> None:
    text = "一是开展宣传活动，" * 3_000 + "（责任单位：" * 3_000 + "“" * 3_000 + "1" * 30_000
    assert understand([Block("示范镇2025年工作要点"), Block(text)]) is not None
