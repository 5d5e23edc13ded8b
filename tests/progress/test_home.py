"""Glances, lists, the year's line, the outlook and the course: pure values of histories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.office import CLERK, WANG, day, event, figure, task
from tracker.calendar.legal_days import legal_days
from tracker.calendar.limits import Every, Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.progress.board import by_month, tally
from tracker.progress.glance import Glance, glance
from tracker.progress.home import agenda, mine, stuck
from tracker.progress.outlook import outlook
from tracker.progress.running import running, totals
from tracker.progress.yearline import Mark, mark_of, year_line
from tracker.tasks.course import course
from tracker.tasks.history import History
from tracker.tasks.status import Move, Status

CALENDAR = WorkCalendar()
TODAY = day("11-25")
SIGN = event("3-4", Move.SIGN)
MONTHLY = {"kind": Kind.RECURRING, "every": Every.MONTH, "day": 28, "deadline": None}


def at_a_glance(history: History, on: date = TODAY) -> Glance:
    return glance(history, on, CALENDAR)


@dataclass(frozen=True)
class Row:
    name: str
    glance: Glance | None


# ---- glances


def test_a_recurring_task_is_due_on_its_oldest_open_day() -> None:
    assert at_a_glance(task(SIGN, **MONTHLY)).due == day("3-28")
    reported = task(SIGN, event("10-30", Move.REPORT), **MONTHLY)
    assert at_a_glance(reported).due == day("11-28")


def test_a_week_without_a_working_day_is_passed_over() -> None:
    """In 2026 the Spring Festival lasts from 15 to 23 February: nothing is due in the week of the 16th."""
    weekly = task(
        event("2026-2-9", Move.SIGN),
        event("2026-2-10", Move.REPORT),
        kind=Kind.RECURRING,
        every=Every.WEEK,
        deadline=None,
        assigned="2026-2-9",
    )
    assert at_a_glance(weekly, date(2026, 2, 11)).due == date(2026, 2, 28)


def test_a_recurring_task_without_debts_is_due_in_the_next_period() -> None:
    assert at_a_glance(task(SIGN, event("11-20", Move.REPORT), **MONTHLY)).due == day("12-28")


def test_after_the_end_of_the_series_nothing_is_due() -> None:
    ended = task(SIGN, event("11-20", Move.REPORT), **{**MONTHLY, "deadline": "11-30"})
    assert at_a_glance(ended).due is None


def test_the_share_counts_periods_or_the_target() -> None:
    reported = at_a_glance(task(SIGN, event("10-30", Move.REPORT), **MONTHLY)).share
    assert reported is not None
    assert reported.words == "8 / 9 期"
    target = figure("宣传", 1200, "份")
    told = at_a_glance(
        task(SIGN, event("5-1", Move.REPORT, figures=(figure("宣传", "300.5", "份"),)), target=target)
    ).share
    assert told is not None
    assert told.words == "300.5 / 1,200 份"
    assert told.part == pytest.approx(0.2504, abs=0.001)


@pytest.mark.parametrize(
    ("history", "colour"),
    [
        (task(SIGN, deadline="11-20"), "red"),
        (task(SIGN, deadline="11-30"), "yellow"),
        (task(SIGN, deadline="12-31", target=figure("宣传", 10, "场")), ""),
        (task(SIGN, deadline="12-31"), ""),
    ],
)
def test_a_date_is_coloured_where_the_light_speaks_of_it(history: History, colour: str) -> None:
    assert at_a_glance(history).light.date_colour == colour


# ---- lists


def test_each_own_task_stands_in_the_first_list_that_fits() -> None:
    rows = [
        Row("late", at_a_glance(task(SIGN, deadline="11-20"))),
        Row("late, not signed for", at_a_glance(task(deadline="11-20"))),
        Row("soon", at_a_glance(task(SIGN, deadline="12-1"))),
        Row("new", at_a_glance(task(assigned="11-24", deadline="12-1"))),
        Row("slow", at_a_glance(task(SIGN, deadline="12-31", target=figure("宣传", 10, "场")))),
        Row("later", at_a_glance(task(SIGN, deadline="12-31"))),
        Row("waiting", at_a_glance(task(SIGN, event("11-1", Move.CLAIM), deadline="11-20"))),
        Row("closed", at_a_glance(task(SIGN, event("11-1", Move.STOP, WANG)))),
        Row("never assigned", None),
    ]
    lists = mine(rows, TODAY)
    assert {name: [row.name for row in found] for name, found in vars(lists).items()} == {
        "late": ["late", "late, not signed for"],
        "soon": ["soon"],
        "behind": ["slow"],
        "sign": ["new"],
        "later": ["later"],
        "waiting": ["waiting"],
    }
    assert [(piece.words, piece.count) for piece in lists.pieces] == [
        ("逾期", 2),
        ("7 天内", 1),
        ("要抓紧", 1),
        ("待签收", 1),
    ]


def test_the_most_urgent_comes_first() -> None:
    rows = [Row(due, at_a_glance(task(SIGN, deadline=due))) for due in ("11-20", "11-5", "11-10")]
    assert [row.name for row in mine(rows, TODAY).late] == ["11-5", "11-10", "11-20"]


def test_assigned_today_is_not_stuck_yet() -> None:
    rows = [Row(on, at_a_glance(task(assigned=on, deadline="12-31"))) for on in ("11-25", "11-24")]
    assert [row.name for row in stuck(rows, TODAY).unsigned] == ["11-24"]


def test_the_agenda_mixes_deadlines_and_legal_days_in_order() -> None:
    found = agenda([(day("12-1"), "挂牌"), (day("12-31"), "远的"), (None, "长期")], day("11-27"))
    assert [(one.day, one.words) for one in found] == [
        (day("12-1"), "挂牌截止"),
        (day("12-2"), "全国交通安全日"),
        (day("12-4"), "国家宪法日"),
    ]


# ---- the year's line and the board


def test_marks_are_the_lights_and_what_is_done() -> None:
    done = (SIGN, event("12-1", Move.CLAIM), event("12-2", Move.FINISH, WANG))
    assert mark_of(at_a_glance(task(*done), day("12-3"))) is Mark.DONE
    assert mark_of(at_a_glance(task(*done, deadline="11-1"), day("12-3"))) is Mark.LATE
    assert mark_of(at_a_glance(task(SIGN, deadline="11-1"))) is Mark.RED
    assert mark_of(at_a_glance(task(SIGN, event("11-1", Move.CARRY_OVER, CLERK)))) is None


def test_the_line_counts_every_task_and_draws_the_dated_ones() -> None:
    glances = [
        at_a_glance(task(SIGN, deadline="11-20")),
        at_a_glance(task(SIGN, deadline="12-31")),
        at_a_glance(task(SIGN, kind=Kind.ONGOING, deadline=None)),
    ]
    line = year_line(2025, glances, legal_days(2025), TODAY)
    assert line.whole == 3
    assert line.undated == 1
    assert sum(len(part.points) for part in line.wide.lines) == 2
    assert sum(len(part.points) for part in line.narrow.lines) == 2
    assert line.sentence == "2025年度线：全年 3 项，逾期或严重偏慢 1 项，临期或偏慢 1 项，正常 1 项。"
    (wide,) = line.wide.lines
    assert all(0 <= point.x <= 920 - 9.5 for point in wide.points)
    assert wide.today is not None
    assert len(line.narrow.lines) == 4


def test_labels_on_the_line_do_not_run_into_each_other() -> None:
    for part in year_line(2025, [], legal_days(2025), TODAY).wide.lines:
        labels = [flag.label for flag in part.flags if flag.label]
        for one in labels:
            near = [other for other in labels if other is not one and other.y == one.y and abs(other.x - one.x) < 30]
            assert near == []


def test_many_marks_in_a_week_become_a_number() -> None:
    crowd = [at_a_glance(task(SIGN, deadline="12-31")) for _ in range(30)]
    (wide,) = year_line(2025, crowd, [], TODAY).wide.lines
    assert len(wide.points) == 12
    assert [text.words for text in wide.more] == ["+18"]


def test_a_deadline_in_the_next_year_stands_at_the_end() -> None:
    (wide,) = year_line(2025, [at_a_glance(task(SIGN, deadline="2026-2-1"))], [], TODAY).wide.lines
    assert wide.points[0].x > 880


def test_the_board_keeps_the_order_that_it_is_given() -> None:
    named = [(2, "乙"), (1, "甲"), (3, "空")]
    rows = tally(named, [(1, Mark.DONE), (2, Mark.RED), (1, Mark.LATE)])
    assert [(number, row.name, row.done, row.whole) for number, row in rows] == [(2, "乙", 0, 1), (1, "甲", 2, 2)]
    assert rows[0][1].left == [(Mark.RED, 1)]


def test_months_count_what_was_planned_and_what_is_done_so_far() -> None:
    done = (SIGN, event("5-1", Move.CLAIM), event("5-2", Move.FINISH, WANG))
    glances = [at_a_glance(task(*done, deadline="6-30")), at_a_glance(task(SIGN, deadline="6-1"))]
    months = by_month(2025, [*glances, at_a_glance(task(SIGN, deadline="2026-2-1"))])
    assert (months[5].planned, months[5].done) == (2, 1)
    assert (months[11].planned, months[11].planned_so_far, months[11].done_so_far) == (1, 3, 1)
    assert months[1].last == date(2025, 2, 28)


# ---- outlook


@pytest.mark.parametrize(
    ("history", "remedy"),
    [
        (task(SIGN, deadline="11-20"), "办结后转绿，留下补办标记"),
        (task(SIGN, event("11-1", Move.REPORT), kind=Kind.ONGOING, deadline=None), ""),
        (task(SIGN, kind=Kind.ONGOING, deadline=None), "报一次进度就转绿"),
        (task(SIGN, **MONTHLY), "报一次进度就转绿"),
        (task(deadline="11-30"), "先签收，再办理"),
        (task(SIGN, deadline="11-30"), "时限前申请办结，就不会转红"),
        (task(SIGN, event("11-1", Move.CLAIM), event("11-2", Move.SEND_BACK, WANG)), "申请办结就转绿"),
        (task(SIGN, deadline="12-31", target=figure("宣传", 12, "场")), "再报 10 场就转绿"),
        (task(SIGN, deadline="12-31"), ""),
    ],
)
def test_the_outlook_names_what_turns_the_light(history: History, remedy: str) -> None:
    assert outlook(history, TODAY, CALENDAR).remedy == remedy


def test_what_the_outlook_asks_for_is_just_enough() -> None:
    target = figure("宣传", 12, "场")
    for reported in (8, 9, 10):
        done = event("11-24", Move.REPORT, figures=(figure("宣传", reported, "场"),))
        found = outlook(task(SIGN, done, deadline="12-31", target=target), TODAY, CALENDAR)
        assert found.remedy == {8: "再报 2 场就转绿", 9: "再报 1 场就转绿", 10: ""}[reported]


def test_the_outlook_tells_the_day_of_change() -> None:
    found = outlook(task(SIGN, deadline="12-31"), TODAY, CALENDAR)
    assert found.on == day("12-24")
    assert found.then is not None
    assert found.then.word == "临期"


def test_the_pace_is_the_target_by_now() -> None:
    found = outlook(
        task(SIGN, assigned="3-3", deadline="12-3", target=figure("宣传", 275, "场")), day("3-13"), CALENDAR
    )
    assert found.pace is not None
    assert found.pace.expected == Fraction(10)
    assert found.pace.percent_expected == 4


# ---- figures, course


def test_totals_add_up_and_of_rates_the_last_counts() -> None:
    reports = [
        [figure("宣传", 3, "场"), figure("满意率", 95, "%")],
        [figure("宣传", 4, "场"), figure("满意率", 97, "%")],
    ]
    assert [row.total for row in running(reports)[1]] == [Decimal(7), Decimal(97)]
    assert totals(reports) == {("宣传", "场"): Decimal(7), ("满意率", "%"): Decimal(97)}


def test_the_course_marks_what_lies_behind() -> None:
    moves = [(Move.ESTABLISH, day("3-1")), (Move.ASSIGN, day("3-3")), (Move.SIGN, day("3-4"))]
    steps = course(Status.WORKING, moves)
    assert [(one.word, one.place) for one in steps] == [
        ("立项", "past"),
        ("交办", "past"),
        ("签收", "past"),
        ("办理中", "now"),
        ("审核", ""),
        ("办结", ""),
        ("销号", ""),
    ]
    assert steps[2].on == day("3-4")


@pytest.mark.parametrize("status", [Status.STOPPED, Status.VOID, Status.CARRIED_OVER])
def test_a_task_that_left_the_course_has_none(status: Status) -> None:
    assert course(status, []) == []


def test_a_task_sent_back_does_not_show_the_old_claim() -> None:
    moves = [(Move.SIGN, day("3-4")), (Move.CLAIM, day("3-9")), (Move.SEND_BACK, day("3-10"))]
    assert course(Status.WORKING, moves)[4].on is None
