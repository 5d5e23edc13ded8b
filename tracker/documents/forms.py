"""The form that imports a document."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, RadioField, SelectChoice
from wtforms.validators import NumberRange, Optional

from tracker.documents.read import SUFFIXES
from tracker.forms import Form

BY_MEASURE, BY_ITEM = "measure", "item"
GRAINS = [SelectChoice(BY_MEASURE, "一句一条"), SelectChoice(BY_ITEM, "一项一条")]


class UploadForm(Form):
    file = FileField("报告或责任清单", [FileRequired("还没有选文件。请选一份报告或责任清单。")])
    plan_year = IntegerField("哪一年的工作", [Optional(), NumberRange(2000, 2100, "请填四位数的年份，例如 2026。")])
    grain = RadioField("怎么分条", choices=GRAINS, default=BY_MEASURE)

    accept = ",".join(SUFFIXES)
