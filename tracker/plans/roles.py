"""What a column of a responsibility list may hold."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    GROUP = "group"  # 重点工作, 类别: one cell for several rows
    NAME = "name"  # what the work is called
    CONTENT = "content"  # what is to be done, in sentences
    LEADER = "leader"
    LEAD = "lead"
    OWNER = "owner"  # 责任单位: leads, or helps where another column leads
    SUPPORT = "support"
    DEADLINE = "deadline"
    PROBLEM = "problem"  # what is to be put right
    PROGRESS = "progress"
    OTHER = "other"
