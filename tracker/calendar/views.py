"""Pages: the office's working days."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from tracker.calendar import actions
from tracker.calendar.forms import DayForm, NoticeForm
from tracker.calendar.models import YearNotice
from tracker.calendar.notice import year_of
from tracker.calendar.queries import corrections_of, is_estimated, work_calendar
from tracker.calendar.words import day_words
from tracker.calendar.workdays import special_days
from tracker.clock import now, today
from tracker.db import db
from tracker.errors import RuleViolation
from tracker.people.models import Role
from tracker.web import allow

calendar = Blueprint("calendar", __name__)

_KEEPERS = (Role.COORDINATOR, Role.ADMIN)


@calendar.get("/workdays")
@allow(*_KEEPERS)
def workdays() -> str:
    return _page(NoticeForm(), DayForm())


def _year() -> int:
    year = request.args.get("year", today().year, type=int)
    return year if 2004 <= year <= 2100 else abort(404)


def _page(notice: NoticeForm, day: DayForm) -> str:
    year, session = _year(), db.session()
    return render_template(
        "calendar/workdays.html",
        year=year,
        notice=notice,
        day=day,
        stored=session.get(YearNotice, year),
        corrections=session.scalars(corrections_of(year)).all(),
        special=special_days(year, work_calendar(session)),
        estimated=is_estimated(session, year),
    )


@calendar.post("/workdays/notice")
@allow(*_KEEPERS)
def take_notice() -> Any:
    form, year = NoticeForm(), _year()
    if form.validate_on_submit():
        year = year_of(form.text.data) or year
        try:
            days = actions.take_notice(db.session(), year, form.text.data, by=current_user, at=now())
        except RuleViolation as error:
            db.session.rollback()
            form.text.errors = [str(error)]
            return _page(form, DayForm(formdata=None)), 422
        db.session.commit()
        off = sum(not day.works for day in days)
        flash(f"{year} 年的安排已经记下：放假 {off} 天，调休上班 {len(days) - off} 天。灯和提醒都按它算。", "done")
        return redirect(url_for("calendar.workdays", year=year))
    return _page(form, DayForm(formdata=None)), 422


@calendar.post("/workdays/day")
@allow(*_KEEPERS)
def correct_day() -> Any:
    form = DayForm()
    if not form.validate_on_submit():
        return _page(NoticeForm(formdata=None), form), 422
    works = form.works.data == "yes"
    actions.correct_day(db.session(), form.day.data, works=works, why=form.why.data, by=current_user, at=now())
    db.session.commit()
    flash(f"{day_words(form.day.data, today())}已经改为{'上班' if works else '不上班'}。", "done")
    return redirect(url_for("calendar.workdays", year=form.day.data.year))


@calendar.post("/workdays/<day>/drop")
@allow(*_KEEPERS)
def drop(day: str) -> Any:
    try:
        stated = date.fromisoformat(day)
    except ValueError:
        abort(404)
    actions.drop_correction(db.session(), stated)
    db.session.commit()
    flash(f"{day_words(stated, today())}已经恢复为日历上的安排。", "done")
    return redirect(url_for("calendar.workdays", year=stated.year))
