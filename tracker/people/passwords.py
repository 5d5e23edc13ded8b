"""Passwords: made at random, kept as scrypt hashes, checked with a pause after too many failures."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

from tracker.errors import RuleViolation
from tracker.people.models import Person

ATTEMPTS = 5
PAUSE = timedelta(minutes=15)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for another when read aloud


def new_password() -> str:
    """A random password that can be read aloud: four groups of three, 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(3)) for _ in range(4))


def set_password(person: Person, password: str) -> None:
    """A password that the person has thought of."""
    _keep(person, generate_password_hash(password))


def give_password(person: Person) -> str:
    """A new random password; returned to be handed over, kept nowhere else.

    What is random needs no slow hash, and a list of 300 people is done in seconds.
    """
    password = new_password()
    _keep(person, generate_password_hash(password, "scrypt:4096:8:1"))
    return password


def _keep(person: Person, password_hash: str) -> None:
    person.password_hash = password_hash
    person.failed_sign_ins = 0
    person.locked_until = None


def check_sign_in(person: Person | None, password: str, *, at: datetime) -> bool:
    """Whether this person may sign in with this password now; counts failures.

    Raises RuleViolation while the person is paused. The caller commits in every case.
    """
    if person is None or not person.active or person.password_hash is None:
        check_password_hash(_nobodys_hash(), password)
        return False
    if person.locked_until and at < person.locked_until:
        minutes = -(-(person.locked_until - at).seconds // 60)
        raise RuleViolation(f"密码连续输错 {ATTEMPTS} 次，请 {minutes} 分钟后再试，或请系统管理员重设密码。")
    if check_password_hash(person.password_hash, password):
        person.failed_sign_ins = 0
        person.locked_until = None
        return True
    person.failed_sign_ins += 1
    if person.failed_sign_ins >= ATTEMPTS:
        person.failed_sign_ins = 0
        person.locked_until = at + PAUSE
    return False


@cache
def _nobodys_hash() -> str:
    """Checked for unknown names, so that they take as long as known ones."""
    return generate_password_hash("nobody's password")
