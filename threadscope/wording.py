"""Texts of one post as different tools give them -> what they can be compared by: the post's own words."""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["count_addresses", "own_words"]

#: What stands in front of a post's own words: X's mark of a repost, then the people answered.
_IN_FRONT: Final = r"^\s*(?:RT @\w+:?\s*)?(?:@\w+\s+)*(?:@\w+\s*$)?"
#: An address with its scheme, or as X displays it (`example.com/a-long…`).
_ADDRESS: Final = r"(?i)https?://\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)+/\S*"
#: White space, also as twarc-csv writes it: a backslash and a letter.
_BLANK: Final = r"\s+|\\[nrt]"
_DOTS_AT_THE_END: Final = r"(?:…|\.\.\.)+$"


def own_words(text: pl.Expr) -> pl.Expr:
    """Return what is left of a text without all that tools change.

    One tool leaves out the mentions of the people answered, one writes links out or drops the last, one puts
    ``RT @x:`` in front, one joins the lines or writes line breaks in letters, one marks where it cut.
    """
    spaced = text.str.replace_all(_BLANK, " ").str.replace(_IN_FRONT, "")
    bare = spaced.str.replace_all(_ADDRESS, "").str.replace_all(" ", "", literal=True)
    return bare.str.replace(_DOTS_AT_THE_END, "")


def count_addresses(text: pl.Expr) -> pl.Expr:
    """Return how many addresses stand in a text."""
    return text.str.count_matches(_ADDRESS)
