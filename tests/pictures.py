"""`make pictures`: takes the pictures of README and manual from the demo office into docs/pictures/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

from tracker.app import create_app
from tracker.db import db
from tracker.demo.seed import seed
from tracker.upgrade import upgrade_database

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
CLERK, CADRE, LEADER = "田小禾", "蒋雨桐", "方明远"  # of tracker/demo/town.py


@dataclass(frozen=True)
class Shot:
    """One picture: who looks at which page, and what they press before."""

    name: str
    who: str
    path: str
    phone: bool = False
    press: str = ""


FONTS = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "仿宋": "AR PL SungtiL GB",
    "楷体": "AR PL KaitiM GB",
    "黑体": "WenQuanYi Zen Hei",
}
"""What stands in for the fonts of official papers, which no free system has."""

SHOTS = (
    Shot("home-coordinator", CLERK, "/"),
    Shot("home-assignee", CADRE, "/", phone=True),
    Shot("documents", CLERK, "/documents"),
    Shot("review-desk", CLERK, "/documents/1/review", press="组织法律顾问每月列席党委会议"),
    Shot("ledger", CLERK, "/tasks"),
    Shot("task", CLERK, "/tasks/2026-004"),
    Shot("board", LEADER, "/board"),
    Shot("messages", CLERK, "/outbox"),
    Shot("summary-editor", CLERK, "/summaries", press="起草"),
)


def main() -> None:
    """Takes every picture; the Word page only where LibreOffice and poppler stand."""
    PICTURES.mkdir(exist_ok=True)
    with _demo_office() as (address, passwords), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for shot in SHOTS:
            page = _sign_in(browser, address, shot, passwords)
            page.goto(address + shot.path)
            if shot.press:
                page.get_by_text(shot.press, exact=True).first.click()
                page.wait_for_load_state()
            page.wait_for_timeout(500)  # what slides has come to rest
            page.screenshot(path=PICTURES / f"{shot.name}.png")
            if shot.name == "summary-editor":
                _word_page(page)
            page.context.close()
        browser.close()


@contextmanager
def _demo_office() -> Iterator[tuple[str, dict[str, str]]]:
    """A demo office of its own; yields where it answers and each person's password."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"INSTANCE_DIR": folder})
        upgrade_database(app)
        with app.app_context():
            passwords = {name: password for name, _, password in seed(app)}
            db.session.commit()
        server = create_server(app, host="127.0.0.1", port=0, threads=4)
        Thread(target=server.run, daemon=True).start()
        yield f"http://127.0.0.1:{server.effective_port}", passwords
        server.close()


def _sign_in(browser: Browser, address: str, shot: Shot, passwords: dict[str, str]) -> Page:
    page = browser.new_context(viewport=PHONE if shot.phone else DESK, locale="zh-CN").new_page()  # type: ignore[arg-type]
    page.goto(f"{address}/sign-in")
    page.fill("[name=name]", shot.who)
    page.fill("[name=password]", passwords[shot.who])
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{address}/")
    return page


def _word_page(page: Page) -> None:
    """The first page of the report that stands in the editor, as Word would print it."""
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        sys.exit("没有 LibreOffice 或 poppler，没有做 Word 文件的图。")
    with tempfile.TemporaryDirectory() as folder, page.expect_download() as download:
        page.get_by_text("导出", exact=True).click()
        page.get_by_role("link", name="Word 公文").click()
        file = Path(folder) / "report.docx"
        download.value.save_as(file)
        soffice = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        fonts = {**os.environ, "FONTCONFIG_FILE": str(_font_config(Path(folder)))}
        subprocess.run([*soffice, "--outdir", folder, str(file)], check=True, capture_output=True, env=fonts)
        first = ["pdftoppm", "-r", "70", "-png", "-f", "1", "-l", "1", "-singlefile"]
        subprocess.run([*first, f"{folder}/report.pdf", str(PICTURES / "summary-word")], check=True)


def _font_config(folder: Path) -> Path:
    aliases = "".join(
        f"<match target='pattern'><test name='family'><string>{wanted}</string></test>"
        f"<edit name='family' mode='assign' binding='strong'><string>{here}</string></edit></match>"
        for wanted, here in FONTS.items()
    )
    config = folder / "fonts.conf"
    config.write_text(f"<fontconfig><include>/etc/fonts/fonts.conf</include>{aliases}</fontconfig>", encoding="utf-8")
    return config


if __name__ == "__main__":
    main()
