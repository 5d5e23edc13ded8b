"""The review desk as a value: a document's drafts what is suggested for them, and the tasks made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from tracker.documents.models import Document, Origin
from tracker.review.models import Draft, DraftState
from tracker.review.queries import Row, drafts_of, known_office, row_of
from tracker.review.suggestions import Known, Past, alike
from tracker.tasks.models import Task
from tracker.tasks.queries import with_history
from tracker.tasks.status import Status

TABS: dict[str, tuple[str, Callable[[Row], bool]]] = {
    "all": ("全部", lambda row: True),
    "ask": ("要人定", lambda row: row.asks),
    "clear": ("没有疑问", lambda row: row.is_clear),
    "confirmed": ("已确认", lambda row: row.draft.state is DraftState.CONFIRMED),
    "rejected": ("不立项", lambda row: row.draft.state is DraftState.REJECTED),
}


PAGE = 100
"""So many drafts stand on one page."""


@dataclass(frozen=True)
class Sight:
    """The rows of one page under a tab, and which page of how many it is."""

    rows: list[Row]
    page: int
    pages: int

    @property
    def has_prev(self) -> bool:
        return self.page > 1

    @property
    def has_next(self) -> bool:
        return self.page < self.pages

    @property
    def prev_num(self) -> int:
        return self.page - 1

    @property
    def next_num(self) -> int:
        return self.page + 1


@dataclass(frozen=True)
class Desk:
    """All that the page shows of one document."""

    document: Document
    rows: list[Row]
    known: Known
    tasks: dict[int, Task]  # by the draft that it was made of

    def under(self, tab: str) -> list[Row]:
        return [row for row in self.rows if TABS[tab][1](row)]

    def sight(self, tab: str, page: int | None, near: Row | None) -> Sight:
        """The page that is asked for, else the one on which `near` stands, which is in sight whatever the tab."""
        rows = self.under(tab)
        if near is not None and near not in rows:
            rows = sorted([*rows, near], key=lambda row: row.number)
        if page is None:
            page = rows.index(near) // PAGE + 1 if near else 1
        pages = max(1, -(-len(rows) // PAGE))
        page = max(1, min(page, pages))
        return Sight(rows[(page - 1) * PAGE : page * PAGE], page, pages)

    def row(self, draft_id: int | None) -> Row | None:
        return next((row for row in self.rows if row.draft.id == draft_id), None)

    @property
    def hints(self) -> int:
        return sum(row.hints for row in self.rows)

    @property
    def established(self) -> list[Task]:
        return [task for task in self.tasks.values() if task.status is Status.ESTABLISHED]

    @property
    def has_lists(self) -> bool:
        return self.document.origin is Origin.FILE and any(block["rows"] for block in self.document.blocks)

    @property
    def length(self) -> int:
        """Lines of text and rows of tables."""
        return sum(len(block["rows"]) or 1 for block in self.document.blocks)

    @property
    def is_untouched(self) -> bool:
        return self.document.origin is Origin.FILE and not any(row.draft.changed_at for row in self.rows)


def desk_of(session: Session, document: Document, today: date) -> Desk:
    """The desk, in a fixed number of statements however many drafts there are."""
    known = office_for(session, document, today)
    rows = [row_of(draft, known, number) for number, draft in enumerate(session.scalars(drafts_of(document.id)), 1)]
    made = session.scalars(select(Task).where(Task.document_id == document.id, Task.draft_id.is_not(None)))
    return Desk(document, rows, known, {task.draft_id: task for task in made if task.draft_id})


def established_of(document: Document) -> Select[tuple[Task]]:
    """The document's tasks that wait to be assigned, with all that assigning looks at."""
    waiting = (Task.document_id == document.id, Task.draft_id.is_not(None), Task.status == Status.ESTABLISHED)
    return select(Task).where(*waiting).options(joinedload(Task.assignee), *with_history()).order_by(Task.id)


def office_for(session: Session, document: Document, today: date) -> Known:
    """The office, with its tasks of the years before the document's plan, for who did the like."""
    earlier = _as_past().where(Task.year < year_of(document, today))
    return known_office(session, [Past(*row) for row in session.execute(earlier)], today)


def like_tasks(session: Session, draft: Draft, today: date) -> list[Past]:
    """The tasks of the same year that say nearly the same as the draft."""
    other = Task.draft_id.is_distinct_from(draft.id)
    here = _as_past().where(Task.year == year_of(draft.document, today), other)
    return alike(draft.title, [Past(*row) for row in session.execute(here)])


def year_of(document: Document, today: date) -> int:
    """The year of the document's work; of one that names none, the present one."""
    return document.plan_year or today.year


def _as_past() -> Select[tuple[str, int, str, int | None, int | None, int | None]]:
    """A task that was given up (作废) says nothing about the next one like it."""
    columns = (Task.key, Task.year, Task.title, Task.assignee_id, Task.lead_id, Task.leader_id)
    return select(*columns).where(Task.status != Status.VOID)
