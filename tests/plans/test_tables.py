"""Responsibility lists: what their columns are for, and a row as an item."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.documents.blocks import Block, BlockKind, Cell
from tracker.plans.columns import find_header, role_of
from tracker.plans.plan import Plan
from tracker.plans.roles import Role
from tracker.plans.understand import understand


def table(*rows: list[str], sheet: str = "") -> Block:
    """A table; "^" is a cell merged with the one above, "<" with the one to the left."""
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        built: list[Cell] = []
        for column, text in enumerate(row):
            if text == "^":
                built.append(Cell(cells[-1][column].text, merged=True))
            elif text == "<":
                built.append(Cell(built[-1].text, merged=True))
            else:
                built.append(Cell(text))
        cells.append(tuple(built))
    return Block("", BlockKind.TABLE, rows=tuple(cells), sheet=sheet)


def plan_of(*blocks: Block) -> Plan:
    return understand(blocks, 2025)


LIST = table(
    ["示范镇2025年度重点工作任务分解表", "<", "<", "<", "<", "<", "<", "<"],
    ["序号", "重点工作", "工作任务", "主要措施", "责任领导", "责任分工", "<", "完成时限"],
    ["^", "^", "^", "^", "^", "牵头单位", "配合单位", "^"],
    ["1", "乡村振兴", "人居环境整治", "整治村庄36个；\n新建公厕5座。", "李明", "农业农村办", "各村", "6月底前"],
    ["2", "^", "高标准农田建设", "完成农田建设2000亩。", "王强", "^", "水利站", "2025年11月"],
    ["3", "平安法治", "矛盾纠纷化解", "每月开展一次排查，建立台账。", "赵敏", "综治办", "司法所、派出所", "长期坚持"],
    ["备注：本表由党政办汇总。", "<", "<", "<", "<", "<", "<", "<"],
)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("序号", Role.NUMBER),
        ("责任领导", Role.LEADER),
        ("分管领导", Role.LEADER),
        ("牵头单位", Role.LEAD),
        ("责任科室", Role.OWNER),
        ("责任人", Role.OWNER),
        ("配合单位", Role.SUPPORT),
        ("协办单位", Role.SUPPORT),
        ("完成时限", Role.DEADLINE),
        ("时间节点", Role.DEADLINE),
        ("进展情况", Role.PROGRESS),
        ("完成情况", Role.PROGRESS),
        ("主要措施", Role.CONTENT),
        ("攻坚目标任务", Role.CONTENT),
        ("项目名称", Role.NAME),
        ("民生事项", Role.NAME),
        ("类 别", Role.GROUP),
        ("联系电话", Role.OTHER),
        ("投资额（万元）", Role.OTHER),
        ("李明", None),
        ("", None),
    ],
)
def test_the_words_of_a_header_say_what_a_column_is_for(words: str, role: Role | None) -> None:
    assert role_of(words) is role


def test_the_header_is_found_below_a_title_and_over_two_rows() -> None:
    header = find_header(LIST.rows)
    assert header is not None
    assert (header.first, header.last) == (1, 2)
    assert header.roles[5:7] == (Role.LEAD, Role.SUPPORT)


def test_a_split_header_is_joined_where_the_reader_lost_its_merges() -> None:
    rows = table(
        ["序号", "工作任务", "责任分工", "", "时限"],
        ["", "", "牵头单位", "配合单位", ""],
        ["1", "修路", "甲办", "乙站", "5月"],
    )
    header = find_header(rows.rows)
    assert header is not None
    assert (header.last, header.roles[2:4]) == (1, (Role.LEAD, Role.SUPPORT))


def test_each_row_is_an_item_and_the_merged_cell_its_section() -> None:
    items = plan_of(LIST).items
    assert [(item.heading, item.section) for item in items] == [
        ("人居环境整治", "乡村振兴"),
        ("高标准农田建设", "乡村振兴"),
        ("矛盾纠纷化解", "平安法治"),
    ]


def test_a_merged_unit_holds_for_all_its_rows() -> None:
    second = plan_of(LIST).items[1]
    assert (second.parties.leader, second.parties.lead, second.parties.support) == (
        ("王强",),
        ("农业农村办",),
        ("水利站",),
    )


def test_the_sentences_of_the_content_cells_are_the_measures() -> None:
    first = plan_of(LIST).items[0]
    assert [measure.text for measure in first.measures] == ["整治村庄36个；", "新建公厕5座。"]
    assert first.deadlines[0].end == date(2025, 6, 30)


def test_spans_point_into_the_cell() -> None:
    span = plan_of(LIST).items[0].measures[1].span
    assert span is not None
    assert span.row is not None
    assert span.column is not None
    assert LIST.rows[span.row][span.column].text[span.start : span.end] == "新建公厕5座。"


def test_progress_and_remarks_are_no_task() -> None:
    block = table(
        ["序号", "工作任务", "具体举措", "责任单位", "进展情况", "备注"],
        ["1", "人居环境整治", "整治村庄36个。", "农业办", "已完成12个村，开展检查5次。", "开展宣传"],
    )
    (item,) = plan_of(block).items
    assert [measure.text for measure in item.measures] == ["整治村庄36个。"]


def test_a_single_text_column_of_sentences_has_no_heading() -> None:
    (item,) = plan_of(
        table(["序号", "实事", "责任单位"], ["1", "新建幼儿园1所，提供学位360个，年底前投入使用。", "教育办"])
    ).items
    assert item.heading is None
    assert item.measures[0].actions[0] == "新建幼儿园1所"


def test_a_row_that_only_names_a_project_has_no_measures() -> None:
    (item,) = plan_of(table(["项目名称", "责任单位", "完成时间"], ["清河村道路硬化项目", "城建办", "2025年9月"])).items
    assert (item.heading, item.measures) == ("清河村道路硬化项目", ())


def test_a_responsible_unit_helps_where_another_column_leads() -> None:
    (item,) = plan_of(table(["工作任务", "牵头单位", "责任单位"], ["道路硬化项目", "城建办", "各村、财政所"])).items
    assert (item.parties.lead, item.parties.support) == (("城建办",), ("各村", "财政所"))


def test_a_header_may_say_that_the_first_unit_leads() -> None:
    block = table(["工作任务", "责任单位（列第一位的为牵头单位）"], ["道路硬化项目", "城建办、财政所"])
    (item,) = plan_of(block).items
    assert (item.parties.lead, item.parties.support) == (("城建办",), ("财政所",))


def test_a_row_of_one_cell_opens_a_section() -> None:
    block = table(
        ["序号", "工作任务", "责任单位"],
        ["一、城乡建设", "<", "<"],
        ["1", "道路硬化项目", "城建办"],
        ["二、民生保障", "<", "<"],
        ["2", "养老服务站建设", "民政办"],
    )
    assert [item.section for item in plan_of(block).items] == ["城乡建设", "民生保障"]


def test_totals_and_notes_are_passed_over() -> None:
    block = table(["项目名称", "责任单位"], ["道路硬化项目", "城建办"], ["合计", "1项"], ["注：以批复为准", ""])
    assert len(plan_of(block).items) == 1


def test_a_list_of_what_was_done_gives_figures_and_no_items() -> None:
    title = Block("2024年民生实事完成清单")
    block = table(
        ["序号", "民生事项", "完成情况", "牵头单位"], ["1", "建设幼儿园", "超额完成，创建幼儿园35所。", "教育局"]
    )
    plan = plan_of(title, block)
    assert plan.items == ()
    assert [(figure.value, figure.unit) for figure in plan.figures] == [(35, "所")]


def test_a_list_of_telephone_numbers_is_no_plan() -> None:
    block = table(["序号", "单位", "联系人", "职务", "办公电话"], ["1", "党政办", "李明", "主任", "1234"])
    plan = plan_of(block)
    assert plan.items == ()
    assert plan.warnings


def test_a_person_can_correct_what_a_column_was_taken_for() -> None:
    block = table(["工作任务", "具体举措", "说明一"], ["普法宣传", "开展宣传12场。", "司法所"])
    plan = understand([block], 2025, columns={0: {2: Role.LEAD}})
    assert plan.items[0].parties.lead == ("司法所",)
    assert [column.role for column in plan.columns] == [Role.NAME, Role.CONTENT, Role.LEAD]


def test_every_table_of_a_file_is_read() -> None:
    first = table(["项目名称", "责任单位"], ["道路硬化项目", "城建办"], sheet="项目")
    second = table(["工作任务", "责任单位"], ["养老服务站建设", "民政办"], sheet="民生")
    assert [(item.heading, item.section) for item in plan_of(first, second).items] == [
        ("道路硬化项目", "项目"),
        ("养老服务站建设", "民生"),
    ]


def test_a_table_in_two_parts_keeps_the_title_above_the_first() -> None:
    header = ["序号", "项目名称", "完成情况", "牵头单位"]
    parts = [table(header, [str(number), f"修路{number}公里", "已完工。", "交通局"]) for number in (1, 2)]
    assert plan_of(Block("2025年实事完成情况清单"), *parts).items == ()


def test_a_list_may_stand_below_a_letter_and_beside_empty_columns() -> None:
    letter = [["", text, "", "", ""] for text in ("示范镇重点任务清单", "各村：", *("请按时办理。",) * 8)]
    header = ["", "序号", "", "任务名称", "责任单位"]
    rows = [["", "一", "", "产业项目（2个）", ""], ["", "1", "", "修路", "交通站"]]
    plan = plan_of(table(*letter, header, *rows))
    assert [(item.section, item.heading) for item in plan.items] == [("产业项目（2个）", "修路")]
    assert plan.head.title == "示范镇重点任务清单"
