"""Page and pictures are set in the same family, and it has every letter of our own words."""

from __future__ import annotations

import ast
import html
import io
import re
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.woff2 import woff2KnownTags

from tests.charts.drawing import generated
from threadscope.report.picture import inline
from threadscope.report.style import style_sheet
from threadscope.theme import FONT_FAMILY, FONT_FILES, WEB_FONT_FILES, font_bytes

_ROOT = Path(str(files("threadscope")))
_ASSETS = ("templates/*.html", "assets/*.js", "assets/*.css")


def _held(file: str) -> set[int]:
    return set(TTFont(io.BytesIO(font_bytes(file))).getBestCmap())


def _written(room: str) -> Iterator[tuple[Path, str]]:
    """Yield the strings of a room that may be shown: no comment, no docstring, no pattern."""
    for path in sorted((_ROOT / room).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        silent |= {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and getattr(node.func, "attr", "") in {"compile", "contains", "strip", "lstrip"}
            for part in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
                yield path, node.value


def _ours() -> Iterator[tuple[Path, str]]:
    for room in ("charts", "findings", "report", "schema"):
        yield from _written(room)
    for pattern in _ASSETS:
        for path in sorted((_ROOT / "report").glob(pattern)):
            yield path, html.unescape(path.read_text(encoding="utf-8"))


def _lengths(file: str) -> dict[str, int]:
    """Return the lengths of a WOFF2 file's tables before they were packed: its directory is not packed itself."""
    data = font_bytes(file)
    assert data[:4] == b"wOF2"
    place, lengths = 48, {}

    def number() -> int:
        nonlocal place
        value = 0
        while True:
            byte = data[place]
            place += 1
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value

    for _ in range(int.from_bytes(data[12:14], "big")):
        flags = data[place]
        place += 1
        known = flags & 0x3F
        tag = woff2KnownTags[known] if known < len(woff2KnownTags) else data[place : place + 4].decode()
        place += 0 if known < len(woff2KnownTags) else 4
        lengths[tag] = number()
        # A table that was rewritten before it was packed says how long that made it.
        if (flags >> 6) != (3 if tag in {"glyf", "loca"} else 0):
            number()
    return lengths


@pytest.mark.parametrize("weight", FONT_FILES)
def test_the_page_has_the_letters_of_the_pictures(weight: int) -> None:
    """The embedded font has the tables of the one that pictures are laid out with: letters, glyphs, widths, kerning."""
    packed, plain = (
        _lengths(WEB_FONT_FILES[weight]),
        TTFont(io.BytesIO(font_bytes(FONT_FILES[weight]))).reader,
    )
    for tag in ("cmap", "maxp", "hmtx", "GPOS", "GSUB", "name"):
        assert packed[tag] == len(plain[tag]), tag


@pytest.mark.parametrize("weight", FONT_FILES)
def test_the_family_has_every_letter_of_our_own_words(weight: int) -> None:
    """No arrow, quotation mark or sign that we write falls to a font of the reader's machine."""
    held = _held(FONT_FILES[weight])
    lacking = {
        (letter, unicodedata.name(letter, hex(ord(letter))), path.name)
        for path, words in _ours()
        for letter in words
        if ord(letter) not in held and unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Zs"}
    }
    assert not lacking


def test_page_and_picture_name_one_family() -> None:
    """The page asks for our family first, then for the system's; pictures in it take what the page has."""
    family = re.search(r"--font:([^;]*);", style_sheet())
    assert family is not None
    names = [name.strip().strip('"') for name in family[1].split(",")]
    assert names[0] == FONT_FAMILY
    assert names[-1] == "sans-serif"
    assert style_sheet().count(f'@font-face{{font-family:"{FONT_FAMILY}"') == len(WEB_FONT_FILES)
    chart = generated(40, "duel").chart("tree")
    picture = inline(chart.svg(), "t-", chart.alt)
    for named in re.findall(r"font(?:-family)?:[^;\"]*", picture):
        assert (
            "var(--font)" in named or FONT_FAMILY in named or not re.search("[a-z]{4}", named.split(":")[1])
        )
