"""A whole document becomes a plan: the usual ways in which offices write."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.documents.blocks import Block
from tracker.documents.read import read
from tracker.plans.plan import Item, Plan
from tracker.plans.understand import understand


def plan_of(text: str, plan_year: int | None = None) -> Plan:
    return understand(read(text.encode(), "计划.txt"), plan_year)


def headings(plan: Plan) -> list[str | None]:
    return [item.heading for item in plan.items]


def measures(item: Item) -> list[str]:
    return [measure.text for measure in item.measures]


REPORT = """示范镇人民政府关于2025年法治政府建设情况的报告

区委依法治区办：
　　现将我镇2025年法治政府建设情况报告如下：
　　一、主要举措和成效
　　（一）抓学习，强基础。全年开展法治讲座12场，覆盖干部群众3000余人次。
　　（二）聚焦突出问题，抓执法，促规范。办理行政处罚案件23件，计划2026年再办一批。
　　二、存在的不足和原因
　　（一）宣传形式单一。法治宣传针对性不强，群众参与度不高。
　　（二）执法力量薄弱。执法人员业务能力参差不齐。
　　三、下一步工作计划
　　我镇将以区委、区政府为中心，全面完成各项工作任务，为全区法治建设奠定坚实基础。
　　（一）强化法治学习。每季度组织一次集中学法，6月底前完成全员法律知识测试，不断提升法治素养。
　　（二）规范行政执法。严格落实“三项制度”；组织执法人员参加业务培训。
　　四、其他需要报告的事项
　　无。

示范镇人民政府
2025年12月20日
"""


def test_only_the_plan_section_of_a_report_gives_items() -> None:
    plan = plan_of(REPORT)
    assert headings(plan) == ["强化法治学习", "规范行政执法"]
    assert {item.section for item in plan.items} == {"下一步工作计划"}


def test_a_report_says_which_years_it_is_about() -> None:
    head = plan_of(REPORT).head
    assert (head.report_year, head.plan_year) == (2025, 2026)


def test_months_belong_to_the_plan_year() -> None:
    (measure,) = plan_of(REPORT).items[0].measures
    assert date(2026, 6, 30) in [deadline.end for deadline in measure.deadlines]


def test_the_plan_year_of_the_caller_counts_more() -> None:
    plan = plan_of(REPORT, 2027)
    assert plan.head.plan_year == 2027
    assert date(2027, 6, 30) in [deadline.end for deadline in plan.items[0].measures[0].deadlines]


def test_an_outlook_before_the_first_heading_is_no_item() -> None:
    assert not [item for item in plan_of(REPORT).items if any("奠定" in text for text in measures(item))]


def test_the_text_under_a_problem_heading_is_the_problem() -> None:
    texts = [problem.text for problem in plan_of(REPORT).problems]
    assert texts == ["法治宣传针对性不强，群众参与度不高。", "执法人员业务能力参差不齐。"]


def test_figures_come_from_what_was_done_only() -> None:
    assert [(figure.value, figure.unit) for figure in plan_of(REPORT).figures] == [
        (12, "场"),
        (3000, "人次"),
        (23, "件"),
    ]


def test_enumerated_pieces_are_items_where_there_are_no_headings() -> None:
    plan = plan_of(
        "示范镇2024年工作总结\n一、工作开展情况\n开展活动18场。\n二、下一步打算\n"
        "一是强化学习。每月组织一次学法活动。二是深化普法宣传，开展“法律进乡村”活动；三是化解矛盾纠纷，健全排查台账。"
    )
    assert headings(plan) == ["强化学习", None, None]
    assert measures(plan.items[0]) == ["每月组织一次学法活动。"]


def test_enumerated_paragraphs_are_items_too() -> None:
    plan = plan_of(
        "示范镇2024年工作总结\n一、主要成效\n开展活动18场。\n二、下一步打算\n重点抓好以下工作：\n"
        "一是强化学习。每月组织一次学法活动，邀请律师授课，切实增强法治观念。\n"
        "二是规范执法。严格落实执法公示制度，开展案卷评查，不断提高办案质量。"
    )
    assert headings(plan) == ["强化学习", "规范执法"]


def test_problems_and_plans_in_one_paragraph_are_told_apart() -> None:
    plan = plan_of(
        "示范镇2024年法治建设工作总结\n一、工作开展情况\n开展宣传活动18场次。\n二、存在的不足及下一步打算\n"
        "虽然取得了一些成绩，但仍存在一些不足：宣传形式单一，参与度不高；执法人员储备不足。"
        "下一步，我镇将从以下方面努力：一是创新宣传方式，制作普法短视频；二是加强执法培训，每季度开展1次研讨。"
    )
    assert [problem.text for problem in plan.problems] == ["宣传形式单一，参与度不高；", "执法人员储备不足。"]
    assert [measures(item) for item in plan.items] == [
        ["创新宣传方式，制作普法短视频；"],
        ["加强执法培训，每季度开展1次研讨。"],
    ]


def test_a_report_without_a_plan_heading_plans_where_it_says_next() -> None:
    plan = plan_of(
        "示范镇2024年禁毒工作情况汇报\n一、工作开展情况\n开展禁毒宣传12场次。\n二、工作成效\n全镇未发生涉毒案件。\n"
        "下一步，我镇将继续加大禁毒宣传力度，组织开展毒品原植物踏查，建立重点人员台账。"
    )
    assert [measures(item)[0][:9] for item in plan.items] == ["下一步，我镇将继续"]


def test_headings_without_numbers_are_found_by_their_words_and_place() -> None:
    plan = plan_of(
        "示范镇2024年度平安建设工作情况汇报\n主要做法\n镇党委召开专题会议8次，研究部署平安建设工作。\n"
        "存在的不足\n部分企业安全生产主体责任落实不到位。\n下一步工作计划\n加强网格队伍建设\n"
        "选优配强村级网格员，每半年组织一次业务培训，提高网格员履职能力。\n压实企业主体责任\n"
        "督促企业落实全员安全生产责任制，三季度完成检查“回头看”，建立问题清单。"
    )
    assert headings(plan) == ["加强网格队伍建设", "压实企业主体责任"]
    assert len(plan.problems) == 1


def test_markdown_headings_nest_by_their_numbers() -> None:
    plan = plan_of(
        "# 示范镇2025年普法工作要点\n\n## 一、突出重点内容\n\n### （一）持续开展宪法宣传\n\n"
        "组织开展宪法宣传周活动。\n\n# （二）深化民法典宣传\n\n开展民法典进乡村活动。\n"
        "\n## 二、工作要求\n\n各村要高度重视。\n"
    )
    assert [(item.heading, item.section) for item in plan.items] == [
        ("持续开展宪法宣传", "突出重点内容"),
        ("深化民法典宣传", "突出重点内容"),
    ]


ACTION_PLAN = """清河区人民政府办公室关于印发《清河区农村人居环境整治提升实施方案》的通知
清政办发〔2024〕15号

