from __future__ import annotations

from tests.documents.files import docx, p, package, parts_of, r, table, tc, tr
from tracker.documents.blocks import Block, BlockKind
from tracker.documents.docx import read_docx

BOLD = "<w:b/>"
HEAVY = '<w:rFonts w:eastAsia="黑体"/>'
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="公文标题"/><w:basedOn w:val="h1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="secret"><w:name w:val="暗"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def grid(block: Block) -> list[list[str]]:
    """The cells' texts; a repetition of a merged cell begins with ^."""
    return [["^" * cell.merged + cell.text for cell in row] for row in block.rows]


def test_a_paragraph_is_one_block_with_its_place() -> None:
    blocks = read_docx(docx(p("示范镇工作要点") + p() + p("继续修路。")))
    assert texts(blocks) == ["示范镇工作要点", "继续修路。"]
    assert [block.where for block in blocks] == ["第 1 段", "第 2 段"]


def test_runs_of_one_paragraph_are_joined() -> None:
    assert texts(read_docx(docx(f"<w:p>{r('继续')}{r('修路')}</w:p>"))) == ["继续修路"]


def test_a_tab_and_a_hyphen_are_kept() -> None:
    body = f"<w:p>{r('示府〔2026〕1号')}<w:r><w:tab/></w:r>{r('签发人：甲')}<w:r><w:noBreakHyphen/></w:r></w:p>"
    assert texts(read_docx(docx(body))) == ["示府〔2026〕1号\t签发人：甲-"]


def test_a_title_broken_by_a_soft_line_end_is_one_paragraph() -> None:
    body = f"<w:p>{r('示范镇人民政府')}<w:r><w:br/></w:r>{r('关于2025年工作的报告')}</w:p>"
    assert texts(read_docx(docx(body))) == ["示范镇人民政府关于2025年工作的报告"]


def test_soft_line_ends_after_sentences_divide_paragraphs() -> None:
    body = f"<w:p>{r('一、修路。')}<w:r><w:br/></w:r>{r('二、植树。')}</w:p>"
    assert texts(read_docx(docx(body))) == ["一、修路。", "二、植树。"]


def test_tracked_insertions_are_kept_and_deletions_dropped() -> None:
    deleted = '<w:del w:id="2"><w:r><w:delText>原来的话</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3">{r("走了")}</w:moveFrom><w:moveTo w:id="4">{r("来了")}</w:moveTo>'
    body = f'<w:p>{r("继续")}<w:ins w:id="1">{r("修路")}</w:ins>{deleted}{moved}</w:p>'
    assert texts(read_docx(docx(body))) == ["继续修路来了"]


def test_a_deleted_paragraph_end_joins_the_next_paragraph() -> None:
    body = p("继续", "<w:rPr><w:del w:id='1'/></w:rPr>") + p("修路。")
    assert texts(read_docx(docx(body))) == ["继续修路。"]


def test_hidden_text_is_dropped() -> None:
    hidden = r("暗", "<w:vanish/>") + r("也暗", '<w:rStyle w:val="secret"/>') + r("明", '<w:vanish w:val="0"/>')
    assert texts(read_docx(docx(f"<w:p>{hidden}</w:p>", styles=STYLES))) == ["明"]


def test_the_result_of_a_field_is_text_and_its_code_is_not() -> None:
    body = "<w:p><w:r><w:instrText>DATE</w:instrText></w:r>" + r("2026年1月") + "</w:p>"
    assert texts(read_docx(docx(body))) == ["2026年1月"]


def test_content_controls_are_transparent() -> None:
    inline = (
        f"<w:p>{r('签发人：')}<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{r('甲')}</w:sdtContent></w:sdt></w:p>"
    )
    assert texts(read_docx(docx(f"<w:sdt><w:sdtContent>{inline}</w:sdtContent></w:sdt>"))) == ["签发人：甲"]


