"""What every form shares: messages in Chinese, and spaces around what was typed taken away."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm


class Form(FlaskForm):
    """A form with CSRF protection and WTForms' own Chinese messages."""

    class Meta:
        locales: tuple[str, ...] = ("zh",)


def stripped(value: Any) -> Any:
    """A filter for text fields."""
    return value.strip() if isinstance(value, str) else value
