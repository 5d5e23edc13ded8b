"""Reading: whole commands in fresh processes, each format warm, and files that grow."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import openpyxl

from tests.bench.understand import responsibility_list, township_report
from tests.documents.files import docx, drawn, ofd, p, pdf, placed, table, tc, tr
from tracker.documents.read import read

LINE, PAGE = 28, 22  # characters a line and lines a page of an official document
SECTIONS = 5  # of each part of a township's report

# `tracker extract` that tells the most memory it had; rusage would count what this process had when it forked
COMMAND = """
import sys
from tracker.__main__ import main
main(["extract", sys.argv[1]])
with open("/proc/self/status") as status:
    sys.stderr.writelines(line for line in status if line.startswith("VmHWM"))
"""

Maker = Callable[[int], bytes]


def measure() -> Iterator[str]:
    yield "| command | seconds | peak memory |"
    yield "| --- | --- | --- |"
    for what, name, data in _files():
        seconds, memory = _fresh(name, data)
        yield f"| `tracker extract` of {what} | {seconds:.2f} s | {memory:.0f} MiB |"
    yield ""
    yield "| reading alone, warm | a township's report | ten times as long | growth |"
    yield "| --- | --- | --- | --- |"
    for name, make in MAKERS.items():
        once, tenfold = (_seconds(name, make(SECTIONS * times)) for times in (1, 10))
        yield f"| {name} | {once * 1000:.1f} ms | {tenfold * 1000:.1f} ms | {tenfold / once:.1f} times |"


def _files() -> Iterator[tuple[str, str, bytes]]:
    for name in ("report.txt", "report.docx", "report.pdf", "report.ofd"):
        yield f"a township's report, {Path(name).suffix}", name, MAKERS[name](SECTIONS)
    yield "a report of 30 pages, .docx", "report.docx", as_docx(30 * PAGE * LINE // 400)
    yield "a list of 2,000 rows, .xlsx", "list.xlsx", as_xlsx(2_000)
    yield "a report of 100 pages, .pdf", "report.pdf", as_pdf(100 * PAGE * LINE // 400)


def as_text(sections: int) -> bytes:
    return township_report(sections).encode()


def as_docx(sections: int) -> bytes:
    return docx("".join(p(line) for line in township_report(sections).split("\n")))


def as_pdf(sections: int) -> bytes:
    """As printed: hard line ends, a page number at the foot of each page."""
    return pdf(
        "".join(drawn(text, 79 + 16 * indent, 720 - 28 * row) for row, (indent, text) in enumerate(lines))
        + drawn(f"— {number} —", 280, 40, 14)
        for number, lines in enumerate(_pages(sections), 1)
    )


def as_ofd(sections: int) -> bytes:
    return ofd(
        "".join(placed(text, 28 + 5.6 * indent, 37 + 10 * row) for row, (indent, text) in enumerate(lines))
        for lines in _pages(sections)
    )


def as_word_list(rows: int) -> bytes:
    return docx(table(*(tr(*map(tc, row)) for row in _list(rows))))


def as_csv(rows: int) -> bytes:
    return "\n".join(",".join(row) for row in _list(rows)).encode("gb18030")


def as_xlsx(rows: int) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("责任清单")
    for row in _list(rows):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


MAKERS: dict[str, Maker] = {
    "report.txt": as_text,
    "report.docx": as_docx,
    "report.pdf": as_pdf,
    "report.ofd": as_ofd,
    "list.docx": lambda sections: as_word_list(20 * sections),
    "list.xlsx": lambda sections: as_xlsx(20 * sections),
    "list.csv": lambda sections: as_csv(20 * sections),
}


def _list(rows: int) -> list[list[str]]:
    return [[cell.text for cell in row] for row in responsibility_list(rows)[-1].rows]


def _pages(sections: int) -> list[list[tuple[int, str]]]:
    """The lines of each page with their indent in characters."""
    lines: list[tuple[int, str]] = []
    for paragraph in township_report(sections).split("\n"):
        lines.append((2, paragraph[: LINE - 2]))
        rest = paragraph[LINE - 2 :]
        lines += [(0, rest[start : start + LINE]) for start in range(0, len(rest), LINE)]
    return [lines[start : start + PAGE] for start in range(0, len(lines), PAGE)]


def _seconds(name: str, data: bytes) -> float:
    """Processor time, the best of five: what nothing else on the machine disturbs."""
    times = []
    for _ in range(5):
        start = time.process_time()
        read(data, name)
        times.append(time.process_time() - start)
    return min(times)


def _fresh(name: str, data: bytes) -> tuple[float, float]:
    """Seconds (the best of three) and peak memory in MiB of a process of its own."""
    seconds, memory = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        for _ in range(3):
            start = time.perf_counter()
            run = subprocess.run([sys.executable, "-c", COMMAND, str(path)], capture_output=True, text=True, check=True)
            seconds.append(time.perf_counter() - start)
            memory = int(run.stderr.split()[1]) / 1024
    return min(seconds), memory