各镇人民政府、街道办事处，区政府各部门：
　　《清河区农村人居环境整治提升实施方案》已经区政府同意，现印发给你们，请认真组织实施。
　　清河区人民政府办公室
　　2024年3月12日
（此件公开发布）

清河区农村人居环境整治提升实施方案

为改善农村人居环境，制定本方案。
一、总体要求
（一）指导思想。以改善人居环境为目标，建设宜居乡村。
（二）工作目标。到2026年，农村卫生厕所普及率达到95%以上。
二、重点任务
（一）推进农村厕所革命
1.加快户厕改造。优先改造一类县户厕，完成改造5000户。（牵头单位：区农业农村局；责任单位：各镇街）
2.推进公厕建设。新建公共厕所20座，落实专人保洁。（区住建局牵头，区文旅局、各镇街配合）
（二）治理农村生活污水
3.编制治理规划。6月底前完成规划编制。责任单位：市生态环境局清河分局
三、保障措施
（一）加强组织领导。成立领导小组。
附件：1.任务分工表
2.考核办法
"""


def test_an_action_plan_gives_its_tasks_without_letter_aims_and_closing() -> None:
    plan = plan_of(ACTION_PLAN)
    assert headings(plan) == ["加快户厕改造", "推进公厕建设", "编制治理规划"]
    assert [item.section for item in plan.items] == ["推进农村厕所革命", "推进农村厕所革命", "治理农村生活污水"]


def test_labelled_units_are_parties_and_no_part_of_the_measure() -> None:
    first, second, third = plan_of(ACTION_PLAN).items
    assert (first.parties.lead, first.parties.support) == (("区农业农村局",), ("各镇街",))
    assert (second.parties.lead, second.parties.support) == (("区住建局",), ("区文旅局", "各镇街"))
    assert third.parties.lead == ("市生态环境局清河分局",)
    assert not [text for item in (first, second, third) for text in measures(item) if "单位" in text or "牵头" in text]


def test_what_was_passed_over_is_said() -> None:
    warnings = "".join(plan_of(ACTION_PLAN).warnings)
    assert "转发" in warnings
    assert "保障措施" in warnings


def test_months_belong_to_the_documents_own_year_where_no_plan_year_is_known() -> None:
    assert plan_of(ACTION_PLAN).items[2].measures[0].deadlines[0].end == date(2024, 6, 30)


def test_a_notice_that_sends_nothing_is_the_plan_itself() -> None:
    plan = plan_of(
        "关于做好2025年示范镇防汛工作的通知\n各村（社区）、镇直各单位：\n现将有关事项通知如下：\n"
        "一、压实防汛责任。各村要于4月15日前完善防汛预案，落实24小时值班制度。\n"
        "二、全面排查隐患。镇水利站对水库、塘坝开展拉网式排查，5月10日前完成整改。\n"
        "附件：防汛值班表\n示范镇人民政府\n2025年3月20日"
    )
    assert headings(plan) == ["压实防汛责任", "全面排查隐患"]


def test_each_list_of_units_holds_for_the_sentences_before_it() -> None:
    plan = plan_of(
        "清河区促进创业若干措施\n一、加强创业扶持\n（一）提供场地支持。建设创业孵化基地2个。（责任单位：区人社局）"
        "支持高校毕业生创业，发放创业补贴。（责任单位：区财政局）\n"
        "（二）提供融资支持。发放创业担保贷款。（责任单位：区金融办）"
    )
    first, second = plan.items
    assert [measure.parties.lead for measure in first.measures] == [("区人社局",), ("区财政局",)]
    assert first.parties.lead == ()
    assert second.parties.lead == ("区金融办",)


def test_units_and_time_limit_may_stand_on_lines_of_their_own() -> None:
    plan = plan_of(
        "示范街道2025年十件民生实事\n\n1.新建改扩建幼儿园2所，新增学位540个。\n牵头单位：区教育局\n责任单位：各社区\n"
        "完成时限：2025年8月底前\n\n2.加装老旧小区电梯30部。\n责任单位：区住建局\n完成时限：2025年12月底前\n"
    )
    first, second = plan.items
    assert measures(first) == ["新建改扩建幼儿园2所，新增学位540个。"]
    assert (first.parties.lead, first.parties.support) == (("区教育局",), ("各社区",))
    assert first.deadlines[0].end == date(2025, 8, 31)
    assert second.parties.lead == ("区住建局",)


def test_paragraphs_that_open_with_a_name_and_a_colon_are_items() -> None:
    plan = plan_of(
        "示范镇2025年人居环境整治工作方案\n一、工作任务\n"
        "建设收运体系：每村配备保洁员2名以上，建成镇级垃圾中转站1座，实现日产日清，落实长效管护制度。\n"
        "整治黑臭水体：排查全镇坑塘沟渠，建立“一塘一策”清单，年底前完成12处黑臭水体治理任务。"
    )
    assert headings(plan) == ["建设收运体系", "整治黑臭水体"]
    assert plan.items[0].measures[0].actions[0] == "每村配备保洁员2名以上"


def test_a_party_on_a_heading_holds_for_what_stands_below_it() -> None:
    plan = plan_of(
        "示范镇2025年工作要点\n一、党建工作（责任领导：李明；责任单位：党建办）\n1.开展主题党日活动12次。\n"
        "2.培训党员200人次。（责任单位：组织办）\n"
    )
    first, second = plan.items
    assert (first.parties.leader, first.parties.lead) == (("李明",), ("党建办",))
    assert second.parties.lead == ("组织办",)
    assert first.section == "党建工作"


def test_a_target_with_an_owner_is_an_item() -> None:
    plan = plan_of(
        "清河区2024年重点工作任务分工方案\n一、主要预期目标\n1.地区生产总值增长6%左右。\n牵头单位：区发改局\n"
        "2.一般公共预算收入增长8%左右。\n牵头单位：区财政局\n"
    )
    assert [measures(item) for item in plan.items] == [["地区生产总值增长6%左右"], ["一般公共预算收入增长8%左右"]]


def test_details_below_an_arabic_number_belong_to_its_item() -> None:
    plan = plan_of(
        "示范镇2025年工作计划\n1.保障改善民生。\n"
        "（1）实施危房改造25户；\n（2）建成敬老院二期并投入使用。\n2.推进产业发展。新建大棚200亩。"
    )
    assert headings(plan) == ["保障改善民生", "推进产业发展"]
    assert len(plan.items[0].measures) == 2


def test_rules_of_application_are_no_task() -> None:
    plan = plan_of(
        "清河区促进民营经济发展若干措施\n第一条 支持企业做大做强。对首次升规的工业企业，给予一次性奖励10万元。\n"
        "第二条 本措施自发布之日起施行，由区经信局负责解释。"
    )
    assert headings(plan) == ["支持企业做大做强"]


@pytest.mark.parametrize("text", ["今天天气很好。", "示范镇人民政府", "一、", "序号", "附件：", "2025年3月1日"])
def test_text_that_plans_nothing_gives_a_warning_and_no_items(text: str) -> None:
    plan = plan_of(text)
    assert plan.items == ()
    assert plan.warnings


def test_a_bold_line_that_says_who_or_when_is_no_heading() -> None:
    lines = [("2026年督办事项清单", True), ("事项一：河道整治", False), ("任务内容：清淤3公里，植树200株。", False)]
    lines += [("牵头单位：水利站", True), ("完成时限：9月底前", True)]
    (item,) = understand([Block(text, bold=bold) for text, bold in lines], 2026).items
    assert (item.heading, item.parties.lead) == ("河道整治", ("水利站",))


def test_what_opens_a_plan_with_directions_and_hope_is_no_item() -> None:
    opening = "下半年，我镇将继续按照区委部署，围绕中心工作，按照总体要求狠抓落实，确保各项工作取得实效。\n"
    plan = plan_of(f"示范镇下半年工作计划\n{opening}一是抓好整改。8月底前完成整改。\n二是抓好防汛。组织防汛演练2次。\n")
    assert headings(plan) == ["抓好整改", "抓好防汛"]


def test_a_line_that_names_a_project_is_its_heading() -> None:
    plan = plan_of(
        "示范镇2026年实事项目\n1.石桥村桥梁新建工程\n2.持续推进心理健康教育项目\n3.中心小学扩建工程（二期）\n"
    )
    assert headings(plan) == ["石桥村桥梁新建工程", None, "中心小学扩建工程（二期）"]


def test_a_star_behind_a_number_is_no_part_of_the_work() -> None:
    plan = plan_of("2026年实事项目安排\n1.*改建照护床位20张\n2.*为教室安装空调200台\n3.完成癌症筛查1.2万人\n")
    assert [measures(item) for item in plan.items] == [
        ["改建照护床位20张"],
        ["为教室安装空调200台"],
        ["完成癌症筛查1.2万人"],
    ]


def test_what_announces_a_list_is_no_item_of_it() -> None:
    plan = plan_of(
        "2026年民生实事\n今年，清河将突出“民呼我为”，聚焦急难愁盼，接续办好3件实事。具体包括：\n建设公园2个。\n加装护栏40公里。\n打造菜市场1个。\n"
    )
    assert [measures(item) for item in plan.items] == [["建设公园2个。"], ["加装护栏40公里。"], ["打造菜市场1个。"]]


def test_the_background_and_aims_of_an_activity_are_no_work() -> None:
    plan = plan_of(
        "示范镇开放日活动方案\n一、背景介绍。\n法律知识已经成为治理的重要内容。\n二、实施目标。\n1.推动法治建设。\n"
        "三、实施措施。\n成立普法小组，开展讲座2场。\n"
    )
    assert headings(plan) == ["实施措施"]


def test_an_account_of_progress_plans_where_it_says_next() -> None:
    plan = plan_of(
        "关于2026年10月份实事项目进展情况的通报\n截至10月31日，30件实事已完成12件，完成率40%\n\n"
        "下一步，各单位要对滞后项目挂牌督办，11月底前完成整改。\n"
    )
    assert [measure.actions for item in plan.items for measure in item.measures] == [("对滞后项目挂牌督办", "完成整改")]
    assert (plan.head.report_year, plan.head.plan_year) == (2026, 2026)


def test_a_heading_that_carries_out_a_plan_is_no_plan_of_a_report() -> None:
    plan = plan_of(
        "2026年依法治镇工作计划\n一、认真贯彻落实县2026年工作要点\n1、开展自查。开展自查2次。\n"
        "二、加强队伍建设\n1、培训执法人员。举办培训班3期。\n三、深化普法\n1、送法进村。开展讲座12场。\n"
    )
    assert headings(plan) == ["开展自查", "培训执法人员", "送法进村"]


def test_a_draft_sent_out_for_opinions_is_what_counts() -> None:
    plan = plan_of(
        "示范镇关于公开征求《2026年支持政策》意见的公告\n现公开征求意见，可通过以下方式反馈：\n1.将意见寄至党政办。\n"
        "示范镇人民政府\n2026年3月1日\n附件1：\n示范镇2026年支持政策\n一、稳定种粮。发放补贴20万元。\n"
    )
    assert headings(plan) == ["稳定种粮"]


def test_units_alone_in_brackets_are_parties_once_the_first_is_said_to_lead() -> None:
    plan = plan_of(
        "清河区若干措施\n（一）减税。落实减税政策。（区税务局、区财政局，列第一位的为牵头单位，下同）\n"
        "（二）设立基金。设立产业基金2亿元。（区财政局、区发改局）\n"
    )
    assert [item.parties.lead for item in plan.items] == [("区税务局",), ("区财政局",)]
    assert [item.parties.support for item in plan.items] == [("区财政局",), ("区发改局",)]
