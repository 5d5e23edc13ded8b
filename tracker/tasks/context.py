"""What every page of tasks begins with: the tasks that the one who is signed in may see, one of them or 404, a try."""

from __future__ import annotations

from collections.abc import Callable, Collection

from flask import abort, request
from flask_login import current_user
from sqlalchemy import Select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.interfaces import ORMOption

from tracker.db import db
from tracker.errors import RuleViolation
from tracker.people.context import the_office_now
from tracker.people.models import Office
from tracker.tasks.models import Task
from tracker.tasks.queries import visible_to


def office_or_404() -> Office:
    """The office of this database; 404 while none was entered."""
    return the_office_now() or abort(404)


def visible_tasks() -> Select[tuple[Task]]:
    return visible_to(current_user, office_or_404())


def task_or_404(key: str, *options: ORMOption) -> Task:
    """The task of this key; 404 where there is none, and just the same where it is not for this person to see.

    A request that may change it holds it from here on: whoever comes at the same moment waits, and then sees what the
    first one did (SQLite lets one writer in at a time anyway).
    """
    return tasks_or_404([key], *options)[0]


def tasks_or_404(keys: Collection[str], *options: ORMOption) -> list[Task]:
    """The same for several: all of them, in the order in which they were made, or 404."""
    statement = visible_tasks().where(Task.key.in_(keys)).order_by(Task.id).options(*options)
    if request.method == "POST":
        statement = statement.with_for_update(of=Task)
    found = list(db.session.scalars(statement.execution_options(populate_existing=True)))
    return found if found and len(found) == len(set(keys)) else abort(404)


LOST_RACE = "刚才有人先办了同一步，您的没有存，填的字还在下面。请看看现在的样子，再决定要不要办。"


def tried(make: Callable[[], object]) -> list[str]:
    """Does it and commits; where the rules or another person forbid it, takes everything back and says why."""
    try:
        make()
        db.session.commit()
    except RuleViolation as error:
        db.session.rollback()
        return [str(error)]
    except IntegrityError:
        db.session.rollback()
        return [LOST_RACE]
    return []
