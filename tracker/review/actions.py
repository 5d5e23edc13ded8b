"""Everything that a person does to a draft before it becomes a task.

Each change of a draft names the version that the person saw. When somebody else was faster, ChangedMeanwhile says so
and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tracker.errors import RuleViolation
from tracker.people.models import Person
from tracker.review import stated
from tracker.review.days import by_days
from tracker.review.models import Draft, DraftState
from tracker.review.queries import chosen_of, said_of
from tracker.review.suggestions import Chosen, Suggestions, taken


class ChangedMeanwhile(RuleViolation):
    """Somebody else changed the draft after this person saw it."""


def save(
    session: Session, draft: Draft, title: str, chosen: Chosen, *, version: int, by: Person, at: datetime
) -> Draft:
    """Keeps what a person has chosen so far; the draft stays 待确认."""
    _touch(draft, version, by, at)
    draft.title = title
    _put(draft, chosen)
    return _flushed(session, draft)


def take(session: Session, draft: Draft, suggestions: Suggestions, *, version: int, by: Person, at: datetime) -> Draft:
    """Fills empty fields with suggestions that a person has clicked."""
    _touch(draft, version, by, at)
    _put(draft, taken(chosen_of(draft), suggestions))
    return _flushed(session, draft)


@dataclass(frozen=True)
class Confirmation:
    """A draft for which a person stands, with these suggestions taken, as it was in the version that the person saw."""

    draft: Draft
    suggestions: Suggestions
    version: int


def confirm(session: Session, confirmations: Iterable[Confirmation], *, by: Person, at: datetime) -> list[Draft]:
    """All of them or none. The entrance makes the tasks of them."""
    confirmed = []
    for one in confirmations:
        _touch(one.draft, one.version, by, at)
        _put(one.draft, taken(chosen_of(one.draft), one.suggestions))
        one.draft.state = DraftState.CONFIRMED
        confirmed.append(one.draft)
    _flush(session)
    return confirmed


def reject(session: Session, draft: Draft, *, version: int, by: Person, at: datetime) -> Draft:
    """不立项."""
    _touch(draft, version, by, at)
    draft.state = DraftState.REJECTED
    return _flushed(session, draft)


def already_there(session: Session, draft: Draft, key: str, *, version: int, by: Person, at: datetime) -> Draft:
    """不立项, because the task with this key says the same already."""
    _touch(draft, version, by, at)
    draft.state, draft.same_as = DraftState.REJECTED, key
    return _flushed(session, draft)


def restore(session: Session, draft: Draft, *, version: int, by: Person, at: datetime) -> Draft:
    """Back from 不立项, or from a confirmation whose task the entrance takes back."""
    decided = DraftState.CONFIRMED if draft.state is DraftState.CONFIRMED else DraftState.REJECTED
    _touch(draft, version, by, at, state=decided)
    draft.state, draft.same_as = DraftState.PROPOSED, ""
    return _flushed(session, draft)


def split(
    session: Session, draft: Draft, titles: Sequence[str], *, version: int, by: Person, at: datetime
) -> list[Draft]:
    """One draft a title in place of this one; each keeps the sentence, and what was chosen so far."""
    if len(titles) < 2:
        raise RuleViolation("拆成几条，至少要写两行，一行一条。")
    parts = [_Part(title, [one for one in draft.stated if one["text"] in title] or draft.stated) for title in titles]
    return _replace(session, draft, parts, version=version, by=by, at=at)


def split_by_days(session: Session, draft: Draft, *, version: int, by: Person, at: datetime) -> list[Draft]:
    """One dated draft for each of the days that the sentence names."""
    pieces = by_days(draft.title, said_of(draft).deadlines)
    if not pieces:
        raise RuleViolation("这一条没有写明两个以上的日子，不能按节点拆。要拆的话，请一行一条地写。")
    parts = [_Part(title, [stated.as_json(day)]) for title, day in pieces]
    return _replace(session, draft, parts, version=version, by=by, at=at)


@dataclass(frozen=True)
class _Part:
    title: str
    stated: list[dict[str, Any]]


def _replace(
    session: Session, draft: Draft, parts: Sequence[_Part], *, version: int, by: Person, at: datetime
) -> list[Draft]:
    _touch(draft, version, by, at)
    draft.state = DraftState.REPLACED
    session.execute(  # not through the rows: a new place in the order is no change that others must be told of
        update(Draft)
        .where(Draft.document_id == draft.document_id, Draft.ordinal > draft.ordinal)
        .values(ordinal=Draft.ordinal + len(parts))
        .execution_options(synchronize_session=False)
    )
    made = [_part_of(draft, part, draft.ordinal + n) for n, part in enumerate(parts, 1)]
    session.add_all(made)
    _flush(session)
    return made


def _part_of(whole: Draft, part: _Part, ordinal: int) -> Draft:
    draft = Draft(
        document_id=whole.document_id,
        ordinal=ordinal,
        section=whole.section,
        quote=whole.quote,
        spans=whole.spans,
        named=whole.named,
        stated=part.stated,
        actions=[action for action in whole.actions if part.title in action or action in part.title],
        title=part.title[:500],
        is_part=True,
        changed_by_id=whole.changed_by_id,
        changed_at=whole.changed_at,
    )
    _put(draft, chosen_of(whole))
    return draft


def merge(
    session: Session, draft: Draft, into: Draft, *, version: int, into_version: int, by: Person, at: datetime
) -> Draft:
    """`into` takes over this draft's sentence, actions, parties and time limits; this one is gone."""
    if draft.id == into.id or draft.document_id != into.document_id:
        raise RuleViolation("要并到同一份文件里的另一条。请重新选。")
    _touch(draft, version, by, at)
    _touch(into, into_version, by, at)
    draft.state = DraftState.REPLACED
    into.quote = "".join(dict.fromkeys([into.quote, draft.quote]))
    into.spans = into.spans + [span for span in draft.spans if span not in into.spans]
    into.actions = list(dict.fromkeys([*(into.actions or [into.title]), *(draft.actions or [draft.title])]))
    into.stated = into.stated + [one for one in draft.stated if one not in into.stated]
    roles = ("leader", "lead", "support")
    into.named = {role: list(dict.fromkeys([*into.named.get(role, ()), *draft.named.get(role, ())])) for role in roles}
    return _flushed(session, into)


