"""Numbers as Word shows them; the sequences were checked against what LibreOffice shows for the same files."""

from __future__ import annotations

from tests.documents.files import abstract, docx, level, num, numbered, p, table, tc, tr
from tracker.documents.docx import read_docx

OFFICIAL = abstract(
    1,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
)


def labels(body: str, numbering: str, styles: str = "") -> list[str]:
    """What stands before 文 in each paragraph."""
    return [block.text.partition("文")[0] for block in read_docx(docx(body, numbering=numbering, styles=styles))]


def paragraphs(*places: tuple[int, int]) -> str:
    """Numbered paragraphs by list and level."""
    return "".join(numbered("文", list_id, depth) for list_id, depth in places)


def in_list(style: str, list_id: int) -> str:
    """A style whose paragraphs stand in a list."""
    place = f'<w:numPr><w:numId w:val="{list_id}"/></w:numPr>'
    return f'<w:style w:styleId="{style}"><w:pPr>{place}</w:pPr></w:style>'


def test_levels_count_on_and_begin_anew_below_a_higher_one() -> None:
    body = paragraphs((1, 0), (1, 1), (1, 1), (1, 2), (1, 3), (1, 1), (1, 2), (1, 0), (1, 1))
    assert labels(body, OFFICIAL + num(1, 1)) == [
        "一、",
        "（一）",
        "（二）",
        "1.",
        "①",
        "（三）",
        "1.",
        "二、",
        "（一）",
    ]


def test_two_lists_of_one_abstract_list_count_on_together() -> None:
    assert labels(paragraphs((1, 0), (2, 0), (1, 0)), OFFICIAL + num(1, 1) + num(2, 1)) == ["一、", "二、", "三、"]


def test_an_override_begins_anew_once() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = paragraphs((1, 0), (2, 0), (2, 0), (1, 0))
    assert labels(body, OFFICIAL + num(1, 1) + num(2, 1, start)) == ["一、", "五、", "六、", "七、"]


def test_an_override_may_bring_its_own_level() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1）")}</w:lvlOverride>'
    assert labels(paragraphs((1, 0), (2, 0)), OFFICIAL + num(1, 1) + num(2, 1, own)) == ["一、", "II）"]


def test_a_level_shows_the_numbers_above_it() -> None:
    lists = abstract(1, level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1, 1)
    assert labels(paragraphs((1, 0), (1, 1), (1, 0), (1, 1)), lists) == ["第一章", "1.1", "第二章", "2.1"]


def test_a_level_may_count_on_through_higher_ones() -> None:
    lists = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "（%2）", '<w:lvlRestart w:val="0"/>')) + num(
        1, 1
    )
    assert labels(paragraphs((1, 0), (1, 1), (1, 0), (1, 1)), lists) == ["1.", "（1）", "2.", "（2）"]


def test_a_style_numbers_its_paragraphs_also_through_the_style_it_is_based_on() -> None:
    second = '<w:basedOn w:val="h1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>'
    styles = in_list("h1", 1) + f'<w:style w:styleId="h2">{second}</w:style>'
    body = p("文", '<w:pStyle w:val="h1"/>') + p("文", '<w:pStyle w:val="h2"/>')
    assert labels(body, OFFICIAL + num(1, 1), styles) == ["一、", "（一）"]


def test_a_style_finds_its_level_by_the_name_in_the_list() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="sub"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    lists = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "（%2）", '<w:pStyle w:val="sub"/>')) + num(
        1, 1
    )
    assert labels(p("文", '<w:pStyle w:val="sub"/>'), lists, styles) == ["（1）"]


def test_list_zero_takes_the_number_of_the_style_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = p("文", '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>') + p("文", '<w:pStyle w:val="h1"/>')
    assert labels(body, OFFICIAL + num(1, 1), styles) == ["", "一、"]


def test_a_linked_list_takes_its_levels_from_the_numbering_style() -> None:
    lists = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="ls"/></w:abstractNum>' + OFFICIAL
    assert labels(paragraphs((1, 0)), lists + num(1, 9) + num(2, 1), in_list("ls", 2)) == ["一、"]


def test_a_bullet_is_no_text() -> None:
    assert labels(paragraphs((1, 0)), abstract(1, level(0, "bullet", "\uf0b7")) + num(1, 1)) == [""]


def test_a_gap_follows_a_number_that_does_not_end_in_punctuation() -> None:
    lists = abstract(1, level(0, "decimal", "%1").replace('"nothing"', '"tab"')) + num(1, 1)
    assert labels(paragraphs((1, 0)), lists) == ["1 "]


def test_an_empty_numbered_paragraph_is_counted_but_gives_no_block() -> None:
    assert labels(numbered("") + numbered("文"), OFFICIAL + num(1, 1)) == ["二、"]


def test_the_number_column_of_a_table_is_resolved() -> None:
    rows = [tr(tc(numbered("")), tc("修路")), tr(tc(numbered("")), tc("植树"))]
    lists = abstract(1, level(0, "decimal", "%1")) + num(1, 1)
    [block] = read_docx(docx(table(*rows), numbering=lists))
    assert [row[0].text for row in block.rows] == ["1", "2"]
