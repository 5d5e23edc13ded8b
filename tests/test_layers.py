"""Who may import whom: the shape of the code, held by a test (docs/architecture.md)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "tracker"
STAGES = ["people", "calendar", "documents", "plans", "review", "tasks", "progress", "reminders", "summary"]
ROLES = {"models", "queries", "actions", "views", "forms", "worker", "context"}
ENTRANCES = {"views", "worker"}
FRAMEWORK = {"flask", "flask_login", "flask_wtf", "flask_sqlalchemy", "flask_migrate", "wtforms", "sqlalchemy"}
# what a module that is not named below may not load: such modules are pure
FORBIDDEN = {
    "pure": FRAMEWORK | {"apscheduler", "tracker.db", "tracker.clock"},
    "models": {"flask", "flask_login", "flask_wtf", "wtforms", "apscheduler", "tracker.clock"},
    "queries": {"flask", "flask_login", "flask_wtf", "wtforms", "apscheduler", "tracker.clock"},
    "actions": {"flask", "flask_login", "flask_wtf", "wtforms", "apscheduler", "tracker.clock"},
    "worker": {"flask", "flask_login", "flask_wtf", "wtforms"},
}
# modules of a stage that use the database without being one of the usual roles, with the role they obey
KNOWN = {
    "people/passwords": "actions",
    "people/audit": "actions",
    "progress/kept": "queries",
    "progress/ledger": "queries",
    "progress/overview": "queries",
    "review/proposals": "actions",
    "tasks/desk": "queries",
    "tasks/notes": "actions",
    "tasks/problems": "actions",
    "tasks/rules": "actions",
    "tasks/slips": "actions",
    "reminders/candidates": "queries",
    "reminders/feed": "queries",
    "reminders/leases": "actions",
    "reminders/outbox": "actions",
    "reminders/planning": "actions",
    "summary/asking": "actions",
    "summary/files": "queries",
    "summary/saved": "queries",
    "summary/scrutiny": "queries",
}
# the worker's steps are transactions of their own
OWN_TRANSACTIONS = {"reminders/leases", "reminders/outbox"}


def stage_modules() -> list[Path]:
    return sorted(path for stage in STAGES for path in (PACKAGE / stage).rglob("*.py") if path.name != "__init__.py")


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def role_of(path: Path) -> str:
    """By its name; the modules of a package views/ are views."""
    name = path.parent.name if path.parent.name in ENTRANCES else path.stem
    return KNOWN.get(name_of(path), name if name in ROLES else "pure")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file names in an import, wherever it stands in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", stage_modules(), ids=name_of)
def test_a_stage_imports_only_itself_and_stages_before_it(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0]
    later = STAGES[STAGES.index(own) + 1 :]
    if role_of(path) in ENTRANCES:
        return  # an entrance may use every stage
    wrong = {name for name in imports(path) if name.split(".")[0] == "tracker" and name.split(".")[1:2] != []}
    wrong = {name for name in wrong if name.split(".")[1] in later}
    assert not wrong, f"{name_of(path)} imports a later stage: {sorted(wrong)}"


@pytest.mark.parametrize("path", stage_modules(), ids=name_of)
def test_a_module_loads_only_what_its_role_allows(path: Path) -> None:
    forbidden = FORBIDDEN.get(role_of(path), set())
    wrong = {name for name in imports(path) for bad in forbidden if name == bad or name.startswith(bad + ".")}
    assert not wrong, f"{name_of(path)} ({role_of(path)}) imports {sorted(wrong)}"


PURE = [path for path in stage_modules() if role_of(path) == "pure"]
PULLING = [path for path in stage_modules() if role_of(path) in ("queries", "actions")]
MIGRATIONS = sorted((PACKAGE.parent / "migrations" / "versions").glob("*.py"))


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_a_pure_module_imports_no_models_queries_actions_or_views(path: Path) -> None:
    parts = [name.split(".") for name in imports(path) if name.startswith("tracker.")]
    assert not [".".join(names) for names in parts if names[2:3] and names[2] in ROLES]


@pytest.mark.parametrize("path", stage_modules(), ids=name_of)
def test_no_view_imports_another_view(path: Path) -> None:
    """Those of one package share their blueprint."""
    own = name_of(path).split("/")[0]
    if role_of(path) == "views":
        others = [name for name in imports(path) if name.startswith("tracker.") and "views" in name.split(".")]
        assert not [name for name in others if not name.startswith(f"tracker.{own}.views.blueprint")]


@pytest.mark.parametrize("path", PULLING, ids=name_of)
def test_queries_and_actions_never_commit(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    names = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    assert "commit" not in names or name_of(path) in OWN_TRANSACTIONS


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: path.stem)
def test_a_migration_never_imports_the_program(path: Path) -> None:
    assert not [name for name in imports(path) if name.split(".")[0] == "tracker"]


@pytest.mark.parametrize(
    "module",
    [
        "tracker.documents.read",
        "tracker.plans.understand",
        "tracker.progress.lights",
        "tracker.reminders.schedule",
        "tracker.summary.compose",
    ],
)
def test_pure_modules_load_neither_flask_nor_sqlalchemy(module: str) -> None:
    code = f"import sys, {module}; print([m for m in ('flask', 'sqlalchemy', 'wtforms') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
