"""A stretch of a block's text that knows where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.plans.plan import Span


@dataclass(frozen=True)
class Part:
    """`text` are the characters from `start` of block `block` (or of its cell at row, column)."""

    text: str
    block: int
    start: int = 0
    row: int | None = None
    column: int | None = None

    def cut(self, start: int, end: int) -> Part:
        """Characters start…end of this part, without the white space around them."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return replace(self, text=self.text[start:end], start=self.start + start)

    @property
    def span(self) -> Span:
        return Span(self.block, self.start, self.start + len(self.text), self.row, self.column)

    def moved(self, span: Span) -> Span:
        """A span within this part's text as a span of the document."""
        return Span(self.block, self.start + span.start, self.start + span.end, self.row, self.column)
