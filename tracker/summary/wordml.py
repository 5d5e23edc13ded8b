"""The parts of WordprocessingML that official documents need and python-docx leaves to the XML.

Lengths are twips (1/20 pt) unless the name says otherwise.
"""

from __future__ import annotations

import re
from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

MM = 1440 / 25.4
"""Twips in a millimetre."""

_FONT_SLOTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_THEME_SLOTS = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def clean(text: str) -> str:
    """The text without characters that would make the file unreadable."""
    return _NOT_XML.sub("", text)


def element(tag: str, **attributes: Any) -> Any:
    """<w:tag w:name="value" …/>"""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def set_font(properties: Any, family: str, size_pt: float, *, spacing: int = 0, colour: str | None = None) -> None:
    """One family for every script (a theme font would win over it), a size in points, no bold."""
    fonts = properties.get_or_add_rFonts()
    for slot in _THEME_SLOTS:
        fonts.attrib.pop(qn(slot), None)
    for slot in _FONT_SLOTS:
        fonts.set(qn(slot), family)
    fonts.set(qn("w:hint"), "eastAsia")  # “” and — are full width only in the East Asian font
    for tag in ("b", "bCs", "i", "iCs", "color", "spacing", "sz", "szCs"):
        for old in properties.findall(qn(f"w:{tag}")):
            properties.remove(old)
    in_order = [element("b", val=0), element("bCs", val=0)]
    in_order += [element("color", val=colour or "000000")]
    in_order += [element("spacing", val=spacing)] if spacing else []
    in_order += [element("sz", val=round(size_pt * 2)), element("szCs", val=round(size_pt * 2))]
    for child in in_order:
        properties.append(child)


def exact_lines(paragraph_format: Any, pitch: int) -> None:
    paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph_format.line_spacing = Twips(pitch)
    paragraph_format.space_before = paragraph_format.space_after = Pt(0)


def off_the_grid(paragraph: Any) -> None:
    """Heights other than the line pitch are kept as they are."""
    paragraph._p.get_or_add_pPr().insert_element_before(element("snapToGrid", val=0), "w:spacing", "w:ind", "w:jc")


def first_line_chars(properties: Any, chars: float) -> None:
    """Indents the first line by characters, so that it stays right in any size."""
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(round(chars * 100)))
    indent.set(qn("w:firstLine"), str(round(chars * 320)))


def right_chars(properties: Any, chars: float, size_pt: float = 16) -> None:
    indent = properties.get_or_add_ind()
    indent.set(qn("w:rightChars"), str(round(chars * 100)))
    indent.set(qn("w:right"), str(round(chars * size_pt * 20)))


def left_chars(properties: Any, chars: float, size_pt: float = 16) -> None:
    indent = properties.get_or_add_ind()
    indent.set(qn("w:leftChars"), str(round(chars * 100)))
    indent.set(qn("w:left"), str(round(chars * size_pt * 20)))


def rules(properties: Any, *edges: tuple[str, float, str, int]) -> None:
    """Rules on a paragraph: (top or bottom, thickness in mm, colour, distance in points)."""
    borders = element("pBdr")
    for edge, thickness_mm, colour, distance_pt in edges:
        eighths = max(2, round(thickness_mm * 72 / 25.4 * 8))
        borders.append(element(edge, val="single", sz=eighths, space=distance_pt, color=colour))
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")


_TEXT_BOX = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
  xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
  <mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
    <wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"
      layoutInCell="1" allowOverlap="0">
      <wp:simplePos x="0" y="0"/>
      <wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
      <wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
      <wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>
      <wp:wrapTopAndBottom/><wp:docPr id="1" name="版记"/><wp:cNvGraphicFramePr/>
      <a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
        <wps:cNvSpPr txBox="1"/>
        <wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
          <a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
        <wps:txbx><w:txbxContent/></wps:txbx>
        <wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/>
      </wps:wsp></a:graphicData></a:graphic>
    </wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>
</w:r>"""
_EMU = 635
"""English Metric Units in a twip."""


def move_to_page_foot(paragraphs: list[Any], anchor: Any, width: int, height: int) -> None:
    """Moves the paragraphs into a box at the foot of the type area of the page on which `anchor` stands."""
    run = parse_xml(_TEXT_BOX.format(width=width * _EMU, height=height * _EMU))
    content = next(run.iter(qn("w:txbxContent")))
    for paragraph in paragraphs:
        content.append(paragraph._p)
    anchor._p.append(run)


def page_number(paragraph: Any) -> None:
    """Adds the field that shows the page's number."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind:
            run._r.append(element("fldChar", fldCharType=kind))
        else:
            instruction = element("instrText")
            instruction.text = "PAGE"
            run._r.append(instruction)
