"""Pages: handing in progress, the files behind it, and the board."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user

from tracker.calendar.queries import work_calendar
from tracker.clock import now, today
from tracker.db import db
from tracker.labels import label
from tracker.people.models import Role
from tracker.progress import queries
from tracker.progress.actions import hand_in, is_handed_in
from tracker.progress.export import Line, workbook
from tracker.progress.filters import read_filter
from tracker.progress.forms import ReportForm
from tracker.progress.glance import Glance
from tracker.progress.ledger import LedgerRow, ledger_lines
from tracker.progress.overview import board as board_of
from tracker.progress.yearline import MARK_WORDS
from tracker.tasks.context import office_or_404, task_or_404, tried, visible_tasks
from tracker.tasks.models import Task
from tracker.tasks.queries import for_page, moves_open_to
from tracker.tasks.status import Move
from tracker.web import WORKERS, allow, year_asked

progress = Blueprint("progress", __name__)


@progress.route("/tasks/<key>/report", methods=["GET", "POST"])
@allow(*WORKERS)
def report(key: str) -> Any:
    """Figures, words and files in one step, and 申请办结 with it where that was pressed; all or nothing."""
    task = task_or_404(key, *for_page())
    offered = queries.figures_offered(db.session(), task)
    form = ReportForm.asking_for(offered)
    if form.validate_on_submit() and (words := _handed_in(task, form)):
        flash(f"{words}：{task.title}", "done")
        return redirect(url_for("tasks.home") if request.form.get("back") == "home" else url_for("tasks.show", key=key))
    task = task_or_404(key, *for_page())  # as it is now, whatever was undone
    moves = moves_open_to(current_user, task, office_or_404().main_leader_id)
    page = render_template(
        "progress/report.html",
        task=task,
        form=form,
        offered=offered,
        known=db.session.execute(queries.known_figures().limit(200)).all(),
        may_report=Move.REPORT in moves,
        may_claim=Move.CLAIM in moves,
        back=request.form.get("back", ""),
    )
    return page, 200 if request.method == "GET" else 409 if form.form_errors else 422


def _claims() -> bool:
    return "claim" in request.form


def _handed_in(task: Task, form: ReportForm) -> str:
    """Hands in and commits, and says what was done; else takes everything back and writes on the form why."""
    steps, uploads, at = form.steps(claim=_claims()), form.uploads(), now()
    if is_handed_in(db.session(), task, steps, uploads, by=current_user, at=at):
        return "刚才已经交过，没有再记一遍"
    store = current_app.extensions["store"]
    form.form_errors.extend(
        tried(lambda: hand_in(db.session(), task, steps, uploads, store=store, by=current_user, at=at))
    )
    return "" if form.form_errors else "已申请办结" if _claims() else "进度已报"


@progress.get("/attachments/<int:attachment_id>")
@allow(*WORKERS)
def attachment(attachment_id: int) -> Response:
    """The file as it was handed in: pictures shown, all else downloaded; for those who may see the task."""
    file = db.session.scalar(queries.visible_attachment(visible_tasks(), attachment_id)) or abort(404)
    path = current_app.extensions["store"].path(file.sha256)
    if not path.is_file():
        abort(404)
    shown = file.media_type.startswith("image/")
    return send_file(path, file.media_type, as_attachment=not shown, download_name=file.name)


@progress.get("/tasks/export.xlsx")
@allow(*WORKERS)
def export() -> Response:
    """The ledger as filtered on screen, all pages, as an Excel file."""
    session, day = db.session(), today()
    wanted, calendar = read_filter(request.args), work_calendar(session)
    lines = ledger_lines(session, visible_tasks(), wanted, day, calendar)
    title = f"{office_or_404().name}{wanted.year or day.year}年度督办台账"
    file = workbook(title, (_line(row, one) for row, one in lines))
    return send_file(BytesIO(file), as_attachment=True, download_name=f"台账{day:%Y%m%d}.xlsx")


def _line(row: LedgerRow, one: Glance | None) -> Line:
    """A task in the order of export.COLUMNS."""
    share = one.share.words if one and one.share else ""
    light = f"{one.light.word}{'（补办）' if one.light.late_done else ''}" if one else "未交办"
    return Line(
        (
            row.key,
            light,
            label(row.status),
            row.section,
            row.title,
            row.standard,
            row.lead,
            row.assignee,
            row.leader,
            label(row.kind),
            one.due if one else row.deadline,
            row.deadline,
            share,
            one.now.last_report if one else None,
            one.now.returns if one else 0,
            one.now.granted if one else 0,
        )
    )


@progress.get("/board")
@allow(Role.COORDINATOR, Role.LEADER)
def board() -> str:
    session, visible = db.session(), visible_tasks()
    year = year_asked(today().year)
    return render_template(
        "progress/board.html",
        year=year,
        years=session.scalars(queries.years(visible)).all(),
        board=board_of(session, visible, year, today(), work_calendar(session)),
        mark_words=MARK_WORDS,
    )
