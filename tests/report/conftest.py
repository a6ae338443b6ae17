"""One browser for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.report.browser import Browser, NoBrowser, launch


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start Chromium once; tests that need it are skipped where it is not installed."""
    try:
        started = launch(tmp_path_factory.mktemp("profile"), tmp_path_factory.mktemp("pages"))
    except NoBrowser as reason:
        pytest.skip(str(reason))
    yield started
    started.driver.quit()
