"""A person's digest: what is due and what is known of each task become one message, the most urgent line first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.calendar.words import day_words, days_left
from tracker.reminders.schedule import Reason

_MOST_URGENT_FIRST = (
    Reason.LATE4,
    Reason.LATE2,
    Reason.LATE1,
    Reason.RETURNED,
    Reason.DUE0,
    Reason.EXTENSION,
    Reason.HELP,
    Reason.REVIEW,
    Reason.ASSIGNED,
    Reason.UNSIGNED,
    Reason.DUE3,
    Reason.AREA,
    Reason.WEEK,
    Reason.DUE7,
    Reason.SILENT,
    Reason.TO_CLEAR,
)
_FOR_LEADERS = frozenset({Reason.LATE4, Reason.LATE2, Reason.EXTENSION, Reason.HELP, Reason.REVIEW, Reason.AREA})
_COLOURS_WORST_FIRST = ("red", "yellow", "green", "grey")
SHAPES = {"red": "■", "yellow": "▲", "green": "●", "grey": "○"}


@dataclass(frozen=True)
class Facts:
    """A task as a line shows it. due: the day in question (of a recurring task that of its oldest open instance).

    colour, light: the light's colour and word. recurs: whether a report is what closes it. wanted: the date that an
    extension is asked for. snooze: who asked not to be reminded, until when and why; shown to the leaders.
    """

    key: str
    title: str
    due: date | None
    colour: str
    light: str
    recurs: bool
    assignee: str
    wanted: date | None = None
    snooze: str = ""


@dataclass(frozen=True)
class Line:
    """One task in a message: what, until when, which light, what to do, and where."""

    task: str
    title: str
    due: date | None
    colour: str
    light: str
    todo: str
    reasons: tuple[str, ...]

    @property
    def path(self) -> str:
        return f"/tasks/{self.task}"

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "due": self.due and self.due.isoformat(), "reasons": list(self.reasons)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Line:
        due = date.fromisoformat(stored["due"]) if stored["due"] else None
        return cls(**{**stored, "due": due, "reasons": tuple(stored["reasons"])})


def lines(rows: Iterable[tuple[Reason, Facts]], day: date) -> list[Line]:
    """One line for each task, whatever the number of its reasons; the most urgent first."""
    reasons: dict[str, list[Reason]] = {}
    facts: dict[str, Facts] = {}
    for reason, fact in rows:
        reasons.setdefault(fact.key, []).append(reason)
        facts[fact.key] = fact
    for told in reasons.values():
        told.sort(key=_MOST_URGENT_FIRST.index)
    order = sorted(facts.values(), key=lambda fact: _urgency(fact, reasons[fact.key][0]))
    return [_line(fact, reasons[fact.key], day) for fact in order]


def _urgency(fact: Facts, reason: Reason) -> tuple[int, int, date, str]:
    return (
        _COLOURS_WORST_FIRST.index(fact.colour),
        _MOST_URGENT_FIRST.index(reason),
        fact.due or date.max,
        fact.key,
    )


def _line(fact: Facts, reasons: Sequence[Reason], day: date) -> Line:
    todo = _todo(reasons[0], fact, day)
    if reasons[0] in _FOR_LEADERS:
        todo += fact.snooze
    return Line(
        fact.key, fact.title, fact.due, fact.colour, fact.light, todo, tuple(reason.value for reason in reasons)
    )


def _todo(reason: Reason, fact: Facts, day: date) -> str:
    """What to do, in one or two sentences. What has become late in the meantime is told as late."""
    is_late = fact.due is not None and fact.due < day
    if reason in (Reason.DUE7, Reason.DUE3, Reason.DUE0, Reason.WEEK) and is_late:
        reason = Reason.LATE1
    done = "报一次进度" if fact.recurs else "申请办结"
    match reason:
        case Reason.LATE4 | Reason.LATE2:
            return f"已经逾期，承办人{fact.assignee}。请过问，定下怎么办。"
        case Reason.LATE1:
            return f"已经逾期。请尽快做完，再{done}；有困难请在事项页写明。"
        case Reason.RETURNED:
            return "被退回补办。请看退回的原因，补好后再申请办结。"
        case Reason.DUE0:
            extend = "" if fact.recurs else "；做不完请在今天申请延期"
            return f"今天是到期前最后一个工作日。做完了请{done}{extend}。"
        case Reason.EXTENSION:
            until = f"到 {day_words(fact.wanted, day)}" if fact.wanted else ""
            return f"{fact.assignee}申请延期{until}。请定同意或不同意。"
        case Reason.HELP:
            return "办这件事的人请领导协调。请在事项页答复。"
        case Reason.REVIEW:
            return f"{fact.assignee}申请办结。请审核：办结，或退回补办。"
        case Reason.ASSIGNED:
            return "新交办的事项。请签收；不该由您办的，请写明原因拒签。"
        case Reason.UNSIGNED:
            return f"交办后还没有签收，承办人{fact.assignee}。请承办人签收，不该办的写明原因拒签；督办员可以改派。"
        case Reason.AREA:
            return f"分管的事项已经逾期，承办人{fact.assignee}。"
        case Reason.SILENT:
            return "上个季度没有报进度。请报一次做了什么。"
        case Reason.TO_CLEAR:
            return "已经办结，还没有销号。核对后请销号。"
        case Reason.WEEK:
            return f"本周到期。做完了请{done}。"
        case _:
            return f"快到期了。做完了请{done}。"


def subject(found: Sequence[Line], day: date) -> str:
    """督办 3月5日 周三：4 件事，其中逾期 1 件"""
    late = sum(line.due is not None and line.due < day and line.colour == "red" for line in found)
    return f"督办 {day_words(day, day)}：{len(found)} 件事" + (f"，其中逾期 {late} 件" if late else "")


def subject_of_one(line: Line) -> str:
    """新交办：…, 退回补办：…; cut at 60 characters."""
    word = "退回补办" if Reason.RETURNED in line.reasons else "新交办"
    return f"{word}：{line.title if len(line.title) <= 60 else line.title[:59] + '…'}"


def text(found: Sequence[Line], day: date, url: str, *, missed: Sequence[date] = ()) -> str:
    """The message without markup; `url` is what links begin with, `missed` the days that it makes up for."""
    blocks = [_block(number, line, day, url) for number, line in enumerate(found, 1)]
    if missed:
        first, last = day_words(missed[0], day), day_words(missed[-1], day)
        days = first if len(missed) == 1 else f"{first} 到 {last}"
        blocks.insert(0, f"{days}的提醒当时没有发出，一并列在下面。")
    return "\n\n".join(blocks)


def _block(number: int, line: Line, day: date, url: str) -> str:
    due = f"　时限 {day_words(line.due, day)}（{days_left(line.due, day)}）" if line.due else "　长期"
    return f"{number}. {line.title}\n{SHAPES[line.colour]} {line.light}{due}\n{line.todo}\n{url}{line.path}"
