"""tracker/summary/own_words.py"""

from __future__ import annotations

from datetime import date

from tests.office import figure
from tracker.summary.facts import Said
from tracker.summary.own_words import own_words
from tracker.tasks.history import Figure


def said(*texts: str) -> list[Said]:
    return [Said("t1", seq, date(2025, 4, seq + 1), text) for seq, text in enumerate(texts)]


def taken(
    *texts: str, totals: list[Figure] | None = None, values: list[Figure] | None = None, room: int = 200
) -> list[str]:
    return [one.text for one in own_words(said(*texts), totals or [], values or [], room).taken]


def test_sentences_are_joined_in_the_order_of_their_days_and_never_reworded() -> None:
    assert taken("在集镇宣讲。发放资料；", "进校园讲课！") == ["在集镇宣讲", "发放资料", "进校园讲课"]


def test_the_same_sentence_is_said_once() -> None:
    assert taken("分片巡查。", "分片巡查。", "节前巡查。") == ["分片巡查", "节前巡查"]


def test_routine_that_differs_in_numbers_only_is_left_out() -> None:
    assert taken("第一批台账已报。", "第二批台账已报。", "第三批台账已报。", "统一了样式。") == ["统一了样式"]


def test_what_is_said_alike_of_several_quarters_is_said_once_of_all() -> None:
    told = ("一季度信息已公示。", "二季度信息已公示，新配记录仪。", "三季度信息已公示。")
    assert taken(*told) == ["一至三季度信息已公示", "新配记录仪"]
    assert taken("3月逐户走访，未发现异常。", "5月逐户走访，未发现异常。") == ["3月、5月逐户走访，未发现异常"]
    words = own_words(said(*told), [], [], 200)
    assert [one.seq for one in words.taken[0].said] == [0, 1, 2]


def test_a_shorter_sentence_that_a_longer_one_contains_is_left_out() -> None:
    assert taken("清单已在大厅和网站公布。", "清单已公布。") == ["清单已在大厅和网站公布"]


def test_what_is_said_of_many_tasks_is_told_only_where_there_is_nothing_else() -> None:
    common = {"照片已归档"}
    assert [one.text for one in own_words(said("照片已归档。", "进校宣讲。"), [], [], 99, common=common).taken] == [
        "进校宣讲"
    ]
    assert own_words(said("照片已归档。"), [], [], 99, common=common).text == "照片已归档"


def test_a_sentence_ends_before_a_number_that_was_never_reported() -> None:
    assert taken("规范审批流程，公开办事指南，受理申请47宗。") == ["规范审批流程，公开办事指南"]
    assert taken("结合安全生产月，检查企业47家。") == []
    assert taken("（会同派出所，检查企业47家）劝返未成年人。") == []


def test_it_does_not_end_where_the_rest_takes_something_back() -> None:
    assert taken("案件全部办结，仅2件还在审理。") == []
    assert taken("两轮检查都已完成，未整改的5处已移交。") == []


def test_what_says_nothing_without_its_context_is_left_out() -> None:
    assert taken("已改。", "改正了目录里的两处错误。") == ["改正了目录里的两处错误"]


def test_a_sentence_with_a_number_that_was_never_reported_is_left_out_whole_and_named() -> None:
    words = own_words(said("除3个村外都已整改。"), [], [], 200)
    assert not words.taken
    assert [one.text for one in words.unrecorded] == ["除3个村外都已整改"]


def test_a_number_that_is_the_total_stays_as_it_is() -> None:
    total = figure("调解纠纷", 61, "件")
    words = own_words(said("共调解纠纷61件。"), [total], [], 200)
    assert (words.text, words.figures) == ("共调解纠纷61件", (total,))


def test_one_report_s_value_is_left_to_the_sum_unless_the_sentence_says_that_it_is_a_part() -> None:
    total, value = figure("消防检查", 115, "家"), figure("消防检查", 38, "家")
    assert taken("走访商户，检查餐饮38家。", totals=[total], values=[value]) == ["走访商户"]
    assert taken("3月检查餐饮38家。", totals=[total], values=[value]) == ["3月检查餐饮38家"]


def test_a_target_is_told_where_the_sentence_calls_it_one() -> None:
    target = figure("法治宣传", 12, "场")
    for text, told in (("全年计划开展法治宣传12场。", ["全年计划开展法治宣传12场"]), ("开展法治宣传12场。", [])):
        words = own_words(said(text), [figure("法治宣传", 9, "场")], [], 99, target=target)
        assert [one.text for one in words.taken] == told


def test_a_number_that_no_reader_could_place_is_left_out() -> None:
    assert taken("12场全部办完。", totals=[figure("法治宣传", 12, "场")]) == []


def test_another_unit_is_no_record() -> None:
    assert taken("宣传覆盖12人次。", totals=[figure("法治宣传", 12, "场")]) == []


def test_personal_numbers_never_reach_a_report() -> None:
    assert taken("联系人电话13800001111，已登记。") == []


def test_the_longest_sentences_win_the_room_and_keep_their_order() -> None:
    assert taken("短的一句话", "这一句比较长，说得也比较多", "另外一句话", room=20) == [
        "短的一句话",
        "这一句比较长，说得也比较多",
    ]
    assert taken("短的一句话", "这一句比较长，说得也比较多", room=0) == []
