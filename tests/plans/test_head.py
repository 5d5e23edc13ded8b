"""What a document says about itself."""

from __future__ import annotations

from tracker.documents.read import read
from tracker.plans.head import Found, read_head
from tracker.plans.plan import Plan
from tracker.plans.understand import understand


def head_of(text: str) -> Found:
    return read_head(read(text.encode(), "计划.txt"))


def plan_of(text: str) -> Plan:
    return understand(read(text.encode(), "计划.txt"))


OFFICIAL = """示范镇人民政府
示府〔2026〕3号
签发人：李 明

示范镇人民政府
关于2025年法治政府建设情况的报告

区委依法治区办：
　　现将有关情况报告如下。
　　一、主要举措和成效
　　开展讲座12场。

示范镇人民政府
2026年1月8日
"""


def test_the_title_may_run_over_two_lines() -> None:
    assert head_of(OFFICIAL).title_text == "示范镇人民政府关于2025年法治政府建设情况的报告"


def test_number_signer_addressee_and_issuer_stand_in_the_head() -> None:
    found = head_of(OFFICIAL)
    assert (found.number, found.signer) == ("示府〔2026〕3号", "李明")
    assert (found.addressee, found.issuer) == ("区委依法治区办", "示范镇人民政府")


def test_spaces_inside_a_title_go() -> None:
    text = "## 示范镇人民政府 关于2025年工作的总结\n\n区政府：\n\n现将工作总结如下：\n"
    assert head_of(text).title_text == "示范镇人民政府关于2025年工作的总结"


def test_a_document_that_begins_with_its_text_has_no_title() -> None:
    found = head_of("现将有关情况报告如下：\n一、主要做法\n开展讲座12场。\n清河区人民政府\n2019年12月18日")
    assert found.title_text is None
    assert found.issuer == "清河区人民政府"


def test_web_noise_above_a_title_is_no_title() -> None:
    text = (
        "当前位置：首页 > 政务公开\n示范镇2025年度重大行政决策工作计划\n"
        "发布时间：2025-03-01 来源：示范镇\n一、上半年\n1.编制规划。"
    )
    assert head_of(text).title_text == "示范镇2025年度重大行政决策工作计划"


def test_a_line_that_opens_a_list_is_no_addressee() -> None:
    assert head_of("示范镇2025年工作要点\n重点做好以下工作：\n一、抓学习\n开展讲座。").addressee is None


def test_a_numbered_document_in_the_text_is_not_its_own_number() -> None:
    text = (
        "示范镇2025年工作要点\n根据《关于加强普法工作的通知》（区委办〔2024〕26号）要求，制定本要点。\n"
        "一、抓学习\n开展讲座。"
    )
    assert head_of(text).number is None


def years(text: str) -> tuple[int | None, int | None]:
    head = understand(read(text.encode(), "计划.txt")).head
    return head.report_year, head.plan_year


def test_the_plan_follows_the_year_of_the_report() -> None:
    text = "示范镇2024年工作总结\n一、工作成效\n开展活动18场。\n二、下一步打算\n（一）抓学习。开展讲座12场。"
    assert years(text) == (2024, 2025)


def test_the_plans_heading_says_its_year() -> None:
    text = (
        "现将有关情况报告如下：\n一、工作成效\n开展活动18场。\n"
        "二、2020年工作计划\n（一）抓学习。开展讲座12场。\n示范镇人民政府\n2019年12月18日"
    )
    assert years(text) == (2019, 2020)


def test_a_plan_has_the_year_of_its_title() -> None:
    assert years("示范镇2025年工作要点\n一、抓学习。开展讲座12场。") == (None, 2025)


def test_a_range_of_years_is_no_plan_year() -> None:
    assert years("清河区人居环境整治行动方案（2024—2026年）\n一、重点任务\n1.建设公厕。新建公厕20座。") == (None, None)


def test_a_summary_and_plan_in_one_has_both_years() -> None:
    text = (
        "示范镇2024年工作总结和2025年工作计划\n一、2024年工作总结\n"
        "开展活动18场。\n二、2025年工作计划\n1.推进产业发展。新建大棚200亩。"
    )
    assert years(text) == (2024, 2025)


RECORDED = """索引号

00001/2026-0007

发文机关

清河区人民政府

标题

清河区人民政府办公室关于印发2026年普法工作要点的通知

有效性

有效

清河区人民政府办公室
关于印发2026年普法工作要点的通知

清府办发〔2026〕9号

各乡镇人民政府：
一、加强宣传。开展讲座12场。
"""


def test_the_record_above_a_published_document_is_no_title() -> None:
    found = head_of(RECORDED)
    assert found.title_text == "清河区人民政府办公室关于印发2026年普法工作要点的通知"
    assert found.number == "清府办发〔2026〕9号"


