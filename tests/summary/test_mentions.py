"""tracker/summary/mentions.py"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.summary.rows import a_year
from tracker.summary.check import Verdict
from tracker.summary.mentions import Known, findings, mentions_in
from tracker.summary.queries import known_to

KNOWN = Known(
    texts=("按《示范镇普法办法》，4月8日在集镇设点。", "示政发〔2026〕6号"),
    days=frozenset({date(2026, 4, 15), date(2025, 3, 2)}),
    people={"叶青禾": "干事", "谢知行": "副镇长", "方明远": "党委副书记、镇长"},
)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.quote, one.verdict.value) for one in findings(text, mentions_in(text, KNOWN.people), KNOWN, 2026)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4月15日开展宣传。", [("4月15日", "matches")]),
        ("4月8日开展宣传。", [("4月8日", "matches")]),
        ("4月16日开展宣传。", [("4月16日", "no_record")]),
        ("2025年4月15日开展宣传。", [("2025年4月15日", "no_record")]),
        ("2025年3月2日动员。", [("2025年3月2日", "matches")]),
        ("按照示政发〔2026〕6号文件。", [("政发〔2026〕6号", "matches")]),
        ("按照示政发〔2026〕16号文件。", [("政发〔2026〕16号", "no_record")]),
        ("按照示党发〔2026〕6号文件。", [("党发〔2026〕6号", "no_record")]),
        ("落实《示范镇普法办法》。", [("《示范镇普法办法》", "matches")]),
        ("落实《示范镇普法规定》。", [("《示范镇普法规定》", "no_record")]),
        ("叶青禾同志作了宣讲。", [("叶青禾", "matches")]),
        ("丁一凡同志作了宣讲。", [("丁一凡", "no_record")]),
        ("副镇长谢知行带队检查。", [("谢知行", "matches")]),
        ("谢知行副镇长带队检查。", [("谢知行", "matches")]),
        ("党委副书记、镇长方明远主持。", [("方明远", "matches")]),
        ("副镇长方明远同志主持。", [("方明远", "no_record")]),
        ("干事谢知行带队检查。", [("谢知行", "no_record")]),
        ("谢知行带队检查。", []),
        ("全年开展法治宣传12场，4月举办宣传月。", []),
    ],
)
def test_what_is_named_stands_in_a_record_or_not(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_the_records_of_an_office_know_its_days_its_words_and_its_people(session: Session) -> None:
    made = a_year(session)
    text = "6月26日在集镇设点宣讲，《全年开展法治宣传不少于12场》，9月9日。"
    known = known_to(session, {one.phrase for one in mentions_in(text)} | {"集镇设点"})
    assert made.town.worker.name in known.people
    assert "在集镇设点宣讲。" in known.texts
    verdicts = [one.verdict for one in findings(text, mentions_in(text), known, 2026)]
    assert verdicts == [Verdict.MATCHES, Verdict.NO_RECORD, Verdict.NO_RECORD]


def test_percent_signs_and_the_like_are_looked_for_as_they_are(session: Session) -> None:
    a_year(session)
    assert not known_to(session, {"%", "_"}).texts


def test_a_text_that_names_nothing_reads_nothing(session: Session) -> None:
    assert known_to(session, set()) == Known()
