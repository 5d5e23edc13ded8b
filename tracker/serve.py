"""`tracker serve`: the web pages and one worker in one process, stopped together."""

from __future__ import annotations

import logging
import os
import signal
import socket
from typing import Any

from flask import Flask
from sqlalchemy import select
from waitress.server import create_server

from tracker.app import create_app
from tracker.db import db
from tracker.errors import BadSetting
from tracker.people.models import Office
from tracker.reminders.worker import start_worker
from tracker.upgrade import upgrade_database


def serve(*, host: str, port: int, demo: bool) -> None:
    """Runs until Ctrl-C or SIGTERM. Raises BadSetting when the port is taken."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    place = _taken(host, port)
    app = create_app({"OFFICE_URL": f"http://{host}:{port}", **os.environ})
    upgrade_database(app)
    server = create_server(app, sockets=[place], threads=8, ident="duban")
    greeting = _demo_greeting(app) if demo else []
    scheduler = start_worker(app)
    print(*greeting, f"督办台账已启动：http://{host}:{port}", "按 Ctrl-C 停止。", sep="\n", flush=True)
    try:
        _run_until_stopped(server)
    finally:
        scheduler.shutdown(wait=True)
        print("已停止，数据都在。", flush=True)


def _taken(host: str, port: int) -> socket.socket:
    """Takes the port before the database is touched, so that of two starts at once one alone brings it up to date."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    place = socket.socket(family)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind((host, port))
        place.listen()
    except OSError as error:
        place.close()
        sentence = f"端口 {port} 用不了（多半是被别的程序占着）。请换一个，例如 make run PORT={port + 1}。"
        raise BadSetting(sentence) from error
    return place


def _demo_greeting(app: Flask) -> list[str]:
    """On an empty database: loads the demo office and tells its passwords, which are shown this once."""
    from tracker.demo.seed import seed

    with app.app_context():
        if db.session.scalar(select(Office)):
            return ["已有数据，接着用；登录用原来的姓名和密码。忘了密码：tracker admin 系统管理员的姓名。", ""]
        passwords = seed(app)
        db.session.commit()
    width = max(len(name) for name, _, _ in passwords)
    rows = [f"  {name:　<{width}}  {password}  {what}" for name, what, password in passwords]
    return ["已装入演示单位。登录用姓名和下面的密码（只显示这一次）：", *rows, ""]


def _run_until_stopped(server: Any) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the same clean stop as Ctrl-C
    server.run()