def test_the_table_of_contents_is_no_text() -> None:
    gallery = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
    control = f"<w:sdt>{gallery}<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    body = control + p("一、修路 3", '<w:pStyle w:val="toc1"/>') + p("一、修路")
    assert texts(read_docx(docx(body, styles=STYLES))) == ["一、修路"]


def test_a_heading_style_marks_a_heading_also_through_the_style_it_is_based_on() -> None:
    [block] = read_docx(docx(p("重点任务", '<w:pStyle w:val="own"/>'), styles=STYLES))
    assert (block.kind, block.level, block.bold) == (BlockKind.HEADING, 1, True)


def test_an_outline_level_marks_a_heading() -> None:
    [block] = read_docx(docx(p("重点任务", '<w:outlineLvl w:val="2"/>')))
    assert (block.kind, block.level) == (BlockKind.HEADING, 3)


def test_a_paragraph_is_bold_only_as_a_whole() -> None:
    body = f"<w:p>{r('修路。', BOLD)}{r('6月底前完成。')}</w:p><w:p>{r('修路', BOLD)}</w:p>"
    body += f"<w:p>{r('植树', HEAVY)}</w:p>"
    assert [block.bold for block in read_docx(docx(body))] == [False, True, True]


def test_footnotes_stand_at_the_end_as_notes() -> None:
    notes = '<w:footnote w:id="0" w:type="separator">' + p("线") + '</w:footnote><w:footnote w:id="2">'
    notes += p("以年鉴为准。") + "</w:footnote>"
    body = f'<w:p>{r("增长5%")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + p("继续修路。")
    blocks = read_docx(docx(body, notes=notes))
    assert texts(blocks) == ["增长5%", "继续修路。", "以年鉴为准。"]
    assert (blocks[2].kind, blocks[2].where) == (BlockKind.NOTE, "脚注")


def test_a_text_box_is_read_once_as_a_note_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('主动公开')}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent>"
    )
    blocks = read_docx(docx(p("修路。") + f"<w:p>{r('植树。')}<w:r>{both}</w:r></w:p>"))
    assert texts(blocks) == ["修路。", "植树。", "主动公开"]
    assert blocks[2].kind is BlockKind.NOTE


def test_merged_cells_repeat_their_text() -> None:
    rows = [
        tr(tc("序号"), tc("任务", '<w:gridSpan w:val="2"/>')),
        tr(tc("1"), tc("修路", '<w:vMerge w:val="restart"/>'), tc("甲村")),
        tr(tc("2"), tc("", "<w:vMerge/>"), tc("乙村")),
    ]
    [block] = read_docx(docx(table(*rows)))
    assert grid(block) == [["序号", "任务", "^任务"], ["1", "修路", "甲村"], ["2", "^修路", "乙村"]]


BREAK = "<w:r><w:br/></w:r>"


def test_a_title_broken_into_lines_is_one_paragraph_and_a_date_below_it_is_not() -> None:
    lines = BREAK.join(r(line) for line in ("示范镇2026年", "重点任务安排", "（2026年1月5日）"))
    centred = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{lines}</w:p>'
    assert texts(read_docx(docx(centred))) == ["示范镇2026年重点任务安排", "（2026年1月5日）"]
    style = '<w:style w:type="paragraph" w:styleId="t"><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    styled = f'<w:p><w:pPr><w:pStyle w:val="t"/></w:pPr>{lines}</w:p>'
    assert texts(read_docx(docx(styled, styles=style))) == ["示范镇2026年重点任务安排", "（2026年1月5日）"]


