"""Somebody at a browser without script: reads pages, fills in the forms that stand on them, presses their buttons.

Nothing is sent that the page did not offer: hidden fields and the CSRF token come from the form itself.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import lxml.html
from flask import Flask
from werkzeug.test import TestResponse


class Visitor:
    """One person with a browser of their own; `page` is what they see now."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.answer: TestResponse | None = None

    def open(self, path: str) -> Visitor:
        return self._see(self.client.get(path, follow_redirects=True))

    def sign_in(self, name: str, password: str) -> Visitor:
        return self.open("/sign-in").press("登录", name=name, password=password)

    def follow(self, words: str) -> Visitor:
        """Clicks the first link whose text holds the words."""
        links = [link for link in self.page.iter("a") if words in _text(link)]
        assert links, f"no link “{words}” on {self.address}: {self.words[:600]}"
        return self.open(links[0].get("href"))

    def press(self, button: str, within: str = "", **typed: Any) -> Visitor:
        """Presses the first button with this text (in an element that holds `within`), the form filled in so.

        A value may be text, a list of texts (check boxes), or (file name, bytes).
        """
        pressed = self._button(button, within)
        form = next(element for element in pressed.iterancestors("form"))
        data: dict[str, list[Any]] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        offered = {element.get("name") for element in form.iter("input", "select", "textarea")}
        for name, value in typed.items():
            assert name in offered, f"the form of “{button}” has no field {name}: {sorted(filter(None, offered))}"
            if isinstance(value, tuple):
                data[name] = [(BytesIO(value[1]), value[0])]
            else:
                data[name] = value if isinstance(value, list) else [value]
        if pressed.get("name"):
            data[pressed.get("name")] = [pressed.get("value") or ""]
        path = pressed.get("formaction") or form.get("action") or self.address
        return self._see(self.client.post(path, data=data, follow_redirects=True))

    def _button(self, words: str, within: str) -> Any:
        for button in self.page.iter("button"):
            if _text(button) == words and (not within or any(within in _text(one) for one in _near(button))):
                return button
        buttons = [_text(button) for button in self.page.iter("button")]
        raise AssertionError(f"no button “{words}” within “{within}” on {self.address}: {buttons}\n{self.words[:600]}")

    def _see(self, answer: TestResponse) -> Visitor:
        assert answer.status_code == 200, f"{answer.request.path}: {answer.status_code} {answer.text[-1500:]}"
        self.answer = answer
        return self

    @property
    def page(self) -> Any:
        assert self.answer is not None
        return lxml.html.fromstring(self.answer.text)

    @property
    def address(self) -> str:
        assert self.answer is not None
        return self.answer.request.path

    @property
    def words(self) -> str:
        """What stands on the page, in one line."""
        body = self.page.find("body")
        return _text(body)


def _near(button: Any) -> list[Any]:
    """The row, article or section in which the button stands."""
    return [one for one in button.iterancestors("article", "tr", "li", "section") if one is not None][:1]


def _text(element: Any) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()
