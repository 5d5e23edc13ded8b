"""A mail server and a webhook that refuse, delay and hang up; what they take they write down before they say so."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope

SECRET = "chaos"
REFUSES, HANGS_UP, LONGEST_DELAY = 0.04, 0.03, 0.03


@dataclass(frozen=True)
class Servers:
    """The ports of both, and the file of what they took."""

    mail: int
    web: int
    book: Path

    def taken(self) -> list[str]:
        """The keys of the messages in the order in which they were taken; one that came twice is there twice."""
        return self.book.read_text("utf-8").split()


@contextmanager
def servers(folder: Path) -> Iterator[Servers]:
    """Both run in a process of their own until the block ends."""
    both = Servers(_free_port(), _free_port(), folder / "taken")
    both.book.touch()
    code = f"from tests.chaos.servers import serve; serve({str(both.book)!r}, {both.mail}, {both.web})"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield both
        finally:
            process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(book: str, mail: int, web: int) -> None:
    """Runs until killed."""
    taken = Path(book).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115  open as long as the process lives
    chance = random.Random(7)

    class Postman:
        async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:
            await asyncio.sleep(chance.random() * LONGEST_DELAY)
            luck = chance.random()
            if luck < HANGS_UP:
                assert server.transport is not None
                server.transport.abort()
                return "421 gone"
            if luck < HANGS_UP + REFUSES:
                return "451 try again later"
            assert isinstance(envelope.content, bytes)
            found = re.search(rb"^Message-ID: <(.*)@shifan\.example>", envelope.content, re.MULTILINE | re.IGNORECASE)
            assert found is not None
            taken.write(found[1].decode() + "\n")
            return "250 OK"

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(chance.random() * LONGEST_DELAY)
            luck = chance.random()
            if luck < HANGS_UP:
                self.connection.close()
                return
            signed = hmac.new(SECRET.encode(), self.headers["X-Timestamp"].encode() + b"." + body, hashlib.sha256)
            if self.headers["X-Signature"] != f"sha256={signed.hexdigest()}":
                self._answer(403)
            elif luck < HANGS_UP + REFUSES:
                self._answer(503)
            else:
                taken.write(self.headers["Idempotency-Key"] + "\n")
                self._answer(200)

        def _answer(self, status: int) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            return None

        def handle(self) -> None:
            try:
                super().handle()
            except (ConnectionError, ValueError):
                return  # the worker was killed, or this server hung up

    Controller(Postman(), hostname="127.0.0.1", port=mail).start()
    print("ready", flush=True)
    ThreadingHTTPServer(("127.0.0.1", web), Gateway).serve_forever()
