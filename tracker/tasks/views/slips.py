"""Numbered papers about a task (交办单, 催办单, 督办单): issued from its record, printed again as they were."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Response, abort, redirect, request, send_file, url_for
from flask_login import current_user

from tracker.calendar.limits import rhythm
from tracker.calendar.queries import work_calendar
from tracker.calendar.zone import office_day
from tracker.clock import now, today
from tracker.db import db
from tracker.labels import label
from tracker.people.models import Role
from tracker.progress.queries import task_page
from tracker.summary.official import chinese_date, write
from tracker.summary.slips import WORDS as SLIP_WORDS
from tracker.summary.slips import Matter, Wording, letter, wording
from tracker.tasks.context import office_or_404, task_or_404
from tracker.tasks.models import Slip, SlipKind, Task
from tracker.tasks.queries import for_page
from tracker.tasks.slips import issue
from tracker.tasks.status import Move, Status
from tracker.tasks.views.blueprint import tasks
from tracker.web import WORKERS, allow


@tasks.post("/tasks/<key>/slips")
@allow(Role.COORDINATOR)
def issue_slip(key: str) -> Any:
    """Issues a numbered slip of the kind that was pressed and hands out its file."""
    task = task_or_404(key, *for_page())
    kind = SlipKind(request.form.get("kind", "")) if request.form.get("kind") in frozenset(SlipKind) else abort(400)
    addressee = task.lead.name if task.lead else ""
    said = vars(wording(kind, _matter(task)))
    slip = issue(db.session(), task, kind, addressee=addressee, **said, by=current_user, at=now())
    db.session.commit()
    return redirect(url_for("tasks.slip", slip_id=slip.id))


def _matter(task: Task) -> Matter:
    """The task as its record tells it today."""
    office, day = office_or_404(), today()
    page = task_page(db.session(), task, day, work_calendar(db.session()), office.main_leader_id)
    due = page.now.due if page.now else task.deadline
    reports = [event for event in task.events if event.do is Move.REPORT]
    rule = task.rule_on(day)
    return Matter(
        title=task.title,
        standard=task.standard,
        lead=task.lead.name if task.lead else "",
        assignee=task.assignee.name if task.assignee else "",
        support=(*(row.unit.name for row in task.supports), *(row.person.name for row in task.helpers)),
        leader=page.decides.name if page.decides else "",
        deadline=chinese_date(due) if due else rhythm(rule.every, rule.day) if rule else label(task.kind),
        source=task.document.name if task.document else "",
        quote=task.quote,
        signed=task.status not in (Status.ESTABLISHED, Status.ASSIGNED),
        late=(day - due).days if due and due < day and page.outlook and page.outlook.light.overdue else 0,
        last_report=(reports[-1].on, reports[-1].text) if reports else None,
    )


@tasks.get("/slips/<int:slip_id>")
@allow(*WORKERS)
def slip(slip_id: int) -> Response:
    """The slip as it was issued, as a Word file; for those who see its task."""
    found = db.session.get(Slip, slip_id) or abort(404)
    task_or_404(found.task.key)
    document = letter(
        found.kind,
        issuer=office_or_404().name,
        year=found.year,
        number=found.number,
        addressee=found.addressee,
        said=Wording(found.opening, tuple((name, value) for name, value in found.facts), found.closing),
        on=office_day(found.at),
    )
    name = f"{SLIP_WORDS[found.kind]}{found.year}-{found.number}.docx"
    return send_file(BytesIO(write(document)), as_attachment=True, download_name=name)
