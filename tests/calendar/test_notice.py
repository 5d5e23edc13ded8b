"""Reading a year's notice of holidays (the arrangement of these texts is invented)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.calendar.notice import noticed_days, year_of
from tracker.errors import RuleViolation

NOTICE = """关于2027年部分节假日安排的通知
各单位：
一、元旦：2026年12月31日（周四）至1月2日（周六）放假调休，共3天。1月3日（周日）上班。
二、春节：2月5日（农历腊月二十九、周五）至12日（周五）放假调休，共8天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月5日（周一）放假，与周末连休。
四、劳动节：4月30日至5月4日放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节、国庆节：9月30日（周四）至10月7日（周四）放假调休，共8天。9月26日（周日）、10月9日（周六）上班。
节假日期间，各单位要妥善安排好值班。
"""


def found(text: str = NOTICE) -> dict[str, bool]:
    return {f"{day.day:%m-%d}": day.works for day in noticed_days(text, 2027)}


def test_the_year_stands_in_the_title() -> None:
    assert year_of(NOTICE) == 2027
    assert year_of("一、元旦：1月1日放假。") is None


def test_every_day_off_and_every_day_worked_is_read() -> None:
    days = found()
    assert [day for day, works in days.items() if works] == ["01-03", "01-31", "02-14", "05-08", "09-26", "10-09"]
    assert [day for day, works in days.items() if not works][:3] == ["12-31", "01-01", "01-02"]
    assert sum(not works for works in days.values()) == 3 + 8 + 1 + 5 + 1 + 8


def test_a_holiday_may_begin_in_the_year_before_and_end_in_another_month() -> None:
    days = noticed_days(NOTICE, 2027)
    assert days[0].day == date(2026, 12, 31)
    mayday = [day.day for day in days if day.why == "劳动节" and not day.works]
    assert mayday == [date(2027, 4, 30) + n * timedelta(days=1) for n in range(5)]


def test_each_day_names_its_holiday() -> None:
    whys = {f"{day.day:%m-%d}": day.why for day in noticed_days(NOTICE, 2027)}
    assert (whys["09-26"], whys["06-09"]) == ("中秋节、国庆节", "端午节")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("今年放假照常。", "没有认出放假安排"),
        ("一、元旦：1月1日至3日放假，共4天。", "写共 4 天，算出来是 3 天"),
        ("一、元旦：1月1日至3日放假，共3天。1月3日上班。", "一处写放假，一处写上班"),
        ("一、元旦：2月30日放假。", "没有“2月30日”这一天"),
        ("一、元旦：1月1日至2月28日放假。", "起止日期不对"),
    ],
)
def test_a_text_that_cannot_be_right_is_refused_with_a_reason(text: str, sentence: str) -> None:
    with pytest.raises(RuleViolation, match=sentence):
        noticed_days(text, 2027)
