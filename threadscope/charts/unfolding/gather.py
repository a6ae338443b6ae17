"""One row a post with all that the unfolding chart needs of it."""

from __future__ import annotations

import polars as pl

from threadscope.charts.one_thread import rows_of
from threadscope.charts.sides import SIDE_OF_STANCE, UNDETERMINED

__all__ = ["gather", "sides_of_people"]


def _stances(stance: pl.DataFrame) -> pl.DataFrame:
    return stance.select(
        "post_id",
        (pl.col("toward_parent") == "disagree").alias("denies"),
        pl.col("toward_claim").replace_strict(SIDE_OF_STANCE, default=UNDETERMINED.name).alias("side"),
    )


def gather(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    stance: pl.DataFrame,
    heads: pl.DataFrame,
    note_states: pl.DataFrame,
    *,
    thread_id: str,
    claim: str,
) -> pl.DataFrame:
    """Return the posts of one thread, oldest first, those without a time last.

    Returns
    -------
    pl.DataFrame
        One row a post: post_id, parent_id, author_id, at (seconds since 1970, null: no time), likes (null: not
        known), denied_id (author of the post that this one denies, null: none), side, head_id (null: under none), depth, n_below, by_quote, orphan, picture, noted, claim, words.
    """
    mine = rows_of(posts, thread_id)
    answered = mine.select(pl.col("post_id").alias("parent_id"), pl.col("author_id").alias("answered_id"))
    joined = (
        mine.join(_stances(rows_of(stance, thread_id)), on="post_id", how="left")
        .join(rows_of(heads, thread_id).select("post_id", "head_id"), on="post_id", how="left")
        .join(answered, on="parent_id", how="left")
        .select(
            "post_id",
            "parent_id",
            "author_id",
            pl.when("denies").then("answered_id").alias("denied_id"),
            (pl.col("created_at").dt.epoch("ms") / 1000).alias("at"),
            pl.col("like_count").alias("likes"),
            pl.col("side").fill_null(UNDETERMINED.name),
            "head_id",
            "depth",
            "n_below",
            (pl.col("parent_kind") == "quote").fill_null(value=False).alias("by_quote"),
            pl.col("parent_id").is_in(ghosts["post_id"].implode()).fill_null(value=False).alias("orphan"),
            (pl.col("media").list.len() > 0).alias("picture"),
            pl.col("post_id").is_in(note_states["post_id"].implode()).alias("noted"),
            (pl.col("post_id") == claim).alias("claim"),
            pl.col("text").str.slice(pl.col("display_from").fill_null(0)).alias("words"),
        )
    )
    return joined.sort(["at", "post_id"], nulls_last=True)


def sides_of_people(rows: pl.DataFrame) -> dict[str, str]:
    """Return the side of everybody who can be placed: all their placed posts are on one side."""
    placed = (
        rows.filter(pl.col("side") != UNDETERMINED.name)
        .group_by("author_id")
        .agg(pl.col("side").n_unique().alias("n"), pl.col("side").first())
        .filter(pl.col("n") == 1)
        .sort("author_id")
    )
    return dict(placed.select("author_id", "side").rows())
