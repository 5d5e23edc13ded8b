"""tracker/progress/figures.py"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.office import day, event, figure, task
from tracker.progress.figures import Way, plain_number, reported, task_counts, totals, yearly
from tracker.tasks.history import Figure, History
from tracker.tasks.status import Move


def reports(*given: tuple[str, Figure], key: str = "t1") -> History:
    return task(*(event(on, Move.REPORT, figures=(one,)) for on, one in given), key=key)


def test_counts_are_summed_over_all_tasks() -> None:
    first = reports(("4-15", figure("法治宣传", 3, "场")), ("6-26", figure("法治宣传", 2, "场")))
    second = reports(("5-12", figure("法治宣传", 4, "场")), key="t2")
    [total] = yearly([first, second], 2025)
    assert (total.name, total.unit, total.value, total.approx) == ("法治宣传", "场", 9, False)
    assert total.tasks == ("t1", "t2")


def test_one_approximate_part_makes_the_sum_approximate() -> None:
    [total] = yearly([reports(("4-15", figure("资料", 600, "份", True)), ("5-1", figure("资料", 50, "份")))], 2025)
    assert (total.value, total.approx) == (650, True)


def test_of_a_rate_the_last_by_date_counts_with_its_task_and_mark() -> None:
    early = reports(("10-20", figure("参考率", 98, "分")), key="t1")
    late = reports(("11-2", figure("参考率", 97, "分", True)), key="t2")
    [total] = yearly([late, early], 2025)
    assert (total.value, total.approx, total.tasks) == (97, True, ("t2",))


def test_of_two_percentages_on_one_day_the_later_in_the_file_counts() -> None:
    [total] = yearly(
        [reports(("5-5", figure("覆盖", 80, "%"))), reports(("5-5", figure("覆盖", 70, "%")), key="t2")], 2025
    )
    assert (total.value, total.tasks) == (70, ("t2",))


def test_another_unit_is_another_figure() -> None:
    found = yearly([reports(("4-15", figure("宣传", 3, "场")), ("4-16", figure("宣传", 40, "人次")))], 2025)
    assert [(one.unit, one.value) for one in found] == [("场", 3), ("人次", 40)]


def test_the_calendar_year_bounds_what_counts_on_both_ends() -> None:
    history = reports(
        ("2024-12-31", figure("检查", 1, "次")),
        ("2025-01-01", figure("检查", 2, "次")),
        ("2025-12-31", figure("检查", 4, "次")),
        ("2026-01-01", figure("检查", 8, "次")),
    )
    assert [total.value for total in yearly([history], 2025)] == [6]


def test_a_setting_per_name_takes_the_last_the_average_or_each_event_once() -> None:
    values = reported(
        [
            reports(("4-15", figure("参加", 30, "人")), ("5-15", figure("参加", 45, "人"))),
            reports(("4-15", figure("参加", 30, "人")), key="t2"),
        ],
        day("1-1"),
        day("12-31"),
    )
    assert {way: totals(values, {("参加", "人"): way})[0].value for way in Way} == {
        Way.SUM: 105,
        Way.LAST: 45,
        Way.AVERAGE: 35,
        Way.DISTINCT: 75,
    }


def test_tasks_are_counted_once_for_each_thing_that_happened_in_the_period() -> None:
    twice = task(event("6-1", Move.FINISH), event("6-2", Move.REOPEN), event("6-9", Move.FINISH), key="a")
    cleared = task(event("6-1", Move.FINISH), event("6-3", Move.CLEAR), key="b")
    before = task(event("1-5", Move.REPORT), key="c", assigned="2024-12-30")
    counts = task_counts([twice, cleared, before], date(2025, 1, 1), date(2025, 12, 31))
    assert (counts.assigned, counts.finished, counts.cleared) == (2, 2, 1)


def test_whole_numbers_have_no_decimal_point() -> None:
    assert [repr(plain_number(Decimal(text))) for text in ("12.00", "2.5", "2000")] == ["12", "2.5", "2000"]


def test_the_same_value_of_several_tasks_on_one_day_looks_like_one_event() -> None:
    one = reports(("4-15", figure("法治宣传", 3, "场")), ("6-26", figure("法治宣传", 2, "场")))
    other = reports(("4-15", figure("法治宣传", 3, "场")), ("6-26", figure("法治宣传", 1, "场")), key="t2")
    [summed] = yearly([one, other], 2025)
    assert summed.told_twice == (day("4-15"),)
    [once] = yearly([one, other], 2025, {("法治宣传", "场"): Way.DISTINCT})
    assert (summed.value, once.value, once.told_twice) == (9, 6, ())
