"""A list of people as an office keeps it in Excel: checked row by row, and compared with who is there already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import RuleViolation

COLUMNS = {
    "name": ("姓名", "名字"),
    "unit": ("单位", "科室", "部门", "所在单位", "站所"),
    "post": ("职务", "岗位", "职位"),
    "roles": ("角色", "权限"),
    "email": ("邮箱", "电子邮箱", "电子邮件", "邮件"),
}
"""How the columns may be headed; name and unit must be there."""

ROLES = {"系统管理员": "admin", "督办员": "coordinator", "领导": "leader", "承办人": "assignee"}
DEFAULT_ROLE = "assignee"
MOST_ROWS = 1000
_SEARCHED_ROWS = 10  # the head stands in one of them, below titles
_LONGEST = {"name": 50, "unit": 100, "post": 50, "email": 254}
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_BETWEEN_ROLES = re.compile(r"[、，,；;/\s]+")


@dataclass(frozen=True)
class Official:
    """A person as the list says it, or as the office has it. roles: values of Role, empty where the list has none."""

    name: str
    unit: str
    post: str = ""
    roles: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True)
class Known:
    """Who and what is there already: people by name, names of those who left, units by their names and aliases."""

    people: Mapping[str, Official]
    left: frozenset[str]
    units: Mapping[str, str]
    main_leader: str | None = None


@dataclass(frozen=True)
class Step:
    """What becomes of one row. what: new, changed, same or left (no longer in the office). why: in words."""

    row: int
    official: Official
    what: str
    why: str


@dataclass(frozen=True)
class Plan:
    """What taking the list over would do; with errors nothing is done. units: the new ones, in order."""

    steps: tuple[Step, ...]
    units: tuple[str, ...]
    errors: tuple[str, ...]

    def count(self, what: str) -> int:
        return sum(step.what == what for step in self.steps)


Rows = list[list[str]]


def narrowed(rows: Rows) -> Rows:
    """The list with its known columns alone, row for row. RuleViolation where none heads them, or it is too long."""
    if len(rows) > MOST_ROWS:
        raise RuleViolation(f"表里有 {len(rows)} 行，一次最多 {MOST_ROWS} 行。请分几次导入。")
    _, places = _head(rows)
    return [[re.sub(r"\s+", " ", row[place]) for place in sorted(places.values()) if place < len(row)] for row in rows]


def roster_plan(rows: Rows, known: Known) -> Plan:
    """Compares the list with the office; every error names row, column, value and remedy.

    rows: row 1 of the sheet first. RuleViolation where none heads the columns.
    """
    head, places = _head(rows)
    steps: list[Step] = []
    errors: list[str] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[head + 1 :], head + 2):
        said = {key: row[place] if place < len(row) else "" for key, place in places.items()}
        if not any(said.values()):
            continue
        wrong = list(_errors(number, said, seen))
        errors += wrong
        seen.setdefault(said["name"], number)
        if not wrong:
            steps.append(_step(number, said, known))
    errors += [*_nobody_administers(steps, known), *_nobody_leads(steps, known)]
    units = dict.fromkeys(step.official.unit for step in steps if step.official.unit not in known.units)
    return Plan(tuple(steps), tuple(units), tuple(errors))


def _nobody_administers(steps: Sequence[Step], known: Known) -> Iterator[str]:
    """What is wrong where the list takes the role from the last administrator."""
    roles = {name: person.roles for name, person in known.people.items() if name not in known.left}
    before = [name for name in roles if "admin" in roles[name]]
    roles |= {step.official.name: step.official.roles for step in steps if step.what != "left"}
    if before and not any("admin" in held for held in roles.values()):
        row = next(step.row for step in steps if step.official.name == before[-1])
        yield _wrong(row, "roles", f"{before[-1]}是唯一的系统管理员。请写上系统管理员，或者在表里另定一位。")


def _nobody_leads(steps: Sequence[Step], known: Known) -> Iterator[str]:
    """What is wrong where the list takes the role from the main leader."""
    for step in steps:
        if step.official.name == known.main_leader and "leader" not in step.official.roles:
            yield _wrong(step.row, "roles", f"{known.main_leader}是主要领导。请写上领导，或者先在“单位设置”里换人。")


def _head(rows: Rows) -> tuple[int, dict[str, int]]:
    """The row that heads the columns, and where each column stands."""
    for number, row in enumerate(rows[:_SEARCHED_ROWS]):
        words = {re.sub(r"[\s*（）()]", "", cell): place for place, cell in reversed(list(enumerate(row)))}
        places = {key: words[name] for key, names in COLUMNS.items() for name in reversed(names) if name in words}
        if {"name", "unit"} <= places.keys():
            return number, places
    raise RuleViolation("没有找到表头。请在第一行写 姓名、单位、职务、角色、邮箱，其中姓名和单位不能少。")


def _errors(number: int, said: Mapping[str, str], seen: Mapping[str, int]) -> Iterator[str]:
    for key in ("name", "unit"):
        if not said[key]:
            yield _wrong(number, key, "是空的。请填上，或者删掉这一行。")
    for key, longest in _LONGEST.items():
        if len(said.get(key, "")) > longest:
            yield _wrong(number, key, f"“{said[key][:20]}…”超过 {longest} 个字。请写短一些。")
    if said["name"] in seen and said["name"]:
        why = f"“{said['name']}”和第 {seen[said['name']]} 行重了。同名的请在后面加单位，例如 张三（司法所）。"
        yield _wrong(number, "name", why)
    for word in _words(said.get("roles", "")):
        if word not in ROLES:
            yield _wrong(number, "roles", f"“{word}”认不出。请写 {'、'.join(ROLES)}，几个之间用顿号。")
    email = said.get("email", "")
    if email and not _EMAIL.fullmatch(email):
        yield _wrong(number, "email", f"“{email}”不是邮箱。请写完整，例如 zhang@example.com，或者留空。")


def _wrong(row: int, key: str, why: str) -> str:
    return f"第 {row} 行“{COLUMNS[key][0]}”：{why}"


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN_ROLES.split(text) if word]


def _step(number: int, said: Mapping[str, str], known: Known) -> Step:
    roles = tuple(dict.fromkeys(ROLES[word] for word in _words(said.get("roles", ""))))
    unit = known.units.get(said["unit"], said["unit"])
    given = Official(said["name"], unit, said.get("post", ""), roles, said.get("email", ""))
    held = known.people.get(given.name)
    if given.name in known.left:
        return Step(number, given, "left", "已停用，不改动。要启用，请在“人员”里点姓名")
    if held is None:
        why = "" if roles else "没写角色，按承办人"
        official = Official(given.name, given.unit, given.post, roles or (DEFAULT_ROLE,), given.email)
        return Step(number, official, "new", why)
    merged = Official(
        given.name, given.unit, given.post or held.post, given.roles or held.roles, given.email or held.email
    )
    changes = list(_differences(held, merged))
    return Step(number, merged, "changed" if changes else "same", "，".join(changes) or "和现在一样")


def _differences(held: Official, wanted: Official) -> Iterator[str]:
    words: Sequence[tuple[str, str, str]] = (
        ("单位", held.unit, wanted.unit),
        ("职务", held.post, wanted.post),
        ("角色", _role_words(held.roles), _role_words(wanted.roles)),
        ("邮箱", held.email, wanted.email),
    )
    for word, old, new in words:
        if old != new:
            yield f"{word}由“{old or '空'}”改为“{new}”"


def _role_words(roles: Sequence[str]) -> str:
    return "、".join(word for word, role in ROLES.items() if role in roles)
