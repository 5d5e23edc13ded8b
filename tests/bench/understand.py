"""Understanding: a township report, warm and cold, and documents that grow."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tracker.documents.blocks import Block, BlockKind, Cell
from tracker.documents.read import read
from tracker.plans.understand import understand

CORPUS = Path(__file__).parent.parent / "plans" / "corpus"
NUMERALS = "一二三四五六七八九十"


def measure() -> Iterator[str]:
    text = township_report(5)
    yield "| what | result |"
    yield "| --- | --- |"
    report = f"a township report ({len(text)} characters)"
    yield f"| `tracker extract` of {report}, cold start to exit | {_cold(text):.2f} s |"
    blocks = read(text.encode(), "计划.txt")
    both = _rate(lambda: understand(read(text.encode(), "计划.txt")))
    yield f"| the same, warm, reading and understanding | {both:.0f} a second |"
    yield f"| the same, warm, understanding alone | {_rate(lambda: understand(blocks)):.0f} a second |"
    texts = [path.read_bytes() for path in CORPUS.glob("*.txt")]
    every = _seconds(lambda: [understand(read(text, "计划.txt")) for text in texts])
    yield f"| the {len(texts)} documents of tests/plans/corpus, in one process | {len(texts) / every:.0f} a second |"
    for times in (1, 10, 100):
        longer = read(township_report(5 * times).encode(), "报告.txt")
        yield f"| a report {times} times as long, understanding | {_seconds(lambda b=longer: understand(b)):.3f} s |"
    rows = responsibility_list(2000)
    yield f"| a responsibility list of 2,000 rows, understanding | {_seconds(lambda: understand(rows)):.2f} s |"


def township_report(sections: int) -> str:
    """A yearly report with so many headings in each of its parts."""
    lines = [
        "示范镇人民政府关于2024年推进法治政府建设工作的总结",
        "区委依法治区办：",
        "现将有关情况报告如下：",
        "一、主要举措和成效",
    ]
    for number in range(sections):
        lines.append(f"（{NUMERALS[number % 10]}）加强法治宣传，提升法治意识。")
        lines.append(
            "全面落实“谁执法谁普法”责任制，在“4·15”全民国家安全教育日、“12·4”国家宪法日等节点开展宣传12次，"
            "发放宣传资料2000余份，开展行政检查170项，干部网络学法完成率100%，矛盾纠纷化解率达98.5%。"
        )
    lines.append("二、存在的不足和原因")
    for number in range(sections):
        lines.append(f"（{NUMERALS[number % 10]}）执法力量薄弱。执法人员人数不足，专业知识和执法经验有待进一步提高。")
    lines.append("三、下一步工作计划")
    for number in range(sections):
        lines.append(f"（{NUMERALS[number % 10]}）规范行政执法，提升法治效能。")
        lines.append(
            "建立健全行政执法公示制度，6月底前组织执法人员参加培训，每季度开展1次案卷评查，着力提升依法行政能力；"
            "结合国家宪法日等节点，组织开展普法活动。（牵头单位：司法所；配合单位：综治中心、各村）"
        )
    return "\n".join(lines)


def responsibility_list(rows: int) -> list[Block]:
    """A table of so many rows with merged groups of five."""
    header = ("序号", "重点工作", "工作任务", "主要措施", "责任领导", "牵头单位", "配合单位", "完成时限")
    cells = [tuple(Cell(text) for text in header)]
    for number in range(rows):
        row = (
            str(number),
            "乡村振兴",
            "人居环境整治",
            "整治村庄36个；新建公厕5座。",
            "李明",
            "农业办",
            "各村、水利站",
            "2025年6月底前",
        )
        cells.append(tuple(Cell(text, merged=column == 1 and number % 5 > 0) for column, text in enumerate(row)))
    return [Block("示范镇2025年重点工作任务分解表"), Block("", BlockKind.TABLE, rows=tuple(cells))]


def _seconds(work: Callable[[], object]) -> float:
    """The best of three runs: what the machine does when nothing else disturbs it."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _rate(work: Callable[[], object], runs: int = 50) -> float:
    work()
    return runs / _seconds(lambda: [work() for _ in range(runs)])


def _cold(text: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(text, "utf-8")
        command = [sys.executable, "-m", "tracker", "extract", str(path)]
        return _seconds(lambda: subprocess.run(command, check=True, capture_output=True))
