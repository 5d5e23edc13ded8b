"""OFD files (GB/T 33190): a zip of pages whose text objects lie at places on the paper, in millimetres."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tracker.documents.blocks import Block
from tracker.documents.layout import blocks_of
from tracker.documents.package import DAMAGED, Package
from tracker.documents.paper import Page, Piece
from tracker.documents.rulings import MAX_RULINGS, Ruling, stroke
from tracker.errors import UnreadableDocument

_MAX_PAGES = 1_000
_NO_TEXT_LAYER = "里没有文字，可能是扫描件。请先做文字识别，再导入识别后的文件。"
_A4 = (0.0, 0.0, 210.0, 297.0)
_THIN = 1.0  # millimetres: a stroke no thicker is straight
_PATH = re.compile(r"([MLQBACS])|(-?\d+(?:\.\d+)?)")
_SAME = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]


def read_ofd(data: bytes) -> list[Block]:
    """The paragraphs and tables of an OFD file; UnreadableDocument for one that only holds pictures of text."""
    package = Package(data)
    root = package.xml("OFD.xml")
    if root is None:
        raise UnreadableDocument(DAMAGED)
    pages = [page for path in _document_paths(root) for page in _pages(package, path)]
    if not any(page.pieces for page in pages):
        raise UnreadableDocument(_NO_TEXT_LAYER)
    return blocks_of(pages)


def _document_paths(root: Element) -> list[str]:
    return [(element.text or "").strip().lstrip("/") for element in _all(root, "DocRoot")]


def _pages(package: Package, path: str) -> Iterator[Page]:
    document = package.xml(path)
    if document is None:
        raise UnreadableDocument(DAMAGED)
    area = _box(document)
    for number, element in enumerate(_all(document, "Page")):
        if number >= _MAX_PAGES:
            raise UnreadableDocument(f"超过 {_MAX_PAGES} 页。请拆开后再导入。")
        page = package.xml(_resolved(path, element.get("BaseLoc", "")))
        if page is not None:
            yield _page(page, area)


def _resolved(path: str, location: str) -> str:
    """A location in the package: from the root, or beside the part that names it."""
    if location.startswith("/"):
        return location.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), location))


def _page(root: Element, area: tuple[float, ...] | None) -> Page:
    _, _, width, height = _box(root) or area or _A4
    page = Page(width, height)
    for element in root.iter():
        name = _local(element)
        if name == "TextObject":
            page.pieces += _pieces(element)
        elif name == "PathObject" and len(page.rulings) < MAX_RULINGS:
            page.rulings += _strokes(element)
    return page


def _pieces(text_object: Element) -> Iterator[Piece]:
    """The characters of a text object, one by one."""
    box = _numbers(text_object.get("Boundary", ""))
    if len(box) != 4:
        return
    matrix = _matrix(text_object)
    size = (_numbers(text_object.get("Size", "")) or [box[3]])[0]
    bold = text_object.get("Weight", "400") in ("600", "700", "800", "900", "1000")
    x = y = 0.0
    for code in _all(text_object, "TextCode"):
        x = (_numbers(code.get("X", "")) or [x])[0]
        y = (_numbers(code.get("Y", "")) or [y])[0]
        across, down = _deltas(code.get("DeltaX", "")), _deltas(code.get("DeltaY", ""))
        for character in code.text or "":
            step = next(across, size if character > "\xff" else size / 2)
            if not character.isspace():
                left, base = _applied(matrix, x, y)
                right, _ = _applied(matrix, x + min(step, size), y)
                scale = abs(matrix[3]) or abs(matrix[1]) or 1.0
                yield Piece(character, box[0] + left, box[0] + max(left, right), box[1] + base, size * scale, bold)
            x += step
            y += next(down, 0.0)


def _strokes(path_object: Element) -> list[Ruling]:
    """The straight segments of a path: M x y, L x y, C closes; the ends of curves are only passed."""
    box = _numbers(path_object.get("Boundary", ""))
    data = next((element.text or "" for element in _all(path_object, "AbbreviatedData")), "")
    if len(box) != 4:
        return []
    matrix = _matrix(path_object)
    strokes: list[Ruling] = []
    start = before = (box[0], box[1])
    for operator, numbers in _path_steps(data):
        if operator == "C":
            strokes += stroke(before, start, _THIN)
            before = start
        elif len(numbers) >= 2:
            x, y = _applied(matrix, *numbers[-2:])
            point = (box[0] + x, box[1] + y)
            if operator == "L":
                strokes += stroke(before, point, _THIN)
            elif operator in "MS":
                start = point
            before = point
    return strokes


def _path_steps(data: str) -> Iterator[tuple[str, list[float]]]:
    operator, numbers = "", list[float]()
    for letter, number in _PATH.findall(data[:200_000]):
        if letter:
            if operator:
                yield operator, numbers
            operator, numbers = letter, []
        else:
            numbers.append(float(number))
    if operator:
        yield operator, numbers


def _deltas(text: str) -> Iterator[float]:
    """The steps of a DeltaX: numbers, and `g 3 5.5` for three times 5.5."""
    parts = iter(text.split())
    for part in parts:
        if part == "g":
            times, step = next(parts, ""), next(parts, "")
            if times.isdecimal() and (numbers := _numbers(step)):
                yield from numbers * min(int(times), 10_000)
        else:
            yield from _numbers(part)


def _matrix(element: Element) -> Matrix:
    numbers = _numbers(element.get("CTM", ""))
    return (*numbers,) if len(numbers) == 6 else _SAME  # type: ignore[return-value]


def _applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(root: Element) -> tuple[float, ...] | None:
    """The paper's box of a page or of a whole document."""
    for element in _all(root, "PhysicalBox"):
        numbers = _numbers(element.text or "")
        if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0:
            return (*numbers,)
    return None


def _numbers(text: str) -> list[float]:
    """Decimal numbers, none that is out of any paper."""
    found = re.findall(r"-?\d+(?:\.\d*)?|-?\.\d+", text[:1000])
    return [min(max(float(number), -1e6), 1e6) for number in found]


def _all(root: Element, name: str) -> Iterator[Element]:
    """Elements by their name in any of the namespaces that OFD writers use."""
    return (element for element in root.iter() if _local(element) == name)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
