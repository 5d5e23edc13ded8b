"""LibreOffice, where it is installed: turns a document into another format."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

_TIME_OUT = 60  # seconds; a usual document takes one or two
_PROGRAMS = ("soffice", "libreoffice", r"C:\Program Files\LibreOffice\program\soffice.exe")


def program() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def converted(data: bytes, suffix: str, to: str) -> bytes | None:
    """The document as another kind of file; None where LibreOffice is not installed, fails, or takes too long.

    suffix: .doc; to: the new suffix with the filter, if there are several: pdf, “docx:MS Word 2007 XML”.
    """
    found = program()
    if found is None:
        return None
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:
        source = Path(folder) / f"source{suffix}"
        source.write_bytes(data)
        result = source.with_suffix(f".{to.partition(':')[0]}")
        return result.read_bytes() if _ran(found, source, to) and result.exists() else None


def _ran(found: str, source: Path, to: str) -> bool:
    """With a profile of its own: of two runs on one profile the second writes nothing and says nothing."""
    command = [found, f"-env:UserInstallation={(source.parent / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", to, "--outdir", str(source.parent), str(source)]
    process = subprocess.Popen(  # noqa: S603 the program was found on the path, the file name is ours
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(_TIME_OUT)
    except subprocess.TimeoutExpired:
        _stop(process)
        return False
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice with the processes that it started."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
