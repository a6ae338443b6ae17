"""Posts table -> what each post does in its author's own words: denies, asks, …, with the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.denial import MAY_DENY, Denial, denial
from threadscope.analyze.question import MAY_ASK, Question, question

__all__ = ["acts"]

#: act -> what a text must hold to be looked at, and what finds the words.
_FINDERS: Final[dict[str, tuple[str, Callable[[str, int], Denial | Question | None]]]] = {
    "asks": (MAY_ASK, question),
    "denies": (MAY_DENY, denial),
}


def _found(posts: pl.DataFrame, act: str) -> pl.DataFrame:
    """One row a post in which the words were found."""
    may, find = _FINDERS[act]
    candidates = posts.filter(pl.col("text").str.contains(may)).select("post_id", "text", "display_from")
    rows = [
        (post_id, act, text[hit.start : hit.end], hit.start, hit.rule)
        for post_id, text, begins in candidates.iter_rows()
        if (hit := find(text, begins or 0))
    ]
    columns = dict.fromkeys(["post_id", "act", "span", "starts_at", "rule"], pl.String)
    return pl.DataFrame(rows, schema=columns | {"starts_at": pl.Int64}, orient="row")


def acts(posts: pl.DataFrame) -> pl.DataFrame:
    """One row a post and act, for posts that stand in a thread.

    Returns
    -------
    polars.DataFrame
        Table ``acts``, sorted by thread, post and act. What an act is about is not judged here: a denial may
        deny the post answered, or something in it.
    """
    placed = posts.filter(pl.col("thread_id").is_not_null())
    found = pl.concat([_found(placed, act) for act in _FINDERS])
    rows = found.join(placed.select("post_id", "thread_id"), on="post_id")
    return schema.conform(rows.sort("thread_id", "post_id", "act"), "acts")
