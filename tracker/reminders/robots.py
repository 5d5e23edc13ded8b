"""Group robots of 企业微信, 钉钉 and 飞书, and a JSON webhook of the office's own.

The answer's body decides, not its HTTP status: these servers answer 200 and say in the body that they refused.
Sources: the robots' documentation of each platform (custom group robot: signature, limits, error codes).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import re
import ssl
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from tracker.errors import ChannelDown, DeliveryError
from tracker.reminders.channels import Channel, Outgoing

TIMEOUT = 10
"""Seconds for connecting, and for each piece of the answer."""
LONGEST_ANSWER = 64 * 1024
ORIGINS = {
    Channel.WECOM: frozenset({"https://qyapi.weixin.qq.com"}),
    Channel.DINGTALK: frozenset({"https://oapi.dingtalk.com"}),
    Channel.FEISHU: frozenset({"https://open.feishu.cn", "https://open.larksuite.com"}),
    Channel.WEBHOOK: frozenset(),
}
"""Where each may send; the setting CHANNEL_HOSTS adds the office's own."""
PER_MINUTE = {Channel.WECOM: 20, Channel.DINGTALK: 20, Channel.FEISHU: 90, Channel.WEBHOOK: 600}
_ADDRESS = re.compile(r"https?://[!-Z^-~]+")
"""Printable and without brackets, which only addresses in numbers (IPv6) have."""
LONGEST = {Channel.WECOM: 2048, Channel.DINGTALK: 20_000, Channel.FEISHU: 20_000}
"""Bytes of UTF-8 that the text may have."""


@dataclass(frozen=True)
class Robot:
    """One robot or webhook. `secret` signs (企业微信 has none); `origins` are those that the setting adds."""

    channel: Channel
    url: str
    secret: str
    clock: Callable[[], datetime]
    origins: Collection[str] = ()

    def send(self, message: Outgoing) -> None:
        check_address(self.channel, self.url, self.origins)
        at = self.clock()
        url, body, headers = _REQUESTS[self.channel](self, message, at)
        status, answer = _post(url, body, {"X-Message-ID": message.key, **headers})
        _ANSWERS[self.channel](status, answer)

    def close(self) -> None:
        return None


def check_address(channel: Channel, url: str, more_origins: Collection[str]) -> None:
    """DeliveryError, permanent, if the channel may not send there, or it is no address at all."""
    if not _ADDRESS.fullmatch(url):
        raise DeliveryError(f"“{url}”不是网址。请把机器人的地址整个贴进来，不带中文和空格。", permanent=True)
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    allowed = ORIGINS[channel] | frozenset(more_origins)
    if not parts.hostname or parts.username or origin not in allowed:
        places = "、".join(sorted(allowed)) or "还没有（请系统管理员设 CHANNEL_HOSTS）"
        raise DeliveryError(f"地址“{origin}”不在许可的范围内。许可的有：{places}。", permanent=True)


# ---- what is sent

_Request = tuple[str, dict[str, Any], dict[str, str]]


def _wecom(robot: Robot, message: Outgoing, at: datetime) -> _Request:
    return robot.url, {"msgtype": "text", "text": {"content": _cut(message, LONGEST[Channel.WECOM])}}, {}


def _dingtalk(robot: Robot, message: Outgoing, at: datetime) -> _Request:
    url = robot.url
    if robot.secret:
        stamp = str(int(at.timestamp() * 1000))
        sign = _base64_hmac(robot.secret.encode(), f"{stamp}\n{robot.secret}".encode())
        url += f"{'&' if '?' in url else '?'}timestamp={stamp}&sign={quote(sign, safe='')}"
    return url, {"msgtype": "text", "text": {"content": _cut(message, LONGEST[Channel.DINGTALK])}}, {}


def _feishu(robot: Robot, message: Outgoing, at: datetime) -> _Request:
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": _cut(message, LONGEST[Channel.FEISHU])}}
    if robot.secret:
        stamp = str(int(at.timestamp()))
        body |= {"timestamp": stamp, "sign": _base64_hmac(f"{stamp}\n{robot.secret}".encode(), b"")}
    return robot.url, body, {}


