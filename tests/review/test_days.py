"""A sentence that names several days as one dated piece for each."""

from __future__ import annotations

from datetime import date

from tests.review.desk import deadline
from tracker.plans.plan import DeadlineKind
from tracker.review.days import by_days


def test_each_named_day_gets_a_piece_in_the_order_of_the_days() -> None:
    stated = [
        deadline("12·4”国家宪法日", DeadlineKind.ON, date(2026, 12, 4)),
        deadline("3·15”国际消费者权益日", DeadlineKind.ON, date(2026, 3, 15)),
        deadline("全年", DeadlineKind.DURING, date(2026, 12, 31)),
    ]
    assert by_days("开展法治宣传不少于16场", stated) == [
        ("国际消费者权益日开展法治宣传", stated[1]),
        ("国家宪法日开展法治宣传", stated[0]),
    ]


def test_a_day_that_the_calendar_does_not_know_keeps_its_own_words() -> None:
    stated = [
        deadline(words, DeadlineKind.ON, day)
        for words, day in (("3月1日", date(2026, 3, 1)), ("9月1日", date(2026, 9, 1)))
    ]
    assert [title for title, _ in by_days("走访", stated)] == ["3月1日走访", "9月1日走访"]


def test_one_day_is_nothing_to_split() -> None:
    assert by_days("宣传", [deadline("12·4", DeadlineKind.ON, date(2026, 12, 4))]) == []
