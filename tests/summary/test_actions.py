"""tracker/summary/actions.py"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.rows import at
from tests.summary.rows import Year, a_year
from tracker.errors import RuleViolation
from tracker.summary import actions
from tracker.summary.actions import ChangedMeanwhile
from tracker.summary.compose import compose
from tracker.summary.facts import Facts, Verdict, whole_year
from tracker.summary.letter import head_of
from tracker.summary.models import PromiseAnswer, State, Summary, SummaryChange, SummaryLine
from tracker.summary.queries import facts_of
from tracker.summary.report import Report
from tracker.summary.skeleton import Kind

TODAY = date(2026, 11, 25)
NOW: datetime = at(TODAY)
HASH = "0" * 64


def composed(session: Session) -> tuple[Facts, Report]:
    facts = facts_of(session, whole_year(2026), TODAY)
    return facts, compose(facts)


def drafted(session: Session) -> Summary:
    facts, report = composed(session)
    head = head_of(report, facts)
    made = actions.draft(session, report, head, year=2026, kind=Kind.YEARLY, number=0, topic="", at=NOW)
    session.commit()
    return made


def line_with(summary: Summary, text: str) -> SummaryLine:
    return next(line for line in summary.lines if text in line.text)


@pytest.fixture
def year(session: Session) -> Year:
    return a_year(session)


@pytest.fixture
def summary(session: Session, year: Year) -> Summary:
    return drafted(session)


def test_a_draft_keeps_each_sentence_with_its_tasks_events_and_figures(
    session: Session, year: Year, summary: Summary
) -> None:
    line = line_with(summary, "在集镇设点宣讲")
    assert (line.tasks, len(line.events), line.is_changed) == ([year.done.key], 3, False)
    assert line.figures == [{"name": "法治宣传", "unit": "场", "value": "12", "approx": False}]
    assert summary.addressee == "示范县司法局"


def test_the_second_of_two_drafts_of_the_same_report_is_refused(session: Session, summary: Summary) -> None:
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError):
        drafted(session)


def test_a_rewritten_sentence_keeps_its_links_and_leaves_a_trace(
    session: Session, year: Year, summary: Summary
) -> None:
    line = line_with(summary, "在集镇设点宣讲")
    before, tasks = line.text, list(line.tasks)
    actions.rewrite(session, line, "开展法治宣传12场，走遍三个集镇。", seen=line.version, by=year.town.clerk, at=NOW)
    assert (line.tasks, line.is_changed) == (tasks, True)
    change = session.scalars(select(SummaryChange)).one()
    assert (change.before, change.after, change.by_id) == (before, line.text, year.town.clerk.id)


def test_the_second_of_two_who_change_a_sentence_is_told(session: Session, year: Year, summary: Summary) -> None:
    line = line_with(summary, "在集镇设点宣讲")
    seen = line.version
    actions.rewrite(session, line, "第一个人的。", seen=seen, by=year.town.clerk, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        actions.rewrite(session, line, "第二个人的。", seen=seen, by=year.town.clerk, at=NOW)
    assert line.text == "第一个人的。"


@pytest.mark.parametrize("text", ["   ", "联系13800001111。"])
def test_an_empty_sentence_and_one_with_personal_numbers_are_refused(
    session: Session, year: Year, summary: Summary, text: str
) -> None:
    line = summary.lines[0]
    with pytest.raises(RuleViolation):
        actions.rewrite(session, line, text, seen=line.version, by=year.town.clerk, at=NOW)


def test_what_was_supplied_is_no_longer_asked_for(session: Session, year: Year, summary: Summary) -> None:
    line = line_with(summary, "【待补：督办员补写其他")
    actions.rewrite(session, line, "无。", seen=line.version, by=year.town.clerk, at=NOW)
    assert line.asks == ""


def test_a_sentence_of_one_s_own_stands_behind_the_other_and_is_marked_without_links(
    session: Session, year: Year, summary: Summary
) -> None:
    line = line_with(summary, "在集镇设点宣讲")
    added = actions.add_after(session, line, "群众反响良好。", [], by=year.town.clerk, at=NOW)
    assert summary.lines[summary.lines.index(line) + 1] is added
    assert not added.has_proof
    assert [one.ordinal for one in summary.lines] == list(range(1, len(summary.lines) + 1))


def test_composing_anew_takes_over_new_records_and_keeps_what_people_wrote(
    session: Session, year: Year, summary: Summary
) -> None:
    line = line_with(summary, "在集镇设点宣讲")
    actions.rewrite(session, line, "改过的一句。", seen=line.version, by=year.town.clerk, at=NOW)
    actions.add_after(session, line, "加上的一句。", [], by=year.town.clerk, at=NOW)
    year.open.title = "建成村级调解室9个"
    session.flush()
    kept = actions.compose_anew(session, summary, composed(session)[1], at=NOW)
    texts = [one.text for one in summary.lines]
    assert kept == 2
    assert {"改过的一句。", "加上的一句。"} <= set(texts)
    assert any("调解室9个" in text for text in texts)
    assert not any("在集镇设点宣讲" in text for text in texts)


def test_nothing_changes_once_it_was_submitted(session: Session, year: Year, summary: Summary) -> None:
    line, clerk = summary.lines[0], year.town.clerk
    actions.submit(session, summary, by=clerk, at=NOW)
    for change in (
        lambda: actions.rewrite(session, line, "改。", seen=line.version, by=clerk, at=NOW),
        lambda: actions.add_after(session, line, "加。", [], by=clerk, at=NOW),
        lambda: actions.take_out(session, line, by=clerk, at=NOW),
        lambda: actions.compose_anew(session, summary, composed(session)[1], at=NOW),
        lambda: actions.submit(session, summary, by=clerk, at=NOW),
        lambda: actions.set_head(summary, {}),
        lambda: actions.answer_promise(session, summary, "draft-1", Verdict.DONE, "办了", by=clerk, at=NOW),
    ):
        with pytest.raises(RuleViolation):
            change()


def test_only_the_main_leader_makes_it_final_and_opens_it_again(session: Session, year: Year, summary: Summary) -> None:
    made = year.town
    with pytest.raises(RuleViolation, match="先送审"):
        actions.make_final(session, summary, [], HASH, made.office, by=made.mayor, at=NOW)
    actions.submit(session, summary, by=made.clerk, at=NOW)
    with pytest.raises(RuleViolation, match="主要领导"):
        actions.make_final(session, summary, [], HASH, made.office, by=made.deputy, at=NOW)
    actions.make_final(session, summary, [], HASH, made.office, by=made.mayor, at=NOW)
    assert (summary.state, summary.sha256) == (State.FINAL, HASH)
    with pytest.raises(RuleViolation, match="主要领导"):
        actions.reopen(session, summary, "要改", made.office, by=made.clerk, at=NOW)
    actions.reopen(session, summary, "要改", made.office, by=made.mayor, at=NOW)
    assert (summary.state, summary.sha256) == (State.DRAFT, None)
    assert [(one.state, one.sha256) for one in summary.versions] == [
        (State.SUBMITTED, None),
        (State.FINAL, HASH),
        (State.DRAFT, None),
    ]


def test_open_points_keep_a_report_from_becoming_final(session: Session, year: Year, summary: Summary) -> None:
    actions.submit(session, summary, by=year.town.clerk, at=NOW)
    with pytest.raises(RuleViolation, match="2 处没有交代：第 3 句等补"):
        actions.make_final(
            session, summary, ["第 3 句等补", "第 4 句等补"], HASH, year.town.office, by=year.town.mayor, at=NOW
        )
    assert summary.state is State.SUBMITTED


def test_sending_back_needs_words_and_opens_the_text_again(session: Session, year: Year, summary: Summary) -> None:
    actions.submit(session, summary, by=year.town.clerk, at=NOW)
    with pytest.raises(RuleViolation, match="写几句话"):
        actions.give_back(session, summary, " ", by=year.town.mayor, at=NOW)
    actions.give_back(session, summary, "第三句写实一点", by=year.town.mayor, at=NOW)
    assert summary.state is State.DRAFT
    assert summary.versions[-1].note == "第三句写实一点"


def test_an_answer_to_a_promise_needs_words_and_replaces_the_one_before(
    session: Session, year: Year, summary: Summary
) -> None:
    clerk = year.town.clerk
    with pytest.raises(RuleViolation):
        actions.answer_promise(session, summary, "draft-3", Verdict.DONE, " ", by=clerk, at=NOW)
    actions.answer_promise(session, summary, "draft-3", Verdict.NOT, "没有办", by=clerk, at=NOW)
    actions.answer_promise(session, summary, "draft-3", Verdict.PARTLY, "并入培训一起办", by=clerk, at=NOW)
    row = session.scalars(select(PromiseAnswer)).one()
    assert (row.verdict, row.text) == (Verdict.PARTLY, "并入培训一起办")


def test_the_saved_lines_are_the_composed_sections_again(session: Session, summary: Summary) -> None:
    report = composed(session)[1]
    saved = actions.sections_of(summary)
    assert [(s.heading, s.level) for s in saved] == [(s.heading, s.level) for s in report.sections]
    assert [[one.text for one in s.sentences] for s in saved] == [
        [one.text for one in s.sentences] for s in report.sections
    ]
