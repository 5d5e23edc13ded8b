"""The number check: every number of a report's text against the records of its year.

Source: the office contract, “Figures and sentences, exactly”.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tracker.calendar.legal_days import named_days
from tracker.progress.figures import plain_number
from tracker.summary.quantities import Quantity, agrees, fold, quantities_in
from tracker.summary.records import Record, RecordKind


class Verdict(StrEnum):
    """What the records say to a number."""

    MATCHES = "matches"
    DIFFERS = "differs"
    NO_RECORD = "no_record"


@dataclass(frozen=True)
class Finding:
    """A number of the text, at characters start…end, and what the records say to it.

    task: the key, where the records that agree (for a difference all candidates) belong to one and the same task.
    candidates: the records that it was compared with. what: what was looked for, in words.
    """

    quote: str
    value: Decimal
    unit: str
    verdict: Verdict
    task: str | None
    start: int
    end: int
    candidates: tuple[Record, ...] = ()
    what: str = "数"


_CLAUSE_END = re.compile(r"[，。；！？、;!?\r\n]|(?<!\d),|,(?!\d)")
_SENTENCE_END = re.compile(r"[。！？；;!?\r\n]")
_TARGET = re.compile(r"目标|计划|任务")
_OF_WHICH = "其中"
_MONTH_OR_DAY = re.compile(r"(?:\d+|[一二三四五六七八九十]+)\s*[月日号]")
_DOCUMENT_NUMBER = re.compile(r"[〔\[（(]\d{4}[〕\])）]第?\d+号")
_NAMED_DAY = re.compile(r"(?<![\d.])\d{1,2}[·•]\d{1,2}(?![\d.])|宪法宣传周")
_SHORTEST = 2
"""So many neighbouring Chinese characters of its name stand near a number that belongs to a record."""
_NO_CHINESE = re.compile(r"[^\u4e00-\u9fff]+")


def check(text: str, records: Iterable[Record]) -> list[Finding]:
    """A finding for every number with a unit, in the order of the text."""
    by_unit: dict[str, list[Record]] = {}
    for record in records:
        by_unit.setdefault(record.unit, []).append(record)
    folded = fold(text)
    clauses, sentences = _Pieces(folded, _CLAUSE_END), _Pieces(folded, _SENTENCE_END)
    findings = []
    for quantity in quantities_in(text, frozenset(by_unit)):
        at, records_of_unit = quantity.start, by_unit.get(quantity.unit, [])
        candidates = _candidates(records_of_unit, clauses.around(at), sentences.around(at))
        findings.append(_finding(text, quantity, candidates))
    return findings


class _Pieces:
    """A text cut at its ends: the piece around any of its characters."""

    def __init__(self, text: str, end: re.Pattern[str]) -> None:
        self.text = text
        self.ends = [match.start() for match in end.finditer(text)]

    def around(self, at: int) -> str:
        index = bisect_left(self.ends, at)
        start = self.ends[index - 1] + 1 if index else 0
        return self.text[start : self.ends[index] if index < len(self.ends) else len(self.text)]


def _finding(text: str, quantity: Quantity, candidates: list[Record]) -> Finding:
    agreeing = [record for record in candidates if agrees(quantity, record.value, record.approx)]
    verdict = Verdict.MATCHES if agreeing else Verdict.DIFFERS if candidates else Verdict.NO_RECORD
    return Finding(
        quote=text[quantity.start : quantity.end],
        value=quantity.value,
        unit=quantity.unit,
        verdict=verdict,
        task=_only_task(agreeing or candidates),
        start=quantity.start,
        end=quantity.end,
        candidates=tuple(candidates),
    )


def _only_task(records: list[Record]) -> str | None:
    """The task that all of the records come from, if it is one."""
    tasks = {record.tasks for record in records}
    only = tasks.pop() if len(tasks) == 1 else ()
    return only[0] if len(only) == 1 else None


def _candidates(records: list[Record], clause: str, sentence: str) -> list[Record]:
    """The records that the number may be about: first the kind, then clause or sentence, then the longest piece."""
    possible = _of_kind(records, clause)
    return _nearest(possible, clause) or _nearest(possible, sentence)


def _of_kind(records: list[Record], clause: str) -> list[Record]:
    """Targets where the clause speaks of one; single reports where it speaks of a part or a day, else the year's."""
    speaks_of_target = _TARGET.search(clause) is not None
    speaks_of_part = _OF_WHICH in clause or _names_a_day(clause)
    kinds = {RecordKind.COUNT, RecordKind.REPORT if speaks_of_part else RecordKind.YEAR}
    if speaks_of_target:
        kinds.add(RecordKind.TARGET)
    return [record for record in records if record.kind in kinds]


def _names_a_day(clause: str) -> bool:
    clause = _DOCUMENT_NUMBER.sub("", clause)
    return bool(_MONTH_OR_DAY.search(clause) or _NAMED_DAY.search(clause)) or any(True for _ in named_days(clause))


def _nearest(records: list[Record], text: str) -> list[Record]:
    """The records whose names share the longest piece with the text, if it is long enough."""
    shared = {name: _shared(name, text) for name in {record.name for record in records}}
    longest = max(shared.values(), default=0)
    return [record for record in records if shared[record.name] == longest] if longest >= _SHORTEST else []


def _shared(name: str, text: str) -> int:
    """How many neighbouring Chinese characters of the name stand in the text together, at most."""
    runs = _NO_CHINESE.split(name)
    for length in range(max(len(run) for run in runs), _SHORTEST - 1, -1):
        if any(run[at : at + length] in text for run in runs for at in range(len(run) - length + 1)):
            return length
    return 0


def as_json(finding: Finding) -> dict[str, Any]:
    """As the office contract has it."""
    return {
        "quote": finding.quote,
        "value": plain_number(finding.value),
        "unit": finding.unit,
        "verdict": finding.verdict.value,
        "task": finding.task,
    }
