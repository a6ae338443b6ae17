"""Whole pages without a mouse, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.audits import audit, screen, visit
from tests.report.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

_SECTIONS = (
    "unfolding", "storyboard", "findings", "people", "camps", "branches", "tone", "notes", "changed", "conversation", "method",
    "limits",
)  # fmt: skip


def _keys(browser: Browser, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    for key in keys:
        ActionChains(browser.driver).send_keys(key).perform()


def test_everything_can_be_done_with_keys(browser: Browser, page_of: Callable[[str], Path]) -> None:
    """Skip link, receipts, theme, a link to a post and the list answer to Tab, Enter and arrows; the focus is never lost."""
    from selenium.webdriver.common.keys import Keys

    with screen(browser, 1280):
        visit(browser, page_of("founding"))
        _keys(browser, Keys.TAB)
        assert browser.run("return document.activeElement.textContent") == "Skip to the report"
        assert browser.run("return document.activeElement.getBoundingClientRect().left") > 0
        _keys(browser, Keys.ENTER)
        assert browser.run("return location.hash") == "#unfolding"
        _keys(browser, Keys.TAB)
        assert browser.run("return Boolean(document.activeElement.closest('#unfolding'))"), (
            "the walk goes on there"
        )

        browser.run("document.querySelector('header .receipts > summary').focus()")
        _keys(browser, Keys.ENTER)
        assert browser.run("return document.querySelector('header .receipts').open")
        _keys(browser, Keys.TAB)
        assert browser.run("return document.activeElement.matches('.card a')"), "into the posts"

        browser.run("document.getElementById('theme').focus()")
        _keys(browser, Keys.SPACE)
        assert browser.run("return document.documentElement.dataset.theme") == "dark"
        assert browser.run("return document.activeElement.id") == "theme"

        browser.run("document.querySelector('.turns li:nth-child(4) a').focus()")
        _keys(browser, Keys.ENTER)
        browser.driver.execute_async_script("setTimeout(arguments[0], 120)")
        chosen = browser.chosen()
        assert browser.run("return location.hash") == f"#p{chosen}"
        browser.run("document.getElementById('list').focus()")
        _keys(browser, Keys.ARROW_DOWN)
        assert browser.chosen() != chosen
        assert browser.run("return document.activeElement.id") == "list"
        assert browser.run("return document.activeElement.getAttribute('aria-activedescendant')")


def test_a_link_to_a_finding_that_titles_a_picture_opens_its_posts(
    browser: Browser, page_of: Callable[[str], Path]
) -> None:
    """The sentence stands once, over the picture; an address that names it shows it with the posts behind it."""
    with screen(browser, 1280):
        visit(browser, page_of("founding"))
        titled = browser.run("return document.querySelector('.drawn > h3[id^=f-]').id")
        visit(browser, page_of("founding"), f"#{titled}")
        opened = browser.run(
            "return [...document.querySelectorAll('details[open]')].map((d) => d.closest('.drawn')?.querySelector('h3').id)"
        )
        assert opened == [titled]
        words = browser.run("return document.getElementById(arguments[0]).textContent", titled).split("\xa0")[
            0
        ]
        assert browser.run("return document.querySelector('main').textContent").count(words) == 1


def test_without_javascript_all_can_be_read(browser: Browser, page_of: Callable[[str], Path]) -> None:
    """With scripts off there are all sections, pictures and the posts as a plain list; no dead control, nothing too wide."""
    from selenium.webdriver.support.ui import WebDriverWait

    page = page_of("founding")
    seen = "return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).map((e) => e.id)"
    with screen(browser, 390):
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            browser.driver.get("about:blank")
            browser.driver.get(page.as_uri())
            # Without scripts the driver does not wait for the page.
            WebDriverWait(browser.driver, 30).until(
                lambda _: browser.run("return document.readyState") == "complete"
            )
            # Asked while scripts are still off: a <noscript> that was not laid out yet is not laid out afterwards.
            assert tuple(browser.run(seen, "main > section")) == _SECTIONS
            assert len(browser.run(seen, "svg.chart")) >= 10
            assert len(browser.run(seen, "ol.plain li")) == 100
            assert browser.run(seen, "button, #app, input, select") == []
            assert audit(browser, "tooWide") == []
            assert audit(browser, "boxes") == []
        finally:
            browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
