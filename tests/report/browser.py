"""A headless Chromium for tests and measurements of the page."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

__all__ = ["Browser", "NoBrowser", "launch"]

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


class Browser:
    """A headless Chromium that opens pages from files and tells what they did."""

    def __init__(self, driver: Any, folder: Path) -> None:
        self.driver = driver
        self.folder = folder

    def open(self, page: str, *, at: str = "", width: int = 1280, ready: bool = True) -> None:
        """Write a page, open it at a link, and wait until its list is ready."""
        from selenium.webdriver.support.ui import WebDriverWait

        path = self.folder / "page.html"
        path.write_text(page, encoding="utf-8", newline="\n")
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.driver.get("about:blank")
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.log("performance")
        self.driver.get(path.as_uri() + at)
        if ready:
            WebDriverWait(self.driver, 20).until(
                lambda _: self.run("return document.documentElement.dataset.ready")
            )

    def run(self, code: str, *arguments: Any) -> Any:
        """Run JavaScript beside the page and return what it returns."""
        return self.driver.execute_script(code, *arguments)

    def log(self, kind: str) -> list[dict[str, Any]]:
        """Return, and forget, what a log has collected."""
        return self.driver.get_log(kind)

    def requests(self) -> list[str]:
        """Return the addresses asked for since the page was opened."""
        messages = [json.loads(entry["message"])["message"] for entry in self.log("performance")]
        sent = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        return [url for url in sent if not url.startswith("data:")]

    def rows(self) -> list[str]:
        """Return the ids of the posts in the painted rows; folds are left out."""
        return self.run("""
            return [...document.querySelectorAll("#rows .row")]
              .filter((row) => row.dataset.row >= 0)
              .map((row) => row.querySelector(".words").textContent)""")

    def choose(self, control: str, value: str) -> None:
        """Set a filter as a reader would, and let the page answer."""
        self.run(
            "const c = document.getElementById(arguments[0]);"
            "if (c.type === 'checkbox') c.checked = Boolean(arguments[1]); else c.value = arguments[1];"
            "c.dispatchEvent(new Event(c.type === 'search' ? 'input' : 'change', {bubbles: true}))",
            control,
            value,
        )
        self.driver.execute_async_script("setTimeout(arguments[0], 60)")

    def press(self, *keys: str) -> None:
        """Press keys in the list."""
        from selenium.webdriver.common.by import By

        for key in keys:
            self.driver.find_element(By.ID, "list").send_keys(key)

    def chosen(self) -> str:
        """Return the id of the post in the pane."""
        return self.run("return [...document.querySelectorAll('#pane dd')].at(-1).textContent")

    def assert_harmless(self) -> None:
        """Fail if a dialog, a set flag, a message on the console or a request came from the page."""
        from selenium.common.exceptions import NoAlertPresentException

        with contextlib.suppress(NoAlertPresentException):
            pytest.fail(f"a dialog is open: {self.driver.switch_to.alert.text}")
        assert self.run("return window.owned ?? null") is None
        assert self.log("browser") == []
        assert [url for url in self.requests() if not url.startswith("file:")] == []


class NoBrowser(Exception):
    """Chromium or its driver is not installed."""


def launch(profile: Path, pages: Path) -> Browser:
    """Start Chromium with a fresh profile; pages are written to and opened from a folder.

    Raises
    ------
    NoBrowser
        If Chromium or its driver is not found; the message says what to install.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        raise NoBrowser("needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.binary_location = chromium
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return Browser(webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver)), pages)
