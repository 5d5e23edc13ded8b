"""A plan as the JSON of the extraction contract (docs/使用手册.md, “抽取”)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tracker.documents.blocks import Block
from tracker.plans.plan import Deadline, Item, Measure, Parties, Plan, Problem, ReportedFigure, Span


def as_json(plan: Plan, *, explain: bool = False, blocks: Sequence[Block] = ()) -> dict[str, Any]:
    """The contract's object. explain: each thing also with the rule that found it and where it stands."""
    return _Writer(explain, blocks).plan(plan)


class _Writer:
    def __init__(self, explain: bool, blocks: Sequence[Block]) -> None:
        self._explain = explain
        self._blocks = blocks

    def plan(self, plan: Plan) -> dict[str, Any]:
        head = plan.head
        answer: dict[str, Any] = {
            "document": {
                "title": head.title,
                "issuer": head.issuer,
                "number": head.number,
                "signer": head.signer,
                "addressee": head.addressee,
                "report_year": head.report_year,
                "plan_year": head.plan_year,
            },
            "items": [self._item(item) for item in plan.items],
            "problems": [problem.text for problem in plan.problems],
            "figures": [self._figure(figure) for figure in plan.figures],
            "warnings": list(plan.warnings),
        }
        if self._explain:
            answer["problem_places"] = [self._place(problem) for problem in plan.problems]
            answer["columns"] = [
                {"table": c.block, "column": c.number, "sheet": c.sheet, "words": c.words, "role": c.role.value}
                for c in plan.columns
            ]
        return answer

    def _item(self, item: Item) -> dict[str, Any]:
        return {
            "heading": item.heading,
            "section": item.section,
            **_parties(item.parties),
            "deadlines": [self._deadline(deadline) for deadline in item.deadlines],
            "measures": [self._measure(measure) for measure in item.measures],
            **self._place(item),
        }

    def _measure(self, measure: Measure) -> dict[str, Any]:
        return {
            "text": measure.text,
            "actions": list(measure.actions),
            **_parties(measure.parties),
            "deadlines": [self._deadline(deadline) for deadline in measure.deadlines],
            **self._place(measure),
        }

    def _deadline(self, deadline: Deadline) -> dict[str, Any]:
        return {
            "text": deadline.text,
            "kind": deadline.kind.value,
            "start": deadline.start.isoformat() if deadline.start else None,
            "end": deadline.end.isoformat() if deadline.end else None,
            "every": deadline.every.value if deadline.every else None,
            **self._place(deadline),
        }

    def _figure(self, figure: ReportedFigure) -> dict[str, Any]:
        return {
            "quote": figure.quote,
            "value": _number(figure.value),
            "unit": figure.unit,
            "approx": figure.approx,
            **self._place(figure),
        }

    def _place(self, thing: Item | Measure | Deadline | ReportedFigure | Problem) -> dict[str, Any]:
        return {"rule": thing.rule, "place": self._span(thing.span)} if self._explain else {}

    def _span(self, span: Span | None) -> dict[str, Any] | None:
        if span is None:
            return None
        where = self._blocks[span.block].where if span.block < len(self._blocks) else ""
        place: dict[str, Any] = {"block": span.block, "where": where, "start": span.start, "end": span.end}
        return place if span.row is None else {**place, "row": span.row, "column": span.column}


def _parties(parties: Parties) -> dict[str, list[str]]:
    return {"leader": list(parties.leader), "lead": list(parties.lead), "support": list(parties.support)}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
