"""Finds what must not be kept: identity-card and telephone numbers of the people whom the work is about.

The tool tracks work and the officials who do it, never the residents (个人信息保护法 art. 6: no more than is needed).
"""

from __future__ import annotations

import re

_IDENTITY_CARD = re.compile(r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx](?![0-9])")
"""18 places with a birth date in the middle (GB 11643-1999)."""

_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
"""11 digits from 13 to 19, also written 138 0000 0000."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def complaint(text: str) -> str | None:
    """One Chinese sentence that says what looks personal and what to do; None where nothing does.

    The numbers themselves are not repeated.
    """
    cards = sum(_is_identity_card(found[0]) for found in _IDENTITY_CARD.finditer(text))
    mobiles = sum(1 for _ in _MOBILE.finditer(_IDENTITY_CARD.sub(" ", text)))
    kinds = [f"{count} 处像{name}" for count, name in ((cards, "身份证号"), (mobiles, "手机号")) if count]
    return f"有 {'、'.join(kinds)}。请遮住或删掉后再交，这里不登记群众的个人信息。" if kinds else None


def _is_identity_card(number: str) -> bool:
    """Whether the last place is the check digit of the first seventeen (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()
