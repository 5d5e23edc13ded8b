"""From facts to a report: parts, passages, sentences, each with the tasks, reports and figures that it rests on.

Nothing is said that no record supports. What was done is told in the words of those who did it; only work that was
finished or cleared (办结, 销号) is told as done; every number is the value of a figure that the sentence lists. Where a
record is lacking the sentence says who is to supply what: 【待补：…】.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from tracker.calendar.limits import Kind as TaskKind
from tracker.plans.orders import actions_in
from tracker.progress.figures import Total, Way
from tracker.summary.facts import Facts, Outcome, Planned, Promise, Said, Verdict, Work
from tracker.summary.numbers import Number, amount, figure_for, numbers_in, shares_a_word, tidy, written
from tracker.summary.own_words import Words, common_to, own_words
from tracker.summary.phrases import (
    CLERK,
    area_of,
    as_written,
    ask,
    bare,
    by_day,
    counted_in,
    day_of,
    doer,
    exceeds,
    figure_said,
    goes_on_after,
    going_on,
    how_late,
    how_returned,
    how_unfinished,
    is_duty,
    marked,
    names_duty,
    on_its_day,
    parts_of,
    pushed,
    shortened,
    under_way,
    unique,
    we,
    with_reached,
)
from tracker.summary.report import Report, Section, Sentence, numbered
from tracker.summary.skeleton import MONTHS, Kind, Opening, Part, openings, ordinal, span_words, title_of
from tracker.summary.sums import Told, joined, verb_for
from tracker.tasks.history import Figure
from tracker.tasks.status import Move

LIMIT = 5000
"""Characters; what a yearly report may have."""
ROOMS = (160, 100, 60, 30, 0)
"""Characters of own words a task: the most with which the report is short enough."""
MOST_NAMED = 5
"""Tasks that fell short in the same way are named in one sentence, so many of them."""
LAST_MONTH = 12
_WHY_UNFINISHED = (Move.STOP, Move.CARRY_OVER, Move.ASK_EXTENSION)
_ABOUT_ALL = frozenset({Kind.YEARLY, Kind.WORK, Kind.LIST})
"""Reports that answer for everything that last year's report said."""
_SO_FAR = {Kind.HALF_YEAR: "半年来", Kind.QUARTER: "本季度", Kind.MONTH: "本月"}
_REPORT_ON = re.compile(r"关于(?P<about>.+?)(?:的?情况)?的?(?P<told>报告|总结|汇报)$")
_INSTRUCTION = re.compile(r"[，,]?(?:请|转(?:入|到|至)?下一?年)[^，,。；;]*")
"""What a leader told the one who does the work: no reason."""
_BECAUSE = re.compile(r"^(?:原?因为?|由于|是)[：:，]?")


def compose(facts: Facts, kind: Kind = Kind.YEARLY, *, topic: str = "", limit: int = LIMIT) -> Report:
    """The report of this kind. topic: the section that a topic report is about."""
    common = common_to(facts.works)
    longest = _Writer(facts, kind, topic, ROOMS[0], common).report()
    if longest.length <= limit:
        return longest
    shortest = _Writer(facts, kind, topic, ROOMS[-1], common).report()
    if shortest.length > limit:
        return shortest  # the meter tells, and a person shortens it
    between = (_Writer(facts, kind, topic, room, common).report() for room in ROOMS[1:-1])
    return next((report for report in between if report.length <= limit), shortest)


