"""Which year a document reports on, which it plans for, and in which it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tracker.documents.blocks import Block
from tracker.plans.pieces import is_date

_YEAR = re.compile(r"(?<!\d)(?P<year>20\d{2})\s*年(?!.{0,6}以来)")
_RANGE = re.compile(r"20\d{2}\s*年?\s*[—–－\-~～至到]+\s*20\d{2}")
_NUMBER_YEAR = re.compile(r"[〔\[（(［]\s*(20\d{2})\s*[〕\]）)］]")
_CHINESE = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")
_NOW = re.compile(r"现将.{0,24}?(?P<year>20\d{2})\s*年")
_SINCE = re.compile(r"(?P<year>20\d{2})\s*年(?:度|以来|，|,)")
_NAMED = re.compile(r"《[^》]*》(?=.)|政府工作报告(?=.{0,24}(?:分解|分工|任务|清单|台账|目标|事项))")
_PART_OF_YEAR = re.compile(r"(?:\d|[一二三四五六七八九十])月|季度|上半年|半年")
_PROMISED = re.compile(r"(?P<year>20\d{2})年[，,][^，。；]{0,16}将")
_REVIEW = re.compile(r"(?P<year>20\d{2})\s*年(?:度|的|政府|主要)*工作(?:情况|简要|的)*(?:回顾|总结)")
_REPORTS = re.compile(r"总结|报告|汇报|情况|回顾|完成|述职|述法|自查")


def years_in(text: str) -> list[int]:
    """The single years that a text names, in order; none of a range (2026—2027年)."""
    text = text.translate(_CHINESE) if re.search(r"二[〇○Ｏ零]", text) else text
    return [int(match["year"]) for match in _YEAR.finditer(_RANGE.sub("", text))]


def own_year(blocks: Sequence[Block], number: str | None) -> int | None:
    """The year in which the document was written: its date, else its number."""
    dates = [year for block in blocks if len(block.text) < 30 and is_date(block.text) for year in years_in(block.text)]
    if dates:
        return dates[-1]
    match = _NUMBER_YEAR.search(number or "")
    return int(match.group(1)) if match else None


def without_named(title: str) -> str:
    """A title without the document that it is about: 政府工作报告重点任务分解, 关于《…报告》的通知."""
    return _NAMED.sub("", title)


def reported(
    titles: Sequence[str], headings: Iterable[str], opening: str, planned: int | None, written: int | None
) -> int | None:
    """The year reported on: the title's, the opening's (现将2024年…报告如下), the one before the plan's, the date's.

    The title of a 政府工作报告 names the year in which it is delivered; its review has a heading (2024年工作回顾).
    """
    if any("政府工作报告" in title for title in titles):
        review = next((match for text in headings if (match := _REVIEW.search(text))), None)
        if review:
            return int(review["year"])
    for title in titles:
        if years := years_in(title):
            return years[0]
    match = _NOW.search(opening)
    if match:
        return int(match["year"])
    if planned:
        return planned - 1
    match = _SINCE.search(opening)
    return int(match["year"]) if match else written


def within_year(title: str) -> bool:
    """Whether a report tells of a part of its year, so that what comes next is in the same year: 10月份进展情况."""
    return bool(_PART_OF_YEAR.search(title))


def promised(opening: str) -> int | None:
    """The year of what an opening promises: 2026年，区政府将办好十件实事."""
    match = _PROMISED.search(opening)
    return int(match["year"]) if match else None


def planned(headings: Iterable[str], titles: Iterable[str]) -> int | None:
    """The year planned for: of a plan section's heading, else of a title that plans and does not report."""
    for text in headings:
        if years := years_in(text):
            return years[-1]
    for title in titles:
        years = years_in(title)
        if years and (len(set(years)) > 1 or not _REPORTS.search(without_named(title))):
            return years[-1]
    return None
