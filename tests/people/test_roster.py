"""A list of people from Excel: read, checked and compared."""

from __future__ import annotations

import pytest

from tracker.errors import RuleViolation
from tracker.people.roster import Known, Official, Plan, narrowed, roster_plan

HEAD = ["姓名", "单位", "职务", "角色", "邮箱"]
KNOWN = Known(
    people={
        "许长青": Official("许长青", "司法所", "所长", ("assignee",), "xu@example.invalid"),
        "方知远": Official("方知远", "司法所", "", ("admin", "coordinator")),
        "魏大同": Official("魏大同", "司法所", "", ("admin",)),
        "程建安": Official("程建安", "司法所", "镇长", ("leader",)),
    },
    left=frozenset({"魏大同"}),
    units={"司法所": "司法所", "普法办": "司法所"},
    main_leader="程建安",
)


def planned(*rows: list[str], head: list[str] = HEAD) -> Plan:
    return roster_plan([head, *rows], KNOWN)


def test_a_new_person_gets_the_roles_that_are_written() -> None:
    (step,) = planned(["安小萍", "司法所", "干事", "承办人、领导", "an@example.invalid"]).steps
    assert (step.what, step.official.roles) == ("new", ("assignee", "leader"))


def test_a_new_person_without_a_role_works_and_the_preview_says_so() -> None:
    (step,) = planned(["安小萍", "司法所", "", "", ""]).steps
    assert (step.official.roles, step.why) == (("assignee",), "没写角色，按承办人")


def test_what_differs_is_changed_and_named_and_empty_cells_change_nothing() -> None:
    (step,) = planned(["许长青", "司法所", "所长兼调解员", "", ""]).steps
    assert (step.what, step.why) == ("changed", "职务由“所长”改为“所长兼调解员”")
    assert step.official == Official("许长青", "司法所", "所长兼调解员", ("assignee",), "xu@example.invalid")


def test_who_is_there_already_just_so_is_skipped() -> None:
    (step,) = planned(["许长青", "司法所", "所长", "承办人", ""]).steps
    assert step.what == "same"


def test_units_that_are_not_there_yet_are_named_once() -> None:
    assert planned(["甲", "财政所"], ["乙", "财政所"], ["丙", "司法所"]).units == ("财政所",)


def test_empty_rows_and_titles_above_the_head_are_passed_over() -> None:
    rows = [["示范镇人员表", "", ""], ["部门", "", "*姓名"], ["司法所", "", "甲"], ["", "", ""], ["司法所", "", "乙"]]
    plan = roster_plan(rows, KNOWN)
    assert [(step.row, step.official.name) for step in plan.steps] == [(3, "甲"), (5, "乙")]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["", "司法所"], "第 3 行“姓名”：是空的。请填上，或者删掉这一行。"),
        (["甲", ""], "第 3 行“单位”：是空的。请填上，或者删掉这一行。"),
        (["乙", "司法所"], "第 3 行“姓名”：“乙”和第 2 行重了。同名的请在后面加单位，例如 张三（司法所）。"),
        (
            ["甲", "司法所", "", "领队"],
            "第 3 行“角色”：“领队”认不出。请写 系统管理员、督办员、领导、承办人，几个之间用顿号。",
        ),
        (
            ["甲", "司法所", "", "", "甲在单位"],
            "第 3 行“邮箱”：“甲在单位”不是邮箱。请写完整，例如 zhang@example.com，或者留空。",
        ),
        (["甲" * 51, "司法所"], f"第 3 行“姓名”：“{'甲' * 20}…”超过 50 个字。请写短一些。"),
    ],
)
def test_an_error_names_row_column_value_and_remedy(row: list[str], sentence: str) -> None:
    assert planned(["乙", "司法所"], row).errors == (sentence,)


def test_a_list_without_a_head_is_told_how_to_have_one() -> None:
    with pytest.raises(RuleViolation, match="没有找到表头"):
        planned(["甲", "司法所"], head=["名单", "科别"])


def test_a_unit_is_known_by_its_other_names() -> None:
    plan = planned(["甲", "普法办"], ["许长青", "普法办"])
    assert plan.units == ()
    assert [(step.official.unit, step.what) for step in plan.steps] == [("司法所", "new"), ("司法所", "same")]


def test_who_has_left_is_passed_over_and_the_preview_says_how_to_bring_them_back() -> None:
    (step,) = planned(["魏大同", "司法所", "干事"]).steps
    assert step.what == "left"
    assert "要启用" in step.why


def test_the_last_administrator_keeps_the_role() -> None:
    (error,) = planned(["甲", "司法所"], ["方知远", "司法所", "", "督办员", ""]).errors
    assert error == "第 3 行“角色”：方知远是唯一的系统管理员。请写上系统管理员，或者在表里另定一位。"
    assert not planned(["方知远", "司法所", "", "督办员", ""], ["甲", "司法所", "", "系统管理员", ""]).errors


def test_the_main_leader_keeps_the_role() -> None:
    (error,) = planned(["程建安", "司法所", "镇长", "承办人", ""]).errors
    assert error == "第 2 行“角色”：程建安是主要领导。请写上领导，或者先在“单位设置”里换人。"
    assert not planned(["程建安", "司法所", "镇长", "领导、承办人", ""], ["程建业", "司法所"]).errors


def test_only_the_known_columns_are_kept_row_for_row() -> None:
    rows = narrowed([["示范镇人员表", ""], ["序号", *HEAD, "手机"], ["1", "甲", "司法 所", "", "", "", "略"]])
    assert rows == [[""], HEAD, ["甲", "司法 所", "", "", ""]]


def test_a_list_too_long_for_once_is_told() -> None:
    with pytest.raises(RuleViolation, match="一次最多 1000 行"):
        narrowed([HEAD, *([["甲"]] * 1000)])