def test_a_heading_broken_into_lines_is_one_heading() -> None:
    lines = BREAK.join(r(line) for line in ("一、加强组织领导", "压实工作责任"))
    [block] = read_docx(docx(f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{lines}</w:p>'))
    assert (block.text, block.level) == ("一、加强组织领导压实工作责任", 1)


def test_sentences_on_lines_of_their_own_are_paragraphs() -> None:
    lines = BREAK.join(r(line) for line in ("修建村道。", "种植行道树。"))
    assert texts(read_docx(docx(f"<w:p>{lines}</w:p>"))) == ["修建村道。", "种植行道树。"]


def test_rows_are_filled_up_to_the_same_length() -> None:
    skipped = '<w:gridBefore w:val="1"/>'
    [block] = read_docx(docx(table(tr(tc("甲"), tc("乙"), tc("丙")), tr(tc("丁"), properties=skipped))))
    assert grid(block) == [["甲", "乙", "丙"], ["", "丁", ""]]


def test_a_deleted_row_is_dropped() -> None:
    deleted = tr(tc("丙"), tc("丁"), properties="<w:del w:id='1'/>")
    [block] = read_docx(docx(table(tr(tc("甲"), tc("乙")), deleted, tr(tc("戊"), tc("己")))))
    assert grid(block) == [["甲", "乙"], ["戊", "己"]]


def test_the_lines_of_a_cell_stay_apart() -> None:
    rows = tr(tc("单位"), tc("时限")), tr(tc(p("农业办") + p("林业站")), tc("6月底前"))
    [block] = read_docx(docx(table(*rows)))
    assert grid(block)[1] == ["农业办\n林业站", "6月底前"]


def test_a_table_inside_a_cell_follows_as_a_table_of_its_own() -> None:
    inner = table(tr(tc("内一"), tc("内二"), tc("内三")))
    blocks = read_docx(docx(table(tr(tc("外一"), tc(inner + p("外二")), tc("外三")))))
    assert [grid(block) for block in blocks] == [[["外一", "外二", "外三"]], [["内一", "内二", "内三"]]]


def test_a_table_of_one_cell_is_a_frame_around_text() -> None:
    [block] = read_docx(docx(table(tr(tc(p("继续修路。"))))))
    assert (block.kind, block.text) == (BlockKind.PARAGRAPH, "继续修路。")


def test_a_strict_file_is_read_like_any_other() -> None:
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = {name: content.replace(usual, strict) for name, content in parts_of(docx(p("继续修路。"))).items()}
    assert texts(read_docx(package(parts))) == ["继续修路。"]


def test_a_text_box_at_the_beginning_is_the_letterhead() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('示范镇人民政府文件')}{p('关于修路的报告')}</w:txbxContent></w:pict></w:r>"
    blocks = read_docx(docx(f"<w:p>{box}</w:p>" + p("继续修路。")))
    assert [(block.text, block.kind) for block in blocks] == [
        ("示范镇人民政府文件", BlockKind.PARAGRAPH),
        ("关于修路的报告", BlockKind.PARAGRAPH),
        ("继续修路。", BlockKind.PARAGRAPH),
    ]


def test_a_table_of_contents_without_its_styles_is_no_text() -> None:
    link = f'<w:hyperlink w:anchor="_Toc1">{r("工作目标")}<w:r><w:tab/></w:r>{r("3")}</w:hyperlink>'
    field = f"<w:p>{r('保障措施')}<w:r><w:instrText> PAGEREF _Toc2 \\h </w:instrText></w:r>{r('4')}</w:p>"
    typed = f"<w:p>{r('一、总体要求')}<w:r><w:tab/></w:r>{r('1')}</w:p>" + p("二、重点任务……………2")
    body = p("目　　录") + f"<w:p>{link}</w:p>" + field + typed + p("继续修路。")
    assert texts(read_docx(docx(body))) == ["继续修路。"]


def test_a_table_that_only_places_text_is_no_table() -> None:
    head = table(tr(tc("示府发〔2026〕3号"), tc("签发人：甲")))
    frame = table(tr(tc("一、修路。")), tr(tc("二、植树。")))
    assert texts(read_docx(docx(head + frame))) == ["示府发〔2026〕3号", "签发人：甲", "一、修路。", "二、植树。"]
