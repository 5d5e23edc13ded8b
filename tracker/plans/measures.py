"""The measures in a stretch of text, with the parties, time limits and actions of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tracker.plans.deadlines import deadlines_in
from tracker.plans.orders import actions_in
from tracker.plans.parties import Custom, Found, parties_in
from tracker.plans.pieces import is_ending
from tracker.plans.plan import Deadline, Measure, Parties
from tracker.plans.sentences import clauses, masked, sentences
from tracker.plans.text import Part

NOBODY = Parties()
_NAMES_PARTIES = re.compile(
    r"责任|牵头|配合|负责|[主承协联领]办|参与|协助|协同|协作|领导|主管|主责|分工|实施|落实|包[抓联保]|[位门室人][：:]"
)


@dataclass(frozen=True)
class Context:
    """What holds for the whole document: its years, and what it stated once about its lists of units."""

    plan_year: int | None
    own_year: int | None
    customs: tuple[tuple[int, Custom], ...] = ()

    def custom(self, block: int) -> Custom:
        """What was stated up to this block."""
        return next((custom for at, custom in reversed(self.customs) if at <= block), Custom.NONE)

    def parties(self, text: str, block: int) -> Found:
        """The parties that a text of this block names, and the labelled passages."""
        custom = self.custom(block)
        listed = custom is not Custom.NONE and text.rstrip().endswith(("）", ")"))
        return parties_in(text, custom) if listed or _NAMES_PARTIES.search(text) else Found(NOBODY)

    def deadlines(self, part: Part) -> tuple[Deadline, ...]:
        found = deadlines_in(part.text, plan_year=self.plan_year, own_year=self.own_year)
        return tuple(replace(d, span=part.moved(d.span) if d.span else None) for d in found)


@dataclass(frozen=True)
class Passage:
    """Text up to a labelled list of units, with that list: what stands in it is theirs."""

    text: Part
    parties: Parties
    deadlines: tuple[Deadline, ...] = ()
    label: str = ""  # the labelled passage behind the text, as it stands


@dataclass
class Work:
    """Measures found so far, and what holds for all of them."""

    measures: list[Measure] = field(default_factory=list)
    parties: Parties = NOBODY
    deadlines: tuple[Deadline, ...] = ()


_PIECE = re.compile(
    r"(?:(?<=[。；;：:，,\s])|^)\s*(?:[一二三四五六七八九十]{1,2}(?:是(?:要)?|要|则)|首先[是要]?|其次[是要]?"
    r"|再次[是要]?|最后[是要]?|第[一二三四五六七八九十][，、,是]"
    r"|[（(]\d{1,2}[)）][、.．]?|[①-⑳][、.．]?|\d{1,2}[.．、](?=[^\d\s]))(?=.)"
)
_SURE = re.compile(r"一是|首先|①|[（(]1[)）]|第一")
_LABEL_TEXT = re.compile(r"[^，,。；;：:]{2,24}[：:]")
_NUMBER = re.compile(r"\d")
_MINI_MAX = 30
_ONLY_SIGNS = re.compile(r"^[\s（()）〔〕\[\]【】。；;，,、]*$")
_TIME_LIMIT = re.compile(
    r"[（(〔\[【]?(?:完成|办结|整改|实施|责任|工作|计划)?(?:时限|时间节点|时间要求|期限|完成时间|时间安排"
    r"|时间)(?:要求)?[：:]"
    r"[^）)〕\]】。；;\n]{1,40}[)）〕\]】]?[。；;]?"
)
# what an outlook ends in: 奠定坚实基础, 再上新台阶
_GRAND = re.compile(
    r"奠定.{0,12}基础|(?:作出|做出).{0,12}贡献|贡献.{0,8}(?:力量|智慧)|新(?:台阶|篇章|局面|征程|突破|气象|作为"
    r"|贡献)|走在前列|保驾护航"
    r"|(?:坚实|有力|坚强)的?(?:法治|组织|支撑)?保障"
)
# what a principle leans on: 以…为指导, 在…领导下, …精神
_SPIRIT = re.compile(
    r"以.{2,60}为(?:指导|统领|指引|引领|中心|根本遵循|主线)|(?:领导|指导|带领|部署)下|(?:学习"
    r"|宣传)贯彻.{2,60}(?:精神|思想)|(?:会议|讲话|全会|指示|批示|大会|[一二三四五六七八九十]大)精神"
    r"|紧紧围绕.{2,40}(?:目标|中心|主题|大局)|牢固树立|一如既往|再接再厉"
)
_WE_WILL = re.compile(r"(?:下一步[，,])?.{0,12}[我全][镇县区市局街乡办院校村].{0,6}将")
_VAGUE = re.compile(
    r"(?:完成|做好|推进|抓好|落实).{0,30}(?:各项|年度|目标|全年|既定).{0,24}(?:任务|工作|目标|要求)$|再上|迈上"
    r"|高质量发展$|(?:各项|全部|年度|全年).{0,12}(?:任务|工作|部署|要求|举措|措施).{0,6}(?:落地|落实|见效|落细|开展|推进).{0,4}$"
    r"|(?:推动|推进|加快|促进).{0,30}(?:高质量|全面|持续|健康|更好|深入)发展$|水平$|^(?:努力|奋力)|取得(?:实|明显|显著|新的?)?(?:效|成效)$"
)
# what minutes tell of the meeting, before what was decided
_TOLD = re.compile(r"(?:截至)?目前[，,]?[^，。；]{0,12}已")
_MEETING = re.compile(r"会议(?:听取|指出|认为|通报|审议|传达|学习|观看)")
_LISTED_BELOW = re.compile(r"(?:具体|主要|分别|内容|项目)*(?:包括|如下|有|是|为|安排|内容|项目|任务)+[：:]")
_INTRO = re.compile(
    r"(?:如下|以下.{0,12}|以下几.{0,10}|几(?:个)?方面(?:的)?(?:工作|任务|措施)?|下列.{0,12}|包括|分别(?:是|为)"
    r"|重点做好|主要做好|.{0,12}工作)[：:]$|(?:以下|如下).{0,8}(?:工作|任务|事项|方面)。$"
)


def passages(part: Part, context: Context) -> Iterator[Passage]:
    """The text cut behind every labelled list of units or time limit: （责任单位：…）, 完成时限：…."""
    at = 0
    for start, end in _cuts(part, context):
        found = context.parties(part.text[start:end], part.block)
        label = part.text[start:end]
        yield Passage(part.cut(at, start), found.parties, context.deadlines(part.cut(start, end)), label)
        at = end
    rest = part.cut(at, len(part.text))
    if rest.text and not _ONLY_SIGNS.match(rest.text):
        yield Passage(rest, NOBODY)


def _cuts(part: Part, context: Context) -> list[tuple[int, int]]:
    """Where labelled passages stand, in order, none within another."""
    found = [*context.parties(part.text, part.block).cuts, *(m.span() for m in _TIME_LIMIT.finditer(part.text))]
    cuts: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not cuts or start >= cuts[-1][1]:
            cuts.append((start, end))
    return cuts


def work_in(parts: Sequence[Part], context: Context) -> Work:
    """The measures of an item's text. A single list of units behind all of them holds for the item."""
    groups: list[tuple[list[Measure], Passage]] = []
    waiting: list[Measure] = []
    for part in parts:
        for passage in passages(part, context):
            waiting += [_stated(measure, context) for measure in measures_in(passage.text, context)]
            if not passage.label:
                continue
            if waiting or not groups:
                groups.append((waiting, passage))
                waiting = []
            else:
                groups[-1] = (groups[-1][0], _with(groups[-1][1], passage, context))
    if len(groups) == 1:
        return Work([*groups[0][0], *waiting], groups[0][1].parties, groups[0][1].deadlines)
    measures = [_given(measure, passage) for measures, passage in groups for measure in measures]
    return Work([*measures, *waiting])


