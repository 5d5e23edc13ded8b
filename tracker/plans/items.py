"""The items of a plan section: its headings, enumerations, labelled or plain paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tracker.plans.clauses import verb_of
from tracker.plans.headings import Rank, title_and_body
from tracker.plans.measures import (
    NOBODY,
    Context,
    enumerated,
    is_enumeration,
    passages,
    target,
    tells_of_meeting,
    work_in,
)
from tracker.plans.orders import actions_in
from tracker.plans.outline import CLOSING_RULE, Section
from tracker.plans.pieces import is_ending
from tracker.plans.plan import Deadline, Item, Parties
from tracker.plans.sentences import masked, sentences
from tracker.plans.text import Part
from tracker.plans.topics import Topic

Tables = Callable[[Part, str | None], list[Item]]
"""Gives the items of a table that stands in the text, for its block and the section's name."""

_GENERIC = re.compile(
    r"(?:重点|主要|工作|具体|目标|年度|全年|扶持|支持|政策)*(?:任务|措施|举措|工作|内容|政策|安排|计划|打算|实事"
    r"|项目|事项|支持政策)(?:清单|安排|分工|如下)?"
)
_LABEL = re.compile(r"(?:“[^”]{2,20}”[^，。；：]{0,14}|[^，,。；;：:“”]{2,26})[：:](?=.{6})")
_QUOTED = re.compile(r"“[^”]{2,20}”[^，,。；;：:]{0,14}[。：:](?=.{6})")
_NO_LABEL = re.compile(r"单位|部门|责任|牵头|配合|时限|如下|以下|包括|分别|领导|科室|协办|主办|时间|目标$|其中")
_REMEDY = re.compile(r"(?:^|[。；\s])(?:整改|改进|解决)?(?:措施|举措|任务|情况)\s*[：:]")
"""The problem is the heading of what will put it right: 关于…的问题。整改措施：…."""
_PROJECT = re.compile(r"[^，,。；;：:]{2,40}(?:工程|项目)(?:[（(][^（）()]*[)）])?")
_NUMBER = re.compile(r"\d")
_SENTENCE = re.compile(r"[。；;]|，.{6}|,.{6}")


def items_of(section: Section, context: Context, tables: Tables, above: Section | None = None) -> Iterator[Item]:
    """All items below a plan section, in reading order."""
    name = _name(section, context) or _name(above, context)
    for part in section.body:
        if not part.text:
            yield from tables(part, name)
    texts = [part for part in _texts(section) if part.text]
    if section.sections and not _folds(section):
        yield from _items_below(section, context, tables, above)
    elif section.title is None and section.rank >= 0:
        yield from _line(texts, name, context)
    elif section.title is None or _is_container(section):
        yield from _unheaded(texts, name, context)
    elif labelled := _labelled(texts):
        yield from (_item(title, name, body, context, "item.label") for title, body in labelled)
    else:
        yield _leaf(section, texts, _name(above, context), context)


def _items_below(section: Section, context: Context, tables: Tables, above: Section | None) -> Iterator[Item]:
    """The items of the headings below a heading. Its parties, in it or on a line of their own, hold for those that
    name none; other text between the two is introduction."""
    held = _held(section, context)
    for child in section.sections:
        if _is_no_work(child) or (child.rule == CLOSING_RULE and not any(context.deadlines(p) for p in child.body)):
            continue
        for item in items_of(child, context, tables, section if section.name else above):
            own = item.parties != NOBODY or any(measure.parties != NOBODY for measure in item.measures)
            yield item if own or held == NOBODY else replace(item, parties=held)


def _is_no_work(section: Section) -> bool:
    """Aims, shortcomings, general closing parts (保障措施), and rules of application (…由…负责解释)."""
    closing = section.topic is Topic.CLOSING and section.rank <= Rank.FIRST
    unsolved = section.topic is Topic.PROBLEMS and not any(_REMEDY.search(part.text) for part in section.parts())
    name = section.name or ""
    return section.topic is Topic.AIMS or unsolved or closing or is_ending(name) or tells_of_meeting(name)


def _name(section: Section | None, context: Context) -> str | None:
    """What a section is called, without the units that stand in its heading."""
    if section is None or section.title is None:
        return None
    text, _, _ = _heading(section.title, context)
    return text.text.strip("：:。；; \u3000") if text else None


def _folds(section: Section) -> bool:
    """Whether what stands below a heading is detail of it: （1）… below 1.…."""
    return section.rank >= Rank.THIRD


def _is_container(section: Section) -> bool:
    return (
        section.topic in (Topic.PLAN, Topic.PROBLEMS_AND_PLAN)
        or section.rule == "plan.sentence"
        or bool(section.name and _GENERIC.fullmatch(section.name))
    )


def _held(section: Section, context: Context) -> Parties:
    """The parties that a heading names, in itself or on a line of their own below it."""
    for part in ([section.title] if section.title else []) + section.body[:2]:
        for passage in passages(part, context):
            if passage.label and (part is section.title or not passage.text.text):
                return passage.parties
    return NOBODY


