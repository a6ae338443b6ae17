"""The whole way from files to the page, seen in a browser: the founding story of the fixtures."""

from __future__ import annotations

from pathlib import Path

import pytest

import threadscope as ts
from tests.conftest import REPO
from tests.report.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

_WIDE, _PHONE = 1280, 390
# Two texts overlap if they share more than a third of a line's height over more than a pixel.
_OVERLAPS = """
const svg = document.querySelector(arguments[0]);
const frame = svg.getBoundingClientRect();
const boxes = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
const outside = boxes.filter(([, box]) =>
  box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
const pairs = boxes.flatMap(([a, one], at) => boxes.slice(at + 1).filter(([, two]) => {
  const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
  const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
  return wide > 1 && high > 0.35 * Math.min(one.height, two.height);
}).map(([b]) => [a, b]));
return [boxes.length, outside.map(([text]) => text), pairs];
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the page of the fixture `pigeonchat`, with the public notes files of 2026."""
    thread = ts.read(REPO / "fixtures" / "pigeonchat", notes=REPO / "fixtures" / "notes" / "2026").thread()
    path: Path = thread.report(tmp_path_factory.mktemp("sample") / "report")
    return path.read_text(encoding="utf-8")


def test_the_sample_with_all_its_pictures_is_under_one_megabyte(sample: str) -> None:
    """Fonts, pictures for screens and phones with their tables, and the conversation stay within the budget."""
    assert len(sample.encode()) < 1_000_000


@pytest.mark.parametrize("width", [_PHONE, 768, _WIDE])
def test_the_sample_is_harmless_and_fits_every_width(browser: Browser, sample: str, width: int) -> None:
    """The report of the founding story makes no request, no noise, and no screen scrolls sideways."""
    browser.open(sample, width=width)
    browser.run("for (const details of document.querySelectorAll('details')) details.open = true")
    assert browser.run("return document.documentElement.scrollWidth") == width
    browser.assert_harmless()


@pytest.mark.parametrize(
    ("picture", "width"),
    [
        ("#unfolding .wide svg", _WIDE),
        ("#unfolding .narrow svg", _PHONE),
        ("#notes .wide svg", _WIDE),
        ("#notes .narrow svg", _PHONE),
        ("#chart-tree .wide svg", _WIDE),
    ],
)
def test_no_two_texts_of_a_picture_overlap(browser: Browser, sample: str, picture: str, width: int) -> None:
    """What was laid out with the shipped font is what the browser shows: no text on another, none cut off."""
    browser.open(sample, width=width)
    texts, outside, overlapping = browser.run(_OVERLAPS, picture)
    assert texts > 30
    assert outside == []
    assert overlapping == []


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