def _stated(measure: Measure, context: Context) -> Measure:
    """A measure with the parties that its own sentence states: 由甲牵头，乙配合."""
    parties = context.parties(measure.text, measure.span.block if measure.span else 0).parties
    return measure if parties == NOBODY else replace(measure, parties=parties)


def _given(measure: Measure, passage: Passage) -> Measure:
    return replace(
        measure, parties=both(passage.parties, measure.parties), deadlines=(*measure.deadlines, *passage.deadlines)
    )


def _with(one: Passage, other: Passage, context: Context) -> Passage:
    """Two labelled passages that follow each other (牵头单位：…, 责任单位：…), read as one."""
    label = f"{one.label}\n{other.label}"
    parties = context.parties(label, other.text.block).parties
    return replace(one, parties=parties, deadlines=(*one.deadlines, *other.deadlines), label=label)


def both(one: Parties, other: Parties) -> Parties:
    """The parties of both, each name once."""
    return Parties(
        tuple(dict.fromkeys(one.leader + other.leader)),
        tuple(dict.fromkeys(one.lead + other.lead)),
        tuple(dict.fromkeys(one.support + other.support)),
    )


def measures_in(part: Part, context: Context) -> list[Measure]:
    """One measure a sentence that orders something, or an enumerated piece (一是…)."""
    pieces = enumerated(part)
    return [
        measure for piece in pieces for measure in _measures_of_piece(piece, context, whole=not is_enumeration(part))
    ]


