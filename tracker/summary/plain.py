"""A report as Markdown and as plain text, for those who paste it elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.summary.letter import Head
from tracker.summary.report import Section


def as_markdown(sections: Iterable[Section], head: Head) -> str:
    return "\n\n".join([f"# {head.title}", *_blocks(sections, head, marks=True)]) + "\n"


def as_text(sections: Iterable[Section], head: Head) -> str:
    return "\n".join([head.title, "", *_blocks(sections, head, marks=False)]) + "\n"


def _blocks(sections: Iterable[Section], head: Head, *, marks: bool) -> Iterator[str]:
    """What stands in a block of its own: the head, headings, paragraphs, the signature."""
    if head.addressee:
        yield f"{head.addressee}："
    for section in sections:
        if section.heading:
            yield f"{'#' * (section.level + 1)} {section.heading}" if marks else section.heading
        paragraph = ""
        for sentence in section.sentences:
            if sentence.opens and paragraph:
                yield paragraph
                paragraph = ""
            paragraph += sentence.text
        if paragraph:
            yield paragraph
    yield head.issuer
    if head.on:
        yield f"{head.on.year}年{head.on.month}月{head.on.day}日"
