"""Pages: what left and what did not, for who keeps the tool."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select

from tracker.calendar.zone import office_moment
from tracker.clock import now, today
from tracker.db import db
from tracker.reminders import actions
from tracker.reminders.channels import CHANNEL_WORDS
from tracker.reminders.leases import heartbeats
from tracker.reminders.models import Message
from tracker.reminders.queries import sent_between
from tracker.reminders.states import ABOUT_WORDS, STATE_WORDS, TO_SEND, State
from tracker.reminders.views.blueprint import KEEPERS, reminders, settings
from tracker.web import allow

OUTBOX = 200
"""Rows that the page of the outbox shows."""


STATE_CHOICES = {
    "failed": ("没送到的", (State.FAILED, State.UNKNOWN, State.GIVEN_UP)),
    "waiting": ("等着发的", (State.PENDING, State.CLAIMED)),
    "sent": ("发出的", (State.SENT,)),
    "all": ("全部", tuple(State)),
}


@reminders.get("/outbox")
@allow(*KEEPERS)
def outbox() -> str:
    chosen = request.args.get("state", "failed")
    _, states = STATE_CHOICES.get(chosen) or abort(404)
    begin, end = _this_month()
    rows = db.session.scalars(
        select(Message)
        .where(Message.state.in_(states))
        .order_by(Message.next_try.desc(), Message.id.desc())
        .limit(OUTBOX)
    ).all()
    return render_template(
        "reminders/outbox.html",
        rows=rows,
        chosen=chosen,
        states=STATE_CHOICES,
        sent={row[0]: row[1] for row in db.session.execute(sent_between(begin, end))},
        words=CHANNEL_WORDS,
        about_words=ABOUT_WORDS,
        state_words=STATE_WORDS,
        workers=heartbeats(db.session(), now()),
        to_send=TO_SEND,
        most=OUTBOX,
        mails=settings().smtp is not None,
    )


def _this_month() -> tuple[datetime, datetime]:
    first = today().replace(day=1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return office_moment(first, time()), office_moment(after, time())


@reminders.post("/outbox/<int:message_id>/retry")
@allow(*KEEPERS)
def retry(message_id: int) -> Any:
    actions.try_again(db.session(), _message(message_id), at=now())
    db.session.commit()
    flash("已经放回去，上班时间里一分钟内再发。", "done")
    return redirect(url_for("reminders.outbox"))


@reminders.post("/outbox/<int:message_id>/give-up")
@allow(*KEEPERS)
def give_up(message_id: int) -> Any:
    actions.give_up(db.session(), _message(message_id), by=current_user, at=now())
    db.session.commit()
    flash("这一条不再发了。对方在站内消息里仍然看得到。", "done")
    return redirect(url_for("reminders.outbox"))


def _message(number: int) -> Message:
    return db.session.get(Message, number) or abort(404)
