"""Everything that a person does to a saved report. Only a draft can be changed; every change leaves a trace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.documents.models import Document
from tracker.documents.read import read
from tracker.errors import RuleViolation
from tracker.people.models import Office, Person
from tracker.progress.figures import Way
from tracker.progress.privacy import complaint
from tracker.review.proposals import import_document
from tracker.store import Store
from tracker.summary.facts import Verdict
from tracker.summary.letter import Head
from tracker.summary.models import (
    STATE_WORDS,
    FigureWay,
    OfficeTemplate,
    PromiseAnswer,
    State,
    Summary,
    SummaryChange,
    SummaryLine,
    SummaryVersion,
)
from tracker.summary.report import Report, Section, Sentence
from tracker.summary.saved import event_numbers
from tracker.summary.skeleton import Kind, Part
from tracker.summary.template import checked
from tracker.tasks.history import Figure


class Unanswered(RuleViolation):
    """The report still owes answers, so it cannot be final."""


class ChangedMeanwhile(RuleViolation):
    """Somebody else changed the sentence after this person saw it."""


def draft(
    session: Session, report: Report, head: Head, *, year: int, kind: Kind, number: int, topic: str, at: datetime
) -> Summary:
    """A new report in 草稿 from a composed one. Flushed; the unique key tells the second of two people."""
    summary = Summary(
        year=year,
        kind=kind,
        number=number,
        topic=topic,
        title=head.title,
        issuer=head.issuer,
        document_number=head.number or "",
        signer=head.signer or "",
        addressee=head.addressee or "",
        red_head=head.red_head,
        composed_at=at,
        left_out=_left_out(report),
        lines=_lines_of(session, report),
    )
    session.add(summary)
    session.flush()
    return summary


def compose_anew(session: Session, summary: Summary, report: Report, *, at: datetime) -> int:
    """Takes over what the records say now; returns how many sentences that people wrote or changed were kept.

    A changed sentence stays where the composed one that it replaces would stand; one that has no counterpart any more
    stays at the end of its part. What is composed just as before keeps its explanation, and that somebody was asked.
    """
    must_be_draft(summary)
    changed = [line for line in summary.lines if line.level == 0 and line.is_changed]
    noted = [line for line in summary.lines if line.reason or line.asked_at]
    by_draft = {line.drafted: line for line in (*noted, *changed) if line.drafted}
    fresh = [by_draft.pop(line.drafted, line) for line in _lines_of(session, report)]
    kept = [line for line in changed if line not in fresh]
    for line in kept:
        places = [n for n, one in enumerate(fresh) if one.part == line.part]
        fresh.insert(places[-1] + 1 if places else len(fresh), line)
    for ordinal, line in enumerate(fresh, 1):
        line.ordinal = ordinal
    summary.lines = fresh
    summary.left_out, summary.composed_at = _left_out(report), at
    session.flush()
    return len(changed)


def _left_out(report: Report) -> list[dict[str, str]]:
    return [{"task": one.tasks[0], "text": one.asks} for one in report.left_out]


def _lines_of(session: Session, report: Report) -> list[SummaryLine]:
    numbers = event_numbers(
        session, (said for section in report.sections for s in section.sentences for said in s.reports)
    )
    lines: list[SummaryLine] = []
    for section in report.sections:
        part = section.part.value if section.part else ""
        if section.heading:
            lines.append(SummaryLine(level=section.level, part=part, text=section.heading, drafted=section.heading))
        lines += [_line(sentence, part, numbers) for sentence in section.sentences]
    for ordinal, line in enumerate(lines, 1):
        line.ordinal = ordinal
    return lines


def _line(sentence: Sentence, part: str, numbers: dict[tuple[str, int], int]) -> SummaryLine:
    return SummaryLine(
        part=part,
        text=sentence.text,
        drafted=sentence.text,
        opens=sentence.opens,
        asks=sentence.asks,
        tasks=list(sentence.tasks),
        events=[numbers[said.task, said.seq] for said in sentence.reports if (said.task, said.seq) in numbers],
        figures=[figure_as_stored(figure) for figure in sentence.figures],
    )


def figure_as_stored(figure: Figure) -> dict[str, Any]:
    return {"name": figure.name, "unit": figure.unit, "value": format(figure.value, "f"), "approx": figure.approx}


def figure_from_stored(stored: dict[str, Any]) -> Figure:
    return Figure(stored["name"], Decimal(stored["value"]), stored["unit"], bool(stored["approx"]))


def rewrite(session: Session, line: SummaryLine, text: str, *, seen: int, by: Person, at: datetime) -> None:
    """Changes a sentence or heading; its links stay. seen: the version that the person had before them."""
    must_be_draft(line.summary)
    if line.version != seen:
        raise ChangedMeanwhile("刚才有人先改了这一句，您的没有存，填的字还在框里。请看看现在的样子，再决定要不要改。")
    text = _checked(text)
    if text != line.text:
        _trace(session, line.summary, line.text, text, by, at)
        line.text = text
        line.asks = line.asks if "【待补" in text else ""
    session.flush()


def add_after(
    session: Session, line: SummaryLine, text: str, tasks: Sequence[str], *, by: Person, at: datetime
) -> SummaryLine:
    """A sentence of a person's own behind another, with the tasks that it rests on (none: it is marked)."""
    summary = line.summary
    must_be_draft(summary)
    added = SummaryLine(part=line.part, text=_checked(text), opens=line.level > 0, tasks=list(tasks))
    summary.lines.insert(summary.lines.index(line) + 1, added)
    for ordinal, one in enumerate(summary.lines, 1):
        one.ordinal = ordinal
    _trace(session, summary, "", added.text, by, at)
    session.flush()
    return added


