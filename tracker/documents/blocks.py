"""What every reader gives: the document as a list of blocks, in reading order, each with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"  # the file itself says so (a heading style, a markdown #)
    TABLE = "table"
    NOTE = "note"  # beside the running text: a footnote, an endnote, a text box


@dataclass(frozen=True)
class Cell:
    """One cell of a table; merged cells repeat their text, `merged` marks the repetitions. Lines are split by \\n."""

    text: str
    merged: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, a note or a whole table.

    text: the characters as the document has them (automatic numbers resolved), without line ends; "" for a table.
    level: 1–9 for a heading that the file itself marks as one, else 0.
    rows: the cells of a table, row by row, all rows equally long; empty for text. Title rows above a header and notes
        below a table stay rows where they stand in the same grid.
    where: the place for a person to look, in Chinese: 第 3 页, 第 12 段, 工作表“清单”第 5 行.
    bold: the whole paragraph is set in bold or in a heading's type (黑体).
    sheet: the name of the sheet that a table stands on, "" where there are none.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    rows: tuple[tuple[Cell, ...], ...] = field(default=())
    where: str = ""
    bold: bool = False
    sheet: str = ""
