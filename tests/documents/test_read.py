from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.files import compound, docx, drawn, ofd, p, package, pdf, placed, xls
from tracker.documents.read import MAX_BYTES, Kind, kind_of, read, read_file
from tracker.errors import UnreadableDocument


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (docx(p("修路")), Kind.DOCX),
        (package({"xl/workbook.xml": "", "xl/worksheets/sheet1.xml": ""}), Kind.XLSX),
        (ofd([placed("修路", 1, 1)]), Kind.OFD),
        (pdf([drawn("修路", 1, 1)]), Kind.PDF),
        (xls({(0, 0): "修路"}), Kind.XLS),
        (compound({"WordDocument": b""}), Kind.DOC),
        (b"{\\rtf1 }", Kind.DOC),
        ("修路".encode(), Kind.TEXT),
    ],
    ids=lambda value: value if isinstance(value, Kind) else "",
)
def test_the_content_says_what_a_file_is_whatever_its_name(data: bytes, kind: Kind) -> None:
    assert kind_of(data, "a.docx") is kind


def test_the_name_tells_csv_from_other_text() -> None:
    assert kind_of(b"1,2", "a.CSV") is Kind.CSV


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空文件"),
        (b" \n\t ", "没有文字"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "图片"),
        (b"\xff\xd8\xff\xe0" + b"0" * 50, "图片"),
        (docx(p("修路"))[:300], "损坏"),
        (docx(p()), "没有文字"),
        (b"\0" * 5000, "不是能读的文件"),
        (b"x" * (MAX_BYTES + 1), "MB"),
        (package({"mimetype": "application/zip"}), "不是能读的文件"),
        (compound({"EncryptedPackage": b""}), "密码"),
        (b"<!DOCTYPE html><p>1</p>", "网页"),
        (b"%PDF-1.7 nothing more", "损坏"),
        (package({"word/document.xml": "<a/>"}), "损坏"),
        (package({"xl/worksheets/sheet1.xml": ""}), "损坏"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence_that_names_it(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableDocument, match=said) as refused:
        read(data, r"C:\文件\报告.docx")
    assert str(refused.value).startswith("“报告.docx”")


def test_a_locked_pdf_is_called_locked() -> None:
    keys = b"/O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b">"
    trailer = b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 " + keys + b" >>"
    locked = pdf([drawn("修路", 80, 700)]).replace(b"/Root 1 0 R", trailer)
    with pytest.raises(UnreadableDocument, match="密码"):
        read(locked, "a.pdf")


def test_a_locked_zip_entry_is_called_locked() -> None:
    data = bytearray(docx(p("修路")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    with pytest.raises(UnreadableDocument, match="密码"):
        read(bytes(data), "a.docx")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"“没有\.txt”打不开"):
        read_file(tmp_path / "没有.txt")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(UnreadableDocument, match="100 MB"):
        read_file(path)


def test_a_plain_file_loads_no_heavy_library() -> None:
    heavy = ["pypdfium2", "pdfplumber", "python_calamine", "openpyxl", "docx", "lxml", "subprocess"]
    code = (
        "import sys; from tracker.documents.read import read; read('修路。'.encode(), 'a.txt');"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
