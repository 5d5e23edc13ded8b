"""How a message leaves: a channel is a class with one method, `send`, that returns nothing or raises DeliveryError."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tracker.reminders.digest import Line


class Channel(StrEnum):
    IN_APP = "in_app"
    MAIL = "mail"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    WEBHOOK = "webhook"


CHANNEL_WORDS: dict[StrEnum, str] = {
    Channel.IN_APP: "站内消息",
    Channel.MAIL: "邮件",
    Channel.WECOM: "企业微信",
    Channel.DINGTALK: "钉钉",
    Channel.FEISHU: "飞书",
    Channel.WEBHOOK: "网络接口",
}


@dataclass(frozen=True)
class Outgoing:
    """A message as a channel gets it.

    key: the same for every try, so that the other side can tell a repetition. address: the person's, where the channel
    needs one. office: the sender's name. url: the address of the tool, which links begin with.
    """

    key: str
    name: str
    address: str
    subject: str
    text: str
    lines: tuple[Line, ...]
    office: str
    url: str


class Sender(Protocol):
    """What every channel out of the tool is. In-app messages need none: the row of the outbox is the message."""

    def send(self, message: Outgoing) -> None:
        """Delivers the message. DeliveryError: the other side's words; `permanent` when trying again is useless."""

    def close(self) -> None:
        """Lets go of what is kept open between messages."""
