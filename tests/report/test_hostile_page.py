"""Whole pages of a hostile archive: whatever it holds is shown as text, and does nothing."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.report.audits import screen, visit
from tests.report.browser import Browser
from tests.report.pages import hostile_study
from tests.report.quarrel import HOSTILE
from threadscope import report
from threadscope.report import Thumbnails

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

#: What only our own templates may make, and what nobody may.
_FOREIGN = """return [...document.querySelectorAll(
    "iframe, object, embed, link, base, form[action], img:not([src^='data:image/jpeg;base64,']), svg script, foreignObject,"
    + "[onload], [onerror], [onclick], a[href^='javascript' i], a[href^='data' i]")].map((e) => e.outerHTML.slice(0, 200))"""
_OUTWARD = "return [...document.querySelectorAll('a[href]')].filter((a) => a.protocol !== 'file:').map((a) => a.href)"


def _use_everything(browser: Browser) -> None:
    browser.run("for (const details of document.querySelectorAll('details')) details.open = true")
    browser.run("for (const id of ['open-all', 'theme']) document.getElementById(id)?.click()")
    browser.run(
        "for (const row of [...document.querySelectorAll('#rows .row')]) "
        "document.getElementById(row.id)?.dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    for words in ("<img src=x", "javascript:", "{{ 7*191 }}", "$x^2$", "\\", "("):
        browser.choose("search", words)
    browser.run(
        "for (const copy of [...document.querySelectorAll('.card .copy, #pane .copy')].slice(0, 4)) copy.click()"
    )
    browser.run("for (const sort of document.querySelectorAll('thead button')) sort.click()")


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.long), 390])
def test_a_hostile_archive_does_nothing(browser: Browser, page_of: Callable[[str], Path], width: int) -> None:
    """No dialog, request, message or script comes of it, whatever is opened, chosen, searched, sorted or copied."""
    with screen(browser, width):
        visit(browser, page_of("hostile"))
        _use_everything(browser)
        assert browser.run(_FOREIGN) == []
        assert [to for to in browser.run(_OUTWARD) if not to.startswith("https://x.com/")] == []
        assert browser.run("return document.body.textContent.includes('1337')") is False
        assert "window.owned=1" in browser.run("return document.querySelector('h1').textContent"), (
            "it is shown"
        )
        browser.assert_harmless()


def test_the_page_that_leads_to_hostile_reports_does_nothing(
    browser: Browser, page_of: Callable[[str], Path]
) -> None:
    """Folders, headlines and handles of several reports are text, and links lead into folders beside the page."""
    with screen(browser, 1280):
        visit(browser, page_of("index"))
        assert browser.run(_FOREIGN) == []
        assert browser.run(_OUTWARD) == []
        assert browser.run("return document.body.textContent.includes('window.owned=1')")
        browser.assert_harmless()


def test_small_pictures_of_a_hostile_archive_are_pictures_only(browser: Browser, tmp_path: Path) -> None:
    """With --media each picture is a data address that the page itself carries; alt texts and file names stay text."""
    study = hostile_study()
    stream = io.BytesIO()
    Image.new("RGB", (12, 8), "red").save(stream, "JPEG")
    address = f"data:image/jpeg;base64,{base64.b64encode(stream.getvalue()).decode()}"
    root = study.table("posts").sort("order")["post_id"][0]
    page = tmp_path / "index.html"
    shown = Thumbnails({root: (address,)}, (HOSTILE,))
    page.write_text(study.call(report.page, pictures={}, thumbnails=shown), encoding="utf-8", newline="\n")
    with screen(browser, 1280):
        visit(browser, page, f"#p{root}")
        browser.driver.execute_async_script("setTimeout(arguments[0], 200)")
        assert browser.run("return document.querySelector('#pane img').naturalWidth") == 12
        assert HOSTILE.split("\u202e", maxsplit=1)[0] in browser.run(
            "return document.querySelector('#pane img').alt"
        )
        assert browser.run(_FOREIGN) == []
        browser.assert_harmless()


@pytest.mark.parametrize(
    "name", ["founding", *(pytest.param(name, marks=pytest.mark.long) for name in ("thousand", "one"))]
)
def test_an_honest_page_is_as_quiet(browser: Browser, page_of: Callable[[str], Path], name: str) -> None:
    """Using everything on the page of an ordinary thread asks for nothing and complains of nothing."""
    with screen(browser, 1280):
        visit(browser, page_of(name))
        _use_everything(browser)
        browser.assert_harmless()
