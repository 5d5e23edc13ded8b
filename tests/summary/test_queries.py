"""tracker/summary/queries.py"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.rows import assigned, at, figure, report, sign
from tests.summary.rows import a_year
from tracker.progress.figures import Way
from tracker.review.actions import split
from tracker.review.queries import drafts_of
from tracker.summary.actions import draft
from tracker.summary.compose import compose
from tracker.summary.facts import Verdict, whole_year
from tracker.summary.letter import head_of
from tracker.summary.models import Summary
from tracker.summary.queries import facts_of, figures_beside, figures_of, records_within, years_with_work
from tracker.summary.records import RecordKind, records_of
from tracker.summary.saved import event_numbers, evidence_rows, lengths, proof_of
from tracker.summary.scrutiny import composed as as_composed
from tracker.summary.scrutiny import parts_of
from tracker.summary.skeleton import Kind, period_of
from tracker.tasks.models import Task, TaskEvent
from tracker.tasks.queries import load_histories
from tracker.tasks.status import Move

TODAY = date(2026, 11, 25)


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements that are sent within the block."""
    sent: list[str] = []
    engine = session.get_bind()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def drafted(session: Session) -> Summary:
    facts = facts_of(session, whole_year(2026), TODAY)
    composed = compose(facts)
    made = draft(
        session, composed, head_of(composed, facts), year=2026, kind=Kind.YEARLY, number=0, topic="", at=at(TODAY)
    )
    session.commit()
    return made


def test_the_facts_hold_last_year_s_promises_with_their_tasks(session: Session) -> None:
    a_year(session)
    facts = facts_of(session, whole_year(2026), TODAY)
    assert [(one.text, one.verdict, one.is_dropped) for one in facts.promises] == [
        ("全年开展法治宣传不少于12场。", Verdict.DONE, False),
        ("建成村级调解室8个。", Verdict.PARTLY, False),
        ("建立执法联络员制度。", Verdict.NO_RECORD, False),
        ("为高质量发展提供保障。", Verdict.NO_RECORD, True),
        ("普法形式比较单一。", Verdict.DONE, False),
    ]
    assert facts.last is not None
    assert facts.last.headings == ("一、工作成效", "二、存在的问题", "三、2026年工作安排")


def test_a_figure_of_the_year_comes_from_all_its_reports(session: Session) -> None:
    a_year(session)
    found = {total.name: (total.value, total.approx) for total in figures_of(session, 2026)}
    assert found == {"法治宣传": (12, False), "宣传资料": (800, True), "建成调解室": (3, False)}
    assert figures_of(session, 2025) == []


def test_figures_stand_beside_what_last_year_s_report_says(session: Session) -> None:
    a_year(session)
    saved = drafted(session)
    rows = {row.total.name: row for row in figures_beside(session, 2026, {})}
    assert (rows["法治宣传"].before, rows["法治宣传"].change, rows["法治宣传"].quote) == (10, 2, "开展法治宣传10场")
    assert [one.id for one in rows["法治宣传"].used] == [saved.id]
    assert rows["宣传资料"].before is None


def test_a_setting_changes_how_a_figure_is_added_up(session: Session) -> None:
    a_year(session)
    ways = {("法治宣传", "场"): Way.LAST}
    assert figures_of(session, 2026, ways)[0].value == 7
    assert facts_of(session, whole_year(2026), TODAY, ways).totals[0].value == 7


def test_however_many_tasks_there_are_the_facts_take_the_same_number_of_statements(session: Session) -> None:
    year = a_year(session)
    with counted(session) as few:
        facts_of(session, whole_year(2026), TODAY)
    for n in range(28):
        assigned(
            session,
            year.town,
            f"办理第{n}件实事",
            sign("2026-01-13", year.town.worker),
            report("2026-03-03", year.town.worker, "办了一半。", figure("实事", 1, "件")),
        )
    session.commit()
    session.expire_all()
    with counted(session) as many:
        facts = facts_of(session, whole_year(2026), TODAY)
    assert len(facts.works) == 30
    assert len(many) == len(few)


