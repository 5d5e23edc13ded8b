"""The type area of printed pages: whether a line goes on with the paragraph above it, told by where the two stand.

A typesetter breaks a line when the next word does not fit any more. So a line that had room for the first word of the
next one ended its paragraph; of the others, the place where lines begin says which open a new one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from tracker.documents.lines import Line, ends_sentence, expects_more, is_numbered, join, opens_paragraph, unspaced

# what must not be divided: a word or figure, or one character, with the punctuation at its sides; quotation marks hold
# to both neighbours, and a figure to the mark before it
_WORD = r"(?:[A-Za-z0-9][A-Za-z0-9.,%‰/:+~·-]*|.)"
_CLOSING = r"[，。、；：！？,.;:!?）)》〉】〕」』\]％…]*"
_FIRST_WORD = re.compile(
    rf"[（(《〈【〔「『\[“‘”’]*{_WORD}{_CLOSING}(?:[“‘”’]+[（(《〈【〔「『\[]*{_WORD}{_CLOSING}|(?<=[，。、；：）])[0-9]+)*"
)
_WIDTHS = {"%": 0.85} | dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZmw", 0.7)  # characters as wide as a Chinese one: 1
_HANGS = "，。、；："  # may hang over the right edge
_SAME_PLACE = 0.8  # characters
_TIGHT = 0.2  # characters by which a measured room may be too large
_PADDING = 0.8  # characters at most between the line of a cell and its text
_SENTENCE = 15  # characters: a longer line of a cell that does not end a sentence is no list of names
_NAME = re.compile(r"[\u4e00-\u9fff]{2,}(?:局|办|所|队|院|站|中心|委|会|办公室|部|村|社区|公司)")  # of a unit
_SCRIPTS_APART = 0.25  # characters between a Chinese one and a figure
_FEW = 10  # lines: fewer do not show how wide the text is
_SHORT = 12  # characters: nor do lines no longer than this


@dataclass(frozen=True)
class PrintedLine:
    """A line on paper: its edges and base line, the size of its characters, the number of its page."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    page: int


