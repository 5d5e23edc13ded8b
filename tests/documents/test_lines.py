from __future__ import annotations

import pytest

from tracker.documents.lines import Line, cell_text, is_noise, join, paragraphs, unspaced


def joined(*texts: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(Line(text) for text in texts)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("（一）加强组织领导，明确责任分工", "我镇高度重视这项工作，成立了领导小组。"),
        ("继续修建村道。", "组织义务植树。"),
        ("县委依法治县办：", "现将有关情况报告如下："),
        ("加强组织领导", "我镇高度重视这项工作。"),
        ("继续修建村道", "二、保障措施"),
        ("继续修建村道", "（二）植树"),
        ("继续修建村道", "（责任单位：农业办）"),
        ("示范镇人民政府", "2026年1月12日"),
        ("示范镇工作要点", "附件：1. 任务清单"),
        ("已开工项目12件，开工率达100%", "下一步，各单位要加强督导。"),
    ],
)
def test_these_lines_are_two_paragraphs(first: str, second: str) -> None:
    assert joined(first, second) == [first, second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("邀请县司法局业务骨干讲课，", "组织执法人员参加培训。"),
        ("根据《示范县2026年重点工作安排》（示府办发〔2026〕", "3号）要求，制定本方案。"),
        ("认真学习《中华人民共和国", "民法典》。"),
        ("全年修建村道3公里。植树两千", "株，成活率九成。"),
        ("我镇坚持把法治思维和法治方法贯穿于法治建设工作的全过程，严格按法定权限和法定程", "序行使职权。"),
        ("现将我镇2025年度推进法治政府建设工作情况报告", "如下："),
        ("（一）加强宣传.全年开展宣传12场。发放资料", "3000份."),
        ("示范镇人民政府", "关于2025年法治政府建设工作的报告"),
    ],
)
def test_these_lines_are_one_broken_paragraph(first: str, second: str) -> None:
    assert joined(first, second) == [first + second]


def test_blank_lines_and_page_marks_do_not_end_a_broken_sentence() -> None:
    lines = ["邀请业务骨干讲课，", "", "— 3 —", "", "组织参加培训。"]
    assert joined(*lines) == ["邀请业务骨干讲课，组织参加培训。"]


def test_a_full_line_goes_on_even_after_a_sentence() -> None:
    lines = [Line("继续修建村道。", full=True), Line("组织义务植树。")]
    assert [paragraph.text for paragraph in paragraphs(lines)] == ["继续修建村道。组织义务植树。"]


def test_an_indented_line_opens_a_paragraph_even_after_a_full_one() -> None:
    lines = [Line("继续修建村道", full=True), Line("组织义务植树。", indented=True)]
    assert [paragraph.text for paragraph in paragraphs(lines)] == ["继续修建村道", "组织义务植树。"]


def test_a_line_at_the_edge_of_an_indented_text_completes_the_paragraph() -> None:
    lines = [Line("(二)加强培训,每季度组", indented=True), Line("织一次.", flush=True)]
    assert [paragraph.text for paragraph in paragraphs(lines)] == ["(二)加强培训,每季度组织一次."]


def test_a_paragraph_is_bold_when_all_its_lines_are() -> None:
    lines = [Line("加强组织领导，", bold=True), Line("明确责任。", bold=True), Line("修路。", bold=False)]
    assert [paragraph.bold for paragraph in paragraphs(lines)] == [True, False]


def test_latin_words_keep_a_space_between_them() -> None:
    assert join("Smart", "City") == "Smart City"
    assert join("建设5G", "智算中心") == "建设5G智算中心"


@pytest.mark.parametrize(
    "text",
    [
        "- 3 -",
        "— 12 —",
        "第 3 页 共 5 页",
        "第3页，共5页",
        "3/5",
        "当前位置：首页 > 政务公开 > 工作总结",
        "首页 > 政务公开",
        "【字体：大 中 小】 打印",
        "打印本页 | 关闭窗口",
        "来源：党政办 发布时间：2026-01-12 09:30 浏览次数：128",
        "上一篇：关于停水的通知",
        "版权所有：示范镇人民政府",
        "某ICP备00000000号",
        "2026/12/1 下午4:22\t工作总结",
        "12/1/26, 4:22 AM 工作总结",
        "https://www.example.gov.cn/a.html 1/3",
        "目　录",
        "一、总体要求……………3",
        "一、总体要求\t3",
    ],
)
def test_page_marks_and_navigation_are_noise(text: str) -> None:
    assert is_noise(text)


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "首页改版。",
        "第三页",
        "发布信息128条。",
        "分享经验，打印资料2000份。",
        "2026年1月",
        "大中小学校安全",
        "联系我们镇",
    ],
)
def test_words_of_the_text_are_no_noise(text: str) -> None:
    assert not is_noise(text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("网格员 7 名，专职 3 名", "网格员7名，专职3名"),
        ("完成率 100%。", "完成率100%。"),
        ("2025 年 12 月 31 日前", "2025年12月31日前"),
        ("责 任 单 位：农业办", "责任单位：农业办"),
        ("序 号", "序号"),
        ("1 强化培训", "1 强化培训"),
        ("示范镇人民政府 2026年1月12日", "示范镇人民政府 2026年1月12日"),
        ("Smart City 2026", "Smart City 2026"),
    ],
)
def test_spaces_between_figures_and_characters_go(written: str, read: str) -> None:
    assert unspaced(written) == read


@pytest.mark.parametrize("second", ["2.4月底前召开总林长会议。", "议题二：开学安全"])
def test_a_number_before_a_month_and_a_numbered_matter_open_a_paragraph(second: str) -> None:
    lines = [Line("1.严格落实巡林制度，乡级林长每月巡林一次，村级林长每周巡林一次", full=True), Line(second)]
    assert [paragraph.text for paragraph in paragraphs(lines)] == [line.text for line in lines]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["对8", "个小区开展排查；年底前", "全部整改。"], "对8个小区开展排查；年底前全部整改。"),
        (["修路8公里", "，植树300株。"], "修路8公里，植树300株。"),
        (["县住建局、", "县交通局"], "县住建局、县交通局"),
        (["县住建局", "县交通局"], "县住建局\n县交通局"),
        (["完成立项，年内开工", "修路8公里"], "完成立项，年内开工\n修路8公里"),
        (["1.修路", "动工，验收。", "2.植树。"], "1.修路\n动工，验收。\n2.植树。"),
    ],
)
def test_a_cell_joins_what_was_broken_to_fit_it_and_keeps_names_and_points_apart(lines: list[str], text: str) -> None:
    assert cell_text(lines) == text
