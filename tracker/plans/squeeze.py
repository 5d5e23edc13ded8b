"""Text without its spaces, for grammars that must read “2 0 2 5 年 5 月” and “２０２５年”, with the way back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.plans.plan import Span

_KEEP = "（）：；，？！"
"""Full-width punctuation stays as it is; only letters, digits and signs are folded to half width."""


def _folded() -> dict[int, str]:
    """Full-width letters, digits and signs; radicals and look-alikes that some files hold in place of characters."""
    spans = ((0xFF01, 0xFF5F), (0x2E80, 0x2FE0), (0xF900, 0xFB00))
    pairs = ((code, unicodedata.normalize("NFKC", chr(code))) for span in spans for code in range(*span))
    return {code: text for code, text in pairs if len(text) == 1 and text != chr(code) and chr(code) not in _KEEP}


_FOLDED = _folded()
_SPACE = re.compile(r"\s+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s*\n\s*(?=\d)")
"""A line break that keeps two numbers apart: “第1\\n2025年” is no 12025."""


@dataclass(frozen=True)
class Squeezed:
    """`text` has no white space and half-width digits; `places[i]` is where its character i stands in `source`."""

    source: str
    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Where characters start…end of `text` stand in the source (block 0)."""
        return Span(0, self.places[start], self.places[end - 1] + 1)

    def original(self, start: int, end: int) -> str:
        """The source's own characters for start…end of `text`."""
        span = self.span(start, end)
        return self.source[span.start : span.end]


def squeeze(source: str) -> Squeezed:
    """White space goes, except for one line break where nothing else keeps two numbers apart."""
    folded = source.translate(_FOLDED)
    if not _SPACE.search(folded):
        return Squeezed(source, folded, range(len(source)))
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for space in [*_SPACE.finditer(folded), None]:
        start, end = space.span() if space else (len(folded), len(folded))
        kept.append(folded[at:start])
        places.extend(range(at, start))
        if space and "\n" in space[0] and _BETWEEN_DIGITS.match(folded, start):
            kept.append("\n")
            places.append(start)
        at = end
    return Squeezed(source, "".join(kept), places)
