"""The manual's table of moves, made from the one table of status.py.

`python -m tracker.tasks.manual docs/使用手册.md` writes it between its marks; a test holds the two together.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tracker.tasks.status import MAX_EXTENSIONS, MOVE_WORDS, PART_WORDS, RULES, STATUS_WORDS, Need, Rule, Status

BEGIN, END = "<!-- 办理步骤表：从程序里生成，不要手改 -->", "<!-- 办理步骤表完 -->"

_NEEDS = {
    Need.TEXT: "写明情况或原因",
    Need.TEXT_OR_FIGURES: "写一句话或填一个数",
    Need.ASSIGNEE: "选承办人",
    Need.NOT_CLAIMANT: "不能是申请办结的本人",
    Need.LATER_DATE: "选一个更晚的日期",
    Need.DATED: "只有写明日期的事项",
    Need.IN_TIME: "在时限当天或以前",
    Need.NONE_PENDING: "前一次申请已经答复",
    Need.PENDING: "有等答复的申请",
    Need.EXTENSION_LEFT: f"最多 {MAX_EXTENSIONS} 次",
}


def moves_table() -> str:
    """The table in markdown: each row of RULES, in its order."""
    head = ["| 做什么 | 在什么状态 | 之后是 | 谁来做 | 要求 |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(_row(rule) for rule in RULES)])


def _row(rule: Rule) -> str:
    states = "、".join(STATUS_WORDS[status] for status in Status if status in rule.from_)
    after = STATUS_WORDS[rule.to] if rule.to else "不变"
    who = "、".join(dict.fromkeys(PART_WORDS[part] for part in rule.by))
    needs = "；".join(_NEEDS[need] for need in rule.needs) or "—"
    return f"| {MOVE_WORDS[rule.move]} | {states} | {after} | {who} | {needs} |"


def with_table(text: str) -> str:
    """The manual's text with the table of today between its marks. ValueError where the marks are missing."""
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"“{BEGIN}”或“{END}”不在文件里")
    return f"{before}{BEGIN}\n\n{moves_table()}\n\n{END}{after}"


if __name__ == "__main__":
    manual = Path(sys.argv[1])
    manual.write_text(with_table(manual.read_text("utf-8")), "utf-8")
