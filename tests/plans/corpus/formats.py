"""Some of these documents as Word, Excel and PDF files, each with the answers of its text beside it.

    python -m tests.plans.corpus.formats FOLDER

The Word files number their headings automatically and merge the cells of a group; the PDF files are printed by
LibreOffice (left out where it is not installed). Nothing that this writes is kept in the project.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook

from tests.documents.files import abstract, docx, level, num, numbered, p, r, table, tc, tr

CORPUS = Path(__file__).parent
WORD = ["00", "02", "03", "04", "06", "11", "13", "14", "16", "20", "44", "49", "54"]
EXCEL = ["05", "14", "16", "23", "46", "54"]
PDF = ["00", "03", "04", "11", "14", "16"]
# lists whose cells stand one a line: from this line on so many columns, up to the line that begins with the note
LISTS = {"03": ("序号", 6, "备注"), "14": ("类别", 7, "说明")}
# the numbers that Word makes itself
NUMBERING = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
)
NUMBERS = [r"[一二三四五六七八九十]+、", r"（[一二三四五六七八九十]+）", r"\d+\. ?"]
SIDES = ["top", "left", "bottom", "right", "insideH", "insideV"]
RULED = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in SIDES)
INDENTED = '<w:ind w:firstLine="480"/>'

Line = list[str]  # the cells of a row; a paragraph has one


def lines_of(number: str) -> list[Line]:
    """The document's lines; the rows of a list with all their cells."""
    texts = [line.strip(" ") for line in text_of(number).read_text("utf-8").splitlines() if line.strip(" ")]
    if number not in LISTS:
        return [line.split("\t") for line in texts]
    first_cell, width, note = LISTS[number]
    start = texts.index(first_cell)
    end = next(index for index, text in enumerate(texts) if index > start and text.startswith(note))
    return [*([text] for text in texts[:start]), *rows_of(texts[start:end], width), *([text] for text in texts[end:])]


def rows_of(cells: list[str], width: int) -> Iterator[Line]:
    """Rows of cells that stand one a line; a row that begins with its number goes on with the group before it."""
    yield cells[:width]
    grouped = cells[0] != "序号"
    position = width
    while position < len(cells):
        lacks = int(grouped and cells[position].isdigit())
        yield [""] * lacks + [cell.strip() for cell in cells[position : position + width - lacks]]
        position += width - lacks


def word(number: str) -> bytes:
    body = ""
    for is_row, group in groupby(lines_of(number), key=lambda line: len(line) > 2):
        lines = list(group)
        body += word_table(lines) if is_row else "".join(word_paragraph("\t".join(line)) for line in lines)
    return docx(body, numbering=NUMBERING + num(1, 0))


def word_paragraph(text: str) -> str:
    """A numbered heading, a paragraph that opens with its name in bold, a sentence indented, or a line of the head."""
    for depth, pattern in enumerate(NUMBERS):
        if found := re.match(pattern, text):
            return numbered(text[found.end() :], level=depth)
    if name := re.match(r"([^，。：]{4,9}。)(.+)", text):
        return f"<w:p><w:pPr>{INDENTED}</w:pPr>{r(name[1], '<w:b/>')}{r(name[2])}</w:p>"
    return p(text, INDENTED if re.search("[。；：]", text) else '<w:jc w:val="center"/>')


def word_table(rows: list[Line]) -> str:
    """A table in which an empty cell belongs to the cell above it, when its column groups the rows."""
    cells = ([word_cell(rows, at, column) for column in range(len(rows[0]))] for at in range(len(rows)))
    return table(f"<w:tblPr><w:tblBorders>{RULED}</w:tblBorders></w:tblPr>", *(tr(*row) for row in cells))


def word_cell(rows: list[Line], at: int, column: int) -> str:
    if not groups(rows, column) or at == 0:
        return tc(rows[at][column])
    return tc(rows[at][column], "<w:vMerge/>" if not rows[at][column] else '<w:vMerge w:val="restart"/>')


def groups(rows: list[Line], column: int) -> bool:
    return column < 2 and any(not row[column] for row in rows)


def excel(number: str, path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    lines = lines_of(number)
    width = max(len(line) for line in lines)
    for at, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            sheet.cell(at, column, int(text) if text.isdigit() else text or None)
        if len(line) == 1:
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=width)
    rows = [(at, line) for at, line in enumerate(lines, start=1) if len(line) == width]
    for column in range(width):
        if groups([line for _, line in rows], column):
            for first, last in spans(rows[1:], column):
                sheet.merge_cells(start_row=first, end_row=last, start_column=column + 1, end_column=column + 1)
    book.save(path)


def spans(rows: Iterable[tuple[int, Line]], column: int) -> Iterator[tuple[int, int]]:
    """First and last row of each group that has more than one."""
    starts: list[list[int]] = []
    for at, line in rows:
        if line[column]:
            starts.append([])
        starts[-1].append(at)
    return ((span[0], span[-1]) for span in starts if len(span) > 1)


def text_of(number: str) -> Path:
    (path,) = CORPUS.glob(f"{number}-*.txt")
    return path


def with_answers(path: Path, number: str) -> Path:
    """The file's text and answers put beside it."""
    text = text_of(number)
    shutil.copy(text, path.with_suffix(".txt"))
    gold = json.loads(text.with_suffix(".gold.json").read_text("utf-8"))
    answers = json.dumps(gold | {"file": path.name}, ensure_ascii=False, indent=1)
    path.with_suffix(".gold.json").write_text(answers, "utf-8")
    return path


def write(folder: Path, *, print_pdf: bool = True) -> list[Path]:
    """Every version, with its text and answers; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number in WORD:
        path = folder / f"{text_of(number).stem}.word.docx"
        path.write_bytes(word(number))
        written.append(with_answers(path, number))
    for number in EXCEL:
        path = folder / f"{text_of(number).stem}.excel.xlsx"
        excel(number, path)
        written.append(with_answers(path, number))
    return written + (printed(folder) if print_pdf and shutil.which("soffice") else [])


def printed(folder: Path) -> list[Path]:
    sources = {number: folder / f"{text_of(number).stem}.printed.docx" for number in PDF}
    for number, source in sources.items():
        source.write_bytes(word(number))
    profile = folder / "profile"
    office = ["soffice", f"-env:UserInstallation=file://{profile.resolve()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", folder, *sources.values()], check=True, capture_output=True, timeout=120)
    shutil.rmtree(profile)
    for source in sources.values():
        source.unlink()
    return [with_answers(source.with_suffix(".pdf"), number) for number, source in sources.items()]


if __name__ == "__main__":
    print(*write(Path(sys.argv[1])), sep="\n")
