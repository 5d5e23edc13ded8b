"""Which tasks answer the problems of a report: a person's decision, which changes no task. And what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.documents.models import Document, StatedProblem
from tracker.errors import RuleViolation
from tracker.review.answers import Answer, Work, answers
from tracker.tasks.models import ProblemAnswer, Task
from tracker.tasks.status import Status


def answer(session: Session, problem: StatedProblem, task: Task) -> ProblemAnswer:
    """States that the task answers the problem; a second time is harmless."""
    existing = session.get(ProblemAnswer, (problem.id, task.id))
    if existing is not None:
        return existing
    last = session.scalar(select(func.max(ProblemAnswer.ordinal)).where(ProblemAnswer.problem_id == problem.id))
    made = ProblemAnswer(problem_id=problem.id, task_id=task.id, ordinal=0 if last is None else last + 1)
    session.add(made)
    session.flush()
    return made


def take_back(session: Session, problem: StatedProblem, task: Task) -> None:
    """The task is no answer after all."""
    existing = session.get(ProblemAnswer, (problem.id, task.id))
    if existing is None:
        raise RuleViolation(f"“{task.title}”本来就没有对应这条不足。请刷新后再看。")
    session.delete(existing)
    session.flush()


def answers_to(document_id: int) -> Select[tuple[ProblemAnswer]]:
    """All answers to the document's problems."""
    return (
        select(ProblemAnswer)
        .join(StatedProblem, StatedProblem.id == ProblemAnswer.problem_id)
        .where(StatedProblem.document_id == document_id)
        .options(joinedload(ProblemAnswer.task))
        .order_by(ProblemAnswer.problem_id, ProblemAnswer.ordinal)
    )


@dataclass(frozen=True)
class Gaps:
    """The problems of a report beside the tasks of a year: by problem what is confirmed and what is proposed.

    without_source: the tasks that come from no report, list or instruction.
    """

    confirmed: dict[int, list[Task]]
    proposed: dict[int, list[Answer]]
    tasks: Sequence[Task]
    without_source: list[Task]

    @property
    def unanswered(self) -> int:
        return sum(not tasks for tasks in self.confirmed.values())


def gaps_of(session: Session, document: Document, year: int) -> Gaps:
    confirmed: dict[int, list[Task]] = {problem.id: [] for problem in document.problems}
    for one in session.scalars(answers_to(document.id)):
        confirmed[one.problem_id].append(one.task)
    tasks = session.scalars(select(Task).where(Task.year == year, Task.status != Status.VOID).order_by(Task.key)).all()
    found = answers([problem.text for problem in document.problems], _works(document, tasks))
    return Gaps(
        confirmed=confirmed,
        proposed={
            problem.id: _not_yet(proposed, confirmed[problem.id])
            for problem, proposed in zip(document.problems, found, strict=True)
        },
        tasks=tasks,
        without_source=[task for task in tasks if task.document_id is None and not task.quote],
    )


def _works(document: Document, tasks: Sequence[Task]) -> list[Work]:
    """The tasks; those made of this very document with the place of their section in it."""
    sections = list(dict.fromkeys(task.section for task in tasks if task.document_id == document.id))
    places = {section: place for place, section in enumerate(sections)}
    return [
        Work(
            task.key,
            task.title,
            f"{task.section}。{task.quote}",
            places.get(task.section) if task.document_id == document.id else None,
        )
        for task in tasks
    ]


def _not_yet(proposed: list[Answer], confirmed: list[Task]) -> list[Answer]:
    have = {task.key for task in confirmed}
    return [one for one in proposed if one.key not in have]
