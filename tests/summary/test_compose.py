"""tracker/summary/compose.py"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.office import WANG, event, figure
from tests.summary.offices import LAST, a_year, done, facts, ordered, promised, report, texts
from tracker.calendar.limits import Every
from tracker.calendar.limits import Kind as TaskKind
from tracker.progress.figures import Reported
from tracker.summary.compose import LIMIT, compose
from tracker.summary.desk import is_transition
from tracker.summary.facts import Facts, Ordered, Planned
from tracker.summary.report import Report, Sentence, as_json
from tracker.summary.skeleton import Kind, Part, period_of
from tracker.tasks.history import Figure
from tracker.tasks.status import Move


@pytest.fixture
def year() -> Facts:
    return facts(*a_year(), stated=promised(), last=LAST)


def under(report: Report, heading: str) -> list[str]:
    """The sentences below a heading, up to the next of its level."""
    found: list[str] = []
    level = 0
    for section in report.sections:
        if heading in section.heading:
            level = section.level
        elif level and section.level <= level:
            level = 0
        if level:
            found += [sentence.text for sentence in section.sentences]
    return found


def told(report: Report, start: str) -> Sentence:
    return next(s for section in report.sections for s in section.sentences if start in s.text)


# ---- what is told, and how


def test_a_passage_joins_what_people_wrote_and_then_says_how_much(year: Facts) -> None:
    assert under(compose(year), "创新普法宣传") == [
        "开展法治宣传12场。在集镇设点宣讲国家安全；进校园讲未成年人保护法；法治宣传12场全部办完。",
        "全年宣传资料800余份。",
    ]


def test_several_tasks_of_one_area_are_counted_off(year: Facts) -> None:
    begins = [text[:2] for text in under(compose(year), "（二）化解矛盾纠纷") if not text.startswith(("全年", "【"))]
    assert begins == ["一是", "二是", "三是"]


def test_work_under_way_is_never_told_as_done(year: Facts) -> None:
    assert told(compose(year), "建设调解室8个").text == "一是正在推进“建设调解室8个”任务。选址已定。"
    monthly = "二是正在推进“每月报送排查台账”任务。3月至11月台账已报。"
    assert told(compose(year), "每月报送排查台账”任务").text == monthly


def test_a_title_whose_number_was_not_reached_is_only_quoted() -> None:
    short = ordered("开展法治宣传12场", report("4-1", "办了几场。", figure("法治宣传", 9, "场")), *done())
    composed = compose(facts(short))
    assert told(composed, "12场").text == "“开展法治宣传12场”任务已办结。办了几场；资料已归档备查。"
    assert told(composed, "全年").text == "全年开展法治宣传9场。"


@pytest.mark.parametrize(
    ("title", "value", "told_as"),
    [
        ("开展法治宣传不少于12场", 15, "开展法治宣传15场"),
        ("开展法治宣传不少于12场", 12, "开展法治宣传12场"),
        ("开展法治宣传12场以上", 14, "开展法治宣传14场"),
        ("继续开展法治宣传", 14, "开展法治宣传"),
    ],
)
def test_a_title_that_is_done_says_what_was_reached_and_not_what_was_asked_for(
    title: str, value: int, told_as: str
) -> None:
    composed = compose(facts(ordered(title, report("4-1", "进村宣讲。", figure("法治宣传", value, "场")), *done())))
    (first, *_) = under(composed, "创新普法宣传")
    assert first == f"{told_as}。进村宣讲；资料已归档备查。"


def test_a_hotline_is_no_number_to_be_reached() -> None:
    work = ordered("处理12345热线工单", report("4-1", "逐件回访。", figure("热线工单", 9, "件")), *done())
    assert under(compose(facts(work)), "创新普法宣传") == [
        "处理12345热线工单。逐件回访；资料已归档备查。",
        "全年处理热线工单9件。",
    ]


def test_tasks_for_several_days_of_publicity_are_told_together() -> None:
    days = ["国际禁毒日", "国家宪法日"]
    works = [
        ordered(f"{day}组织开展普法", report("6-2", f"{day}在集镇设点。"), *done(), key=f"x{n}")
        for n, day in enumerate(days)
    ]
    composed = compose(facts(*works))
    (said,) = [s for section in composed.sections for s in section.sentences if "在集镇设点" in s.text]
    assert said.text == (
        "在国际禁毒日、国家宪法日组织开展普法。国际禁毒日在集镇设点；资料已归档备查；国家宪法日在集镇设点。"
    )
    assert said.tasks == ("x0", "x1")


def test_what_is_said_of_every_task_tells_nothing_of_one() -> None:
    works = [ordered(f"{what}整治", report("6-2", f"{what}已经清理。"), *done(), key=what) for what in "甲乙丙"]
    said = under(compose(facts(*works)), "创新普法宣传")
    assert said == ["一是甲整治。甲已经清理。", "二是乙整治。乙已经清理。", "三是丙整治。丙已经清理。"]


def test_a_rate_is_not_called_a_sum() -> None:
    rate = ordered("提高参考率", report("4-1", "组织了考试。", figure("参考率", "97.5", "%")), *done())
    assert told(compose(facts(rate)), "97.5").text == "参考率97.5%。"


def test_a_total_to_which_several_tasks_reported_is_told_once_with_all_of_them() -> None:
    one = ordered("开展宣传", report("4-1", "赶集宣讲。", figure("宣传", 2, "场")), *done(), key="x1")
    two = ordered("配合宣传", report("5-1", "进校宣讲。", figure("宣传", 3, "场")), *done(), key="x2")
    composed = compose(facts(one, two))
    assert under(composed, "创新普法宣传") == [
        "一是开展宣传。赶集宣讲；资料已归档备查。",
        "二是配合宣传。进校宣讲；资料已归档备查。",
        "全年开展宣传5场。",
    ]
    assert told(composed, "宣传5场").tasks == ("x1", "x2")
    assert told(composed, "宣传5场").opens


def test_a_total_of_several_areas_is_told_where_most_of_its_reports_come_from() -> None:
    one = ordered("开展宣传", report("4-1", "赶集宣讲。", figure("宣传", 2, "场")), *done(), key="x1")
    twice = [report(on, f"第{on[0]}月进校宣讲。", figure("宣传", 3, "场")) for on in ("5-1", "6-1")]
    other = ordered("配合宣传", *twice, *done(), key="x2", section="化解矛盾纠纷")
    composed = compose(facts(one, other))
    assert "全年" not in "".join(under(composed, "创新普法宣传"))
    assert under(composed, "（二）化解矛盾纠纷")[-1] == "全年开展宣传8场。"


def test_a_number_that_the_words_tell_is_not_told_again() -> None:
    composed = compose(facts(ordered("采购装备", report("4-1", "新配记录仪4台。", figure("记录仪", 4, "台")), *done())))
    (said,) = under(composed, "创新普法宣传")
    assert said == "采购装备。新配记录仪4台；资料已归档备查。"
    assert figure("记录仪", 4, "台") in told(composed, "记录仪").figures


def test_while_the_year_lasts_its_sums_are_so_far(year: Facts) -> None:
    so_far = compose(facts(*a_year(), today=date(2025, 11, 25)))
    assert told(so_far, "宣传资料").text == "今年以来宣传资料800余份。"


def test_a_number_in_a_report_that_nobody_recorded_is_asked_for_and_not_told(year: Facts) -> None:
    composed = compose(year)
    assert "课堂" not in "".join(texts(composed.sections))
    assert [one.asks for one in composed.left_out if "课堂" in one.asks] == [
        "叶青禾把“进校园讲未成年人保护法，其中新建课堂3个”里的数填进进度数据，总结才能用这一句"
    ]


# ---- what is lacking


def test_work_without_a_record_and_promises_without_a_task_are_asked_for(year: Facts) -> None:
    composed = compose(year)
    assert "【待补：叶青禾补写“申报示范点”做了什么】" in under(composed, "（二）化解矛盾纠纷")
    assert "【待补：督办员补写上年计划“建立行政执法联络员制度”的落实情况】" in under(composed, "（三）规范行政行为")


def test_a_proposal_that_was_rejected_is_not_asked_for() -> None:
    dropped = [replace(one, is_dropped=True) for one in promised()]
    assert "联络员" not in "".join(texts(compose(facts(*a_year(), stated=dropped)).sections))


def test_an_office_without_a_single_record_gets_five_parts_that_say_who_is_to_supply_what() -> None:
    composed = compose(facts())
    assert [section.part for section in composed.sections if section.level == 1] == list(Part)
    assert all("【待补：" in s.text for section in composed.sections if section.level for s in section.sentences)
    assert len(composed.missing) == len(Part)


# ---- what fell short, and what comes next


def test_shortcomings_are_late_returned_stopped_and_unfinished_work_with_the_reasons_given(year: Facts) -> None:
    composed = compose(year)
    assert under(composed, "部分任务未按时限完成") == [
        "“编印办事指南”任务未按时限办结。",
        "“建设调解室8个”任务到期尚未办结。",
        "“每月报送排查台账”任务部分期次未报送。",
    ]
    assert under(composed, "部分任务经退回后补办") == ["“清理规范性文件”任务因目录缺失效依据被退回，补办后办结。"]
    stopped = "“修建法治广场2处”任务因用地另有安排，停止建设，中止办理。"
    assert under(composed, "部分任务尚未办完")[0] == stopped
    assert under(composed, "上年指出的部分问题尚未解决") == [
        "上年指出的“村级调解力量薄弱”问题，“建设调解室8个”“常态化接访”任务尚未办完。",
        "【待补：督办员核实上年指出的“执法人员偏少”今年是否解决，没有解决的写明下一步打算】",
    ]


def test_what_is_open_or_carried_over_is_next_year_s_plan_and_what_was_stopped_is_not(year: Facts) -> None:
    plan = under(compose(year), "2026年工作安排")
    assert plan == [
        "2026年，我镇将重点做好以下工作：",
        "继续推进“建设调解室8个”任务。",
        "申报示范点，2026年3月31日前完成。",
        "每月报送排查台账。",
        "继续推进“常态化接访”任务。",
    ]


def test_a_series_that_came_to_its_end_is_no_plan() -> None:
    over = ordered(
        "每周巡查",
        *(report(on, "巡查了一遍。") for on in ("11-7", "11-14")),
        kind=TaskKind.RECURRING,
        every=Every.WEEK,
        day=5,
        assigned="11-3",
        deadline="2025-11-16",
    )
    over = replace(over, history=replace(over.history, events=over.history.events[1:]))
    assert "巡查" not in "".join(under(compose(facts(over)), "2026年工作安排"))


def test_what_the_main_leader_answers_for_stands_in_its_own_part_alone(year: Facts) -> None:
    composed = compose(year)
    assert under(composed, "第一责任人")[0] == "落实年度述法。组织述法准备会；述法已经完成。"
    assert "述法" not in "".join(under(composed, "工作成效"))


# ---- the whole


def test_headings_and_their_order_are_those_of_last_year_s_report_with_the_years_moved_on(year: Facts) -> None:
    composed = compose(year)
    assert [section.heading for section in composed.sections if section.level == 1] == [
        "一、工作成效和主要做法",
        "二、党政主要负责人履行第一责任人职责情况",
        "三、存在的问题",
        "四、2026年工作安排",
        "五、其他需要报告的事项",
    ]
    assert composed.title == "示范镇人民政府关于2025年度法治政府建设情况的报告"


def test_own_words_give_way_until_the_report_is_short_enough() -> None:
    long = [
        ordered(
            f"办理第{n}件实事",
            *(
                report(f"{month}-10", f"第{month}次到现场查看，逐户听取意见并当场答复，{'甲乙丙丁'[month % 4]}组先办")
                for month in range(3, 9)
            ),
            *done(),
            key=f"k{n}",
        )
        for n in range(60)
    ]
    composed = compose(facts(*long))
    assert composed.length <= LIMIT
    assert sum("办理第" in text for text in texts(composed.sections)) == 60


def test_a_topic_report_is_about_one_area_alone(year: Facts) -> None:
    composed = compose(year, Kind.TOPIC, topic="优化服务")
    assert "编印办事指南" in "".join(texts(composed.sections))
    assert "调解室" not in "".join(texts(composed.sections))
    assert composed.title == "示范镇人民政府关于2025年优化服务工作情况的报告"
    assert {section.level for section in composed.sections if section.part is Part.ACHIEVEMENTS} == {1}


def test_the_answer_of_the_command_has_the_shape_of_the_contract(year: Facts) -> None:
    given = as_json(compose(year))
    sentence = given["sections"][2]["sentences"][0]
    assert sentence["tasks"] == ["a1"]
    assert sentence["figures"] == [{"name": "法治宣传", "unit": "场", "value": 12}]
    assert {"heading", "level", "sentences"} <= set(given["sections"][0])
    assert given["missing"]


# ---- every claim has a link, every number a record


_A_NUMBER = re.compile(r"(?<![0-9.·第〔-])([0-9]+(?:\.[0-9]+)?)(?:余)?(万元|%|[\u4e00-\u9fff])")


def numbers_of(text: str) -> Iterator[Decimal]:
    """Found without the code under test."""
    for found in _A_NUMBER.finditer(text):
        if found[2] not in "年月日号时点周季天届章":
            yield Decimal(found[1])


def recomputed(year: Facts) -> dict[tuple[str, str], set[Decimal]]:
    """What the linked records come to: sums (of rates the last), single values, targets, numbers of tasks."""
    known: dict[tuple[str, str], list[tuple[date, Decimal]]] = {}
    for work in year.works:
        for said in work.reports:
            for one in said.figures:
                known.setdefault((one.name, one.unit), []).append((said.on, one.value))
    values = {name: {value for _, value in parts} for name, parts in known.items()}
    for (name, unit), parts in known.items():
        whole = max(parts)[1] if unit == "%" or name.endswith("率") else sum(value for _, value in parts)
        values[name, unit].add(Decimal(whole))
    for work in year.works:
        if work.target:
            values.setdefault((work.target.name, work.target.unit), set()).add(work.target.value)
    return values


def check_proof(year: Facts, composed: Report) -> None:
    records = recomputed(year)
    for section in composed.sections:
        for sentence in section.sentences:
            listed = {one.value for one in sentence.figures}
            assert set(numbers_of(sentence.text)) <= listed, sentence.text
            for one in sentence.figures:
                assert one.value in records.get((one.name, one.unit), {one.value}), sentence
            if not (sentence.asks or is_transition(sentence.text)):
                assert sentence.tasks, f"a claim without a link: {sentence.text}"
            for key in sentence.tasks:
                assert key in {work.key for work in year.works} | set(year.assigned)


def test_every_claim_has_a_link_and_every_number_is_recomputed_from_the_records(year: Facts) -> None:
    check_proof(year, compose(year))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda s: replace(s, tasks=()),
        lambda s: replace(s, figures=()),
        lambda s: replace(s, text=s.text.replace("12场", "13场")),
        lambda s: replace(s, figures=(figure("法治宣传", 13, "场"),), text=s.text.replace("12场", "13场")),
    ],
    ids=["no link", "no figure", "another digit", "an invented figure"],
)
def test_the_check_above_catches_planted_bugs(year: Facts, spoil: object) -> None:
    composed = compose(year)
    sections = tuple(
        replace(section, sentences=tuple(spoil(s) if "宣传12场" in s.text else s for s in section.sentences))  # type: ignore[operator]
        for section in composed.sections
    )
    with pytest.raises(AssertionError):
        check_proof(year, replace(composed, sections=sections))


UNITS = st.sampled_from(["场", "份", "人次", "件", "%", "万元", "个"])
NAMES = st.sampled_from(["法治宣传", "调解纠纷", "整改率", "检查企业", "宣传资料"])
FIGURES = st.builds(
    Figure,
    NAMES,
    st.integers(0, 5000).map(Decimal) | st.decimals("0.1", "99.9", places=1),
    UNITS,
    st.booleans(),
)
WORDS = st.sampled_from(
    [
        "在集镇开展法治宣传",
        "走访3个村，调解纠纷",
        "检查企业38家",
        "结合12·4国家宪法日宣讲",
        "投入2.5万元改造场地",
        "整改率达到97.5%",
        "全年法治宣传 12 场",
        "第2次集中检查",
        "１２场全部办完",
        "新增热线12345的说明",
    ]
)
TITLES = st.sampled_from(
    [
        "开展法治宣传12场",
        "修缮道路8公里",
        "每季度检查企业",
        "公布“一件事”清单",
        "整改率达到95%",
        "建成3.15维权站",
        "完善制度",
    ]
)


@st.composite
def offices(draw: st.DrawFn) -> Facts:
    orders = []
    for n in range(draw(st.integers(0, 6))):
        days = sorted(draw(st.lists(st.integers(65, 350), max_size=5)))
        reports = [
            event(
                str(date.fromordinal(date(2025, 1, 1).toordinal() + day)),
                Move.REPORT,
                text=draw(WORDS),
                figures=(draw(FIGURES),),
            )
            for day in days
        ]
        end = draw(
            st.sampled_from(
                [
                    (),
                    done("12-18", draw(WORDS)),
                    (event("12-20", Move.STOP, WANG, text=draw(WORDS)),),
                    (event("12-20", Move.CARRY_OVER, WANG),),
                ]
            )
        )
        target = draw(st.none() | FIGURES.map(lambda one: replace(one, approx=False)))
        section = draw(st.sampled_from(["创新普法宣传", "（二）化解矛盾", "", "2025年工作安排"]))
        orders.append(ordered(draw(TITLES), *reports, *end, key=f"k{n}", section=section, target=target))
    return facts(
        *orders,
        last=draw(st.sampled_from([None, LAST])),
        today=draw(st.sampled_from([date(2025, 11, 25), date(2026, 1, 10)])),
    )


@settings(max_examples=80, deadline=None)
@given(offices())
def test_whatever_people_wrote_no_number_goes_without_a_record(year: Facts) -> None:
    check_proof(year, compose(year))
    check_proof(year, compose(year, Kind.WORK))


def test_a_figure_stands_beside_last_year_s_once_the_year_is_over(year: Facts) -> None:
    before = Reported("old", 1, date(2024, 6, 1), figure("宣传资料", 600, "份"))
    composed = compose(facts(*a_year(), before=[before]))
    (said,) = [s for section in composed.sections for s in section.sentences if "上年600份" in s.text]
    assert said.text == "全年宣传资料800余份（上年600份）。"
    assert figure("上年宣传资料", 600, "份") in said.figures
    under_way = compose(facts(*a_year(), before=[before], today=date(2025, 11, 20)))
    assert not [s for section in under_way.sections for s in section.sentences if "上年600份" in s.text]


def test_what_a_leader_told_the_one_who_does_the_work_is_no_reason() -> None:
    sent_back = event("5-8", Move.SEND_BACK, WANG, text="缺归档记录，请补上再报。")
    composed = compose(facts(ordered("规范台账", event("5-6", Move.CLAIM, text="台账已报。"), sent_back)))
    assert under(composed, "部分任务经退回后补办") == ["“规范台账”任务因缺归档记录被退回，尚未补办到位。"]


def test_why_a_task_was_carried_over_is_told_once() -> None:
    moved = event("12-5", Move.CARRY_OVER, WANG, text="市级资金未下达，转下年继续。")
    composed = compose(facts(ordered("采购装备", moved)))
    assert under(composed, "部分任务尚未办完") == ["“采购装备”任务因市级资金未下达转入下一年度办理。"]


@pytest.mark.parametrize(
    ("title", "more", "told"),
    [
        ("编制办事指南", {}, "正在编制办事指南。"),
        ("完成河道清理", {}, "正在推进河道清理。"),
        ("建成调解室", {}, "正在建设调解室。"),
        ("办事指南", {}, "正在推进“办事指南”任务。"),
        ("宅基地审批规范化建设", {}, "正在推进宅基地审批规范化建设。"),
        ("领导接访下访", {"kind": TaskKind.ONGOING, "deadline": None}, "持续做好领导接访下访工作。"),
        ("宣传惠农政策", {"kind": TaskKind.ONGOING, "deadline": None}, "持续宣传惠农政策。"),
        ("定期排查隐患", {"kind": TaskKind.ONGOING, "deadline": None}, "定期排查隐患。"),
    ],
)
def test_work_under_way_is_told_in_the_words_of_its_title(title: str, more: dict[str, Any], told: str) -> None:
    reports = [report(f"{month}-2", "已经做了一批。") for month in (3, 5, 7, 9, 11)]
    composed = compose(facts(ordered(title, *reports[1:], **more), today=date(2025, 11, 20)))
    assert told + "已经做了一批。" in texts(composed.sections)


def quarter(number: int, *orders: Ordered, **more: Any) -> Facts:
    return facts(*orders, period=period_of(Kind.QUARTER, 2025, number), **more)


def test_a_report_on_a_quarter_asks_only_for_what_was_due_in_it() -> None:
    later, due = ordered("编印指南", key="a1"), ordered("清理文件", key="a2", deadline="2025-08-30")
    composed = compose(quarter(3, later, due, stated=promised()), Kind.QUARTER)
    assert [one.asks for one in composed.missing if "补写“" in one.asks] == ["叶青禾补写“清理文件”做了什么"]
    assert not [one for one in composed.missing if "上年" in one.asks]


def test_a_report_on_a_quarter_counts_its_own_days() -> None:
    told = report("7-2", "进村宣讲。", figure("法治宣传", 2, "场"))
    composed = compose(quarter(3, ordered("开展宣传", told, assigned="7-1")), Kind.QUARTER)
    assert "第三季度，我镇共交办任务1项。" in texts(composed.sections)
    assert "本季度开展法治宣传2场。" in texts(composed.sections)


def test_an_area_of_which_a_quarter_has_nothing_to_tell_has_no_heading() -> None:
    silent = ordered("编印指南", key="a1", section="优化服务")
    told = ordered("开展宣传", report("7-2", "进村宣讲。"), key="a2")
    headings = [section.heading for section in compose(quarter(3, silent, told), Kind.QUARTER).sections]
    assert "（一）创新普法宣传" in headings
    assert headings.count("（一）优化服务") == 1  # what is to be done next


def test_what_is_planned_for_next_year_comes_next_only_at_the_end_of_the_year() -> None:
    planned = [Planned("n1", "启动普法规划", "创新普法宣传", date(2026, 6, 30))]
    (work,) = (ordered("开展宣传", report("7-2", "进村宣讲。")),)
    for number, is_told in ((3, False), (4, True)):
        said = texts(compose(quarter(number, work, planned=planned), Kind.QUARTER).sections)
        assert ("启动普法规划，2026年6月30日前完成。" in said) is is_told


def test_what_was_not_begun_does_not_go_on() -> None:
    begun = ordered("编印指南", report("7-2", "已经收集资料。"), key="a1", deadline="2026-03-31")
    fresh = ordered("清理文件", key="a2", deadline="2026-03-31")
    assert under(compose(facts(begun, fresh)), "2026年工作安排")[1:] == [
        "继续编印指南，2026年3月31日前完成。",
        "清理文件，2026年3月31日前完成。",
    ]


def test_a_summary_opens_as_a_summary() -> None:
    last = replace(LAST, title="示范镇人民政府关于2024年推进法治政府建设工作的总结")
    first, *_ = texts(compose(facts(*a_year(), last=last)).sections)
    assert first == "现将2025年推进法治政府建设工作情况总结如下："


def test_what_is_not_due_yet_is_no_shortcoming_but_what_was_put_off_is() -> None:
    extension = (
        event("11-3", Move.ASK_EXTENSION, text="场地还在协商。", until=date(2026, 3, 1)),
        event("11-4", Move.GRANT_EXTENSION, WANG),
    )
    not_due = ordered("申报示范点", key="a1", deadline="2026-03-31")
    put_off = ordered("建设调解室", *extension, key="a2")
    assert under(compose(facts(not_due, put_off)), "部分任务尚未办完") == ["“建设调解室”任务因场地还在协商延期办理。"]


def test_a_report_on_the_main_leader_s_duties_leaves_other_work_out(year: Facts) -> None:
    said = " ".join(texts(compose(year, Kind.DUTIES).sections))
    assert "落实年度述法" in said
    assert "调解室" not in said
    assert "普法形式" not in said


def test_without_records_of_last_year_its_report_tells_what_it_reached() -> None:
    last = replace(LAST, figures=(figure("发放宣传资料500份", 500, "份"),))
    told_of = texts(compose(facts(*a_year(), last=last)).sections)
    assert "全年宣传资料800余份（上年500份）。" in told_of
