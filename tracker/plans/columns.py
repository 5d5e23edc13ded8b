"""What the columns of a responsibility list are for, by the words of the header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from tracker.documents.blocks import Cell
from tracker.plans.roles import Role

# the first that is found in the header's words counts
_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.GROUP, r"^一级"),
    (Role.NAME, r"^[二三]级"),
    (Role.NUMBER, r"^(?:序号?|编号|项次|号|No\.?|NO\.?)$"),
    (
        Role.PROBLEM,
        r"(?:存在|反馈|发现|具体|主要|突出|整改|督察|巡[察查]|检查)的?(?:主要)?问题(?:表现|描述|清单)?$"
        r"|^问题(?:表现|描述|内容)?$|^(?:存在)?(?:短板|不足)$|隐患(?:问题|内容|描述|情况)?$",
    ),
    (
        Role.OTHER,
        r"(?:完成|验收|办结|销号|达标)标准|电话|联系方式|手机|邮箱|职务|备注|说明$|投资|资金|预算|金额|经费|单价|数量$|分值|权重|得分|评分|依据"
        r"|来源|性质|地点|地址|联系人|填报|附件|盖章|签字|问题(?:来源|编号|类型|性质|序号|分类)|是否|原因|年龄|性别|姓名|考核|评价",
    ),
    (
        Role.PROGRESS,
        r"完成情况|进展|进度情况|完成进度|落实情况|推进情况|办理情况|办结|实际完成|目前|工作成效|完成比例"
        r"|整改情况|是否完成|工作进度|完成率|状态|红绿灯|亮灯",
    ),
    (
        Role.LEADER,
        r"(?:责任|分管|牵头|包抓|包联|包保|挂|联系|主管|市|县|区|镇|乡)?.{0,3}领导|分管.{0,4}(?:负责人|镇长|县长"
        r"|区长|主任)",
    ),
    (Role.SUPPORT, r"配合|协办|协同|协助|参与|参加|协作|支持单位|联合单位"),
    (Role.LEAD, r"牵头|主办|主责|主管|承办|领办|主要责任"),
    (
        Role.OWNER,
        r"责任(?:单位|部门|科室|人|主体|股室|站所|处室|线|村|办)|承办|负责(?:单位|部门|科室|人)|责任分工"
        r"|落实单位|实施(?:单位|主体)|经办|督办单位|^单位$|^部门$|^科室$|^责任$|建设单位|申报单位|所属单位"
        r"|实施主体",
    ),
    (
        Role.DEADLINE,
        r"时限|时间|节点|期限|日期|工期|截止|计划完成|完成月份|进度(?:安排|计划|要求)$|^进度$|月度|季度|起止年限",
    ),
    (
        Role.CONTENT,
        r"内容|措施|举措|具体|做法|目标任务|任务目标|攻坚目标|工作目标|年度目标|目标要求|目标$|要求|标准|步骤"
        r"|路径|建设规模|规模|方案|指标$|清单内容|细化|打算|下一?步|努力方向|思路|工作计划|工作安排",
    ),
    (Role.GROUP, r"类别|分类|领域|板块|一级|大类|类型|方面|章节|类$|重点领域|项目类别|事项类别|改革领域|专项"),
    (Role.NAME, r"项目|事项|名称|任务|工作|实事|活动|主题|指标|改革|课题|标题|二级|清单"),
)
_PATTERNS = tuple((role, re.compile(words)) for role, words in _WORDS)
_HEADER_MAX = 24
_KNOWN_ENOUGH = 2
_LOOKED_AT = 8  # rows of several cells; those of one are titles and letters above the header


@dataclass(frozen=True)
class Header:
    """The rows that name the columns (first … last), the words of each column and what it was taken for."""

    first: int
    last: int
    words: tuple[str, ...]
    roles: tuple[Role, ...]


def role_of(words: str) -> Role | None:
    """What a column with these words in its header holds; None where the words say nothing."""
    text = re.sub(r"\s", "", words)
    if not text or len(text) > _HEADER_MAX:
        return None
    text = re.sub(r"[（(【].{0,16}[)）】]$", "", text) or text
    return next((role for role, pattern in _PATTERNS if pattern.search(text)), None)


def find_header(rows: Sequence[Sequence[Cell]]) -> Header | None:
    """The header among the first rows: the row whose cells say most; a second header row is joined to it."""
    best = None
    told = (number for number, row in enumerate(rows) if len({cell.text.strip() for cell in row} - {""}) > 1)
    for number in islice(told, _LOOKED_AT):
        known = _known(rows[number])
        if known >= _KNOWN_ENOUGH and (best is None or known > best[0]):
            best = (known, number)
    if best is None:
        return None
    first = last = best[1]
    if first and _is_upper(rows[first - 1], rows[first]):
        first -= 1
    elif last + 1 < len(rows) and _is_lower(rows[last], rows[last + 1]):
        last += 1
    words = tuple(_words(rows, first, last, column) for column in range(len(rows[0])))
    return Header(first, last, words, _roles(rows, first, last, words))


def _known(row: Sequence[Cell]) -> int:
    """How many cells of a row name a column; a row of one merged cell is a title."""
    cells = {cell.text.strip() for cell in row if cell.text.strip()}
    if len(cells) < 2 or any(len(text) > 2 * _HEADER_MAX for text in cells):
        return 0
    return len({text for text in cells if role_of(text)})


def _is_upper(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether the row above is a header too: merged over columns (责任分工), or down into this row (序号)."""
    texts = [cell.text.strip() for cell in above]
    return len(set(filter(None, texts))) > 1 and any(
        a.text == b.text and a.text for a, b in zip(above, row, strict=True)
    )


