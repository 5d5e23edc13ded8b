"""A value that the tool proposes for a draft, where it comes from, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar


class Certainty(IntEnum):
    GUESSED = 1  # only alike: taken one by one, never together with others
    LIKELY = 2  # a suggestion that waits for a click
    STATED = 3  # stands in the document: taken when a person confirms the draft


Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True)
class Suggestion(Generic[Value]):
    """origin: where the value comes from, in Chinese, as the page shows it beside the value."""

    value: Value
    origin: str
    certainty: Certainty

    @property
    def is_stated(self) -> bool:
        return self.certainty is Certainty.STATED
