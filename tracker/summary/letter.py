"""A composed or edited report as an official document: its head, and its sentences joined to paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.summary.facts import Facts
from tracker.summary.official import Comment, Letter, Paragraph
from tracker.summary.report import Report, Section, Sentence


@dataclass(frozen=True)
class Head:
    """What stands around the text; None where it is not known yet."""

    issuer: str
    title: str
    number: str | None = None
    signer: str | None = None
    addressee: str | None = None
    on: date | None = None
    contact: str | None = None
    red_head: bool = False


def head_of(report: Report, facts: Facts) -> Head:
    """The head that the records give: of last year's report the issuer and the addressee, never its number or date.

    The one who signs upward documents is the main leader, where last year's report was signed at all.
    """
    last = facts.last
    return Head(
        issuer=(last and last.issuer) or facts.office,
        title=report.title,
        signer=facts.main_leader or None if last and last.signer else None,
        addressee=last.addressee if last else None,
    )


def letter_of(sections: Iterable[Section], head: Head, *, with_evidence: bool = False) -> Letter:
    """with_evidence: each sentence's tasks and reports as a remark in the margin."""
    body = [paragraph for section in sections for paragraph in _paragraphs(section, with_evidence)]
    return Letter(
        issuer=head.issuer,
        title=head.title,
        body=tuple(body),
        number=head.number,
        signer=head.signer,
        addressee=head.addressee,
        signature=head.issuer,
        on=head.on,
        contact=head.contact,
        red_head=head.red_head,
    )


def _paragraphs(section: Section, with_evidence: bool) -> Iterable[Paragraph]:
    if section.heading:
        yield Paragraph(section.heading, section.level)
    text = ""
    comments: list[Comment] = []
    for sentence in section.sentences:
        if sentence.opens and text:
            yield Paragraph(text, 0, tuple(comments))
            text, comments = "", []
        if with_evidence and sentence.tasks:
            comments.append(Comment(len(text), len(text) + len(sentence.text), evidence_words(sentence)))
        text += sentence.text
    if text:
        yield Paragraph(text, 0, tuple(comments))


def evidence_words(sentence: Sentence) -> str:
    """依据：任务 2026-003、2026-007；进度 4月15日 ….  Long lists are cut."""
    tasks = "、".join(sentence.tasks[:8]) + ("等" if len(sentence.tasks) > 8 else "")
    days = "、".join(dict.fromkeys(f"{said.on.month}月{said.on.day}日" for said in sentence.reports[:8]))
    return f"依据：任务 {tasks}" + (f"；记录 {days}" if days else "") + "。"
