"""The grammar of time limits, phrase by phrase: deadline_phrases.txt says what each phrase means."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tracker.calendar.limits import Every
from tracker.plans.deadlines import deadlines_in
from tracker.plans.plan import Deadline, DeadlineKind

PHRASES = Path(__file__).with_name("deadline_phrases.txt")


def cases() -> list[tuple[str, str, int | None, int | None]]:
    """Phrase, what it means, plan year, own year."""
    found = []
    years: list[int | None] = [2025, 2025]
    for line in PHRASES.read_text("utf-8").splitlines():
        if line.startswith("# years:"):
            years = [None if word == "-" else int(word) for word in line.split()[2:]]
        elif line and not line.startswith("#"):
            phrase, meaning = line.split(" => ")
            found.append((phrase.replace("\\n", "\n"), meaning, years[0], years[1]))
    return found


def said(deadline: Deadline) -> str:
    """A deadline in the notation of the table."""
    first, last = (str(day or "?") for day in (deadline.start, deadline.end))
    if deadline.kind is DeadlineKind.DURING:
        return f"during {first}..{last}"
    if deadline.kind is DeadlineKind.EVERY:
        bounds = f" {first}..{last}" if deadline.start or deadline.end else ""
        return f"every {deadline.every}{bounds}"
    return deadline.kind if deadline.kind in (DeadlineKind.ONGOING, DeadlineKind.NOW) else f"{deadline.kind} {last}"


@pytest.mark.parametrize(("phrase", "meaning", "plan_year", "own_year"), cases())
def test_a_phrase_states_these_time_limits(
    phrase: str, meaning: str, plan_year: int | None, own_year: int | None
) -> None:
    found = deadlines_in(phrase, plan_year=plan_year, own_year=own_year)
    assert ("; ".join(said(deadline) for deadline in found) or "none") == meaning


def test_the_table_holds_at_least_250_phrases_and_many_that_state_nothing() -> None:
    meanings = [meaning for _, meaning, _, _ in cases()]
    assert len(meanings) >= 250
    assert meanings.count("none") >= 60


@pytest.mark.parametrize(("phrase", "meaning", "plan_year", "own_year"), cases())
def test_every_deadline_names_its_rule_and_the_characters_it_was_read_from(
    phrase: str, meaning: str, plan_year: int | None, own_year: int | None
) -> None:
    for deadline in deadlines_in(phrase, plan_year=plan_year, own_year=own_year):
        assert deadline.rule
        assert deadline.span is not None
        assert phrase[deadline.span.start : deadline.span.end] == deadline.text


def test_a_single_day_begins_and_ends_on_it() -> None:
    (deadline,) = deadlines_in("11月9日开展演练", plan_year=2025, own_year=2025)
    assert (deadline.start, deadline.end) == (date(2025, 11, 9), date(2025, 11, 9))


def test_a_recurring_limit_carries_its_period() -> None:
    (deadline,) = deadlines_in("每半年评议一次", plan_year=2025, own_year=2025)
    assert (deadline.kind, deadline.every) == (DeadlineKind.EVERY, Every.HALF_YEAR)


def test_a_leap_day_is_no_deadline_in_a_common_year() -> None:
    assert deadlines_in("2月29日前完成", plan_year=2025, own_year=2025) == []
    (deadline,) = deadlines_in("2月29日前完成", plan_year=2028, own_year=2028)
    assert deadline.end == date(2028, 2, 29)
