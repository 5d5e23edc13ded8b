"""A year of 示范镇 in the database, with last year's report: what the tests of saved reports start from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tests.rows import Town, assigned, claim, figure, report, sign, step, town
from tracker.documents.models import Document, StatedProblem
from tracker.review.models import Draft, DraftState
from tracker.tasks.models import ProblemAnswer, Task
from tracker.tasks.status import Move


@dataclass(frozen=True)
class Year:
    """The office, its report on 2025, and the tasks of 2026 made of it."""

    town: Town
    document: Document
    done: Task
    open: Task


def a_year(session: Session) -> Year:
    """Committed: one plan sentence kept, one under way, one without a task, one rejected; one problem answered."""
    made = town(session)
    document = last_report(session)
    kept, open_, _, _ = [
        _draft(session, document, n, text, state)
        for n, (text, state) in enumerate(
            [
                ("全年开展法治宣传不少于12场。", DraftState.CONFIRMED),
                ("建成村级调解室8个。", DraftState.CONFIRMED),
                ("建立执法联络员制度。", DraftState.PROPOSED),
                ("为高质量发展提供保障。", DraftState.REJECTED),
            ],
            1,
        )
    ]
    worker, deputy, clerk = made.worker, made.deputy, made.clerk
    done = assigned(
        session,
        made,
        "开展法治宣传12场",
        sign("2026-01-13", worker),
        report(
            "2026-03-12", worker, "在集镇设点宣讲。", figure("法治宣传", 5, "场"), figure("宣传资料", 800, "份", True)
        ),
        report("2026-06-26", worker, "进校园讲禁毒知识。", figure("法治宣传", 7, "场")),
        claim("2026-11-02", worker, "法治宣传12场全部办完。"),
        step("2026-11-03", deputy, Move.FINISH),
        step("2026-11-04", clerk, Move.CLEAR),
        section="（一）创新普法宣传",
        document_id=document.id,
        draft_id=kept.id,
        target_name="法治宣传",
        target_value=12,
        target_unit="场",
    )
    under_way = assigned(
        session,
        made,
        "建成村级调解室8个",
        sign("2026-01-13", worker),
        report("2026-05-06", worker, "三个村选好了场地。", figure("建成调解室", 3, "个")),
        section="（二）化解矛盾纠纷",
        document_id=document.id,
        draft_id=open_.id,
    )
    session.add(ProblemAnswer(problem_id=document.problems[0].id, task_id=done.id))
    session.commit()
    return Year(made, document, done, under_way)


def last_report(session: Session) -> Document:
    """The report on 2025, as the import keeps it."""
    headings = ("一、工作成效", "二、存在的问题", "三、2026年工作安排")
    document = Document(
        key="report-2025",
        file="report-2025.docx",
        title="示范镇人民政府关于2025年度法治政府建设情况的报告",
        issuer="示范镇人民政府",
        addressee="示范县司法局",
        report_year=2025,
        plan_year=2026,
        blocks=[{"text": text, "kind": "paragraph", "level": 0, "where": "", "rows": []} for text in headings],
        figures=[{"quote": "开展法治宣传10场", "value": "10", "unit": "场", "approx": False}],
        problems=[StatedProblem(key="p1", ordinal=1, text="普法形式比较单一。")],
    )
    session.add(document)
    session.flush()
    return document


def _draft(session: Session, document: Document, ordinal: int, text: str, state: DraftState) -> Draft:
    section = "（一）创新普法宣传" if ordinal == 1 else "（二）化解矛盾纠纷"
    draft = Draft(document_id=document.id, ordinal=ordinal, state=state, section=section, quote=text, title=text)
    session.add(draft)
    session.flush()
    return draft
