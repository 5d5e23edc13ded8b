"""What a person should know of the reading: what was passed over, and what is doubtful. One Chinese sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tracker.plans.pieces import Piece
from tracker.plans.plan import Plan
from tracker.plans.tables import Table
from tracker.plans.writing import Writing


def warnings(plan: Plan, writings: Sequence[tuple[Piece, Writing]], tables: Iterable[Table]) -> Iterator[str]:
    """The warnings of a document, in the order of reading."""
    for piece, writing in writings:
        yield from _of_writing(piece, writing)
    yield from _of_tables(tables)
    if not plan.items:
        yield "没有找到要做的工作。如果文中确有下一步安排，请在原文中选出句子，手工立项。"
    elif plan.head.plan_year is None:
        yield "文中没有写明是哪一年的计划，没有年份的月份按成文年份计算。请核对完成时限。"
    empty = [item.heading for item in plan.items if item.heading and not item.measures and item.rule.endswith(".empty")]
    if empty:
        count = f"等 {len(empty)} 个标题" if len(empty) > 1 else "这个标题"
        yield f"“{empty[0]}”{count}下没有认出具体措施，请对照原文。"


def _of_writing(piece: Piece, writing: Writing) -> Iterator[str]:
    if piece.letter:
        name = f"“{piece.title.text.strip()}”" if piece.title else "开头的通知"
        yield f"{name}是转发的正文，没有列为工作，只读它后面所附的文件。"
    names = [section.name for section in writing.skipped if section.name]
    if names:
        yield f"“{'”“'.join(names)}”讲的是目标、要求或保障，没有列为工作。"
    if writing.report and not writing.plan:
        yield "这份报告里没有认出下一步工作的部分。"


def _of_tables(tables: Iterable[Table]) -> Iterator[str]:
    for number, table in enumerate(tables, 1):
        name = f"“{table.title}”" if table.title else f"第 {number} 个表格"
        if table.header is None:
            yield f"{name}没有认出表头，没有列为工作。"
        elif table.is_done:
            yield f"{name}写的是已经完成的工作，没有列为工作。"
