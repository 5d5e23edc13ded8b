"""The words that count or measure in official Chinese, and where the same character counts nothing."""

from __future__ import annotations

import re

_WORDS = """
    万元 亿元 元 美元 % ‰ 个百分点 百分点 倍 成
    人次 户次 场次 家次 车次 班次 件次 台次 架次 点次 批次 条次 处次 项次 期次 课次 剂次
    人 名 位 户 家 个 件 项 条 次 份 场 起 宗 例 处 套 座 所 支 批 部 台 辆 艘 架
    平方公里 平方千米 平方米 立方米 公里 千米 米 公顷 亩 ㎡ 千瓦时 千瓦 兆瓦 公斤 千克 吨 斤 升 小时 课时 学时
    本 册 张 篇 幅 块 面 间 栋 幢 棵 株 头 只 羽 尾 匹 节 类 种 对 组 队 村 卷 门 口 根 把 桩 道 段 枚 盏 杆 盒 箱 袋
    瓶 单 笔 路 担 期 轮 堂 讲 页 字 片 朵 床 件套 人份 针 站 点 点位 副 具 句 首 集 版 档
"""
UNITS = frozenset(_WORDS.split())

NOT_EXACT = r"大约|接近|将近|超过|(?<![预节集制条契签公履大违邀特相租守])约|(?<![附最邻靠临亲就])近|(?<![赶反])超|逾"
"""A pattern for what stands in front of a number that is not exact; no part of 节约, 附近 and the like."""
BEGINS = r"(?<![\d.·•A-Za-z第〔\[+－-])(?<!\d[,:：/—–~～])"
"""Where a number may begin: not inside 12·4, 8:30, 3—5 or A4, and not as 第3."""

_NO_UNIT_BEFORE = {
    "个": re.compile(r"多?月|工作日|自然日|季度|半?小时|星期|周|学期|方面|维度|确保|坚持"),
    "米": re.compile(r"[^，。；、]{0,6}(?:圈|半径)"),
    "所": re.compile(r"[有需属谓在以示]"),
    "成": re.compile(r"[立果功效为员长交绩]"),
    "点": re.compile(r"\d|半|钟|前|后|至|到|—|-"),
    "节": re.compile(r"[点能约假日气]"),
    "对": re.compile(r"[^，。；、帮]{0,8}(?:进行|开展|应|照|接|口|于|标)"),
    "面": re.compile(r"[向对临积]"),
    "道": re.compile(r"路"),
    "口": re.compile(r"岸"),
    "条": re.compile(r"第|款(?!措)"),
    "组": re.compile(r"[织建成合]"),
    "队": re.compile(r"伍"),
    "期": re.compile(r"间|限|内|末|满"),
    "门": re.compile(r"口"),
    "村": re.compile(r"干部|民"),
    "次": re.compile(r"性"),
    "小时": re.compile(r"之?内|以内|响应|值|监|热线|在线|不|全|办结|制|应急|运"),
}


def counts(unit: str, after: str) -> bool:
    """Whether the word counts what is in front of it, given the text behind it: 3个 in “3个村”, not in “3个月”."""
    pattern = _NO_UNIT_BEFORE.get(unit)
    return pattern is None or pattern.match(after) is None


def one_of(units: frozenset[str]) -> str:
    """A pattern for any of the units, the longest that fits."""
    return "|".join(re.escape(unit) for unit in sorted(units, key=lambda unit: (-len(unit), unit)))
