"""The layout of whole pages: nothing sticks out, is cut off, too small for a finger, out of order or leads nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.audits import audit, screen, visit
from tests.report.browser import Browser
from tests.report.pages import PAGES, of_pages

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

_OPEN = "for (const details of document.querySelectorAll('details')) details.open = true"
#: The Tab walk: whatever takes the focus, in order, and whether a ring is drawn around it on the screen.
_WALKED = """
    const at = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const ring = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    const { top, bottom, left, right } = at.getBoundingClientRect();
    const seen = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    const own = at.tagName.toLowerCase() + (at.id ? "#" + at.id : "") + " " + at.textContent.trim().slice(0, 20);
    return [at === document.body, ring, seen, own]"""


@pytest.mark.parametrize(("name", "width"), of_pages(PAGES, [390, 768, 1280]))
def test_everything_fits_every_width(
    browser: Browser, page_of: Callable[[str], Path], name: str, width: int
) -> None:
    """With all opened the page is as wide as the screen, no words are cut off, and no two controls share a finger."""
    with screen(browser, width):
        visit(browser, page_of(name))
        browser.run(_OPEN)
        assert audit(browser, "tooWide") == []
        assert audit(browser, "cutOff") == []
        assert audit(browser, "small") == []


@pytest.mark.parametrize("name", of_pages(PAGES))
def test_ids_links_and_headings_are_in_order(
    browser: Browser, page_of: Callable[[str], Path], name: str
) -> None:
    """Every id is given once, every link within the page has its target, and no level of headings is left out."""
    with screen(browser, 1280):
        visit(browser, page_of(name))
        assert audit(browser, "structure") == []


def test_the_audits_find_what_is_wrong(browser: Browser) -> None:
    """Planted faults are told: too wide, cut off, too small, an id given twice, a link to nothing, a level left out."""
    with screen(browser, 390):
        browser.open(
            """<!doctype html><body><h1>One</h1><h3>Three</h3><p id="a" style="width:500px">too wide</p>
            <p id="a" style="width:60px;overflow:hidden;white-space:nowrap">much too long for so little room</p>
            <a href="#b">b</a><button style="font-size:6px">x</button><button style="font-size:6px">y</button>""",
            width=390,
            ready=False,
        )
        assert len(audit(browser, "tooWide")) == 2
        assert len(audit(browser, "cutOff")) == 1
        assert len(audit(browser, "small")) == 2
        assert len(audit(browser, "structure")) == 3


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_a_walk_by_tab_never_loses_the_focus_and_shows_where_it_is(
    browser: Browser, page_of: Callable[[str], Path], width: int, *, dark: bool
) -> None:
    """From the skip link on, each stop has a ring and is on the screen; the walk passes the list and reaches the end."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    stops: list[str] = []
    with screen(browser, width, dark=dark):
        visit(browser, page_of("one"))
        for _ in range(200):
            ActionChains(browser.driver).send_keys(Keys.TAB).perform()
            lost, ring, seen, stop = browser.run(_WALKED)
            if lost and stops:
                break
            assert ring, f"no ring around {stop!r}, after {stops[-3:]}"
            assert seen, f"{stop!r} takes the focus off the screen, after {stops[-3:]}"
            stops.append(stop)
    assert lost, "the walk ends"
    assert stops[0] == "a Skip to the report"
    assert any(stop.startswith("div#list") for stop in stops)
    order = [
        next(place for place, stop in enumerate(stops) if what in stop)
        for what in ("Unfolding", "#search", "div#list")
    ]
    assert order == sorted(order)