def _webhook(robot: Robot, message: Outgoing, at: datetime) -> _Request:
    body = {
        "id": message.key,
        "person": message.name,
        "address": message.address,
        "subject": message.subject,
        "text": message.text,
        "tasks": [line.as_json() for line in message.lines],
    }
    stamp = str(int(at.timestamp()))
    signed = hmac.new(robot.secret.encode(), f"{stamp}.".encode() + _encoded(body), hashlib.sha256).hexdigest()
    headers = {"Idempotency-Key": message.key, "X-Timestamp": stamp, "X-Signature": f"sha256={signed}"}
    return robot.url, body, headers


_REQUESTS: dict[Channel, Callable[[Robot, Outgoing, datetime], _Request]] = {
    Channel.WECOM: _wecom,
    Channel.DINGTALK: _dingtalk,
    Channel.FEISHU: _feishu,
    Channel.WEBHOOK: _webhook,
}


def _base64_hmac(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode("ascii")


def _cut(message: Outgoing, longest: int) -> str:
    """Name, subject and text in at most so many bytes of UTF-8, cut between tasks; what is left out is counted."""
    head = f"{message.name}：{message.subject}"
    blocks = message.text.split("\n\n")
    for kept in range(len(blocks), -1, -1):
        more = f"其余 {len(blocks) - kept} 件见 {message.url}/messages" if kept < len(blocks) else ""
        whole = "\n\n".join(part for part in (head, *blocks[:kept], more) if part)
        if len(whole.encode()) <= longest:
            return whole
    return whole.encode()[:longest].decode("utf-8", "ignore")


# ---- sending


def _encoded(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _post(url: str, body: dict[str, Any], headers: dict[str, str]) -> tuple[int, bytes]:
    """Status and body of the answer. Redirects are not followed: the answer's status is then 3xx."""
    parts = urlsplit(url)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    try:
        connection.connect()
    except (OSError, UnicodeError) as error:  # a host's name may be impossible, too
        raise ChannelDown(f"连不上 {parts.hostname}：{error}") from error
    try:
        kind = {"Content-Type": "application/json; charset=utf-8"}
        connection.request("POST", path, _encoded(body), {**kind, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read(LONGEST_ANSWER)
    except (OSError, http.client.HTTPException) as error:
        raise DeliveryError(f"{parts.hostname} 没有答复：{error}", uncertain=True) from error
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=TIMEOUT)


# ---- what is answered

_PASSING = {
    Channel.WECOM: frozenset({-1, 45009}),  # busy; too many in a minute
    Channel.DINGTALK: frozenset({-1, 90030, 130101, 410100}),  # busy; too many in a minute
    Channel.FEISHU: frozenset({9499, 11232, 11233}),  # too many requests
}


def _body_decides(channel: Channel, code_name: str, words_name: str) -> Callable[[int, bytes], None]:
    def check(status: int, answer: bytes) -> None:
        code, words = _code(answer, code_name, words_name)
        if status == 200 and code == 0:
            return
        if code is None:
            _by_status(status, answer)
            raise DeliveryError(f"答复看不懂：{_start(answer)}", uncertain=True)
        raise DeliveryError(f"被拒：{code} {words}", permanent=code not in _PASSING[channel])

    return check


def _code(answer: bytes, code_name: str, words_name: str) -> tuple[int | None, str]:
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return None, ""
    if not isinstance(found, dict) or not isinstance(found.get(code_name), int):
        return None, ""
    return found[code_name], str(found.get(words_name, ""))


def _by_status(status: int, answer: bytes) -> None:
    """For a server that says it by the status alone."""
    if not 200 <= status < 300:
        passing = status in (408, 425, 429) or status >= 500
        raise DeliveryError(f"答复 {status}：{_start(answer)}", permanent=not passing)


def _start(answer: bytes) -> str:
    return answer[:200].decode("utf-8", "replace").strip()


_ANSWERS: dict[Channel, Callable[[int, bytes], None]] = {
    Channel.WECOM: _body_decides(Channel.WECOM, "errcode", "errmsg"),
    Channel.DINGTALK: _body_decides(Channel.DINGTALK, "errcode", "errmsg"),
    Channel.FEISHU: _body_decides(Channel.FEISHU, "code", "msg"),
    Channel.WEBHOOK: _by_status,
}
