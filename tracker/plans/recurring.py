"""Time limits that come back: 每季度, 每月28日前, 逐月, 按季度, 半年一次, 周调度."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tracker.calendar.limits import Every
from tracker.plans.dates import CONNECT, WRITTEN_YEAR, number
from tracker.plans.plan import Deadline, DeadlineKind
from tracker.plans.wording import Place, Wording

_PERIODS = {
    "周": Every.WEEK, "星期": Every.WEEK, "礼拜": Every.WEEK, "月": Every.MONTH, "月份": Every.MONTH,
    "季度": Every.QUARTER, "季": Every.QUARTER, "半年": Every.HALF_YEAR, "半年度": Every.HALF_YEAR,
    "年": Every.YEAR, "年度": Every.YEAR,
}  # fmt: skip

_EVERY = re.compile(  # 每月28日前, 每季度末, 每年6月底前, 每半年至少, 每周五前
    r"""每(?:一个?|个|1个?)?(?P<unit>半年度?|年度|年|月份|月|季度|季|周|星期|礼拜)(?![轻龄间届饼嫂嘉边围密岁节])
        (?:(?<=[周期拜])[一二三四五六日天](?![次回遍轮场期个项件份天])(?:之前|以前|前(?!往))?
          |的?(?:(?:第[一二三]个?|首|末|最后一个)月的?|(?:1[0-2]|[1-9])月份?)?
           (?:上旬|中旬|下旬|月?底|月?末|月?初)?(?:\d{1,2}[日号])?(?:之前|以前|前(?!往))?)?""",
    re.VERBOSE,
)
_BY_PERIOD = re.compile(r"(?:逐|按|分)(?P<unit>年度|月份|月|季度|季|半年度?|周)(?![轻龄期边围节饼])")
_ONE_A_PERIOD = re.compile(  # 半年一次, 一月一主题, 一季度一通报; a number or 每 in front says something else
    r"""(?<![\d两二三四五六七八九十几数每〇零])(?:(?:一个?|1个?)(?P<unit>年|月|周|星期|季度|季|半年)|(?P<bare>半年|季度))
        (?:至少|开展|召开|组织)?(?:一|1)(?![定些律直方批性日号体\d起])[次回遍轮]?(?!性)""",
    re.VERBOSE,
)
_PERIODIC_WORK = re.compile(  # 周研判、月调度、季通报
    r"""(?<![\d〇零一二三四五六七八九十每个本上下当次逐按前后整满正蜜两几数半岁今])(?P<unit>半年|季度|季|周|月)
        (?:调度|通报|研判|会商|例会|小结|督查|点评|讲评|晾晒|汇总|自查|报制|报告制)""",
    re.VERBOSE,
)
_AMOUNT = re.compile(r"\d[\d.,]*余?[万亿]?元|最高|最多|总额|上限|额度|递增|(?:增长|提高|下降|增加|减少)\d|年?均")
_EFFECT = re.compile(r"可|能|约")
_CIRCUMSTANCE = re.compile(r"(?:利用|结合|依托|借助|历|对)$")
_YEARS_BEFORE = re.compile(
    rf"(?P<from>{WRITTEN_YEAR})年?(?:{CONNECT}(?P<to>{WRITTEN_YEAR})年)?(?P<since>起|开始)?(?:期间|内|度)?[，,、]?$"
)
_MONTH_BEFORE = re.compile(r"(?<!\d)(?P<month>1[0-2]|[1-9])月份?(?:起|开始)[，,]?$")


def recurring(wording: Wording) -> Iterator[tuple[Place, Deadline]]:
    """What comes back each period; bounded only where the years stand right in front (2025年每季度, 3月起每月)."""
    for match in _EVERY.finditer(wording.text):
        if _recurs(wording, match):
            start, end = _bounds(wording, match.start())
            yield _every(wording, match, "every", match["unit"], start, end)
    for match in _BY_PERIOD.finditer(wording.text):
        if not _names(wording, match):
            yield _every(wording, match, "by-period", match["unit"])
    for match in _ONE_A_PERIOD.finditer(wording.text):
        if not _names(wording, match):
            yield _every(wording, match, "one-a-period", match["unit"] or match["bare"])
    for match in _PERIODIC_WORK.finditer(wording.text):
        if not _names(wording, match):
            yield _every(wording, match, "periodic-work", match["unit"])


def _names(wording: Wording, match: re.Match[str]) -> bool:
    """Whether a period is part of a name: “周调度、月通报”机制."""
    return wording.in_title(match.span()) or wording.in_quotes(match.span())


def _recurs(wording: Wording, match: re.Match[str]) -> bool:
    place = match.span()
    if _names(wording, match) or _CIRCUMSTANCE.search(wording.before(place)):
        return False
    clause = wording.clause_after(place)
    return not _AMOUNT.search(clause) and not _EFFECT.match(clause)


def _every(
    wording: Wording,
    match: re.Match[str],
    rule: str,
    unit: str,
    start: date | None = None,
    end: date | None = None,
) -> tuple[Place, Deadline]:
    place = match.span()
    kind, period = DeadlineKind.EVERY, _PERIODS[unit]
    return place, wording.deadline(place, kind, rule, start=start, end=end, every=period)


def _bounds(wording: Wording, at: int) -> tuple[date | None, date | None]:
    before = wording.text[max(0, at - 24) : at]
    years = _YEARS_BEFORE.search(before)
    if years:
        first = number(years["from"])
        last = number(years["to"]) if years["to"] else first
        return date(first, 1, 1), None if years["since"] else date(last, 12, 31)
    month = _MONTH_BEFORE.search(before)
    if month and wording.year is not None:
        return date(wording.year, int(month["month"]), 1), None
    return None, None
