"""What in a text is a time limit: an own grammar of the ways in which offices state one.

Months without a year belong to the plan year, or to the document's own year where no plan year is known. Past facts,
titles, document numbers, amounts (每年最高50万元) and days on which something comes into force are none. The rules of
reading follow the extraction contract (docs/使用手册.md, “抽取”).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tracker.plans.dated import dates, festivals, legal, whole_year
from tracker.plans.plan import Deadline, DeadlineKind
from tracker.plans.recurring import recurring
from tracker.plans.wording import Place, Wording, wording

_ONGOING = re.compile(r"(?:并|且|要|需)?(?:长期坚持|长期推进|长期落实|长期执行|长效坚持|长期)(?:抓好|下去)?")
_ONGOING_STATED = re.compile(
    r"""(?:(?:全程|需|要|并|且)*(?:长期|持续|常态化?|经常|不间断|日常|贯穿始终)(?:性|化|地)?
        (?:坚持|推进|开展|落实|实施|进行|执行|整改|抓好|工作|任务|推动|巩固|长效|整治|化)*[，、]?)+""",
    re.VERBOSE,
)
_NOW = re.compile(r"立行立改|即知即改|即行即改|立查立改|即查即改|立知立改|立整立改|即整即改|立说立改|立查立行")
_NOW_STATED = re.compile(r"(?:立即|即时|马上|即刻)(?:整改|完成|落实|办理|执行|实施|改正|到位)*")
_WORKDAYS = re.compile(r"(?<![\d.])(?:\d{1,3}|[一二三四五六七八九十]{1,3})个?(?:法定)?工作日(?:之内|以内|内)")
_DAYS_AFTER_ORDER = re.compile(
    r"""(?:印发|下发|发布|交办|通报|公布|会议|下达|反馈|发文)(?:之日起|之日|之后|后|起)的?
        (?:\d{1,3}|[一二三四五六七八九十半]{1,3})(?:个月|天|日|周)(?:之内|以内|内)""",
    re.VERBOSE,
)
_PROCEDURE = re.compile(
    r"受理|申请|申报|备案|立案|审批|承诺|窗口|答复|签收|举报|投诉|信访人|当事人|办理时[限间长]|压缩|压减|缩短|控制在|[减压]至|立项到"
)
_NEAR_END = re.compile(
    r"""(?<![\d〇零一二三四五六七八九十每])
        (?:(?:本|下个?|当)(?:月|季度|周)(?:[底末内]|(?=之?前))|月[底末])(?:之前|以前|前)?""",
    re.VERBOSE,
)
_BETWEEN = re.compile(r"[“”\"‘’'（()）的是—-]*")

Found = tuple[Place, Deadline]


def deadlines_in(text: str, *, plan_year: int | None, own_year: int | None) -> list[Deadline]:
    """The time limits of a text in its order; `start` and `end` are None where nothing says the day or the year.

    plan_year is the year that the document plans for, own_year the year in which it was written. Spans count in
    `text`, block 0.
    """
    read = wording(text, plan_year, own_year)
    found = [piece for rule in _RULES for piece in rule(read)]
    found.sort(key=lambda piece: (piece[0][0], -piece[0][1]))
    return [deadline for _, deadline in _joined(read, _without_overlaps(found))]


def _without_overlaps(found: list[Found]) -> Iterator[Found]:
    taken = 0
    for place, deadline in found:
        if place[0] >= taken:
            yield place, deadline
            taken = place[1]


def _joined(read: Wording, found: Iterator[Found]) -> list[Found]:
    """“4月15日全民国家安全教育日” says one day twice: one deadline."""
    joined: list[Found] = []
    for place, deadline in found:
        if any(_explains(read, other, place) for other in joined[-1:] if other[1].every):
            continue
        if joined and _says_again(read, joined[-1], (place, deadline)):
            (begin, _), first = joined[-1]
            whole = (begin, place[1])
            again = read.deadline(whole, first.kind, first.rule, start=first.start, end=first.end)
            joined[-1] = (whole, again)
        else:
            joined.append((place, deadline))
    return joined


def _explains(read: Wording, recurring: Found, place: Place) -> bool:
    """Whether a date stands in brackets right behind what comes back: 每季度末（3月、6月、9月、12月底）."""
    between = read.text[recurring[0][1] : place[0]]
    return between.startswith(("（", "(")) and not re.search("[）)]", between)


def _says_again(read: Wording, one: Found, other: Found) -> bool:
    if "legal-day" not in (one[1].rule, other[1].rule) or one[1].end is None or one[1].end != other[1].end:
        return False
    return _BETWEEN.fullmatch(read.text[one[0][1] : other[0][0]]) is not None


def ongoing(read: Wording) -> Iterator[Found]:
    """长期坚持 as a clause of its own, 持续推进 or 常态化 where it is all that is said."""
    for match in _ONGOING_STATED.finditer(read.text):
        if read.stated(match.span()):
            yield match.span(), read.deadline(match.span(), DeadlineKind.ONGOING, "ongoing-stated")
            return
    for match in _ONGOING.finditer(read.text):
        if (match[0][0] in "并且" or read.alone(match.span())) and not read.in_title(match.span()):
            yield match.span(), read.deadline(match.span(), DeadlineKind.ONGOING, "ongoing")


def at_once(read: Wording) -> Iterator[Found]:
    """立行立改, 即知即改; 立即整改 where it is all that is said."""
    for match in _NOW.finditer(read.text):
        yield match.span(), read.deadline(match.span(), DeadlineKind.NOW, "at-once")
    for match in _NOW_STATED.finditer(read.text):
        if read.stated(match.span()):
            yield match.span(), read.deadline(match.span(), DeadlineKind.NOW, "at-once-stated")


def days_without_a_date(read: Wording) -> Iterator[Found]:
    """5个工作日内, 印发后30日内, 本月底前: limits whose day depends on when they are read."""
    for pattern, rule in ((_WORKDAYS, "workdays"), (_DAYS_AFTER_ORDER, "days-after-order"), (_NEAR_END, "near-end")):
        for match in pattern.finditer(read.text):
            around = read.clause_before(match.span()) + read.clause_after(match.span())
            if not read.in_title(match.span()) and not _PROCEDURE.search(around):
                yield match.span(), read.deadline(match.span(), DeadlineKind.BY, rule)


_RULES: tuple[Callable[[Wording], Iterator[Found]], ...] = (
    dates,
    whole_year,
    festivals,
    legal,
    recurring,
    ongoing,
    at_once,
    days_without_a_date,
)
