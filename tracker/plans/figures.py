"""The quantities that a text reports as done: counts, amounts and rates, each with its unit.

Not figures: dates, times and durations, document and article numbers, ordinals, numbers in names (“12345”热线,
500米服务圈), requirements (不低于50%) and targets (到2028年, 计划).
"""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.plans.dates import number
from tracker.plans.plan import ReportedFigure
from tracker.plans.squeeze import squeeze
from tracker.plans.units import BEGINS, NOT_EXACT, UNITS, counts, one_of

_WORD = r"(?<![一二两三四五六七八九十百千万数])[一二两三四五六七八九十]{1,3}(?=[百千万][余多]?[\u4e00-\u9fff])"
"""A number in Chinese characters counts before 百, 千 or 万: 两万余人次."""
_DIGIT = re.compile(rf"\d|{_WORD}")
_FIGURE = re.compile(
    rf"""{BEGINS}(?P<mark>{NOT_EXACT}|突破)?了?
        (?<![\d.])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{_WORD})(?![\d·•])
        (?P<more>余|多)?(?P<power>百|千(?![米克瓦])|[万亿](?!元))?(?P<more_after>余|多)?
        (?P<unit>{one_of(UNITS)})(?P<around>左右|上下)?""",
    re.VERBOSE,
)
_POWERS = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MONEY = {"万元": 10_000, "亿元": 100_000_000}

_MASKS = (re.compile(r"《[^》]*(?:》|$)"), re.compile(r"[“][^”“]*”"), re.compile(r"[〔\[（(]20\d\d[〕\])）]\d+号"))
_REQUIRED = re.compile(  # 不低于50%, 每户补助500元, 确保达到95%
    r"""(?:不低于|不少于|不超过|不高于|不得少于|不小于|至少|最高|最多|最低(?!生活)|上限|下限|低于|力争|确保|原则上|预计|预期|标准为|
        每[年月人户家亩个次]|人均定额|拟[新建投开培招])[^，。；、！？\d]{0,12}$
      |(?:目标|计划|任务)(?:数|值)?(?:为|是)?$""",
    re.VERBOSE,
)
_TO_COME = re.compile(  # 到2028年底…, 计划新建…, 将继续…
    r"""(?:到|至)20\d\d年(?:底|末|，)|力争|下一步|预计
      |(?:计划|拟)(?:于|在|新|再|投|开展|完成|建|培育|打造|招)
      |将(?:继续|进一步|持续|于|在|新建|新增|建成|实现|完成|投入|开展|组织|实施|启动|达到|突破)""",
    re.VERBOSE,
)
_DESCRIBES = re.compile(  # what a place is, not what was done
    r"(?:下辖|辖区?|管辖|总人口|常住人口|户籍人口|总面积|区域面积|幅员|耕地面积|现有人口|总户数)[^，。；]{0,12}$"
)
_RANK = re.compile(r"(?:位列|位居|排名|名列|前)(?:全[镇乡县市区省])?(?:第|前)?$")
_LIMIT_BEHIND = re.compile(r"(?:以上|以下|以内)的?(?:老人|儿童|人员|企业|单位|学生|群众|规模)")

_OPENING = re.compile(
    r"(?:年(?=[\u4e00-\u9fff])|其中|今年以来|(?:19|20)\d\d年(?:以来|度|底|末)?|截至目前|截至|目前|同时|先后|我[镇乡县市区局办]|全年|等|共计?|合计|总计|累计|并|且|另|还|已)+"
)
_PHRASE = 16
"""A quote begins at most so many characters before its number."""
_NAME_IN_FRONT = re.compile(r"“[^“”]{1,20}”$")
_SOFT_STOPS = "，。；：！？、,;:!?（(）)“”\n"


def figures_in(text: str) -> list[ReportedFigure]:
    """The figures of a reported text, in order; spans count in `text`, block 0."""
    if not _DIGIT.search(text):
        return []
    squeezed = squeeze(text)
    flat = squeezed.text
    masked = [match.span() for mask in _MASKS for match in mask.finditer(flat)]
    found: list[ReportedFigure] = []
    for match in _FIGURE.finditer(flat):
        if any(start <= match.start("number") < end for start, end in masked) or not _is_reported(flat, match):
            continue
        start, end = _phrase(flat, match)
        value, unit = _worked_out(match)
        approx = any(match[part] for part in ("mark", "more", "more_after", "around"))
        quote = squeezed.original(start, end)
        found.append(ReportedFigure(quote, value, unit, approx, "number-unit", squeezed.span(start, end)))
    return found


def _is_reported(flat: str, match: re.Match[str]) -> bool:
    before, after = flat[max(0, match.start() - 40) : match.start()], flat[match.end() : match.end() + 20]
    clause = re.split("[，。；！？,;!?\n]", before)[-1]
    sentence = re.split("[。；！？;!?\n]", before)[-1]
    unit = match["unit"]
    if not counts(unit, after):
        return False
    if _REQUIRED.search(clause) or _TO_COME.search(sentence) or _DESCRIBES.search(clause):
        return False
    if unit in ("名", "位") and _RANK.search(clause):
        return False
    return not _LIMIT_BEHIND.match(after)


def _worked_out(match: re.Match[str]) -> tuple[Decimal, str]:
    """2.7万元 is 27000 元, 4.46万个 is 44600 个."""
    digits, unit = match["number"].replace(",", ""), match["unit"]
    value = Decimal(digits) if digits[0].isdecimal() else Decimal(number(digits.replace("两", "二")))
    value *= _POWERS.get(match["power"] or "", 1)
    if unit in _MONEY:
        value, unit = value * _MONEY[unit], "元"
    return (value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()), unit


def _phrase(flat: str, match: re.Match[str]) -> tuple[int, int]:
    """The number with the verb or noun of its clause in front; where nothing stands in front, the words behind it."""
    start = match.start()
    floor = max(0, start - _PHRASE)
    name = _NAME_IN_FRONT.search(flat, max(0, start - _PHRASE - 20), start)
    begin = name.start() if name else start
    while begin > floor and flat[begin - 1] not in _SOFT_STOPS:
        begin -= 1
    opening = _OPENING.match(flat[begin:start])
    if opening and begin + opening.end() < start:
        begin += opening.end()
    end = match.end()
    if start - begin >= 2:
        return begin, end
    while end < len(flat) and end - match.end() < _PHRASE and flat[end] not in _SOFT_STOPS:
        end += 1
    return begin, end
