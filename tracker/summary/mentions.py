"""Dates, document numbers, titles and people that a report names: whether they stand in any record.

A report's numbers are compared value by value (check.py); what is named here is only looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.summary.check import Finding, Verdict


class What(StrEnum):
    """What is named; the value is the group of the pattern."""

    DAY = "day"
    NUMBER = "number"
    TITLE = "title"
    PERSON = "person"


WHAT_WORDS = {What.DAY: "日期", What.NUMBER: "文号", What.TITLE: "文件名", What.PERSON: "姓名"}
_MENTION = re.compile(
    r"""(?P<title>《[^《》]{2,80}》)
      | (?P<number>[\u4e00-\u9fff]{2}〔\d{4}〕\d+号)       # 政发〔2026〕6号: the two characters in front tell whose
      | (?:(?<!\d)(?P<year>\d{4})年)?(?<!\d)(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])日
      | (?P<person>[\u4e00-\u9fff]{2,3})(?=同志)""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Mention:
    """Something named at characters start…end. phrase: what a record would say; year, month, day: of a DAY.

    post: what a PERSON is called beside the name, 副镇长 of 副镇长谢知行; empty where nothing is said.
    """

    what: What
    phrase: str
    start: int
    end: int
    year: int | None = None
    month: int = 0
    day: int = 0
    post: str = ""


@dataclass(frozen=True)
class Known:
    """What the records hold: texts in which phrases may stand, days on which something happened or was due, and the
    people of the register with their posts."""

    texts: tuple[str, ...] = ()
    days: frozenset[date] = frozenset()
    people: Mapping[str, str] = field(default_factory=dict)


def mentions_in(text: str, people: Mapping[str, str] | None = None) -> list[Mention]:
    """Every mention in order. people: of the register, with their posts; each is found where a post stands beside."""
    named = list(_called(text, people or {}))
    starts = {one.start for one in named}
    plain = [one for one in _plainly_named(text) if one.start not in starts]
    return sorted([*plain, *named], key=lambda one: one.start)


def _called(text: str, people: Mapping[str, str]) -> Iterator[Mention]:
    """副镇长谢知行, 谢知行副镇长."""
    posts = sorted({post for post in people.values() if len(post) > 1}, key=len, reverse=True)
    for name in sorted(people) if posts else ():
        for found in re.finditer(re.escape(name), text):
            before, behind = text[: found.start()], text[found.end() :]
            post = next((post for post in posts if before.endswith(post) or behind.startswith(post)), None)
            if post:
                yield Mention(What.PERSON, name, *found.span(), post=post)


def _plainly_named(text: str) -> Iterator[Mention]:
    for found in _MENTION.finditer(text):
        what = next(what for what in What if found[what])
        if what is not What.DAY:
            yield Mention(what, found[what], found.start(what), found.end(what))
            continue
        year = int(found["year"]) if found["year"] else None
        phrase = f"{found['month']}月{found['day']}日"
        yield Mention(what, phrase, *found.span(), year, int(found["month"]), int(found["day"]))


def findings(text: str, mentions: Iterable[Mention], known: Known, year: int) -> list[Finding]:
    """Each mention as matches or no_record; year: of the report, for days that name none."""
    return [
        Finding(
            quote=text[one.start : one.end],
            value=Decimal(0),
            unit="",
            verdict=Verdict.MATCHES if _stands(one, known, year) else Verdict.NO_RECORD,
            task=None,
            start=one.start,
            end=one.end,
            what=WHAT_WORDS[one.what],
        )
        for one in mentions
    ]


def _stands(one: Mention, known: Known, year: int) -> bool:
    if one.what is What.PERSON:
        names = [name for name in known.people if one.phrase.endswith(name)]
        return any(not one.post or _is_called(one.post, known.people[name]) for name in names)
    if one.what is What.DAY and any(
        (day.year, day.month, day.day) == (one.year or year, one.month, one.day) for day in known.days
    ):
        return True
    return any(one.phrase in text for text in known.texts)


def _is_called(post: str, own: str) -> bool:
    """Whether somebody of the post `own` may be called `post`: 镇长 of 党委副书记、镇长, but not of 副镇长."""
    front, found, _ = own.rpartition(post)
    return bool(found) and not front.endswith("副")
