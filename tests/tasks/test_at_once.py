"""Many people at the same moment: nothing is lost, and whoever comes too late is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.pages import Pages
from tests.review.desk import imported
from tests.rows import Town, assigned, claim, person, sign
from tracker.calendar.limits import Kind
from tracker.people.models import Person, Role
from tracker.tasks.models import Slip, Task
from tracker.tasks.status import Move, Status

CROWD = 50


def all_at_once(session: Session, people: list[Person], do: Callable[[Person], TestResponse]) -> Counter[int]:
    """How often each status was answered when all of them do it at the same moment.

    The test's own session lets go of the database meanwhile: what it had read before is not what it reads afterwards.
    """
    session.commit()
    for one in set(people):
        session.refresh(one)
        session.expunge(one)
    session.commit()
    with ThreadPoolExecutor(len(people)) as crowd:
        return Counter(answer.status_code for answer in crowd.map(do, people))


def test_fifty_reports_at_once_on_one_task_are_all_kept(session: Session, office: Town, pages: Pages) -> None:
    task = assigned(session, office, "联合检查", sign("2026-01-13", office.worker), deadline=date(2026, 12, 20))
    people = [person(session, f"同事{number}", office.justice, Role.ASSIGNEE) for number in range(CROWD)]
    path = f"/tasks/{task.key}/report"
    answers = all_at_once(session, people, lambda one: pages.post(one, path, text=f"{one.name}办了"))
    assert answers == {302: CROWD}
    reports = [event for event in session.get_one(Task, task.id).events if event.do is Move.REPORT]
    assert {event.text for event in reports} == {f"同事{number}办了" for number in range(CROWD)}
    assert [event.seq for event in task.events] == list(range(1, len(task.events) + 1))


def test_of_ten_decisions_at_once_one_counts(session: Session, office: Town, pages: Pages) -> None:
    steps = (sign("2026-01-13", office.worker), claim("2026-03-01", office.worker))
    task = assigned(session, office, "村务公开", *steps)
    path = f"/tasks/{task.key}/finish"
    answers = all_at_once(session, [office.deputy, office.mayor] * 5, lambda leader: pages.post(leader, path))
    assert answers == {302: 1, 409: 9}
    assert session.get_one(Task, task.id).status is Status.FINISHED
    assert [event.do for event in task.events].count(Move.FINISH) == 1


def test_drafts_confirmed_at_once_all_become_tasks_with_keys_of_their_own(
    session: Session, office: Town, pages: Pages
) -> None:
    drafts = imported(session, office)
    for draft in drafts:
        draft.lead_id, draft.assignee_id, draft.standard = office.justice.id, office.worker.id, "有记录"
        draft.kind, draft.deadline = Kind.DATE, date(2090, 11, 30)
    session.commit()
    waiting = {person(session, f"督办员{draft.id}", office.party_office, Role.COORDINATOR): draft for draft in drafts}
    sent = {one.name: (f"/drafts/{draft.id}/accept", draft.version) for one, draft in waiting.items()}

    def confirm(one: Person) -> TestResponse:
        path, version = sent[one.name]
        return pages.post(one, path, version=version)

    assert all_at_once(session, list(waiting), confirm) == {302: 3}
    assert sorted(session.scalars(select(Task.key))) == ["2090-001", "2090-002", "2090-003"]


def test_slips_that_are_issued_at_once_are_numbered_one_after_the_other(
    session: Session, office: Town, pages: Pages
) -> None:
    task = assigned(session, office, "挂牌公示", deadline=date(2026, 12, 20))
    path = f"/tasks/{task.key}/slips"
    answers = all_at_once(session, [office.clerk] * 5, lambda one: pages.post(one, path, kind="press"))
    assert answers == {302: 5}
    assert sorted(session.scalars(select(Slip.number))) == [1, 2, 3, 4, 5]
