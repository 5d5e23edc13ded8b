"""The forms of the review. Every one about drafts carries the versions that the person saw."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from wtforms import (
    Field,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from tracker.calendar.limits import EVERY_WORDS, Every, Kind
from tracker.forms import AtMost, DayField, Form, no_personal_numbers, stripped
from tracker.people.models import Person, Role, Unit
from tracker.plans.plan import Column
from tracker.plans.roles import Role as ColumnRole
from tracker.review.deeds import Target
from tracker.review.suggestions import Chosen
from tracker.review.time_limits import Limit

NOBODY = 0
WHAT = "请写一句要做什么事，例如 轮训村级人民调解员。"
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,4})?")
_KINDS = [
    SelectChoice("", "还没有定"),
    SelectChoice(Kind.DATE, "有日期"),
    SelectChoice(Kind.RECURRING, "定期"),
    SelectChoice(Kind.ONGOING, "长期"),
]
_EVERY = [SelectChoice("", "周期"), *(SelectChoice(every, word) for every, word in EVERY_WORDS.items())]


def assignees(people: Iterable[Person]) -> list[SelectChoice]:
    return [SelectChoice(one.id, f"{one.name}（{one.unit.name}）") for one in people if one.has(Role.ASSIGNEE)]


def leaders(people: Iterable[Person]) -> list[SelectChoice]:
    return [SelectChoice(one.id, one.name) for one in people if one.has(Role.LEADER)]


class VersionForm(Form):
    """A click on a draft that brings nothing but itself."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class DraftForm(VersionForm):
    """The open draft. Empty means not chosen: what the document states then holds."""

    title = StringField("事项", [DataRequired(WHAT), AtMost(500), no_personal_numbers], [stripped])
    lead = SelectField("牵头", coerce=int, default=NOBODY)
    assignee = SelectField("承办人", coerce=int, default=NOBODY)
    support = SelectMultipleField("配合", coerce=int)
    helpers = SelectMultipleField("协办", coerce=int)
    leader = SelectField("分管领导", coerce=int, default=NOBODY)
    kind = SelectField("时限", choices=_KINDS, default="")
    deadline = DayField("日期", [Optional()])
    every = SelectField("周期", choices=_EVERY, default="")
    day = IntegerField("周期里的哪一天", [Optional(), NumberRange(1, 31)])
    target_name = StringField("目标是什么", [AtMost(50)], [stripped])
    target_value = StringField("目标数", [AtMost(20)], [stripped])
    target_unit = StringField("单位", [AtMost(20)], [stripped])
    standard = TextAreaField("完成标准", [AtMost(2000), no_personal_numbers], [stripped])
    parts = TextAreaField("拆成几条，一行一条", [AtMost(4000), no_personal_numbers])
    into = SelectField("并到", validate_choice=False, default="")

    def offer(self, people: Sequence[Person], units: Iterable[Unit]) -> None:
        """What may be chosen: assignees unit by unit, leaders, units."""
        self.support.choices = [SelectChoice(unit.id, unit.name) for unit in units]
        self.lead.choices = [SelectChoice(NOBODY, "选一个单位"), *self.support.choices]
        self.helpers.choices = assignees(people)
        self.assignee.choices = [SelectChoice(NOBODY, "选一位"), *self.helpers.choices]
        self.leader.choices = [SelectChoice(NOBODY, "由主要领导管"), *leaders(people)]

    def show(self, title: str, chosen: Chosen, version: int) -> None:
        """Fills the fields with what is stored."""
        self.version.data, self.title.data = version, title
        self.lead.data, self.assignee.data = chosen.lead or NOBODY, chosen.assignee or NOBODY
        self.support.data, self.helpers.data = list(chosen.support), list(chosen.helpers)
        self.leader.data = chosen.leader or NOBODY
        self.standard.data = chosen.standard
        if chosen.limit:
            self.kind.data, self.every.data = chosen.limit.kind.value, chosen.limit.every or ""
            self.deadline.data, self.day.data = chosen.limit.deadline, chosen.limit.day
        if chosen.target:
            self.target_name.data, self.target_unit.data = chosen.target.name, chosen.target.unit
            self.target_value.data = format(chosen.target.value.normalize(), "f")

    def validate_kind(self, field: SelectField) -> None:
        if field.data == Kind.DATE and not self.deadline.data:
            raise ValidationError("还没有选日期。请选一天，例如 12月31日。")
        if field.data == Kind.RECURRING and not self.every.data:
            raise ValidationError("定期的事项要选周期，例如 每月。")

    def validate_day(self, field: IntegerField) -> None:
        if self.every.data == Every.WEEK and field.data and field.data > 7:
            raise ValidationError("每周的事项请填 1 到 7，星期一是 1，星期日是 7。")

    def validate_target_value(self, field: StringField) -> None:
        if not field.data:
            return
        if not _NUMBER.fullmatch(_plain(field.data)):
            raise ValidationError(f"“{field.data}”不是数字。请只填数字，例如 12。")
        if not self.target_name.data or not self.target_unit.data:
            raise ValidationError("这个数没有名称或单位。请写清楚是什么的多少，例如 法治宣传 12 场。")

    def chosen(self) -> Chosen:
        """What the person chose; only after validation."""
        return Chosen(
            lead=self.lead.data or None,
            assignee=self.assignee.data or None,
            support=tuple(self.support.data or ()),
            helpers=tuple(self.helpers.data or ()),
            leader=self.leader.data or None,
            limit=self._limit(),
            target=self._target(),
            standard=self.standard.data or "",
        )

    def _limit(self) -> Limit | None:
        """A date or a period alone says what kind of limit it is."""
        implied = Kind.RECURRING if self.every.data else Kind.DATE if self.deadline.data else None
        kind = Kind(self.kind.data) if self.kind.data else implied
        if kind is None:
            return None
        if kind is Kind.RECURRING:
            return Limit(kind, self.deadline.data, Every(self.every.data), self.day.data)
        return Limit(kind, self.deadline.data if kind is Kind.DATE else None)

    def _target(self) -> Target | None:
        if not self.target_value.data:
            return None
        return Target(self.target_name.data, Decimal(_plain(self.target_value.data)), self.target_unit.data)

    def other(self) -> tuple[int, int] | None:
        """Draft and version into which this one is to be merged."""
        found = re.fullmatch(r"(\d{1,9}):(\d{1,9})", self.into.data or "", re.ASCII)
        return (int(found[1]), int(found[2])) if found else None

    def titles(self) -> list[str]:
        """The lines into which a draft is to be split."""
        return [line.strip() for line in (self.parts.data or "").splitlines() if line.strip()]


