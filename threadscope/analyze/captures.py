"""Observations and absences -> the posts that were captured at several times, one row a post and time."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.schema.compared import COUNT_WORDS

__all__ = ["captures"]

_COUNTS: Final = list(COUNT_WORDS)
#: Captures of one post less apart than this are one sitting: "twice" must mean that time has passed.
_ONE_SITTING_S: Final = 60


def captures(
    posts: pl.DataFrame, observations: pl.DataFrame, absences: pl.DataFrame, aliases: pl.DataFrame
) -> pl.DataFrame:
    """One row a post and time of capture, of posts that were captured at two or more times.

    Copies of one post that were taken within a minute are one capture, at the time of the first of them, with the
    highest count that they give. A capture that says that a post is not to be had is one, too. Copies without a time of
    capture are none. Versions of an edited post are one post.

    Parameters
    ----------
    posts
        The archived posts; those that stand in no tree are left out.
    observations
        Every copy of them.
    absences
        Signs that a post is not to be had.
    aliases
        Older versions of edited posts.

    Returns
    -------
    polars.DataFrame
        Table ``captures``, sorted by thread, post and time. A count is null where the capture does not say it.
    """
    thread = posts.select("post_id", "thread_id").drop_nulls()
    seen = pl.concat(
        [
            observations.select("post_id", "captured_at", *_COUNTS),
            absences.select("post_id", "captured_at", "reason"),
        ],
        how="diagonal",
    ).filter(pl.col("captured_at").is_not_null())
    if aliases.height:
        seen = seen.with_columns(pl.col("post_id").replace(aliases["alias_id"], aliases["post_id"]))
    at = pl.col("captured_at")
    spans = seen.group_by("post_id").agg(first=at.min(), last=at.max())
    several = seen.join(spans.filter(pl.col("first") < pl.col("last")), on="post_id", how="semi")
    apart = (pl.col("captured_at").diff() > pl.duration(seconds=_ONE_SITTING_S)).fill_null(value=False)
    sittings = (
        several.sort("post_id", "captured_at")
        .with_columns(nth=apart.cast(pl.Int64).cum_sum().over("post_id") + 1)
        .group_by("post_id", "nth")
        .agg(
            pl.col("captured_at").min(),
            pl.col(_COUNTS).max(),
            got=pl.col("reason").is_null().any(),
            reason=pl.col("reason").drop_nulls().sort().first(),
        )
        .with_columns(
            n_captures=pl.len().over("post_id").cast(pl.Int64),
            reason=pl.when(~pl.col("got")).then("reason"),
        )
        .filter(pl.col("n_captures") > 1)
    )
    placed = sittings.join(thread, on="post_id").sort("thread_id", "post_id", "captured_at")
    return schema.conform(placed, "captures")
