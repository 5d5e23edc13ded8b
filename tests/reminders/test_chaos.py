"""The short form of `make chaos`."""

from __future__ import annotations

from tests.chaos.fire import run


def test_killed_workers_lose_nothing_and_repeat_only_what_a_kill_cut_short(database_url: str) -> None:
    counts = run("", database_url, people=12, kills=4, workers=2, speed=60)
    assert counts.kills == 4
    assert counts.is_as_promised, str(counts)
