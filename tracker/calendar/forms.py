"""Forms of the working days."""

from __future__ import annotations

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from tracker.forms import AtMost, DayField, Form, stripped


class NoticeForm(Form):
    text = TextAreaField("通知原文", [InputRequired("请把通知里各个节日的几行贴进来。"), AtMost(10_000)])


class DayForm(Form):
    day = DayField("日期", [InputRequired("请选一天，例如 2026-03-07。")])
    works = RadioField(
        "这一天", choices={"yes": "上班", "no": "不上班"}, validators=[InputRequired("请选上班或不上班。")]
    )
    why = StringField("原因", [InputRequired("请写原因，例如 防汛值守。"), AtMost(100)], filters=[stripped])
