"""Texts in a column -> which of them may be hostile: all others need no closer look."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import Final

import polars as pl

from threadscope.analyze.words.hostile_words import listed, plural

__all__ = ["may_be_hostile"]

#: Whatever parts words, made one blank; a hyphen or apostrophe inside a word stays.
_PARTS: Final = r"[^\w'*$-]+|-+(?:\s|$)|--+"
#: Spellings of one word, which no list of literals holds.
_SWEARS: Final = r"f+u+c|fuk|fck|phuck|f[*#@_-]|fu[*#@]k"


@cache
def _literals() -> tuple[str, ...]:
    the = listed()
    nouns = [
        *the["nouns"]["count"],
        *the["nouns"]["also_other"],
        *the["liars"]["count"],
        *the["slurs"]["words"],
    ]
    nouns += the["slurs"]["said_to_somebody"]
    phrases = [
        words for group in the["phrases"].values() for words in group["words"] if "{fuck}" not in words
    ]
    words = [
        *nouns,
        *map(plural, nouns),
        *the["nouns"]["mass"],
        *(word for kind in ("plain", "comparative", "asked") for word in the["adjectives"][kind]),
        *(re.sub(r"\{(?:you|are|very)\}", "", words) for words in phrases),
        *map(" ".join, product(the["adjectives"]["abusive"], the["adjectives"]["people"])),
    ]
    return tuple(sorted({f" {' '.join(word.lower().split())} " for word in words}))


def may_be_hostile(text: pl.Expr) -> pl.Expr:
    """Whether a text holds words of the phrase list.

    Returns
    -------
    polars.Expr
        Null for null. True for a few posts in a hundred, most of which prove harmless.
    """
    plain = text.str.to_lowercase().str.replace_all("[’`]", "'").str.replace_all(_PARTS, " ")
    spaced = pl.concat_str([pl.lit(" "), plain, pl.lit(" ")])
    return spaced.str.contains_any(list(_literals())) | text.str.to_lowercase().str.contains(_SWEARS)
