"""Pages: the problems of a report beside the tasks that answer them, and what is missing on either side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.clock import today
from tracker.db import db
from tracker.documents.models import Document, StatedProblem
from tracker.people.models import Role
from tracker.review.views.blueprint import review
from tracker.tasks.desk import year_of
from tracker.tasks.models import Task
from tracker.tasks.problems import answer as answer_problem
from tracker.tasks.problems import gaps_of, take_back
from tracker.web import allow


@review.get("/documents/<int:document_id>/problems")
@allow(Role.COORDINATOR)
def problems(document_id: int) -> str:
    """Each problem with the tasks that answer it, and what is missing on either side."""
    document = db.session.get(Document, document_id) or abort(404)
    return render_template(
        "review/problems.html", document=document, gaps=gaps_of(db.session(), document, year_of(document, today()))
    )


@review.post("/problems/<int:problem_id>/answers")
@allow(Role.COORDINATOR)
def answer(problem_id: int) -> Any:
    """A task answers the problem; the field `task` holds its key."""
    return _about_problem(problem_id, answer_problem, "已对应上。")


@review.post("/problems/<int:problem_id>/answers/remove")
@allow(Role.COORDINATOR)
def take_answer_back(problem_id: int) -> Any:
    return _about_problem(problem_id, take_back, "不再对应。")


def _about_problem(problem_id: int, act: Callable[[Session, StatedProblem, Task], Any], told: str) -> Any:
    problem = db.session.get(StatedProblem, problem_id) or abort(404)
    task = db.session.scalar(select(Task).where(Task.key == request.form.get("task", ""))) or abort(404)
    act(db.session(), problem, task)
    db.session.commit()
    flash(told, "done")
    return redirect(url_for("review.problems", document_id=problem.document_id, _anchor=f"q{problem_id}"))
