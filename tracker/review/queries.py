"""Finding drafts, and reading them as what the document says, what a person chose, and what is suggested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.calendar.queries import work_calendar
from tracker.people.models import Person, Role, Unit
from tracker.people.queries import active_people, units
from tracker.plans.plan import Parties
from tracker.review import stated
from tracker.review.certainty import Certainty
from tracker.review.deeds import Target
from tracker.review.models import Draft, DraftState
from tracker.review.names import Entry
from tracker.review.suggestions import (
    NEEDED,
    Chosen,
    Known,
    Official,
    Past,
    Said,
    Suggestions,
    doubts,
    suggest,
)
from tracker.review.time_limits import Limit


def drafts_of(document_id: int) -> Select[tuple[Draft]]:
    """The document's drafts in its order, without those that were split or merged away."""
    return (
        select(Draft)
        .where(Draft.document_id == document_id, Draft.state != DraftState.REPLACED)
        .options(joinedload(Draft.assignee), joinedload(Draft.lead), joinedload(Draft.leader))
        .order_by(Draft.ordinal, Draft.id)
    )


def counts_by_document() -> Select[tuple[int, DraftState, int]]:
    """Document, state, number of drafts."""
    return select(Draft.document_id, Draft.state, func.count()).group_by(Draft.document_id, Draft.state)


def waiting_drafts() -> Select[tuple[int]]:
    """How many drafts wait for a person."""
    return select(func.count()).select_from(Draft).where(Draft.state == DraftState.PROPOSED)


def touched_drafts(document_id: int) -> Select[tuple[int]]:
    """How many of the document's drafts somebody has changed or decided."""
    touched = Draft.changed_at.is_not(None)
    return select(func.count()).select_from(Draft).where(Draft.document_id == document_id, touched)


def next_waiting(session: Session, document_id: int, draft_id: int) -> int | None:
    """The next draft below this one that waits for a person, else the first that does."""
    drafts = list(session.scalars(drafts_of(document_id)))
    place = next((n for n, draft in enumerate(drafts) if draft.id == draft_id), 0)
    waiting = [one.id for one in drafts[place:] + drafts[:place] if one.state is DraftState.PROPOSED]
    return waiting[0] if waiting else None


def said_of(draft: Draft) -> Said:
    return Said(
        title=draft.title,
        text=draft.quote,
        deed=draft.title if draft.is_part else draft.quote,
        parties=Parties(**{role: tuple(names) for role, names in draft.named.items()}),
        deadlines=tuple(stated.from_json(one) for one in draft.stated),
        plan_year=draft.document.plan_year,
    )


def chosen_of(draft: Draft) -> Chosen:
    limit = Limit(draft.kind, draft.deadline, draft.every, draft.day) if draft.kind else None
    has_target = draft.target_name and draft.target_value is not None and draft.target_unit
    return Chosen(
        lead=draft.lead_id,
        assignee=draft.assignee_id,
        support=tuple(draft.support_ids),
        helpers=tuple(draft.helper_ids),
        leader=draft.leader_id,
        limit=limit,
        target=Target(draft.target_name, draft.target_value, draft.target_unit)
        if has_target and draft.target_value is not None
        else None,
        standard=draft.standard,
    )


def known_office(session: Session, past: Sequence[Past], today: date) -> Known:
    """The units and people that may be chosen, with the names they are known by, as values."""
    all_units = session.scalars(units()).all()
    return Known(
        units=[Entry(unit.id, unit.name, _names(unit)) for unit in all_units],
        people=[
            Official(
                Entry(person.id, person.name, _names(person)),
                unit=person.unit_id,
                works=person.has(Role.ASSIGNEE),
                leads=person.has(Role.LEADER),
            )
            for person in session.scalars(active_people())
        ],
        charges={unit.id: unit.leader_id for unit in all_units if unit.leader_id is not None},
        past=past,
        today=today,
        calendar=work_calendar(session),
    )


def _names(one: Unit | Person) -> tuple[str, ...]:
    return tuple(alias.name for alias in one.aliases)


@dataclass(frozen=True)
class Row:
    """A draft on the review desk; `number` is its place there, 1 first."""

    number: int
    draft: Draft
    chosen: Chosen
    suggestions: Suggestions
    doubts: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return self.draft.state is DraftState.PROPOSED

    @property
    def is_clear(self) -> bool:
        """Nothing is left to decide: all that is needed was chosen or stands in the document."""
        return self.is_open and not self.doubts

    @property
    def asks(self) -> bool:
        return self.is_open and bool(self.doubts)

    @property
    def sure(self) -> Suggestions:
        """What one click on the draft may take; a mere guess needs a click of its own."""
        return self.suggestions.at_least(Certainty.LIKELY)

    @property
    def unanswered(self) -> list[str]:
        """The doubts that its suggestions do not answer, in words."""
        return [NEEDED[field] for field in self.doubts if getattr(self.sure, field) is None]

    @property
    def hints(self) -> int:
        """How many of its suggestions do not stand in the document and wait for a click."""
        return self.sure.count() - self.suggestions.at_least(Certainty.STATED).count()


def row_of(draft: Draft, known: Known, number: int = 0) -> Row:
    chosen = chosen_of(draft)
    suggestions = suggest(said_of(draft), chosen, known) if draft.state is DraftState.PROPOSED else Suggestions()
    return Row(number, draft, chosen, suggestions, doubts(chosen, suggestions))
