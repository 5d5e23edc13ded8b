"""Pages: signing in, one's own settings, people and units."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.datastructures import FileStorage

from tracker.audit_words import OPEN_TO_ADMIN, table_word, told
from tracker.calendar.zone import OFFICE_ZONE
from tracker.clock import now, today
from tracker.db import db
from tracker.documents.read import read
from tracker.errors import RuleViolation, UnreadableDocument
from tracker.labels import label
from tracker.people import actions
from tracker.people.audit import note
from tracker.people.context import the_office_now
from tracker.people.forms import NONE, LookForm, OfficeForm, PasswordForm, PersonForm, RosterForm, SignInForm, UnitForm
from tracker.people.models import Did, Person, Role, Unit
from tracker.people.passwords import check_sign_in
from tracker.people.queries import audit_trail, everybody, people_with, person_named, unit_tree, units
from tracker.people.roster import Rows, narrowed, roster_plan
from tracker.summary.sheets import sheet
from tracker.tasks.models import Task
from tracker.tasks.queries import open_tasks_helped_by, open_tasks_of, open_tasks_under, visible_to
from tracker.web import EVERYBODY, SIGNED_IN, WORKERS, allow, number_asked

people = Blueprint("people", __name__)

ROLE_WORDS = {role.value: label(role) for role in Role}


@people.route("/sign-in", methods=["GET", "POST"])
@allow(EVERYBODY)
def sign_in() -> Any:
    if current_user.is_authenticated:
        return redirect(url_for("tasks.home"))
    form = SignInForm()
    if form.validate_on_submit():
        person = db.session.scalar(person_named(form.name.data))
        try:
            fits = check_sign_in(person, form.password.data, at=now())
        except RuleViolation as paused:
            fits = False
            form.password.errors = [str(paused)]
        if fits and person:
            login_user(person)
        if person:
            note(db.session(), Did.SIGNED_IN if fits else Did.REFUSED, person)
        db.session.commit()
        if fits:
            return redirect(_own_path(request.args.get("next")) or url_for("tasks.home"))
        form.password.errors = form.password.errors or ["姓名或密码不对。请核对后再填，忘了密码请系统管理员重设。"]
    return render_template("people/sign_in.html", form=form, nobody=db.session.scalar(everybody().limit(1)) is None)


def _own_path(target: str | None) -> str | None:
    """The path, if it surely leads to a page of this site and to no other."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    return target if target.isprintable() else None


@people.post("/sign-out")
@allow(EVERYBODY)
def sign_out() -> Any:
    if current_user.is_authenticated:
        note(db.session(), Did.SIGNED_OUT, db.session.get_one(Person, current_user.id))
        db.session.commit()
    logout_user()
    return redirect(url_for("people.sign_in"))


@people.get("/me")
@allow(*SIGNED_IN)
def me() -> str:
    return _me_page(PasswordForm(), LookForm(obj=current_user))


def _me_page(password: PasswordForm, look: LookForm) -> str:
    return render_template("people/me.html", password=password, look=look)


@people.post("/me/password")
@allow(*SIGNED_IN)
def change_password() -> Any:
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            actions.change_own_password(db.session(), current_user, old=form.old.data, new=form.new.data)
        except RuleViolation as error:
            form.form_errors.append(str(error))
        else:
            db.session.commit()
            login_user(current_user)  # the new password ended the session begun with the old one
            flash("密码改好了。别处登录着的都已退出。", "done")
            return redirect(url_for("people.me"))
    return _me_page(form, LookForm(None, obj=current_user))


@people.post("/me/look")
@allow(*SIGNED_IN)
def change_look() -> Any:
    form = LookForm()
    if not form.validate_on_submit():
        abort(400)
    form.populate_obj(current_user)
    db.session.commit()
    return redirect(url_for("people.me"))


