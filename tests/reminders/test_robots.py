"""Robots and webhooks against servers that check as the platforms do: nothing is called sent that was refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from tests.reminders.sinks import Sink, dingtalk, feishu, gateway, sink, wecom
from tests.rows import at
from tracker.errors import ChannelDown, DeliveryError
from tracker.reminders import robots
from tracker.reminders.channels import Channel, Outgoing
from tracker.reminders.digest import Line, text
from tracker.reminders.robots import Robot, check_address

SECRET = "SEC-示范"
LINE = Line("2026-001", "修订村规民约", date(2026, 3, 5), "yellow", "临期", "快到期了。做完了请申请办结。", ("due3",))


def message(lines: int = 1) -> Outgoing:
    found = tuple(replace(LINE, task=f"2026-{n:03d}") for n in range(1, lines + 1))
    return Outgoing(
        key="digest.2026-03-02.4.wecom1",
        name="叶青禾",
        address="13000",
        subject=f"督办 3月2日 周一：{lines} 件事",
        text=text(found, date(2026, 3, 2), "http://duban.example"),
        lines=found,
        office="示范镇人民政府",
        url="http://duban.example",
    )


@pytest.fixture
def server() -> Iterator[Sink]:
    with sink() as made:
        yield made


def robot(channel: Channel, server: Sink, path: str = "/send", secret: str = SECRET) -> Robot:
    return Robot(channel, server.origin + path, secret, lambda: at("2026-03-02", "08:30"), {server.origin})


def refusal(robot: Robot, lines: int = 1) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        robot.send(message(lines))
    return caught.value


# ---- what the platforms check


def test_wecom_takes_what_is_sent(server: Sink) -> None:
    server.answer = wecom
    robot(Channel.WECOM, server, "/send?key=k1").send(message())
    assert server.calls[0].json["text"]["content"].startswith("叶青禾：督办 3月2日 周一：1 件事\n\n1. 修订村规民约\n")


@pytest.mark.parametrize("lines", [1, 12, 13, 200])
def test_a_long_message_is_cut_between_tasks_to_what_wecom_takes(server: Sink, lines: int) -> None:
    server.answer = wecom
    robot(Channel.WECOM, server, "/send?key=k1").send(message(lines))
    content = server.calls[0].json["text"]["content"]
    kept = content.count("修订村规民约")
    assert len(content.encode()) <= 2048
    assert kept == lines or content.endswith(f"其余 {lines - kept} 件见 http://duban.example/messages")


def test_a_single_title_that_is_too_long_is_cut_between_characters(server: Sink) -> None:
    server.answer = wecom
    one = replace(message(), subject="督" * 900)
    robot(Channel.WECOM, server, "/send?key=k1").send(one)
    assert 2045 <= len(server.calls[0].json["text"]["content"].encode()) <= 2048


def test_dingtalk_accepts_the_signature(server: Sink) -> None:
    server.answer = dingtalk(SECRET)
    robot(Channel.DINGTALK, server, "/robot/send?access_token=t").send(message())
    assert server.calls[0].query["access_token"] == "t"


def test_feishu_accepts_the_signature(server: Sink) -> None:
    server.answer = feishu(SECRET)
    robot(Channel.FEISHU, server).send(message())
    assert server.calls[0].json["msg_type"] == "text"


def test_the_webhook_is_signed_and_can_tell_a_repetition(server: Sink) -> None:
    server.answer = gateway(SECRET)
    robot(Channel.WEBHOOK, server).send(message())
    call = server.calls[0]
    assert call.headers["Idempotency-Key"] == call.json["id"] == message().key
    assert (call.json["person"], call.json["address"]) == ("叶青禾", "13000")
    assert call.json["tasks"][0]["title"] == "修订村规民约"


@pytest.mark.parametrize(
    ("channel", "answer"),
    [(Channel.DINGTALK, dingtalk), (Channel.FEISHU, feishu), (Channel.WEBHOOK, gateway)],
)
def test_a_wrong_secret_is_a_refusal_for_good(server: Sink, channel: Channel, answer: object) -> None:
    server.answer = answer("another")  # type: ignore[operator]
    assert refusal(robot(channel, server)).permanent


# ---- what the answers mean


@pytest.mark.parametrize(
    ("channel", "answer", "permanent", "said"),
    [
        (Channel.WECOM, {"errcode": 93000, "errmsg": "invalid webhook url"}, True, "93000 invalid webhook url"),
        (Channel.WECOM, {"errcode": 45009, "errmsg": "api freq out of limit"}, False, "45009"),
        (Channel.DINGTALK, {"errcode": 310000, "errmsg": "keywords not in content"}, True, "keywords not in content"),
        (Channel.DINGTALK, {"errcode": 410100, "errmsg": "send too fast"}, False, "410100"),
        (Channel.FEISHU, {"code": 19024, "msg": "Key Words Not Found"}, True, "19024"),
        (Channel.FEISHU, {"code": 11232, "msg": "frequency limited"}, False, "11232"),
    ],
)
def test_a_refusal_in_the_body_of_a_200_is_a_failure(
    server: Sink, channel: Channel, answer: dict[str, object], permanent: bool, said: str
) -> None:
    server.answer = lambda call: (200, answer)
    error = refusal(robot(channel, server))
    assert error.permanent is permanent
    assert said in error.reason


@pytest.mark.parametrize("answer", [b"", b"<html>ok</html>", b"[]", b'{"errcode": "0"}', b'{"ok": true}'])
def test_an_answer_that_says_nothing_leaves_it_unknown(server: Sink, answer: bytes) -> None:
    server.answer = lambda call: (200, answer)
    error = refusal(robot(Channel.WECOM, server))
    assert error.uncertain
    assert not error.permanent


@pytest.mark.parametrize(("status", "permanent"), [(400, True), (404, True), (408, False), (429, False), (503, False)])
@pytest.mark.parametrize("channel", [Channel.WEBHOOK, Channel.FEISHU])
def test_the_status_decides_where_the_body_is_silent(
    server: Sink, channel: Channel, status: int, permanent: bool
) -> None:
    server.answer = lambda call: (status, b"no")
    assert refusal(robot(channel, server)).permanent is permanent


def test_a_redirect_is_not_followed(server: Sink) -> None:
    server.answer = lambda call: (302, b"")
    server.location = server.origin + "/elsewhere"
    assert "302" in refusal(robot(Channel.WEBHOOK, server)).reason
    assert [call.path for call in server.calls] == ["/send"]


@pytest.mark.parametrize("origin", ["http://127.0.0.1:1", "http://sms..office"])
def test_a_server_that_is_not_there_is_down(origin: str) -> None:
    with pytest.raises(ChannelDown):
        Robot(Channel.WEBHOOK, origin, "", lambda: at("2026-03-02"), {origin}).send(message())


def test_a_server_that_never_answers_leaves_it_unknown(server: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(robots, "TIMEOUT", 0.2)
    server.answer = lambda call: (200, b"{}") if answered.wait(5) else (500, b"")
    error = refusal(robot(Channel.WECOM, server))
    answered.set()
    assert error.uncertain
    assert not isinstance(error, ChannelDown)


# ---- where it may go


@pytest.mark.parametrize(
    ("channel", "url"),
    [
        (Channel.WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x"),
        (Channel.DINGTALK, "https://oapi.dingtalk.com/robot/send?access_token=x"),
        (Channel.FEISHU, "https://open.feishu.cn/open-apis/bot/v2/hook/x"),
        (Channel.WEBHOOK, "http://sms.office:8080/send"),
    ],
)
def test_each_channel_goes_to_its_own_platform_and_where_the_setting_allows(channel: Channel, url: str) -> None:
    check_address(channel, url, {"http://sms.office:8080"})


@pytest.mark.parametrize(
    "url",
    [
        "http://qyapi.weixin.qq.com/send",
        "https://qyapi.weixin.qq.com.evil.example/send",
        "https://user@qyapi.weixin.qq.com/send",
        "https://qyapi.weixin.qq.com:8443/send",
        "https://127.0.0.1/send",
        "file:///etc/passwd",
        "不是地址",
        "https://[qyapi.weixin.qq.com/send",
        "https://qyapi.weixin.qq.com/机器人",
    ],
)
def test_any_other_address_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        check_address(Channel.WECOM, url, ())
    assert caught.value.permanent
