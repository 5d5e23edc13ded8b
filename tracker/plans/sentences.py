"""Where sentences and clauses begin and end: nothing is cut inside quotation marks or brackets.

All positions are those of the given text. Everything is one pass, so that a line of a million characters costs no more
than a million characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HIDDEN = "□"
# one level of quotation marks or brackets; an opening one without its end hides nothing
_ENCLOSED = re.compile(
    r"“[^“”]{0,200}”|‘[^‘’]{0,200}’|《[^《》]{0,200}》|「[^「」]{0,200}」|\"[^\"]{1,80}\""
    r"|（[^（）()]{0,400}[）)]|\([^（）()]{0,400}[）)]|〔[^〔〕]{0,400}〕|【[^【】]{0,400}】|\[[^\[\]]{0,400}\]"
)
# a half-width full stop ends a sentence behind a character: 完成整改.
_SENTENCE_END = re.compile(r"(?:[。；;！!？?\n]+|(?<=[\u4e00-\u9fff”）)])\.(?!\.))[”’」）)]*")
_CLAUSE_END = re.compile(r"[，：]|,(?!\d)|(?<!\d),|:(?!\d)")


def masked(text: str) -> str:
    """The text with everything inside quotation marks and brackets hidden: as long as the text itself."""

    def hide(match: re.Match[str]) -> str:
        found = match.group()
        return found[0] + HIDDEN * (len(found) - 2) + found[-1]

    for _ in range(2):  # brackets within brackets
        text = _ENCLOSED.sub(hide, text)
    return text


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence (up to 。；！？, the sign included), without the white space around it."""
    yield from _pieces(text, masked(text), _SENTENCE_END, keep_sign=True)


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every clause of a sentence, without the sign that ends it."""
    body = text.rstrip("。.；;！!？? \n\t\u3000")
    yield from _pieces(body, masked(body), _CLAUSE_END, keep_sign=False)


def _pieces(text: str, mask: str, sign: re.Pattern[str], *, keep_sign: bool) -> Iterator[tuple[int, int]]:
    at = 0
    for match in sign.finditer(mask):
        yield from _trimmed(text, at, match.end() if keep_sign else match.start())
        at = match.end()
    yield from _trimmed(text, at, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
