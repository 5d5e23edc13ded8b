"""交办单, 催办单, 督办单: what they say, from the record alone, and their official form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.summary.official import Letter, Paragraph, Table

WORDS = {"assign": "交办单", "press": "催办单", "supervise": "督办单"}


@dataclass(frozen=True)
class Matter:
    """A task as a slip tells of it. Empty values are left out. late: days past the deadline, 0 where it is not.

    last_report: the day and the words of the last report.
    """

    title: str
    standard: str
    lead: str
    assignee: str
    support: tuple[str, ...]
    leader: str
    deadline: str
    source: str
    quote: str
    signed: bool
    late: int
    last_report: tuple[date, str] | None


@dataclass(frozen=True)
class Wording:
    """What a slip says: a sentence to begin with, the facts as names and values, a sentence to end with."""

    opening: str
    facts: tuple[tuple[str, str], ...]
    closing: str


def wording(kind: str, matter: Matter) -> Wording:
    """`kind` is a key of WORDS."""
    return Wording(_opening(kind, matter), _facts(kind, matter), _CLOSINGS[kind])


def _opening(kind: str, matter: Matter) -> str:
    if kind == "assign":
        return "现将下列事项交给你单位办理，请按要求和时限办好。"
    if matter.late:
        return f"下列事项已过时限 {matter.late} 天，还没有办结。"
    return "下列事项交办后还没有签收。" if not matter.signed else "下列事项还没有办结，时限将到。"


def _facts(kind: str, matter: Matter) -> tuple[tuple[str, str], ...]:
    told = (
        ("事项", matter.title),
        ("完成标准", matter.standard),
        ("时限", matter.deadline),
        ("牵头单位", matter.lead),
        ("承办人", matter.assignee),
        ("配合单位", "、".join(matter.support)),
        ("分管领导", matter.leader),
        ("来源", matter.source),
        ("原文", matter.quote),
        ("办理情况", "" if kind == "assign" else _so_far(matter)),
    )
    return tuple((name, value) for name, value in told if value)


def _so_far(matter: Matter) -> str:
    if matter.last_report is None:
        return "还没有报过进度。"
    day, words = matter.last_report
    return f"{day.month}月{day.day}日报过进度。{words}"


_CLOSINGS = {
    "assign": "收到后请签收。办理情况请随时报进度，办完后申请办结。",
    "press": "请抓紧办理，报来进度；按期办不完的，说明原因。",
    "supervise": "请单位负责人过问，写明没有办结的原因和下一步安排，报分管领导。",
}


def letter(kind: str, *, issuer: str, year: int, number: int, addressee: str, said: Wording, on: date) -> Letter:
    """The slip as an official document; its running number stands where a document's number stands."""
    word = WORDS[kind]
    body = (Paragraph(said.opening), Table(("项目", "内容"), said.facts, (1, 4)), Paragraph(said.closing))
    return Letter(
        issuer=issuer,
        mark=f"{issuer}{word}",
        title="",
        body=body,
        number=f"{word.removesuffix('单')}〔{year}〕{number}号",
        addressee=addressee,
        signature=issuer,
        on=on,
    )
