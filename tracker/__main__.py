"""The command line: `tracker COMMAND`. Flask is loaded only by the commands that need it.

Exit status 0; 2 with one clear Chinese line on standard error for what the user can mend.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.calendar.limits import YEARS
from tracker.errors import TrackerError, UnreadableDocument

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except TrackerError as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tracker", description="Duban 督办台账")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    extract = commands.add_parser("extract", help="read a document and print what it plans, as JSON")
    extract.add_argument("file", type=Path, metavar="FILE")
    extract.add_argument("--plan-year", type=_year, metavar="YYYY")
    extract.add_argument("--explain", action="store_true", help="also print which rule found each thing, and where")
    extract.set_defaults(run=_extract)

    serve = commands.add_parser("serve", help="start the web pages and one worker")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=5000)
    serve.add_argument("--demo", action="store_true", help="load the demo office if the database is empty")
    serve.set_defaults(run=_serve)

    worker = commands.add_parser("worker", help="plan and send reminders until stopped")
    worker.add_argument("--once", action="store_true", help="do what is due now, then stop")
    worker.add_argument(
        "--check", action="store_true", help="only say whether a worker is alive; exit status 1 if none"
    )
    worker.set_defaults(run=_worker)

    simulate = commands.add_parser("simulate", help="live through a year of an invented office and count its messages")
    simulate.add_argument("--year", type=_year, required=True, metavar="YYYY")
    simulate.set_defaults(run=_simulate)

    migrate = commands.add_parser("migrate", help="bring the database to this version's tables")
    migrate.set_defaults(run=_migrate)

    admin = commands.add_parser("admin", help="make the first administrator, or give an administrator a new password")
    admin.add_argument("name", metavar="NAME")
    admin.set_defaults(run=_admin)

    audit = commands.add_parser("audit", help="look at the audit trail")
    audit.add_argument("do", choices=["verify"], help="verify: whether any entry was changed, removed or put in later")
    audit.add_argument("--noted", metavar="SEAL", help="the last seal of an earlier run, which must still be there")
    audit.set_defaults(run=_audit)

    load = commands.add_parser("load", help="load an office file into an empty database")
    load.add_argument("file", type=Path, metavar="OFFICE.json")
    load.set_defaults(run=_load)

    dump = commands.add_parser("dump", help="print the office as an office file")
    dump.set_defaults(run=_dump)

    lights = commands.add_parser("lights", help="the light of every task at the end of a day, as JSON")
    lights.add_argument("--on", type=_day, required=True, metavar="YYYY-MM-DD")
    lights.set_defaults(run=_lights)

    due = commands.add_parser("due", help="what the digests of some days are for, as JSON; sends nothing")
    due.add_argument("--from", type=_day, required=True, metavar="YYYY-MM-DD", dest="first")
    due.add_argument("--to", type=_day, required=True, metavar="YYYY-MM-DD", dest="last")
    due.set_defaults(run=_due)

    figures = commands.add_parser("figures", help="print the figures of a year, as JSON")
    figures.add_argument("--year", type=_year, required=True, metavar="YYYY")
    figures.set_defaults(run=_figures)

    compose = commands.add_parser("compose", help="compose the report of a year, as JSON")
    compose.add_argument("--year", type=_year, required=True, metavar="YYYY")
    compose.add_argument("--kind", choices=["yearly", "work", "duties", "list"], default="yearly")
    compose.add_argument("--docx", type=Path, metavar="FILE", help="also write it as a Word file")
    compose.set_defaults(run=_compose)

    check = commands.add_parser("check", help="compare the numbers of a text with the records of a year, as JSON")
    check.add_argument("file", type=Path, metavar="TEXTFILE")
    check.add_argument("--year", type=_year, required=True, metavar="YYYY")
    check.set_defaults(run=_check)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期。请写成 2025-03-04 这样。") from error


def _year(text: str) -> int:
    if not text.isdecimal() or int(text) not in YEARS:
        raise argparse.ArgumentTypeError(f"“{text}”不是年份。请写 {YEARS[0]} 到 {YEARS[-1]} 之间的一年，例如 2026。")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"端口“{text}”不对。请写 1 到 65535 的整数，例如 8000。")
    return int(text)


def _print_json(value: Any) -> None:
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise TrackerError(f"“{path}”写不进去：{error.strerror}。请换一个能写的位置。") from error


def _extract(options: argparse.Namespace) -> None:
    from tracker.documents.read import read_file
    from tracker.plans.contract import as_json
    from tracker.plans.understand import understand

    blocks = read_file(options.file)
    plan = understand(blocks, plan_year=options.plan_year)
    _print_json(as_json(plan, explain=options.explain, blocks=blocks))


def _serve(options: argparse.Namespace) -> None:
    from tracker.serve import serve

    serve(host=options.host, port=options.port, demo=options.demo)


def _worker(options: argparse.Namespace) -> int:
    from tracker.app import create_app
    from tracker.reminders.worker import check, run_once, run_until_stopped
    from tracker.upgrade import upgrade_database

    app = create_app()
    upgrade_database(app)
    if options.check:
        return check(app)
    run_once(app) if options.once else run_until_stopped(app)
    return 0


def _simulate(options: argparse.Namespace) -> None:
    from tracker.simulate import simulate

    for line in simulate(options.year):
        print(line, flush=True)


def _migrate(options: argparse.Namespace) -> None:
    from tracker.app import create_app
    from tracker.upgrade import upgrade_database

    upgrade_database(create_app())


def _admin(options: argparse.Namespace) -> None:
    from tracker.db import writing
    from tracker.people.actions import let_admin_in

    with writing(), _office() as session:
        password = let_admin_in(session, options.name)
        session.commit()
    print(f"系统管理员 {options.name}，密码 {password}（只显示这一次）。请登录后在“我的”里改掉。")


def _audit(options: argparse.Namespace) -> None:
    from tracker.people.audit import verify

    with _office() as session:
        count, last = verify(session, options.noted)
    print(f"共 {count} 条操作记录，前后都对得上。最后一条的校验码是 {last}。请记下来，下次用 --noted 核对。")


def _load(options: argparse.Namespace) -> None:
    from tracker.db import writing
    from tracker.office_file import load

    with writing(), _office() as session:
        load(session, options.file)
        session.commit()


def _dump(options: argparse.Namespace) -> None:
    from tracker.office_file import dump

    with _office() as session:
        _print_json(dump(session))


def _lights(options: argparse.Namespace) -> None:
    from tracker.office_answers import lights_on

    with _office() as session:
        _print_json(lights_on(session, options.on))


def _due(options: argparse.Namespace) -> None:
    from tracker.office_answers import due_between

    with _office() as session:
        _print_json(due_between(session, options.first, options.last))


@contextmanager
def _office() -> Iterator[Session]:
    """A session on the database, which has this version's tables."""
    from tracker.core import create_core
    from tracker.db import db
    from tracker.upgrade import upgrade_database

    app = create_core()
    upgrade_database(app)
    with app.app_context():
        yield db.session()