def _texts(section: Section) -> Iterator[Part]:
    """The text of an item: its paragraphs, and the headings and paragraphs folded into it."""
    yield from section.body
    for child in section.sections:
        if child.title and not child.body and not child.sections:
            yield child.title
        else:
            yield from _texts(child)


def _leaf(section: Section, texts: Sequence[Part], above: str | None, context: Context) -> Item:
    assert section.title is not None
    title = section.title.text
    if not texts and not _names_project(title) and (_SENTENCE.search(masked(title)) or actions_in(title)):
        return next(_line([section.title], above, context), _item(section.title, above, texts, context, "item.line"))
    item = _item(section.title, above, texts, context, section.rule.replace("heading", "item"))
    if item.measures or not (section.sentence or _only_labels(texts, section.title, context)):
        return item
    return next(_line([section.title, *texts], above, context), item)


def _names_project(title: str) -> bool:
    """Whether a line is the name of a project, and no order: 荣山镇天泉村桥梁新建工程."""
    return bool(_PROJECT.fullmatch(title)) and verb_of(title) is None


def _only_labels(texts: Sequence[Part], title: Part, context: Context) -> bool:
    """Whether a line that is built like a sentence has nothing below it but its units and time limit."""
    below = (passage.text.text for part in texts for passage in passages(part, context))
    return bool(_SENTENCE.search(masked(title.text))) and not any(below)


def _line(texts: Sequence[Part], section: str | None, context: Context) -> Iterator[Item]:
    """The item of a numbered line; a target (生产总值增长6%) is one when it has an owner or names a number."""
    item = _item(None, section, texts, context, "item.line")
    if item.measures:
        yield item
    elif texts and not is_ending(texts[0].text) and (item.parties != NOBODY or _NUMBER.search(texts[0].text)):
        text = next((p.text for p in passages(texts[0], context) if p.text.text), texts[0])
        yield replace(item, measures=(target(text, context),))


def _item(title: Part | None, section: str | None, texts: Sequence[Part], context: Context, rule: str) -> Item:
    work = work_in(texts, context)
    heading, parties, deadlines = _heading(title, context)
    span = title.span if title else (texts[0].span if texts else None)
    if title is not None and not work.measures and texts:
        rule += ".empty"
    return Item(
        heading=heading.text.rstrip("：:。； \u3000") if heading else None,
        section=section,
        parties=work.parties if work.parties != NOBODY else parties,
        deadlines=(*deadlines, *work.deadlines),
        measures=tuple(work.measures),
        rule=rule,
        span=span,
    )


def _heading(title: Part | None, context: Context) -> tuple[Part | None, Parties, tuple[Deadline, ...]]:
    """A heading without the units that stand in it, these units, and its time limits."""
    if title is None:
        return None, NOBODY, ()
    parts = list(passages(title, context))
    parties = next((passage.parties for passage in parts if passage.label), NOBODY)
    text = next((passage.text for passage in parts if passage.text.text), title)
    deadlines = (*context.deadlines(text), *(d for passage in parts for d in passage.deadlines))
    return text, parties, deadlines


def _unheaded(texts: Sequence[Part], section: str | None, context: Context) -> Iterator[Item]:
    """Items of text without headings: labelled paragraphs, enumerated pieces, else a paragraph each."""
    labelled = _labelled(texts)
    if labelled:
        for title, body in labelled:
            yield _item(title, section, body, context, "item.label")
        return
    for part in texts:
        if is_enumeration(part):
            yield from _pieces(part, section, context)
        else:
            item = _item(None, section, [part], context, "item.paragraph")
            if item.measures:
                yield item


def _pieces(part: Part, section: str | None, context: Context) -> Iterator[Item]:
    found = []
    for piece in enumerated(part):
        title, body = title_and_body(piece)
        if title is not None and body is not None:
            found.append(_item(title, section, [body], context, "item.piece"))
        else:
            found.append(_item(None, section, [piece], context, "item.piece"))
    yield from (item for item in found if item.measures)


def _labelled(texts: Sequence[Part]) -> list[tuple[Part, list[Part]]]:
    """Stretches that open with a name and a colon, each with the text that follows it; empty where few do."""
    groups: list[tuple[Part, list[Part]]] = []
    for part in (stretch for text in texts for stretch in _stretches(text)):
        match = _label(part.text)
        if match:
            groups.append((part.cut(0, match.end() - 1), [part.cut(match.end(), len(part.text))]))
        elif groups:
            groups[-1][1].append(part)
        elif not part.text.rstrip().endswith(("：", ":")):
            return []
    return groups if len(groups) > 1 else []


def _label(text: str) -> re.Match[str] | None:
    match = _LABEL.match(text) or _QUOTED.match(text)
    return match if match and not _NO_LABEL.search(match.group()) else None


def _stretches(part: Part) -> Iterator[Part]:
    """A paragraph cut before each sentence that opens with a name and a colon."""
    starts = [start for start, _ in sentences(part.text) if _label(part.text[start : start + 40])]
    if not starts or starts[0] > 0:
        yield part
        return
    for start, end in zip(starts, [*starts[1:], len(part.text)], strict=True):
        yield part.cut(start, end)
