"""The forms of signing in, of one's own settings, and of people and units."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from wtforms import (
    EmailField,
    FileField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.errors import RuleViolation
from tracker.forms import AtMost, Form, stripped
from tracker.people.actions import PersonDetails, UnitDetails
from tracker.people.models import Person, Role, Unit
from tracker.people.roster import Rows

NONE = 0
"""What a choice box sends for “none of them”."""


class SignInForm(Form):
    name = StringField("姓名", [InputRequired("请填姓名。"), AtMost(50)], filters=[stripped])
    password = PasswordField("密码", [InputRequired("请填密码。"), AtMost(200)])


class PasswordForm(Form):
    old = PasswordField("现在的密码", [InputRequired("请填现在的密码。"), AtMost(200)])
    new = PasswordField("新密码", [InputRequired("请填新密码。"), AtMost(200)])
    again = PasswordField("再填一次新密码", [InputRequired("请再填一次新密码。")])

    def validate_again(self, field: PasswordField) -> None:
        if field.data != self.new.data:
            raise ValidationError("两次填的新密码不一样。请都重新填。")


class LookForm(Form):
    theme = RadioField("明暗", choices={"auto": "跟随电脑", "light": "浅色", "dark": "深色"})
    text_size = RadioField("字号", choices={"normal": "标准", "large": "大字", "wall": "挂墙"})


def _names(text: str | None) -> list[str]:
    """The names in a field that takes several."""
    return [name.strip() for name in re.split(r"[、，,；;\n]", text or "") if name.strip()]


def _indented(tree: Iterable[tuple[Unit, int]]) -> dict[int, str]:
    """Units as a choice box shows them, each set in below its own."""
    return {unit.id: "　" * depth + unit.name for unit, depth in tree}


ALIASES = "别名"
_LONGEST_NAME = 100


def _short_names(form: Form, field: StringField) -> None:
    for name in _names(field.data):
        if len(name) > _LONGEST_NAME:
            raise ValidationError(f"别名“{name[:20]}…”超过 {_LONGEST_NAME} 个字。请写短一些。")


class PersonForm(Form):
    name = StringField("姓名", [InputRequired("请填姓名。"), AtMost(50)], filters=[stripped])
    unit = SelectField("单位", coerce=int)
    post = StringField("职务", [Optional(), AtMost(50)], filters=[stripped])
    email = EmailField(
        "电子邮箱",
        [
            Optional(),
            AtMost(254),
            Regexp(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+\Z", message="邮箱认不出。请写完整，例如 zhang@example.com。"),
        ],
        filters=[stripped],
    )
    aliases = StringField(ALIASES, [Optional(), AtMost(1000), _short_names], filters=[stripped])
    roles = SelectMultipleField(
        "角色", option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False), validate_choice=True
    )

    def validate_roles(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError("没有选角色。请至少选一个，例如 承办人。")

    def offer(self, tree: Iterable[tuple[Unit, int]], role_words: Mapping[str, str]) -> None:
        """Fills the choice boxes."""
        self.unit.choices = _indented(tree)
        self.roles.choices = dict(role_words)

    def show(self, person: Person) -> None:
        """Fills in what is known of the person."""
        self.name.data, self.unit.data, self.post.data = person.name, person.unit_id, person.post
        self.email.data, self.roles.data = person.email, [role.value for role in person.roles]
        self.aliases.data = "、".join(alias.name for alias in person.aliases)

    def details(self) -> PersonDetails:
        roles = [Role(value) for value in self.roles.data or []]
        return PersonDetails(
            name=self.name.data or "",
            unit_id=self.unit.data,
            post=self.post.data or "",
            email=self.email.data or "",
            roles=sorted(roles, key=_order),
            aliases=_names(self.aliases.data),
        )


class UnitForm(Form):
    name = StringField("名称", [InputRequired("请填单位名称。"), AtMost(100)], filters=[stripped])
    parent = SelectField("上级单位", coerce=int)
    leader = SelectField("分管领导", coerce=int)
    aliases = StringField(ALIASES, [Optional(), AtMost(1000), _short_names], filters=[stripped])

    def offer(self, tree: Iterable[tuple[Unit, int]], leaders: Iterable[Person]) -> None:
        self.parent.choices = {NONE: "没有上级，直属本单位"} | _indented(tree)
        self.leader.choices = {NONE: "还没有定"} | {person.id: person.name for person in leaders}

    def show(self, unit: Unit) -> None:
        """Fills in what is known of the unit."""
        self.name.data, self.parent.data, self.leader.data = unit.name, unit.parent_id or NONE, unit.leader_id or NONE
        self.aliases.data = "、".join(alias.name for alias in unit.aliases)

    def details(self) -> UnitDetails:
        return UnitDetails(
            self.name.data or "", self.parent.data or None, self.leader.data or None, _names(self.aliases.data)
        )


class RosterForm(Form):
    """A list of people: first the file; then, looked at and to be taken over, its rows."""

    file = FileField("Excel 表")
    rows = HiddenField()

    def validate_file(self, field: FileField) -> None:
        if not self.rows.data and not getattr(field.data, "filename", ""):
            raise ValidationError("没有选文件。请选一张 Excel 表（.xlsx 或 .xls）。")

    def looked_at(self) -> Rows:
        """The rows that the page was shown with. RuleViolation when they did not come back whole."""
        try:
            rows = json.loads(self.rows.data)
        except ValueError:
            rows = None
        if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
            raise RuleViolation("这一页的内容不完整。请重新选文件。")
        return [[str(cell) for cell in row] for row in rows]


class OfficeForm(Form):
    name = StringField("单位全称", [InputRequired("请填单位全称。"), AtMost(100)], filters=[stripped])
    main_leader = SelectField("主要领导", coerce=int)

    def offer(self, leaders: Iterable[Person]) -> None:
        self.main_leader.choices = {NONE: "还没有定"} | {person.id: person.name for person in leaders}


def _order(role: Role) -> int:
    return list(Role).index(role)
