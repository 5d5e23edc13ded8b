"""What a sentence orders, without who and by when: for a task's title, its target and its standard of completion.

Everything is the document's own characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.review.certainty import Certainty, Suggestion

TITLE_LENGTH = 42

_PARTY = re.compile(r"^由?[^，；。]{1,30}?(?:牵头|配合|协助|协办|主办|负责)(?:落实|实施|抓好)?$")
_BY = re.compile(r"^由[^，；。]{1,20}?(?:牵头|负责|主办)(?=.)")
_YEAR = re.compile(r"^(?:全年|年内)(?=..)")
_ONLY_DONE = re.compile(r"(?:(?:须|应|要)?(?:全部|全面)?(?:完成|办结|落实|到位|落实到位|完成到位))+")
"""What is left of 3月底前完成: the time limit says it."""
_LABELLED = re.compile(r"[（(〔\[]\s*(?:牵头|责任|配合|主办|协办|承办)[^）)〕\]]*[）)〕\]]")
_COUNTED = re.compile(r"^[一二三四五六七八九十]+是(?:要)?|^(?:首先|其次|再次|最后)[，,]?")
_MARKS = "，,；;。.、：: 　"

UNITS = (
    "场次|场|期|次|人次|份|件|个|处|户|名|人|家|台|套|座|条|项|篇|例|宗|批|所|本|幅|块|盏|辆|间|栋|对|支"
    "|公里|米|亩|公顷|平方米|万元|元|%|％|吨|小时|天"
)
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿])?"
_AT_LEAST = re.compile(rf"(?:不少于|不低于|不小于|至少|达到|达|力争)\s*{_NUMBER}\s*(?P<unit>{UNITS})(?:以上)?")
_OR_MORE = re.compile(rf"{_NUMBER}\s*(?P<unit>{UNITS})以上")
_PLAIN = re.compile(rf"(?<![\d·．.“\"年月第]){_NUMBER}\s*(?P<unit>{UNITS})(?![\w·”\"])")
_SCALES = {"万": 10_000, "亿": 100_000_000}
_CLAUSE = re.compile(r"(?:[^，,；;。]|(?<=\d),(?=\d{3}))+")
_OPENING = re.compile(r"^(?:全面|认真|积极)?(?:组织)?(?:开展|完成|举办|召开|组织|发放|进行|实现)")

DELIVERABLES = (
    "完成|建成|新建|编制|制定|印发|公布|公开|出台|召开|报送|汇总|举办|开展|组织|轮训|培训|审查|列席|核查|自查|评查"
    "|排查|整改|签订|聘请|成立|设立|建立|修订|梳理|更新|检查|评估|述法|发放|宣讲|配备|安装|改造|验收"
)
"""Verbs whose object one can look at afterwards. 加强 and 提升 are none: somebody must say what counts as done."""
_DELIVERABLE = re.compile(DELIVERABLES)


@dataclass(frozen=True)
class Target:
    """A number to be reached: how much of what, in which unit."""

    name: str
    value: Decimal
    unit: str


def deed(text: str, time_words: Sequence[str] = ()) -> str:
    """The sentence without 一是, without who leads and supports, and without the time limits that open a clause."""
    kept = []
    for clause in _CLAUSE.findall(_LABELLED.sub("", text)):
        clause = _COUNTED.sub("", clause.strip(_MARKS))
        if _PARTY.match(clause):
            continue
        clause = _without_time(_BY.sub("", clause), time_words).strip(_MARKS)
        if clause:
            kept.append(clause)
    return "，".join(kept) or text.strip(_MARKS)


def _without_time(clause: str, time_words: Sequence[str]) -> str:
    clause = _YEAR.sub("", clause)
    for words in sorted(time_words, key=len, reverse=True):
        if clause.startswith(words) and len(clause) > len(words):
            rest = clause[len(words) :]
            return "" if _ONLY_DONE.fullmatch(rest) else rest
    return "" if clause in time_words else clause


def title_of(text: str, actions: Sequence[str], heading: str | None, time_words: Sequence[str] = ()) -> str:
    """A short title: the deed; where that is long the heading, else its first action, else its first clauses."""
    whole = deed(text, time_words)
    if len(whole) <= TITLE_LENGTH:
        return whole
    if heading:
        return heading
    short = [deed(action, time_words) for action in actions]
    if short and len(short[0]) <= TITLE_LENGTH:
        return short[0]
    clauses = whole.split("，")
    title = clauses[0]
    for clause in clauses[1:]:
        if len(title) + len(clause) >= TITLE_LENGTH:
            break
        title = f"{title}，{clause}"
    return title[:200]


def target_in(text: str, time_words: Sequence[str] = ()) -> Suggestion[Target] | None:
    """The first number that the sentence sets as a target (不少于6期, 2000份以上, 自查2次); None without one."""
    for pattern in (_AT_LEAST, _OR_MORE, _PLAIN):
        for clause in deed(text, time_words).split("，"):
            if found := pattern.search(clause):
                return Suggestion(_target(found, clause), f"原文“{found[0]}”", Certainty.STATED)
    return None


def _target(found: re.Match[str], clause: str) -> Target:
    value = Decimal(found["number"].replace(",", "")) * _SCALES.get(found["scale"] or "", 1)
    name = _OPENING.sub("", clause[: found.start()].strip(_MARKS)) or clause[: found.start()].strip(_MARKS)
    return Target(name[:50] or clause[found.end() :][:50], value, found["unit"].replace("％", "%"))


def standard_of(text: str, time_words: Sequence[str] = ()) -> Suggestion[str] | None:
    """What can be looked at to say that it is done: the clause with the target number, else what is to be delivered."""
    whole = deed(text, time_words)
    target = target_in(text, time_words)
    if target is not None:
        words = target.origin.removeprefix("原文“").removesuffix("”")
        clause = next(clause for clause in whole.split("，") if words in clause)
        return Suggestion(clause, f"照原文的目标“{words}”", Certainty.LIKELY)
    clauses = [clause for clause in whole.split("，") if _DELIVERABLE.search(clause)]
    if not clauses:
        return None
    return Suggestion("，".join(clauses), "照原文要求写", Certainty.LIKELY)
