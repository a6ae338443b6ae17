"""The whole way from files to the page, seen in a browser: the founding story of the fixtures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.loopback]


@pytest.fixture(scope="module")
def sample(page_of: Callable[[str], Path]) -> str:
    """Return the page of the fixture `pigeonchat`, with the public notes files of 2026."""
    return page_of("founding").read_text(encoding="utf-8")


def test_the_sample_with_all_its_pictures_is_under_one_megabyte(sample: str) -> None:
    """Fonts, pictures for screens and phones with their tables, and the conversation stay within the budget."""
    assert len(sample.encode()) < 1_000_000


def test_every_cited_post_can_be_reached_in_the_list(browser: Browser, sample: str) -> None:
    """Each link to a post on the page leads to a row of the conversation."""
    browser.open(sample)
    cited = browser.run(
        "return [...new Set([...document.querySelectorAll('a[href^=\"#p\"]')].map((a) => a.getAttribute('href'))"
        ".filter((href) => /^#p\\d+$/.test(href)))]"
    )
    assert len(cited) > 20
    for link in cited[:: max(1, len(cited) // 12)]:
        browser.run("location.hash = arguments[0]", link)
        browser.driver.execute_async_script("setTimeout(arguments[0], 40)")
        assert browser.chosen() == link.removeprefix("#p")


def test_the_font_of_the_page_is_the_shipped_one(browser: Browser, sample: str) -> None:
    """Both weights are loaded from the page itself."""
    browser.open(sample)
    loaded = browser.run(
        "return [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family + f.weight)"
    )
    assert sorted(name.replace('"', "") for name in loaded) == ["Source Sans 3400", "Source Sans 3700"]
