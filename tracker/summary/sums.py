"""How the figures of a period are said: 开展行政检查178次、化解矛盾纠纷158件，化解率93.5%.

A figure's name may lack a verb. It is taken from what people wrote about it, else from the title of the task
(处理热线工单), else it is the light verb that official language puts in front of an activity and that tells nothing
new (开展检查).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.plans.clauses import verb_of
from tracker.progress.figures import Total
from tracker.progress.lights import is_rate
from tracker.summary.numbers import tidy

_LIGHT = {
    "开展": "宣传 宣讲 活动 检查 巡查 巡逻 排查 培训 轮训 演练 评查 审查 核查 抽查 自查 普查 走访 调解 执法 整治 督查 "
    "督导 学法 普法 慰问 接访 下访 监测 调研 审核 评估 帮教 义诊 行动 服务",
    "举办": "讲座 培训班 报告会 座谈会 宣讲会",
    "召开": "会议 推进会 调度会 专题会 院坝会",
    "办理": "工单 案件 审批 许可",
    "作出": "处罚",
}
_LIGHT_OF = {ending: verb for verb, endings in _LIGHT.items() for ending in endings.split()}
_OF_PEOPLE = ("人", "人次", "名", "户", "户次")
"""Units of those who were reached: nobody says 开展培训403人次."""
_COMPLETE = (
    *(
        "组织",
        "参加",
        "参与",
        "接受",
        "开展",
        "举办",
        "召开",
        "承办",
        "完成",
        "办理",
        "受理",
        "新建",
        "建成",
        "发放",
        "发现",
    ),
    *(
        "旁听",
        "实施",
        "推进",
        "落实",
        "化解",
        "调处",
        "整改",
        "清理",
        "拆除",
        "采纳",
        "征求",
        "制作",
        "印制",
        "张贴",
        "新增",
    ),
)
"""Verbs that are always followed by their object: a name that begins with one lacks none."""
_CONCRETE = frozenset(
    [
        *(
            "新建",
            "建成",
            "建设",
            "修建",
            "改造",
            "修缮",
            "维修",
            "安装",
            "配备",
            "采购",
            "拆除",
            "种植",
            "清理",
            "整治",
        ),
        *(
            "排查",
            "化解",
            "调处",
            "审查",
            "办理",
            "处理",
            "受理",
            "核查",
            "检查",
            "评查",
            "走访",
            "发放",
            "编印",
            "印制",
        ),
        *("制作", "选聘", "选派", "聘请", "培育"),
    ]
)
"""Verbs of a task's title that are true of a part of it: 新建工作室5个 of 8."""
_IN_FRONT = r"(?:^|[，。；、：\s])(?:已|共|累计|又|还|均|现场|全年|目前)*(?P<verb>[\u4e00-\u9fff]{2})"


@dataclass(frozen=True)
class Told:
    """A total in words, and the verb that stands in front of them, if any."""

    total: Total
    verb: str
    words: str


def joined(told: Sequence[Told]) -> str:
    """Counts first, then rates; a verb holds for all that follow until another one stands there."""
    counts = [one for one in told if not is_rate(one.total.name, one.total.unit)]
    rates = [one for one in told if is_rate(one.total.name, one.total.unit)]
    counted, verb = [], ""
    for one in counts:
        counted.append(one.words if one.verb == verb else one.verb + one.words)
        verb = one.verb
    return "，".join(words for words in ("、".join(counted), "、".join(one.words for one in rates)) if words)


def verb_for(total: Total, titles: Iterable[str], texts: Iterable[str]) -> str:
    """What stands in front of the name of a figure; empty where it needs nothing, or no record says what.

    titles: of the tasks that reported it. texts: what was reported.
    """
    name = total.name
    if is_rate(name, total.unit) or name.startswith(_COMPLETE):
        return ""
    return _reported(name, texts) or _ordered(name, titles) or _light(name, total.unit)


def _reported(name: str, texts: Iterable[str]) -> str:
    """The verb with which everybody who wrote about it put the name and a number: 新配执法记录仪4台."""
    pattern = re.compile(rf"{_IN_FRONT}{re.escape(name)}(?:共|达|约)?[0-9]")
    verbs = {found["verb"] for text in texts if name in text for found in pattern.finditer(tidy(text))}
    known = {verb for verb in verbs if verb_of(verb) == verb}
    return known.pop() if len(verbs) == len(known) == 1 else ""


def _ordered(name: str, titles: Iterable[str]) -> str:
    """The verb of the task, where the name is what it is done to: 处理 of 处理12345热线工单."""
    verbs = {verb_of(title) for title in titles if name in title and not title.startswith(name)}
    verb = verbs.pop() if len(verbs) == 1 else None
    return verb if verb in _CONCRETE else ""


def _light(name: str, unit: str) -> str:
    if unit in _OF_PEOPLE:
        return ""
    return next((_LIGHT_OF[name[-size:]] for size in (3, 2) if name[-size:] in _LIGHT_OF), "")
