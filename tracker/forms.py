"""What every form shares: messages in Chinese, and what was typed without what cannot be kept."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from tracker.documents.characters import usable


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


def stripped(value: Any) -> Any:
    """A filter for text fields."""
    return value.strip() if isinstance(value, str) else value
