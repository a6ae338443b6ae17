"""Which font draws which letter, and how wide it is: the shipped family first, then installed ones."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Final

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font, LoadFlags

from threadscope.theme import FONT_FAMILY, FONT_FILES

__all__ = ["PX_PER_PT", "covers", "families", "width"]

#: Pictures are laid out in CSS pixels; matplotlib counts type in points.
PX_PER_PT: Final = 100 / 72
_REGULAR, _BOLD = 400, 700
_MEASURED_AT = 100.0
# matplotlib ships DejaVu Sans, so it is the same everywhere; Noto is made to be a fallback.
_PREFERRED = (r"DejaVu Sans$", r"Noto Sans(?! Mono)", r"Noto(?!.*Mono)", r".*Sans(?!.*Mono)")
# Fonts that answer for every code point with a box or a blank, that draw in colour only, or that are no
# plain upright letters; matplotlib's own mathematical fonts carry letters at code points of others.
_USELESS = re.compile(
    r"last ?resort|blank|emoji|barcode|tofu|display|condensed|narrow|light|thin|math|STIX|^cm[a-z]+\d+",
    re.IGNORECASE,
)
# Arabic, Syriac, the scripts of India and their neighbours: letters that are joined or stacked.
_JOINED = re.compile(
    "[\u0600-\u07ff\u0840-\u0dff\u0f00-\u109f\u1780-\u1aaf\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefe]+"
)


@cache
def _register() -> None:
    """Make the shipped family known to matplotlib, ahead of any installed font of the same name."""
    manager = font_manager.fontManager
    for file in FONT_FILES.values():
        manager.addfont(str(files("threadscope") / "data" / "fonts" / file))
        manager.ttflist.insert(0, manager.ttflist.pop())


def _rank(family: str) -> tuple[int, str]:
    places = (place for place, start in enumerate(_PREFERRED) if re.match(start, family))
    return next(places, len(_PREFERRED)), family


def _is_plain(entry: font_manager.FontEntry) -> bool:
    return entry.style == "normal" and entry.variant == "normal" and not _USELESS.search(entry.name)


def _give_weight(entries: list[font_manager.FontEntry], weight: int) -> None:
    """Let the nearest weight of a family stand in for a missing one, which matplotlib would complain about."""
    nearest = min(entries, key=lambda entry: (abs(int(entry.weight) - weight), entry.fname))
    if int(nearest.weight) != weight:
        font_manager.fontManager.ttflist.append(replace(nearest, weight=weight, stretch="normal"))


@cache
def _fallbacks() -> tuple[str, ...]:
    """Families that may stand in, in an order that does not depend on how the machine lists them."""
    _register()
    found: dict[str, list[font_manager.FontEntry]] = {}
    for entry in font_manager.fontManager.ttflist:
        if _is_plain(entry) and entry.name != FONT_FAMILY:
            found.setdefault(entry.name, []).append(entry)
    for entries in found.values():
        for weight in (_REGULAR, _BOLD):
            _give_weight(entries, weight)
    return tuple(sorted(found, key=_rank))


@cache
def _font(family: str, weight: int) -> FT2Font:
    _register()
    wanted = font_manager.FontProperties(family=[family], weight=weight)
    return font_manager.get_font(font_manager.findfont(wanted))


@cache
def _letters(family: str, weight: int) -> frozenset[int]:
    # A broken font file on the machine must not break a picture.
    try:
        font = _font(family, weight)
        return frozenset(font.get_charmap()) if font.scalable else frozenset()
    except (OSError, RuntimeError, ValueError) as cause:
        logging.getLogger(__name__).debug("font %s cannot be read: %s", family, cause)
        return frozenset()


@cache
def _family_of(letter: str, weight: int) -> str | None:
    code = ord(letter)
    for family in (FONT_FAMILY, *_fallbacks()):
        if code in _letters(family, weight):
            return family
    return None


def covers(letter: str) -> bool:
    """Return whether the shipped font or an installed one draws this letter in both weights."""
    return _family_of(letter, _REGULAR) is not None and _family_of(letter, _BOLD) is not None


def families(text: str, *, bold: bool = False) -> list[str]:
    """Return the families that draw this text: the shipped one, then the ones it needs, in their fixed order."""
    _register()
    weight = _BOLD if bold else _REGULAR
    needed = {_family_of(letter, weight) for letter in set(text)} - {FONT_FAMILY, None}
    return [FONT_FAMILY, *sorted((name for name in needed if name), key=_rank)]


@cache
def _advance(letter: str, weight: int) -> float:
    """Width of one letter in em."""
    family = _family_of(letter, weight)
    if family is None:
        return 0.0
    font = _font(family, weight)
    font.set_size(_MEASURED_AT, 72)
    glyph = font.load_char(ord(letter), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance / 65536 / _MEASURED_AT)


@cache
def _shaped(run: str, weight: int) -> float:
    """Width of letters that take another form beside each other, in em; the sum of them where no one font has them all."""
    family, *others = {_family_of(letter, weight) for letter in run}
    if family is None or others:
        return sum(_advance(letter, weight) for letter in run)
    font = _font(family, weight)
    font.set_size(_MEASURED_AT, 72)
    font.set_text(run, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0] / 64 / _MEASURED_AT)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is drawn, in CSS pixels.

    The sum of the letters' advances, which kerning only makes narrower; letters that are joined, or stacked into
    syllables, are measured as they are drawn.

    Parameters
    ----------
    text
        One line.
    size
        Type size in points.
    bold
        Whether it is drawn bold.
    """
    weight = _BOLD if bold else _REGULAR
    joined = 0.0 if text.isascii() else sum(_shaped(run, weight) for run in _JOINED.findall(text))
    alone = _JOINED.sub("", text) if joined else text
    return (joined + sum(_advance(letter, weight) for letter in alone)) * size * PX_PER_PT