@people.get("/people")
@allow(Role.ADMIN, Role.COORDINATOR)
def index() -> str:
    persons = db.session.scalars(everybody()).all()
    return render_template(
        "people/index.html",
        tree=unit_tree(db.session.scalars(units())),
        persons=persons,
        names={person.id: person.name for person in persons},
        is_admin=current_user.has(Role.ADMIN),
        may_hand_over=current_user.has(Role.COORDINATOR),
    )


@people.route("/people/new", methods=["GET", "POST"])
@allow(Role.ADMIN)
def new_person() -> Any:
    form = PersonForm()
    form.offer(unit_tree(db.session.scalars(units())), ROLE_WORDS)
    if form.validate_on_submit():
        try:
            person, password = actions.add_person(db.session(), form.details())
        except RuleViolation as error:
            form.form_errors.append(str(error))
        else:
            db.session.commit()
            return render_template("people/password.html", person=person, password=password, added=True)
    return render_template("people/person.html", form=form, person=None)


@people.route("/people/<int:person_id>", methods=["GET", "POST"])
@allow(Role.ADMIN)
def person(person_id: int) -> Any:
    person = _load(person_id)
    form = PersonForm()
    form.offer(unit_tree(db.session.scalars(units())), ROLE_WORDS)
    if form.validate_on_submit():
        try:
            if not WORKERS.intersection(form.details().roles):
                _check_relieved(person)
            actions.change_person(db.session(), person, form.details())
        except RuleViolation as error:
            form.form_errors.append(str(error))
        else:
            db.session.commit()
            flash(f"{person.name}的资料改好了。", "done")
            return redirect(url_for("people.index"))
    if request.method == "GET":
        form.show(person)
    return render_template("people/person.html", form=form, person=person)


@people.post("/people/<int:person_id>/password")
@allow(Role.ADMIN)
def renew_password(person_id: int) -> str:
    person = _load(person_id)
    password = actions.renew_password(db.session(), person)
    db.session.commit()
    return render_template("people/password.html", person=person, password=password, added=False)


@people.post("/people/<int:person_id>/deactivate")
@allow(Role.ADMIN)
def deactivate(person_id: int) -> Any:
    person = _load(person_id)
    _check_relieved(person)
    actions.deactivate(db.session(), person)
    db.session.commit()
    flash(f"{person.name}已停用，不能再登录，做过的事都留着。", "done")
    return redirect(url_for("people.index"))


@people.post("/people/<int:person_id>/reactivate")
@allow(Role.ADMIN)
def reactivate(person_id: int) -> str:
    person = _load(person_id)
    password = actions.reactivate(db.session(), person)
    db.session.commit()
    return render_template("people/password.html", person=person, password=password, added=False)


def _load(person_id: int) -> Person:
    return db.session.get(Person, person_id) or abort(404)


def _check_relieved(person: Person) -> None:
    """RuleViolation while the person does, supervises or helps with something open: it goes to another before."""
    kinds = (open_tasks_of(person), open_tasks_under(person), open_tasks_helped_by(person))
    held = {task.id for kind in kinds for task in db.session.scalars(kind)}
    if held:
        raise RuleViolation(f"{person.name}手上还有 {len(held)} 件没有办完。请督办员先在“人员”页点“移交”，交给别人。")


@people.route("/units/new", methods=["GET", "POST"], defaults={"unit_id": None})
@people.route("/units/<int:unit_id>", methods=["GET", "POST"])
@allow(Role.ADMIN)
def unit(unit_id: int | None) -> Any:
    unit = (db.session.get(Unit, unit_id) or abort(404)) if unit_id else None
    form = UnitForm()
    others = [one for one in unit_tree(db.session.scalars(units())) if one[0] is not unit]
    form.offer(others, db.session.scalars(people_with(Role.LEADER)))
    if form.validate_on_submit():
        try:
            saved = actions.save_unit(db.session(), unit, form.details())
        except RuleViolation as error:
            form.form_errors.append(str(error))
        else:
            db.session.commit()
            flash(f"“{saved.name}”存好了。", "done")
            return redirect(url_for("people.index"))
    if request.method == "GET" and unit:
        form.show(unit)
    return render_template("people/unit.html", form=form, unit=unit)


