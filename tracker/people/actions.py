"""Changing people, units and the office. Whoever calls commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.security import check_password_hash

from tracker.errors import RuleViolation
from tracker.people.models import Alias, Charge, Office, Person, PersonRole, Role, Unit
from tracker.people.passwords import give_password, set_password
from tracker.people.queries import alias_named, everybody, person_named, the_office, unit_named, units
from tracker.people.roster import Known, Official, Plan

SHORTEST_PASSWORD = 8


@dataclass(frozen=True)
class PersonDetails:
    """What an administrator says of a person; `roles` in the order in which they are shown."""

    name: str
    unit_id: int
    post: str
    email: str
    roles: Sequence[Role]
    aliases: Sequence[str] = ()


@dataclass(frozen=True)
class UnitDetails:
    """What an administrator says of a unit; leader_id: the deputy in charge of it (分管领导)."""

    name: str
    parent_id: int | None = None
    leader_id: int | None = None
    aliases: Sequence[str] = ()


def add_person(session: Session, details: PersonDetails) -> tuple[Person, str]:
    """A new person and the random password to hand over; it is kept nowhere else. RuleViolation: the name is taken."""
    _check_name_free(session, details.name, None)
    person = Person(name=details.name, unit_id=details.unit_id, post=details.post, email=details.email)
    person.roles = list(details.roles)
    password = give_password(person)
    session.add(person)
    session.flush()
    _set_aliases(session, person, details.aliases)
    return person, password


def change_person(session: Session, person: Person, details: PersonDetails) -> None:
    """RuleViolation: the name is taken, or nobody would be left to administer the office or to lead it."""
    _check_name_free(session, details.name, person)
    if Role.ADMIN not in details.roles:
        _check_other_admin(session, person)
    if Role.LEADER not in details.roles:
        _check_not_main_leader(session, person)
    person.name, person.unit_id, person.post, person.email = details.name, details.unit_id, details.post, details.email
    if set(person.roles) != set(details.roles):
        person.role_rows = [row for row in person.role_rows if row.role in details.roles]
        held = set(person.roles)
        person.role_rows += [PersonRole(role=role) for role in details.roles if role not in held]
        for row in person.role_rows:
            row.ordinal = list(details.roles).index(row.role)
    _set_aliases(session, person, details.aliases)
    session.flush()


def deactivate(session: Session, person: Person) -> None:
    """The person can no longer sign in or be chosen; what they did stays. RuleViolation: somebody must stay."""
    _check_other_admin(session, person)
    _check_not_main_leader(session, person)
    person.active = False
    session.flush()


def reactivate(session: Session, person: Person) -> str:
    """The person comes back, with a new random password."""
    person.active = True
    return renew_password(session, person)


def renew_password(session: Session, person: Person) -> str:
    """A new random password to hand over; all sessions begun with the old one end."""
    password = give_password(person)
    session.flush()
    return password


def change_own_password(session: Session, person: Person, *, old: str, new: str) -> None:
    """RuleViolation: the old one is wrong, or the new one too short or the same."""
    if person.password_hash is None or not check_password_hash(person.password_hash, old):
        raise RuleViolation("现在的密码不对。忘了的话，请系统管理员重设。")
    if len(new) < SHORTEST_PASSWORD or new == old or person.name in new:
        raise RuleViolation(f"新密码至少 {SHORTEST_PASSWORD} 个字，不能和现在的一样，也不能含姓名。请另想一个。")
    set_password(person, new)
    session.flush()


def save_unit(session: Session, unit: Unit | None, details: UnitDetails) -> Unit:
    """A new unit (`unit` None), or another name, place or leader of one.

    RuleViolation: the name is taken, or the unit would stand below itself.
    """
    other = session.scalar(unit_named(details.name))
    if other is not None and other is not unit:
        raise RuleViolation(f"已经有“{details.name}”这个单位。请换一个名称。")
    _check_no_others_alias(session, details.name, unit)
    if unit is not None:
        _check_above(session, unit, details.parent_id)
    unit = unit or Unit()
    unit.name, unit.parent_id = details.name, details.parent_id
    session.add(unit)
    session.flush()
    entrust(session, unit, details.leader_id)
    _set_aliases(session, unit, details.aliases)
    return unit


def entrust(session: Session, unit: Unit, leader_id: int | None) -> None:
    """Puts a deputy in charge of the unit and its area, or nobody."""
    if unit.leader_id != leader_id:
        unit.charge = None
        session.flush()  # the old row goes before the new one comes: they have the same key
        unit.charge = Charge(person_id=leader_id) if leader_id else None
        session.flush()


def _set_aliases(session: Session, owner: Unit | Person, names: Sequence[str]) -> None:
    """RuleViolation: another unit or person has that name or alias."""
    kept = {alias.name: alias for alias in owner.aliases}
    for name in names:
        others = (session.scalar(unit_named(name)), session.scalar(person_named(name)))
        if name not in kept and (any(others) or session.scalar(alias_named(name))):
            raise RuleViolation(f"“{name}”已经是别的单位或人员的名称。请换一个别名。")
    owner.aliases = [kept.get(name) or Alias(name=name) for name in dict.fromkeys(names)]
    session.flush()


def save_office(session: Session, name: str, main_leader_id: int | None) -> Office:
    office = session.scalar(the_office()) or Office(id=1)
    office.name, office.main_leader_id = name, main_leader_id
    session.add(office)
    session.flush()
    return office


def known_people(session: Session) -> Known:
    """Who and what a list of people is compared with."""
    office = session.scalar(the_office())
    return Known(
        people={
            person.name: Official(person.name, person.unit.name, person.post, tuple(person.roles), person.email)
            for person in session.scalars(everybody())
        },
        left=frozenset(session.scalars(everybody().with_only_columns(Person.name).where(~Person.active))),
        units={name: unit.name for unit in session.scalars(units()) for name in (unit.name, *_aliases(unit))},
        main_leader=office.main_leader.name if office and office.main_leader else None,
    )


def take_in(session: Session, plan: Plan) -> list[tuple[Person, str]]:
    """Makes and changes the people of a list without errors; returns the new ones with their passwords.

    Administrators come first: one may take over from another in the same list.
    """
    known = {unit.name: unit for unit in session.scalars(units())}
    for name in plan.units:
        known[name] = save_unit(session, None, UnitDetails(name))
    made = []
    for step in sorted(plan.steps, key=lambda step: "admin" not in step.official.roles):
        one = step.official
        roles = [Role(role) for role in one.roles]
        held = session.scalar(person_named(one.name))
        details = PersonDetails(
            one.name, known[one.unit].id, one.post, one.email, roles, _aliases(held) if held else ()
        )
        if held is None:
            made.append(add_person(session, details))
        elif step.what == "changed":
            change_person(session, held, details)
    return made


def _aliases(owner: Unit | Person) -> list[str]:
    return [alias.name for alias in owner.aliases]


def let_admin_in(session: Session, name: str) -> str:
    """The way in from the server's command line: a password for an administrator.

    An empty database gets its first administrator, in a unit 党政办; an administrator who is there gets a new password.
    RuleViolation: there are people, and none of this name administers.
    """
    if session.scalar(select(func.count()).select_from(Person)):
        person = session.scalar(person_named(name))
        if person is None or not person.active or not person.has(Role.ADMIN):
            raise RuleViolation(f"已经有人员了，其中没有叫“{name}”的系统管理员。请写系统管理员的姓名。")
        return renew_password(session, person)
    save_office(session, "本单位", None)
    unit = session.scalar(unit_named("党政办")) or save_unit(session, None, UnitDetails("党政办"))
    _, password = add_person(session, PersonDetails(name, unit.id, "", "", [Role.ADMIN]))
    return password


def _check_name_free(session: Session, name: str, person: Person | None) -> None:
    other = session.scalar(person_named(name))
    if other is not None and other is not person:
        raise RuleViolation(f"已经有一位“{name}”。同名的请在姓名后加单位，例如 {name}（司法所）。")
    _check_no_others_alias(session, name, person)


def _check_no_others_alias(session: Session, name: str, owner: Unit | Person | None) -> None:
    alias = session.scalar(alias_named(name))
    if alias is not None and (owner is None or alias not in owner.aliases):
        raise RuleViolation(f"“{name}”已经是别的单位或人员的别名。请换一个名称，或者先去掉那个别名。")


def _check_other_admin(session: Session, person: Person) -> None:
    others = select(func.count()).select_from(PersonRole).join(Person, Person.id == PersonRole.person_id)
    left = session.scalar(others.where(PersonRole.role == Role.ADMIN, Person.active, Person.id != person.id))
    if person.has(Role.ADMIN) and not left:
        raise RuleViolation(f"{person.name}是唯一的系统管理员。请先让另一个人当系统管理员。")


def _check_not_main_leader(session: Session, person: Person) -> None:
    if session.scalar(select(Office.main_leader_id)) == person.id:
        raise RuleViolation(f"{person.name}是主要领导，要在岗，要有领导这个角色。请先在“单位设置”里换成别的人。")


def _check_above(session: Session, unit: Unit, parent_id: int | None) -> None:
    above = session.get(Unit, parent_id) if parent_id else None
    while above is not None:
        if above is unit:
            raise RuleViolation(f"“{unit.name}”不能排在自己或自己的下级单位下面。请另选上级单位。")
        above = above.parent
