"""Texts as exported -> texts as read: entities resolved once, what cannot be shown removed, cuts recognised."""

from __future__ import annotations

import re

import polars as pl

__all__ = ["app_name", "display_from", "ends_cut", "looks_cut", "unescape", "without_nul"]

# X escapes these and nothing else. One pass: "&amp;lt;" was typed as "&lt;" and becomes that again.
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}

_LEADING_MENTIONS = r"^(?:@\w+\s+)*(?:@\w+\s*$)?"
# A cut text ends with "…", mostly followed by the link to the whole; people end with "…" too, but rarely that late.
_CUT_WITH_LINK = r"…\s+https?://t\.co/\w+$"
_CUT_AT = 135


def unescape(text: pl.Expr) -> pl.Expr:
    """Return the text with HTML entities resolved, exactly once."""
    return text.str.replace_many(_ENTITIES, leftmost=True)


def without_nul(text: pl.Expr) -> pl.Expr:
    """Return the text without NUL."""
    return text.str.replace_all("\0", "", literal=True)


def looks_cut(text: pl.Expr, is_whole: pl.Expr) -> pl.Expr:
    """Say whether a text ends as X ends a text that it cut.

    ``is_whole`` is whether the export calls it the whole text: then a last "…" is the author's, and only one with
    the link to the whole is X's.
    """
    late = text.str.ends_with("…") & (text.str.len_chars() >= _CUT_AT) & ~is_whole
    return (late | text.str.contains(_CUT_WITH_LINK)).fill_null(value=False)


def ends_cut(text: str | None) -> bool:
    """Say of one text whether it ends as X ends a text that it cut.

    >>> ends_cut("and so on… https://t.co/1"), ends_cut("and so on…")
    (True, False)
    """
    if text is None:
        return False
    return (text.endswith("…") and len(text) >= _CUT_AT) or re.search(_CUT_WITH_LINK, text[-60:]) is not None


def display_from(text: pl.Expr, is_reply: pl.Expr) -> pl.Expr:
    """Return the code point at which a reply's own words begin, after the mentions that X puts in front."""
    leading = text.str.extract(f"({_LEADING_MENTIONS})").str.len_chars().cast(pl.Int32)
    return pl.when(is_reply).then(leading).otherwise(0).fill_null(0).cast(pl.Int32)


def app_name(source: pl.Expr) -> pl.Expr:
    """Return the name of an app from ``<a href=...>name</a>`` or as it stands; null for none."""
    name = unescape(pl.coalesce(source.str.extract(r"^<a[^>]*>([^<]*)</a>\s*$"), source)).str.strip_chars()
    return pl.when(name != "").then(name)
