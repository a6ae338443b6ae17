"""The page's style sheet and script: files of this package, and variables made from the palette."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import fields
from functools import cache
from importlib.resources import files

from threadscope.theme import FONT_FAMILY, THEMES, WEB_FONT_FILES, Palette, font_bytes

__all__ = ["colour_names", "script", "script_hash", "style_sheet"]

_ASSETS = files("threadscope.report") / "assets"
_STYLES = ("base.css", "sections.css", "conversation.css", "small.css")
#: In the order in which they are joined: each may use what stands before it.
_SCRIPTS = ("page.js", "cite.js", "data.js", "rows.js", "list.js", "pane.js", "controls.js")


def style_sheet() -> str:
    """Return the whole style sheet: fonts, colours of both themes, rules."""
    light, dark = _variables(THEMES["light"]), _variables(THEMES["dark"])
    themes = (
        f":root{{{light}color-scheme:light}}\n"
        f"@media(prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}color-scheme:dark}}}}\n"
        f":root[data-theme=dark]{{{dark}color-scheme:dark}}\n"
        f"@media print{{:root,:root[data-theme],:root:not([data-theme=light]){{{light}color-scheme:light}}}}\n"
    )
    return _fonts() + themes + "".join(_asset(name) for name in _STYLES)


@cache
def script() -> str:
    """Return the page's only script."""
    return '(() => {\n"use strict";\n' + "".join(_asset(name) for name in _SCRIPTS) + "})();\n"


def script_hash() -> str:
    """Return what the content security policy says of the script: its SHA-256, in base 64."""
    return base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()


@cache
def colour_names() -> dict[str, str]:
    """Return the colours of both themes (``#RRGGBB``, upper case) and the CSS variables they become."""
    pairs = [*_colours(THEMES["light"]), *_colours(THEMES["dark"])]
    # Reversed: where two names share a colour, the first of the light theme is meant.
    return {colour.upper(): f"var(--{name})" for name, colour in reversed(pairs)}


def _colours(palette: Palette) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for field in fields(palette):
        value = getattr(palette, field.name)
        name = field.name.replace("_", "-")
        if field.name == "name":
            continue
        if isinstance(value, str):
            pairs.append((name, value))
        else:
            pairs += [(f"{name}-{step}", colour) for step, colour in enumerate(value)]
    return pairs


def _variables(palette: Palette) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in _colours(palette))


def _fonts() -> str:
    return "".join(
        f'@font-face{{font-family:"{FONT_FAMILY}";font-weight:{weight};font-style:normal;'
        f'src:url(data:font/woff2;base64,{base64.b64encode(font_bytes(file)).decode()}) format("woff2")}}\n'
        for weight, file in WEB_FONT_FILES.items()
    )


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")
