"""A painted page -> what is wrong with it: axe-core, and our own audits of pictures and layout, run in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.report.browser import Browser

__all__ = ["audit", "axe", "screen", "visit"]

_HERE: Final = Path(__file__).resolve().parent
#: So high that all of a page is on the screen at once: only there a browser says what is painted at a point.
_WHOLE: Final = 60_000
_UNPACK: Final = """
    const done = arguments[0];
    const packed = document.getElementById("packed");
    if (!packed) { window.auditedPosts = new Set(); done(0); return; }
    const bytes = Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt(0));
    new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json()
      .then(({ id }) => { window.auditedPosts = new Set(id); done(id.length); })"""


@cache
def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@contextmanager
def screen(browser: Browser, width: int, *, dark: bool = False, height: int = 900) -> Iterator[None]:
    """Show pages on a screen of this size, to somebody who prefers dark or light pages."""
    send = browser.driver.execute_cdp_cmd
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    send("Emulation.setDeviceMetricsOverride", size)
    send("Emulation.setEmulatedMedia", {"features": [scheme]})
    try:
        yield
    finally:
        send("Emulation.setEmulatedMedia", {"features": []})


def visit(browser: Browser, page: Path, at: str = "") -> None:
    """Open a page from its file and wait until its list, if it has one, is ready."""
    from selenium.webdriver.support.ui import WebDriverWait

    browser.driver.get("about:blank")
    browser.log("performance")
    browser.log("browser")
    browser.driver.get(page.as_uri() + at)
    ready = "return !document.getElementById('packed') || document.documentElement.dataset.ready"
    WebDriverWait(browser.driver, 30).until(lambda _: browser.run(ready))


def audit(browser: Browser, name: str, *, whole: bool = False) -> Any:
    """Return what an audit of ``audits.js`` finds on the page that is open.

    Parameters
    ----------
    browser
        The page is open in it.
    name
        Which audit.
    whole
        Whether the screen is made so high that all of the page is on it.
    """
    send = browser.driver.execute_cdp_cmd
    width = browser.run("return innerWidth")
    if whole:
        send("Emulation.setDeviceMetricsOverride", {"width": width, "height": _WHOLE, "deviceScaleFactor": 1, "mobile": False})  # fmt: skip
    browser.driver.execute_async_script(_UNPACK)
    browser.run(_read("audits.js"))
    try:
        return browser.run(f"return window.audits.{name}()")
    finally:
        if whole:
            send("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})  # fmt: skip


def axe(browser: Browser) -> list[dict[str, Any]]:
    """Return the violations of WCAG 2 A and AA and of best practice that axe-core finds on the page that is open."""
    browser.run(_read("vendor/axe-core/axe.min.js"))
    return browser.driver.execute_async_script("""
        const done = arguments[0];
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] })
          .then(({ violations }) => done(violations.map(({ id, impact, help, nodes }) => ({
            id, impact, help, at: nodes.map(({ html, failureSummary }) => html.slice(0, 160) + " // " + failureSummary.slice(0, 200)),
          }))), (error) => done([{ id: "axe", impact: "critical", help: String(error), at: [] }]))""")
