from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.office import CLERK, WANG, event, figure, task
from tracker.summary.records import Record, RecordKind, records_of
from tracker.tasks.history import History
from tracker.tasks.status import Move

SIGN = event("3-4", Move.SIGN)


def of_kind(kind: RecordKind, *histories: History) -> list[Record]:
    return [record for record in records_of(histories, date(2025, 1, 1), date(2025, 12, 31)) if record.kind is kind]


def test_a_year_and_each_report_are_records() -> None:
    one = event("4-15", Move.REPORT, figures=(figure("宣传", 3, "场"),))
    other = event("6-1", Move.REPORT, figures=(figure("宣传", 4, "场", approx=True),))
    history = task(SIGN, one, other)
    (year,) = of_kind(RecordKind.YEAR, history)
    assert (year.value, year.approx, year.tasks) == (Decimal(7), True, ("t1",))
    assert [(record.value, record.approx) for record in of_kind(RecordKind.REPORT, history)] == [(3, False), (4, True)]


def test_reports_of_another_year_are_none() -> None:
    history = task(SIGN, event("2026-01-05", Move.REPORT, figures=(figure("宣传", 3, "场"),)))
    assert not of_kind(RecordKind.REPORT, history)


def test_the_target_of_a_task_that_was_open_in_the_year_is_a_record() -> None:
    aim = figure("宣传", 12, "场")
    closed_before = task(event("2024-06-01", Move.STOP, by=WANG), assigned="2024-03-01", target=aim)
    reopened = task(
        event("2024-03-04", Move.SIGN),
        event("2024-04-01", Move.CLAIM),
        event("2024-04-02", Move.FINISH, by=WANG),
        event("2025-02-01", Move.REOPEN, by=CLERK),
        assigned="2024-03-01",
        target=aim,
    )
    still_open = task(assigned="2024-11-01", target=aim)
    next_year = task(assigned="2026-01-04", target=aim)
    closed_within = task(event("6-1", Move.STOP, by=WANG), target=aim)
    assert not of_kind(RecordKind.TARGET, closed_before)
    assert not of_kind(RecordKind.TARGET, next_year)
    assert len(of_kind(RecordKind.TARGET, reopened, still_open, closed_within)) == 3


def test_tasks_assigned_finished_and_cleared_are_counted_in_three_units() -> None:
    finished = task(SIGN, event("5-1", Move.CLAIM), event("5-2", Move.FINISH, by=WANG))
    counts = {(r.name, r.unit): r.value for r in of_kind(RecordKind.COUNT, finished, task(SIGN, key="t2"))}
    assert {unit for _, unit in counts} == {"项", "件", "个"}
    assert (counts["交办", "项"], counts["办结", "件"], counts["销号", "个"]) == (2, 1, 0)
