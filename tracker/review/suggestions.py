"""What is suggested for a draft: who, until when, how much, what counts as done, each with its origin in words.

Nothing is filled in here. What a person has chosen is left alone; what stands in the document is taken when a person
confirms the draft; every other suggestion waits for a click of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from tracker.calendar.limits import Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.plans.plan import Deadline, Parties
from tracker.review.certainty import Certainty, Suggestion
from tracker.review.deeds import Target, standard_of, target_in
from tracker.review.names import Entry, find, members, mentioned
from tracker.review.time_limits import Limit, Reading, read_limit

THE_SAME = 80
ALIKE = 62
"""Likeness of two titles (0–100, without digits): from THE_SAME on it is last year's task again."""


@dataclass(frozen=True)
class Official:
    """A person who may be chosen: does the work (承办人), or supervises it (领导)."""

    entry: Entry
    unit: int
    works: bool
    leads: bool


@dataclass(frozen=True)
class Past:
    """Who had an earlier task."""

    key: str
    year: int
    title: str
    assignee: int | None
    lead: int | None
    leader: int | None


@dataclass(frozen=True)
class Known:
    """The office as it is today, its working days, and its earlier tasks.

    charges: of a unit's number its deputy in charge (分管).
    """

    units: Sequence[Entry]
    people: Sequence[Official]
    past: Sequence[Past]
    today: date
    charges: Mapping[int, int] = field(default_factory=dict)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)


@dataclass(frozen=True)
class Said:
    """What the document says of a draft. deed: the words that say what is to be done (of a split part its own)."""

    title: str
    text: str
    deed: str
    parties: Parties
    deadlines: tuple[Deadline, ...]
    plan_year: int | None


@dataclass(frozen=True)
class Chosen:
    """What a person has chosen so far; None or empty where nobody has."""

    lead: int | None = None
    assignee: int | None = None
    support: tuple[int, ...] = ()
    helpers: tuple[int, ...] = ()
    leader: int | None = None
    limit: Limit | None = None
    target: Target | None = None
    standard: str = ""


@dataclass(frozen=True)
class Suggestions:
    """One suggestion a field, None where nothing is suggested or somebody has already chosen.

    remarks: sentences on what a person should look at (适时 names no day; a name that nobody has).
    """

    lead: Suggestion[int] | None = None
    assignee: Suggestion[int] | None = None
    support: Suggestion[tuple[int, ...]] | None = None
    leader: Suggestion[int] | None = None
    limit: Suggestion[Limit] | None = None
    target: Suggestion[Target] | None = None
    standard: Suggestion[str] | None = None
    remarks: tuple[str, ...] = ()

    def at_least(self, certainty: Certainty) -> Suggestions:
        """Only those that are certain enough."""
        return self.without(name for name in FIELDS if (one := getattr(self, name)) and one.certainty < certainty)

    def without(self, names: Iterable[str]) -> Suggestions:
        nothing: dict[str, Any] = dict.fromkeys(names)
        return replace(self, **nothing)

    def only(self, field: str) -> Suggestions:
        """Only the one for this field."""
        return Suggestions(**{field: getattr(self, field)})

    def count(self) -> int:
        return sum(getattr(self, name) is not None for name in FIELDS)


FIELDS = tuple(one.name for one in fields(Suggestions) if one.name != "remarks")
NEEDED = {"limit": "时限", "lead": "牵头", "assignee": "承办", "standard": "完成标准"}
"""What a task cannot do without, in the order in which the page asks for it."""


def doubts(chosen: Chosen, suggestions: Suggestions) -> tuple[str, ...]:
    """The needed fields that neither a person chose nor the document states, by name."""
    stated = suggestions.at_least(Certainty.STATED)
    return tuple(field for field in NEEDED if not getattr(chosen, field) and getattr(stated, field) is None)


def suggest(said: Said, chosen: Chosen, known: Known) -> Suggestions:
    """All suggestions for the fields that nobody has chosen yet."""
    time_words = [one.text for one in said.deadlines]
    before = last_years(said.title, known.past)
    lead = _lead(said, known, before)
    lead_id = chosen.lead or (lead.value if lead and lead.certainty > Certainty.GUESSED else None)
    reading = read_limit(
        said.deadlines, said.text, plan_year=said.plan_year, today=known.today, calendar=known.calendar
    )
    recurs = (chosen.limit or (reading.limit.value if reading.limit else Limit(Kind.DATE))).kind is Kind.RECURRING
    found = Suggestions(
        lead=lead,
        assignee=_assignee(said, known, before, lead_id),
        support=_support(said, known, lead_id),
        leader=_leader(said, known, before, lead_id),
        limit=reading.limit,
        target=None if recurs else target_in(said.deed, time_words),
        standard=standard_of(said.deed, time_words),
        remarks=_remarks(said, chosen, known, reading),
    )
    return found.without(name for name in FIELDS if getattr(chosen, name))


