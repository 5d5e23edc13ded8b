"""The automatic numbers of a Word file: what stands before a paragraph that is no text of it (一、 （一） 1.).

ISO/IEC 29500-1, 17.9: a paragraph names a list (w:num) and a level; the list takes its levels from an abstract list,
overrides some of them, and counts on with every other list of the same abstract list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from tracker.documents.numerals import NUMERALS, decimal
from tracker.documents.styles import Styles, W, is_on, value

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_NO_GAP_AFTER = "、．。）】〕："


@dataclass(frozen=True)
class Level:
    """One level of a list. `text` holds %1 … %9 for the numbers of the levels; restart: see `_after`."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: str = " "
    restart: int | None = None
    legal: bool = False


@dataclass(frozen=True)
class _List:
    abstract: str
    levels: tuple[Level, ...]
    restarts: frozenset[int]  # levels that begin anew where this list is first used
    style_levels: tuple[tuple[str, int], ...]  # which level belongs to which paragraph style


class Numbering:
    """Counts along the document: `label` must be called once for every paragraph, in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = _lists(root, styles) if root is not None else {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: Element | None) -> str:
        """The number of this paragraph with the gap after it, "" for one without."""
        list_id, level = self._place(properties)
        numbered = self._lists.get(list_id)
        if numbered is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(numbered.abstract, [None] * _LEVELS)
        self._count(counts, list_id, numbered, level)
        return _label(numbered, counts, level)

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """The list and level of a paragraph, by itself or by its style."""
        list_id, level = _numbered(properties)
        chain = list(self._styles.chain(self._styles.style_of(properties)))
        inherited = [_numbered(style.find(W + "pPr")) for style in chain]
        if list_id is None:
            list_id = next((found for found, _ in inherited if found is not None), "")
            if level is None and list_id in self._lists:  # the list may name the style of each level
                named = dict(self._lists[list_id].style_levels)
                ids = (style.get(W + "styleId", "") for style in chain)
                level = next((named[style_id] for style_id in ids if style_id in named), None)
        if level is None:
            level = next((found for _, found in inherited if found is not None), 0)
        return list_id, level

    def _count(self, counts: list[int | None], list_id: str, numbered: _List, level: int) -> None:
        before = counts[level]
        start = numbered.levels[level].start
        if level in numbered.restarts and (list_id, level) not in self._begun:
            counts[level] = start
        else:
            counts[level] = start if before is None else before + 1
        self._begun.add((list_id, level))
        for deeper in range(level + 1, _LEVELS):
            restart = numbered.levels[deeper].restart
            if restart is None or level < restart:
                counts[deeper] = None


def _label(numbered: _List, counts: list[int | None], level: int) -> str:
    this = numbered.levels[level]
    if this.form == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        shown = numbered.levels[other]
        count = counts[other]
        form: Callable[[int], str] = decimal if this.legal else NUMERALS.get(shown.form, decimal)
        return form(shown.start if count is None else count)

    text = _PLACE.sub(number, this.text)
    if not text.strip():
        return ""
    return text if text.endswith(tuple(_NO_GAP_AFTER)) else text + this.gap


def _lists(root: Element, styles: Styles) -> dict[str, _List]:
    abstracts = {abstract.get(W + "abstractNumId", ""): abstract for abstract in root.findall(W + "abstractNum")}
    lists: dict[str, _List] = {}
    for number in root.findall(W + "num"):
        named = number.find(W + "abstractNumId")
        abstract_id = _resolved(value(named) if named is not None else "", abstracts, root, styles)
        if abstract_id in abstracts:
            lists[number.get(W + "numId", "")] = _list(abstract_id, abstracts[abstract_id], number)
    lists.pop("0", None)  # list 0 means: not numbered
    return lists


def _resolved(abstract_id: str, abstracts: dict[str, Element], root: Element, styles: Styles) -> str:
    """An abstract list may only name a numbering style, whose own list then holds the levels."""
    link = abstracts[abstract_id].find(W + "numStyleLink") if abstract_id in abstracts else None
    if link is None:
        return abstract_id
    for style in styles.chain(value(link)):
        list_id, _ = _numbered(style.find(W + "pPr"))
        for number in root.findall(W + "num"):
            named = number.find(W + "abstractNumId")
            if list_id is not None and number.get(W + "numId") == list_id and named is not None:
                return value(named)
    return abstract_id


def _list(abstract_id: str, abstract: Element, number: Element) -> _List:
    levels = [Level()] * _LEVELS
    style_levels: list[tuple[str, int]] = []
    restarts: set[int] = set()
    for element in abstract.findall(W + "lvl"):
        index = _index(element)
        if index is not None:
            levels[index] = _level(element)
            style = element.find(W + "pStyle")
            if style is not None:
                style_levels.append((value(style), index))
    for override in number.findall(W + "lvlOverride"):
        index = _index(override)
        if index is None:
            continue
        own = override.find(W + "lvl")
        if own is not None:
            levels[index] = _level(own)
        start = override.find(W + "startOverride")
        if start is not None:
            levels[index] = replace(levels[index], start=_integer(start, 1))
            restarts.add(index)
    return _List(abstract_id, tuple(levels), frozenset(restarts), tuple(style_levels))


def _level(element: Element) -> Level:
    texts = {
        name: value(found) for name in ("lvlText", "suff", "numFmt") if (found := element.find(W + name)) is not None
    }
    start, restart = element.find(W + "start"), element.find(W + "lvlRestart")
    return Level(
        start=_integer(start, 0) if start is not None else 0,
        form=texts.get("numFmt", "decimal"),
        text=texts.get("lvlText", ""),
        gap="" if texts.get("suff") == "nothing" else " ",
        restart=_integer(restart, 0) if restart is not None else None,
        legal=bool(is_on(element, "isLgl")),
    )


def _numbered(properties: Element | None) -> tuple[str | None, int | None]:
    """The list and the level that a w:numPr names."""
    element = properties.find(W + "numPr") if properties is not None else None
    if element is None:
        return None, None
    list_id, level = element.find(W + "numId"), element.find(W + "ilvl")
    return (
        value(list_id) if list_id is not None else None,
        _integer(level, 0) if level is not None else None,
    )


def _index(element: Element) -> int | None:
    text = element.get(W + "ilvl", "")
    return int(text) if text in set("012345678") else None


def _integer(element: Element, otherwise: int) -> int:
    text = value(element)
    return int(text) if re.fullmatch(r"-?\d{1,6}", text, re.ASCII) else otherwise
