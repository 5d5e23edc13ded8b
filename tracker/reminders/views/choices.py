"""Pages: how one is told, a trial of each way, the calendar address, tasks that one does not want to hear of."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select

from tracker.clock import now, today
from tracker.db import db
from tracker.errors import DeliveryError, RuleViolation
from tracker.reminders import actions, ics
from tracker.reminders.channels import Channel, Outgoing
from tracker.reminders.feed import deadlines, feed_owner
from tracker.reminders.forms import ChoiceForm, SnoozeForm, first_day_after
from tracker.reminders.models import Choice, Route, Snooze
from tracker.reminders.planning import Way
from tracker.reminders.views.blueprint import reminders, rules_or_404, settings
from tracker.reminders.worker import open_channel
from tracker.tasks.context import task_or_404
from tracker.web import EVERYBODY, SIGNED_IN, WORKERS, allow


@reminders.route("/messages/choices", methods=["GET", "POST"])
@allow(*SIGNED_IN)
def choices() -> Any:
    settled, form = rules_or_404(), ChoiceForm()
    routes = _routes_in_use()
    form.offer(routes, settled.hours)
    if form.validate_on_submit():
        actions.choose(
            db.session(),
            current_user,
            digest_at=form.clock,
            mail=form.mail.data,
            routes=form.routes.data or [],
            address=form.address.data or "",
        )
        db.session.commit()
        flash("提醒方式已经改好，从下一封起按新的发。", "done")
        return redirect(url_for("reminders.choices"))
    choice = db.session.get(Choice, current_user.id)
    if request.method == "GET":
        form.show(choice)
    ways = [("mail", "邮件")] if settings().smtp and current_user.email else []
    ways += [(f"route{route.id}", route.name) for route in routes]
    return render_template(
        "reminders/choices.html",
        form=form,
        hours=settled.hours,
        ways=ways,
        mails=settings().smtp is not None,
        feed=bool(choice and choice.feed_hash),
    )


def _routes_in_use() -> list[Route]:
    return list(db.session.scalars(select(Route).where(Route.active).order_by(Route.name)))


@reminders.post("/messages/test/<word>")
@allow(*SIGNED_IN)
def test(word: str) -> Any:
    """Sends a few words to oneself at once and tells what the other side answered; nobody else is sent anything."""
    route = _route_of(word)
    way = Way(route.channel, route.id) if route else Way(Channel.MAIL)
    trial, channel = _trial(way, db.session.get(Choice, current_user.id)), open_channel(way, route, settings(), now)
    db.session.rollback()  # the other side may take its time: nobody waits for this transaction
    try:
        with closing(channel):
            channel.send(trial)
    except DeliveryError as error:
        flash(f"没有发出。对方的答复：{error.reason}", "error")
    else:
        flash("已经发出，对方收下了。请看看收到的样子。", "done")
    return redirect(url_for("reminders.choices"))


def _route_of(word: str) -> Route | None:
    if word == "mail" and settings().smtp is not None:
        return None
    number = word.removeprefix("route")
    route = db.session.get(Route, int(number)) if word.startswith("route") and number.isdecimal() else None
    return route if route is not None and route.active else abort(404)


def _trial(way: Way, choice: Choice | None) -> Outgoing:
    moment = now()
    return Outgoing(
        key=f"test.{moment:%Y%m%dT%H%M%S}.{current_user.id}.{way.word}",
        name=current_user.name,
        address=current_user.email if way.channel is Channel.MAIL else choice.address if choice else "",
        subject="督办台账试发一条",
        text="这是试发的一条，收到说明这个渠道是通的。不用回复。",
        lines=(),
        office=rules_or_404().name,
        url=settings().office_url,
    )


@reminders.post("/messages/feed")
@allow(*SIGNED_IN)
def renew_feed() -> Any:
    secret = actions.renew_feed(db.session(), current_user)
    db.session.commit()
    address = f"{settings().office_url}{url_for('reminders.feed', secret=secret)}"
    return render_template("reminders/feed.html", address=address)


@reminders.post("/messages/feed/end")
@allow(*SIGNED_IN)
def end_feed() -> Any:
    actions.end_feed(db.session(), current_user)
    db.session.commit()
    flash("日历地址已经作废，订过的日历不再更新。", "done")
    return redirect(url_for("reminders.choices"))


@reminders.get("/calendar/<secret>.ics")
@allow(EVERYBODY)
def feed(secret: str) -> Response:
    """A person's deadlines for a calendar program; whoever knows the address reads them."""
    person = db.session.scalar(feed_owner(actions.feed_hash(secret))) or abort(404)
    settled = rules_or_404()
    entries = deadlines(db.session(), person, settled, today(), settings().office_url)
    answer = Response(ics.calendar(f"{settled.name}督办 {person.name}", entries), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = "inline; filename=duban.ics"
    return answer


# ---- snoozing a task


@reminders.route("/tasks/<key>/snooze", methods=["GET", "POST"])
@allow(*WORKERS)
def snooze(key: str) -> Any:
    task, form = task_or_404(key), SnoozeForm()
    if form.validate_on_submit():
        try:
            actions.snooze(db.session(), task, current_user, until=form.until.data, reason=form.reason.data, at=now())
        except RuleViolation as error:
            form.form_errors.append(str(error))
        else:
            db.session.commit()
            flash("这件事的提醒暂缓了，逾期以后照常提醒。领导看得到原因。", "done")
            return redirect(url_for("tasks.show", key=key))
    wish = db.session.get(Snooze, (task.id, current_user.id))
    return render_template("reminders/snooze.html", task=task, form=form, wish=wish, days=first_day_after(today()))


@reminders.post("/tasks/<key>/snooze/end")
@allow(*WORKERS)
def end_snooze(key: str) -> Any:
    actions.end_snooze(db.session(), task_or_404(key), current_user)
    db.session.commit()
    flash("这件事的提醒恢复了。", "done")
    return redirect(url_for("tasks.show", key=key))
