"""What stands in a digest: one line a task, the most urgent first, what to do."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from tests.rows import at
from tracker.calendar.workdays import WorkCalendar
from tracker.reminders.digest import Facts, Line, lines, subject, subject_of_one, text
from tracker.reminders.hours import Hours, pause
from tracker.reminders.schedule import Reason

MONDAY = date(2026, 3, 2)
CALENDAR = WorkCalendar()


def fact(key: str = "2026-001", due: str | None = "2026-03-05", colour: str = "yellow", **more: Any) -> Facts:
    given: dict[str, Any] = {
        "title": f"事项{key[-1]}",
        "due": date.fromisoformat(due) if due else None,
        "light": {"red": "逾期 3 天", "yellow": "临期", "green": "正常", "grey": "未到期"}[colour],
        "recurs": False,
        "assignee": "叶青禾",
    }
    return Facts(key=key, colour=colour, **{**given, **more})


def one_line(reason: Reason, **more: Any) -> Line:
    (line,) = lines([(reason, fact(**more))], MONDAY)
    return line


def test_the_most_urgent_comes_first() -> None:
    rows = [
        (Reason.SILENT, fact("4", None, "green")),
        (Reason.DUE3, fact("3", "2026-03-05")),
        (Reason.DUE0, fact("2", "2026-03-02")),
        (Reason.WEEK, fact("1", "2026-02-27", "red")),
        (Reason.LATE1, fact("0", "2026-02-28", "red")),
    ]
    assert [line.task for line in lines(rows, MONDAY)] == ["0", "1", "2", "3", "4"]


def test_a_task_is_one_line_whatever_the_number_of_its_reasons() -> None:
    (line,) = lines([(Reason.WEEK, fact()), (Reason.DUE3, fact())], MONDAY)
    assert line.reasons == ("due3", "week")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_says_what_to_do_in_whole_sentences(reason: Reason) -> None:
    todo = one_line(reason).todo
    assert todo.endswith("。")
    assert "None" not in todo


def test_a_recurring_task_is_reported_and_not_claimed() -> None:
    assert "报一次进度" in one_line(Reason.DUE0, recurs=True).todo
    assert "延期" not in one_line(Reason.DUE0, recurs=True).todo
    assert "申请办结" in one_line(Reason.DUE0).todo


def test_what_has_become_late_in_the_meantime_is_told_as_late() -> None:
    assert one_line(Reason.DUE3, due="2026-02-27", colour="red").todo.startswith("已经逾期")


def test_the_leader_sees_which_date_is_asked_for_and_why_the_assignee_wants_to_wait() -> None:
    asked = one_line(Reason.EXTENSION, wanted=date(2026, 4, 1), snooze="承办人请求 3月9日 周一前不提醒：等批复。")
    assert "4月1日" in asked.todo
    assert asked.todo.endswith("等批复。")


def test_the_assignee_is_not_told_their_own_wish() -> None:
    assert "等批复" not in one_line(Reason.LATE1, snooze="承办人请求：等批复。").todo


def test_the_subject_counts_what_is_overdue() -> None:
    found = lines([(Reason.WEEK, fact("1", "2026-02-27", "red")), (Reason.DUE3, fact("2"))], MONDAY)
    assert subject(found, MONDAY) == "督办 3月2日 周一：2 件事，其中逾期 1 件"
    assert subject(found[1:], MONDAY) == "督办 3月2日 周一：1 件事"


def test_a_behind_task_that_is_not_overdue_is_not_counted_as_overdue() -> None:
    found = lines([(Reason.DUE3, fact(colour="red", light="偏慢"))], MONDAY)
    assert "逾期" not in subject(found, MONDAY)


def test_a_long_title_is_cut_in_the_subject() -> None:
    word = subject_of_one(one_line(Reason.ASSIGNED, title="督" * 80))
    assert word == "新交办：" + "督" * 59 + "…"


def test_the_text_has_everything_that_the_page_has() -> None:
    found = lines([(Reason.DUE3, fact())], MONDAY)
    assert text(found, MONDAY, "http://duban.example") == (
        "1. 事项1\n▲ 临期　时限 3月5日 周四（还有 3 天）\n快到期了。做完了请申请办结。\n"
        "http://duban.example/tasks/2026-001"
    )


def test_a_single_missed_day_is_named() -> None:
    found = lines([(Reason.DUE3, fact())], MONDAY)
    assert text(found, MONDAY, "", missed=[date(2026, 2, 28)]).startswith("2月28日 周六的提醒当时没有发出")


def test_a_line_survives_storing() -> None:
    line = one_line(Reason.DUE3)
    assert Line.from_json(line.as_json()) == line


# ---- hours


@pytest.mark.parametrize(
    ("day", "clock", "until"),
    [
        ("2026-03-02", "10:00", ("2026-03-02", "10:00")),
        ("2026-03-02", "06:00", ("2026-03-02", "08:30")),
        ("2026-03-02", "17:30", ("2026-03-03", "08:30")),
        ("2026-03-06", "20:00", ("2026-03-09", "08:30")),  # a Friday
        ("2026-02-27", "20:00", ("2026-02-28", "08:30")),  # the Saturday is worked
        ("2026-10-01", "09:00", ("2026-10-08", "08:30")),
    ],
)
def test_quiet_hours_and_days_off_hold_a_message_and_never_drop_it(
    day: str, clock: str, until: tuple[str, str]
) -> None:
    assert Hours().hold(at(day, clock), CALENDAR) == at(*until)


def test_an_office_has_hours_of_its_own() -> None:
    early = Hours(opens=time(7, 0), closes=time(12, 0), digest_at=time(7, 0))
    assert early.are_open(at("2026-03-02", "07:00"), CALENDAR)
    assert not early.are_open(at("2026-03-02", "12:00"), CALENDAR)


def test_pauses_grow_to_an_hour_and_are_spread() -> None:
    pauses = [pause(n, 0.0).total_seconds() / 60 for n in range(1, 9)]
    assert pauses == [1, 2, 5, 15, 30, 60, 60, 60]
    assert pause(1, 1.0) == 1.5 * pause(1, 0.0)
