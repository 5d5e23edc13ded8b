"""What every page shares: who may open it, security headers, errors in one Chinese sentence, and words for values."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from tracker.calendar.limits import YEARS
from tracker.db import db
from tracker.errors import TrackerError, UnreadableDocument
from tracker.people.models import Role

View = TypeVar("View", bound=Callable[..., Any])

EVERYBODY = "everybody"  # also those who have not signed in
SIGNED_IN = frozenset(Role)
WORKERS = SIGNED_IN - {Role.ADMIN}  # whoever has to do with tasks


def allow(*roles: Role | str) -> Callable[[View], View]:
    """States who may call a view. A view that states nobody is closed to all (tests/test_access.py)."""

    def state(view: View) -> View:
        view.allowed = EVERYBODY if EVERYBODY in roles else frozenset(roles)  # type: ignore[attr-defined]
        return view

    return state


def allowed_roles(app: Flask, endpoint: str) -> frozenset[Role] | str | None:
    """Who may call an endpoint: EVERYBODY, a set of roles, or None where nothing is stated."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return EVERYBODY
    return getattr(app.view_functions[endpoint], "allowed", None)


def _check_access() -> Any:
    if request.endpoint is None:
        return None  # 404 and 405 answer for themselves
    allowed = allowed_roles(current_app, request.endpoint)
    if allowed == EVERYBODY:
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("people.sign_in", next=request.full_path if request.method == "GET" else None))
    if not allowed or not current_user.has(*allowed):
        abort(403)
    return None


# ---- numbers in addresses

_NUMBER = re.compile(r"[0-9]{1,9}")


class RowNumber(IntegerConverter):
    """The number of a row in an address: one that no database column has room for is not found, as any other."""

    regex = _NUMBER.pattern


class Year(IntegerConverter):
    """`<year:…>` in a route: a year that an office can mean."""

    regex = "[0-9]{4}"

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=YEARS[0], max=YEARS[-1])


def number_asked(name: str) -> int | None:
    """The number that an address asks for (…?page=2); None where there is none."""
    text = request.args.get(name, "")
    return int(text) if _NUMBER.fullmatch(text) else None


def year_asked(this_year: int) -> int:
    """The year that an address asks for; without one this year. 404 for what is no year."""
    year = number_asked("year") if request.args.get("year") else this_year
    if year is None or year not in YEARS:
        abort(404)
    return year


# ---- headers and errors

_CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)


def _secure(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _CSP)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.endpoint and not request.endpoint.endswith("static"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


_HTTP_WORDS = {
    400: "这个请求不完整。请回到上一页，刷新后再做一次。",
    403: "这一页不归您的岗位看。要看的话，请找督办员或系统管理员。",
    404: "没有这一页，或者它不归您看。请从左边的导航重新进入。",
    405: "这个地址不能这样打开。请从页面上的按钮进入。",
    409: "刚才有人先改了同一件事。请刷新后看看现在的样子，再决定要不要改。",
    413: "文件太大，没有收下。一次最多 {most} MB，请压缩或者分几次传。",
    429: "点得太快了，请过一会儿再试。",
}


def _page(code: int, sentence: str) -> tuple[str, int]:
    db.session.rollback()  # an error page must not carry anything half done
    return render_template("error.html", code=code, sentence=sentence), code


def _show_http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    words = _HTTP_WORDS.get(error.code, "这一步没有做成，没有改动任何内容。请稍后再试。")
    return _page(error.code, words.format(most=current_app.config["MAX_CONTENT_LENGTH"] // 1024 // 1024))


def _show_tracker(error: TrackerError) -> tuple[str, int]:
    return _page(422 if isinstance(error, UnreadableDocument) else 409, str(error))


def _show_conflict(error: Exception) -> tuple[str, int]:
    current_app.logger.warning("conflict: %s", error)
    return _page(409, _HTTP_WORDS[409])


def _show_unstorable(error: Exception) -> tuple[str, int]:
    """A number, a day or a text that neither the database nor the calendar has room for."""
    current_app.logger.warning("cannot be kept: %s", error)
    return _page(400, "填的数、日期或文字超出了能存的范围，没有改动任何内容。请回到上一页改短、改小后再提交。")


def _show_csrf(error: CSRFError) -> tuple[str, int]:
    return _page(400, "这一页放得太久，安全口令过期了。请刷新页面再提交，填过的内容请先复制出来。")


def _show_crash(error: Exception) -> tuple[str, int]:
    sentence = "服务器出了错，没有改动任何内容。请把刚才做的事告诉系统管理员。"
    try:
        return _page(500, sentence)
    except SQLAlchemyError:  # the database itself is away, and with it the frame of every page
        return current_app.jinja_env.get_template("crash.html").render(sentence=sentence), 500


def init_web(app: Flask) -> None:
    """To be called before any route is registered."""
    app.url_map.converters.update(int=RowNumber, year=Year)
    app.before_request(_check_access)
    app.after_request(_secure)
    app.register_error_handler(CSRFError, _show_csrf)
    app.register_error_handler(TrackerError, _show_tracker)
    app.register_error_handler(StaleDataError, _show_conflict)
    app.register_error_handler(IntegrityError, _show_conflict)
    app.register_error_handler(DataError, _show_unstorable)
    app.register_error_handler(OverflowError, _show_unstorable)
    app.register_error_handler(HTTPException, _show_http)
    app.register_error_handler(500, _show_crash)
