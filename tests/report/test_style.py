"""The style sheet and the script: made of the palette and of files, and whole."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from threadscope.report.style import script, style_sheet
from threadscope.theme import THEMES


def own_rules() -> str:
    """Return the style sheet without the fonts."""
    return re.sub(r"url\(data:font[^)]*\)", "", style_sheet())


@pytest.mark.parametrize("theme", THEMES)
def test_every_variable_that_is_used_is_defined_in_both_themes(theme: str) -> None:
    """A rule never asks for a colour that the palette does not give."""
    rules = own_rules()
    marks = {"light": ":root{", "dark": ":root[data-theme=dark]{"}
    defined = set(re.findall(r"(--[\w-]+):", rules.split(marks[theme])[1].split("}")[0])) | {
        "--font",
        "--mono",
    }
    assert set(re.findall(r"var\((--[\w-]+)", rules)) <= defined


def test_paper_is_always_light() -> None:
    """Printing a dark page gives dark ink on white paper."""
    printed = own_rules().split("@media print{")[1].split("}")[0]
    assert f"--bg:{THEMES['light'].bg};" in printed
    assert f"--ink:{THEMES['light'].ink};" in printed


def test_the_style_sheet_loads_nothing() -> None:
    """Fonts are in the page; no rule imports or names an address."""
    assert style_sheet().count("url(data:font/woff2;base64,") == 2
    assert "url(" not in own_rules()
    assert "@import" not in own_rules()
    assert "</" not in style_sheet()


def test_the_script_writes_text_only_as_text() -> None:
    """No way from a string to markup or code is used, and nothing in it can end the script element."""
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "</",
    ):
        assert forbidden not in script(), forbidden


def test_every_asset_is_used_and_short_enough_to_read() -> None:
    """No file lies beside the page unused, and none has more than 300 lines."""
    for asset in (files("threadscope.report") / "assets").iterdir():
        text = asset.read_text(encoding="utf-8")
        assert text in (script() if asset.name.endswith(".js") else style_sheet())
        assert text.count("\n") <= 300, asset.name
