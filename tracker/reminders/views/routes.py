"""Pages: robots and webhooks."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from sqlalchemy import select

from tracker.db import db
from tracker.errors import DeliveryError
from tracker.people.models import Role
from tracker.reminders import actions
from tracker.reminders.channels import CHANNEL_WORDS, Channel
from tracker.reminders.forms import RouteForm
from tracker.reminders.models import Route
from tracker.reminders.robots import PER_MINUTE, check_address
from tracker.reminders.views.blueprint import reminders, settings
from tracker.web import allow


@reminders.get("/outbox/routes")
@allow(Role.ADMIN, Role.COORDINATOR)
def routes() -> str:
    found = db.session.scalars(select(Route).order_by(Route.name)).all()
    return render_template("reminders/routes.html", routes=found, words=CHANNEL_WORDS)


@reminders.route("/outbox/routes/new", methods=["GET", "POST"], defaults={"route_id": None}, endpoint="new_route")
@reminders.route("/outbox/routes/<int:route_id>", methods=["GET", "POST"])
@allow(Role.ADMIN)
def route(route_id: int | None) -> Any:
    found = (db.session.get(Route, route_id) or abort(404)) if route_id is not None else None
    form = RouteForm(obj=found)
    if form.validate_on_submit() and _name_is_free(form, route_id) and _address_is_allowed(form):
        actions.keep_route(db.session(), _filled(found or Route(), form))
        db.session.commit()
        flash(f"“{form.name.data}”已经记下。在“提醒方式”里可以给自己试发一条。", "done")
        return redirect(url_for("reminders.routes"))
    return render_template("reminders/route.html", form=form, route=found)


def _name_is_free(form: RouteForm, route_id: int | None) -> bool:
    owner = db.session.scalar(select(Route.id).where(Route.name == form.name.data))
    if owner not in (None, route_id):
        form.name.errors = [f"已经有一个叫“{form.name.data}”的了。请换个名称。"]
        return False
    return True


def _address_is_allowed(form: RouteForm) -> bool:
    try:
        check_address(Channel(form.channel.data), form.url.data, settings().channel_hosts)
    except DeliveryError as error:
        form.url.errors = [error.reason]
        return False
    return True


def _filled(route: Route, form: RouteForm) -> Route:
    """The route with what was entered; an empty secret leaves the one that is kept."""
    route.channel, route.name, route.url = Channel(form.channel.data), form.name.data, form.url.data
    route.secret = form.secret.data or route.secret or ""
    route.per_minute = form.per_minute.data or PER_MINUTE[route.channel]
    route.active = form.active.data
    return route
