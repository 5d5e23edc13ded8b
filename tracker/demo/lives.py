"""The lived tasks of the demo: what was ordered in the current year, and what came of it.

What stands in last year's report is limited by calendar days and is lived by calendar days ("3-24") until the day of
seeding. What leaders ordered is counted in working days from the day of seeding, so that on that day every light, every
reminder and every list has something to show: −3 is the third working day before it, 20 the twentieth after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.calendar.limits import Every, Kind
from tracker.tasks.history import Figure
from tracker.tasks.status import Move

DECISIONS = "健全依法决策机制"
ENFORCEMENT = "加强执法队伍建设"
DISPUTES = "提高矛盾化解能力"
PUBLICITY = "增强普法宣传实效"
ORDERS = "领导交办"


When = int | str
"""A number of working days from the day of seeding, or a calendar day of the plan year: "3-24"."""


@dataclass(frozen=True)
class Deed:
    """One move: when, who, what, and what it brings."""

    day: When
    by: str
    do: Move
    text: str = ""
    figures: tuple[Figure, ...] = ()
    until: When | None = None


@dataclass(frozen=True)
class Life:
    """A task from its assigning on (`begins`; None: confirmed the day before yesterday, not assigned yet).

    measure: words of the measure in last year's report that it was made from; empty for what did not come from there.
    """

    title: str
    section: str
    assignee: str
    lead: str
    leader: str | None
    standard: str
    begins: When | None
    deadline: When | None
    deeds: tuple[Deed, ...] = ()
    support: tuple[str, ...] = ()
    kind: Kind = Kind.DATE
    every: Every | None = None
    day: int | None = None
    target: Figure | None = None
    measure: str = ""


def _of(name: str, value: int | str, unit: str, approx: bool = False) -> Figure:
    return Figure(name, Decimal(str(value)), unit, approx)


def _sign(day: When, by: str) -> Deed:
    return Deed(day, by, Move.SIGN)


def _report(day: When, by: str, text: str, *figures: Figure) -> Deed:
    return Deed(day, by, Move.REPORT, text, figures)


def _claim(day: When, by: str, text: str) -> Deed:
    return Deed(day, by, Move.CLAIM, text)


def _decide(day: When, by: str, do: Move, text: str = "", **more: Any) -> Deed:
    return Deed(day, by, do, text, **more)


_MONTHLY = (
    *((18, 17), (12, 12), (15, 15), (21, 19), (16, 16), (19, 18)),
    *((14, 14), (17, 16), (20, 19), (15, 15), (18, 17), (16, 15)),
)
"""Disputes found and settled, month by month."""

_PUBLICITY = (
    ("3-16", "蒋雨桐", "结合“3·15”在集镇设点，讲消费维权。", 3, 420),
    ("4-15", "蒋雨桐", "全民国家安全教育日进机关、进学校。", 3, 560),
    ("5-13", "秦有田", "民法典宣传月，在东河村院坝讲婚姻继承。", 2, 300),
    ("6-26", "蒋雨桐", "国际禁毒日，联合派出所在广场宣传。", 3, 640),
    ("9-10", "孟想", "开学季在新街社区讲未成年人保护。", 2, 260),
    ("12-4", "蒋雨桐", "国家宪法日，组织宪法宣誓和宣讲。", 3, 500),
)

_PLANNED = (
    Life(
        "编制并公布年度重大行政决策事项目录",
        DECISIONS,
        "郑知秋",
        "党政办",
        "方明远",
        "目录经会议审定并在网站公布",
        "1-20",
        "3-31",
        (
            _sign("1-21", "郑知秋"),
            _report("2-26", "郑知秋", "征求各站所意见，收到建议 6 条。", _of("征求意见", 6, "条")),
            _claim("3-24", "郑知秋", "目录已审定并公布。"),
            _decide("3-26", "方明远", Move.FINISH),
            _decide("3-30", "田小禾", Move.CLEAR),
        ),
        measure="编制并公布年度重大行政决策事项目录",
    ),
    Life(
        "汇总合法性审查情况",
        DECISIONS,
        "许长青",
        "司法所",
        "罗静宜",
        "季度汇总表报党政办",
        "1-20",
        None,
        (
            _sign("1-21", "许长青"),
            *(
                _report(day, "许长青", "本季度汇总表已报，附意见书目录。", _of("季度审查", count, "件"))
                for day, count in (("3-27", 9), ("6-26", 11), ("9-28", 8), ("12-28", 10))
            ),
        ),
        kind=Kind.RECURRING,
        every=Every.QUARTER,
        measure="每季度末汇总一次审查情况",
    ),
    Life(
        "核查执法人员持证情况",
        ENFORCEMENT,
        "冯思齐",
        "综合行政执法队",
        "谢知行",
        "逐人核对，台账与证件一致",
        "1-20",
        "6-30",
        (
            _sign("1-22", "冯思齐"),
            _report("4-15", "冯思齐", "核对完 14 人，两人证件在县里换发。", _of("持证核查", 14, "人")),
            _decide("6-18", "冯思齐", Move.ASK_EXTENSION, "换发的证件要到月中才到，其余已核完。", until="7-17"),
            _decide("6-19", "谢知行", Move.GRANT_EXTENSION),
            _report("7-20", "冯思齐", "换发的证件已到，全部核对完。", _of("持证核查", 2, "人")),
            _claim("7-21", "冯思齐", "全员核查完毕，台账已更新。"),
            _decide("7-22", "谢知行", Move.FINISH),
            _decide("7-24", "田小禾", Move.CLEAR),
        ),
        measure="执法人员持证情况全员核查",
    ),
    Life(
        "轮训人民调解员不少于6期",
        DISPUTES,
        "许长青",
        "司法所",
        "罗静宜",
        "全年不少于 6 期，有签到、有课件",
        "1-20",
        "12-31",
        (
            _sign("1-21", "许长青"),
            _report("3-18", "许长青", "讲文书和常见纠纷。", _of("调解员培训", 2, "期"), _of("轮训调解员", 46, "人次")),
            _report("6-10", "许长青", "请法官讲家事案例。", _of("调解员培训", 2, "期"), _of("轮训调解员", 44, "人次")),
            _report("10-20", "许长青", "秋季一期。", _of("调解员培训", 1, "期"), _of("轮训调解员", 25, "人次")),
            _report("12-9", "许长青", "冬季一期。", _of("调解员培训", 1, "期"), _of("轮训调解员", 24, "人次")),
        ),
        support=("东河村", "石坪村", "新街社区"),
        target=_of("调解员培训", 6, "期"),
        measure="轮训人民调解员不少于6期",
    ),
    Life(
        "报送矛盾纠纷排查台账",
        DISPUTES,
        "蒋雨桐",
        "司法所",
        "罗静宜",
        "每月一份，含上月未结的去向",
        "1-20",
        None,
        (
            _sign("1-21", "蒋雨桐"),
            *(
                _report(
                    f"{month}-26",
                    "蒋雨桐",
                    "各村（社区）台账已汇总。",
                    _of("排查矛盾纠纷", found, "件"),
                    _of("化解矛盾纠纷", settled, "件"),
                )
                for month, (found, settled) in enumerate(_MONTHLY, 1)
            ),
        ),
        support=("东河村", "石坪村", "新街社区"),
        kind=Kind.RECURRING,
        every=Every.MONTH,
        day=28,
        measure="每月28日前报送矛盾纠纷排查台账",
    ),
    Life(
        "建成婚姻家庭纠纷联合调处工作站",
        DISPUTES,
        "何安然",
        "平安法治办",
        "罗静宜",
        "有场地、有值班表、有台账",
        "2-10",
        "9-30",
        (
            _sign("2-11", "何安然"),
            _report("6-17", "何安然", "场地选在综治中心二楼，已与妇联、司法所商定值班。"),
            _claim("9-16", "何安然", "工作站已挂牌，值班表已公示。"),
            _decide("9-17", "罗静宜", Move.SEND_BACK, "还没有台账样式，请补上再报。"),
            _claim("9-23", "何安然", "台账样式已定，开始登记。"),
            _decide("9-24", "罗静宜", Move.FINISH),
            _decide("9-28", "田小禾", Move.CLEAR),
        ),
        support=("司法所", "社会事务办"),
        measure="建成婚姻家庭纠纷联合调处工作站",
    ),
    Life(
        "开展法治宣传不少于16场",
        PUBLICITY,
        "蒋雨桐",
        "司法所",
        "罗静宜",
        "不少于 16 场，每场有方案、有照片",
        "1-20",
        "12-31",
        (
            _sign("1-21", "蒋雨桐"),
            *(
                _report(day, by, text, _of("法治宣传", count, "场"), _of("发放宣传资料", papers, "份", approx=True))
                for day, by, text, count, papers in _PUBLICITY
            ),
        ),
        support=("东河村", "石坪村", "新街社区"),
        target=_of("法治宣传", 16, "场"),
        measure="开展法治宣传不少于16场",
    ),
)

_ORDERED = (
    # red: two and four working days past the deadline, so that the deputy and the mayor are told on the day of seeding
    Life(
        "完成河道沿线违规搭建清理",
        ORDERS,
        "马振川",
        "综合行政执法队",
        "谢知行",
        "清单上的 12 处全部清理，有前后对比照片",
        -45,
        -2,
        (
            _sign(-44, "马振川"),
            _report(-30, "冯思齐", "对照清单现场核实，当事人都已书面告知。", _of("违规搭建清理", 3, "处")),
            _report(-12, "马振川", "其余几处正在协商，两户要求延到农忙以后。", _of("违规搭建清理", 5, "处")),
        ),
        support=("东河村",),
        target=_of("违规搭建清理", 12, "处"),
    ),
    Life(
        "更新便民服务中心办事指南",
        DECISIONS,
        "阮青",
        "便民服务中心",
        "谢知行",
        "窗口和网上的指南内容一致，有更新日期",
        -40,
        -4,
        (_sign(-39, "阮青"), _report(-20, "阮青", "社保、民政两类已核对，涉农一类等部门回复。")),
    ),
    # yellow: near its day, behind its target, sent back
    Life(
        "公示涉企行政检查计划执行情况",
        ENFORCEMENT,
        "冯思齐",
        "综合行政执法队",
        "谢知行",
        "计划、检查、结果三张表都公示",
        -50,
        4,
        (
            _sign(-49, "冯思齐"),
            _report(-25, "冯思齐", "检查计划和前三批结果已公示。", _of("涉企检查公示", 9, "次")),
        ),
    ),
    Life(
        "开展送法进企业进校园",
        PUBLICITY,
        "蒋雨桐",
        "司法所",
        "罗静宜",
        "不少于 20 场，每场有方案、有照片",
        -100,
        60,
        (
            _sign(-99, "蒋雨桐"),
            _report(
                -80,
                "蒋雨桐",
                "在两家企业讲劳动用工，工人提问集中在加班工资。",
                _of("送法活动", 2, "场"),
                _of("发放宣传资料", 300, "份", approx=True),
            ),
            _report(
                -55,
                "蒋雨桐",
                "联合派出所进校园讲防范电信诈骗。",
                _of("送法活动", 3, "场"),
                _of("发放宣传资料", 650, "份", approx=True),
            ),
            _report(-30, "秦有田", "配合司法所在村小学办了一场以案说法。", _of("送法活动", 1, "场")),
            _report(
                -8,
                "蒋雨桐",
                "讲未成年人保护法，覆盖两所小学。",
                _of("送法活动", 3, "场"),
                _of("发放宣传资料", 420, "份"),
            ),
        ),
        support=("东河村", "石坪村"),
        target=_of("送法活动", 20, "场"),
    ),
    Life(
        "规范村级综治中心台账",
        DISPUTES,
        "何安然",
        "平安法治办",
        "罗静宜",
        "各村（社区）台账样式统一，按月归档",
        -60,
        15,
        (
            _sign(-59, "何安然"),
            _report(-35, "何安然", "已到各村看过，样式初稿征求了司法所意见。"),
            _claim(-5, "何安然", "台账样式已统一，三个村（社区）都在用。"),
            _decide(-1, "罗静宜", Move.SEND_BACK, "缺新街社区的归档记录，请补上再报。"),
        ),
        support=("司法所", "社会事务办"),
    ),
    # grey and unsigned
    Life(
        "编制年度行政执法统计年报",
        ENFORCEMENT,
        "马振川",
        "综合行政执法队",
        "谢知行",
        "数据与执法平台一致，按期公开",
        -2,
        60,
    ),
    # green
    Life(
        "组织执法人员参加法律知识培训",
        ENFORCEMENT,
        "马振川",
        "综合行政执法队",
        "谢知行",
        "全年不少于 8 期，有签到、有测试",
        -120,
        40,
        (
            _sign(-119, "马振川"),
            _report(-90, "马振川", "学习新修订的行政处罚法。", _of("法律知识培训", 2, "期"), _of("参训", 52, "人次")),
            _report(-50, "马振川", "请法律顾问讲文书制作。", _of("法律知识培训", 3, "期"), _of("参训", 78, "人次")),
            _report(-10, "马振川", "案例研讨，随后闭卷测试。", _of("法律知识培训", 2, "期"), _of("参训", 50, "人次")),
        ),
        target=_of("法律知识培训", 8, "期"),
    ),
    # waiting for the deputy; an extension to decide
    Life(
        "选聘网格员兼任普法联络员",
        DISPUTES,
        "许长青",
        "司法所",
        "罗静宜",
        "不少于 60 名，名单公示",
        -110,
        12,
        (
            _sign(-109, "许长青"),
            _report(-85, "许长青", "东河村、石坪村先行选聘。", _of("选聘联络员", 24, "名")),
            _report(-48, "许长青", "新街社区按楼栋选聘。", _of("选聘联络员", 20, "名")),
            _report(
                -9,
                "许长青",
                "补齐空缺网格，名单已公示。",
                _of("调解员培训", 2, "期"),
                _of("轮训", 49, "人次"),
            ),
            _claim(-1, "许长青", "联络员全部选齐，聘书已发。"),
        ),
        support=("东河村", "石坪村", "新街社区"),
        target=_of("选聘联络员", 60, "名"),
    ),
    Life(
        "完成老旧小区消防通道整治",
        ORDERS,
        "宋明朗",
        "应急管理站",
        "谢知行",
        "三个小区通道畅通，标线清楚",
        -35,
        8,
        (
            _sign(-34, "宋明朗"),
            _report(-15, "孟想", "新街社区两个小区已清理。", _of("消防通道整治", 2, "个")),
            _decide(
                -1,
                "宋明朗",
                Move.ASK_EXTENSION,
                "第三个小区要先移车棚，材料下旬才到。已完成两个小区。",
                until=18,
            ),
        ),
        support=("新街社区",),
    ),
    # finished late (补办), and in time
    Life(
        "整改集镇占道经营突出问题",
        ORDERS,
        "冯思齐",
        "综合行政执法队",
        "谢知行",
        "主街无占道摊点，疏导点启用",
        -80,
        -38,
        (
            _sign(-79, "冯思齐"),
            _report(-60, "冯思齐", "设疏导点一处，摊主已签承诺。", _of("规范摊点", 26, "个")),
            _claim(-33, "冯思齐", "主街已清，疏导点启用。"),
            _decide(-32, "谢知行", Move.FINISH),
            _decide(-30, "田小禾", Move.CLEAR),
        ),
    ),
    Life(
        "审查合同协议和规范性文件",
        DECISIONS,
        "许长青",
        "司法所",
        "方明远",
        "应审尽审，意见书留存",
        -160,
        -5,
        (
            _sign(-159, "许长青"),
            _report(-100, "许长青", "上半年送审的都已出具意见。", _of("合法性审查", 17, "件")),
            _report(-40, "许长青", "两份合同改后通过。", _of("合法性审查", 11, "件"), _of("合法性审查率", 100, "%")),
            _claim(-7, "许长青", "送审的全部审查完毕，意见书已装订。"),
            _decide(-6, "方明远", Move.FINISH, "同意。"),
        ),
    ),
    # ongoing: alive, and silent for too long
    Life(
        "落实领导干部接访下访",
        ORDERS,
        "何安然",
        "平安法治办",
        "罗静宜",
        "接访有记录，交办有回音",
        -140,
        None,
        (
            _sign(-139, "何安然"),
            _report(-70, "何安然", "按排班接访，当场答复为主。", _of("接访", 12, "批")),
            _report(-20, "何安然", "下访两个村，带回事项已交办。", _of("接访", 9, "批")),
        ),
        kind=Kind.ONGOING,
    ),
    Life(
        "宣传惠农补贴政策",
        PUBLICITY,
        "邓小溪",
        "社会事务办",
        "谢知行",
        "政策有变就讲，村村讲到",
        -150,
        None,
        (_sign(-148, "邓小溪"), _report(-100, "邓小溪", "在石坪村讲种粮补贴申报。")),
        support=("石坪村",),
        kind=Kind.ONGOING,
    ),
    # stopped, carried over, refused and nobody's, confirmed but not assigned
    Life(
        "修缮村级法治文化墙",
        PUBLICITY,
        "周木兰",
        "石坪村",
        "罗静宜",
        "墙面完好，内容更新",
        -90,
        30,
        (
            _sign(-88, "周木兰"),
            _decide(-50, "罗静宜", Move.STOP, "墙体列入房屋改造，不再单独修缮。"),
        ),
    ),
    Life(
        "建设数字档案室",
        DECISIONS,
        "郑知秋",
        "党政办",
        "方明远",
        "通过县档案馆验收",
        -120,
        25,
        (
            _sign(-119, "郑知秋"),
            _report(-60, "郑知秋", "方案已报县档案馆，设备采购排到下年。"),
            _decide(-14, "方明远", Move.CARRY_OVER, "采购在下年，转下年继续。"),
        ),
    ),
    Life(
        "采购普法宣传展板",
        PUBLICITY,
        "邓小溪",
        "社会事务办",
        "谢知行",
        "十块展板到村",
        -6,
        35,
        (_decide(-4, "邓小溪", Move.REFUSE, "展板由司法所统一制作，不归本办。"),),
    ),
    Life(
        "整理全年行政复议和诉讼情况",
        DECISIONS,
        "郑知秋",
        "党政办",
        "方明远",
        "一案一页，附结果",
        None,
        45,
    ),
)

LIVES = (*_PLANNED, *_ORDERED)
