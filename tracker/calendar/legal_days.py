"""The calendar of legal publicity (普法节点): the days, weeks and months of a year that law work is planned around.

Documents name them in many wordings; the official name is kept beside the wording of the source. Days that are only
generally known, not taken from a published text, are not `checked`: a person looks before relying on their name.
宪法宣传周 moves from year to year and is entered by the office, so it is no part of this table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_SATURDAY = 5


@dataclass(frozen=True)
class LegalDay:
    """One entry of a year's calendar: `start` to `end`, both included, the same for a single day."""

    name: str
    wordings: tuple[str, ...]
    start: date
    end: date
    checked: bool


@dataclass(frozen=True)
class _Entry:
    """A day (month, day) or a whole month (day None); `wordings` without 全国, 国际 and the like in front."""

    name: str
    month: int
    day: int | None
    wordings: tuple[str, ...]
    checked: bool = True


_THIRD_SATURDAY = 0
"""As a day: the third Saturday of the month."""

_ENTRIES = (
    _Entry("中国人民警察节", 1, 10, ("人民警察节", "110宣传日")),
    _Entry("妇女权益周", 3, 8, ("妇女维权周", "国际妇女节", "三八妇女节", "三八维权周"), checked=False),
    _Entry("国际消费者权益日", 3, 15, ("消费者权益日", "消费者权益保护日", "消费者维权日"), checked=False),
    _Entry("全民国家安全教育日", 4, 15, ("国家安全教育日", "全民国家安全日", "国家安全日"), checked=True),
    _Entry("世界知识产权日", 4, 26, ("知识产权日", "知识产权宣传日"), checked=False),
    _Entry("民法典宣传月", 5, None, ("民法典普法宣传月", "民法典主题宣传月", "美好生活·民法典相伴")),
    _Entry("全国防灾减灾日", 5, 12, ("防灾减灾日",), checked=False),
    _Entry("环境日", 6, 5, ("世界环境日", "六五环境日"), checked=False),
    _Entry("全国安全生产月", 6, None, ("安全生产月", "安全生产宣传月")),
    _Entry("安全宣传咨询日", 6, 16, ("安全生产宣传咨询日", "安全生产咨询日", "安全咨询日")),
    _Entry("全民禁毒宣传月", 6, None, ("禁毒宣传月", "禁毒宣传教育月"), checked=False),
    _Entry("国际禁毒日", 6, 26, ("国家禁毒日", "世界禁毒日", "禁毒日")),
    _Entry("全民国防教育日", 9, _THIRD_SATURDAY, ("国防教育日",)),
    _Entry("消防宣传月", 11, None, ("消防安全宣传月", "消防安全月")),
    _Entry("全国消防日", 11, 9, ("消防日", "消防宣传日", "消防安全日")),
    _Entry("反家庭暴力日", 11, 25, ("反家暴日", "国际消除家庭暴力日", "消除家庭暴力日", "反家暴宣传日"), checked=False),
    _Entry("全国交通安全日", 12, 2, ("交通安全日", "交通安全宣传日")),
    _Entry("国家宪法日", 12, 4, ("宪法日", "宪法宣传日", "全国法制宣传日", "全国法治宣传日")),
)

_IN_FRONT = re.compile(r"(?:第[一二三四五六七八九十\d]{1,3}个)?(?:全国|全民|国家|国际|世界|中国)?$")
_BY_WORDING = {word: entry for entry in _ENTRIES for word in (entry.name, *entry.wordings)}
_WORDING = re.compile("|".join(re.escape(word) for word in sorted(_BY_WORDING, key=len, reverse=True)))
_OTHER_WORD = re.compile("[常益志报度均]|周边")
"""What makes something else of the words in front of it: 消防日常检查, 环境日益改善, 安全生产月报."""
_DIGIT = re.compile(r"[\d一·]")
"""A day by its numbers holds one of these."""

_ADJOIN = re.compile(r"[”\"’'（）()\s]*")
"""What may stand between the numbers of a day and its name."""