def _figures(options: argparse.Namespace) -> None:
    from tracker.progress.figures import as_json
    from tracker.summary.queries import figures_of

    with _office() as session:
        _print_json([as_json(total) for total in figures_of(session, options.year)])


def _compose(options: argparse.Namespace) -> None:
    from tracker.clock import today
    from tracker.summary.compose import compose
    from tracker.summary.facts import whole_year
    from tracker.summary.letter import head_of, letter_of
    from tracker.summary.official import write
    from tracker.summary.queries import facts_of
    from tracker.summary.report import as_json
    from tracker.summary.skeleton import Kind

    with _office() as session:
        facts = facts_of(session, whole_year(options.year), today())
    report = compose(facts, Kind(options.kind))
    if options.docx:
        _write(options.docx, write(letter_of(report.sections, head_of(report, facts))))
    _print_json(as_json(report))


def _check(options: argparse.Namespace) -> None:
    from tracker.documents.plaintext import decode
    from tracker.summary.check import as_json, check
    from tracker.summary.queries import records_in

    name = options.file.name
    try:
        text = decode(options.file.read_bytes())
    except OSError as error:
        raise UnreadableDocument(f"“{name}”打不开：没有这个文件，或者没有读它的权限。") from error
    except UnreadableDocument as error:
        raise UnreadableDocument(f"“{name}”{error}") from error
    with _office() as session:
        records = records_in(session, options.year)
    _print_json([as_json(finding) for finding in check(text, records)])


if __name__ == "__main__":
    sys.exit(main())
