"""tracker/summary/template.py: place-holders are filled, everything that could do harm is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document as WordFile
from docx.shared import Pt

from tracker.errors import UnreadableDocument
from tracker.summary.official import Letter, Paragraph
from tracker.summary.template import checked, filled

LETTER = Letter(
    issuer="示范镇人民政府",
    title="示范镇2026年工作总结",
    body=(Paragraph("一、主要成效", 1), Paragraph("开展法治宣传12场。"), Paragraph("（一）{{标题}}不再替换", 2)),
    addressee="县司法局",
    on=date(2027, 1, 5),
)


def template(*paragraphs: str, more: Callable[[Any], None] | None = None) -> bytes:
    document = WordFile()
    for text in paragraphs:
        document.add_paragraph(text)
    if more:
        more(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in WordFile(BytesIO(data)).paragraphs]


def test_every_place_holder_is_filled_and_what_is_not_known_stays_empty() -> None:
    data = template("{{发文机关}}", "{{ 标题 }}", "{{主送机关}}", "{{正文}}", "{{发文字号}}", "{{成文日期}}")
    assert texts(filled(checked(data), LETTER)) == [
        "示范镇人民政府",
        "示范镇2026年工作总结",
        "县司法局：",
        "一、主要成效",
        "开展法治宣传12场。",
        "（一）{{标题}}不再替换",
        "",
        "2027年1月5日",
    ]


def test_a_place_holder_that_word_tore_into_runs_is_filled_in_the_format_of_its_beginning() -> None:
    def torn(document: Any) -> None:
        paragraph = document.add_paragraph("题：")
        paragraph.add_run("{{标").bold = True
        paragraph.add_run("题}}（")
        paragraph.add_run("{{发文机关}}）")

    made = WordFile(BytesIO(filled(checked(template("{{正文}}", more=torn)), LETTER))).paragraphs[-1]
    assert made.text == "题：示范镇2026年工作总结（示范镇人民政府）"
    assert [run.text for run in made.runs if run.bold] == ["示范镇2026年工作总结"]


def test_place_holders_in_tables_and_page_heads_are_filled() -> None:
    def around(document: Any) -> None:
        document.add_table(1, 1).cell(0, 0).text = "{{标题}}"
        document.sections[0].header.paragraphs[0].text = "{{发文机关}}"

    made = WordFile(BytesIO(filled(checked(template("{{正文}}", more=around)), LETTER)))
    assert made.tables[0].cell(0, 0).text == LETTER.title
    assert made.sections[0].header.paragraphs[0].text == LETTER.issuer


def test_the_body_keeps_the_format_of_its_place_and_headings_take_the_template_s_styles() -> None:
    def sized(document: Any) -> None:
        document.add_paragraph().add_run("{{正文}}").font.size = Pt(15)

    heading, body, _ = WordFile(BytesIO(filled(checked(template(more=sized)), LETTER))).paragraphs
    assert heading.style.name == "Heading 1"
    assert body.runs[0].font.size == Pt(15)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    file = BytesIO(data)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(name, content)
    return file.getvalue()


ELSEWHERE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="http://example.invalid/a.dotm" TargetMode="External"/></Relationships>'
)


def field(document: Any) -> None:
    run = document.add_paragraph().add_run()
    instruction = run._r.makeelement(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instrText", nsmap=run._r.nsmap
    )
    instruction.text = 'INCLUDETEXT "C:\\\\secret.docx"'
    run._r.append(instruction)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"nothing", "打不开"),
        (with_part(b"", "a.txt", b"a"), "不是 Word"),
        (template("没有占位符"), "0 处"),
        (template("{{正文}}", "{{正文}}"), "2 处"),
        (template("{{正文}}", "{{ 7 * 7 }}"), "不认识的占位符“{{7 * 7}}”"),
        (template("{{正文}}", "{{标题.__class__}}"), "不认识的占位符"),
        (with_part(template("{{正文}}"), "word/vbaProject.bin", b"x"), "带宏"),
        (with_part(template("{{正文}}"), "word/_rels/settings.xml.rels", ELSEWHERE), "引用了外面"),
        (template("{{正文}}", more=field), "取内容的域"),
    ],
)
def test_a_file_that_cannot_serve_or_could_do_harm_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableDocument, match=why.replace("{", r"\{").replace("}", r"\}").replace("*", r"\*")):
        checked(data)
