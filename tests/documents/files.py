"""Small files for the tests, written part by part, so that each test shows the structure that it is about."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with these parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- Word ---


def docx(
    body: str, *, styles: str = "", numbering: str = "", notes: str = "", compression: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A .docx file from the XML inside w:body, w:styles, w:numbering and w:footnotes."""
    parts = {
        "document": f"<w:document {_W} {_MORE}><w:body>{body}</w:body></w:document>",
        "styles": f"<w:styles {_W}>{styles}</w:styles>",
        "numbering": f"<w:numbering {_W}>{numbering}</w:numbering>",
        "footnotes": f"<w:footnotes {_W}>{notes}</w:footnotes>",
    }
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{"document.main" if name == "document" else name}+xml"/>'
        for name in parts
    )
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{kinds}</Types>",
            "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in parts if name != "document"}),
            **{f"word/{name}.xml": content for name, content in parts.items()},
        },
        compression,
    )


def _relations(targets: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def p(text: str = "", properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def numbered(text: str, list_id: int = 1, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(index: int, form: str, text: str, more: str = "") -> str:
    """A level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:suff w:val="nothing"/>{more}</w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, abstract_number: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{more}</w:num>'


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tc(content: str, properties: str = "") -> str:
    """A cell; its content is text or the XML of paragraphs."""
    inner = content if content.startswith("<w:") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


# --- old Excel ---


def xls(cells: Mapping[tuple[int, int], str | float], merged: Iterable[tuple[int, int, int, int]] = ()) -> bytes:
    """An .xls file (BIFF8) of one sheet 清单; merged: first row, last row, first column, last column."""
    strings = [value for value in cells.values() if isinstance(value, str)]
    table = b"".join(struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in strings)
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    next_string = 0
    for (row, column), value in cells.items():
        if isinstance(value, str):
            sheet += _record(0xFD, struct.pack("<HHHI", row, column, 0, next_string))
            next_string += 1
        else:
            sheet += _record(0x203, struct.pack("<HHHd", row, column, 0, value))
    ranges = [struct.pack("<HHHH", *area) for area in merged]
    sheet += _record(0xE5, struct.pack("<H", len(ranges)) + b"".join(ranges)) + _record(0xA, b"")
    name = "清单"
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 0))
    bound = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    shared = _record(0xFC, struct.pack("<II", len(strings), len(strings)) + table) + _record(0xA, b"")
    offset = len(start) + 4 + 6 + len(bound) + len(shared)
    book = start + _record(0x85, struct.pack("<IBB", offset, 0, 0) + bound) + shared + sheet
    return compound({"Workbook": book})


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (the file system inside .doc and .xls) with these streams, each over 4096 bytes."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    fat, body, entries = [0xFFFFFFFD, end], b"", [_entry("Root Entry", 5, end, 0)]
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % 512)
        first = len(fat)
        entries.append(_entry(name, 2, first, len(padded)))
        fat += [*range(first + 1, first + len(padded) // 512), end]
        body += padded
    entries[0] = entries[0][:76] + struct.pack("<I", 1) + entries[0][80:]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6sIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header += struct.pack("<108I", *[free] * 108)
    sectors = struct.pack("<128I", *(fat + [free] * (128 - len(fat)))) + b"".join(entries).ljust(512, b"\0")
    return header + sectors + body


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1) + links
    return head + b"\0" * 36 + struct.pack("<IQ", first, size)


# --- PDF ---


def pdf(pages: Iterable[str]) -> bytes:
    """A PDF whose pages (A4) are drawn by these content streams; /F is a Chinese font that stands for any text."""
    contents = [page.encode("ascii") for page in pages]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content))
    return _assembled(objects)


def _assembled(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def drawn(text: str, x: float, y: float, size: float = 16) -> str:
    """A line of text on a PDF page; y is counted from the foot of the page, each character is `size` wide."""
    return f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"


def ruled(columns: Iterable[float], rows: Iterable[float]) -> str:
    """The lines of a table on a PDF page."""
    xs, ys = list(columns), list(rows)
    across = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    return across + "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)


# --- OFD ---


def ofd(pages: Iterable[str]) -> bytes:
    """An OFD file whose pages (A4, millimetres) hold these objects."""
    contents = list(pages)
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    kids = "".join(f'<ofd:Page ID="{number}" BaseLoc="Pages/{number}.xml"/>' for number in range(len(contents)))
    parts = {
        "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {ns}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{kids}</ofd:Pages></ofd:Document>",
    }
    for number, content in enumerate(contents):
        layer = f"<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content>"
        parts[f"Doc_0/Pages/{number}.xml"] = f"<ofd:Page {ns}>{layer}</ofd:Page>"
    return package(parts)


def placed(text: str, x: float, y: float, size: float = 5.6, more: str = "") -> str:
    """A line of text on an OFD page; y is the upper edge of its box, each character is `size` wide."""
    deltas = f"g {len(text) - 1} {size}" if len(text) > 1 else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y} {size * len(text)} {size}" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{deltas}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )
