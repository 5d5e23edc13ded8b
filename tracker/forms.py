"""What every form shares: messages in Chinese, and what was typed without what cannot be kept."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, Field, ValidationError

from tracker.calendar.limits import YEARS
from tracker.documents.characters import usable
from tracker.progress.privacy import complaint


class Form(FlaskForm):
    """A form with CSRF protection and WTForms' own Chinese messages.

    Control characters do not get into it: one pasted from Word would later stop the report that it stands in.
    """

    class Meta(FlaskForm.Meta):
        locales: tuple[str, ...] = ("zh",)

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            sent = super().wrap_formdata(form, formdata)
            if sent is None:
                return None
            fields = sent.items(multi=True)
            return MultiDict((name, usable(value) if isinstance(value, str) else value) for name, value in fields)


class DayField(DateField):
    """A day of the years that an office can mean."""

    data: Any  # a day, or None

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
        if any(valuelist) and (self.data is None or self.data.year not in YEARS):
            self.data = None
            raise ValueError("认不出这一天。请写成 2026-12-31 这样。")


class AtMost:
    """A validator: no more characters than this. Unlike a maxlength it cuts off nothing that is pasted."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, _form: object, field: Field) -> None:
        length = len(field.data or "")
        if length > self.limit:
            raise ValidationError(f"写了 {length:,} 个字，最多 {self.limit:,} 个字。请改短后再提交。")


def stripped(value: Any) -> Any:
    """A filter for text fields."""
    return value.strip() if isinstance(value, str) else value


def no_personal_numbers(_form: object, field: Field) -> None:
    """A validator: texts with the numbers of residents are not kept."""
    if found := complaint(field.data or ""):
        raise ValidationError(found)
