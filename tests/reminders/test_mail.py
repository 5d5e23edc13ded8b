"""Mail as a real server gets it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from tests.reminders.conftest import Clock, MailServer
from tracker.errors import ChannelDown, DeliveryError
from tracker.reminders.channels import Outgoing
from tracker.reminders.digest import Line
from tracker.reminders.mail import Mail, html
from tracker.settings import Smtp

LINE = Line("2026-001", "开展<法治>宣传", date(2026, 3, 5), "yellow", "临期", "快到期了。", ("due3",))
MESSAGE = Outgoing(
    key="digest.2026-03-02.4.mail",
    name="叶青禾",
    address="ye@shifan.example",
    subject="督办 3月2日 周一：1 件事",
    text="1. 开展<法治>宣传",
    lines=(LINE,),
    office="示范镇",
    url="http://duban.example",
)


@pytest.fixture
def mail(mail_server: MailServer, clock: Clock) -> Iterator[Mail]:
    made = Mail(Smtp("127.0.0.1", mail_server.port, None, None, "plain", "duban@shifan.example"), clock)
    yield made
    made.close()


def test_a_mail_has_the_offices_name_both_forms_and_an_id_of_its_key(mail: Mail, mail_server: MailServer) -> None:
    mail.send(MESSAGE)
    (got,) = mail_server.mails
    assert got["From"].addresses[0].display_name == "示范镇督办台账"
    assert got["To"] == "叶青禾 <ye@shifan.example>"
    assert got["Subject"] == MESSAGE.subject
    assert got["Message-ID"] == "<digest.2026-03-02.4.mail@shifan.example>"
    assert got["Date"] == "Mon, 02 Mar 2026 08:30:00 +0800"
    plain, page = got.get_body(("plain",)), got.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert "1. 开展<法治>宣传" in plain.get_content()
    assert "http://duban.example/tasks/2026-001" in page.get_content()


def test_the_sender_is_encoded_for_the_wire(mail: Mail, mail_server: MailServer) -> None:
    raw: list[bytes] = []
    answer = mail_server.postman.answer
    mail_server.postman.answer = lambda got: (raw.append(got.as_bytes()), answer(got))[1]
    mail.send(MESSAGE)
    assert raw[0].isascii()


def test_titles_are_escaped_in_html(clock: Clock) -> None:
    page = html(MESSAGE, clock())
    assert "开展&lt;法治&gt;宣传" in page


def test_a_mail_reads_well_where_style_sheets_and_pictures_are_blocked(clock: Clock) -> None:
    page = html(MESSAGE, clock())
    assert page.count("<style>") == 1  # it only bounds the width
    assert not re.search(r"\bstyle=|<img|<link|url\(|@import", page)


def test_one_connection_serves_many_mails(mail: Mail, mail_server: MailServer) -> None:
    for _ in range(3):
        mail.send(MESSAGE)
    assert len(mail_server.mails) == 3
    assert mail_server.connections == 1


def test_a_connection_that_the_server_closed_while_idle_is_opened_again(
    mail: Mail, mail_server: MailServer, clock: Clock
) -> None:
    mail.send(MESSAGE)
    mail_server.drop_connections()
    clock.go(minutes=1)
    mail.send(MESSAGE)
    assert len(mail_server.mails) == 2


@pytest.mark.parametrize(("answer", "permanent"), [("550 no such person", True), ("451 later", False)])
def test_a_refusal_says_whether_trying_again_is_useful(
    mail: Mail, mail_server: MailServer, answer: str, permanent: bool
) -> None:
    mail_server.postman.answer = lambda got: answer
    with pytest.raises(DeliveryError, match=answer[4:]) as raised:
        mail.send(MESSAGE)
    assert raised.value.permanent is permanent
    assert not raised.value.uncertain


def test_a_line_that_breaks_before_the_answer_leaves_it_uncertain(mail: Mail, mail_server: MailServer) -> None:
    def vanish(got: object) -> str:
        mail_server.drop_connections()
        return "250 OK"

    mail_server.postman.answer = vanish
    with pytest.raises(ChannelDown) as raised:
        mail.send(MESSAGE)
    assert raised.value.uncertain


def test_a_server_that_is_not_there_is_down(mail_server: MailServer, clock: Clock) -> None:
    port = mail_server.port
    mail_server.stop()
    mail = Mail(Smtp("127.0.0.1", port, None, None, "plain", "duban@shifan.example"), clock)
    with pytest.raises(ChannelDown, match="连不上"):
        mail.send(MESSAGE)


def test_a_server_whose_name_cannot_be_is_down(clock: Clock) -> None:
    mail = Mail(Smtp("mail..shifan.example", 25, None, None, "plain", "duban@shifan.example"), clock)
    with pytest.raises(ChannelDown, match="连不上"):
        mail.send(MESSAGE)


@pytest.mark.parametrize("change", [lambda m: {"address": ""}, lambda m: {"address": "a b@c d"}])
def test_an_address_that_cannot_be_is_refused_for_good(
    mail: Mail, change: Callable[[Outgoing], dict[str, str]]
) -> None:
    with pytest.raises(DeliveryError) as raised:
        mail.send(Outgoing(**{**vars(MESSAGE), **change(MESSAGE)}))
    assert raised.value.permanent
