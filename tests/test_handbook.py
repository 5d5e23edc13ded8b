"""The manual at hand: every link and picture in it leads somewhere."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.rows import sign_in, town
from tracker.handbook import DOCS, MANUAL, anchor, as_html


@pytest.fixture
def page(client: FlaskClient, session: Session) -> str:
    sign_in(client, next(iter(town(session).people.values())))
    return client.get("/help/", follow_redirects=True).text


def test_every_picture_and_paper_of_the_manual_is_served(client: FlaskClient, page: str) -> None:
    paths = set(re.findall(r'(?:src|href)="((?:pictures/)?[\w.-]+\.(?:png|md))"', page))
    assert len(paths) > 5
    for path in paths:
        with client.get(f"/help/{path}") as answer:
            assert answer.status_code == 200, path


def test_every_anchor_that_the_manual_links_to_is_there() -> None:
    html = as_html((DOCS / MANUAL).read_text("utf-8"))
    linked = {unquote(anchor) for anchor in re.findall(r'href="#([^"]+)"', html)}
    assert linked
    assert linked <= set(re.findall(r'id="([^"]+)"', html))


@pytest.mark.parametrize("name", ["../README.md", "settings.py", "nothing.md"])
def test_nothing_but_the_papers_is_served(client: FlaskClient, page: str, name: str) -> None:
    assert client.get(f"/help/{name}").status_code == 404


def test_an_anchor_is_made_as_code_hosts_make_it() -> None:
    assert anchor("一、承办干部 and More") == "一承办干部-and-more"
