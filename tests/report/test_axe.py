"""Whole pages under axe-core: WCAG 2 A and AA, and best practice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.audits import axe, screen, visit
from tests.report.browser import Browser
from tests.report.pages import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.loopback]

_EVERY_DAY = {("founding", 390, True), ("one", 1280, False), ("index", 390, False)}


def _views() -> list[object]:
    return [
        pytest.param(
            name,
            width,
            dark,
            marks=() if (name, width, dark) in _EVERY_DAY else pytest.mark.long,
            id=f"{name}-{width}-{'dark' if dark else 'light'}",
        )
        for name in PAGES
        for width in (1280, 390)
        for dark in (False, True)
    ]


@pytest.mark.parametrize(("name", "width", "dark"), _views())
def test_axe_finds_nothing(
    browser: Browser, page_of: Callable[[str], Path], name: str, width: int, *, dark: bool
) -> None:
    """No rule of axe-core is broken, on wide and narrow screens, in either theme."""
    with screen(browser, width, dark=dark):
        visit(browser, page_of(name))
        found = [f"{one['impact']} {one['id']}: {one['help']}; {one['at'][:3]}" for one in axe(browser)]
    assert found == []


def test_axe_runs(browser: Browser) -> None:
    """The check itself finds what is wrong with a page."""
    browser.open("<!doctype html><img src='data:,'><p style='color:#ccc;background:#fff'>grey", ready=False)
    found = {one["id"]: one["impact"] for one in axe(browser)}
    assert found["image-alt"] == "critical"
    assert found["color-contrast"] == "serious"
    assert "html-has-lang" in found
