"""Every state × move × person against the one table, and each sentence of the contract's “Histories”."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from tests.office import ACTORS, CLERK, LI, MAYOR, WANG, ZHAO, day, event, figure, task
from tracker.calendar.limits import Every, Kind
from tracker.errors import RuleViolation
from tracker.tasks.history import Event, History
from tracker.tasks.moves import check_history, check_move, parts_of, possible_moves
from tracker.tasks.standing import Request, standing
from tracker.tasks.status import BEFORE_ASSIGNING, MOVE_WORDS, RULES, STATUS_WORDS, Move, Need, Part, Status

SIGN = event("3-4", Move.SIGN)
CLAIM = event("3-10", Move.CLAIM)
FINISH = event("3-11", Move.FINISH, WANG)


def refusal(history: History) -> str:
    with pytest.raises(RuleViolation) as caught:
        check_history(history, ACTORS, MAYOR)
    return str(caught.value)


def accepted(*events: Event, **more: Any) -> None:
    check_history(task(*events, **more), ACTORS, MAYOR)


@pytest.mark.parametrize(("status", "move"), list(itertools.product(Status, Move)))
@pytest.mark.parametrize("person", ACTORS)
def test_a_move_is_allowed_exactly_where_the_table_has_a_row_for_the_person(
    status: Status, move: Move, person: int
) -> None:
    history = task()
    now = replace(standing(history), status=status, claimant=99, claimed_on=day("3-10"))
    if move in (Move.GRANT_EXTENSION, Move.REFUSE_EXTENSION):
        now = replace(now, request=Request(day("12-31"), day("3-9")))
    step = event("3-12", move, person, assignee=ZHAO, until=day("12-31"))
    parts = parts_of(ACTORS[person], history, now, MAYOR)
    allowed = any(rule.move is move and status in rule.from_ and parts & set(rule.by) for rule in RULES)
    try:
        check_move(history, now, step, ACTORS[person], MAYOR)
        assert allowed
    except RuleViolation:
        assert not allowed
    assert (move in possible_moves(history, now, ACTORS[person], MAYOR)) is allowed


def test_every_state_and_move_has_a_word_and_every_need_a_sentence() -> None:
    assert set(STATUS_WORDS) == set(Status)
    assert set(MOVE_WORDS) == set(Move)
    assert {rule.move for rule in RULES} == set(Move) - {Move.ESTABLISH}
    from tracker.tasks.moves import _COMPLAINTS

    assert set(_COMPLAINTS) == set(Need)


def test_the_parts_of_a_person() -> None:
    history = task()
    now = standing(history)
    assert parts_of(ACTORS[LI], history, now, MAYOR) == {Part.ASSIGNEE, Part.LEAD}
    assert parts_of(ACTORS[ZHAO], history, now, MAYOR) == {Part.SUPPORT}
    assert parts_of(ACTORS[WANG], history, now, MAYOR) == {Part.LEADER}
    assert parts_of(ACTORS[CLERK], history, now, MAYOR) == {Part.COORDINATOR}


@pytest.mark.parametrize("leader", [None, LI], ids=["nobody", "the assignee"])
def test_the_main_leader_stands_in_where_the_leader_is(leader: int | None) -> None:
    history = task(SIGN, CLAIM, leader=leader)
    assert Part.LEADER in parts_of(ACTORS[MAYOR], history, standing(history), MAYOR)
    assert Part.LEADER not in parts_of(ACTORS[LI], history, standing(history), MAYOR)


def test_a_whole_life_is_accepted() -> None:
    accepted(SIGN, event("3-5", Move.REPORT), CLAIM, FINISH, event("3-12", Move.CLEAR, CLERK))


def test_the_claimant_decides_nothing_about_the_claim() -> None:
    main_leader_claims = task(SIGN, replace(CLAIM, by=MAYOR), replace(FINISH, by=MAYOR), assignee=MAYOR)
    assert "您自己申请的" in refusal(main_leader_claims)


def test_a_cleared_task_is_reopened_by_the_main_leader_alone() -> None:
    life = (SIGN, CLAIM, FINISH, event("3-12", Move.CLEAR, CLERK))
    accepted(*life, event("3-13", Move.REOPEN, MAYOR))
    assert "主要领导" in refusal(task(*life, event("3-13", Move.REOPEN, CLERK)))


def test_a_finished_task_is_reopened_by_a_coordinator() -> None:
    accepted(SIGN, CLAIM, FINISH, event("3-12", Move.REOPEN, CLERK))


@pytest.mark.parametrize("move", [Move.REFUSE, Move.STOP])
def test_a_refusal_and_a_stop_need_words(move: Move) -> None:
    by = LI if move is Move.REFUSE else WANG
    accepted(event("3-4", move, by))
    assert "要写几句话" in refusal(task(event("3-4", move, by, text=" ")))


def test_a_report_needs_words_or_figures() -> None:
    accepted(SIGN, event("3-5", Move.REPORT, text="", figures=(figure("宣传", 1, "场"),)))
    assert "还什么都没写" in refusal(task(SIGN, event("3-5", Move.REPORT, text="")))


def test_a_supporting_unit_reports_but_does_not_claim() -> None:
    accepted(SIGN, event("3-5", Move.REPORT, ZHAO))
    assert "申请办结要由" in refusal(task(SIGN, event("3-5", Move.CLAIM, ZHAO)))


def test_a_helper_reports_whatever_the_unit_and_does_not_claim() -> None:
    given = {"support": (), "helpers": (ZHAO,)}
    accepted(SIGN, event("3-5", Move.REPORT, ZHAO), **given)
    assert "报进度要由" in refusal(task(SIGN, event("3-5", Move.REPORT, ZHAO), support=()))
    assert "申请办结要由" in refusal(task(SIGN, event("3-5", Move.CLAIM, ZHAO), **given))


def test_after_another_assigning_it_is_signed_for_anew() -> None:
    again = event("3-6", Move.ASSIGN, CLERK, assignee=ZHAO, lead=2)
    accepted(SIGN, again, event("3-7", Move.SIGN, ZHAO), event("3-8", Move.REPORT, ZHAO))
    assert "不能报进度" in refusal(task(SIGN, again, event("3-8", Move.REPORT, ZHAO)))
    assert "签收要由" in refusal(task(SIGN, again, event("3-8", Move.SIGN, LI)))


def test_an_extension_is_asked_for_on_the_deadline_at_the_latest() -> None:
    accepted(SIGN, event("12-19", Move.ASK_EXTENSION, until=day("12-31")))
    assert "已经过了" in refusal(task(SIGN, event("12-20", Move.ASK_EXTENSION, until=day("12-31"))))


def test_an_extension_goes_beyond_the_effective_deadline() -> None:
    assert "要晚于" in refusal(task(SIGN, event("3-5", Move.ASK_EXTENSION, until=day("12-19"))))


def test_two_extensions_at_the_most_and_one_request_at_a_time() -> None:
    ask, grant = event("3-5", Move.ASK_EXTENSION, until=day("12-20")), event("3-6", Move.GRANT_EXTENSION, WANG)
    second = replace(ask, on=day("3-7"), until=day("12-21"))
    third = replace(ask, on=day("3-9"), until=day("12-22"))
    twice = (SIGN, ask, grant, second, replace(grant, on=day("3-8")))
    accepted(*twice, third)
    assert "不能再延" in refusal(task(*twice, third, replace(grant, on=day("3-10"))))
    assert "还没有答复" in refusal(task(SIGN, ask, second))


def test_a_request_lapses_when_the_task_closes() -> None:
    history = task(
        SIGN,
        event("3-5", Move.ASK_EXTENSION, until=day("12-31")),
        event("3-6", Move.STOP, WANG),
    )
    assert standing(history).request is None


def test_an_extension_granted_after_the_deadline_moves_it() -> None:
    history = task(
        SIGN,
        event("12-19", Move.ASK_EXTENSION, until=day("12-31")),
        event("12-24", Move.GRANT_EXTENSION, WANG),
    )
    check_history(history, ACTORS, MAYOR)
    assert standing(history).due == day("12-31")
    assert history.deadline == day("12-19")


def test_only_a_dated_task_is_extended() -> None:
    ongoing = task(SIGN, event("3-5", Move.ASK_EXTENSION, until=day("12-31")), kind=Kind.ONGOING, deadline=None)
    assert "只有写明日期的任务" in refusal(ongoing)


@pytest.mark.parametrize("move", sorted(BEFORE_ASSIGNING))
def test_what_comes_before_assigning_has_no_place_after_it(move: Move) -> None:
    assert f"不能{MOVE_WORDS[move]}" in refusal(task(event("3-4", move, CLERK)))


def test_days_do_not_descend() -> None:
    assert "日期早于" in refusal(task(event("3-2", Move.SIGN)))
    accepted(SIGN, event("3-4", Move.REPORT))


def test_figures_stand_only_in_reports() -> None:
    assert "数据只能写在报进度里" in refusal(task(SIGN, replace(CLAIM, figures=(figure("宣传", 1, "场"),))))


@pytest.mark.parametrize(
    ("history", "complaint"),
    [
        (task(deadline="2-1"), "早于交办日"),
        (task(deadline=None), "没有写时限"),
        (task(kind=Kind.ONGOING), "不能有时限"),
        (task(kind=Kind.RECURRING, deadline=None), "要写周期"),
        (task(every=Every.MONTH), "别的任务不能写周期"),
    ],
)
def test_the_time_limit_fits_the_kind(history: History, complaint: str) -> None:
    assert complaint in refusal(history)


def test_a_claim_late_by_the_deadline_in_force_is_marked_for_good() -> None:
    late = (SIGN, event("12-20", Move.CLAIM), event("12-22", Move.FINISH, WANG))
    assert standing(task(*late)).late_done
    again = event("12-23", Move.REOPEN, MAYOR)
    assert standing(task(*late, again)).late_done
    assert not standing(task(SIGN, event("12-19", Move.CLAIM), event("12-22", Move.FINISH, WANG))).late_done
