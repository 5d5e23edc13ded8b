"""Which sections of a writing plan, which admit shortcomings, and which tell what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.plans.headings import Rank
from tracker.plans.outline import Section
from tracker.plans.problems import split_at_next
from tracker.plans.text import Part
from tracker.plans.topics import Topic
from tracker.plans.years import without_named

_REPORT_TITLE = re.compile(r"总结|报告|汇报|情况|述职|述法|自查|回顾|成效")
_PLAN_TITLE = re.compile(
    r"计划|方案|要点|意见|措施|清单|安排|分工|分解|任务|办法|规划|思路|若干|行动|举措|台账|实事|通知|打算|目标"
)
_MINUTES = re.compile(r"纪要")
_REPORT_OPENING = re.compile(r"(?:报告|汇报|总结|说明|自查|情况)(?:情况)?(?:报告|汇报|总结)?(?:如下|于下)")
_NEXT_HEADING = re.compile(
    r"下一步|下步|下阶段|下一阶段|今后|明年|来年|打算|努力方向|改进(?:措施|方向)|整改(?:措施|方向)|工作计划"
    r"|工作安排|工作思路"
)
_DONE_TITLE = re.compile(r"完成(?:清单|情况)|落实情况|办理情况|进展情况|完成(?:任务)?表|办结")


@dataclass
class Writing:
    """A writing sorted by what its sections are for. plan: each section with the one that it stands in."""

    report: bool
    plan: list[tuple[Section, Section | None]] = field(default_factory=list)
    problems: list[Section] = field(default_factory=list)
    done: list[Part] = field(default_factory=list)
    skipped: list[Section] = field(default_factory=list)


def sort(root: Section, title: str | None, opening: str, *, lists_work: bool) -> Writing:
    """The sections of a writing with this title, by what they are for. lists_work: there is a list of work in it."""
    told = title is not None and bool(_DONE_TITLE.search(title)) and not lists_work
    writing = Writing(told or is_report(root, title, opening))
    if writing.report:
        _sort_report(root, writing, depth=0)
        if not writing.plan:
            _find_plan_in_text(root, writing)
        others = {id(section) for section, _ in writing.plan} | {id(section) for section in writing.problems}
        writing.done += list(_outside(root, others))
    else:
        writing.plan.append((root, None))
        writing.skipped += [
            s for s in root.walk() if s.topic is Topic.AIMS or (s.topic is Topic.CLOSING and s.rank <= Rank.FIRST)
        ]
    return writing


def is_report(root: Section, title: str | None, opening: str) -> bool:
    """Whether a writing reports on what was done; else it plans from end to end."""
    if title and _MINUTES.search(title):
        return False
    title = without_named(title or "")
    if title and _REPORT_TITLE.search(title) and not _DONE_TITLE.search(title):
        return True
    topics = {section.topic for section in root.sections}
    if title and _PLAN_TITLE.search(title):
        return Topic.PLAN in topics and bool(topics & {Topic.DONE, Topic.PROBLEMS, Topic.PROBLEMS_AND_PLAN})
    return bool(_REPORT_OPENING.search(opening) or topics & {Topic.DONE, Topic.PROBLEMS_AND_PLAN, Topic.PROBLEMS}) or (
        Topic.PLAN in topics and len(root.sections) > 2
    )


def _sort_report(section: Section, writing: Writing, depth: int) -> None:
    for child in section.sections:
        topic = child.topic
        if topic is Topic.PLAN and (depth == 0 or _NEXT_HEADING.search(child.name or "")):
            writing.plan.append((child, section))
        elif topic is Topic.PROBLEMS_AND_PLAN and (depth == 0 or child.rank <= Rank.SECOND):
            _sort_both(child, writing)
        elif topic is Topic.PROBLEMS and (depth == 0 or (depth == 1 and _opens_problems(child)) or _is_field(child)):
            writing.problems.append(child)
            _sort_report(child, writing, depth + 1)
        elif depth < 2:
            _sort_report(child, writing, depth + 1)


def _is_field(section: Section) -> bool:
    """Whether it is the field of shortcomings in an account by subjects: 1.成效：…2.不足：…3.打算：…."""
    return bool(re.fullmatch(r"(?:存在)?的?(?:问题|不足|短板|困难)(?:[和与及](?:问题|不足|短板))?", section.name or ""))


def _opens_problems(section: Section) -> bool:
    return bool(re.match(r"(?:当前|目前|工作中|主要)?(?:存在|面临|主要|问题|不足|短板|困难)", section.name or ""))


def _sort_both(section: Section, writing: Writing) -> None:
    """存在的不足及下一步打算: by the headings below it, else by the sentence that turns to what comes next."""
    plans = [child for child in section.sections if child.topic is Topic.PLAN]
    if plans:
        writing.plan += [(child, section) for child in plans]
        problems = [child for child in section.sections if child.topic is Topic.PROBLEMS]
        writing.problems += problems or [
            Section(
                section.title,
                section.rank,
                section.rule,
                section.body,
                [child for child in section.sections if child not in plans],
            )
        ]
        return
    before, after = split_at_next(section.body)
    if after:
        section.body[:] = before
        section.sections, plans_below = [], section.sections
        writing.problems.append(section)
        writing.plan.append((Section(section.title, section.rank, section.rule, after, plans_below), None))
    else:
        writing.problems.append(section)


def _find_plan_in_text(root: Section, writing: Writing) -> None:
    """A report without a plan heading: from the sentence that says 下一步，… to the end of its section."""
    for section in reversed([s for s in root.walk() if s.rank <= Rank.SECOND]):
        before, after = split_at_next(section.body)
        if (after and section not in writing.problems) or (after and re.match(r"下一步|下步|今后", after[0].text)):
            section.body[:] = before
            writing.plan.append((Section(section.title or root.title, section.rank, "plan.sentence", after), None))
            return


def _outside(section: Section, others: set[int]) -> Iterator[Part]:
    if id(section) in others:
        return
    if section.title:
        yield section.title
    yield from section.body
    for child in section.sections:
        yield from _outside(child, others)
