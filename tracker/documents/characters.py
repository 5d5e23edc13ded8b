"""What no database, Word file, Excel file or terminal takes: control characters and halves of surrogate pairs."""

from __future__ import annotations

import re

UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""All but tab and the ends of lines; a zero byte stops PostgreSQL, the others what is written in XML."""


def usable(text: str) -> str:
    """The text without them. Where Word breaks a line or a page (\\v, \\f), a new line begins."""
    return UNUSABLE.sub("", text.replace("\v", "\n").replace("\f", "\n")) if UNUSABLE.search(text) else text