def take_out(session: Session, line: SummaryLine, *, by: Person, at: datetime) -> None:
    must_be_draft(line.summary)
    _trace(session, line.summary, line.text, "", by, at)
    line.summary.lines.remove(line)
    session.flush()


def explain(session: Session, line: SummaryLine, reason: str, *, by: Person, at: datetime) -> None:
    """Why the numbers of a sentence are right although the check does not confirm them."""
    must_be_draft(line.summary)
    line.reason = reason.strip()
    _trace(session, line.summary, "", f"数字说明：{line.reason}", by, at)
    session.flush()


def answer_promise(
    session: Session, summary: Summary, promise: str, verdict: Verdict, text: str, *, by: Person, at: datetime
) -> None:
    """Says what became of a promise where the records do not."""
    must_be_draft(summary)
    if not text.strip():
        raise RuleViolation("还没有写结果的依据。请写一句怎么办的，例如 并入执法培训一起办了。")
    session.merge(
        PromiseAnswer(summary_id=summary.id, promise=promise, verdict=verdict, text=text.strip(), by_id=by.id, at=at)
    )
    session.flush()


def set_head(summary: Summary, values: Mapping[str, Any]) -> None:
    """Changes what stands around the text: title, issuer, number, signer, addressee, date, contact, red head."""
    must_be_draft(summary)
    for name in ("title", "issuer", "document_number", "signer", "addressee", "dated", "contact", "red_head"):
        setattr(summary, name, values[name])


def set_way(session: Session, name: str, unit: str, way: Way) -> None:
    """How a figure is added up from now on, in every report."""
    session.merge(FigureWay(name=name, unit=unit, way=way))
    session.flush()


def keep_template(session: Session, name: str, data: bytes, store: Store, *, by: Person, at: datetime) -> None:
    """The office's own Word file, in place of the one before; UnreadableDocument where it cannot be used."""
    sha256 = store.keep(checked(data))
    session.execute(delete(OfficeTemplate))
    session.add(OfficeTemplate(name=name[:255], sha256=sha256, at=at, by_id=by.id))
    session.flush()


def drop_template(session: Session) -> None:
    session.execute(delete(OfficeTemplate))


# ---- from hand to hand


def submit(session: Session, summary: Summary, *, by: Person, at: datetime) -> None:
    """草稿 → 送审."""
    must_be_draft(summary)
    summary.state = State.SUBMITTED
    _keep_version(session, summary, "", by, at)


def give_back(session: Session, summary: Summary, note: str, *, by: Person, at: datetime) -> None:
    """送审 → 草稿, by a leader, or by the coordinator who takes it back."""
    if summary.state is not State.SUBMITTED:
        raise RuleViolation(f"现在是“{STATE_WORDS[summary.state]}”，没有送审，不能退回。请刷新后看看。")
    if not note.strip():
        raise RuleViolation("退回要写几句话。请写清楚要改哪里。")
    summary.state = State.DRAFT
    _keep_version(session, summary, note.strip(), by, at)


