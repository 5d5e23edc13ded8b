"""Last year's report of the invented town as an official Word file: `python -m tracker.demo.report` writes it anew."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tracker.summary.official import Letter, Paragraph, write

FOLDER = Path(__file__).parent
WRITTEN_FOR = 2026
"""The plan year of report.txt and report.docx; for another year all years in it move."""

_LEVELS = ((re.compile(r"[一二三四五六七八九十]+、"), 1), (re.compile(r"（[一二三四五六七八九十]+）"), 2))
_SHORT = 30  # characters; a longer paragraph that begins like a heading is text


def report_for(plan_year: int) -> bytes:
    """The report of the year before, which plans `plan_year`, as a .docx."""
    if plan_year == WRITTEN_FOR:
        return (FOLDER / "report.docx").read_bytes()
    return _written(plan_year)


def _written(plan_year: int) -> bytes:
    lines = [line for line in _text(plan_year).splitlines() if line.strip()]
    issuer, number, signer, first, second, addressee, *body = lines
    attachment, signature, dated, contact = body[-4:]
    year, month, day = map(int, re.findall(r"\d+", dated))
    letter = Letter(
        issuer=issuer,
        number=number,
        signer=signer.removeprefix("签发人："),
        title=first + second,
        addressee=addressee.removesuffix("："),
        body=tuple(Paragraph(line, _level(line)) for line in body[:-4]),
        attachments=(attachment.removeprefix("附件："),),
        signature=signature,
        on=date(year, month, day),
        contact=contact.strip("（）"),
    )
    return write(letter)


def _text(plan_year: int) -> str:
    ahead = plan_year - WRITTEN_FOR
    text = (FOLDER / "report.txt").read_text("utf-8")
    return re.sub(r"202[56](?=年|〕)", lambda found: str(int(found[0]) + ahead), text)


def _level(line: str) -> int:
    if len(line) > _SHORT:
        return 0
    return next((level for heading, level in _LEVELS if heading.match(line)), 0)


if __name__ == "__main__":
    (FOLDER / "report.docx").write_bytes(_written(WRITTEN_FOR))
