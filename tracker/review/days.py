"""A sentence that names several days (结合“3·15”“12·4”等节点) as one dated piece for each day."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.calendar.legal_days import legal_day_in
from tracker.plans.plan import Deadline, DeadlineKind
from tracker.review.deeds import target_in


def by_days(title: str, stated: Sequence[Deadline]) -> list[tuple[str, Deadline]]:
    """Title and time limit of each piece, in the order of the days; empty where fewer than two days are named.

    The amount that holds for all days together (不少于16场) is no part of one day's title.
    """
    days = {one.end: one for one in stated if one.kind is DeadlineKind.ON and one.end}
    if len(days) < 2:
        return []
    return [(_day_name(one) + without_amount(title), one) for _, one in sorted(days.items())]


def _day_name(one: Deadline) -> str:
    day = legal_day_in(one.text, one.end.year) if one.end else None
    return day.name if day else one.text


def without_amount(title: str) -> str:
    found = target_in(title)
    return title.replace(found.origin.removeprefix("原文“").removesuffix("”"), "") if found else title
