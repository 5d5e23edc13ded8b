"""From facts to a report: parts, passages, sentences, each with the tasks, reports and figures that it rests on.

Nothing is said that no record supports. What was done is told in the words of those who did it; only work that was
finished or cleared (办结, 销号) is told as done; every number is the value of a figure that the sentence lists. Where a
record is lacking the sentence says who is to supply what: 【待补：…】.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from tracker.calendar.limits import Kind as TaskKind
from tracker.plans.orders import actions_in
from tracker.progress.figures import Total, Way
from tracker.summary.facts import Facts, Outcome, Promise, Said, Verdict, Work
from tracker.summary.numbers import amount, figure_for, numbers_in, shares_a_word, tidy, written
from tracker.summary.own_words import Words, own_words
from tracker.summary.phrases import (
    CLERK,
    area_of,
    as_written,
    ask,
    by_day,
    doer,
    figure_said,
    goes_on_after,
    how_late,
    how_returned,
    how_unfinished,
    is_duty,
    marked,
    under_way,
    unique,
)
from tracker.summary.report import Report, Section, Sentence, numbered
from tracker.summary.skeleton import MONTHS, Kind, Opening, Part, openings, ordinal, span_words, title_of
from tracker.tasks.history import Figure
from tracker.tasks.status import Move

LIMIT = 5000
"""Characters; what a yearly report may have."""
ROOMS = (160, 100, 60, 30, 0)
"""Characters of own words a task: the most with which the report is short enough."""
MOST_NAMED = 5
"""Tasks that fell short in the same way are named in one sentence, so many of them."""
_ABOUT_ALL = frozenset({Kind.YEARLY, Kind.WORK, Kind.LIST})
"""Reports that answer for everything that last year's report said."""
_SO_FAR = {Kind.HALF_YEAR: "半年来", Kind.QUARTER: "本季度", Kind.MONTH: "本月"}
_REPORT_ON = re.compile(r"关于(.+?)的?报告$")
_INSTRUCTION = re.compile(r"[，,]?请[^，,。；;]*")
"""What a leader told the one who does the work: no reason."""


def compose(facts: Facts, kind: Kind = Kind.YEARLY, *, topic: str = "", limit: int = LIMIT) -> Report:
    """The report of this kind. topic: the section that a topic report is about."""
    longest = _Writer(facts, kind, topic, ROOMS[0]).report()
    if longest.length <= limit:
        return longest
    shortest = _Writer(facts, kind, topic, ROOMS[-1]).report()
    if shortest.length > limit:
        return shortest  # the meter tells, and a person shortens it
    between = (_Writer(facts, kind, topic, room).report() for room in ROOMS[1:-1])
    return next((report for report in between if report.length <= limit), shortest)