def test_a_place_in_a_history_is_found_again_as_the_stored_event(session: Session) -> None:
    year = a_year(session)
    said = facts_of(session, whole_year(2026), TODAY).works[0].reports
    numbers = event_numbers(session, said)
    event_ = session.get(TaskEvent, numbers[year.done.key, said[1].seq])
    assert event_ is not None
    assert (event_.do, event_.text) == (Move.REPORT, "进校园讲禁毒知识。")


def test_the_annex_names_tasks_words_and_figures_of_each_sentence(session: Session) -> None:
    year = a_year(session)
    rows = evidence_rows(session, drafted(session).lines)
    row = next(row for row in rows if "在集镇设点宣讲" in row[1])
    assert row[2] == f"{year.done.key} 开展法治宣传12场"
    assert "2026-03-12 叶青禾：在集镇设点宣讲。" in row[3]
    assert row[4] == "法治宣传 12 场"


def test_links_show_titles_and_what_is_finished(session: Session) -> None:
    year = a_year(session)
    proof = proof_of(session, drafted(session).lines)
    assert proof.titles[year.open.key] == "建成村级调解室8个"
    assert proof.finished == {year.done.key}


def test_lengths_and_years_are_those_of_the_records(session: Session) -> None:
    a_year(session)
    saved = drafted(session)
    assert lengths(session) == {saved.id: saved.length}
    assert years_with_work(session) == [2026]


@pytest.mark.parametrize(
    ("kind", "number"), [(Kind.YEARLY, 0), (Kind.HALF_YEAR, 1), (Kind.QUARTER, 1), (Kind.MONTH, 6)]
)
def test_the_number_check_confirms_every_number_of_a_composed_report(session: Session, kind: Kind, number: int) -> None:
    a_year(session)
    facts, composed = as_composed(session, kind, 2026, number, "", TODAY)
    made = draft(
        session, composed, head_of(composed, facts), year=2026, kind=kind, number=number, topic="", at=at(TODAY)
    )
    rows = [row for part in parts_of(session, made) for row in part.rows]
    assert any(row.findings for row in rows)
    assert [row.line.text for row in rows if row.open_findings] == []


def test_a_sentence_that_was_split_is_one_promise_with_all_its_tasks(session: Session) -> None:
    made = a_year(session)
    titles = ["开展法治宣传", "印发资料"]
    clerk, now = made.town.clerk, at(TODAY)
    open_ = session.scalars(drafts_of(made.document.id)).all()[2]
    parts = split(session, open_, titles, version=open_.version, by=clerk, at=now)
    made.done.draft_id, made.open.draft_id = parts[0].id, parts[1].id
    session.flush()
    kept = [one for one in facts_of(session, whole_year(2026), TODAY).promises if one.text == "建立执法联络员制度。"]
    assert [len(one.works) for one in kept] == [2]
    made.open.draft_id = None
    session.flush()
    told = {one.text: one.verdict for one in facts_of(session, whole_year(2026), TODAY).promises}
    assert told["建立执法联络员制度。"] is Verdict.DONE
    assert told["印发资料"] is Verdict.NO_RECORD


def test_the_records_are_those_of_the_whole_histories(session: Session) -> None:
    a_year(session)
    histories = load_histories(session, select(Task.id), whole=True).values()
    for period in (whole_year(2026), whole_year(2025), period_of(Kind.QUARTER, 2026, 2)):
        assert records_within(session, period) == records_of(histories, period.start, period.end)


def test_the_records_of_a_part_of_a_year_count_what_was_assigned_in_it(session: Session) -> None:
    a_year(session)
    for period, assigned_in in ((period_of(Kind.QUARTER, 2026, 1), 2), (period_of(Kind.QUARTER, 2026, 2), 0)):
        counts = {one.name: one.value for one in records_within(session, period) if one.kind is RecordKind.COUNT}
        assert counts["交办"] == assigned_in
