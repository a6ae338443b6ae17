"""Links to places of the page, citations, and the first screen, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from tests.report.browser import Browser
from tests.report.quarrel import DENIAL, HOSTILE, ROOT, hostile, pictures, render, tables
from threadscope import report
from threadscope.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

# A headless browser asks nobody whether a page may copy: the clipboard is replaced by one that tells what it got.
_CLIPBOARD = """
    window.copied = [];
    Object.defineProperty(navigator, "clipboard", {configurable: true, value: arguments[0]
      ? {writeText: async (text) => { window.copied.push(text); }}
      : {writeText: async () => { throw new Error("not for files"); }}});
    document.execCommand = (name) => {
      if (arguments[1]) window.copied.push(document.activeElement.value);
      return arguments[1];
    };"""


@pytest.fixture(scope="module")
def quarrel() -> str:
    """Return the page of the quarrel."""
    return render()


def wait(browser: Browser, ms: int = 60) -> None:
    """Let the page answer."""
    browser.driver.execute_async_script(
        "setTimeout(arguments[0], arguments[1])".replace("arguments[0], arguments[1]", f"arguments[0], {ms}")
    )


def top_of(browser: Browser, anchor: str) -> float:
    """Return how far below the top of the window an anchor stands."""
    found: float = browser.run(
        "return document.getElementById(arguments[0]).getBoundingClientRect().top", anchor
    )
    return found


@pytest.mark.parametrize(
    "anchor",
    [
        "person-cath",
        "chart-tree",
        "f-explicit_denial-1",
        "f-first_denial-1",
        "f-headline-1",
        "method",
        "limits",
    ],
)
def test_a_page_opened_at_a_link_shows_that_place(browser: Browser, quarrel: str, anchor: str) -> None:
    """Person, picture, finding, turning point, headline or section: it is on the screen, not under the bar."""
    browser.open(quarrel, at=f"#{anchor}")
    wait(browser)
    assert 0 <= top_of(browser, anchor) < 700
    opened = browser.run("return [...document.querySelectorAll('details[open]')].length")
    assert opened == (1 if anchor.startswith("f-") else 0), "a finding opens its posts, nothing else opens"
    browser.assert_harmless()


def test_a_link_into_a_closed_part_opens_it(browser: Browser) -> None:
    """Findings beyond the first few lie in a closed part, which a link to one of them opens."""
    given = tables()
    row = given["findings"].filter(given["findings"]["kind"] == "explicit_denial")
    from polars import concat, lit

    more = [row.with_columns(finding_id=lit(f"explicit_denial-{n}")) for n in range(2, 12)]
    browser.open(
        render(given=given | {"findings": concat([given["findings"], *more])}), at="#f-explicit_denial-11"
    )
    wait(browser)
    parts = browser.run(
        "return [...document.querySelectorAll('#findings details[open]')].map((part) => part.className)"
    )
    assert parts == ["more", "receipts"]
    assert 0 <= top_of(browser, "f-explicit_denial-11") < 700


def test_the_sign_beside_a_place_changes_the_address_and_nothing_else(browser: Browser, quarrel: str) -> None:
    """Every finding, section, picture and person has a link to itself, which is seen when it has the focus."""
    browser.open(quarrel)
    signs = browser.run("return [...document.querySelectorAll('.here')].map((sign) => sign.hash)")
    assert {"#person-cath", "#chart-tree", "#f-missing-1", "#limits"} <= set(signs)
    browser.run("document.querySelector('.here[href=\"#person-cath\"]').focus({focusVisible: true})")
    assert browser.run("return getComputedStyle(document.activeElement).opacity") == "1"
    browser.run("document.activeElement.click()")
    assert browser.run("return location.hash") == "#person-cath"


def test_the_bar_marks_the_section_that_is_read(browser: Browser, quarrel: str) -> None:
    """One entry at a time is marked, for eyes and for assistive software."""
    browser.open(quarrel)
    for section in ("people", "limits"):
        browser.run("document.getElementById(arguments[0]).scrollIntoView()", section)
        wait(browser, 150)
        marked = browser.run(
            "return [...document.querySelectorAll('nav [aria-current]')].map((link) => link.hash)"
        )
        assert marked == [f"#{section}"]


def cited(browser: Browser, *, clipboard: bool, selection: bool) -> list[Any]:
    """Press the button of the denial's card; return what was copied and what was said."""
    browser.run(_CLIPBOARD, clipboard, selection)
    browser.run(
        "const item = document.getElementById('f-explicit_denial-1');"
        "item.querySelector('details').open = true; item.querySelector('.copy').click()"
    )
    wait(browser)
    return [
        browser.run("return window.copied"),
        browser.run("return document.getElementById('said').textContent"),
    ]


