"""The table of promises (兑现对照表): plan sentences and problems of last year beside what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.calendar.limits import Kind
from tracker.summary.facts import Outcome, Promise, Verdict, Work
from tracker.summary.numbers import digits

VERDICT_WORDS = {
    Verdict.DONE: "已兑现",
    Verdict.PARTLY: "部分兑现",
    Verdict.NOT: "未兑现",
    Verdict.NEXT: "转下年",
    Verdict.NO_RECORD: "没有记录",
}


@dataclass(frozen=True)
class Answer:
    """What a person said became of a promise. by: the name."""

    verdict: Verdict
    text: str
    by: str


@dataclass(frozen=True)
class PromiseRow:
    """One line of the table. told: the numbers of the sentences of the report that are about it."""

    promise: Promise
    verdict: Verdict
    works: tuple[tuple[str, str, str], ...]  # key, title, how far it came
    told: tuple[int, ...]
    answer: Answer | None = None

    @property
    def is_open(self) -> bool:
        """Whether neither the records nor a person say what became of it."""
        return self.verdict is Verdict.NO_RECORD

    @property
    def word(self) -> str:
        return VERDICT_WORDS[self.verdict]


def promise_rows(
    promises: Iterable[Promise], told: Mapping[str, Iterable[int]], answers: Mapping[str, Answer]
) -> list[PromiseRow]:
    """told: by the key of a task, the numbers of the sentences that rest on it. A person's answer goes before."""
    rows = []
    for promise in promises:
        answer = answers.get(promise.key)
        numbers = sorted({number for work in promise.works for number in told.get(work.key, ())})
        works = tuple((work.key, work.title, how_far(work)) for work in promise.works)
        verdict = answer.verdict if answer else promise.verdict
        rows.append(PromiseRow(promise, verdict, works, tuple(numbers), answer))
    return rows


def how_far(work: Work) -> str:
    """3 / 4 期; 逾期, 中止, 转下年; 报了 10 次; empty where there is nothing to add."""
    target = work.target
    if target is not None and work.kind is Kind.DATE:
        return f"{digits(work.reached)} / {digits(target.value)} {target.unit}"
    if work.outcome is Outcome.STOPPED:
        return "中止"
    if work.outcome is Outcome.CARRIED:
        return "转下年"
    if work.outcome is Outcome.UNDER_WAY and work.late and work.kind is Kind.DATE:
        return "到期没有办结"
    if work.kind is not Kind.DATE:
        return f"报了 {len(work.reports)} 次"
    return "" if work.outcome is Outcome.DONE else "办理中"


def counted(rows: Iterable[PromiseRow]) -> list[tuple[Verdict, str, int]]:
    """How many promises have which verdict, in the order of the verdicts; those with none are left out."""
    found = [row.verdict for row in rows]
    return [(verdict, VERDICT_WORDS[verdict], found.count(verdict)) for verdict in Verdict if verdict in found]