@people.route("/office", methods=["GET", "POST"])
@allow(Role.ADMIN)
def office() -> Any:
    office = the_office_now()
    form = OfficeForm()
    form.offer(db.session.scalars(people_with(Role.LEADER)))
    if form.validate_on_submit():
        actions.save_office(db.session(), form.name.data, form.main_leader.data or None)
        db.session.commit()
        flash("单位设置存好了。", "done")
        return redirect(url_for("people.index"))
    if request.method == "GET" and office:
        form.name.data, form.main_leader.data = office.name, office.main_leader_id or NONE
    return render_template("people/office.html", form=form)


# ---- people from a list


@people.route("/people/import", methods=["GET", "POST"])
@allow(Role.ADMIN)
def take_in() -> Any:
    """A list is chosen, looked at row by row, and only then taken over."""
    form, rows, plan = RosterForm(), None, None
    if form.validate_on_submit():
        try:
            rows = narrowed(form.looked_at() if form.rows.data else _rows_of(form.file.data))
            plan = roster_plan(rows, actions.known_people(db.session()))
        except (RuleViolation, UnreadableDocument) as error:
            form.file.errors = [str(error)]
    if plan is None or plan.errors or not form.rows.data:
        return render_template("people/import.html", form=form, rows=rows, plan=plan)
    made = actions.take_in(db.session(), plan)
    db.session.commit()
    return render_template("people/imported.html", plan=plan, made=made)


def _rows_of(file: FileStorage) -> Rows:
    """The rows of the first table of a file."""
    tables = [block.rows for block in read(file.read(), file.filename or "") if block.rows]
    if not tables:
        raise RuleViolation("这个文件里没有表格。请选一张 Excel 表。")
    return [[cell.text for cell in row] for row in tables[0]]


# ---- the audit trail


@people.get("/audit")
@allow(Role.ADMIN, Role.COORDINATOR)
def trail() -> str:
    page = db.paginate(audit_trail(), page=number_asked("page") or 1, per_page=50)
    return render_template("people/trail.html", page=page, task=None, **_how_told())


@people.get("/tasks/<key>/changes")
@allow(Role.COORDINATOR, Role.LEADER, Role.ASSIGNEE)
def task_trail(key: str) -> str:
    office = the_office_now() or abort(404)
    task = db.session.scalar(visible_to(current_user, office).where(Task.key == key)) or abort(404)
    page = db.paginate(audit_trail(task.id), page=number_asked("page") or 1, per_page=50)
    return render_template("people/trail.html", page=page, task=task, **{**_how_told(), "shows": _all})


def _how_told() -> dict[str, Any]:
    """An administrator who does not coordinate sees no content of tasks."""
    shows = _all if current_user.has(Role.COORDINATOR) else OPEN_TO_ADMIN.__contains__
    return {"told": told, "table_word": table_word, "shows": shows, "url_of": _page_address}


def _all(table: str) -> bool:
    return True


def _page_address(number: int) -> str:
    return url_for(str(request.endpoint), **(request.view_args or {}), page=number)


@people.get("/audit.xlsx")
@allow(Role.ADMIN, Role.COORDINATOR)
def trail_file() -> Response:
    shows = _how_told()["shows"]
    rows = (
        (
            entry.id,
            f"{entry.at.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M:%S}",
            entry.by,
            entry.address,
            label(entry.did),
            table_word(entry.what),
            entry.name if shows(entry.what) else "",
            "\n".join(told(entry.changes, values=shows(entry.what))),
            entry.seal,
        )
        for entry in db.session.scalars(audit_trail().execution_options(yield_per=1000))
    )
    head = ("序号", "时间", "经手人", "地址", "做了什么", "类别", "对象", "改动", "校验码")
    data = sheet("操作记录", head, rows, (8, 20, 10, 16, 10, 12, 28, 60, 20))
    return send_file(BytesIO(data), as_attachment=True, download_name=f"操作记录{today()}.xlsx")
