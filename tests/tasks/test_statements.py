"""However many tasks there are, a page sends the same number of statements."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.crowd import crowd
from tests.pages import TODAY, Pages
from tests.rows import Town
from tracker.calendar.queries import work_calendar
from tracker.progress.kept import kept_for

PAGES = (
    ("clerk", "/"),
    ("deputy", "/"),
    ("worker", "/"),
    ("clerk", "/tasks"),
    ("clerk", "/tasks?status=all&order=due"),
    ("clerk", "/tasks?light=red"),
    ("deputy", "/tasks?q=集市 宣传"),
    ("clerk", "/tasks/export.xlsx?status=all"),
    ("mayor", "/board"),
    ("worker", "/tasks/k31"),
    ("clerk", "/tasks/k31"),
)


def test_a_page_sends_as_many_statements_for_three_hundred_tasks_as_for_thirty(
    session: Session, office: Town, pages: Pages, statements: list[str]
) -> None:
    counts: list[dict[tuple[str, str], int]] = []
    for first, size in ((1, 32), (33, 300)):
        crowd(session, office, size, first)
        counts.append({})
        for who, path in PAGES:
            kept_for(session, TODAY, work_calendar(session)).glances.clear()  # as on the first request of a day
            statements.clear()
            assert pages.get(office.people[who], path).status_code == 200, path
            counts[-1][who, path] = len(statements)
    assert counts[0] == counts[1]