def enumerated(part: Part) -> list[Part]:
    """The pieces of 一是…；二是…, without their numbers; the whole where nothing is enumerated."""
    mask = masked(part.text)
    marks = [match for match in _PIECE.finditer(mask) if not _is_time(part.text, match.end())]
    if len(marks) < 2 and not (marks and (marks[0].start() == 0 or _SURE.search(marks[0].group()))):
        return [part]
    before = part.cut(0, marks[0].start())
    pieces = [before] if before.text else []
    ends = [match.start() for match in marks[1:]] + [len(part.text)]
    pieces += [
        part.cut(match.end() + _signs(part.text, match.end()), end) for match, end in zip(marks, ends, strict=True)
    ]
    return [piece for piece in pieces if piece.text.strip("，,；;。 ")] or [part]


def _signs(text: str, at: int) -> int:
    """How many signs follow a mark: 首先，…."""
    return len(text[at : at + 4]) - len(text[at : at + 4].lstrip("，,、：: "))


def _is_time(text: str, at: int) -> bool:
    return text[at : at + 1] in "月日年时点"


def is_enumeration(part: Part) -> bool:
    """Whether a text enumerates (一是…；二是…), or is one piece of an enumeration over paragraphs."""
    pieces = enumerated(part)
    return len(pieces) > 1 or pieces[0].start > part.start


def _measures_of_piece(piece: Part, context: Context, *, whole: bool) -> list[Measure]:
    """The sentences of a piece; in an enumeration a short first sentence is its heading (一是强化学习。每月…。)."""
    found = [piece.cut(start, end) for start, end in sentences(piece.text)]
    if not whole and len(found) > 1 and _is_mini_heading(found[0].text):
        found = found[1:]
    if len(found) > 1 and _LISTED_BELOW.fullmatch(found[-1].text):
        found = found[:-2]
    return [measure for sentence in found if (measure := measure_of(sentence, context))]


def _is_mini_heading(sentence: str) -> bool:
    return len(sentence) <= _MINI_MAX and sentence.endswith("。") and not re.search(r"\d", sentence)


def measure_of(sentence: Part, context: Context, rule: str = "measure.sentence") -> Measure | None:
    """The measure that a sentence is; None where it orders nothing."""
    text = sentence.text
    if is_ending(text) or tells_of_meeting(text) or _TOLD.match(text) or text.endswith(("！", "!")):
        return None
    label = _LABEL_TEXT.match(masked(text))
    if _INTRO.search(text.rstrip()) or (text.endswith(("：", ":")) and len(text) < 80):
        return None
    offset = label.end() if label and label.end() < len(text) - 4 else 0
    body = text[offset:]
    spans = actions_in(body)
    if not spans or is_outlook(body, [body[start:end] for start, end in spans]):
        return None
    return Measure(
        text=text,
        actions=tuple(body[start:end] for start, end in spans),
        parties=NOBODY,
        deadlines=context.deadlines(sentence),
        rule=rule,
        span=sentence.span,
    )


def tells_of_meeting(text: str) -> bool:
    """Whether minutes tell what the meeting heard or thought, not what it decided."""
    return bool(_MEETING.match(text))


def target(text: Part, context: Context) -> Measure:
    """A line of a list that states what is to be reached without a verb: 生产总值增长6%，财政收入增长4%."""
    spans = list(clauses(text.text))
    each = len(spans) > 1 and all(_NUMBER.search(text.text, start, end) for start, end in spans)
    return Measure(
        text=text.text,
        actions=tuple(text.text[start:end] for start, end in spans) if each else (text.text.rstrip("。；;"),),
        parties=NOBODY,
        deadlines=context.deadlines(text),
        rule="measure.target",
        span=text.span,
    )


def is_outlook(sentence: str, actions: Sequence[str]) -> bool:
    """A sentence of principle, aim or outlook: 将以…为指导，全面完成各项任务，为…奠定坚实基础。"""
    grand, spirit = bool(_GRAND.search(sentence)), bool(_SPIRIT.search(sentence) or _WE_WILL.match(sentence))
    concrete = [action for action in actions if not _VAGUE.search(action) and not _SPIRIT.search(action)]
    if grand and spirit:
        return len(concrete) <= 1
    return (grand or spirit) and not concrete
