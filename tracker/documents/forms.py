"""The form that imports a document: a file that is chosen, or text that is pasted."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import IntegerField, RadioField, SelectChoice, TextAreaField, ValidationError
from wtforms.validators import NumberRange, Optional

from tracker.documents.read import SUFFIXES
from tracker.forms import Form, stripped

BY_MEASURE, BY_ITEM = "measure", "item"
GRAINS = [SelectChoice(BY_MEASURE, "一句一条"), SelectChoice(BY_ITEM, "一项一条")]


PASTED = "粘贴的文字.txt"
"""What pasted text is called until its title is known."""


class UploadForm(Form):
    """A file, or the text of one."""

    file = FileField("报告或责任清单")
    text = TextAreaField("粘贴文字", filters=[stripped])
    plan_year = IntegerField("哪一年的工作", [Optional(), NumberRange(2000, 2100, "请填四位数的年份，例如 2026。")])
    grain = RadioField("怎么分条", choices=GRAINS, default=BY_MEASURE)

    accept = ",".join(SUFFIXES)

    def validate_file(self, field: FileField) -> None:
        if not field.data and not self.text.data:
            raise ValidationError("还没有选文件。请选一份报告或责任清单，或者把文字粘贴进来。")
        if field.data and self.text.data:
            raise ValidationError("选了文件，又粘贴了文字。一次导入一份，请去掉一样。")

    def document(self) -> tuple[str, bytes]:
        """Its name and its bytes; pasted text becomes a text file."""
        if self.file.data:
            return self.file.data.filename, self.file.data.read()
        return PASTED, self.text.data.encode()
