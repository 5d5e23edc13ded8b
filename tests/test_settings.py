"""Settings from the environment: what is read, and that a bad one is one clear line and no crash."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tracker.errors import BadSetting
from tracker.settings import Settings, Smtp

MAIL = "smtp+starttls://duban:a%40b@mail.shifan.example?from=duban@shifan.example"


def settings(folder: Path, **env: str) -> Settings:
    return Settings.from_env({"INSTANCE_DIR": str(folder), **env})


def test_without_any_setting_everything_lies_in_the_instance_folder(tmp_path: Path) -> None:
    found = settings(tmp_path / "office" / "instance")
    assert found.database_url == f"sqlite:///{tmp_path}/office/instance/tracker.db"
    assert (found.smtp, found.max_upload, found.channel_hosts) == (None, 20 * 1024 * 1024, frozenset())


def test_a_mail_server_is_read_with_its_usual_port(tmp_path: Path) -> None:
    assert settings(tmp_path, MAIL_URL=MAIL).smtp == Smtp(
        "mail.shifan.example", 587, "duban", "a@b", "starttls", "duban@shifan.example"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL_URL", "smtp://mail.example:abc?from=a@b.example"),
        ("MAIL_URL", "smtp://[mail?from=a@b.example"),
        ("MAIL_URL", "smtp://mail.example"),
        ("MAIL_URL", "smtp://mail.example?from=督办@b.example"),
        ("MAIL_URL", "smtp://mail.example?from=Duban <a@b.example>"),
        ("MAIL_URL", "smtp://duban:密码@mail.example?from=a@b.example"),
        ("MAIL_URL", "http://mail.example?from=a@b.example"),
        ("CHANNEL_HOSTS", "https://[robot"),
        ("CHANNEL_HOSTS", "https://robot.example/path"),
        ("CHANNEL_HOSTS", "robot.example"),
        ("OFFICE_URL", "http://"),
        ("OFFICE_URL", "duban.office"),
        ("OFFICE_URL", "http://duban:99999"),
        ("DATABASE_URL", "mysql://root@localhost/duban"),
        ("MAX_UPLOAD_MB", "0"),
        ("TRUSTED_PROXIES", "-1"),
        ("INSTANCE_DIR", "/dev/null/instance"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        Settings.from_env({"INSTANCE_DIR": str(tmp_path), name: value})
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_processes_that_start_at_once_sign_with_the_same_key(tmp_path: Path) -> None:
    for n in range(20):
        folder = tmp_path / str(n)
        with ThreadPoolExecutor(4) as starting:
            keys = set(starting.map(lambda _, folder=folder: settings(folder).secret_key, range(4)))
        assert len(keys) == 1
        assert len(keys.pop()) == 64
        assert [path.name for path in folder.iterdir()] == ["secret_key"]
        assert (folder / "secret_key").stat().st_mode & 0o077 == 0
