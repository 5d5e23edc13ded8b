"""Time limits that are days of the calendar: dates, festivals, days of legal publicity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from tracker.calendar.legal_days import legal_day, named_days
from tracker.calendar.workdays import festival_start
from tracker.plans.dates import WRITTEN_YEAR, Day, Reading, Shape, dates_in, number
from tracker.plans.plan import Deadline, DeadlineKind
from tracker.plans.wording import Place, Wording

_DAY = timedelta(days=1)

_VERBS = (
    "拟|计划|将|要|需|力争|争取|确保|力促|努力|完成|实现|建成|建好|启动|开工|动工|竣工|新建|改建|扩建|先期|重点|继续|开展|组织|举办|"
    "实施|推进|推动|培育|打造|建设|达到|达|基本|至少|再|预计|持续|深入|安排|投入|引进|改造|整治|创建|召开|出台|制定|修订|发布|申报|"
    "招募|培训|评选|选树|选聘|谋划|全面|有序|率先|分批|底|累计|不少于|不低于|共|集中|统筹|梳理|排查|化解|审查|清理|更新|健全|建立|落实|"
    "印发|上线|投用|投入|交付|通车|验收|办理|发放|各|分别|逐步|对|围绕|聚焦|全镇|全县|全市|全区|我镇|我县|我市|我区|全域|覆盖|力|"
    "新增|新改建|征集|选派|设立|打通|试点|推出|形成|巩固|提升|解决|整合|优化|完善"
)
"""What follows a bare year, or 全年, that limits something: 2025年新建…, 全年开展…."""
_AFTER_YEAR = re.compile(rf"(?:[，,：:]|(?:{_VERBS}))")
_NAME_AFTER_YEAR = re.compile(
    r"[，,]?每|计划(?:$|[的内中书表》）])|重点(?:工作|任务|项目|建设项目)|实施(?:方案|意见|细则)|"
    r"工作(?:要点|计划|方案)|建设(?:用地|标准|工作|计划)|全市性|各项"
)
_YEAR_BEGINS = re.compile(r"(?:^|[，。；：:,;（(、\n”]|于|在|到|至|从|拟|计划|力争|将|确保|争取|并|即)$")

_NO_BEFORE = r"(?![期端往列后述台景沿身]|提(?!交|出|供|升|前|请|报|高|起)|[三两二五十]?(?:季度|个?月|[名位天年强]))"
"""前 that is part of another word: 前期, 前往, 前提, 前三季度."""
_BEFORE = re.compile(rf"(?:的?(?:当日|当天))?(?:之前|以前|前夕|前{_NO_BEFORE}|为止|止(?!损))")
_WITHIN = re.compile(r"(?:以内|之内|内)(?!容|部|控|涵|外|设|生)")
_TERM = re.compile(r"(?:截至|截止到?|(?<![直达])到|(?<![甚直])至)$")
_CLOSED_AT = re.compile(r"截[至止]")
_STATE_OF_AFFAIRS = re.compile(r"^[^。；;]{0,25}?(?:已|共|累计|总[人户数量]|实有|现有)")

_IN_FORCE = re.compile(r"施行|有效期|生效|废止|失效|起(?:实施|执行)")
_DONE_AFTER = re.compile(
    r"^[，,]?[^，。；,;]{0,12}?(?:(?<![对将把为由])已(?!有)|"
    r"(?:开展|完成|建成|召开|举办|组织|印发|通过|收到|成立|获评|荣获|出台|实现|发放)了)"
)
_DONE_BEFORE = re.compile(r"(?:已[于在经]?|曾[于在]?|早在)$")
_SINCE = re.compile(r"(?:以来|以后|后(?![续期半])|(?:的)?(?:当日|当天)?起(?!草|步))")
_FROM = re.compile(r"(?:自从?|从)$")
_COMPARED = re.compile(r"(?:比|较|同比|相比|对比|对标|与)$")
_BASELINE = re.compile(r"(?:的)?(?:同期|水平|基础上|相比|(?:人均|实际)?(?:增长|下降)\d)")
_DESCRIBES = re.compile(r"的(?![“\"全国世])")
_ISSUED = re.compile(r"(?:公布|印发|发布|制定|出台|修订|成立|颁布)的")

_WHOLE_YEAR = re.compile(r"(?<![\d对])(?:全年度?|年度内)")
_YEAR_OF_WORK = re.compile(
    r"(?!无|365|全天|不(?![少低])|的|各项|目标|任务|工作|预算|计划|总|收入|共|累计)[^，。；]{3,}"
)
_EVENT = re.compile(
    r"[^，。；召开举办组织]{0,12}?(?:分析会|调度会|推进会|总结会|现场会|工作会|例会|会议|工作情况|运行情况|报表|考核结果)"
)
"""What a period names, and does not limit: 一季度经济运行分析会."""
_CONDITION = re.compile(r"的$")

_FESTIVALS = r"元旦|春节|清明|五一|端午|中秋|国庆"
_OTHER_NAMES = {"劳动": "五一", "十一": "国庆"}
_FESTIVAL = re.compile(
    rf"""(?:(?P<year>{WRITTEN_YEAR})年|(?P<next>明年|次年|来年)|今年)?(?:的)?
        (?P<names>(?:[“"]十一[”"]|[“"]?(?:{_FESTIVALS}|劳动节)[”"]?)(?:国际)?(?:劳动)?节?
            (?:[、和及与]?[“"]?(?:{_FESTIVALS})[”"]?(?:劳动)?节?){{0,6}})
        (?:两节|双节|假期|长假|小长假|放假|到来|来临|佳节)?(?:之前|以前|前夕|前(?![后期往]))""",
    re.VERBOSE,
)
_SOME_FESTIVAL = re.compile(r"(?:(?<![\u4e00-\u9fff])节|两节|双节|节日|(?<=在)节)(?:之前|以前|前夕|前(?![后期往]))")


def dates(wording: Wording) -> Iterator[tuple[Place, Deadline]]:
    """Dates that limit something; an open year is the last one named in the text, else the plan year."""
    carried: int | None = None
    for reading in dates_in(wording.text):
        if not _limits(wording, reading):
            continue
        deadline = _dated(wording, reading, carried)
        if deadline is None:
            continue
        if (reading.last.year is not None and deadline[1].kind is not DeadlineKind.BY) or _names_month(reading):
            carried = reading.last.year or carried
        yield deadline


def _names_month(reading: Reading) -> bool:
    return reading.last.year is not None and (reading.first.month, reading.last.month) != (1, 12)


def _limits(wording: Wording, reading: Reading) -> bool:
    """Whether a date is a limit of something to be done, not a name, a past fact, a comparison or a description."""
    place = (reading.start, reading.end)
    if wording.in_title(place) or wording.in_quotes(place):
        return False
    before, after = wording.clause_before(place), wording.after(place)
    if _IN_FORCE.search(before + wording.clause_after(place)) or _ISSUED.match(after):
        return False
    if _DONE_AFTER.match(after) or _DONE_BEFORE.search(before):
        return False
    if _SINCE.match(after) or _COMPARED.search(before) or _BASELINE.match(after):
        return False
    if _FROM.search(before) and not (reading.shape is Shape.SPAN and "至" in wording.text[slice(*place)]):
        return False
    if _CLOSED_AT.search(before) and _STATE_OF_AFFAIRS.match(after):
        return False
    if reading.shape is Shape.YEAR:
        return _year_limits(wording, place)
    if reading.shape is Shape.SPAN and _EVENT.match(after):
        return False
    return not (reading.shape in (Shape.DAY, Shape.SPAN) and _DESCRIBES.match(after))


def _year_limits(wording: Wording, place: Place) -> bool:
    """A bare year limits when it opens what is to be done (2025年新建…), ends it (到2028年) or is all that is said."""
    before, after = wording.before(place), wording.after(place)
    if wording.stated(place):
        return True
    if wording.text[slice(*place)].endswith("度"):
        return _WITHIN.match(after) is not None
    if not _YEAR_BEGINS.search(before):
        return False
    if _BEFORE.match(after) or (_TERM.search(before) and not _DESCRIBES.match(after)):
        return True
    return _AFTER_YEAR.match(after) is not None and not _NAME_AFTER_YEAR.match(after)


def _dated(wording: Wording, reading: Reading, carried: int | None) -> tuple[Place, Deadline] | None:
    """The deadline of a date; None for a day that does not exist and for one before the year that is planned."""
    start, end = reading.start, reading.end
    term = _TERM.search(wording.before((start, end)))
    if term:
        start -= len(term[0])
    suffix = _BEFORE.match(wording.text, end)
    within = None if suffix else _WITHIN.match(wording.text, end)
    if suffix or within:
        end = (suffix or within).end()  # type: ignore[union-attr]
    last = _resolved(wording, reading, reading.last, carried)
    if last is None and wording.year is not None:
        return None
    if last is not None and wording.year is not None and last.year < wording.year:
        return None
    if suffix or term or reading.shape is Shape.END:
        return (start, end), wording.deadline((start, end), DeadlineKind.BY, "date-by", end=last)
    if reading.shape is Shape.DAY:
        return (start, end), wording.deadline((start, end), DeadlineKind.ON, "date-on", start=last, end=last)
    first = _resolved(wording, reading, reading.first, carried)
    rule = "year" if reading.shape is Shape.YEAR else "date-during"
    return (start, end), wording.deadline((start, end), DeadlineKind.DURING, rule, start=first, end=last)


def _resolved(wording: Wording, reading: Reading, day: Day, carried: int | None) -> date | None:
    if wording.text.startswith(("明年", "来年"), reading.start):
        return day.in_year(wording.writing_year)
    return day.in_year(carried or wording.year)


def whole_year(wording: Wording) -> Iterator[tuple[Place, Deadline]]:
    """全年开展…: the plan year."""
    for match in _WHOLE_YEAR.finditer(wording.text):
        place, clause = match.span(), wording.clause_after(match.span())
        if wording.in_title(place) or wording.in_quotes(place) or _CONDITION.search(clause):
            continue
        limits = _YEAR_OF_WORK.match(clause) and not _NAME_AFTER_YEAR.match(clause)
        if limits or wording.stated(place) or "年度内" in match[0] or _WITHIN.match(clause):
            start, end = Day(1, 1).in_year(wording.year), Day(12, None).in_year(wording.year)
            yield place, wording.deadline(place, DeadlineKind.DURING, "whole-year", start=start, end=end)


def festivals(wording: Wording) -> Iterator[tuple[Place, Deadline]]:
    """春节前: the day before its holiday begins by the yearly arrangement."""
    known: date | None = None
    if "前" not in wording.text:
        return
    for match in _FESTIVAL.finditer(wording.text):
        if wording.in_title(match.span()):
            continue
        name = re.findall(rf"{_FESTIVALS}|劳动|十一", match["names"])[-1]
        known = _before_festival(_OTHER_NAMES.get(name, name), _festival_year(wording, match))
        yield match.span(), wording.deadline(match.span(), DeadlineKind.BY, "before-festival", end=known)
    for match in _SOME_FESTIVAL.finditer(wording.text):
        if not wording.in_title(match.span()):
            yield match.span(), wording.deadline(match.span(), DeadlineKind.BY, "before-some-festival", end=known)


def _festival_year(wording: Wording, match: re.Match[str]) -> int | None:
    if match["year"]:
        return number(match["year"])
    if match["next"] and wording.writing_year is not None:
        return wording.writing_year + 1
    return wording.year


def _before_festival(name: str, year: int | None) -> date | None:
    start = None if year is None else festival_start(name, year)
    return start and start - _DAY


def legal(wording: Wording) -> Iterator[tuple[Place, Deadline]]:
    """Days of legal publicity on their day, months of publicity during their month."""
    for start, end, name in named_days(wording.text):
        place = (start, end)
        if wording.in_title(place):
            continue
        day = None if wording.year is None else legal_day(name, wording.year)
        single = day is None or day.start == day.end
        kind = DeadlineKind.ON if single else DeadlineKind.DURING
        first, last = (day.start, day.end) if day else (None, None)
        yield place, wording.deadline(place, kind, "legal-day", start=first, end=last)
