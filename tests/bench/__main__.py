"""`make bench`: runs every measurement, or the ones named, and prints them as Markdown."""

from __future__ import annotations

import importlib
import os
import pkgutil
import platform
import sqlite3
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
LIBRARIES = ("flask", "sqlalchemy", "apscheduler", "python-docx", "pypdfium2", "python-calamine")


def main(wanted: list[str]) -> None:
    print(f"Machine: {_machine()}.\n\nVersions: {_versions()}.")
    for name in wanted or sorted(module.name for module in pkgutil.iter_modules([str(HERE)]) if module.name[0] != "_"):
        module = importlib.import_module(f"tests.bench.{name}")
        print(f"\n## {(module.__doc__ or name).splitlines()[0].rstrip('.')}\n", flush=True)
        for line in module.measure():
            print(line, flush=True)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}"


def _versions() -> str:
    own = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    return ", ".join(own + [f"{name} {version(name)}" for name in LIBRARIES])


if __name__ == "__main__":
    main(sys.argv[1:])
