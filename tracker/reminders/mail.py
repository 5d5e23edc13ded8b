"""E-mail: one connection kept open, HTML and plain text, the same Message-ID at every try."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from tracker.calendar.words import day_words, days_left
from tracker.calendar.zone import OFFICE_ZONE, office_day
from tracker.errors import ChannelDown, DeliveryError
from tracker.reminders.channels import Outgoing
from tracker.reminders.digest import SHAPES
from tracker.settings import Smtp

TIMEOUT = 15
"""Seconds that the mail server may take for one answer."""
IDLE = timedelta(seconds=5)
"""After standing idle for so long the connection is asked whether it still lives."""
PER_CONNECTION = 100
"""Mails sent over one connection; many servers close longer ones."""


@cache
def _template(name: str) -> Template:
    folder = Path(__file__).resolve().parents[2] / "templates" / "mail"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day_words=day_words, days_left=days_left)
    return environment.get_template(name)


def html(message: Outgoing, day: datetime) -> str:
    """The message as a page that mail programs show: tables and attributes, one rule for narrow screens, no picture."""
    return _template("message.html").render(message=message, today=office_day(day), shapes=SHAPES)


def letter(message: Outgoing, sender: str, at: datetime) -> MIMEMultipart:
    """The mail: sender named after the office, Message-ID made of the message's key."""
    mail = MIMEMultipart("alternative")
    mail["From"] = _named(f"{message.office}督办台账", sender)
    mail["To"] = _named(message.name, message.address)
    mail["Subject"] = _encoded(message.subject)
    mail["Date"] = format_datetime(at.astimezone(OFFICE_ZONE))
    mail["Message-ID"] = f"<{message.key}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    plain = f"{message.name}：\n\n{message.text}\n\n全部消息：{message.url}/messages\n"
    mail.attach(MIMEText(plain, "plain", "utf-8"))
    mail.attach(MIMEText(html(message, at), "html", "utf-8"))
    return mail


def _encoded(words: str) -> str:
    """In one line, whatever the words hold, and as RFC 2047 has it."""
    return Header(" ".join(words.split()), "utf-8", maxlinelen=75).encode()


def _named(name: str, address: str) -> str:
    return f"{_encoded(name)} <{address}>"


_ADDRESS = re.compile(r"[!-~]+@[!-~]+", re.ASCII)
_SPECIAL = re.compile(r"[<>(),;:\\\"\[\]]")


_WIRE = compat32.clone(linesep="\r\n")
"""Header folding of the newer policy takes some ten times as long."""


class Mail:
    """A connection to the office's mail server, opened at the first message and kept."""

    def __init__(self, smtp: Smtp, clock: Callable[[], datetime]) -> None:
        self.smtp = smtp
        self.clock = clock
        self._server: smtplib.SMTP | None = None
        self._used = clock()
        self._sent = 0

    def send(self, message: Outgoing) -> None:
        if not _ADDRESS.fullmatch(message.address) or _SPECIAL.search(message.address):
            raise DeliveryError(f"邮箱地址“{message.address}”写得不对。请在人员页改正。", permanent=True)
        mail = letter(message, self.smtp.sender, self.clock()).as_bytes(policy=_WIRE)
        server = self._ready()
        try:
            server.sendmail(self.smtp.sender, [message.address], mail)
        except smtplib.SMTPException as error:
            raise self._explained(error) from error
        except OSError as error:
            self.close()
            raise ChannelDown(f"邮件服务器中途断开：{error}", uncertain=True) from error
        self._sent += 1
        if self._sent >= PER_CONNECTION:
            self.close()

    def close(self) -> None:
        server, self._server, self._sent = self._server, None, 0
        if server is not None:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()

    def _ready(self) -> smtplib.SMTP:
        """An open connection that answers; a new one where the old was closed by the server while it stood idle."""
        if self._server is not None and self.clock() - self._used > IDLE:
            self._drop_if_closed(self._server)
        self._used = self.clock()
        if self._server is None:
            try:
                self._server = self._connect()
            except smtplib.SMTPAuthenticationError as error:
                raise ChannelDown(f"邮件服务器不认用户名或密码：{_answer(error.smtp_error)}") from error
            except (smtplib.SMTPException, OSError, UnicodeError) as error:  # a host's name may be impossible, too
                raise ChannelDown(f"连不上邮件服务器 {self.smtp.host}:{self.smtp.port}：{error}") from error
        return self._server

    def _drop_if_closed(self, server: smtplib.SMTP) -> None:
        try:
            server.noop()
        except (smtplib.SMTPException, OSError):
            self.close()

    def _connect(self) -> smtplib.SMTP:
        smtp, context = self.smtp, ssl.create_default_context()
        if smtp.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(smtp.host, smtp.port, timeout=TIMEOUT)
        assert server.sock is not None
        server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if smtp.security == "starttls":
            server.starttls(context=context)
        if smtp.user is not None:
            server.login(smtp.user, smtp.password or "")
        return server

    def _explained(self, error: smtplib.SMTPException) -> DeliveryError:
        """What the server's answer means: 4xx passes, 5xx stays, no answer is uncertain."""
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            code, words = next(iter(error.recipients.values()))
            return DeliveryError(f"收件人被拒：{code} {_answer(words)}", permanent=code >= 500)
        if isinstance(error, smtplib.SMTPSenderRefused):
            self.close()
            return ChannelDown(f"发件地址被拒：{error.smtp_code} {_answer(error.smtp_error)}")
        if isinstance(error, smtplib.SMTPResponseException):
            permanent = error.smtp_code >= 500
            return DeliveryError(f"邮件被拒：{error.smtp_code} {_answer(error.smtp_error)}", permanent=permanent)
        self.close()
        return ChannelDown(f"邮件服务器断开：{error}", uncertain=True)


def _answer(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