def _plain(number: str) -> str:
    return number.replace(",", "").replace("，", "")


class AddForm(Form):
    """补一条: what is to be done, and the sentence of the document that says so, if one does."""

    title = StringField("事项", [DataRequired(WHAT), AtMost(500), no_personal_numbers], [stripped])
    quote = TextAreaField("原文里的那一句", [AtMost(4000), no_personal_numbers], [stripped])


class ManyForm(Form):
    """Several drafts at once: their numbers with the versions that the person saw (12:3)."""

    drafts = SelectMultipleField("事项", validate_choice=False)

    def validate_drafts(self, field: Field) -> None:
        if not field.data or not all(re.fullmatch(r"\d+:\d+", one) for one in field.data):
            raise ValidationError("还没有选事项。请先勾选，再点按钮。")

    def versions(self) -> dict[int, int]:
        """Draft → version."""
        return {int(draft): int(version) for draft, _, version in (one.partition(":") for one in self.drafts.data)}

    def ticked(self) -> set[str]:
        """The numbers of the drafts, also before validation."""
        return {one.partition(":")[0] for one in self.drafts.data or ()}

    def complaint(self) -> str:
        """The first thing that is wrong."""
        return str(next(iter(self.errors.values()))[0])


class FillForm(ManyForm):
    """What the chosen drafts get in common; an empty field leaves theirs as they are."""

    lead = SelectField("牵头单位", coerce=int, default=NOBODY)
    assignee = SelectField("承办人", coerce=int, default=NOBODY)
    leader = SelectField("分管领导", coerce=int, default=NOBODY)
    deadline = DayField("时限", [Optional()])
    standard = StringField("完成标准", [AtMost(500), no_personal_numbers], [stripped])

    def offer(self, people: Sequence[Person], units: Iterable[Unit]) -> None:
        self.lead.choices = [SelectChoice(NOBODY, "牵头单位"), *(SelectChoice(unit.id, unit.name) for unit in units)]
        self.assignee.choices = [SelectChoice(NOBODY, "承办人"), *assignees(people)]
        self.leader.choices = [SelectChoice(NOBODY, "分管领导"), *leaders(people)]

    def onto(self, chosen: Chosen) -> Chosen:
        """A draft's choice with what was filled in here."""
        return replace(
            chosen,
            lead=self.lead.data or chosen.lead,
            assignee=self.assignee.data or chosen.assignee,
            leader=self.leader.data or chosen.leader,
            limit=Limit(Kind.DATE, self.deadline.data) if self.deadline.data else chosen.limit,
            standard=self.standard.data or chosen.standard,
        )

    @property
    def is_empty(self) -> bool:
        filled = (self.lead, self.assignee, self.leader, self.deadline, self.standard)
        return not any(field.data for field in filled)


