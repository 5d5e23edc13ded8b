"""A year's work of an invented office in one table, and wrong numbers to plant in texts about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tests.office import CLERK, WANG, event, figure, task
from tracker.summary.check import Finding, Verdict, check
from tracker.summary.records import Record, RecordKind
from tracker.tasks.history import Event, Figure, History
from tracker.tasks.status import Move


@dataclass(frozen=True)
class Work:
    """What one task reported: day and value, ~ in front of what is approximate; its target; last year's value."""

    name: str
    unit: str
    reports: str
    target: int | None = None
    before: int | None = None


PER_TASK = 3
OTHER_UNIT = {"场": "期", "件": "起", "份": "本", "人次": "场次", "次": "场次", "%": "‰"}


def value(text: str) -> tuple[Decimal, bool]:
    return Decimal(text.removeprefix("~")), text.startswith("~")


def reported(work: Work) -> Iterator[tuple[str, Figure]]:
    for report in work.reports.split():
        on, _, said = report.partition(":")
        number, approx = value(said)
        yield on, Figure(work.name, number, work.unit, approx)


def histories(works: list[Work]) -> list[History]:
    """A task for each three figures and two without; nine are finished, six of these cleared."""
    groups = [works[n : n + PER_TASK] for n in range(0, len(works), PER_TASK)]
    found = [history(f"a{n}", group, finished=n < 9, cleared=n < 6) for n, group in enumerate(groups)]
    found += [task(event("3-4", Move.SIGN), key=key) for key in ("b1", "b2")]
    last_year = [
        event(f"2024-11-{n + 1:02}", Move.REPORT, figures=(figure(work.name, work.before, work.unit),))
        for n, work in enumerate(work for work in works if work.before)
    ]
    targets = [
        task(key=f"t{n}", assigned="2024-12-30", target=figure(work.name, work.target, work.unit))
        for n, work in enumerate(works)
        if work.target
    ]
    return [*found, *targets, task(event("2024-03-04", Move.SIGN), *last_year, key="old", assigned="2024-03-03")]


def history(key: str, group: list[Work], *, finished: bool, cleared: bool) -> History:
    reports = [
        event(on, Move.REPORT, figures=(said,))
        for on, said in sorted(
            (pair for work in group for pair in reported(work)),
            key=lambda pair: tuple(int(part) for part in pair[0].split("-")),
        )
    ]
    end: list[Event] = []
    if finished:
        end = [event("12-31", Move.CLAIM), event("12-31", Move.FINISH, by=WANG)]
    if cleared:
        end.append(event("12-31", Move.CLEAR, by=CLERK))
    return task(event("3-3", Move.SIGN), *reports, *end, key=key, assigned="3-3")


def plain(number: Decimal) -> str:
    return format(number.normalize(), "f")


def planted(finding: Finding, records: list[Record], works: list[Work]) -> Iterator[tuple[str, str]]:
    """Wrong numbers in place of a right one: what is wrong, and the words with the error."""
    said, unit, quote = finding.value, finding.unit, finding.quote
    name = finding.candidates[0].name
    yield "digit", f"{plain(said + 1)}{unit}"
    turned = plain(said)[::-1].lstrip("0.")
    if turned != plain(said):
        yield "digits turned", f"{turned}{unit}"
    yield "digit too many", f"{plain(said * 10)}{unit}"
    yield "unit", quote.removesuffix(unit) + OTHER_UNIT.get(unit, "版")
    kinds = {record.kind for record in finding.candidates}
    if not quote[0].isdigit() or "余" in quote:
        yield "mark dropped", f"{plain(said)}{unit}"
    elif RecordKind.TARGET not in kinds:
        yield "mark added", f"{plain(said)}余{unit}"
    last_year = next((work.before for work in works if work.name == name and work.before), None)
    if last_year:
        yield "last year", f"{last_year}{unit}"
    for record in records:
        if record.unit != unit or record.approx or record.value == said or record.kind is RecordKind.COUNT:
            continue
        words = f"{plain(record.value)}{unit}"
        if record.name == name and record.kind not in kinds:
            yield f"{record.kind} in place of another kind", words
        elif record.name != name and record.kind is RecordKind.YEAR:
            yield "another task", words


def plant(texts: list[str], records: list[Record], works: list[Work]) -> tuple[int, list[str]]:
    """Plants every error in the place of every number that is right; how many, and those that the check misses."""
    tried, missed = 0, []
    for text in texts:
        for finding in check(text, records):
            right = {f"{plain(record.value)}{record.unit}" for record in finding.candidates if not record.approx}
            for kind, words in planted(finding, records, works):
                if words in right:
                    continue  # by chance another record that the clause speaks of has just this value
                variant = text[: finding.start] + words + text[finding.end :]
                seen = [one for one in check(variant, records) if one.start == finding.start]
                tried += 1
                if not seen or seen[0].verdict is Verdict.MATCHES or not seen[0].quote.endswith(seen[0].unit):
                    missed.append(f"{kind}: {finding.quote} → {words} in {text[:40]}")
    return tried, missed
