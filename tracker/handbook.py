"""帮助: the papers of docs/ as pages, so that the manual is at hand where there is no internet."""

from __future__ import annotations

import re
from typing import Any

import mistune
from flask import Blueprint, Response, abort, redirect, render_template, send_from_directory, url_for
from mistune.toc import add_toc_hook

from tracker.settings import CHECKOUT
from tracker.web import SIGNED_IN, allow

DOCS = CHECKOUT / "docs"
MANUAL = "使用手册.md"

handbook = Blueprint("handbook", __name__, url_prefix="/help")


@handbook.get("/")
@allow(*SIGNED_IN)
def index() -> Any:
    return redirect(url_for("handbook.paper", paper_name=MANUAL))


@handbook.get("/<paper_name>")
@allow(*SIGNED_IN)
def paper(paper_name: str) -> str:
    """One paper of docs/ (markdown); 404 for what is none."""
    if paper_name not in {file.name for file in DOCS.glob("*.md")}:
        abort(404)
    title, _, text = (DOCS / paper_name).read_text("utf-8").partition("\n")
    return render_template("handbook.html", title=title.lstrip("# "), text=as_html(text))


@handbook.get("/pictures/<picture_name>")
@allow(*SIGNED_IN)
def picture(picture_name: str) -> Response:
    return send_from_directory(DOCS / "pictures", picture_name)


def as_html(text: str) -> str:
    """Markdown of our own papers as HTML; headings carry the anchors that their links within the paper name."""
    markdown = mistune.create_markdown(escape=False, plugins=["table"])
    assert isinstance(markdown, mistune.Markdown)
    add_toc_hook(markdown, heading_id=lambda token, _: anchor(token["text"]))
    return str(markdown(text))


def anchor(heading: str) -> str:
    """As code hosts make it: lower case, spaces to hyphens, punctuation dropped."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
