"""tracker/summary/last_year.py"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.office import figure
from tracker.progress.figures import Name, Total
from tracker.summary.last_year import stated_last_year
from tracker.tasks.history import Figure

STATED = [
    figure("全年排查矛盾纠纷213件", 213, "件"),
    figure("轮训人民调解员4期", 4, "期"),
    figure("审查行政规范性文件2件", 2, "件"),
    figure("开展法治宣传14场", 14, "场"),
    figure("组织法治讲座3场", 3, "场"),
]


def total(name: str, unit: str) -> Total:
    return Total(name, unit, Decimal(1), False, ())


def stated(*names: Name) -> dict[str, Figure]:
    return {name: found for (name, _), found in stated_last_year([total(*name) for name in names], STATED).items()}


def test_the_longest_piece_decides_between_two_names() -> None:
    assert stated(("排查矛盾纠纷", "件"), ("化解矛盾纠纷", "件")) == {"排查矛盾纠纷": STATED[0]}


@pytest.mark.parametrize(
    ("name", "unit", "found"),
    [
        ("法治宣传", "场", STATED[3]),
        ("法治宣传", "次", None),  # another unit
        ("季度审查", "件", None),  # shares too little
        ("调解员培训", "期", STATED[1]),
        ("法治", "场", None),  # two are equally good
    ],
)
def test_a_figure_is_found_again_by_what_it_is_called(name: str, unit: str, found: Figure | None) -> None:
    assert stated((name, unit)).get(name) == found
