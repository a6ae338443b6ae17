"""One browser for all tests of the page, and whole pages that are made once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.report.browser import Browser, NoBrowser, launch
from tests.report.pages import page_in


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start Chromium once; tests that need it are skipped where it is not installed."""
    try:
        started = launch(tmp_path_factory.mktemp("profile"), tmp_path_factory.mktemp("pages"))
    except NoBrowser as reason:
        pytest.skip(str(reason))
    yield started
    started.driver.quit()


@pytest.fixture(scope="session")
def page_of(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return what gives whole pages by name; without a browser nobody needs them, and they are not made."""
    base = tmp_path_factory.getbasetemp()
    store = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "whole-pages"
    store.mkdir(exist_ok=True)
    return lambda name: page_in(store, name)
