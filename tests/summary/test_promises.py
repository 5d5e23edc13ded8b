"""tracker/summary/promises.py"""

from __future__ import annotations

from tests.summary.offices import a_year, facts, promised
from tracker.summary.facts import Verdict
from tracker.summary.promises import Answer, PromiseRow, counted, how_far, promise_rows


def rows(**answers: Answer) -> dict[str, PromiseRow]:
    year = facts(*a_year(), stated=promised())
    told = {"a1": [4, 3], "a8": [9]}
    given = {key.replace("_", "-"): answer for key, answer in answers.items()}
    return {row.promise.key: row for row in promise_rows(year.promises, told, given)}


def test_each_promise_stands_beside_its_tasks_and_the_sentences_that_tell_it() -> None:
    row = rows()["draft-1"]
    assert (row.word, row.works, row.told) == ("已兑现", (("a1", "开展法治宣传12场", "12 / 12 场"),), (3, 4))


def test_only_what_neither_records_nor_people_answer_is_open() -> None:
    assert [key for key, row in rows().items() if row.is_open] == ["draft-3", "problem-3"]
    answered = rows(draft_3=Answer(Verdict.PARTLY, "并入执法培训。", "林书岚"))
    assert (answered["draft-3"].is_open, answered["draft-3"].word) == (False, "部分兑现")


def test_how_far_a_task_came_is_a_number_or_its_fate() -> None:
    found = {work.key: how_far(work) for work in facts(*a_year()).works}
    assert found["a2"] == ""
    assert (found["a4"], found["a5"], found["a6"]) == ("3 / 8 个", "办理中", "报了 9 次")
    assert found["a8"] == "转下年"


def test_verdicts_are_counted_in_their_order() -> None:
    assert [(word, count) for _, word, count in counted(rows().values())] == [
        ("已兑现", 2),
        ("部分兑现", 2),
        ("没有记录", 2),
    ]
