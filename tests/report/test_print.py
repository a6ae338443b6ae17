"""Whole pages on paper: few A4 sheets, all filled, each post once, pictures uncut, always on white."""

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
_POINTS = 595
#: Pictures on a sheet as it is laid out for paper: name, height, and room on one sheet, in CSS pixels.
_PICTURES = """
    return [...document.querySelectorAll(".drawn svg.chart")].filter((svg) => svg.checkVisibility())
      .map((svg) => [svg.closest(".drawn").id, svg.getBoundingClientRect().height, svg.getBoundingClientRect().right])"""


def _sheets(pdf: bytes) -> list[bytes]:
    """Return what each page draws."""
    inflated = {
        int(number): zlib.decompress(stream)
        for number, stream in re.findall(
            rb"\n(\d+) 0 obj\n<<[^>]*/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL
        )
        if stream.startswith(b"x")
    }
    contents = re.findall(rb"/Type /Page\b(?!s).*?/Contents (\d+) 0 R", pdf, re.DOTALL)
    return [inflated[int(number)] for number in contents]


def _filled(sheet: bytes) -> float:
    """Return how far down a sheet its lowest letter stands, as a share of its height."""
    down, kept, lowest = (1.0, 0.0), [], 0.0
    numbers: list[float] = []
    for word in re.sub(rb"<[0-9A-Fa-f]*>|\[[^\]]*\]", b"", sheet).split():
        if re.fullmatch(rb"-?[\d.]+", word):
            numbers.append(float(word))
            continue
        if word == b"q":
            kept.append(down)
        elif word == b"Q":
            down = kept.pop()
        elif word == b"cm":
            down = (down[0] * numbers[-3], down[0] * numbers[-1] + down[1])
        elif word == b"Tm":
            lowest = max(lowest, 1 - (down[0] * numbers[-1] + down[1]) / _POINTS)
        numbers = []
    return lowest


@pytest.mark.parametrize("name", ["founding", pytest.param("thousand", marks=pytest.mark.long)])
def test_it_prints_on_few_a4_sheets_and_fills_them(
    browser: Browser, page_of: Callable[[str], Path], name: str
) -> None:
    """A story prints on at most 20 landscape sheets, each but the last filled by a third at least."""
    with screen(browser, 1280, dark=True):
        visit(browser, page_of(name))
        made = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = base64.b64decode(made["data"])
    boxes = re.findall(rb"/MediaBox \[([\d. ]+)\]", pdf)
    assert {tuple(round(float(side)) for side in box.split()) for box in boxes} == {(0, 0, 842, 595)}
    sheets = _sheets(pdf)
    assert 10 <= len(sheets) <= 20
    assert min(map(_filled, sheets[:-1])) > 1 / 3, [round(_filled(sheet), 2) for sheet in sheets]


def test_on_paper_each_cited_post_stands_once(browser: Browser, page_of: Callable[[str], Path]) -> None:
    """Print quotes a post in one numbered list; every other place names its number there."""
    numbered = """
      const shown = (query) => [...document.querySelectorAll(query)].filter((e) => e.checkVisibility());
      return [
        shown(".card, .receipts").length,
        shown(".cited > li").map((item) => item.value),
        shown(".onpaper").flatMap((line) => (line.textContent.match(/^Posts? ([\\d, ]+)/)?.[1] ?? "").split(", ").filter(Boolean).map(Number)),
      ]"""
    with screen(browser, round((_A4["width"] - 20 / 25.4) * 96)):
        visit(browser, page_of("founding"))
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        try:
            cards, listed, named = browser.run(numbered)
        finally:
            browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert cards == 0
    assert listed == list(range(1, len(listed) + 1))
    assert set(named) <= set(listed)
    assert len(named) > len(listed) > 20


def test_on_paper_it_is_white_and_no_picture_is_higher_than_a_sheet(
    browser: Browser, page_of: Callable[[str], Path]
) -> None:
    """Whoever prefers dark pages prints light ones; the wide pictures are shown, each fits one sheet; controls are gone."""
    with screen(browser, round((_A4["width"] - 20 / 25.4) * 96), dark=True):
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
    room = (_A4["height"] - 20 / 25.4) * 96
    assert [name for name, high, _ in pictures if high > room] == []
    assert "@max_mogul: “PigeonChat exports your user data" in words
    assert "Answers drawn" in words, "the words of a head that sorts stay"
    assert "The whole conversation is in the file of this page" in words


@pytest.mark.parametrize("name", ["one", "founding"])
def test_what_is_for_paper_only_stays_off_the_screen(
    browser: Browser, page_of: Callable[[str], Path], name: str
) -> None:
    """Numbers of the list of posts cited lead nowhere on a screen, also below a turning point that stands alone."""
    with screen(browser, 1280):
        visit(browser, page_of(name))
        alone = browser.run("return document.querySelectorAll('.turns.alone').length")
        seen = browser.run(
            "return [...document.querySelectorAll('.onpaper')].filter((e) => e.checkVisibility()).length"
        )
    assert alone == (name == "one")
    assert seen == 0
