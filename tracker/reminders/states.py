"""What a message is, what can become of it, and the words for both."""

from __future__ import annotations

from enum import StrEnum

from tracker.reminders.schedule import Reason


class About(StrEnum):
    """What a message is."""

    DIGEST = "digest"  # the one of a person's working day
    ASSIGNED = "assigned"
    RETURNED = "returned"
    NOTICE = "notice"  # a channel has failed
    ASKED = "asked"  # a report lacks something that this person can supply


class State(StrEnum):
    PENDING = "pending"
    CLAIMED = "claimed"  # a worker is sending it; open again when the claim has run out
    FAILED = "failed"  # a passing failure; tried again at `next_try`
    UNKNOWN = "unknown"  # the worker or the line died in between: it may have left; tried again, under the same key
    SENT = "sent"
    GIVEN_UP = "given_up"  # refused for good, too many tries, or given up by a person; `error` says why
    MERGED = "merged"  # what it said stands in the next day's digest


TO_SEND = (State.PENDING, State.FAILED, State.UNKNOWN)

ABOUT_WORDS = {
    About.DIGEST: "每天一封",
    About.ASSIGNED: "新交办",
    About.RETURNED: "退回补办",
    About.NOTICE: "没送到的通知",
    About.ASKED: "请补材料",
}

STATE_WORDS = {
    State.PENDING: "等着发",
    State.CLAIMED: "正在发",
    State.FAILED: "没发成，还会再发",
    State.UNKNOWN: "不知道到了没有，还会再发",
    State.SENT: "已发出",
    State.GIVEN_UP: "没送到，不再发",
    State.MERGED: "并入第二天的",
}

REASON_WORDS = {
    Reason.ASSIGNED: "新交办",
    Reason.UNSIGNED: "没有签收",
    Reason.DUE7: "到期前",
    Reason.DUE3: "快到期",
    Reason.DUE0: "当天到期",
    Reason.LATE1: "逾期",
    Reason.LATE2: "报分管领导",
    Reason.LATE4: "报主要领导",
    Reason.REVIEW: "等审核",
    Reason.EXTENSION: "等延期答复",
    Reason.HELP: "等协调",
    Reason.RETURNED: "退回补办",
    Reason.SILENT: "一季没有报",
    Reason.WEEK: "本周清单",
    Reason.AREA: "分管逾期清单",
    Reason.TO_CLEAR: "等销号",
}