@pytest.mark.parametrize(
    ("clipboard", "selection"), [(True, False), (False, True)], ids=["clipboard", "selection"]
)
def test_a_card_copies_the_citation_of_its_post(
    browser: Browser, quarrel: str, *, clipboard: bool, selection: bool
) -> None:
    """By the clipboard, or where a file may not use it by a selection; what was copied is said aloud."""
    browser.open(quarrel)
    line = (
        "@cath (Cath Name), “This is not correct.”, X, 24 May 2024 13:00 UTC, "
        f"https://x.com/i/status/{DENIAL} (archived 25 May 2024)"
    )
    assert cited(browser, clipboard=clipboard, selection=selection) == [[line], f"Citation copied: {line}"]
    assert browser.run("return document.querySelectorAll('textarea').length") == 0


def test_where_nothing_may_be_copied_the_citation_is_shown(browser: Browser, quarrel: str) -> None:
    """A browser that lets no page copy is told of, and the line stands there to be taken by hand."""
    browser.open(quarrel)
    copied, said = cited(browser, clipboard=False, selection=False)
    assert copied == []
    assert said.startswith("This browser lets no page copy. The citation is: @cath")
    assert browser.run("return document.getElementById('said').getAttribute('aria-live')") == "polite"


def test_a_citation_of_hostile_words_is_one_line_in_the_right_direction(browser: Browser) -> None:
    """Marks that turn the writing direction, line breaks and long texts do not come along."""
    browser.open(render(given=hostile(HOSTILE + "\n" + "word " * 99), pictures=pictures()))
    browser.run(_CLIPBOARD, True, False)
    browser.run("document.querySelector('.card .copy').click()")
    wait(browser)
    line = browser.run("return window.copied[0]")
    assert "\u202e" not in line
    assert "\n" not in line
    assert "…”, X, " in line
    assert len(line) < 1100
    browser.assert_harmless()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)])
def test_the_first_screen_answers_the_first_questions(
    browser: Browser, quarrel: str, width: int, height: int
) -> None:
    """Who claimed, who answered, how fast, was there a note, how much is missing: read without scrolling."""
    browser.open(quarrel, width=width)
    ends = browser.run(
        "return [...document.querySelectorAll('h1, .facts li')].map((part) => part.getBoundingClientRect().bottom)"
    )
    assert len(ends) == 7
    assert max(ends) < height


def test_the_list_of_reports_fits_a_phone(browser: Browser) -> None:
    """It needs no script, asks for nothing, and does not scroll sideways whatever stands in it."""
    from tests.report.test_index_page import ROWS

    rows = ROWS.with_columns(
        headline=ROWS["headline"].fill_null("x" * 400), thread_id=ROWS["thread_id"] + "9" * 200
    )
    browser.open(report.index_page(rows, settings=Settings()), width=390, ready=False)
    assert browser.run("return document.documentElement.scrollWidth") == 390
    browser.assert_harmless()


def test_a_post_is_reached_from_its_card(browser: Browser, quarrel: str) -> None:
    """The handle in a card leads to the post in the conversation."""
    browser.open(quarrel)
    browser.run(f"document.querySelector('#f-who_started-1 a[href=\"#p{ROOT}\"]').click()")
    wait(browser)
    assert browser.chosen() == ROOT
