"""What is suggested for a draft, and how surely."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.review.desk import deadline
from tracker.calendar.limits import Every, Kind
from tracker.plans.plan import DeadlineKind, Parties
from tracker.review.certainty import Certainty
from tracker.review.deeds import Target
from tracker.review.names import Entry
from tracker.review.suggestions import (
    FIELDS,
    Chosen,
    Known,
    Official,
    Past,
    Said,
    alike,
    doubts,
    last_years,
    suggest,
    taken,
)
from tracker.review.time_limits import Limit

PARTY_OFFICE, JUSTICE, VILLAGE = 1, 2, 3
LIN, YE, BAI, SU = 11, 12, 13, 14
KNOWN = Known(
    units=[Entry(PARTY_OFFICE, "党政办"), Entry(JUSTICE, "司法所"), Entry(VILLAGE, "清溪村")],
    people=[
        Official(Entry(LIN, "林书岚"), PARTY_OFFICE, works=True, leads=False),
        Official(Entry(YE, "叶青禾"), JUSTICE, works=True, leads=False),
        Official(Entry(BAI, "白露"), PARTY_OFFICE, works=True, leads=False),
        Official(Entry(SU, "苏文博"), PARTY_OFFICE, works=False, leads=True),
    ],
    past=[Past("2025-003", 2025, "轮训村级人民调解员不少于4期", BAI, PARTY_OFFICE, SU)],
    today=date(2026, 1, 12),
)
SAID = Said(
    title="轮训人民调解员不少于6期",
    text="由司法所牵头，全年轮训人民调解员不少于6期，各村配合。",
    deed="由司法所牵头，全年轮训人民调解员不少于6期，各村配合。",
    parties=Parties(lead=("司法所",), support=("各村",)),
    deadlines=(deadline("全年", DeadlineKind.DURING, date(2026, 12, 31)),),
    plan_year=2026,
)
NO_PAST = replace(KNOWN, past=[])


def test_a_named_unit_a_limit_and_a_target_stand_in_the_document() -> None:
    found = suggest(SAID, Chosen(), NO_PAST).at_least(Certainty.STATED)
    assert found.lead
    assert found.lead.value == JUSTICE
    assert found.limit
    assert found.limit.value == Limit(Kind.DATE, date(2026, 12, 31))
    assert found.target
    assert found.target.value == Target("轮训人民调解员", Decimal(6), "期")
    assert found.support
    assert (found.support.value, found.support.origin) == ((VILLAGE,), "原文写明，展开为 1 个单位")
    assert found.assignee is found.standard is found.leader is None


def test_the_only_assignee_of_the_lead_unit_is_suggested() -> None:
    found = suggest(SAID, Chosen(), NO_PAST).assignee
    assert found
    assert (found.value, found.certainty) == (YE, Certainty.LIKELY)


def test_of_several_assignees_none_is_suggested() -> None:
    said = replace(SAID, parties=Parties(lead=("党政办",)))
    assert suggest(said, Chosen(), NO_PAST).assignee is None


def test_a_chosen_lead_unit_changes_whom_is_suggested() -> None:
    assert suggest(SAID, Chosen(lead=PARTY_OFFICE), NO_PAST).assignee is None


def test_who_had_the_same_task_last_year_is_suggested() -> None:
    said = replace(SAID, parties=Parties())
    said = replace(said, text="全年轮训人民调解员不少于6期。")
    found = suggest(said, Chosen(), KNOWN)
    assert found.assignee
    assert (found.assignee.value, found.assignee.origin) == (BAI, "2025年同一件事由其承办")
    assert found.lead
    assert found.lead.value == PARTY_OFFICE
    assert found.leader
    assert found.leader.value == SU


def test_who_has_left_is_not_suggested() -> None:
    left = replace(KNOWN, people=[one for one in KNOWN.people if one.entry.id != BAI])
    found = suggest(replace(SAID, parties=Parties(), text="轮训人民调解员"), Chosen(), left).assignee
    assert found
    assert (found.value, found.origin) == (LIN, "牵头单位只有这一位承办人")


def test_the_same_task_is_the_likest_whatever_its_figures_are_and_the_latest_of_equals() -> None:
    older = Past("2024-001", 2024, "轮训村级人民调解员不少于2期", LIN, JUSTICE, None)
    assert last_years(SAID.title, [older, *KNOWN.past]) == KNOWN.past[0]
    assert last_years("开展安全生产检查", KNOWN.past) is None


def test_a_person_named_as_responsible_stands_in_the_document() -> None:
    found = suggest(replace(SAID, parties=Parties(leader=("苏文博",), lead=("叶青禾",))), Chosen(), NO_PAST)
    assert found.assignee
    assert (found.assignee.value, found.assignee.certainty) == (YE, Certainty.STATED)
    assert found.lead
    assert (found.lead.value, found.lead.certainty) == (JUSTICE, Certainty.LIKELY)
    assert found.leader
    assert (found.leader.value, found.leader.certainty) == (SU, Certainty.STATED)


def test_a_unit_that_the_sentence_only_mentions_is_likely() -> None:
    found = suggest(replace(SAID, parties=Parties(), text="清溪村修订村规民约。"), Chosen(), NO_PAST).lead
    assert found
    assert (found.value, found.certainty) == (VILLAGE, Certainty.LIKELY)


def test_a_name_that_is_only_alike_is_a_guess_and_says_so() -> None:
    found = suggest(replace(SAID, parties=Parties(lead=("司法局",))), Chosen(), NO_PAST)
    assert found.lead
    assert found.lead.certainty is Certainty.GUESSED
    assert found.at_least(Certainty.LIKELY).lead is None
    assert found.assignee is None
    assert "人员和单位里没有“司法局”。" in found.remarks


def test_what_comes_back_has_no_target_of_its_own() -> None:
    said = replace(SAID, deadlines=(deadline("每季度", DeadlineKind.EVERY, every=Every.QUARTER),))
    assert suggest(said, Chosen(), NO_PAST).target is None


def test_what_a_person_chose_gets_no_suggestion() -> None:
    everything = taken(Chosen(leader=SU), suggest(SAID, Chosen(), NO_PAST))
    assert suggest(SAID, everything, NO_PAST).count() == 0
    assert everything.leader == SU


def test_taking_never_overwrites_a_choice() -> None:
    assert taken(Chosen(lead=VILLAGE, standard="有签到表"), suggest(SAID, Chosen(), NO_PAST)) == Chosen(
        lead=VILLAGE,
        assignee=YE,
        support=(VILLAGE,),
        limit=Limit(Kind.DATE, date(2026, 12, 31)),
        target=Target("轮训人民调解员", Decimal(6), "期"),
        standard="有签到表",
    )


def test_doubtful_is_what_neither_stands_in_the_document_nor_was_chosen() -> None:
    found = suggest(SAID, Chosen(), NO_PAST)
    assert doubts(Chosen(), found) == ("assignee", "standard")
    assert doubts(Chosen(assignee=YE, standard="有签到表"), found) == ()


def test_only_gives_one_field() -> None:
    found = suggest(SAID, Chosen(), NO_PAST).only("limit")
    assert [name for name in FIELDS if getattr(found, name)] == ["limit"]


def test_a_vague_word_is_remarked_until_a_person_sets_a_limit() -> None:
    said = replace(SAID, deadlines=(), text="适时开展普法活动。", parties=Parties())
    assert suggest(said, Chosen(), NO_PAST).remarks == ("“适时”没有日期。",)
    assert suggest(said, Chosen(limit=Limit(Kind.ONGOING)), NO_PAST).remarks == ()


def test_of_a_split_part_only_its_own_words_set_target_and_standard() -> None:
    found = suggest(replace(SAID, deed="上半年轮训2期"), Chosen(), NO_PAST)
    assert found.target
    assert found.target.value == Target("上半年轮训", Decimal(2), "期")
    assert found.standard
    assert found.standard.value == "上半年轮训2期"


def test_tasks_that_say_nearly_the_same_are_found_the_likest_first() -> None:
    tasks = [
        Past("2026-001", 2026, "开展安全生产检查", None, None, None),
        Past("2026-002", 2026, "轮训全镇村级人民调解员", None, None, None),
        Past("2026-003", 2026, "轮训人民调解员不少于8期", None, None, None),
    ]
    assert [one.key for one in alike("轮训人民调解员不少于6期", tasks)] == ["2026-003", "2026-002"]


def test_the_deputy_in_charge_of_the_lead_unit_is_likely_to_supervise() -> None:
    in_charge = replace(NO_PAST, charges={JUSTICE: SU})
    found = suggest(SAID, Chosen(), in_charge).leader
    assert found
    assert (found.value, found.origin, found.certainty) == (SU, "分管牵头单位", Certainty.LIKELY)
    assert suggest(SAID, Chosen(lead=VILLAGE), in_charge).leader is None


def test_one_in_charge_who_is_no_leader_any_more_is_not_suggested() -> None:
    assert suggest(SAID, Chosen(), replace(NO_PAST, charges={JUSTICE: YE})).leader is None