def make_final(
    session: Session,
    summary: Summary,
    open_points: Iterable[str],
    sha256: str,
    office: Office,
    *,
    by: Person,
    at: datetime,
) -> None:
    """送审 → 定稿, by the main leader. open_points: what has no answer yet; sha256: of the file as it is now final."""
    if summary.state is not State.SUBMITTED:
        raise RuleViolation(f"现在是“{STATE_WORDS[summary.state]}”，定稿以前要先送审。请督办员先提交送审。")
    if by.id != office.main_leader_id:
        raise RuleViolation("定稿要由主要领导来做。请转告主要领导。")
    if points := list(open_points):
        raise Unanswered(f"还不能定稿，有 {len(points)} 处没有交代：{'；'.join(points[:3])}。请退回给督办员补上。")
    summary.state, summary.sha256 = State.FINAL, sha256
    _keep_version(session, summary, "", by, at)


def reopen(session: Session, summary: Summary, note: str, office: Office, *, by: Person, at: datetime) -> None:
    """定稿 → 草稿, by the main leader alone; the final version and its file stay."""
    if summary.state is not State.FINAL:
        raise RuleViolation(f"现在是“{STATE_WORDS[summary.state]}”，不用重新打开。")
    if by.id != office.main_leader_id:
        raise RuleViolation("定稿以后只有主要领导能重新打开。请转告主要领导。")
    if not note.strip():
        raise RuleViolation("重新打开要写几句话。请写清楚为什么要改。")
    summary.state, summary.sha256 = State.DRAFT, None
    _keep_version(session, summary, note.strip(), by, at)


def begin_next_year(session: Session, summary: Summary, store: Store, *, by: Person, at: datetime) -> Document:
    """Reads the final file like any imported report: its plan becomes drafts of the next year, its problems are listed.

    The document has the file's SHA-256, by which each leads to the other; a second time gives the same document.
    """
    if summary.state is not State.FINAL or summary.sha256 is None or summary.kind is not Kind.YEARLY:
        raise RuleViolation("只有定了稿的年度报告才能转成下一年的事项。请先送审、定稿。")
    data = store.path(summary.sha256).read_bytes()
    name = f"{summary.title}.docx"
    return import_document(session, name, data, read(data, name), store=store, plan_year=summary.year + 1, by=by, at=at)


def _keep_version(session: Session, summary: Summary, note: str, by: Person, at: datetime) -> None:
    summary.versions.append(
        SummaryVersion(
            number=len(summary.versions) + 1,
            at=at,
            by_id=by.id,
            state=summary.state,
            note=note,
            lines=[line.text for line in summary.lines],
            sha256=summary.sha256,
        )
    )
    session.flush()


def must_be_draft(summary: Summary) -> None:
    if summary.state is State.FINAL:
        raise RuleViolation("已经定稿，不能再改。要改的话，请主要领导重新打开。")
    if summary.state is State.SUBMITTED:
        raise RuleViolation("已经送审，不能再改。要改的话，请先退回草稿。")


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise RuleViolation("这一句是空的。不要这一句的话，请点“删去这一句”。")
    if found := complaint(text):
        raise RuleViolation(found)
    return text


def _trace(session: Session, summary: Summary, before: str, after: str, by: Person, at: datetime) -> None:
    session.add(SummaryChange(summary_id=summary.id, at=at, by_id=by.id, before=before, after=after))


def sections_of(summary: Summary) -> list[Section]:
    """The saved lines as sections, for writing the file."""
    sections: list[tuple[SummaryLine | None, list[SummaryLine]]] = [(None, [])]
    for line in summary.lines:
        if line.level:
            sections.append((line, []))
        else:
            sections[-1][1].append(line)
    return [
        Section(
            heading=head.text if head else "",
            level=head.level if head else 0,
            part=Part(head.part) if head and head.part else None,
            sentences=tuple(_sentence(line) for line in lines),
        )
        for head, lines in sections
        if head or lines
    ]


def _sentence(line: SummaryLine) -> Sentence:
    return Sentence(
        line.text,
        tuple(line.tasks),
        figures=tuple(figure_from_stored(one) for one in line.figures),
        opens=line.opens,
        asks=line.asks,
    )


def head_of(summary: Summary) -> Head:
    return Head(
        issuer=summary.issuer,
        title=summary.title,
        number=summary.document_number or None,
        signer=summary.signer or None,
        addressee=summary.addressee or None,
        on=summary.dated,
        contact=summary.contact or None,
        red_head=summary.red_head,
    )
