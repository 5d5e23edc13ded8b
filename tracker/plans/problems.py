"""The shortcomings that a report admits: the text under each heading, each enumerated piece, or each sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.documents.blocks import Block
from tracker.plans.headings import Rank
from tracker.plans.measures import enumerated, is_enumeration
from tracker.plans.outline import Section
from tracker.plans.plan import Problem
from tracker.plans.sentences import sentences
from tracker.plans.text import Part
from tracker.plans.topics import Topic

_REASONS = re.compile(r"原因")
_INTRO = re.compile(
    r"[：:]$|(?:以下|下列|如下).{0,16}$|表现(?:在|为)(?:以下)?|取得(?:了)?(?:一定|较好|明显|积极|显著"
    r"|阶段性).{0,12}(?:成绩|成效|进展|效果)|仍(?:然)?存在(?:一些|不少|很多|诸多|以下|一定)?(?:的)?(?:问题|不足"
    r"|差距|短板)(?:和(?:不足|问题|差距|短板))?[。，]?$"
)
# a sentence with these words and none of a shortcoming is no problem
_PRAISE = re.compile(
    r"成[效绩果]|进展|提升|提高|推进|开展|完成|坚持|围绕|重视|领导|加强|落实|实现|取得|[：:]$|如下|报告|分析"
)
# what stands before a list of shortcomings: 仍存在一些不足：…；主要是：…
_OPENS = re.compile(
    r"(?:[^：:。]{0,120}(?:问题|不足|短板|方面|差距|困难)|(?:[^：:。]{0,20}，)?主要(?:是|有|表现(?:在|为)?))[：:](?=.{4})"
)
_ADMITS = re.compile(
    r"[^。：:]{0,30}(?:存在|面临)[^。：:，]{0,14}(?:问题|不足|短板|差距|困难|挑战)[^。：:]{0,12}[：:](?=.{8})"
)
_NUMBERED = re.compile(r"(?:问题|反馈问题)\s*[一二三四五六七八九十\d]{1,3}\s*[：:、.．]\s*$")
_WRAPPER = re.compile(r"(?:存在|主要|突出|目前|当前|工作中)?.{0,5}(?:问题|不足|短板|困难)(?:[和及](?:问题|不足))?")
_SHORTFALL = re.compile(
    r"但|不足|不够|不强|不高|不到位|薄弱|欠缺|缺乏|滞后|有待|单一|困难|偏低|不深|不全|不平衡|较低|较少|缺少"
    r"|不健全|不完善|不规范|不严|差距|短缺|淡薄|仍需|难以|存在|问题|短板|弱|不"
)
NEXT = re.compile(
    r"(?:针对(?:上述|以上|这些|存在)|下一步|下步|下阶段|今后|接下来|下一年|(?:20\d{2}年|明年|新的一年"
    r"|来年)[，,]?.{0,6}[将要]|对此|为此|[（(]?整改措施|(?:究其|主要|分析|产生)?原因(?:主要)?(?:在于|是|有|[，：]))"
)


def problems_of(section: Section) -> Iterator[Problem]:
    """One problem a heading below the section; without headings, one a piece, paragraph or sentence."""
    for part in section.body:
        if not section.sections or is_enumeration(part):
            yield from _in_text(part)
    for child in section.sections:
        if _REASONS.search(child.name or "") and not re.search(r"问题|不足", child.name or ""):
            continue
        if child.topic in (Topic.PLAN, Topic.PROBLEMS_AND_PLAN) and child.rank <= Rank.SECOND:
            continue
        if (child.topic is Topic.PROBLEMS and (child.sections or len(child.body) > 1)) or _is_wrapper(child):
            yield from problems_of(child)
        else:
            yield from _under(child)


def _is_wrapper(section: Section) -> bool:
    """（一）存在的问题 with its problems below."""
    below = bool(section.sections or section.body)
    return below and bool(_WRAPPER.fullmatch(section.name or ""))


def _under(section: Section) -> Iterator[Problem]:
    parts = [part for child in section.walk() for part in child.body if part.text]
    first = parts[0] if parts else section.title
    if first is None:
        return
    same = [part for part in parts if part.block == first.block] or [first]
    whole = " ".join(part.text for part in same) if len(same) > 1 else first.text
    cut = NEXT.search(whole)
    if cut and cut.start() > 8 and whole[cut.start() - 1] in "。；":
        first = first.cut(0, cut.start())
    yield Problem(first.text, "problem.heading" if parts else "problem.title", first.span)


def _in_text(part: Part) -> Iterator[Problem]:
    if is_enumeration(part):
        pieces = enumerated(part)
        marked = [piece for piece in pieces if piece.start > part.start] or pieces
        for piece in marked:
            yield _piece(piece)
        return
    listed = False
    for start, end in sentences(part.text):
        introduction = _OPENS.match(part.text[start:end])
        sentence = part.cut(start + (introduction.end() if introduction else 0), end)
        if NEXT.match(sentence.text):
            return
        listed = introduction is not None or listed
        if listed or (not _INTRO.search(sentence.text.rstrip("。；")) and _falls_short(sentence.text)):
            yield Problem(sentence.text, "problem.sentence", sentence.span)
        listed = listed and sentence.text.endswith(("；", ";"))


def _falls_short(sentence: str) -> bool:
    return bool(_SHORTFALL.search(sentence)) or not _PRAISE.search(sentence)


def admitted_in(part: Part) -> Iterator[Problem]:
    """The shortcomings that the account of the work done ends in: 也要看到，还存在一些不足：…；…。"""
    match = _ADMITS.search(part.text)
    if match is None:
        return
    end = part.text.find("。", match.end()) + 1
    rest = part.cut(match.start(), len(part.text))
    yield from _in_text(rest if is_enumeration(rest) else part.cut(match.start(), end or len(part.text)))


def _piece(piece: Part) -> Problem:
    """An enumerated shortcoming; its short first sentence is a heading where text follows it."""
    found = [piece.cut(start, end) for start, end in sentences(piece.text)]
    kept = next((i for i, sentence in enumerate(found) if i and NEXT.match(sentence.text)), len(found))
    found = found[:kept]
    skip = 1 if len(found) > 1 and len(found[0].text) <= 30 and found[0].text.endswith("。") else 0
    start, end = found[skip].start - piece.start, found[-1].start - piece.start + len(found[-1].text)
    text = piece.cut(start, end)
    return Problem(text.text, "problem.piece", text.span)


def numbered_problems(root: Section, blocks: Sequence[Block]) -> Iterator[Problem]:
    """The shortcomings that a plan of rectification numbers: 问题1：固定资产账实不符。"""
    for section in root.walk():
        if section.title and _NUMBERED.search(blocks[section.title.block].text[: section.title.start]):
            yield Problem(section.title.text, "problem.numbered", section.title.span)


def split_at_next(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Text that goes from shortcomings to plans: what stands before 下一步，…, and what follows."""
    for number, part in enumerate(parts):
        for start, _end in sentences(part.text):
            if NEXT.match(part.text, start):
                before = [*parts[:number], part.cut(0, start)] if start else list(parts[:number])
                return before, [part.cut(start, len(part.text)), *parts[number + 1 :]]
    return list(parts), []
