"""What a person does to drafts, on real databases; importing is tested with documents."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.review.desk import LEDGER, LINES, PLAN, TRAINING, VAGUE, imported
from tests.rows import Town, at, town
from tracker.calendar.limits import Every, Kind
from tracker.db import db
from tracker.errors import RuleViolation
from tracker.people.models import Alias, Charge
from tracker.review import actions, proposals
from tracker.review.actions import ChangedMeanwhile, Confirmation
from tracker.review.certainty import Certainty
from tracker.review.models import Draft, DraftState
from tracker.review.queries import chosen_of, drafts_of, known_office, row_of
from tracker.review.suggestions import Chosen, Suggestions
from tracker.review.time_limits import Limit

MORNING = at("2026-01-12")
TODAY = date(2026, 1, 12)


@pytest.fixture
def office(session: Session) -> Town:
    return town(session)


def suggestions(session: Session, draft: Draft) -> Suggestions:
    return row_of(draft, known_office(session, [], TODAY)).suggestions


def live(session: Session, document_id: int) -> list[Draft]:
    return list(session.scalars(drafts_of(document_id)))


def test_a_measure_becomes_a_draft_with_its_place_its_parties_and_its_limits(session: Session, office: Town) -> None:
    training, ledger, vague = imported(session, office)
    assert [draft.quote for draft in (training, ledger, vague)] == [TRAINING, LEDGER, VAGUE]
    block, start, end = training.spans[0]
    assert LINES[block][start:end] == TRAINING
    assert training.named == {"leader": [], "lead": ["司法所"], "support": ["应急办"]}
    assert [one["text"] for one in ledger.stated] == ["每月28日前"]
    assert (training.title, training.section) == ("轮训人民调解员不少于6期", "化解矛盾")
    assert [draft.ordinal for draft in (training, ledger, vague)] == [1, 2, 3]


def test_nothing_is_chosen_when_a_draft_is_proposed(session: Session, office: Town) -> None:
    for draft in imported(session, office):
        assert chosen_of(draft) == Chosen()
        assert draft.state is DraftState.PROPOSED
        assert draft.changed_by_id is None


def test_units_and_people_are_known_by_their_aliases_and_leaders_by_their_charge(
    session: Session, office: Town
) -> None:
    office.safety.aliases.append(Alias(name="安全生产办"))
    office.safety.charge = Charge(person_id=office.deputy.id)
    training = imported(session, office)[0]
    training.named = {**training.named, "lead": ["安全生产办"]}
    found = suggestions(session, training)
    assert found.lead
    assert (found.lead.value, found.lead.origin) == (office.safety.id, "原文“安全生产办”，是它的别名")
    assert found.leader
    assert found.leader.value == office.deputy.id


def test_by_item_a_draft_holds_all_sentences_and_their_actions(session: Session, office: Town) -> None:
    first, second = imported(session, office, by_item=True)
    assert first.quote == TRAINING + LEDGER
    assert len(first.spans) == len(first.actions) == 2
    assert first.title == "化解矛盾"
    assert second.quote == VAGUE


def test_what_is_saved_stays_a_proposal_and_names_who_changed_it(session: Session, office: Town) -> None:
    draft = imported(session, office)[0]
    chosen = Chosen(lead=office.safety.id, limit=Limit(Kind.RECURRING, None, Every.MONTH, 5), standard="有台账")
    actions.save(session, draft, "报送台账", chosen, version=1, by=office.clerk, at=MORNING)
    session.commit()
    assert (draft.title, chosen_of(draft), draft.state) == ("报送台账", chosen, DraftState.PROPOSED)
    assert (draft.version, draft.changed_by, draft.changed_at) == (2, office.clerk, MORNING)


def test_taking_fills_only_what_was_clicked(session: Session, office: Town) -> None:
    draft = imported(session, office)[0]
    only = suggestions(session, draft).only("assignee")
    actions.take(session, draft, only, version=1, by=office.clerk, at=MORNING)
    assert chosen_of(draft) == Chosen(assignee=office.worker.id)


def test_confirming_takes_what_stands_in_the_document(session: Session, office: Town) -> None:
    draft = imported(session, office)[0]
    stated = suggestions(session, draft).at_least(Certainty.STATED)
    actions.confirm(session, [Confirmation(draft, stated, 1)], by=office.clerk, at=MORNING)
    assert draft.state is DraftState.CONFIRMED
    assert (draft.lead_id, draft.deadline, draft.support_ids) == (
        office.justice.id,
        date(2090, 12, 31),
        [office.safety.id],
    )
    assert draft.assignee_id is None


def test_a_rejected_draft_can_be_restored(session: Session, office: Town) -> None:
    draft = imported(session, office)[0]
    actions.reject(session, draft, version=1, by=office.clerk, at=MORNING)
    assert draft.state is DraftState.REJECTED
    actions.restore(session, draft, version=2, by=office.clerk, at=MORNING)
    assert draft.state is DraftState.PROPOSED


def test_split_parts_keep_the_sentence_and_the_choice_and_stand_in_its_place(session: Session, office: Town) -> None:
    draft, after, _ = imported(session, office)
    actions.save(session, draft, draft.title, Chosen(lead=office.justice.id), version=1, by=office.clerk, at=MORNING)
    parts = actions.split(session, draft, ["上半年轮训3期", "下半年轮训3期"], version=2, by=office.clerk, at=MORNING)
    session.commit()
    shown = live(session, draft.document_id)
    assert [one.title for one in shown][:3] == ["上半年轮训3期", "下半年轮训3期", after.title]
    assert {(part.quote, part.lead_id) for part in parts} == {(TRAINING, office.justice.id)}
    assert draft.state is DraftState.REPLACED
    assert after.version == 1  # moving down is no change that another person must be told of


def test_by_days_each_named_day_gets_a_dated_part(session: Session, office: Town) -> None:
    draft = imported(session, office)[2]
    draft.stated = [
        {"text": words, "kind": "on", "start": day, "end": day, "every": None, "rule": "test"}
        for words, day in (("12·4", "2090-12-04"), ("4·15", "2090-04-15"))
    ]
    session.flush()
    parts = actions.split_by_days(session, draft, version=draft.version, by=office.clerk, at=MORNING)
    limits = [suggestions(session, part).limit for part in parts]
    assert [limit.value.deadline for limit in limits if limit] == [date(2090, 4, 15), date(2090, 12, 4)]
    assert parts[1].title.startswith("国家宪法日")


def test_a_sentence_without_days_is_not_split_by_days(session: Session, office: Town) -> None:
    draft = imported(session, office)[2]
    with pytest.raises(RuleViolation, match="两个以上的日子"):
        actions.split_by_days(session, draft, version=1, by=office.clerk, at=MORNING)


def test_a_draft_that_the_ledger_has_already_is_linked_until_it_is_restored(session: Session, office: Town) -> None:
    draft = imported(session, office)[0]
    actions.already_there(session, draft, "2090-001", version=1, by=office.clerk, at=MORNING)
    assert (draft.state, draft.same_as) == (DraftState.REJECTED, "2090-001")
    actions.restore(session, draft, version=2, by=office.clerk, at=MORNING)
    assert draft.same_as == ""


def test_splitting_into_one_is_refused(session: Session, office: Town) -> None:
    draft = imported(session, office)[0]
    with pytest.raises(RuleViolation, match="至少要写两行"):
        actions.split(session, draft, ["轮训"], version=1, by=office.clerk, at=MORNING)


def test_a_merged_draft_holds_both_sentences_and_both_limits(session: Session, office: Town) -> None:
    draft, into, _ = imported(session, office)
    actions.merge(session, draft, into, version=1, into_version=1, by=office.clerk, at=MORNING)
    session.commit()
    assert into.quote == LEDGER + TRAINING
    assert len(into.spans) == len(into.actions) == len(into.stated) == 2
    assert into.named["lead"] == ["司法所"]
    assert draft not in live(session, draft.document_id)


def test_a_draft_is_not_merged_into_itself(session: Session, office: Town) -> None:
    draft = imported(session, office)[0]
    with pytest.raises(RuleViolation, match="另一条"):
        actions.merge(session, draft, draft, version=1, into_version=1, by=office.clerk, at=MORNING)


def test_an_added_draft_is_marked_where_its_sentence_stands(session: Session, office: Town) -> None:
    document = imported(session, office)[0].document
    found = proposals.add(session, document, "化解", "化解矛盾。", by=office.clerk, at=MORNING)
    lost = proposals.add(session, document, "别的", "文件里没有这一句", by=office.clerk, at=MORNING)
    assert found.spans == [[2, 3, 8]]
    assert lost.spans == []
    assert [found.ordinal, lost.ordinal] == [4, 5]


def test_who_saw_an_older_version_changes_nothing_and_is_told_who_was_faster(session: Session, office: Town) -> None:
    draft = imported(session, office)[0]
    actions.reject(session, draft, version=1, by=office.clerk, at=MORNING)
    session.commit()
    with pytest.raises(ChangedMeanwhile, match=f"刚才由{office.clerk.name}改过"):
        actions.take(session, draft, Suggestions(), version=1, by=office.mayor, at=MORNING)


# SQLite lets only one transaction write at a time: there the second sees the new version and is told by it
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_who_saw_the_same_version_the_second_is_told(session: Session, office: Town) -> None:
    draft_id = imported(session, office)[0].id
    with Session(db.engine) as other:
        theirs = other.get_one(Draft, draft_id)
        mine = session.get_one(Draft, draft_id)
        assert mine.version == theirs.version
        actions.reject(other, theirs, version=1, by=office.mayor, at=MORNING)
        other.commit()
        with pytest.raises(ChangedMeanwhile):
            actions.reject(session, mine, version=1, by=office.clerk, at=MORNING)
    session.rollback()


def test_what_was_decided_is_not_decided_again(session: Session, office: Town) -> None:
    draft = imported(session, office)[0]
    actions.confirm(session, [Confirmation(draft, Suggestions(), 1)], by=office.clerk, at=MORNING)
    with pytest.raises(ChangedMeanwhile):
        actions.reject(session, draft, version=2, by=office.clerk, at=MORNING)


def test_drafts_that_somebody_touched_are_not_regrouped(session: Session, office: Town) -> None:
    draft = imported(session, office, plan=PLAN)[0]
    actions.reject(session, draft, version=1, by=office.clerk, at=MORNING)
    with pytest.raises(RuleViolation, match="不能再换分法"):
        proposals.regroup(session, draft.document, by_item=True)
    assert len(session.scalars(select(Draft)).all()) == 3
