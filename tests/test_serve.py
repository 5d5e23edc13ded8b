"""`tracker serve` and `tracker admin` as a person starts them: real processes, a real port, real requests."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

TRACKER = [sys.executable, "-m", "tracker"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An office of its own that nothing has been stored in yet."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "MAIL_URL", "OFFICE_URL")}
    return {**kept, "INSTANCE_DIR": str(tmp_path / "instance"), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A running `tracker serve --demo`, and what it printed before it was ready."""

    def __init__(self, environment: dict[str, str], port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [*TRACKER, "serve", "--demo", "--port", str(port)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.greeting = "".join(self._until_ready())

    def _until_ready(self) -> Iterator[str]:
        assert self.process.stdout
        for line in self.process.stdout:
            yield line
            if "Ctrl-C" in line:
                return

    def stop(self) -> tuple[int, str]:
        """Ctrl-C; the exit status and what was printed since."""
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=30)
        return self.process.returncode, said

    def __enter__(self) -> Served:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()


def page_after_signing_in(address: str, name: str, password: str) -> str:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{address}/sign-in").read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    data = urlencode({"csrf_token": token[1], "name": name, "password": password}).encode()
    return str(browser.open(f"{address}/sign-in", data).read().decode())


def test_the_first_start_shows_passwords_that_work_and_the_second_keeps_the_data(
    environment: dict[str, str], port: int
) -> None:
    with Served(environment, port) as first:
        found = re.search(r"^  (田小禾)\s+(\S+)\s+督办员", first.greeting, re.MULTILINE)
        assert found, first.greeting
        name, password = found.groups()
        assert f"{first.address}\n" in first.greeting
        assert "退出登录" not in page_after_signing_in(first.address, name, "wrong")
        assert "导入审阅" in page_after_signing_in(first.address, name, password)
        taken = subprocess.run(
            [*TRACKER, "serve", "--port", str(port)], env=environment, capture_output=True, encoding="utf-8"
        )
        assert (taken.returncode, taken.stdout) == (2, "")
        assert f"端口 {port} 用不了" in taken.stderr
        assert len(taken.stderr.splitlines()) == 1
        status, said = first.stop()
        assert (status, said) == (0, "已停止，数据都在。\n")
    with Served(environment, port) as second:
        assert password not in second.greeting
        assert "已有数据，接着用" in second.greeting
        assert "导入审阅" in page_after_signing_in(second.address, name, password)


def test_the_first_administrator_gets_a_password_and_later_a_new_one(environment: dict[str, str]) -> None:
    first = tracker(environment, "admin", "方知远")
    again = tracker(environment, "admin", "方知远")
    passwords = [re.search(r"密码 (\S{15})（", run.stdout) for run in (first, again)]
    assert all(passwords)
    assert len({found[1] for found in passwords if found}) == 2


def test_nobody_else_becomes_administrator_from_the_command_line(environment: dict[str, str]) -> None:
    tracker(environment, "admin", "方知远")
    refused = tracker(environment, "admin", "路人甲")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "没有叫“路人甲”的系统管理员" in refused.stderr


@pytest.mark.parametrize("port", ["0", "65536", "abc"])
def test_a_port_that_cannot_be_is_told(environment: dict[str, str], port: str) -> None:
    refused = tracker(environment, "serve", "--port", port)
    assert refused.returncode == 2
    assert f"端口“{port}”不对" in refused.stderr


def tracker(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*TRACKER, *arguments], env=environment, capture_output=True, encoding="utf-8")


def test_of_two_starts_at_once_on_an_empty_office_one_serves_and_the_other_says_why(
    environment: dict[str, str], port: int
) -> None:
    both = [
        subprocess.Popen(
            [*TRACKER, "serve", "--port", str(port)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    while not any(process.poll() is not None for process in both):
        time.sleep(0.05)
    loser, winner = sorted(both, key=lambda process: process.poll() is None)
    said = loser.communicate()[1]
    assert loser.returncode == 2
    assert said.count("\n") == 1
    assert f"端口 {port} 用不了" in said
    assert winner.stdout
    assert any("已启动" in line for line in winner.stdout)
    winner.send_signal(signal.SIGTERM)
    winner.communicate(timeout=30)
    assert winner.returncode == 0
