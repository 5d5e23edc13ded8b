"""Figures that a report states as done, text by text: figure_phrases.txt says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.plans.figures import figures_in
from tracker.plans.plan import ReportedFigure

PHRASES = Path(__file__).with_name("figure_phrases.txt")


def cases() -> list[tuple[str, str]]:
    lines = PHRASES.read_text("utf-8").splitlines()
    return [tuple(line.split(" => ")) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


def said(figure: ReportedFigure) -> str:
    """A figure in the notation of the table."""
    return f"{'~' if figure.approx else ''}{figure.value} {figure.unit}"


@pytest.mark.parametrize(("text", "figures"), cases())
def test_a_text_reports_these_figures(text: str, figures: str) -> None:
    assert ("; ".join(said(figure) for figure in figures_in(text)) or "none") == figures


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("全年共开展法治宣传12次，效果良好。", "开展法治宣传12次"),
        ("2024年共开展法治宣传12次。", "开展法治宣传12次"),
        ("受理申请103宗（其中转送10宗）。", "受理申请103宗"),
        ("兼职网格员 7 名", "兼职网格员 7 名"),
        ("培育“法律明白人”45人", "培育“法律明白人”45人"),
        ("12家企业参加培训，反响热烈。", "12家企业参加培训"),
    ],
)
def test_a_quote_is_the_shortest_phrase_with_its_verb_or_noun(text: str, quote: str) -> None:
    assert figures_in(text)[0].quote == quote


@pytest.mark.parametrize(("text", "figures"), cases())
def test_a_quote_stands_where_its_span_says(text: str, figures: str) -> None:
    for figure in figures_in(text):
        assert figure.span is not None
        assert text[figure.span.start : figure.span.end] == figure.quote
        assert figure.rule
