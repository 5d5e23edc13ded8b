"""协办人: people who support a task whatever their unit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.pages import Pages
from tests.rows import Town, assigned, at, figure, report, sign
from tracker.tasks.actions import Step, carry_over, hand_over
from tracker.tasks.models import Task
from tracker.tasks.status import Move

NOW = at("2026-11-25")


def made(session: Session, office: Town, *, helped: bool = True) -> Task:
    signed = sign("2026-01-13", office.worker)
    task = assigned(session, office, "开展法治宣传", signed, helpers=(office.helper,) if helped else ())
    session.commit()
    return task


def test_a_helper_sees_the_task_and_reports_on_it_and_another_does_not(
    session: Session, office: Town, pages: Pages
) -> None:
    helped, other = made(session, office), made(session, office, helped=False)
    assert pages.get(office.helper, f"/tasks/{other.key}").status_code == 404
    assert f"协办 {office.helper.name}" in pages.words(office.helper, f"/tasks/{helped.key}")
    answer = pages.post(office.helper, f"/tasks/{helped.key}/report", text="协助布置了展板。")
    assert answer.status_code == 302
    assert pages.post(office.helper, f"/tasks/{helped.key}/claim", text="做完了。").status_code != 302
    session.expire_all()
    assert [event.do for event in helped.events][-1] is Move.REPORT


def test_what_a_helper_reports_is_a_share_of_its_own(session: Session, office: Town, pages: Pages) -> None:
    reports = (
        report("2026-03-01", office.worker, "集市宣传。", figure("宣传", 3, "场")),
        report("2026-03-02", office.helper, "进校园。", figure("宣传", 2, "场")),
    )
    given = {"helpers": (office.helper,), "support": (office.safety,)}
    task = assigned(session, office, "开展法治宣传", sign("2026-01-13", office.worker), *reports, **given)
    read = pages.words(office.worker, f"/tasks/{task.key}")
    shares = read[read.index("各方报的") :]
    assert "司法所 牵头 报了 1 次" in shares
    assert "应急办 还没有报过" in shares
    assert f"{office.helper.name} 报了 1 次" in shares


def test_helping_goes_to_the_successor_once(session: Session, office: Town) -> None:
    task, doing = made(session, office), made(session, office)
    doing.assignee_id = office.mayor.id
    done = hand_over(session, office.helper, office.mayor, with_unit=False, by=office.clerk, at=NOW)
    assert done.helped == [task, doing]
    assert [row.person_id for row in task.helpers] == [office.mayor.id]
    assert doing.helpers == []
    assert [note.text for note in task.notes] == [f"协办人由{office.helper.name}改为{office.mayor.name}"]


def test_whoever_helps_with_open_work_does_not_leave_without_a_successor(
    session: Session, office: Town, pages: Pages
) -> None:
    made(session, office)
    assert pages.post(office.admin, f"/people/{office.helper.id}/deactivate").status_code == 409
    page = pages.words(office.clerk, f"/people/{office.helper.id}/hand-over")
    assert "协办 1 件" in page
    assert "协办的 1" in page
    answer = pages.post(office.clerk, f"/people/{office.helper.id}/hand-over", to=office.worker.id)
    assert answer.status_code == 200
    assert pages.post(office.admin, f"/people/{office.helper.id}/deactivate").status_code == 302


def test_helpers_go_with_the_task_into_the_next_year(session: Session, office: Town) -> None:
    task = made(session, office)
    deadline = task.deadline.replace(year=2027) if task.deadline else None
    following = carry_over(session, task, Step(Move.CARRY_OVER, text="来不及"), deadline, by=office.clerk, at=NOW)
    assert [row.person_id for row in following.helpers] == [office.helper.id]