def _is_lower(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the row below belongs to the header: cells merged down into it, or only names under a split cell."""
    if any(len(cell.text) > _HEADER_MAX for cell in below):
        return False
    own = [cell.text.strip() for cell in below if cell.text.strip() and not cell.merged]
    down = any(a.text.strip() and a.text == b.text and b.merged for a, b in zip(row, below, strict=True))
    split = any(cell.merged and cell.text.strip() for cell in row)
    named = [text for text in own if role_of(text) is not None]
    if down:
        return bool(named or split)
    return bool(own) and len(own) == len(named) < len(row)


def _words(rows: Sequence[Sequence[Cell]], first: int, last: int, column: int) -> str:
    texts = [rows[number][column].text.strip() for number in range(first, last + 1)]
    return " ".join(dict.fromkeys(text.replace("\n", "") for text in texts if text))


def _roles(rows: Sequence[Sequence[Cell]], first: int, last: int, words: Sequence[str]) -> tuple[Role, ...]:
    roles = []
    for column, text in enumerate(words):
        own = rows[last][column].text.strip()
        roles.append(role_of(own) or role_of(text) or Role.OTHER)
    return _settled(rows, last, roles)


def _settled(rows: Sequence[Sequence[Cell]], last: int, roles: list[Role]) -> tuple[Role, ...]:
    """Roles that depend on the other columns: the merged column groups, the only text column holds the content."""
    naming = [column for column, role in enumerate(roles) if role in (Role.GROUP, Role.NAME, Role.CONTENT)]
    for column in naming[:-1]:
        if roles[column] is not Role.CONTENT and _merges_down(rows[last + 1 :], column):
            roles[column] = Role.GROUP
    names = [column for column, role in enumerate(roles) if role is Role.NAME]
    for column in names[1:]:
        if not any(role is Role.CONTENT for role in roles) or len(names) > 1:
            roles[column] = Role.CONTENT
    if naming and all(roles[column] is Role.GROUP for column in naming):
        roles[naming[-1]] = Role.NAME
    return tuple(roles)


def _merges_down(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    """Whether a cell of the column holds for several rows: merged, or left empty below a filled one where the lines
    of the table were lost. A note merged over the whole width is none."""
    return any(
        (below[column].merged and below[column].text.strip() and below[column].text == above[column].text)
        or (not below[column].text.strip() and rows[0][column].text.strip() and _filled(below) >= len(below) / 2)
        for above, below in pairwise(rows)
        if len({cell.text for cell in below}) > 1
    )


def _filled(row: Sequence[Cell]) -> int:
    return sum(bool(cell.text.strip()) for cell in row)


def corrected(header: Header, columns: Mapping[int, Role]) -> Header:
    """The header with what a person says of some columns."""
    roles = tuple(columns.get(number, role) for number, role in enumerate(header.roles))
    return Header(header.first, header.last, header.words, roles)
