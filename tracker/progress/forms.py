"""The form of a progress report: figures, what was done, evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from wtforms import BooleanField, FieldList, FormField, MultipleFileField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import Optional, ValidationError

from tracker.forms import AtMost, Form
from tracker.progress.privacy import complaint
from tracker.tasks.actions import Step
from tracker.tasks.history import Figure
from tracker.tasks.status import Move

_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,4})?")


class FigureForm(PlainForm):
    """One figure; a row without a value says nothing and is left out."""

    name = StringField("数据名称", [Optional(), AtMost(50)])
    value = StringField("数量", [Optional(), AtMost(20)])
    unit = StringField("单位", [Optional(), AtMost(20)])
    approx = BooleanField("约数（余、约）")

    def validate_value(self, field: StringField) -> None:
        text = (field.data or "").strip().replace(",", "").replace("，", "")
        if not _NUMBER.fullmatch(text):
            raise ValidationError(f"“{field.data}”不是数字。请只填数字，例如 2340。")
        if not (self.name.data and self.unit.data):
            raise ValidationError("这个数没有名称或单位。请写清楚是什么的多少，例如 法治宣传 2 场。")

    def figure(self) -> Figure | None:
        """The figure as a value; None for an empty row. Only after validation."""
        if not (self.value.data or "").strip():
            return None
        text = self.value.data.strip().replace(",", "").replace("，", "")
        return Figure(self.name.data.strip(), Decimal(text), self.unit.data.strip(), bool(self.approx.data))


class ReportForm(Form):
    """Figures, what was done, evidence; with `claim` the same words ask for 办结 as well."""

    figures = FieldList(FormField(FigureForm), max_entries=12)
    text = TextAreaField("做了什么", [Optional(), AtMost(4000)])
    files = MultipleFileField("佐证")

    @classmethod
    def asking_for(cls, names: Iterable[tuple[str, str]]) -> ReportForm:
        """The form with a row for each of these names and units, and an empty row; filled in where it was sent."""
        rows = [{"name": name, "unit": unit} for name, unit in names]
        return cls(data={"figures": [*rows, {}]})

    def validate_text(self, field: TextAreaField) -> None:
        if found := complaint(field.data or ""):
            raise ValidationError(found)

    def reported(self) -> tuple[Figure, ...]:
        return tuple(figure for row in self.figures if (figure := row.form.figure()))

    def steps(self, *, claim: bool) -> list[Step]:
        """What was handed in as moves: a report, and with `claim` the claim, which then carries the words."""
        figures, words = self.reported(), self.text.data or ""
        if not claim:
            return [Step(Move.REPORT, text=words, figures=figures)]
        claimed = Step(Move.CLAIM, text=words)
        return [Step(Move.REPORT, figures=figures), claimed] if figures else [claimed]

    @property
    def uploads_chosen(self) -> bool:
        return any(getattr(file, "filename", "") for file in self.files.data or [])

    def uploads(self) -> list[tuple[str, bytes]]:
        """Name and bytes of every file that was chosen."""
        return [(file.filename, file.read()) for file in self.files.data or [] if getattr(file, "filename", "")]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        if not super().validate(*args, **kwargs):
            return False
        if not self.reported() and not (self.text.data or "").strip():
            self.text.errors = ["这次还什么都没写。写一句做了什么，或者填一个数。"]
            return False
        return True