def taken(chosen: Chosen, suggestions: Suggestions) -> Chosen:
    """The choice with every suggestion taken that fills an empty field."""
    values: dict[str, Any] = {name: one.value for name in FIELDS if (one := getattr(suggestions, name))}
    return replace(chosen, **{name: value for name, value in values.items() if not getattr(chosen, name)})


def _lead(said: Said, known: Known, before: Past | None) -> Suggestion[int] | None:
    for name in said.parties.lead:
        if unit := find(name, known.units):
            return unit
        person = find(name, [one.entry for one in known.people])
        if person and person.is_stated:
            unit_id = _official(person.value, known).unit
            return Suggestion(unit_id, f"{name}所在的单位", Certainty.LIKELY)
    named = set(said.parties.support)
    units = [unit for unit in mentioned(said.text, known.units) if unit.name not in named]
    if len(units) == 1 and not said.parties.lead:
        return Suggestion(units[0].id, f"原文提到“{units[0].name}”", Certainty.LIKELY)
    if before and before.lead:
        return Suggestion(before.lead, f"{before.year}年同一件事由它牵头", Certainty.LIKELY)
    return None


def _assignee(said: Said, known: Known, before: Past | None, lead: int | None) -> Suggestion[int] | None:
    workers = [one for one in known.people if one.works]
    for name in said.parties.lead:
        person = find(name, [one.entry for one in workers])
        if person and person.is_stated:
            return person
    if before and any(one.entry.id == before.assignee for one in workers):
        assert before.assignee is not None
        return Suggestion(before.assignee, f"{before.year}年同一件事由其承办", Certainty.LIKELY)
    own = [one for one in workers if one.unit == lead]
    if len(own) == 1:
        return Suggestion(own[0].entry.id, "牵头单位只有这一位承办人", Certainty.LIKELY)
    return None


def _leader(said: Said, known: Known, before: Past | None, lead: int | None) -> Suggestion[int] | None:
    leaders = [one for one in known.people if one.leads]
    for name in said.parties.leader:
        person = find(name, [one.entry for one in leaders])
        if person and person.is_stated:
            return person
    in_charge = known.charges.get(lead) if lead else None
    if in_charge and any(one.entry.id == in_charge for one in leaders):
        return Suggestion(in_charge, "分管牵头单位", Certainty.LIKELY)
    if before and any(one.entry.id == before.leader for one in leaders):
        assert before.leader is not None
        return Suggestion(before.leader, f"{before.year}年同一件事由其分管", Certainty.LIKELY)
    return None


def _support(said: Said, known: Known, lead: int | None) -> Suggestion[tuple[int, ...]] | None:
    """All units that are named as supporting; the ones that are only alike are left to a person."""
    found: list[int] = []
    words = "原文写明"
    for name in (*said.parties.support, *said.parties.lead[1:]):
        one = find(name, known.units)
        if one and one.is_stated:
            found.append(one.value)
        elif many := members(name, known.units):
            found += many
            words = f"原文写明，展开为 {len(many)} 个单位"
    units = tuple(dict.fromkeys(unit for unit in found if unit != lead))
    return Suggestion(units, words, Certainty.STATED) if units else None


def _remarks(said: Said, chosen: Chosen, known: Known, reading: Reading) -> tuple[str, ...]:
    remarks = [] if chosen.limit or not reading.remark else [reading.remark]
    entries = [*known.units, *(one.entry for one in known.people)]
    names = () if chosen.lead else (*said.parties.lead, *said.parties.support)
    unknown = [name for name in names if not members(name, known.units) and not _is_known(name, entries)]
    if unknown:
        remarks.append(f"人员和单位里没有“{'”“'.join(unknown)}”。")
    return tuple(remarks)


def _is_known(name: str, entries: Sequence[Entry]) -> bool:
    found = find(name, entries)
    return found is not None and found.is_stated


def _official(person: int, known: Known) -> Official:
    return next(one for one in known.people if one.entry.id == person)


_NOISE = re.compile(r"[\d\s，。、；：“”（）()·.%]+")


def likeness(one: str, other: str) -> float:
    """0–100: how much two titles say the same, whatever their figures are."""
    return fuzz.ratio(_NOISE.sub("", one), _NOISE.sub("", other))


def last_years(title: str, past: Sequence[Past]) -> Past | None:
    """The earlier task that this is again: the likest from THE_SAME on, of equals the latest."""
    like = [(likeness(title, one.title), one.year, one) for one in past]
    best = max(like, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] >= THE_SAME else None


def alike(title: str, tasks: Sequence[Past]) -> list[Past]:
    """The tasks that say the same or nearly the same, the likest first, three at most."""
    like = [(likeness(title, one.title), one) for one in tasks]
    near = sorted((pair for pair in like if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [one for _, one in near[:3]]
