"""A composed report as values: sections, and sentences with what they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from tracker.progress.figures import plain_number
from tracker.summary.facts import Said
from tracker.summary.skeleton import Part, ordinal
from tracker.tasks.history import Figure


@dataclass(frozen=True)
class Sentence:
    """A sentence and its evidence. reports: what people wrote that it rests on. opens: whether it begins a paragraph.

    asks: who is to supply what, where a record is lacking; the text is then 【待补：…】.
    """

    text: str
    tasks: tuple[str, ...] = ()
    reports: tuple[Said, ...] = ()
    figures: tuple[Figure, ...] = ()
    opens: bool = False
    asks: str = ""


@dataclass(frozen=True)
class Section:
    """A heading (level 1 一、 or 2 （一）; 0 without one) and the sentences under it."""

    heading: str
    level: int
    part: Part | None
    sentences: tuple[Sentence, ...] = ()

    def saying(self, *sentences: Sentence) -> Section:
        """The section with more sentences at its end."""
        return replace(self, sentences=(*self.sentences, *sentences))


@dataclass(frozen=True)
class Report:
    """A composed report. missing: what has to be supplied, each with the keys of the tasks that it is about.

    left_out: what people wrote and the report cannot use before its numbers are entered as figures.
    """

    title: str
    sections: tuple[Section, ...]
    missing: tuple[Sentence, ...]
    left_out: tuple[Sentence, ...] = ()

    @property
    def length(self) -> int:
        return sum(len(section.heading) + sum(len(s.text) for s in section.sentences) for section in self.sections)


def as_json(report: Report) -> dict[str, Any]:
    """As the office contract has it."""
    return {
        "title": report.title,
        "sections": [
            {
                "heading": section.heading,
                "level": section.level,
                "sentences": [
                    {
                        "text": sentence.text,
                        "tasks": list(sentence.tasks),
                        "figures": [figure_json(figure) for figure in sentence.figures],
                    }
                    for sentence in section.sentences
                ],
            }
            for section in report.sections
        ],
        "missing": [{"text": one.asks, "tasks": list(one.tasks)} for one in (*report.missing, *report.left_out)],
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    return {"name": figure.name, "unit": figure.unit, "value": plain_number(figure.value)}


def numbered(told: Iterable[tuple[str, Iterable[Sentence]]], part: Part) -> list[Section]:
    """Headings （一）, （二） … each with its sentences as one paragraph."""
    return [
        Section(f"（{ordinal(n)}）{heading}", 2, part, _one_paragraph(sentences))
        for n, (heading, sentences) in enumerate(told, 1)
    ]


def _one_paragraph(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The first opens the paragraph, the others follow in it; what is to be supplied stands by itself."""
    return tuple(replace(sentence, opens=n == 0 or bool(sentence.asks)) for n, sentence in enumerate(sentences))
