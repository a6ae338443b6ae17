"""One computed table -> the same without words of posts and notes, so that nothing in it can be searched for."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.privacy.columns import Holds, holds
from threadscope.schema import MEDIA

__all__ = ["LEFT_OUT", "without_words"]

#: What stands in the place of words: not null, which would say that there were none.
LEFT_OUT: Final = "[words left out]"
_QUOTATION: Final = r"“[^”]*(?:”|$)"
#: A quotation that brought the end of our sentence with it.
_CLOSING: Final = r"“[^”]*[.!?…]”(\s+[\p{Lu}@]|\s*$)"
#: Fields of a change whose values are words of ours, ids or numbers; any other holds words.
_OUR_FIELDS: Final = ("reason", "availability", "handle", "state", "n_posts")
_CARRY_WORDS: Final = {Holds.TEXT, Holds.PROVENANCE}


def without_words(frame: pl.DataFrame, table: str) -> pl.DataFrame:
    """Return a table with everything left out that carries words of posts or notes.

    Parameters
    ----------
    frame
        The table, computed from the full texts.
    table
        Its name.

    Returns
    -------
    polars.DataFrame
        The same rows and columns. Texts read ``[words left out]`` where there were any, so that a post without words
        can still be told; lists of words, hashtags and links are empty; quotations in sentences are replaced. Links
        go too: an address can be searched for as well as a sentence.

    Examples
    --------
    >>> from threadscope import schema
    >>> row = schema.conform(pl.DataFrame({"wording": ["@ann says “no, never” to @ben."]}), "findings")
    >>> without_words(row, "findings").item(0, "wording")
    '@ann says “[words left out]” to @ben.'
    """
    changes = {
        column: change
        for column, what in holds(table).items()
        if (change := _emptied(frame.schema[column], column, what)) is not None
    }
    if "display_from" in frame.columns:
        known = pl.col("text").is_not_null() & pl.col("display_from").is_not_null()
        changes["display_from"] = pl.when(known).then(pl.lit(0, dtype=pl.Int32)).otherwise("display_from")
    return frame.with_columns(**changes)


def _emptied(dtype: pl.DataType, column: str, what: Holds) -> pl.Expr | None:
    """Return a column without words; None where it carries none."""
    left_out = pl.when(pl.col(column).is_not_null()).then(pl.lit(LEFT_OUT))
    if what is Holds.MEDIA:
        return _pictures(column)
    if what in _CARRY_WORDS or what is Holds.ADDRESSES:
        if isinstance(dtype, pl.List):
            return pl.when(pl.col(column).is_not_null()).then(pl.lit([], dtype=dtype))
        return left_out
    if what is Holds.WORDING:
        ended = pl.col(column).str.replace_all(_CLOSING, f"“{LEFT_OUT}”.$1")
        return ended.str.replace_all(_QUOTATION, f"“{LEFT_OUT}”")
    if what is Holds.CHANGED:
        ours = pl.col("field").is_in(_OUR_FIELDS).fill_null(value=False)
        return pl.when(ours).then(pl.col(column)).otherwise(left_out)
    return None


def _pictures(column: str) -> pl.Expr:
    """Keep what kind of picture it is: pictures often show words, and can be searched for."""
    nothing = pl.lit(None, dtype=pl.String)
    alt = pl.when(pl.element().struct.field("alt").is_not_null()).then(pl.lit(LEFT_OUT))
    bare = pl.struct(kind=pl.element().struct.field("kind"), alt=alt, url=nothing, file=nothing)
    return pl.col(column).list.eval(bare).cast(MEDIA)
