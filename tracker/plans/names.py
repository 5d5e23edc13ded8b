"""The names of units and people in a cell or list, as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

OPEN, CLOSE = "（(〔[【〈", "）)〕]】〉"
STRIP = " \t\r\n\u3000、，,；;。．.：:"

_UNIT_END = (
    r"(?:局|办|委|所|站|中心|科|部|院|政府|队|社|公司|集团|单位|部门|街道|镇|乡|村|社区|室|厅|处|署|联|协会|工会|银行|分行|支行|大队|"
    r"支队|分局|党委|党支部|纪委|人大|妇联|团委|团区委|武装部|学校|校|医院|卫生院|专班|小组|科室|站所|企业|机构|管委会|委员会|办公室|"
    r"居委会|村委会|村（社区）|各村|各社区|园区|开发区|法庭|法院|检察院|小学|中学|幼儿园|派出所|中队|服务队|组)"
)

_UNIT = re.compile(rf"{_UNIT_END}(?:[（〔(][^）〕)]{{1,8}}[）〕)])?(?:等(?:相关|有关)?(?:部门|单位|科室|站所)?)?$")
_NAME = 30
"""A longer name is none."""
_LIST = 500
"""A longer line is not the beginning of a list."""

NOTE = re.compile(
    r"下同|以下(?:政策|任务|措施|各项|各条|条款)*均|不再(?:一一|逐一|单独|另行)?(?:列出|列明|标注)|多个牵头|逗号前|分号前|(?:第一位|首位|排名第一|第一个)[^，。；]*(?:牵头|主办|主责)"
)
"""What tells of the list, and names nobody."""

_LEVEL = r"(?:县|区|市|旗|镇|乡|街道|村|社区|园区)+(?:[（〔(][^）〕)]*[）〕)])?"
_EACH = re.compile(rf"各(?:{_LEVEL})+(?:、{_LEVEL})*")
_EACH_GOES_ON = re.compile(rf"{_LEVEL}(?:人民)?(?:政府|办事处|管委会|党工委|党委|委员会)?(?:等.*)?")

BY_DUTY = re.compile(  # 等按照各自职责分工负责落实
    r"""(?:等)?(?:按照?|依照?|依据|根据|结合)?(?:各自|本部门|本单位)?的?(?:工作)?(?:职责|职能)(?:任务)?(?:分工)?
        (?:抓好|做好)?(?:分别|共同|具体|组织)?(?:负责|落实|推进|实施|配合|参与|抓落实)*$""",
    re.VERBOSE,
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)


def names_in(cell: str) -> tuple[str, ...]:
    """The names of a cell or list, as written: split at 、，； and line breaks, not inside brackets.

    A line break inside a unit's name (人力资源和社会↵保障局) is only where the cell was too narrow.
    """
    parts = split(_unwrapped(cell), "、，,；;\n")
    names = [without_duty(part) for part in _one_of_each(parts)]
    return unique(name for name in names if name and not NOTE.search(name))


def _one_of_each(parts: list[str]) -> list[str]:
    """各区、县（市）政府 is one name."""
    joined: list[str] = []
    for part in parts:
        if joined and _EACH.fullmatch(joined[-1].strip()) and _EACH_GOES_ON.fullmatch(part.strip()):
            joined[-1] += "、" + part
        else:
            joined.append(part)
    return joined


def without_duty(name: str) -> str:
    """A name without what it does: 各村按职责分工负责 is 各村."""
    name = re.sub(r"(?<=[\u4e00-\u9fff）)])[ \t\u3000]+(?=[\u4e00-\u9fff（(])", "", name.strip(STRIP))
    duty = BY_DUTY.search(name)
    if duty and duty.start():
        kept = "等" if duty[0].startswith("等") else ""
        name = name[: duty.start()] + kept
    elif duty:
        return ""
    return re.sub(r"(?:共同|分别|具体|分工)+(?:负责)?$|(?<=.)负责(?:落实)?$", "", name).strip(STRIP)


def unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def depth(text: str) -> int:
    """How many brackets are open at the end of the text."""
    return sum(c in OPEN for c in text) - sum(c in CLOSE for c in text)


def split(text: str, signs: str) -> list[str]:
    """The pieces between the signs that stand outside brackets."""
    pieces: list[str] = []
    opened, start = 0, 0
    for sign in _signs(signs).finditer(text):
        if sign[0] in OPEN:
            opened += 1
        elif sign[0] in CLOSE:
            opened = max(0, opened - 1)
        elif opened == 0:
            pieces.append(text[start : sign.start()])
            start = sign.end()
    return [piece for piece in (*pieces, text[start:]) if piece.strip(STRIP)]


@lru_cache(maxsize=16)
def _signs(signs: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(OPEN + CLOSE + signs)}]")


def is_unit(name: str) -> bool:
    """Whether a name ends like that of a unit, and is short enough for one."""
    return len(name) <= _NAME and _UNIT.search(name) is not None


def _unwrapped(cell: str) -> str:
    """Joins lines of which the first ends inside a unit's name; names on lines of their own stay apart."""
    joined: list[str] = []
    for line in (line.strip() for line in cell.splitlines() if line.strip()):
        if joined and len(joined[-1]) < _LIST and _breaks_off(joined[-1], line):
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined)


def _breaks_off(line: str, following: str) -> bool:
    if line[-1] in STRIP or depth(line) > 0:
        return True
    names = split(line, "、，,；;")
    last = names[-1].strip(STRIP) if names else ""
    if _UNIT.search(last) or last.endswith(("等", "）", ")", "〕")):
        return False
    person = 2 <= len(last) <= 3 and last[0] in _SURNAMES
    first = split(following, "、，,；;")
    return not person and bool(first) and len(first[0]) <= _NAME and _UNIT.search(first[0]) is not None
