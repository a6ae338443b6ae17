"""Whole pages on paper: A4 sheets, none blank, pictures uncut, always on white."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.audits import screen, visit
from tests.report.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

_A4 = {"width": 297 / 25.4, "height": 210 / 25.4}
#: Pictures on a sheet as it is laid out for paper: name, height, and room on one sheet, in CSS pixels.
_PICTURES = """
    return [...document.querySelectorAll(".drawn svg.chart")].filter((svg) => svg.checkVisibility())
      .map((svg) => [svg.closest(".drawn").id, svg.getBoundingClientRect().height, svg.getBoundingClientRect().right])"""


def _sheets(pdf: bytes) -> list[int]:
    """Return how many bytes of drawing each page has."""
    inflated = {
        int(number): len(zlib.decompress(stream))
        for number, stream in re.findall(
            rb"\n(\d+) 0 obj\n<<[^>]*/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL
        )
        if stream.startswith(b"x")
    }
    contents = re.findall(rb"/Type /Page\b(?!s).*?/Contents (\d+) 0 R", pdf, re.DOTALL)
    return [inflated[int(number)] for number in contents]


@pytest.mark.parametrize(
    ("name", "least"), [("one", 2), pytest.param("founding", 11, marks=pytest.mark.long)]
)
def test_it_prints_on_a4_without_a_blank_page(
    browser: Browser, page_of: Callable[[str], Path], name: str, least: int
) -> None:
    """A page prints on landscape sheets, the founding story on tens of them, each with something on it."""
    with screen(browser, 1280, dark=True):
        visit(browser, page_of(name))
        made = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = base64.b64decode(made["data"])
    boxes = re.findall(rb"/MediaBox \[([\d. ]+)\]", pdf)
    assert {tuple(round(float(side)) for side in box.split()) for box in boxes} == {(0, 0, 842, 595)}
    sheets = _sheets(pdf)
    assert least <= len(sheets) < 60
    assert min(sheets) > 400, sheets


def test_on_paper_it_is_white_and_no_picture_is_higher_than_a_sheet(
    browser: Browser, page_of: Callable[[str], Path]
) -> None:
    """Whoever prefers dark pages prints light ones; the wide pictures are shown, each fits one sheet; controls are gone."""
    with screen(browser, round((_A4["width"] - 26 / 25.4) * 96), dark=True):
        visit(browser, page_of("founding"))
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        try:
            assert (
                browser.run("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
            )
            pictures = browser.run(_PICTURES)
            shown = "return [...document.querySelectorAll('button, nav, #app, .here')].filter((e) => e.checkVisibility()).length"
            assert browser.run(shown) == 0
            words = browser.run("return document.body.innerText")
        finally:
            browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert len(pictures) >= 10
    room = (_A4["height"] - 26 / 25.4) * 96
    assert [name for name, high, _ in pictures if high > room] == []
    assert "@max_mogul: “PigeonChat exports your user data" in words
    assert "Answers drawn" in words, "the words of a head that sorts stay"
    assert "The whole conversation is in the file of this page" in words
