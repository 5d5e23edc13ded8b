from itertools import pairwise

import pytest

from tracker.summary.titles import MAX_WIDTH, broken, width_of

TITLES = {
    "示范镇2026年工作总结": ["示范镇2026年工作总结"],
    "示范镇人民政府关于2025年度法治政府建设情况的报告": ["示范镇人民政府关于2025年度", "法治政府建设情况的报告"],
    "清河区示范镇人民政府关于印发《示范镇2026年普法依法治理工作任务分解表》的通知": [
        "清河区示范镇人民政府关于印发《示范镇",
        "2026年普法依法治理工作任务分解表》的通知",
    ],
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_broken_by_sense(title: str) -> None:
    assert broken(title) == TITLES[title]


@pytest.mark.parametrize("length", range(1, 70))
def test_a_title_of_any_length_fits_and_loses_nothing(length: int) -> None:
    title = ("关于示范镇第2026届普法工作" * 6)[:length]
    lines = broken(title)
    assert "".join(lines) == title
    assert all(width_of(line) <= MAX_WIDTH for line in lines)
    assert not any(before[-1].isdigit() and after[0].isdigit() for before, after in pairwise(lines))
