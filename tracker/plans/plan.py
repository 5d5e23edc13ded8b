"""What a document says about work: the values that the extraction hands to the stages after it.

Every text is the document's own characters (see the extraction contract, docs/使用手册.md, “抽取”). A span says where a
text stands, so that the page can highlight it and the command line can explain it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.calendar.limits import Every as Period
from tracker.plans.roles import Role


@dataclass(frozen=True)
class Span:
    """Characters start…end of block number `block` (of `text`, or of the cell at row, column for a table)."""

    block: int
    start: int
    end: int
    row: int | None = None
    column: int | None = None


def moved(span: Span, *, block: int, offset: int = 0, row: int | None = None, column: int | None = None) -> Span:
    """The same characters counted in the block (or cell) in which the text begins at `offset`."""
    return replace(span, block=block, start=span.start + offset, end=span.end + offset, row=row, column=column)


class DeadlineKind(StrEnum):
    BY = "by"
    ON = "on"
    DURING = "during"
    EVERY = "every"
    ONGOING = "ongoing"
    NOW = "now"


@dataclass(frozen=True)
class Deadline:
    """A stated time limit: `start` and `end` are days, both included; None where the document does not bound it.

    rule: the name of the grammar rule that read it.
    """

    text: str
    kind: DeadlineKind
    start: date | None
    end: date | None
    every: Period | None
    rule: str
    span: Span | None = None


@dataclass(frozen=True)
class Parties:
    """Names as written: leaders are people, lead and support are units or people."""

    leader: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    text: str
    actions: tuple[str, ...]
    parties: Parties
    deadlines: tuple[Deadline, ...]
    rule: str
    span: Span | None = None


@dataclass(frozen=True)
class Item:
    """One planned piece of work: a plan heading with what stands under it, or a row of a responsibility list."""

    heading: str | None
    section: str | None
    parties: Parties
    deadlines: tuple[Deadline, ...]
    measures: tuple[Measure, ...]
    rule: str
    span: Span | None = None


@dataclass(frozen=True)
class ReportedFigure:
    """A quantity that the document reports as done; 万 and 亿 are worked out into `value`."""

    quote: str
    value: Decimal
    unit: str
    approx: bool
    rule: str
    span: Span | None = None


@dataclass(frozen=True)
class Problem:
    text: str
    rule: str
    span: Span | None = None


@dataclass(frozen=True)
class Head:
    """What the document says about itself; None where it does not say."""

    title: str | None = None
    issuer: str | None = None
    number: str | None = None
    signer: str | None = None
    addressee: str | None = None
    report_year: int | None = None
    plan_year: int | None = None


@dataclass(frozen=True)
class Column:
    """What a column of a table (a block's number, 0 for the first column) was taken for, by the words of its header."""

    block: int
    number: int
    sheet: str
    words: str
    role: Role


@dataclass(frozen=True)
class Plan:
    """All that was understood of one document; warnings are Chinese sentences for the user."""

    head: Head
    items: tuple[Item, ...]
    problems: tuple[Problem, ...]
    figures: tuple[ReportedFigure, ...]
    warnings: tuple[str, ...]
    columns: tuple[Column, ...] = ()