def usual_size(lines: Iterable[PrintedLine]) -> float:
    """The size in which most of the text is set."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


class TypeArea:
    """What all lines of a text share: its edges, the usual size and the usual distance of lines.

    edges: where the further lines of paragraphs begin; their first lines are indented, stick out, or begin there too.
    """

    def __init__(
        self,
        lines: Sequence[PrintedLine],
        width: float,
        tables_right: float = 0.0,
        column_right: float | None = None,
    ) -> None:
        self.size = usual_size(lines)
        if column_right is None:
            self.right = _right_edge(lines, self.size, width, tables_right)
        else:
            self.right = max((line.right for line in lines if line.right <= column_right + self.size), default=width)
        self.left = min((line.left for line in lines), default=0.0)
        self.edges = self._continuation_edges(lines)
        gaps = [after.base - before.base for before, after in pairwise(lines) if after.page == before.page]
        self.leading = median(gaps) if gaps else 0.0
        self.all_bold = sum(line.bold for line in lines) * 2 > len(lines)

    def lines(self, printed: Iterable[PrintedLine]) -> Iterator[Line]:
        """The lines with what their places say about paragraphs."""
        before: PrintedLine | None = None
        first: bool | None = True
        for line in printed:
            begins = self._begins(before, line, after_first=first is not False)
            yield Line(line.text, f"第 {line.page} 页", begins=begins, bold=line.bold and not self.all_bold)
            before, first = line, begins

    def _continuation_edges(self, lines: Sequence[PrintedLine]) -> list[float]:
        """Where the lines after full ones begin, but for a few."""
        unit = self.size / 2
        after_full = [
            line.left
            for before, line in pairwise(lines)
            if self._is_full(before, line) and line.left < before.left + 3 * self.size
        ]
        places = Counter(round(left / unit) for left in after_full)
        return sorted(place * unit for place, times in places.items() if times * 5 >= len(after_full)) or [self.left]

    def _begins(self, before: PrintedLine | None, line: PrintedLine, *, after_first: bool) -> bool | None:
        """Whether a line opens a paragraph; None where only the words can tell.

        after_first: `before` may be the first line of its paragraph.
        """
        if before is None:
            return True
        if self._same_title(before, line) or self._same_centred(before, line):
            return False
        if self._stands_apart(before, line):
            return True
        if not self._is_full(before, line):
            return None if expects_more(before.text) else True
        ended, further_in = ends_sentence(before.text), (line.left - before.left) / self.size
        if ended and is_numbered(line.text):
            return True
        if not after_first:  # the further lines of a paragraph stand below each other
            return abs(further_in) > 0.5
        if further_in > 0.5:  # a new paragraph, or the text beside a number that sticks out
            return ended or not is_numbered(before.text)
        return False if further_in < -0.5 or self._may_go_on(before) else None

    def _may_go_on(self, first: PrintedLine) -> bool:
        """Whether a full first line may go on right below: further lines begin there, and it is no indented heading."""
        if is_numbered(first.text) and "。" not in first.text and first.left > self.edges[0] + 0.5 * self.size:
            return False
        return any(abs(first.left - edge) <= _SAME_PLACE * self.size for edge in self.edges)

    def _is_full(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Whether the first word of `line` had no room in the line before, which begins in the left half."""
        room = self.right - before.right
        return _is_too_narrow(room, before, line) and before.left < (self.left + self.right) / 2

    def _stands_apart(self, before: PrintedLine, line: PrintedLine) -> bool:
        apart = line.page == before.page and line.base - before.base > 1.4 * self.leading
        return apart or abs(line.size - before.size) > 0.15 * self.size

    def _same_title(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Lines of one large title: the same size, close together, set in the middle."""
        return (
            line.size > 1.1 * self.size
            and abs(line.size - before.size) < 0.05 * line.size
            and self._follows(before, line)
            and (self._is_centred(before) or self._is_centred(line))
        )

    def _same_centred(self, before: PrintedLine, line: PrintedLine) -> bool:
        """A centred line that only the width of the paper divided."""
        room = self.right - self.left - (before.right - before.left)
        return (
            self._is_centred(line)
            and self._follows(before, line)
            and abs(line.size - before.size) < 0.05 * line.size
            and _is_too_narrow(room, before, line)
            and not opens_paragraph(line.text)
        )

    def _follows(self, before: PrintedLine, line: PrintedLine) -> bool:
        return line.page == before.page and line.base - before.base < 2.5 * line.size

    def _is_centred(self, line: PrintedLine) -> bool:
        left, right = line.left - self.left, self.right - line.right
        return left > self.size and right > self.size and abs(left - right) < 3 * self.size


def cell_text(lines: Sequence[PrintedLine], left: float, width: float) -> str:
    """The lines of a table's cell: those that only its width divided are joined, names and sentences stay apart."""
    padding = min(min(line.left - left, _PADDING * line.size) for line in lines)
    lines = [*(replace(line, text=line.text.replace("\t", "")) for line in lines[:-1]), lines[-1]]  # set to full width
    texts = [lines[0].text]
    for before, line in pairwise(lines):
        room = width - 2 * padding - (before.right - before.left)
        names = _NAME.fullmatch(before.text) and _NAME.match(line.text)
        broken = len(before.text) > _SENTENCE and not ends_sentence(before.text)
        if broken or (_is_too_narrow(room, before, line) and not names):
            texts[-1] = join(texts[-1], line.text)
        else:
            texts.append(line.text)
    return "\n".join(map(unspaced, texts))


def _is_too_narrow(room: float, before: PrintedLine, line: PrintedLine) -> bool:
    """Whether the first word of `line` does not fit into what is left of the line before."""
    gap = _SCRIPTS_APART if before.text[-1].isascii() != line.text[0].isascii() else 0.0
    return room < _width(line) + (gap + _TIGHT) * line.size


def _right_edge(lines: Sequence[PrintedLine], size: float, width: float, tables_right: float) -> float:
    """Where full lines end. A text of few or short lines does not show it, but the paper and the tables do."""
    if not lines:
        return 0.0
    rights = sorted(line.right for line in lines if not line.text.endswith(tuple(_HANGS)))
    printed = rights[int(len(rights) * 0.95)] if rights else 0.0
    left = sorted(line.left for line in lines)[len(lines) // 4]
    full = sum(right > printed - size for right in rights)
    if full > max(_FEW, len(lines) / 4) and printed - left > _SHORT * size:
        return printed
    return max(printed, width - 1.4 * left, tables_right if len(lines) < _FEW else 0.0)


def _width(line: PrintedLine) -> float:
    """How wide the first word of a line is."""
    match = _FIRST_WORD.match(line.text)
    word = match[0] if match else ""
    return sum(_WIDTHS.get(character, 0.5) if character.isascii() else 1.0 for character in word) * line.size
