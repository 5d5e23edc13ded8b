"""The forms of the report pages."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from tracker.forms import AtMost, Form, stripped
from tracker.progress.figures import Way
from tracker.summary.facts import Verdict
from tracker.summary.promises import VERDICT_WORDS
from tracker.summary.skeleton import KIND_WORDS, Kind, numbers_of

WAY_WORDS = {Way.SUM: "各次相加", Way.LAST: "取最后一次", Way.AVERAGE: "各次平均", Way.DISTINCT: "同日同数只算一次"}


class BeginForm(Form):
    """起草: which report of which year."""

    year = SelectField("年份", coerce=int)
    kind = SelectField("种类", choices={kind.value: KIND_WORDS[kind] for kind in Kind}, default=Kind.YEARLY.value)
    number = IntegerField("第几个", [Optional(), NumberRange(1, 12, "请填 1 到 12。")])
    topic = SelectField("专题", choices={})

    def validate_number(self, field: IntegerField) -> None:
        numbers = numbers_of(Kind(self.kind.data))
        if numbers and field.data not in numbers:
            raise ValidationError(f"{KIND_WORDS[Kind(self.kind.data)]}要写是第几个，1 到 {len(numbers)}。")

    def validate_topic(self, field: SelectField) -> None:
        if self.kind.data == Kind.TOPIC and not field.data:
            raise ValidationError("还没有选专题。请选一项工作。")


class LineForm(Form):
    """One sentence. version: the one that the person saw."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    text = TextAreaField("这一句", [InputRequired("这一句是空的。不要的话，请点“删去这一句”。"), AtMost(4000)])


class AddForm(Form):
    """A sentence behind another, and the tasks that it rests on."""

    text = TextAreaField("新的一句", [InputRequired("还没有写。请写一句。"), AtMost(4000)])
    tasks = StringField("依据的事项", [Optional(), AtMost(500)], [stripped])


class ReasonForm(Form):
    """Why a number that the check does not confirm is right; why a report is sent back or opened again."""

    text = TextAreaField("说明", [InputRequired("还没有写。请写一句说明。"), AtMost(1000)])


class AnswerForm(Form):
    """What became of a promise where the records do not say it."""

    promise = HiddenField(validators=[InputRequired(), AtMost(120)])
    verdict = SelectField("结果", choices={v.value: VERDICT_WORDS[v] for v in Verdict if v is not Verdict.NO_RECORD})
    text = TextAreaField("依据", [InputRequired("还没有写结果的依据。请写一句怎么办的。"), AtMost(1000)])


class HeadForm(Form):
    """What stands around the text of the official document."""

    title = StringField("标题", [InputRequired("标题不能空。"), AtMost(500)], [stripped])
    issuer = StringField("发文机关", [AtMost(200)], [stripped])
    document_number = StringField("发文字号", [AtMost(100)], [stripped])
    signer = StringField("签发人", [AtMost(50)], [stripped])
    addressee = StringField("主送机关", [AtMost(500)], [stripped])
    dated = DateField("成文日期", [Optional()])
    contact = StringField("联系人", [AtMost(200)], [stripped])
    red_head = BooleanField("带红头")


class WayForm(Form):
    """How one figure is added up."""

    name = HiddenField(validators=[InputRequired(), AtMost(50)])
    unit = HiddenField(validators=[InputRequired(), AtMost(20)])
    way = SelectField("算法", choices={way.value: word for way, word in WAY_WORDS.items()})


class TemplateForm(Form):
    """The office's own Word file with place-holders."""

    file = FileField("模板文件", [FileRequired("还没有选文件。请选一个带占位符的 docx。")])
