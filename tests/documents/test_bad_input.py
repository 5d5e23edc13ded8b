"""Damaged and hostile files: each reader gives blocks or UnreadableDocument, in bounded time and memory."""

from __future__ import annotations

import random
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest

from tests.documents.files import (
    abstract,
    docx,
    drawn,
    level,
    num,
    numbered,
    ofd,
    p,
    package,
    parts_of,
    pdf,
    placed,
    r,
    ruled,
    tc,
    tr,
)
from tests.documents.files import table as word_table
from tracker.documents.blocks import Block
from tracker.documents.read import read
from tracker.errors import UnreadableDocument

TEXT = """示范镇2026年工作要点

一、重点任务
（一）修建村道。6月底前完成村道硬化3公里，
验收合格。
二、保障措施
序号
任务
单位
1
修路
农业办
2
植树
林业站
"""
SEEDS = range(60)


def _word() -> bytes:
    lists = abstract(1, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.")) + num(1, 1)
    merged = '<w:vMerge w:val="restart"/>'
    rows = tr(tc("序号"), tc("任务", '<w:gridSpan w:val="2"/>')) + tr(tc("1"), tc("修路", merged), tc("农业办"))
    rows += tr(tc("2"), tc("", "<w:vMerge/>"), tc(word_table(tr(tc("内层"), tc("表格"))) + p()))
    note = "<w:footnote w:id='2'>" + p("脚注文字") + "</w:footnote>"
    tracked = f"<w:p><w:ins w:id='1'>{r('新增')}</w:ins><w:del w:id='2'>{r('删去')}</w:del></w:p>"
    reference = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    return docx(
        numbered("重点任务") + numbered("修路", level=1) + tracked + reference + word_table(rows),
        numbering=lists,
        notes=note,
    )


def _excel() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["责任清单"],
        ["序号", "任务", "单位", "时限"],
        [1, "修路", "农业办", 0.5],
        [2, "植树", None, "年底前"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("C3:C4")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _pages() -> list[str]:
    grid = ruled([80, 200, 520], [600, 560, 520])
    cells = drawn("序号", 90, 575) + drawn("任务", 210, 575) + drawn("1", 90, 535) + drawn("修路", 210, 535)
    return [drawn("示范镇工作要点", 180, 760, 22) + drawn("继续修建村道，完成三公里。", 112, 700), grid + cells]


SOUND: dict[str, Callable[[], bytes]] = {
    "a.docx": _word,
    "a.xlsx": _excel,
    "a.pdf": lambda: pdf(_pages()),
    "a.ofd": lambda: ofd([placed("示范镇工作要点", 60, 40, 8) + placed("继续修建村道。", 39, 60)]),
    "a.txt": lambda: TEXT.encode("utf-8"),
    "b.txt": lambda: TEXT.encode("gb18030"),
    "c.txt": lambda: TEXT.encode("utf-16"),
    "a.md": lambda: f"# 要点\n\n**一、任务**\n\n| 序号 | 任务 |\n|---|---|\n| 1 | 修路 |\n{TEXT}".encode(),
    "a.csv": lambda: '序号,任务,单位\r\n1,"修路,架桥",农业办\r\n'.encode("gb18030"),
}


def read_or_refuse(data: bytes, name: str) -> None:
    """Anything but blocks or UnreadableDocument fails the test; so does text that cannot be written as UTF-8."""
    try:
        blocks = read(data, name)
    except UnreadableDocument as refused:
        sentence = str(refused)
    else:
        check(blocks)
        return
    assert sentence.startswith(f"“{name}”")
    assert "\n" not in sentence


def check(blocks: list[Block]) -> None:
    assert blocks
    for block in blocks:
        block.text.encode("utf-8")
        assert len({len(row) for row in block.rows}) <= 1
        for row in block.rows:
            for cell in row:
                cell.text.encode("utf-8")


def mutated(data: bytes, random_: random.Random) -> bytes:
    """Some bytes flipped, cut out, doubled, put in, or the end cut off."""
    changed = bytearray(data)
    for _ in range(random_.randint(1, 12)):
        place = random_.randrange(len(changed))
        match random_.randrange(5):
            case 0:
                changed[place] = random_.randrange(256)
            case 1:
                del changed[place : place + random_.randint(1, 40)]
            case 2:
                changed[place:place] = changed[place : place + random_.randint(1, 40)]
            case 3:
                changed[place:place] = random_.choice(
                    (b"\x00", b"\xff\xfe", b"99999999999", b"-1", b"<", b'"', b"&#55296;")
                )
            case 4 if random_.random() < 0.1:
                del changed[place:]
        changed = changed or bytearray(b"x")
    return bytes(changed)


def mutated_package(data: bytes, random_: random.Random) -> bytes:
    """A sound zip file with one part mutated."""
    parts = parts_of(data)
    victim = random_.choice([name for name, content in parts.items() if content])
    parts[victim] = mutated(parts[victim], random_)
    return package(parts, zipfile.ZIP_STORED)


@pytest.mark.parametrize("name", SOUND)
def test_the_sound_file_is_read(name: str) -> None:
    assert read(SOUND[name](), name)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", SOUND)
def test_a_damaged_file_is_read_or_refused(name: str, seed: int) -> None:
    random_ = random.Random(f"{name} {seed}")
    data = SOUND[name]()
    if data.startswith(b"PK") and seed % 4:
        read_or_refuse(mutated_package(data, random_), name)
    else:
        read_or_refuse(mutated(data, random_), name)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", SOUND)
def test_a_truncated_file_is_read_or_refused(name: str, part: float) -> None:
    data = SOUND[name]()
    read_or_refuse(data[: int(len(data) * part)], name)


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "甲甲甲甲甲甲甲甲甲甲">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


NESTED = word_table(tr(tc("{}"))).split("{}")
FAR = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1">'
    '<v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData><mergeCells>{}</mergeCells>'
    "</worksheet>"
)


def _stored(body: str, numbering: str = "") -> bytes:
    """A Word file that is as large as what it unpacks to."""
    return docx(body, numbering=numbering, compression=zipfile.ZIP_STORED)


def _with_part(data: bytes, name: str, content: str) -> bytes:
    return package({**parts_of(data), name: content})


def _with_sheet(content: str) -> bytes:
    return _with_part(_excel(), "xl/worksheets/sheet1.xml", content)


def _with_text(content: str) -> bytes:
    return _with_part(_word(), "word/document.xml", content)


# made to take memory or time
HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: _with_text("<a>" + " " * 20_000_000),
    "many.docx": lambda: package({f"word/{number}.xml": "" for number in range(6000)}),
    "entities.docx": lambda: _with_text(f"{ENTITIES}<w>&i;</w>"),
    "entities.xlsx": lambda: _with_sheet(f"{ENTITIES}<w>&i;</w>"),
    "entities.ofd": lambda: package({"OFD.xml": f"{ENTITIES}<OFD>&i;</OFD>"}),
    "surrogates.docx": lambda: _with_text("<w>&#xD800;</w>"),
    "nested.docx": lambda: _stored(NESTED[0] * 3000 + p("深") + (p() + NESTED[1]) * 3000),
    "deep.docx": lambda: _stored("<w:sdt><w:sdtContent>" * 50_000 + p("深") + "</w:sdtContent></w:sdt>" * 50_000),
    "paragraphs.docx": lambda: _stored(p("修路") * 8_000),
    "line.docx": lambda: _stored(p("长" * 1_000_000)),
    "number.docx": lambda: _stored(numbered("甲"), abstract(1, level(0, "upperLetter", "%1" * 5000)) + num(1, 1)),
    "wide.docx": lambda: _stored(
        word_table(*[tr(tc("甲", '<w:gridSpan w:val="999"/>'))] * 1000, tr(tc("乙"), tc("丙")))
    ),
    "far.xlsx": lambda: _with_sheet(FAR.format("")),
    "merges.xlsx": lambda: _with_sheet(FAR.format('<mergeCell ref="A1:XFD1048576"/>' * 20_000)),
    "line.txt": lambda: ("长" * 1_000_000).encode(),
    "words.txt": lambda: ("一 " * 500_000).encode(),
    "brackets.txt": lambda: ("（" * 1_000_000).encode(),
    "stars.txt": lambda: ("**" * 500_000).encode(),
    "hashes.txt": lambda: ("# " * 500_000).encode(),
    "lines.txt": lambda: ("修路，\n" * 20_000).encode(),
    "breaks.txt": lambda: ("修\n" * 1_000_000).encode(),
    "numbers.txt": lambda: ("序号\n任务\n单位\n" + "1\n" * 20_000).encode(),
    "headers.txt": lambda: ("序号\n任务\n单位\n" * 5_000).encode(),
    "pipes.md": lambda: ("|" * 1_000_000).encode(),
    "surrogates.txt": lambda: "修路".encode("utf-16-le") + b"\x00\xd8" * 10 + "植树".encode("utf-16-le"),
    "cell.csv": lambda: b'"' + b"a" * 1_000_000 + b'",b\n',
    "columns.csv": lambda: b"," * 1_000_000 + b"a\n",
    "deltas.ofd": lambda: ofd([placed("修路", 10, 10).replace("g 1 5.6", "g 999999999 5.6 " * 1000)]),
    "letters.pdf": lambda: pdf([drawn("路" * 100, 10, 800, 1) * 200]),
    "strokes.pdf": lambda: pdf(["".join(f"{x} 0 m {x} 800 l S 0 {x} m 500 {x} l S\n" for x in range(1, 2000, 3))]),
    "loop.pdf": lambda: pdf(_pages()).replace(b"/Kids [5 0 R", b"/Kids [2 0 R"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused(name: str) -> None:
    read_or_refuse(HOSTILE[name](), name)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of memory need a POSIX system")
def test_hostile_files_stay_within_a_gigabyte() -> None:
    code = """
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        from tests.documents.test_bad_input import HOSTILE, read_or_refuse
        for name, make in HOSTILE.items():
            read_or_refuse(make(), name)
            print(name)
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert run.stdout.split() == list(HOSTILE), run.stderr[-2000:]
