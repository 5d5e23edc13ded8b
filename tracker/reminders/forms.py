"""Forms of the reminders: one's own choices, the office's rules, robots and webhooks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, time
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FormField,
    IntegerField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.forms import AtMost, Form, stripped
from tracker.reminders.channels import CHANNEL_WORDS, Channel
from tracker.reminders.hours import Hours
from tracker.reminders.models import Choice, Route
from tracker.reminders.schedule import EXTRAS, Ladder, Reason

EXTRA_WORDS = {
    Reason.AREA: "每周第一个工作日，给分管领导一份本人分管的逾期清单",
    Reason.TO_CLEAR: "办结后还没有销号的，每 3 个工作日提醒督办员一次",
}


class _Checks(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ChoiceForm(Form):
    digest_at = SelectField("每天几点收")
    mail = BooleanField("发到我的邮箱")
    routes = _Checks("再发到", coerce=int)
    address = StringField("我的号码或账号", [Optional(), AtMost(100)], filters=[stripped])

    def offer(self, routes: Iterable[Route], hours: Hours) -> None:
        """Half hours within working hours, and the office's ways out."""
        halves = [time(minutes // 60, minutes % 60) for minutes in range(0, 24 * 60, 30)]
        own = [clock for clock in halves if hours.digest_at < clock < hours.closes]
        office = {"": f"跟单位一样（{hours.digest_at:%H:%M}）"}
        self.digest_at.choices = office | {f"{clock:%H:%M}": f"{clock:%H:%M}" for clock in own}
        self.routes.choices = {route.id: route.name for route in routes}

    def show(self, choice: Choice | None) -> None:
        self.mail.data = choice is None or choice.mail
        if choice is not None:
            self.digest_at.data = f"{choice.digest_at:%H:%M}" if choice.digest_at else ""
            self.routes.data, self.address.data = choice.route_ids, choice.address

    @property
    def clock(self) -> time | None:
        return time.fromisoformat(self.digest_at.data) if self.digest_at.data else None


class SnoozeForm(Form):
    until = DateField("到哪一天再提醒", [InputRequired("请选一天，例如 2026-12-07。")])
    reason = StringField("原因", [InputRequired("请写一句原因，领导看得到。"), AtMost(200)], filters=[stripped])


def _step(word: str) -> IntegerField:
    return IntegerField(word, [Optional(), NumberRange(0, 30, "请填 0 到 30 的整数，不要这一步就留空。")])


class LadderForm(PlainForm):
    """The steps of one kind of task, in working days."""

    first = _step("到期前第一次")
    second = _step("到期前第二次")
    last = _step("到期前最后一次")
    unsigned = _step("没签收，提醒承办人")
    unsigned_coordinator = _step("没签收，告诉督办员")
    late = _step("逾期，提醒承办人")
    late_leader = _step("逾期，报分管领导")
    late_main_leader = _step("逾期，报主要领导")
    decide_every = IntegerField(
        "等审核、等延期答复、等协调，每隔", [Optional(), NumberRange(1, 30, "请填 1 到 30 的整数，不要就留空。")]
    )

    def ladder(self) -> Ladder:
        return Ladder(**{field.name: self[field.name].data for field in fields(Ladder)})


class RulesForm(Form):
    opens = TimeField("上班", [InputRequired("请填时间，例如 08:30。")])
    closes = TimeField("下班", [InputRequired("请填时间，例如 17:30。")])
    digest_at = TimeField("每天那一封几点发", [InputRequired("请填时间，例如 08:30。")])
    extras = _Checks("另外还要", choices={reason.value: EXTRA_WORDS[reason] for reason in sorted(EXTRAS)})
    date = FormField(LadderForm, "有日期的")
    recurring = FormField(LadderForm, "定期的")
    ongoing = FormField(LadderForm, "长期的")

    @property
    def hours(self) -> Hours:
        return Hours(self.opens.data, self.closes.data, self.digest_at.data)


class RouteForm(Form):
    channel = SelectField(
        "种类",
        choices={
            channel.value: f"{CHANNEL_WORDS[channel]}{'' if channel is Channel.WEBHOOK else '群机器人'}"
            for channel in (Channel.WECOM, Channel.DINGTALK, Channel.FEISHU, Channel.WEBHOOK)
        },
    )
    name = StringField("名称", [InputRequired("请填名称，例如 督办工作群。"), AtMost(50)], filters=[stripped])
    url = StringField("地址", [InputRequired("请把机器人的地址整个贴进来。"), AtMost(500)], filters=[stripped])
    secret = PasswordField("密钥", [Optional(), AtMost(200)], filters=[stripped])
    per_minute = IntegerField("每分钟最多", [Optional(), NumberRange(1, 6000, "请填 1 到 6000 的整数。")])
    active = BooleanField("在用", default=True)


def first_day_after(today: date) -> dict[str, Any]:
    """Attributes of a date field that offers the days after today."""
    return {"min": date.fromordinal(today.toordinal() + 1).isoformat()}
