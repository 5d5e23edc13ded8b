"""Every file that is made of a saved report: Word, PDF, Excel, Markdown, plain text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from tracker import libreoffice
from tracker.store import Store
from tracker.summary.actions import head_of, sections_of
from tracker.summary.letter import letter_of
from tracker.summary.models import OfficeTemplate, Summary
from tracker.summary.official import Bars, Letter, Paragraph, Table, write
from tracker.summary.pictures import pictures_of
from tracker.summary.plain import as_markdown, as_text
from tracker.summary.saved import evidence_rows, the_template
from tracker.summary.scrutiny import facts_for, promises_of
from tracker.summary.sheets import sheet
from tracker.summary.skeleton import period_of, span_words
from tracker.summary.template import filled

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Maker = Callable[[Session, Summary, Store, date], bytes | None]


@dataclass(frozen=True)
class FileKind:
    """make: the bytes, None where this machine or office lacks what it takes. addition: to the report's title."""

    words: str
    make: Maker
    suffix: str
    media_type: str
    addition: str = ""


def _letter(one: Summary) -> Letter:
    return letter_of(sections_of(one), head_of(one))


def _word(_session: Session, one: Summary, store: Store, _today: date) -> bytes:
    """The final file as it was when it became final; else the text as it stands."""
    return store.path(one.sha256).read_bytes() if one.sha256 else write(_letter(one))


def _pdf(session: Session, one: Summary, store: Store, today: date) -> bytes | None:
    return libreoffice.converted(_word(session, one, store, today), ".docx", "pdf")


def _in_template(session: Session, one: Summary, store: Store, _today: date) -> bytes | None:
    template = session.scalar(the_template())
    return filled(store.path(template.sha256).read_bytes(), _letter(one)) if template else None


def _with_comments(_session: Session, one: Summary, _store: Store, _today: date) -> bytes:
    return write(letter_of(sections_of(one), head_of(one), with_evidence=True))


def _with_pictures(session: Session, one: Summary, _store: Store, today: date) -> bytes:
    """The report with the pictures of its period as an attachment, drawn as bars."""
    annex: list[Paragraph | Table | Bars] = []
    for picture in pictures_of(facts_for(session, one.kind, one.year, one.number, today)):
        annex += [
            Paragraph(picture.title, 1),
            Paragraph(f"{picture.legend}。"),
            Bars(tuple((bar.name, bar.share, bar.words) for bar in picture.bars)),
        ]
    name = f"{span_words(period_of(one.kind, one.year, one.number))}工作进展图"
    return write(replace(_letter(one), attachments=(name,), annex=tuple(annex)))


def _annex(session: Session, one: Summary, _store: Store, _today: date) -> bytes:
    head = ("序号", "句子", "依据的事项", "记录", "数据", "附件")
    return sheet("依据清单", head, evidence_rows(session, one.lines), (6, 60, 30, 50, 24, 24))


_PROMISE_HEAD = ("去年怎么说", "结果", "今年办的事", "总结里写在")


def _promise_cells(session: Session, one: Summary, today: date) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            row.promise.text,
            row.word + (f"：{row.answer.text}" if row.answer else ""),
            "；".join(f"{key} {title}" + (f"（{far}）" if far else "") for key, title, far in row.works) or "—",
            f"第{'、'.join(map(str, row.told))}句" if row.told else "没写到",
        )
        for row in promises_of(session, one, today)
    )


def _promises_word(session: Session, one: Summary, _store: Store, today: date) -> bytes:
    table = Table(_PROMISE_HEAD, _promise_cells(session, one, today), (4, 2, 4, 1.5))
    title = f"{one.year - 1}年报告所列事项兑现对照表"
    return write(Letter(issuer=one.issuer, title=title, body=(table,), red_head=False))


def _promises_excel(session: Session, one: Summary, _store: Store, today: date) -> bytes:
    return sheet("兑现对照表", _PROMISE_HEAD, _promise_cells(session, one, today), (60, 24, 50, 16))


def _markdown(_session: Session, one: Summary, _store: Store, _today: date) -> bytes:
    return as_markdown(sections_of(one), head_of(one)).encode()


def _text(_session: Session, one: Summary, _store: Store, _today: date) -> bytes:
    return as_text(sections_of(one), head_of(one)).encode()


FILES = {
    "word": FileKind("Word 公文", _word, "docx", WORD),
    "template": FileKind("Word，用本单位模板", _in_template, "docx", WORD, "（本单位模板）"),
    "pdf": FileKind("PDF", _pdf, "pdf", "application/pdf"),
    "comments": FileKind("Word，批注里写依据", _with_comments, "docx", WORD, "（批注依据）"),
    "annex": FileKind("依据清单（Excel）", _annex, "xlsx", EXCEL, "（依据清单）"),
    "promises-word": FileKind("兑现对照表（Word）", _promises_word, "docx", WORD, "（兑现对照表）"),
    "promises-excel": FileKind("兑现对照表（Excel）", _promises_excel, "xlsx", EXCEL, "（兑现对照表）"),
    "pictures": FileKind("Word，附进展图", _with_pictures, "docx", WORD, "（附进展图）"),
    "markdown": FileKind("Markdown", _markdown, "md", "text/markdown"),
    "text": FileKind("纯文本", _text, "txt", "text/plain"),
}


def downloads(template: OfficeTemplate | None) -> list[tuple[str, str]]:
    """What can be downloaded here: name in the address, and words."""
    lacking = ({"pdf"} if libreoffice.program() is None else set()) | (set() if template else {"template"})
    return [(name, kind.words) for name, kind in FILES.items() if name not in lacking]