def _touch(draft: Draft, version: int, by: Person, at: datetime, *, state: DraftState = DraftState.PROPOSED) -> None:
    if draft.version != version or draft.state is not state:
        who = draft.changed_by.name if draft.changed_by else "别人"
        raise ChangedMeanwhile(f"“{draft.title}”刚才由{who}改过，您看到的已经不是最新的。请核对后再定。")
    draft.changed_by_id, draft.changed_at = by.id, at


def _put(draft: Draft, chosen: Chosen) -> None:
    draft.lead_id, draft.assignee_id, draft.leader_id = chosen.lead, chosen.assignee, chosen.leader
    draft.support_ids, draft.helper_ids = list(chosen.support), list(chosen.helpers)
    draft.standard = chosen.standard
    limit, target = chosen.limit, chosen.target
    draft.kind = limit.kind if limit else None
    draft.deadline = limit.deadline if limit else None
    draft.every = limit.every if limit else None
    draft.day = limit.day if limit else None
    draft.target_name = target.name if target else ""
    draft.target_value = target.value if target else None
    draft.target_unit = target.unit if target else ""


def _flushed(session: Session, draft: Draft) -> Draft:
    _flush(session)
    return draft


def _flush(session: Session) -> None:
    try:
        session.flush()
    except StaleDataError as error:  # both saw the same version, and the other one's transaction came first
        raise ChangedMeanwhile("刚才有别人先改了同一条，您看到的已经不是最新的。请核对后再定。") from error
