"""tracker/summary/views/: the pages as a clerk, the main leader and a deputy see them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from docx import Document as WordFile
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import rows
from tests.rows import led, sign_in
from tests.summary.rows import Year, a_year
from tracker import libreoffice
from tracker.db import writing
from tracker.documents.models import Document
from tracker.reminders.models import Message
from tracker.reminders.states import About
from tracker.review.models import Draft
from tracker.summary.models import State, Summary, SummaryLine

pytestmark = pytest.mark.usefixtures("in_november")


@pytest.fixture
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    for module in ("reports", "editor", "faces", "hands", "files"):
        monkeypatch.setattr(f"tracker.summary.views.{module}.today", lambda: date(2026, 11, 25))


@pytest.fixture
def year(session: Session, client: FlaskClient) -> Year:
    made = a_year(session)
    sign_in(client, made.town.clerk)
    return made


@pytest.fixture
def report(session: Session, client: FlaskClient, year: Year) -> Summary:
    """The yearly report of 2026, drafted on the page."""
    answer = client.post("/summaries", data={"year": "2026", "kind": "yearly", "topic": ""})
    assert answer.status_code == 302
    return session.scalars(select(Summary)).one()


def page(client: FlaskClient, report: Summary, face: str = "") -> str:
    return client.get(f"/summaries/report/{report.id}{face}").get_data(as_text=True)


def line_with(session: Session, text: str) -> SummaryLine:
    session.expire_all()
    return session.scalars(select(SummaryLine).where(SummaryLine.text.contains(text))).one()


def test_drafting_opens_the_editor_and_drafting_again_opens_the_same_report(
    client: FlaskClient, session: Session, report: Summary
) -> None:
    again = client.post("/summaries", data={"year": "2026", "kind": "yearly", "topic": ""})
    assert again.location == f"/summaries/report/{report.id}"
    assert client.get("/summaries/2026").location == f"/summaries/report/{report.id}"
    assert report.title in client.get("/summaries").get_data(as_text=True)


def test_a_quarter_needs_its_number(client: FlaskClient, year: Year) -> None:
    answer = client.post("/summaries", data={"year": "2026", "kind": "quarter", "number": "5", "topic": ""})
    assert answer.status_code == 422
    assert "1 到 4" in answer.get_data(as_text=True)
    answer = client.post("/summaries", data={"year": "2026", "kind": "quarter", "number": "2", "topic": ""})
    assert "2026年第二季度" in client.get(answer.location).get_data(as_text=True)


def test_the_editor_shows_each_sentence_beside_its_evidence(client: FlaskClient, year: Year, report: Summary) -> None:
    text = page(client, report)
    assert f'href="/tasks/{year.done.key}"' in text
    assert "进度 3 条" in text
    assert "【待补：督办员补写其他需要报告的事项" in text
    assert "不超过 5,000 字" in text
    assert '核对<span class="n">7 处</span>' in text


def test_a_sentence_is_changed_and_keeps_its_links(
    client: FlaskClient, session: Session, year: Year, report: Summary
) -> None:
    line = line_with(session, "在集镇设点宣讲")
    where = f"/summaries/report/{report.id}/lines/{line.id}"
    assert 'name="version"' in page(client, report, f"?line={line.id}")
    client.post(where, data={"version": line.version, "text": "开展法治宣传12场，走遍集镇。"})
    changed = line_with(session, "走遍集镇")
    assert changed.tasks == [year.done.key]
    assert "走遍集镇" in page(client, report, "/versions")


def test_the_second_of_two_gets_a_sentence_and_their_words_back(
    client: FlaskClient, session: Session, report: Summary
) -> None:
    line = line_with(session, "在集镇设点宣讲")
    where, seen = f"/summaries/report/{report.id}/lines/{line.id}", line.version
    client.post(where, data={"version": seen, "text": "第一个人的。"})
    answer = client.post(where, data={"version": seen, "text": "第二个人写了很久。"})
    assert answer.status_code == 409
    assert "刚才有人先改了这一句" in answer.get_data(as_text=True)
    assert "第二个人写了很久。" in answer.get_data(as_text=True)


def test_no_sentence_changes_while_the_report_is_being_submitted(
    client: FlaskClient, session: Session, report: Summary
) -> None:
    line = line_with(session, "在集镇设点宣讲")
    where, form = f"/summaries/report/{report.id}/lines/{line.id}", {"version": line.version, "text": "走遍集镇。"}
    before = line.text
    session.rollback()
    with ThreadPoolExecutor(1) as other, writing():
        submitted = session.get_one(Summary, report.id, with_for_update=True)
        submitted.state = State.SUBMITTED
        session.flush()
        answer = other.submit(client.post, where, data=form)
        time.sleep(0.5)  # the other request is at the report now, and waits
        session.commit()
        assert answer.result().status_code == 409
    assert line_with(session, "在集镇设点宣讲").text == before


def test_an_added_sentence_without_evidence_is_marked_and_an_unknown_task_is_refused(
    client: FlaskClient, session: Session, year: Year, report: Summary
) -> None:
    line = line_with(session, "在集镇设点宣讲")
    where = f"/summaries/report/{report.id}/lines/{line.id}/add"
    answer = client.post(where, data={"text": "群众反响良好。", "tasks": "2026-999"})
    assert answer.status_code == 422
    assert "没有编号是“2026-999”的事项" in answer.get_data(as_text=True)
    client.post(where, data={"text": "群众反响良好。", "tasks": ""})
    assert "没有证据，去补一条" in page(client, report)
    client.post(where, data={"text": "两个集镇都去过。", "tasks": f"{year.done.key}，{year.open.key}"})
    assert line_with(session, "两个集镇").tasks == [year.done.key, year.open.key]


def test_a_number_that_differs_is_shown_with_its_record_and_mended_with_a_click(
    client: FlaskClient, session: Session, report: Summary
) -> None:
    assert "对得上" in page(client, report)
    assert "对不上" not in page(client, report)
    line = line_with(session, "在集镇设点宣讲")
    where = f"/summaries/report/{report.id}/lines/{line.id}"
    client.post(where, data={"version": line.version, "text": "开展法治宣传13场。"})
    text = page(client, report)
    assert "13场 对不上。" in text
    assert "全年法治宣传 12 场" in text
    assert 'value="开展法治宣传12场。"' in text
    assert "对不上" in page(client, report, "/numbers")


def test_a_number_without_a_record_is_closed_by_saying_where_it_comes_from(
    client: FlaskClient, session: Session, report: Summary
) -> None:
    line = line_with(session, "在集镇设点宣讲")
    where = f"/summaries/report/{report.id}/lines/{line.id}"
    client.post(where, data={"version": line.version, "text": "群众满意率98%。"})
    assert "98% 没有出处。" in page(client, report)
    client.post(f"{where}/explain", data={"text": "县司法局12月通报"})
    assert "98% 没有出处。" not in page(client, report)
    assert "县司法局12月通报" in page(client, report, "/numbers")


def test_a_line_of_another_report_is_not_found(client: FlaskClient, session: Session, report: Summary) -> None:
    line = line_with(session, "在集镇设点宣讲")
    assert client.post(f"/summaries/report/999/lines/{line.id}", data={}).status_code == 404


def test_the_promise_table_has_a_line_for_everything_last_year_s_report_said(
    client: FlaskClient, report: Summary
) -> None:
    text = page(client, report, "/promises")
    assert "去年说的 5 条" in text
    assert text.count("没有对应的事项") == 2
    answer = client.post(
        f"/summaries/report/{report.id}/promises",
        data={"promise": "draft-3", "verdict": "partly", "text": "并入执法培训一起办了。"},
    )
    assert answer.status_code == 302
    assert "林书岚：并入执法培训一起办了。" in page(client, report, "/promises")


def test_from_hand_to_hand_until_it_is_final_and_read_only(
    client: FlaskClient, session: Session, year: Year, report: Summary
) -> None:
    where = f"/summaries/report/{report.id}"
    assert "处没有交代，取回补上以前定不了稿" in client.post(f"{where}/submit", follow_redirects=True).text
    sign_in(client, year.town.mayor)
    refused = client.post(f"{where}/final", follow_redirects=True)
    assert "还不能定稿" in refused.get_data(as_text=True)
    assert "退回草稿" in refused.text  # the report itself, with what can be done about it
    first = next(line for line in report.lines if line.asks)
    assert f'<a href="#s{first.id}">第 ' in refused.text
    assert f'id="s{first.id}"' in refused.text
    assert f'href="{where}/promises#' in refused.text
    client.post(f"{where}/give-back", data={"text": "把待补的补齐"})
    sign_in(client, year.town.clerk)
    _mend_everything(client, session, where)
    client.post(f"{where}/submit")
    sign_in(client, year.town.mayor)
    assert client.post(f"{where}/final").status_code == 302
    session.expire_all()
    assert report.state is State.FINAL
    assert report.sha256
    final = client.get(f"{where}/download/word").data
    client.post(f"{where}/reopen", data={"text": "上级要求补充"})
    sign_in(client, year.town.clerk)
    line = line_with(session, "在集镇设点宣讲")
    client.post(f"{where}/lines/{line.id}", data={"version": line.version, "text": "改了。"})
    assert client.get(f"{where}/download/word").data != final
    assert "上级要求补充" in page(client, report, "/versions")


def _mend_everything(client: FlaskClient, session: Session, where: str) -> None:
    for line in session.scalars(select(SummaryLine).where(SummaryLine.asks != "")).all():
        session.refresh(line)
        client.post(f"{where}/lines/{line.id}", data={"version": line.version, "text": "无。"})
    for promise in ("draft-3", "draft-4"):
        data = {"promise": promise, "verdict": "not", "text": "没有办。"}
        client.post(f"{where}/promises", data=data)


def test_a_deputy_reads_and_does_not_decide(client: FlaskClient, year: Year, report: Summary) -> None:
    client.post(f"/summaries/report/{report.id}/submit")
    sign_in(client, year.town.deputy)
    assert "定稿</button>" not in page(client, report)
    assert client.post(f"/summaries/report/{report.id}/final").status_code == 409


def test_the_word_file_holds_the_text_and_with_remarks_its_evidence(
    client: FlaskClient, year: Year, report: Summary
) -> None:
    plain = client.get(f"/summaries/report/{report.id}/download/word")
    assert "".join(p.text for p in WordFile(BytesIO(plain.data)).paragraphs).count("在集镇设点宣讲") == 1
    assert "UTF-8" in plain.headers["Content-Disposition"]
    remarks = client.get(f"/summaries/report/{report.id}/download/comments")
    assert year.done.key in _all_xml(remarks.data)
    assert year.done.key not in _all_xml(plain.data)


def _all_xml(data: bytes) -> str:
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as file:
        return "".join(file.read(name).decode("utf-8", "replace") for name in file.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("what", ["annex", "promises-excel"])
def test_lists_come_as_excel_files(client: FlaskClient, report: Summary, what: str) -> None:
    book = load_workbook(BytesIO(client.get(f"/summaries/report/{report.id}/download/{what}").data))
    assert book.worksheets[0].max_row > 3


@pytest.mark.parametrize("what", ["markdown", "text", "promises-word"])
def test_other_files_come_too(client: FlaskClient, report: Summary, what: str) -> None:
    assert client.get(f"/summaries/report/{report.id}/download/{what}").status_code == 200


def test_a_file_that_there_is_not_is_not_found(client: FlaskClient, report: Summary) -> None:
    assert client.get(f"/summaries/report/{report.id}/download/exe").status_code == 404


def test_the_head_is_changed_and_printed(client: FlaskClient, report: Summary) -> None:
    head = {
        "title": "示范镇2026年总结",
        "issuer": "示范镇人民政府",
        "document_number": "示府〔2027〕3号",
        "dated": "2027-01-09",
    }
    client.post(f"/summaries/report/{report.id}/head", data={**head, "red_head": "y"})
    word = WordFile(BytesIO(client.get(f"/summaries/report/{report.id}/download/word").data))
    text = "".join(p.text for p in word.paragraphs)
    assert "示府〔2027〕3号" in text
    assert "2027年1月9日" in text


def test_the_figures_page_shows_last_year_and_changes_how_one_is_added_up(
    client: FlaskClient, session: Session, report: Summary
) -> None:
    text = client.get("/summaries/figures/2026").get_data(as_text=True)
    assert "上年报告：开展法治宣传10场" in text
    client.post("/summaries/figures/2026", data={"name": "法治宣传", "unit": "场", "way": "last"})
    assert "7 场" in client.get("/summaries/figures/2026").get_data(as_text=True)


def test_one_click_asks_the_person_who_can_supply_what_is_lacking(
    client: FlaskClient, session: Session, year: Year, report: Summary
) -> None:
    line = line_with(session, "【待补：督办员补写其他")
    nobody = client.post(f"/summaries/report/{report.id}/lines/{line.id}/ask")
    assert nobody.status_code == 409
    line = _asking_about(session, report, year.open.key)
    assert f"请{year.town.worker.name}补</button>" in page(client, report)
    where = f"/summaries/report/{report.id}/lines/{line.id}/ask"
    assert client.post(where).status_code == 302
    assert client.post(where).status_code == 409  # once a day
    (message,) = session.scalars(select(Message).where(Message.about == About.ASKED))
    assert message.person_id == year.town.worker.id
    assert message.entries[0].task == year.open.key
    assert "建成了几个" in message.text
    assert "建成了几个" in client.get(f"/tasks/{year.open.key}").get_data(as_text=True)
    client.post(f"/summaries/report/{report.id}/anew")
    assert "请过" in page(client, report)  # what is composed as before is still asked for


def _asking_about(session: Session, report: Summary, key: str) -> SummaryLine:
    line = line_with(session, "【待补：督办员补写其他")
    line.asks, line.tasks = "叶青禾补写建成了几个", [key]
    session.commit()
    return line


def test_the_final_report_begins_the_next_year_in_one_click(
    client: FlaskClient, session: Session, year: Year, report: Summary
) -> None:
    where = f"/summaries/report/{report.id}"
    assert client.post(f"{where}/next-year").status_code == 409  # a draft
    _mend_everything(client, session, where)
    client.post(f"{where}/submit")
    sign_in(client, year.town.mayor)
    client.post(f"{where}/final")
    sign_in(client, year.town.clerk)
    assert "开始 2027 年" in page(client, report)
    desk = client.post(f"{where}/next-year")
    document = session.scalars(select(Document).where(Document.sha256 == report.sha256)).one()
    assert desk.location == f"/documents/{document.id}/review"
    assert (document.report_year, document.plan_year) == (2026, 2027)
    quotes = session.scalars(select(Draft.quote).where(Draft.document_id == document.id)).all()
    assert any("建成村级调解室8个" in quote for quote in quotes)
    assert client.post(f"{where}/next-year").location == desk.location
    assert f'href="/documents/{document.id}/review"' in page(client, report)


def test_the_pictures_are_drawn_on_the_page_and_in_word(client: FlaskClient, report: Summary) -> None:
    text = page(client, report, "/pictures")
    assert 'aria-label="开展法治宣传12场，12 / 12 场"' in text
    word = WordFile(BytesIO(client.get(f"/summaries/report/{report.id}/download/pictures").data))
    assert "12 / 12 场" in [cell.text for table in word.tables for row in table.rows for cell in row.cells]


def test_an_office_s_own_template_is_kept_used_and_dropped(client: FlaskClient, report: Summary) -> None:
    where = f"/summaries/report/{report.id}/download/template"
    assert client.get(where).status_code == 404
    bad = client.post("/summaries/template", data={"file": (BytesIO(b"nothing"), "模板.docx")})
    assert bad.status_code == 422
    assert "“模板.docx”" in bad.get_data(as_text=True)
    template = WordFile()
    template.add_paragraph("本单位版式")
    template.add_paragraph("{{正文}}")
    file = BytesIO()
    template.save(file)
    assert client.post("/summaries/template", data={"file": (BytesIO(file.getvalue()), "模板.docx")}).status_code == 302
    assert "Word，用本单位模板" in page(client, report)
    made = [paragraph.text for paragraph in WordFile(BytesIO(client.get(where).data)).paragraphs]
    assert made[0] == "本单位版式"
    assert any("在集镇设点宣讲" in text for text in made)
    client.post("/summaries/template/drop")
    assert client.get(where).status_code == 404


@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_report_comes_as_pdf(client: FlaskClient, report: Summary) -> None:
    assert client.get(f"/summaries/report/{report.id}/download/pdf").data.startswith(b"%PDF")


def test_without_libreoffice_there_is_no_pdf(
    client: FlaskClient, report: Summary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert "download/pdf" not in page(client, report)
    assert client.get(f"/summaries/report/{report.id}/download/pdf").status_code == 404


def test_a_date_and_a_document_that_stand_in_no_record_are_marked(
    client: FlaskClient, session: Session, report: Summary
) -> None:
    line = line_with(session, "在集镇设点宣讲")
    text = "3月12日按《示范镇普法规划》在集镇设点宣讲。"
    client.post(f"/summaries/report/{report.id}/lines/{line.id}", data={"version": line.version, "text": text})
    shown = page(client, report)
    assert "台账和文件里都没有这个文件名" in shown
    assert "台账和文件里都没有这个日期" not in shown
    assert "《示范镇普法规划》" in page(client, report, "/numbers")


def test_what_could_not_be_used_is_listed_below_the_text(
    client: FlaskClient, session: Session, year: Year, report: Summary
) -> None:
    assert "没有写进来" not in page(client, report)
    said = "在9个院坝讲了民法典。"
    led(session, year.open, [rows.report("2026-11-20", year.town.worker, said)])
    client.post(f"/summaries/report/{report.id}/anew")
    shown = page(client, report)
    assert "有 1 句进度没有写进来" in shown
    assert "在9个院坝讲了民法典" in shown
