"""Paragraph and character styles of a Word file, with what they inherit from the styles that they are based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*\d|table of figures", re.IGNORECASE)
_HEAVY_FONT = "黑体"  # official documents set headings in it instead of bold
_OFF = frozenset(("0", "false", "off", "none"))


def value(element: Element) -> str:
    return element.get(W + "val", "")


def is_on(parent: Element, name: str) -> bool | None:
    """A switch such as w:b: True, False, or None where it says nothing."""
    element = parent.find(W + name)
    return None if element is None else value(element) not in _OFF


class Styles:
    """Questions about a paragraph's or a run's properties, answered through its style."""

    def __init__(self, root: Element | None) -> None:
        styles = root.findall(W + "style") if root is not None else []
        self._by_id = {style.get(W + "styleId", ""): style for style in styles}
        self._default = next(
            (
                style.get(W + "styleId", "")
                for style in styles
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true")
            ),
            "",
        )

    def style_of(self, properties: Element | None) -> str:
        """The id of a paragraph's style."""
        named = properties.find(W + "pStyle") if properties is not None else None
        return value(named) if named is not None else self._default

    def chain(self, style_id: str) -> Iterator[Element]:
        """A style and those that it is based on, nearest first."""
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            style = self._by_id[style_id]
            yield style
            base = style.find(W + "basedOn")
            style_id = value(base) if base is not None else ""

    def heading_level(self, properties: Element | None) -> int:
        """1–9 for a paragraph that the file marks as a heading, else 0."""
        if properties is not None and (own := _outline_level(properties)) is not None:
            return own
        for style in self.chain(self.style_of(properties)):
            if (inherited := style.find(W + "pPr")) is not None and (level := _outline_level(inherited)) is not None:
                return level
            if match := _HEADING_NAME.fullmatch(_name(style)):
                return int(match[1])
        return 0

    def is_contents_line(self, properties: Element | None) -> bool:
        return any(_CONTENTS_NAME.match(_name(style)) for style in self.chain(self.style_of(properties)))

    def is_centred(self, properties: Element | None) -> bool:
        """Whether a paragraph is set in the middle."""
        own = properties.find(W + "jc") if properties is not None else None
        inherited = (style.find(f"{W}pPr/{W}jc") for style in self.chain(self.style_of(properties)))
        alignment = own if own is not None else next((found for found in inherited if found is not None), None)
        return alignment is not None and value(alignment) == "center"

    def is_bold(self, properties: Element | None) -> bool:
        """Whether a paragraph's style sets its text in bold."""
        return self._is_bold_style(self.style_of(properties))

    def is_bold_run(self, run_properties: Element, *, inherited: bool) -> bool:
        if (own := _is_bold(run_properties)) is not None:
            return own
        style = run_properties.find(W + "rStyle")
        return inherited or (style is not None and self._is_bold_style(value(style)))

    def is_hidden(self, run_properties: Element) -> bool:
        if (own := is_on(run_properties, "vanish")) is not None:
            return own
        style = run_properties.find(W + "rStyle")
        chain = self.chain(value(style)) if style is not None else iter(())
        return any(is_on(inherited, "vanish") for one in chain if (inherited := one.find(W + "rPr")) is not None)

    def _is_bold_style(self, style_id: str) -> bool:
        for style in self.chain(style_id):
            inherited = style.find(W + "rPr")
            if inherited is not None and (bold := _is_bold(inherited)) is not None:
                return bold
        return False


def _is_bold(run_properties: Element) -> bool | None:
    if (bold := is_on(run_properties, "b")) is not None:
        return bold
    fonts = run_properties.find(W + "rFonts")
    font = fonts.get(W + "eastAsia") if fonts is not None else None
    return None if font is None else font in (_HEAVY_FONT, "SimHei")


def _outline_level(properties: Element) -> int | None:
    element = properties.find(W + "outlineLvl")
    text = value(element) if element is not None else ""
    if text not in set("0123456789"):
        return None
    return 0 if text == "9" else int(text) + 1


def _name(style: Element) -> str:
    name = style.find(W + "name")
    return value(name) if name is not None else ""
