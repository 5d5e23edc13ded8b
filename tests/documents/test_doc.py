"""Old Word files, through LibreOffice where it is installed."""

from __future__ import annotations

import shutil

import pytest

from tests.documents.files import compound
from tracker.documents.read import read
from tracker.errors import UnreadableDocument

installed = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
RTF = "{\\rtf1\\ansi\\uc0" + "".join(f"\\u{ord(character)} " for character in "继续修路。") + "\\par}"


@installed
def test_an_old_file_is_converted_and_read() -> None:
    assert [block.text for block in read(RTF.encode(), "a.rtf")] == ["继续修路。"]


@installed
def test_a_damaged_old_file_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match=r"“a\.doc”"):
        read(compound({"WordDocument": b"nothing"}), "a.doc")


def test_without_libreoffice_the_refusal_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocument, match="另存为 docx"):
        read(RTF.encode(), "a.rtf")
