"""The files that are made of a report."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, send_file, url_for
from flask_login import current_user

from tracker.clock import now, today
from tracker.db import db
from tracker.errors import UnreadableDocument
from tracker.people.models import Role
from tracker.summary import actions
from tracker.summary.context import summary_or_404
from tracker.summary.files import FILES
from tracker.summary.forms import TemplateForm
from tracker.summary.saved import the_template
from tracker.summary.template import PLACES
from tracker.summary.views.blueprint import READERS, summary
from tracker.web import allow


@summary.get("/summaries/report/<int:summary_id>/download/<what>")
@allow(*READERS)
def download(summary_id: int, what: str) -> Response:
    one = summary_or_404(summary_id)
    kind = FILES.get(what) or abort(404)
    made = kind.make(db.session(), one, current_app.extensions["store"], today()) or abort(404)
    name = f"{one.title}{kind.addition}.{kind.suffix}"
    return send_file(BytesIO(made), mimetype=kind.media_type, as_attachment=True, download_name=name)


@summary.get("/summaries/template")
@allow(Role.COORDINATOR)
def template() -> str:
    """The office's own Word file with place-holders."""
    return _template(TemplateForm(formdata=None))


@summary.post("/summaries/template")
@allow(Role.COORDINATOR)
def keep_template() -> Any:
    form = TemplateForm()
    if not form.validate_on_submit():
        return _template(form), 422
    name, data = form.file.data.filename or "", form.file.data.read()
    try:
        actions.keep_template(db.session(), name, data, current_app.extensions["store"], by=current_user, at=now())
    except UnreadableDocument as refusal:
        form.file.errors = [f"“{name}”{refusal}"]
        return _template(form), 422
    db.session.commit()
    flash("模板存好了，导出里多了“Word，用本单位模板”。", "done")
    return redirect(url_for("summary.template"))


@summary.post("/summaries/template/drop")
@allow(Role.COORDINATOR)
def drop_template() -> Any:
    actions.drop_template(db.session())
    db.session.commit()
    flash("不再用本单位模板，标准公文格式照常能导出。", "done")
    return redirect(url_for("summary.template"))


def _template(form: TemplateForm) -> str:
    return render_template(
        "summary/template.html", form=form, template=db.session.scalar(the_template()), places=PLACES
    )
