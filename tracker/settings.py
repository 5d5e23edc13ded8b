"""All settings come from the environment; a bad one stops the start with one clear line."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from tracker.errors import BadSetting

CHECKOUT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Smtp:
    """A mail server: `security` is tls (from the first byte), starttls, or plain."""

    host: str
    port: int
    user: str | None
    password: str | None
    security: str
    sender: str


@dataclass(frozen=True)
class Settings:
    """
    DATABASE_URL    default: SQLite in instance/tracker.db
    INSTANCE_DIR    where database, originals and attachments are kept; default: instance/ of the checkout
    SECRET_KEY      signs the sign-in cookies; default: made once and kept in INSTANCE_DIR/secret_key
    OFFICE_URL      the address that links in messages begin with
    MAIL_URL        smtp://, smtp+starttls:// or smtps://user:password@host:port?from=address; none: no mail
    MAX_UPLOAD_MB   largest upload in megabytes, default 20
    SECURE_COOKIES  1 where the office serves the tool over https
    TRUSTED_PROXIES how many servers stand in front and say who calls (X-Forwarded-For, -Proto), default 0
    CHANNEL_HOSTS   further origins that robots and webhooks may send to: https://sms.office.example,http://10.1.2.3:8080
    """

    database_url: str
    instance: Path
    secret_key: str
    office_url: str
    smtp: Smtp | None
    max_upload: int
    secure_cookies: bool
    trusted_proxies: int
    channel_hosts: frozenset[str]

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Reads and checks every setting; raises BadSetting."""
        instance = _folder(Path(env.get("INSTANCE_DIR") or CHECKOUT / "instance"))
        return cls(
            database_url=_database_url(env.get("DATABASE_URL"), instance),
            instance=instance,
            secret_key=env.get("SECRET_KEY") or _kept_secret(instance / "secret_key"),
            office_url=_web_address(env.get("OFFICE_URL") or "http://127.0.0.1:5000"),
            smtp=_smtp(env["MAIL_URL"]) if env.get("MAIL_URL") else None,
            max_upload=_megabytes(env.get("MAX_UPLOAD_MB") or "20"),
            secure_cookies=env.get("SECURE_COOKIES") == "1",
            trusted_proxies=_count(env.get("TRUSTED_PROXIES") or "0"),
            channel_hosts=_origins(env.get("CHANNEL_HOSTS") or ""),
        )


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"INSTANCE_DIR“{path}”建不了：{error.strerror}。请换一个能写的目录。") from error
    return path


def _split(url: str) -> SplitResult | None:
    """The parts of an address with a host; None for what is none (urlsplit finds a wrong port out only when asked)."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and (parts.port is None or parts.port > 0) else None
    except ValueError:
        return None


def _database_url(url: str | None, instance: Path) -> str:
    if not url:
        return f"sqlite:///{instance / 'tracker.db'}"
    if url.startswith(("postgres://", "postgresql://")):  # the driver we ship is psycopg 3
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSetting(f"DATABASE_URL“{url}”认不出。请写 sqlite:///文件路径 或 postgresql://用户:密码@主机/库名。")
    return url


def _web_address(url: str) -> str:
    parts = _split(url)
    if parts is None or parts.scheme not in ("http", "https"):
        raise BadSetting(f"OFFICE_URL“{url}”不是网址。请写 http:// 或 https:// 开头的地址。")
    return url.rstrip("/")


def _origins(text: str) -> frozenset[str]:
    origins = [part.strip().lower().rstrip("/") for part in text.split(",") if part.strip()]
    for origin in origins:
        parts = _split(origin)
        if parts is None or parts.scheme not in ("http", "https") or origin != f"{parts.scheme}://{parts.netloc}":
            raise BadSetting(
                f"CHANNEL_HOSTS 里的“{origin}”认不出。请写成 https://主机 或 http://主机:端口，用逗号隔开。"
            )
    return frozenset(origins)


def _megabytes(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise BadSetting(f"MAX_UPLOAD_MB“{text}”不是 1 到 1024 的整数。")
    return int(text) * 1024 * 1024


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) > 9:
        raise BadSetting(f"TRUSTED_PROXIES“{text}”不是 0 到 9 的整数。前面没有别的服务器就不用设。")
    return int(text)


_MAILBOX = re.compile(r"[!-;=?A-~]+@[a-z0-9.-]+", re.IGNORECASE | re.ASCII)
_SMTP_SCHEMES = {"smtp": ("plain", 25), "smtp+starttls": ("starttls", 587), "smtps": ("tls", 465)}


def _smtp(url: str) -> Smtp:
    parts = _split(url)
    sender = parse_qs(parts.query).get("from", [""])[0] if parts else ""
    if parts is None or parts.scheme not in _SMTP_SCHEMES or not _MAILBOX.fullmatch(sender):
        raise BadSetting(
            "MAIL_URL 认不出。请写成 smtp+starttls://用户:密码@主机:587?from=发件地址（或 smtps://、smtp://）。"
        )
    security, port = _SMTP_SCHEMES[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (parts.netloc + user + password).isascii():
        raise BadSetting("MAIL_URL 里的主机、用户名和密码只能用英文字母、数字和符号。")
    return Smtp(
        host=parts.hostname or "",
        port=parts.port or port,
        user=user or None,
        password=password or None,
        security=security,
        sender=sender,
    )


def _kept_secret(path: Path) -> str:
    """Made at the first start, readable by its owner alone; the second start finds it again, and so does a process
    that starts at the same moment: the file appears whole, and the first one stays."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32), "ascii")
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text("ascii")