class InstructionForm(Form):
    """批示交办: a leader's words, one piece of work a line."""

    leader = SelectField("批示的领导", coerce=int, default=NOBODY)
    on = DayField("批示日期", [InputRequired("请选批示的日期，例如 2026-03-15。")])
    text = TextAreaField(
        "批示内容", [DataRequired("请写批示内容，一行一件事。"), AtMost(4000), no_personal_numbers], [stripped]
    )

    def offer(self, people: Iterable[Person]) -> None:
        self.leader.choices = [SelectChoice(NOBODY, "选一位"), *leaders(people)]

    def validate_leader(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError("还没有选批示的领导。请选一位。")

    def lines(self) -> list[str]:
        return [line.strip() for line in self.text.data.splitlines() if line.strip()]

    def key(self) -> str:
        """The same for the same words of the same leader on the same day: sent twice, they are one instruction."""
        said = "\n".join([str(self.leader.data), str(self.on.data), *self.lines()])
        return f"instruction-{hashlib.sha256(said.encode()).hexdigest()[:16]}"


COLUMN_WORDS = {
    ColumnRole.NAME: "事项名称",
    ColumnRole.CONTENT: "工作内容",
    ColumnRole.GROUP: "类别",
    ColumnRole.LEADER: "责任领导",
    ColumnRole.LEAD: "牵头单位",
    ColumnRole.OWNER: "责任单位",
    ColumnRole.SUPPORT: "配合单位",
    ColumnRole.DEADLINE: "时限",
    ColumnRole.PROBLEM: "存在的问题",
    ColumnRole.PROGRESS: "进展（不当事项）",
    ColumnRole.NUMBER: "序号",
    ColumnRole.OTHER: "不用",
}


class ColumnForm(Form):
    """What the columns of a list hold: one choice a column, named 3-0 for the first column of block 3."""

    def roles(self, submitted: Mapping[str, str], columns: Iterable[Column]) -> dict[int, dict[int, ColumnRole]]:
        """The choice by block and column; what was not sent, or is no role, stays as it was read."""
        chosen: dict[int, dict[int, ColumnRole]] = {}
        for column in columns:
            word = submitted.get(f"{column.block}-{column.number}", "")
            role = ColumnRole(word) if word in set(ColumnRole) else column.role
            chosen.setdefault(column.block, {})[column.number] = role
        return chosen
