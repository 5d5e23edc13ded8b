"""What a section is about, by the words of its heading."""

from __future__ import annotations

import re
from enum import StrEnum


class Topic(StrEnum):
    PLAN = "plan"
    DONE = "done"
    PROBLEMS = "problems"
    PROBLEMS_AND_PLAN = "problems and plan"
    AIMS = "aims"
    CLOSING = "closing"
    OTHER = "other"


_PLAN = re.compile(
    r"下一步|下步|下阶段|下一阶段|下一年|下一年度|下年度|下半年|今后|明年|来年|接下来|努力方向|改进(?:措施|方向"
    r"|计划)|整改(?:措施|方向|计划)|对策(?:建议|措施)?$"
    r"|^(?:工作|年度|主要)?(?:计划|打算|安排|思路)$|工作(?:计划|打算|安排|思路)(?:及|和|$)"
    r"|\d{4}\s*年?.{0,20}(?:计划|打算|安排|思路|重点(?:任务|工作)|工作要点|主要(?:任务|工作)|目标任务|工作任务"
    r"|工作举措)|(?:抓好|做好|部署|谋划|聚力).{0,8}(?:今年|全年|新一年|新的一年|当前|下半年|明年|.季度).{0,10}(?:工作|任务)"
)
_NOT_PLAN = re.compile(
    r"完成情况|落实情况|执行情况|开展情况|推进情况|进展情况|工作情况|总结|回顾|成效|履职情况|的通知"
    r"|贯彻落实.*(?:安排|部署)|(?:贯彻|落实|执行|完成).{0,20}(?:要点|计划|任务)"
)
_PROBLEMS = re.compile(
    r"(?:存在|面临|遇到|主要).{0,8}(?:问题|不足|短板|困难|差距|薄弱|挑战|弱项)|(?:问题|不足|短板|困难|差距)(?:和"
    r"|与|及|、|之处|以及|原因|$)|^(?:主要)?(?:问题|不足|短板|困难)"
)
# what is done about shortcomings is none, nor is a matter that is dealt with: 补齐巡查短板, 关于供水问题
_MATTER = re.compile(
    r"关于.+|(?:着力|切实|坚决|全力|加快|持续|有效|进一步)*(?:补齐|补强|补足|破解|解决|消除|攻克|整治|化解|聚焦|瞄准|抓好|强化|提升|防范)"
)
_FACES = re.compile(r"(?:正视|认清|找准|直面|查摆|剖析).{0,8}(?:差距|问题|不足|短板|困难)")
_DONE = re.compile(
    r"主要(?:举措|做法|工作|成效|成绩|措施)(?:和|与|及|$)|成效|成绩|工作(?:总结|回顾|开展|完成|进展|落实)"
    r"|开展情况|完成情况|落实情况|推进情况|进展情况|基本情况|履行.*(?:职责|情况)|第一责任人|亮点|经验做法"
    r"|特色做法|回顾|总结"
)
_AIMS = re.compile(
    r"(?:总体要求|指导思想|(?:工作|总体|主要|发展|行动|基本|预期|具体|年度|阶段|阶段性|建设|实施)?目标(?:要求|定位"
    r"|任务)?|(?:整改|整治|治理|攻坚|创建|活动|考核|任务)目标|(?:整治|治理|实施|检查|排查|活动|工作)?(?:范围|对象)|活动(?:主题|时间|地点|时间(?:和|及|、)地点)|(?:基本|工作|建设|实施)?原则|总体(?:思路|目标|考虑)|工作思路|(?:编制|制定|出台|起草|政策|工作|活动|项目)?(?:依据|背景|目的)(?:介绍|情况|(?:和|与|及|、)?(?:依据|背景|目的|意义))?"
    r"|适用范围|适用对象|名词解释|术语解释|政策依据|有关说明|编制说明|起草说明|重要意义|重大意义|基本概念|认识)"
    r"(?:[和与及、](?:总体要求|指导思想|(?:工作|总体|主要|基本)?(?:目标|原则|要求|思路|依据))(?:任务)?)*"
)
_CLOSING = re.compile(
    r"(?:(?:强化|加强|完善|健全|落实|做好)?(?:保障措施|组织保障|工作保障|实施保障|服务保障措施|政策保障措施)"
    r"|工作要求|有关要求|相关要求|具体要求|几点要求|活动要求|组织(?:实施|领导|保障)(?:和保障|与保障)?"
    r"|(?:组织领导和|)保障机制|推进机制|附则|施行说明|实施说明|其他(?:事项|要求|说明)?|其它(?:事项)?"
    r"|其他需要(?:报告|说明)的(?:事项|情况)|监督(?:检查|考核|管理)|考核(?:奖惩|评价|问责)?|有效期|备注|说明"
    r"|联系方式|解释)"
)


def topic_of(heading: str) -> Topic:
    """The topic of a section with this heading (its number taken off)."""
    heading = heading.strip("：:。； \u3000")
    problems = bool(_PROBLEMS.search(heading) or _FACES.match(heading)) and not _MATTER.match(heading)
    plan = bool(_PLAN.search(heading)) and not _NOT_PLAN.search(heading)
    if problems:
        return Topic.PROBLEMS_AND_PLAN if plan else Topic.PROBLEMS
    if _AIMS.fullmatch(heading):
        return Topic.AIMS
    if _CLOSING.fullmatch(heading):
        return Topic.CLOSING
    if plan:
        return Topic.PLAN
    return Topic.DONE if _DONE.search(heading) else Topic.OTHER