_BY_CODE = {(entry.month, entry.day): entry for entry in _ENTRIES if entry.day}
_CODE = re.compile(
    r"""(?<![\d.·/第-])                         # 12·4, “3.15”, 6•26
        (?P<month>1[0-2]|[1-9]) [·・•‧∙●﹒．.] (?P<day>[12]\d|3[01]|[1-9])
        (?![\d.·/-]|[%％万亿元米倍吨个余多亩斤度分折升克级层家户人次件项条处名版]|公里|平方)""",
    re.VERBOSE,
)
_QUOTED_CODE = re.compile(r"(?<=[“\"‘'])(?P<code>110|119|122|124|315|415|426|512|626|1125)(?=[”\"’'])")
_SPOKEN_CODE = re.compile(
    r"(?<![一二三四五六七八九十])(?P<code>三·?一五|四·一五|五·一二|六·五|六·二六|一一·?九|十二·四)(?=[”\"’'])"
)
_SPOKEN = {
    "三一五": (3, 15), "四一五": (4, 15), "五一二": (5, 12), "六五": (6, 5),
    "六二六": (6, 26), "一一九": (11, 9), "十二四": (12, 4),
}  # fmt: skip
_DIGITS = {
    "110": (1, 10), "119": (11, 9), "122": (12, 2), "124": (12, 4), "315": (3, 15), "415": (4, 15),
    "426": (4, 26), "512": (5, 12), "626": (6, 26), "1125": (11, 25),
}  # fmt: skip


@lru_cache(maxsize=32)
def legal_days(year: int) -> list[LegalDay]:
    """The year's calendar, in order of the days."""
    days = [_in_year(entry, year) for entry in _ENTRIES]
    return sorted(days, key=lambda day: (day.start, day.end))


def legal_day_in(text: str, year: int) -> LegalDay | None:
    """The first day of the calendar that the text names, by name, by another wording or as “12·4”; None without one."""
    for _, _, name in named_days(text):
        return legal_day(name, year)
    return None


def legal_day(name: str, year: int) -> LegalDay:
    """The entry with this official name; KeyError for a name that is not in the calendar."""
    return _in_year(_BY_WORDING[name], year)


def named_days(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the text names days of the calendar, in its order: start, end, official name.

    “12·4”国家宪法日 is one place, and so is “119”消防宣传月: a name behind the numbers says what is meant. A bare 3·15
    counts when the calendar has that day and no unit follows it.
    """
    numbered = set(_codes(text)) if _DIGIT.search(text) else set()
    worded = set(_wordings(text))
    places: list[tuple[int, int, str]] = []
    for start, end, name in sorted([*numbered, *worded]):
        last = places[-1] if places else None
        adjoins = last is not None and _ADJOIN.fullmatch(text, last[1], start) is not None
        if last and adjoins and (last[2] == name or (last in numbered and (start, end, name) in worded)):
            places[-1] = (last[0], end, name)
        elif not last or start >= last[1]:
            places.append((start, end, name))
    yield from places


def _wordings(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _WORDING.finditer(text):
        front = _IN_FRONT.search(text, max(0, match.start() - 8), match.start())
        if not _OTHER_WORD.match(text, match.end()):
            yield (front.start() if front else match.start()), match.end(), _BY_WORDING[match[0]].name


def _codes(text: str) -> Iterator[tuple[int, int, str]]:
    found = [(match, (int(match["month"]), int(match["day"]))) for match in _CODE.finditer(text)]
    found += [(match, _DIGITS[match["code"]]) for match in _QUOTED_CODE.finditer(text)]
    found += [(match, _SPOKEN[match["code"].replace("·", "")]) for match in _SPOKEN_CODE.finditer(text)]
    for match, day in found:
        if day in _BY_CODE:
            yield match.start(), match.end(), _BY_CODE[day].name


def _in_year(entry: _Entry, year: int) -> LegalDay:
    start, end = _bounds(entry, year)
    return LegalDay(entry.name, entry.wordings, start, end, entry.checked)


def _bounds(entry: _Entry, year: int) -> tuple[date, date]:
    first = date(year, entry.month, 1)
    if entry.day is None:
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if entry.day == _THIRD_SATURDAY:
        third = first + timedelta(days=(_SATURDAY - first.weekday()) % 7 + 14)
        return third, third
    return first.replace(day=entry.day), first.replace(day=entry.day)
