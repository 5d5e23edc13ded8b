"""How the office writes a day: 3月15日 周六, 还有 4 天."""

from __future__ import annotations

from datetime import date

WEEKDAYS = "一二三四五六日"


def day_words(day: date, today: date) -> str:
    """3月15日 周六; the year only where it is not this one."""
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


def days_left(day: date, today: date) -> str:
    """还有 4 天, 今天, 逾期 5 天."""
    left = (day - today).days
    return "今天" if left == 0 else f"还有 {left} 天" if left > 0 else f"逾期 {-left} 天"
