"""Servers that stand for the platforms of group robots: they check what the platforms check and answer as they do.

By the platforms' documentation: a refusal is HTTP 200 with a code in the body.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, dict[str, Any] | bytes]


@dataclass
class Call:
    """One request as the server got it."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Sink:
    """A server on this machine. answer: what it says to a call; taken: the calls that it did not refuse."""

    origin: str = ""
    answer: Callable[[Call], Answer] = lambda call: (200, b"{}")
    calls: list[Call] = field(default_factory=list)
    location: str = ""


@contextmanager
def sink() -> Iterator[Sink]:
    made = Sink()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            body = self.rfile.read(int(self.headers["Content-Length"]))
            call = Call(parts.path, query, dict(self.headers.items()), body)
            made.calls.append(call)
            status, content = made.answer(call)
            written = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            if made.location:
                self.send_header("Location", made.location)
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, format: str, *args: Any) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()


def wecom(call: Call) -> Answer:
    """企业微信: at most 2,048 bytes of text, no signature, the key in the address."""
    if call.query.get("key") != "k1":
        return 200, {"errcode": 93000, "errmsg": "invalid webhook url"}
    if len(call.json["text"]["content"].encode()) > 2048:
        return 200, {"errcode": 40058, "errmsg": "content exceed max length"}
    return 200, {"errcode": 0, "errmsg": "ok"}


def dingtalk(secret: str) -> Callable[[Call], Answer]:
    """钉钉: the key signs the moment and itself; the signature stands in the address."""

    def answer(call: Call) -> Answer:
        text = f"{call.query.get('timestamp')}\n{secret}".encode()
        expected = base64.b64encode(hmac.new(secret.encode(), text, hashlib.sha256).digest()).decode()
        if call.query.get("sign") != expected:
            return 200, {"errcode": 310000, "errmsg": "sign not match"}
        return 200, {"errcode": 0, "errmsg": "ok"}

    return answer


def feishu(secret: str) -> Callable[[Call], Answer]:
    """飞书: moment and secret together are the key that signs nothing; the signature stands in the body."""

    def answer(call: Call) -> Answer:
        key = f"{call.json.get('timestamp')}\n{secret}".encode()
        expected = base64.b64encode(hmac.new(key, digestmod=hashlib.sha256).digest()).decode()
        if call.json.get("sign") != expected:
            return 200, {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}
        return 200, {"code": 0, "msg": "success"}

    return answer


def gateway(secret: str) -> Callable[[Call], Answer]:
    """The office's own: HMAC over moment and body in a header; the status says it."""

    def answer(call: Call) -> Answer:
        signed = call.headers["X-Timestamp"].encode() + b"." + call.body
        expected = "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        return (200, b"") if hmac.compare_digest(call.headers["X-Signature"], expected) else (403, b"bad signature")

    return answer
