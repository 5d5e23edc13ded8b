"""Facts of an invented office as values: what the tests of composing start from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from tests.office import CLERK, MAYOR, WANG, event, figure, task
from tracker.calendar.limits import Every, Kind
from tracker.calendar.workdays import WorkCalendar
from tracker.summary.facts import Facts, LastReport, Ordered, Period, Stated, gather, whole_year
from tracker.tasks.history import Event, Figure
from tracker.tasks.status import Move

CALENDAR = WorkCalendar()
YEAR = whole_year(2025)
NEW_YEAR = date(2026, 1, 10)


def ordered(title: str, *events: Event, key: str = "t1", section: str = "创新普法宣传", **more: Any) -> Ordered:
    """Li's task of the year 2025, signed for."""
    own = {name: more.pop(name) for name in ("document", "draft", "quote", "main_leader", "assignee") if name in more}
    history = task(event("3-4", Move.SIGN), *events, key=key, **more)
    return Ordered(history, title, section, **{"assignee": "叶青禾", "unit": "司法所", **own})


def report(on: str, text: str, *figures: Figure) -> Event:
    return event(on, Move.REPORT, text=text, figures=figures)


def done(on: str = "11-20", text: str = "资料已归档备查。") -> tuple[Event, Event]:
    """Claimed and finished on the same day."""
    return event(on, Move.CLAIM, text=text), event(on, Move.FINISH, WANG)


def facts(
    *orders: Ordered,
    stated: Iterable[Stated] = (),
    today: date = NEW_YEAR,
    last: LastReport | None = None,
    period: Period = YEAR,
    **more: Any,
) -> Facts:
    return gather(
        period, orders, stated, CALENDAR, today, office="示范镇人民政府", main_leader="程建安", last=last, **more
    )


def a_year() -> list[Ordered]:
    """One task of every fate: done, done late, sent back, under way, silent, monthly, stopped, carried over."""
    return [
        ordered(
            "开展法治宣传12场",
            report(
                "4-15", "在集镇设点宣讲国家安全。", figure("法治宣传", 5, "场"), figure("宣传资料", 800, "份", True)
            ),
            report("9-20", "进校园讲未成年人保护法，其中新建课堂3个。", figure("法治宣传", 7, "场")),
            *done(text="法治宣传12场全部办完。"),
            key="a1",
            target=figure("法治宣传", 12, "场"),
        ),
        ordered("编印办事指南", report("5-6", "征求各站所意见。"), *done("12-24"), key="a2", section="优化服务"),
        ordered(
            "清理规范性文件",
            event("5-6", Move.CLAIM, text="清理目录已报。"),
            event("5-8", Move.SEND_BACK, WANG, text="目录缺失效依据。"),
            *done("6-10", "目录和依据都已公布。"),
            key="a3",
            section="规范行政行为",
        ),
        ordered(
            "建设调解室8个",
            report("6-1", "选址已定。", figure("建成调解室", 3, "个")),
            key="a4",
            section="化解矛盾纠纷",
            deadline="2025-06-30",
            target=figure("建成调解室", 8, "个"),
        ),
        ordered("申报示范点", key="a5", section="化解矛盾纠纷", deadline="2026-03-31"),
        ordered(
            "每月报送排查台账",
            *(report(f"{month}-20", f"{month}月台账已报。", figure("排查纠纷", month, "件")) for month in range(3, 12)),
            key="a6",
            section="化解矛盾纠纷",
            kind=Kind.RECURRING,
            every=Every.MONTH,
            day=28,
            deadline=None,
        ),
        ordered(
            "修建法治广场2处",
            report("4-2", "场地已平整。", figure("平整场地", 1, "处")),
            event("5-9", Move.STOP, WANG, text="用地另有安排，停止建设。"),
            key="a7",
            section="创新普法宣传",
            target=figure("法治广场", 2, "处"),
        ),
        ordered(
            "常态化接访",
            report("4-10", "领导按排班接访。", figure("接访", 12, "批")),
            event("12-29", Move.CARRY_OVER, CLERK),
            key="a8",
            section="化解矛盾纠纷",
            kind=Kind.ONGOING,
            deadline=None,
        ),
        ordered(
            "落实年度述法",
            report("11-3", "组织述法准备会。"),
            *done("12-10", "述法已经完成。"),
            key="a9",
            section="压实第一责任人职责",
            leader=MAYOR,
        ),
    ]


def promised() -> list[Stated]:
    return [
        Stated("draft-1", "全年开展法治宣传不少于12场。", False, "r", "（一）创新普法宣传", ("a1",)),
        Stated("draft-2", "建设村级调解室8个。", False, "r", "（二）化解矛盾纠纷", ("a4",)),
        Stated("draft-3", "建立行政执法联络员制度。", False, "r", "（三）规范行政行为", ()),
        Stated("problem-1", "普法形式比较单一。", True, "r", "", ("a1",)),
        Stated("problem-2", "村级调解力量薄弱。", True, "r", "", ("a4", "a8")),
        Stated("problem-3", "执法人员偏少。", True, "r", "", ()),
    ]


LAST = LastReport(
    key="r",
    year=2024,
    title="示范镇人民政府关于2024年度法治政府建设情况的报告",
    issuer="示范镇人民政府",
    signer="方明远",
    addressee="示范县委全面依法治县委员会办公室",
    headings=(
        "一、工作成效和主要做法",
        "二、党政主要负责人履行第一责任人职责情况",
        "三、存在的问题",
        "四、2025年工作安排",
    ),
)


def texts(sections: Sequence[Any]) -> list[str]:
    return [sentence.text for section in sections for sentence in section.sentences]
