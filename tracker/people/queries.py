"""Finding people and units. Each function returns a select; the caller runs it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Select, select

from tracker.people.models import Alias, AuditEntry, Charge, Office, Person, PersonRole, Role, Unit


def the_office() -> Select[tuple[Office]]:
    return select(Office).where(Office.id == 1)


def numbers_held() -> Select[tuple[int]]:
    """Run by whoever gives out the next number of something: a second person waits until the first has committed."""
    return select(Office.id).with_for_update()


def person_named(name: str) -> Select[tuple[Person]]:
    return select(Person).where(Person.name == name)


def everybody() -> Select[tuple[Person]]:
    """Also those who were deactivated; unit by unit, those who left last."""
    return select(Person).order_by(Person.unit_id, Person.active.desc(), Person.id)


def active_people() -> Select[tuple[Person]]:
    return select(Person).where(Person.active).order_by(Person.unit_id, Person.id)


def people_at_work() -> Select[tuple[Person]]:
    """Active people who have to do with tasks: all but those who only administer."""
    return active_people().where(Person.role_rows.any(PersonRole.role != Role.ADMIN))


def people_who_left(numbers: Collection[int]) -> Select[tuple[Person]]:
    """Those of these people who were deactivated."""
    return select(Person).where(Person.id.in_(numbers), ~Person.active)


def people_with(role: Role) -> Select[tuple[Person]]:
    """Active people with this role, in the order in which they were entered."""
    return active_people().join(PersonRole).where(PersonRole.role == role).order_by(None).order_by(Person.id)


def units() -> Select[tuple[Unit]]:
    return select(Unit).order_by(Unit.id)


def unit_tree(units: Iterable[Unit]) -> list[tuple[Unit, int]]:
    """Every unit with its depth, right below the unit that it belongs to; otherwise in the order given."""
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)

    def branch(parent: int | None, depth: int) -> list[tuple[Unit, int]]:
        return [one for unit in below.get(parent, ()) for one in ((unit, depth), *branch(unit.id, depth + 1))]

    return branch(None, 0)


def area_of(leader: Person) -> Select[tuple[int]]:
    """The numbers of the units that the leader is in charge of (分管), with all units below them."""
    charged = select(Charge.unit_id).where(Charge.person_id == leader.id).cte("area", recursive=True)
    area = charged.union(select(Unit.id).where(Unit.parent_id == charged.c.unit_id))
    return select(area.c.unit_id)


def unit_named(name: str) -> Select[tuple[Unit]]:
    return select(Unit).where(Unit.name == name)


def alias_named(name: str) -> Select[tuple[Alias]]:
    return select(Alias).where(Alias.name == name)


def audit_trail(task_id: int | None = None) -> Select[tuple[AuditEntry]]:
    """Entries of the audit trail, of one task or of all, the last first."""
    entries = select(AuditEntry).order_by(AuditEntry.id.desc())
    return entries if task_id is None else entries.where(AuditEntry.task_id == task_id)
