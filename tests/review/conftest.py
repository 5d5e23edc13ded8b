"""Fixtures of the tests of the review."""

from tests.pages import statements

__all__ = ["statements"]