class _Writer:
    """One attempt at a report, with so much room for own words. Each total is told once, at the first of its tasks."""

    def __init__(self, facts: Facts, kind: Kind, topic: str, room: int, common: frozenset[str]) -> None:
        self.facts, self.kind, self.topic, self.room, self.common = facts, kind, topic, room, common
        self.is_whole_year = kind not in MONTHS
        self.untold = {(total.name, total.unit): total for total in facts.totals}
        self.totals_of: dict[str, list[Total]] = {}
        self.tellers = {(total.name, total.unit): frozenset(total.tasks) for total in facts.totals}
        for total in facts.totals:
            for key in self.tellers[total.name, total.unit]:
                self.totals_of.setdefault(key, []).append(total)
        areas = [area_of(promise.section, promise.text) for promise in facts.promises if not promise.is_problem]
        areas += [area_of(work.ordered.section, work.title) for work in facts.works]
        areas += [area_of(planned.section, planned.title) for planned in facts.planned]
        self.areas = list(dict.fromkeys(areas))
        self.by_key = {work.key: work for work in facts.works}
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
        if found := _REPORT_ON.search(title):
            words = f"现将{found['about'].removesuffix('情况')}情况{found['told']}如下："
            sections.append(Section("", 0, None, (Sentence(words, figures=as_written(words), opens=True),)))
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
        return self.under(first, passages)

    def under(self, first: Section, sections: Sequence[Section]) -> list[Section]:
        """The sections of the areas below the first; a report on one area needs no heading of that area."""
        if not self.topic:
            return [first, *sections]
        return [first.saying(*(sentence for section in sections for sentence in section.sentences))]

    def counts(self) -> Iterable[Sentence]:
        """How many tasks there were: a fact of the ledger itself."""
        counts = self.facts.counts
        if self.topic or not counts.assigned:
            return
        numbers = (
            ("交办", f"{we(self.facts.office)}共交办任务", counts.assigned),
            ("办结", "办结", counts.finished),
            ("销号", "销号", counts.cleared),
        )
        told = [(Figure(name, Decimal(value), "项"), f"{words}{value}项") for name, words, value in numbers if value]
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
        homes = self.homes(works)
        silent = self.without_record()
        told = {
            area: [*self.enumerated(by_area.get(area, ()), homes.get(area, ())), *silent.get(area, ())]
            for area in self.areas
        }
        for n, (area, sentences) in enumerate(((area, own) for area, own in told.items() if own), 1):
            yield Section(f"（{ordinal(n)}）{area}", 2, part, tuple(sentences))

    def homes(self, works: Iterable[Work]) -> dict[str, list[Total]]:
        """By area, the totals to which several tasks reported: there where most of their reports come from."""
        areas = {work.key: area_of(work.ordered.section, work.title) for work in works}
        homes: dict[str, list[Total]] = {}
        for total in self.facts.totals:
            found = Counter(areas[part.task] for part in total.parts if part.task in areas)
            if found:
                homes.setdefault(found.most_common(1)[0][0], []).append(total)
        return homes

    def without_record(self) -> dict[str, list[Sentence]]:
        """By area: what last year's plan promised and no task was made of; somebody has to say what became of it."""
        asks: dict[str, list[Sentence]] = {}
        for promise in self.facts.promises if self.is_whole_year else ():
            area = area_of(promise.section, promise.text)
            if not (promise.is_problem or promise.works or promise.is_dropped) and self.topic in ("", area):
                asks.setdefault(area, []).append(ask(CLERK, f"补写上年计划{marked(promise.text)}的落实情况"))
        return asks

    def enumerated(self, works: Sequence[Work], shared: Iterable[Total] = ()) -> Iterable[Sentence]:
        """一是, 二是 … of the tasks that have a record, then what several of them came to together (`shared`), then
        what has to be supplied for the others."""
        told = self.alike([work for work in works if work.outcome is Outcome.DONE or work.reports])
        for n, group in enumerate(told, 1):
            yield from self.passage(group, n if len(told) > 1 else 0)
        if left := [total for total in shared if (total.name, total.unit) in self.untold]:
            self.tell(left)
            yield replace(self.sum_up(left), opens=len(told) > 1)
        for work in works:
            if not (work.outcome is Outcome.DONE or work.reports) and self.is_owed(work):
                yield ask(doer(work), f"补写{marked(work.title)}做了什么", work)

    def alike(self, works: Iterable[Work]) -> list[list[Work]]:
        """The tasks in order; those that are done, and differ only in the day of publicity, together."""
        groups: dict[str, list[Work]] = {}
        for work in works:
            title = bare(work.title)
            is_like = work.outcome is Outcome.DONE and not numbers_in(title)
            what = title.removeprefix(day_of(title)) if is_like else title
            groups.setdefault(what if what != title else work.key, []).append(work)
        return list(groups.values())

    def is_owed(self, work: Work) -> bool:
        """Whether the report has to say something about a task without a record: in a part of a year, if it was due."""
        return self.is_whole_year or work.late or work.missed

    def by_area(self, works: Iterable[Work]) -> dict[str, list[Work]]:
        areas: dict[str, list[Work]] = {area: [] for area in self.areas}
        for work in works:
            areas[area_of(work.ordered.section, work.title)].append(work)
        return {area: own for area, own in areas.items() if own}

    def passage(self, works: Sequence[Work], number: int) -> list[Sentence]:
        """What was done, how much, with which result; 一是 where there are several. works: one, or several alike."""
        keys = tuple(work.key for work in works)
        words = self.words(works, [said for work in works for said in (*work.reports, *work.claims)])
        head, head_figures = self.topic_of(works)
        own = [t for t in self.only_of(works) if (t.name, t.unit) in self.untold]
        said = [t for t in own if self.is_said(t, head, head_figures, words)]
        self.tell(own)
        text = f"{ordinal(number)}是" if number else ""
        text += f"{head}。" + (f"{words.text}。" if words.taken else "")
        reports = [said for work in works for said in (*work.reports[-1:], *work.claims[-1:])]
        known = [*(words.reports or reports), *(one for total in said for one in parts_of(total))]
        evidence = tuple({(one.task, one.seq): one for one in reversed(known)}.values())[::-1]
        told = unique((*head_figures, *words.figures))
        sentences = [Sentence(text, keys, evidence, told, opens=number <= 1)]
        if left := [total for total in own if total not in said]:
            sentences.append(self.sum_up(left))
        if not (words.taken or any(self.totals_of.get(key) for key in keys)):
            sentences += [ask(doer(work), f"补写{marked(work.title)}做了什么", work) for work in works]
        return sentences

    def is_said(self, total: Total, head: str, head_figures: Sequence[Figure], words: Words) -> bool:
        """Whether a sentence already tells the total, and it would not stand beside last year's."""
        if figure_said(total.figure, head_figures) and shares_a_word(head, total.name):
            return True
        return figure_said(total.figure, words.figures) and self.of_last_year(total) is None

    def topic_of(self, works: Sequence[Work]) -> tuple[str, tuple[Figure, ...]]:
        """What was done, in the words of the title, and the figures whose values its numbers are."""
        work, title = works[0], bare(works[0].title)
        if len(works) > 1:  # alike but for the day
            return f"在{'、'.join(day_of(bare(one.title)) for one in works)}{title.removeprefix(day_of(title))}", ()
        if work.outcome is Outcome.DONE:
            done, figures = self.reached(work, title.removeprefix("继续"))
            return (on_its_day(done), figures) if done else (f"{marked(title)}任务已办结", self.stated(work, title))
        if counted_in(title):
            return f"正在推进{marked(title)}任务", self.stated(work, title)
        return under_way(work, title), self.stated(work, title)

    def reached(self, work: Work, title: str) -> tuple[str, tuple[Figure, ...]]:
        """The title with what was reached for each number that it asks for; empty where one was not reached."""
        totals = [total.figure for total in self.totals_of.get(work.key, ())]
        counted = counted_in(title)
        figures = list(self.stated(work, title, [one for one in numbers_in(title) if one not in counted]))
        told = title
        for number in reversed(counted):
            figure = figure_for(number, totals) or next((one for one in totals if exceeds(one, number, title)), None)
            if figure is None:
                return "", ()
            told = with_reached(told, len(title) - len(number.behind), number, figure)
            figures.append(figure)
        return told, unique(figures)

    def stated(self, work: Work, text: str, numbers: Sequence[Number] | None = None) -> tuple[Figure, ...]:
        """The figures of numbers that the plan itself states: the target, or what stands in the title."""
        known = [*([work.target] if work.target else []), *(t.figure for t in self.totals_of.get(work.key, ()))]
        return tuple(
            figure_for(number, known) or Figure(f"{marked(work.title)}里写的数", number.value, number.behind[:1])
            for number in (numbers_in(text) if numbers is None else numbers)
        )

    def words(self, works: Sequence[Work], said: Sequence[Said], room: int | None = None) -> Words:
        values = [figure for work in works for one in work.reports for figure in one.figures]
        totals = [total.figure for total in self.totals_for(works)]
        words = own_words(
            said,
            totals,
            values,
            self.room if room is None else room,
            target=works[0].target,
            common=self.common,
        )
        for left_out in words.unrecorded:
            work = next(one for one in works if one.key == left_out.said[0].task)
            what = f"把“{left_out.text}”里的数填进进度数据，总结才能用这一句"
            self.unrecorded.append(ask(doer(work), what, work, reports=left_out.said))
        return words

    def totals_for(self, works: Iterable[Work]) -> list[Total]:
        """The totals to which the tasks' reports belong."""
        own = {(one.name, one.unit): one for work in works for one in self.totals_of.get(work.key, ())}
        return list(own.values())

    def tell(self, totals: Iterable[Total]) -> None:
        for total in totals:
            self.untold.pop((total.name, total.unit), None)

    def sum_up(self, totals: Sequence[Total]) -> Sentence:
        since = ("全年" if self.facts.is_over else "今年以来") if self.is_whole_year else _SO_FAR[self.kind]
        since = "" if all(total.way is Way.LAST for total in totals) else since
        tasks = unique(key for total in totals for key in total.tasks)
        told = [self.told(total) for total in totals]
        figures = tuple(figure for one in told for figure in self.beside_last_year(one.total))
        return Sentence(f"{since}{joined(told)}。", tasks, tuple(r for t in totals for r in parts_of(t)), figures)

    def told(self, total: Total) -> Told:
        """开展法治宣传12场（上年10场）: beside last year's in reports on a whole year that has ended."""
        works = [self.by_key[key] for key in total.tasks if key in self.by_key]
        texts = [said.text for work in works for said in work.reports]
        words, last = written(total.figure), self.of_last_year(total)
        if last is not None:
            words = f"{words}（上年{amount(last)}）"
        return Told(total, verb_for(total, [bare(work.title) for work in works], texts), words)

    def beside_last_year(self, total: Total) -> tuple[Figure, ...]:
        last = self.of_last_year(total)
        return (total.figure,) if last is None else (total.figure, replace(last, name=f"上年{last.name}"))

    def of_last_year(self, total: Total) -> Figure | None:
        return self.facts.before.get((total.name, total.unit)) if self.tells_last_year() else None

    def tells_last_year(self) -> bool:
        return self.is_whole_year and self.facts.is_over

    # ---- what the main leaders did

    def duties(self, opening: Opening) -> list[Section]:
        own = [work for work in self.works() if is_duty(work) and work.outcome is not Outcome.STOPPED]
        section = Section(opening.heading, 1, opening.part)
        if not own:
            return [section.saying(ask(CLERK, "补写党政主要负责人履行推进法治建设第一责任人职责的情况"))]
        return [section.saying(*self.enumerated(own, self.only_of(own)))]

    def only_of(self, works: Sequence[Work]) -> list[Total]:
        """The totals to which these tasks alone reported."""
        keys = {work.key for work in works}
        return [total for total in self.totals_for(works) if self.tellers[total.name, total.unit] <= keys]

    # ---- what fell short

    def problems(self, opening: Opening) -> list[Section]:
        works = self.works()
        returned = [work for work in works if work.returns]
        late = [work for work in works if work.late and not (work.returns and work.outcome is Outcome.DONE)]
        groups = (
            ("部分任务未按时限完成", self.shortcomings(late, how_late, (Move.ASK_EXTENSION,))),
            ("部分任务经退回后补办", self.shortcomings(returned, how_returned, (Move.SEND_BACK, Move.REOPEN))),
            ("部分任务尚未办完", self.unfinished(works)),
            ("上年指出的部分问题尚未解决", [s for one in self.facts.problems for s in self.unsolved(one)]),
        )
        told = [(heading, sentences) for heading, sentences in groups if sentences]
        first = Section(opening.heading, 1, opening.part)
        if not told:
            return [first.saying(ask(CLERK, "补写存在的不足和原因"))]
        return [first.saying(Sentence("对照任务台账，还存在以下不足：", opens=True)), *numbered(told, opening.part)]

    def unfinished(self, works: Sequence[Work]) -> list[Sentence]:
        return [*self.shortcomings(works, how_unfinished, _WHY_UNFINISHED), *self.done_before(works)]

    def done_before(self, works: Iterable[Work]) -> Iterable[Sentence]:
        """What tasks had come to when they were stopped."""
        stopped = [work for work in works if work.outcome is Outcome.STOPPED]
        if left := [total for total in self.totals_for(stopped) if (total.name, total.unit) in self.untold]:
            self.tell(left)
            yield self.sum_up(left)

    def shortcomings(
        self, works: Iterable[Work], how: Callable[[Work], str], reasons: tuple[Move, ...]
    ) -> list[Sentence]:
        """That tasks fell short, and why in the words of those who said so; those without a reason together."""
        told: list[Sentence] = []
        without: dict[str, list[Work]] = {}
        for work in works:
            what = how(work)
            said = [replace(one, text=_INSTRUCTION.sub("", one.text)) for one in work.reasons if one.do in reasons]
            why = self.words([work], said, room=min(self.room, 60))
            if what and why.taken:
                figures = unique((*self.stated(work, tidy(work.title)), *why.figures))
                because = _BECAUSE.sub("", why.text.replace("；", "，"))
                text = f"{marked(work.title)}任务因{because}{'，' if '，' in because else ''}{what}。"
                told.append(Sentence(text, (work.key,), why.reports, figures))
            elif what:
                without.setdefault(what, []).append(work)
        return told + [self.together(what, own) for what, own in without.items()]

    def together(self, what: str, works: Sequence[Work]) -> Sentence:
        named, more = works[:MOST_NAMED], "等" if len(works) > MOST_NAMED else ""
        text = f"{''.join(marked(work.title) for work in named)}{more}任务{what}。"
        figures = unique(figure for work in named for figure in self.stated(work, tidy(work.title)))
        return Sentence(text, tuple(work.key for work in works), figures=figures)

    def unsolved(self, problem: Promise) -> Iterable[Sentence]:
        if self.topic or self.kind not in _ABOUT_ALL or problem.verdict is Verdict.DONE:
            return
        text = shortened(problem.text)
        if problem.verdict is Verdict.NO_RECORD:
            what = f"核实上年指出的{marked(text)}今年是否解决，没有解决的写明下一步打算"
            yield ask(CLERK, what, figures=as_written(text))
            return
        left = [work for work in problem.works if work.verdict is not Verdict.DONE]
        answers = self.together("尚未办完", left)
        figures = unique((*as_written(text), *answers.figures))
        yield Sentence(f"上年指出的{marked(text)}问题，{answers.text}", answers.tasks, figures=figures)

    # ---- what comes next

    def plan(self, opening: Opening) -> list[Section]:
        steps: dict[str, list[Sentence]] = {area: [] for area in self.areas}
        for work in self.works():
            if goes_on_after(work, self.facts.period.end):
                steps[area_of(work.ordered.section, work.title)].append(self.next_step(work))
        for planned in self.facts.planned if self.ends_the_year() else ():
            area = area_of(planned.section, planned.title)
            if self.is_about(planned, area):
                title = bare(planned.title)
                text = on_its_day(title) if actions_in(title) else pushed(title)
                due = None if day_of(title) else planned.deadline
                steps[area].append(Sentence(f"{text}{by_day(due)}。", (planned.key,), figures=as_written(title)))
        told = [(area.removesuffix("情况"), sentences) for area, sentences in steps.items() if sentences]
        first = Section(opening.heading, 1, opening.part)
        if not told:
            return [first.saying(ask(CLERK, "补写下一步的工作安排"))]
        year = f"{self.facts.period.year + 1}年" if self.ends_the_year() else "下一步"
        who = "" if self.kind is Kind.DUTIES else f"，{we(self.facts.office)}"
        begin = Sentence(f"{year}{who}将重点做好以下工作：", opens=True)
        return self.under(first.saying(begin), numbered(told, opening.part))

    def is_about(self, planned: Planned, area: str) -> bool:
        if self.kind is Kind.DUTIES:
            return names_duty(planned.section + planned.title)
        return self.topic in ("", area)

    def ends_the_year(self) -> bool:
        """Whether what is planned for the next year comes next."""
        return self.facts.period.end.month == LAST_MONTH

    def next_step(self, work: Work) -> Sentence:
        """What goes on, or is to be begun. A task whose number is done in part is called by its name."""
        title = bare(work.title)
        is_done_in_part = work.kind is TaskKind.DATE and work.is_begun and counted_in(title)
        text = f"继续推进{marked(title)}任务" if is_done_in_part else going_on(work, title)
        is_ahead = work.due is not None and work.due > self.facts.period.end and not day_of(title)
        due = work.due if is_ahead and work.kind is TaskKind.DATE else None
        return Sentence(f"{text}{by_day(due)}。", (work.key,), figures=self.stated(work, title))

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
