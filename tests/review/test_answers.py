"""Which tasks may answer the problems of a report."""

from __future__ import annotations

from tracker.review.answers import Work, answers

TASKS = [
    Work("2026-001", "编制决策事项目录", "编制并公布重大行政决策事项目录。", 0),
    Work("2026-002", "自查行政执法案卷", "11月20日前自查评查行政执法案卷2次。", 1),
    Work("2026-003", "轮训人民调解员", "全年轮训人民调解员不少于6期。", 2),
    Work("2026-004", "编制执法统计年报", "编制行政执法统计年报。", None),
    Work("2026-005", "核查执法人员持证", "核查行政执法人员持证情况。", 1),
]


def keys(problem: str, place: int = 9, tasks: list[Work] = TASKS) -> list[str]:
    return [one.key for one in answers([*[""] * place, problem], tasks)[place]]


def test_the_likest_task_stands_first_and_the_words_that_both_have_are_named() -> None:
    [found] = answers(["办案经验不足，个别案卷文书制作不规范。"], TASKS)
    assert (found[0].key, found[0].why) == ("2026-002", "都说到“案卷”")


def test_a_word_that_few_tasks_have_weighs_more_than_one_that_many_have() -> None:
    assert keys("行政执法队的案卷不规范")[0] == "2026-002"
    assert keys("村级调解员年龄偏大，专业知识更新不及时，纠纷反复")[0] == "2026-003"


def test_words_that_stand_in_every_report_make_no_likeness() -> None:
    assert keys("个别工作开展情况有待进一步提高", tasks=[Work("2026-009", "进一步开展工作", "提高工作水平", 0)]) == []


def test_without_likeness_the_tasks_of_the_same_place_are_proposed() -> None:
    found = answers(["", "", "群众满意度不高。"], TASKS)[2]
    assert [(one.key, one.why) for one in found] == [("2026-003", "次序相同：第 3 条不足，第 3 项安排")]


def test_no_more_than_three_are_proposed() -> None:
    assert len(keys("村级调解员轮训", tasks=[Work(str(n), "村级调解员轮训", "") for n in range(5)])) == 3


def test_without_tasks_nothing_is_proposed() -> None:
    assert answers(["执法力量不足"], []) == [[]]
