"""Palette, type and fonts as data: charts draw with it, and the page's style sheet is generated from it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from threadscope.errors import UnknownName

__all__ = ["FONT_FAMILY", "FONT_FILES", "THEMES", "WEB_FONT_FILES", "Palette", "font_bytes", "palette"]

FONT_FAMILY: Final = "Source Sans 3"
_FONTS: Final = files("threadscope") / "data" / "fonts"
#: weight -> file of the shipped family; the same letters for pictures and page.
FONT_FILES: Final = {400: "SourceSans3-Regular.ttf", 700: "SourceSans3-Bold.ttf"}
WEB_FONT_FILES: Final = {400: "SourceSans3-Regular.woff2", 700: "SourceSans3-Bold.woff2"}


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they mean. Side colours stand for placed posts and people only.

    Attributes
    ----------
    bg, ink, muted, grid, rule, band
        Paper, text, secondary text, grid lines, stronger lines, shaded bands.
    claim, dispute, none
        Sides: repeats the claim, disputes it, takes no side.
    undetermined, undetermined_edge
        Fill and edge of what could not be placed: hatched or hollow, never like ``none``.
    heads
        Four slate tones for "who is being answered", oldest head first, then elsewhere.
    negative, neutral, neutral_edge, positive
        Tone of words.
    note
        Community Notes.
    counts
        Five steps for numbers of posts: stone, the hue of no side, so that much never looks like one.
    """

    name: str
    bg: str
    ink: str
    muted: str
    grid: str
    rule: str
    band: str
    claim: str
    dispute: str
    none: str
    undetermined: str
    undetermined_edge: str
    negative: str
    neutral: str
    neutral_edge: str
    positive: str
    note: str
    heads: tuple[str, str, str, str]
    counts: tuple[str, str, str, str, str]


THEMES: Final = {
    "light": Palette(
        name="light",
        bg="#FFFFFF",
        ink="#1B1F24",
        muted="#59626D",
        grid="#E6E8EB",
        rule="#C4C9CF",
        band="#F5F6F8",
        claim="#7A3E9D",
        dispute="#00695C",
        none="#A3ABB4",
        undetermined="#FFFFFF",
        undetermined_edge="#A9B1BA",
        negative="#C2410C",
        neutral="#B9BEC5",
        neutral_edge="#6B737D",
        positive="#1D6FB8",
        note="#8C6D00",
        heads=("#2E4358", "#6C8BA6", "#A9C0D2", "#D5DDE5"),
        counts=("#F0EDE8", "#DAD3C8", "#B5AA9B", "#756B5E", "#3B342C"),
    ),
    "dark": Palette(
        name="dark",
        bg="#14181D",
        ink="#E8EAED",
        muted="#A3ABB5",
        grid="#262C34",
        rule="#3B434D",
        band="#1A2027",
        claim="#C79BEA",
        dispute="#4FD1BE",
        none="#66707B",
        undetermined="#14181D",
        undetermined_edge="#6A7480",
        negative="#FF8A4C",
        neutral="#5B636D",
        neutral_edge="#9AA3AD",
        positive="#6CB4F2",
        note="#E5C84A",
        heads=("#DCE5ED", "#6F8CA5", "#44576A", "#2B343D"),
        counts=("#26241F", "#433D35", "#645C51", "#B5AB9D", "#E2DBD0"),
    ),
}


def palette(name: str) -> Palette:
    """Return the palette called ``light`` or ``dark``.

    Raises
    ------
    UnknownName
        For any other name.
    """
    try:
        return THEMES[name]
    except KeyError:
        raise UnknownName.among("theme", name, THEMES) from None


def font_bytes(file: str) -> bytes:
    """Return the bytes of a shipped font file."""
    return (_FONTS / file).read_bytes()
