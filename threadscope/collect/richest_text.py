"""Copies of posts -> for each post the number of the copy whose text says most and was changed least."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.collect.copies import Copies
from threadscope.wording import count_addresses, own_words

__all__ = ["richest_text"]

#: More characters, also of leading mentions, and more addresses than these are not told apart.
_MANY_CHARACTERS: Final = 1 << 20
_MANY_IN_FRONT: Final = 1 << 12
_MANY_ADDRESSES: Final = 1 << 6


def richest_text(copies: Copies) -> pl.Series:
    """Choose texts: whole ones, then those with more words of their own, then those that a tool changed least.

    Of texts with the same words that one is richest which keeps the mentions in front, then which keeps all
    addresses, then which has no ``RT @x:`` in front, then which breaks lines and does not write that in letters, then
    which has X's own short links (``urls`` has their targets); of equal ones the newest.
    """
    said = copies.rows.filter(pl.col("text").is_not_null()).select(
        "_post", "_at", "text", "text_truncated", "display_from"
    )
    differ = copies.differing("text", said)
    whole = (~pl.col("text_truncated")).cast(pl.Int64)
    in_front = pl.col("display_from").cast(pl.Int64).clip(0, _MANY_IN_FRONT - 1)
    alike = said.filter(~differ).select("_post", "_at", rank=whole * _MANY_IN_FRONT + in_front)
    ranks = pl.concat([alike, _ranks(said.filter(differ), in_front)])
    return copies.choose({"text": pl.col("rank")}, ranks)["text"]


def _ranks(texts: pl.DataFrame, in_front: pl.Expr) -> pl.DataFrame:
    """Rank texts of posts whose copies have different ones."""
    own = texts.with_columns(_own=own_words(pl.col("text"))).with_columns(
        _n=pl.col("_own").str.len_chars().cast(pl.Int64)
    )
    longest = own.sort("_n", "_own").unique("_post", keep="last").select("_post", _longest="_own", _most="_n")
    own = own.join(longest, on="_post", how="left", maintain_order="left")
    # Not every tool says that it cut: a text that another copy continues is not whole either.
    continued = (pl.col("_n") < pl.col("_most")) & pl.col("_longest").str.starts_with(pl.col("_own"))
    # One number, digit by digit: what comes first counts most.
    digits = (
        (pl.col("_n"), _MANY_CHARACTERS),
        (in_front, _MANY_IN_FRONT),
        (count_addresses(pl.col("text")), _MANY_ADDRESSES),
        (~pl.col("text").str.starts_with("RT @"), 2),
        (~pl.col("text").str.contains("\\n", literal=True), 2),
        (pl.col("text").str.count_matches("https://t.co/", literal=True), _MANY_ADDRESSES),
    )
    rank = (~pl.col("text_truncated") & ~continued).cast(pl.Int64)
    for digit, size in digits:
        rank = rank * size + digit.cast(pl.Int64).clip(0, size - 1)
    return own.select("_post", "_at", rank=rank.rank("dense").cast(pl.Int64))