class _Writer:
    """One attempt at a report, with so much room for own words. Each total is told once, at the first of its tasks."""

    def __init__(self, facts: Facts, kind: Kind, topic: str, room: int) -> None:
        self.facts, self.kind, self.topic, self.room = facts, kind, topic, room
        self.is_whole_year = kind not in MONTHS
        self.untold = {(total.name, total.unit): total for total in facts.totals}
        self.totals_of: dict[str, list[Total]] = {}
        for total in facts.totals:
            for key in total.tasks:
                self.totals_of.setdefault(key, []).append(total)
        areas = [area_of(promise.section, promise.text) for promise in facts.promises if not promise.is_problem]
        areas += [area_of(work.ordered.section, work.title) for work in facts.works]
        areas += [area_of(planned.section, planned.title) for planned in facts.planned]
        self.areas = list(dict.fromkeys(areas))
        self.unrecorded: list[Sentence] = []

    def report(self) -> Report:
        sections: list[Section] = []
        writers = {
            Part.ACHIEVEMENTS: self.achievements,
            Part.PROBLEMS: self.problems,
            Part.DUTIES: self.duties,
            Part.PLAN: self.plan,
            Part.OTHER: self.other,
        }
        title = title_of(self.kind, self.facts, self.topic)
        if about := _REPORT_ON.search(title):
            begin = Sentence(f"现将{about[1]}报告如下：", figures=as_written(about[1]), opens=True)
            sections.append(Section("", 0, None, (begin,)))
        for opening in openings(self.kind, self.facts):
            sections += writers[opening.part](opening)
        asked = [sentence for section in sections for sentence in section.sentences if sentence.asks]
        return Report(title, tuple(sections), tuple(asked), tuple(self.unrecorded))

    # ---- what was done

    def achievements(self, opening: Opening) -> list[Section]:
        told = [work for work in self.works() if not is_duty(work) or self.kind not in (Kind.YEARLY, Kind.DUTIES)]
        told = [work for work in told if work.outcome is not Outcome.STOPPED]
        first = Section(opening.heading, 1, opening.part, tuple(self.counts()))
        passages = list(self.passages(opening.part, told))
        if not passages:
            return [first.saying(ask(CLERK, "补写本期的主要举措和成效"))]
        return [first, *passages]

    def counts(self) -> Iterable[Sentence]:
        """How many tasks there were: a fact of the ledger itself."""
        counts = self.facts.counts
        if self.topic or not counts.assigned:
            return
        numbers = (
            ("交办", "交办任务", counts.assigned),
            ("办结", "办结", counts.finished),
            ("销号", "销号", counts.cleared),
        )
        told = [(Figure(name, Decimal(value), "件"), f"{words}{value}件") for name, words, value in numbers if value]
        text = f"{self.since()}{'，'.join(words for _, words in told)}。"
        yield Sentence(text, self.facts.assigned, figures=tuple(figure for figure, _ in told), opens=True)

    def since(self) -> str:
        year = f"{self.facts.period.year}年"
        if self.is_whole_year:
            return f"{year}，" if self.facts.is_over else f"{year}以来，"
        return f"{span_words(self.facts.period).removeprefix(year)}，"

    def passages(self, part: Part, works: Sequence[Work]) -> Iterable[Section]:
        """One passage for each area of work, in the order in which last year's plan and the ledger name them."""
        by_area = self.by_area(works)
        silent = self.without_record()
        areas = [area for area in self.areas if area in by_area or area in silent]
        for n, area in enumerate(areas, 1):
            sentences = [*self.enumerated(by_area.get(area, ())), *silent.get(area, ())]
            yield Section(f"（{ordinal(n)}）{area}", 2, part, tuple(sentences))

    def without_record(self) -> dict[str, list[Sentence]]:
        """By area: what last year's plan promised and no task was made of; somebody has to say what became of it."""
        asks: dict[str, list[Sentence]] = {}
        for promise in self.facts.promises if self.is_whole_year else ():
            area = area_of(promise.section, promise.text)
            if not (promise.is_problem or promise.works or promise.is_dropped) and self.topic in ("", area):
                asks.setdefault(area, []).append(ask(CLERK, f"补写上年计划{marked(promise.text)}的落实情况"))
        return asks

    def enumerated(self, works: Sequence[Work]) -> Iterable[Sentence]:
        """一是, 二是 … of the tasks that have a record, then what has to be supplied for the others."""
        told = [work for work in works if work.outcome is Outcome.DONE or work.reports]
        for n, work in enumerate(told, 1):
            yield from self.passage(work, n if len(told) > 1 else 0)
        for work in works:
            if not (work.outcome is Outcome.DONE or work.reports) and self.is_owed(work):
                yield ask(doer(work), f"补写{marked(work.title)}做了什么", work)

    def is_owed(self, work: Work) -> bool:
        """Whether the report has to say something about a task without a record: in a part of a year, if it was due."""
        return self.is_whole_year or work.late or work.missed

    def by_area(self, works: Iterable[Work]) -> dict[str, list[Work]]:
        areas: dict[str, list[Work]] = {area: [] for area in self.areas}
        for work in works:
            areas[area_of(work.ordered.section, work.title)].append(work)
        return {area: own for area, own in areas.items() if own}

    def passage(self, work: Work, number: int) -> list[Sentence]:
        """What was done, how much, with which result; 一是 where there are several."""
        words = self.words(work, (*work.reports, *work.claims))
        figures = self.figures(work)
        begin = f"{ordinal(number)}是" if number else ""
        head, head_figures = self.topic_of(work)
        text = f"{begin}{head}。" + (f"{words.text}。" if words.taken else "")
        evidence = words.reports or work.claims or work.reports[-1:]
        told = unique((*head_figures, *words.figures))
        sentences = [Sentence(text, (work.key,), evidence, told, opens=number <= 1)]
        figures = [t for t in figures if not (figure_said(t.figure, head_figures) and shares_a_word(head, t.name))]
        if figures:
            sentences.append(self.sum_up(figures))
        if not (words.taken or figures):
            sentences.append(ask(doer(work), f"补写{marked(work.title)}做了什么", work))
        return sentences

    def topic_of(self, work: Work) -> tuple[str, tuple[Figure, ...]]:
        """The task's title, with what it cannot claim for itself: that it is under way, or that its number was met."""
        title = tidy(work.title).rstrip("。；，")
        numbers = numbers_in(title)
        reached = [figure_for(number, [t.figure for t in self.totals_of.get(work.key, ())]) for number in numbers]
        if work.outcome is Outcome.DONE:
            if all(reached):
                return title, tuple(figure for figure in reached if figure)
            return f"{marked(title)}任务已办结", self.stated(work, title)
        if numbers:
            return f"正在推进{marked(title)}任务", self.stated(work, title)
        return under_way(work, title), ()

    def stated(self, work: Work, text: str) -> tuple[Figure, ...]:
        """The figures of numbers that the plan itself states: the target, or what stands in the title."""
        known = [*([work.target] if work.target else []), *(t.figure for t in self.totals_of.get(work.key, ()))]
        return tuple(
            figure_for(number, known) or Figure(f"{marked(work.title)}里写的数", number.value, number.behind[:1])
            for number in numbers_in(text)
        )

    def words(self, work: Work, said: Sequence[Said], room: int | None = None) -> Words:
        values = [figure for one in work.reports for figure in one.figures]
        values += [work.target] if work.target else []
        totals = [total.figure for total in self.totals_of.get(work.key, ())]
        words = own_words(said, totals, values, self.room if room is None else room)
        for left_out in words.unrecorded:
            what = f"把“{left_out.text}”里的数填进进度数据，总结才能用这一句"
            self.unrecorded.append(ask(doer(work), what, work, reports=(left_out.said,)))
        return words

    def figures(self, work: Work) -> list[Total]:
        """The totals to which this task's reports belong and which no sentence has told yet."""
        own = [total for total in self.totals_of.get(work.key, ()) if (total.name, total.unit) in self.untold]
        for total in own:
            del self.untold[(total.name, total.unit)]
        return own

    def sum_up(self, totals: Sequence[Total]) -> Sentence:
        since = ("全年" if self.facts.is_over else "今年以来") if self.is_whole_year else _SO_FAR[self.kind]
        since = "" if all(total.way is Way.LAST for total in totals) else since
        tasks = unique(key for total in totals for key in total.tasks)
        said = tuple(Said(part.task, part.seq, part.on, "", (part.figure,)) for total in totals for part in total.parts)
        told = [self.beside_last_year(total) for total in totals]
        text = f"{since}{'、'.join(words for words, _ in told)}。"
        return Sentence(text, tasks, said, tuple(figure for _, figures in told for figure in figures))

    def beside_last_year(self, total: Total) -> tuple[str, tuple[Figure, ...]]:
        """法治宣传12场（上年10场），with both as figures; in reports on a whole year that has ended."""
        before = self.facts.before.get((total.name, total.unit)) if self.tells_last_year() else None
        if before is None:
            return written(total.figure), (total.figure,)
        last = replace(before, name=f"上年{before.name}")
        return f"{written(total.figure)}（上年{amount(last)}）", (total.figure, last)

    def tells_last_year(self) -> bool:
        return self.is_whole_year and self.facts.is_over

    # ---- what the main leaders did

    def duties(self, opening: Opening) -> list[Section]:
        own = [work for work in self.works() if is_duty(work) and work.outcome is not Outcome.STOPPED]
        section = Section(opening.heading, 1, opening.part)
        if not own:
            return [section.saying(ask(CLERK, "补写党政主要负责人履行推进法治建设第一责任人职责的情况"))]
        return [section.saying(*self.enumerated(own))]

    # ---- what fell short

    def problems(self, opening: Opening) -> list[Section]:
        works = self.works()
        returned = [work for work in works if work.returns]
        late = [work for work in works if work.late and not (work.returns and work.outcome is Outcome.DONE)]
        groups = (
            ("有的任务没有按时限完成", self.shortcomings(late, how_late, (Move.ASK_EXTENSION,))),
            ("有的任务经过退回补办", self.shortcomings(returned, how_returned, (Move.SEND_BACK, Move.REOPEN))),
            (
                "有的任务没有办完",
                [*self.shortcomings(works, how_unfinished, (Move.STOP, Move.ASK_EXTENSION)), *self.done_before(works)],
            ),
            ("上年指出的有的问题还没有解决", [s for one in self.facts.problems for s in self.unsolved(one)]),
        )
        told = [(heading, sentences) for heading, sentences in groups if sentences]
        first = Section(opening.heading, 1, opening.part)
        if not told:
            return [first.saying(ask(CLERK, "补写存在的不足和原因"))]
        return [first, *numbered(told, opening.part)]

    def done_before(self, works: Iterable[Work]) -> Iterable[Sentence]:
        """What tasks had come to when they were stopped."""
        figures = [total for work in works if work.outcome is Outcome.STOPPED for total in self.figures(work)]
        if figures:
            yield self.sum_up(figures)

    def shortcomings(
        self, works: Iterable[Work], how: Callable[[Work], str], reasons: tuple[Move, ...]
    ) -> list[Sentence]:
        """That tasks fell short, and why in the words of those who said so; those without a reason together."""
        told: list[Sentence] = []
        without: dict[str, list[Work]] = {}
        for work in works:
            what = how(work)
            said = [replace(one, text=_INSTRUCTION.sub("", one.text)) for one in work.reasons if one.do in reasons]
            why = self.words(work, said, room=min(self.room, 60))
            if what and why.taken:
                figures = unique((*self.stated(work, tidy(work.title)), *why.figures))
                told.append(Sentence(f"{marked(work.title)}{what}：{why.text}。", (work.key,), why.reports, figures))
            elif what:
                without.setdefault(what, []).append(work)
        return told + [self.together(what, own) for what, own in without.items()]

    def together(self, what: str, works: Sequence[Work]) -> Sentence:
        named, more = works[:MOST_NAMED], "等" if len(works) > MOST_NAMED else ""
        text = f"{''.join(marked(work.title) for work in named)}{more}{what}。"
        figures = unique(figure for work in named for figure in self.stated(work, tidy(work.title)))
        return Sentence(text, tuple(work.key for work in works), figures=figures)

    def unsolved(self, problem: Promise) -> Iterable[Sentence]:
        if self.topic or self.kind not in _ABOUT_ALL or problem.verdict is Verdict.DONE:
            return
        text = tidy(problem.text).rstrip("。；")
        if problem.verdict is Verdict.NO_RECORD:
            yield ask(CLERK, f"核实上年指出的“{text}”今年是否解决，没有解决的写明下一步打算", figures=as_written(text))
            return
        left = [work for work in problem.works if work.verdict is not Verdict.DONE]
        answers = self.together("任务还没有办完", left)
        figures = unique((*as_written(text), *answers.figures))
        yield Sentence(f"“{text}”：{answers.text}", answers.tasks, figures=figures)

    # ---- what comes next

    def plan(self, opening: Opening) -> list[Section]:
        steps: dict[str, list[Sentence]] = {area: [] for area in self.areas}
        for work in self.works():
            if goes_on_after(work, self.facts.period.end):
                steps[area_of(work.ordered.section, work.title)].append(self.next_step(work))
        for planned in self.facts.planned:
            area = area_of(planned.section, planned.title)
            if self.topic in ("", area):
                title = tidy(planned.title).rstrip("。；，")
                text = title if actions_in(title) else f"推进{marked(title)}任务"
                text = f"{text}{by_day(planned.deadline)}。"
                steps[area].append(Sentence(text, (planned.key,), figures=as_written(title)))
        told = [(area, sentences) for area, sentences in steps.items() if sentences]
        first = Section(opening.heading, 1, opening.part)
        if not told:
            return [first.saying(ask(CLERK, "补写下一步的工作安排"))]
        return [first, *numbered(told, opening.part)]

    def next_step(self, work: Work) -> Sentence:
        """What goes on. A task whose number is done in part, or whose title names no action, is called by its name."""
        title = tidy(work.title).rstrip("。；，")
        figures = self.stated(work, title)
        goes_on = title if title.startswith(("继续", "持续")) else f"继续{title}"
        is_named = (work.kind is TaskKind.DATE and figures) or not actions_in(goes_on)
        text = f"继续推进{marked(title)}任务" if is_named else goes_on
        due = work.due if work.due and work.due > self.facts.period.end and work.kind is TaskKind.DATE else None
        return Sentence(f"{text}{by_day(due)}。", (work.key,), figures=figures)

    def other(self, opening: Opening) -> list[Section]:
        sentence = ask(CLERK, "补写其他需要报告的事项，没有的写“无”")
        return [Section(opening.heading, 1, opening.part, (sentence,))]

    def works(self) -> list[Work]:
        """The tasks that the report is about."""
        if self.kind is Kind.DUTIES:
            return [work for work in self.facts.works if is_duty(work)]
        if not self.topic:
            return list(self.facts.works)
        return [work for work in self.facts.works if area_of(work.ordered.section, work.title) == self.topic]