def test_a_table_that_records_the_publication_is_read_over() -> None:
    table = "索引号： | 0001/2026-0003 | 主题分类： | 农业 |\n发文字号： | 示府办〔2026〕3号 | 有效性： | 有效 |\n"
    found = head_of(f"{table}示范镇人民政府关于做好春耕的通知\n各村：\n现通知如下。\n一、备足种子。各村备足种子。\n")
    assert (found.title_text, found.number) == ("示范镇人民政府关于做好春耕的通知", "示府办〔2026〕3号")


def test_the_name_of_a_column_of_the_site_is_no_title() -> None:
    found = head_of("通知公告\n\n示范镇2026年普法工作计划\n\n一、加强宣传。开展讲座12场。\n")
    assert found.title_text == "示范镇2026年普法工作计划"


def test_who_published_a_report_issued_it_where_nobody_signs() -> None:
    found = head_of("- 发布机构: 示范镇人民政府\n- 生成日期: 2026-02-07\n区政府:\n现将2025年工作总结如下:\n")
    assert (found.issuer, found.title_text) == ("示范镇人民政府", None)


def test_an_office_above_a_title_that_names_its_own_is_no_part_of_it() -> None:
    found = head_of("清河区人民政府\n清河区关于优化营商环境的若干措施\n\n一、简化审批。取消证明12项。\n")
    assert (found.title_text, found.issuer) == ("清河区关于优化营商环境的若干措施", "清河区人民政府")


def test_the_line_with_years_below_a_title_belongs_to_it() -> None:
    found = head_of("清河区养老服务行动计划\n（2026—2028年）\n\n一、建设食堂。建设老年食堂6个。\n")
    assert found.title_text == "清河区养老服务行动计划（2026—2028年）"


def test_a_title_may_carry_its_number() -> None:
    found = head_of("2026年镇政府重点工作任务（示府发〔2026〕2号）\n各村：\n现印发给你们。\n一、修路。修路3公里。\n")
    assert (found.title_text, found.number) == ("2026年镇政府重点工作任务（示府发〔2026〕2号）", "示府发〔2026〕2号")


def test_a_letter_without_a_title_leaves_the_name_to_what_it_sends() -> None:
    letter = "各村：\n《2026年实事项目》已经镇政府同意，现印发给你们。\n示范镇人民政府\n2026年3月1日\n"
    head = plan_of(letter + "2026年实事项目安排\n（第一批）\n一、修路。修路3公里。\n").head
    assert (head.title, head.plan_year) == ("2026年实事项目安排", 2026)


def test_tasks_of_a_work_report_are_no_report() -> None:
    plan = plan_of("2026年政府工作报告重点任务分解\n\n一、修路。年内修路3公里。\n")
    assert [item.heading for item in plan.items] == ["修路"]
    assert (plan.head.report_year, plan.head.plan_year) == (None, 2026)


def test_a_work_report_tells_of_the_year_that_it_looks_back_on() -> None:
    text = "示范镇2026年政府工作报告\n\n一、2025年工作回顾\n修路3公里。\n二、2026年重点工作\n（一）修路。修路5公里。\n"
    head = plan_of(text).head
    assert (head.report_year, head.plan_year) == (2025, 2026)


def test_the_title_may_stand_in_the_record_alone() -> None:
    record = (
        "| 索引号：0001/2026-1 | 发文时间：2026-01-22 |\n| 标题：示范镇人民政府关于2025年普法工作的报告 | 主题词： |\n"
    )
    plan = plan_of(f"{record}2025年，我镇扎实普法。现报告如下。\n一、主要成效\n开展讲座8场。\n")
    assert plan.head.title == "示范镇人民政府关于2025年普法工作的报告"


def test_the_record_above_a_document_is_no_list_to_warn_of() -> None:
    record = "| [ 索引号 ] | 0001/2026-1 | [ 体裁分类 ] | 报告 |\n| [ 发布机构 ] | 示范镇人民政府 | [ 有效性 ] | |\n"
    plan = plan_of(f"{record}2025年，我镇扎实普法。现报告如下。\n一、主要成效\n开展讲座8场。\n")
    assert not any("表头" in warning for warning in plan.warnings)


def test_a_date_below_a_title_is_no_part_of_it() -> None:
    assert (
        head_of("示范镇2026年普法工作计划\n（2026年4月17日）\n\n一、普法。讲座12场。\n").title_text
        == "示范镇2026年普法工作计划"
    )


def test_the_year_of_what_the_opening_promises_is_planned() -> None:
    text = "区长在会上表示，2026年，区政府将努力办好两件实事：\n1.修路。修路3公里。\n2.建桥。建桥1座。\n"
    assert plan_of(text).head.plan_year == 2026
