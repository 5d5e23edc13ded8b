"""The small forms under a task: one for each kind of thing that a move needs."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from tracker.calendar.limits import EVERY_WORDS
from tracker.forms import AtMost, DayField, Form, no_personal_numbers
from tracker.tasks.status import Move

REASON = "写清楚原因，对方才知道下一步怎么办。"


class MoveForm(Form):
    """What every move may carry: a few words."""

    text = TextAreaField("说明", [Optional(), AtMost(2000), no_personal_numbers])


class NoteForm(MoveForm):
    """A move that may carry a few words (办结, 销号, 同意延期)."""

    text = TextAreaField("意见", [Optional(), AtMost(2000), no_personal_numbers])


class ReasonForm(MoveForm):
    """A move that needs a reason (拒签, 退回补办, 重新办理, 中止)."""

    text = TextAreaField("原因", [DataRequired(REASON), AtMost(2000), no_personal_numbers])


class ClaimForm(MoveForm):
    """申请办结."""

    text = TextAreaField(
        "完成情况", [DataRequired("写一句做到了什么，审核的人才好判断。"), AtMost(4000), no_personal_numbers]
    )


class ExtensionForm(MoveForm):
    """申请延期."""

    until = DayField("新的时限", [InputRequired("请选一个新的日期，例如 2026-12-31。")])
    text = TextAreaField("原因和进展", [DataRequired(REASON), AtMost(2000), no_personal_numbers])


class AssignForm(MoveForm):
    """交办, 改派: who does it, and the unit that leads where it changes."""

    assignee = SelectField("承办人", coerce=int)
    lead = SelectField("牵头单位", coerce=int)
    text = TextAreaField("说明", [Optional(), AtMost(2000), no_personal_numbers])


class CarryForm(MoveForm):
    """转下年: what is carried over is ordered anew, so its date is chosen anew."""

    deadline = DayField("明年的时限", [Optional()], description="长期和定期的可以不填；有日期的要选一个新日期。")


class RuleForm(Form):
    """How often a recurring task comes back, and from when on."""

    every = SelectField("周期", choices=[SelectChoice(every, word) for every, word in EVERY_WORDS.items()])
    day = IntegerField("每期的哪一天前", [Optional(), NumberRange(1, 31, "请填 1 到 31，例如 28。")])
    since = DayField("从哪天起", [InputRequired("请选从哪天起改，例如 2026-07-01。")])
    text = TextAreaField("原因", [DataRequired(REASON), AtMost(2000), no_personal_numbers])


TOGETHER = {Move.ASSIGN: "交办给他", Move.CLEAR: "销号"}
"""What can be done with several tasks at once, without a word about each."""


class TogetherForm(Form):
    """The same move with several tasks, by their keys; 交办 says to whom."""

    task = SelectMultipleField("事项", validate_choice=False)
    do = SelectField("做什么", choices=[SelectChoice(move.value, word) for move, word in TOGETHER.items()])
    assignee = SelectField("承办人", coerce=int)

    def validate_task(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError("还没有选事项。请在每行前面勾选，再点要做的。")


class SayForm(Form):
    """A comment, a call for help, an answer."""

    text = TextAreaField("意见", [DataRequired("还什么都没写。请写几句话。"), AtMost(2000), no_personal_numbers])


class ItemForm(Form):
    """A part of the task for the checklist."""

    text = StringField(
        "做什么", [DataRequired("这一条还没有写内容。请写清楚做什么。"), AtMost(500), no_personal_numbers]
    )
    owner = SelectField("负责人", coerce=int)


class HandOverForm(Form):
    """移交: to whom, and whether the lead goes to that person's unit as well."""

    to = SelectField("移交给", coerce=int)
    with_unit = BooleanField("牵头单位也换成接收人的单位")


FORMS: dict[Move, type[MoveForm]] = {
    Move.ASSIGN: AssignForm,
    Move.VOID: ReasonForm,
    Move.SIGN: NoteForm,
    Move.REFUSE: ReasonForm,
    Move.CLAIM: ClaimForm,
    Move.FINISH: NoteForm,
    Move.SEND_BACK: ReasonForm,
    Move.CLEAR: NoteForm,
    Move.REOPEN: ReasonForm,
    Move.ASK_EXTENSION: ExtensionForm,
    Move.GRANT_EXTENSION: NoteForm,
    Move.REFUSE_EXTENSION: ReasonForm,
    Move.STOP: ReasonForm,
    Move.CARRY_OVER: CarryForm,
}
"""Of every move that a task's page offers; 报进度 has a form of its own, with figures and files."""
