"""Placed posts -> the tables links, threads and problems."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope import schema
from threadscope.tree.left_out import LEFT_OUT
from threadscope.tree.numbering import NONE
from threadscope.tree.place import Placed, References
from threadscope.tree.walk import Walk

__all__ = ["links_table", "problems_table", "threads_table"]

_LINKS = {"reply": "reply_to_id", "quote": "quoted_id", "repost": "repost_of_id"}


def links_table(posts: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """One row a reference of one post to another: replies, then quotes, then reposts, each in posts' order."""
    parts = [
        posts.lazy()
        .filter(pl.col(column).is_not_null())
        .select(
            "post_id",
            pl.col(column).alias("target_id"),
            pl.lit(kind).alias("kind"),
            "author_id",
            "created_at",
        )
        for kind, column in _LINKS.items()
    ]
    links = pl.concat(parts).collect()
    if aliases.height:
        links = links.with_columns(pl.col("target_id").replace(aliases["alias_id"], aliases["post_id"]))
    return schema.conform(links, "links")


def problems_table(standing: pl.DataFrame, placed: Placed) -> pl.DataFrame:
    """One row a reference that had to be cut."""
    own = standing[placed.cut, ["post_id", "reply_to_id", "quoted_id"]]
    target = pl.coalesce("reply_to_id", "quoted_id")
    selfish = target == pl.col("post_id")
    return schema.conform(
        own.select(
            pl.lit("(tree)").alias("source"),
            pl.col("post_id").alias("position"),
            pl.when(selfish).then(pl.lit("self_parent")).otherwise(pl.lit("cycle")).alias("kind"),
            pl.when(selfish)
            .then(pl.lit("refers to itself; it now stands without parent"))
            .otherwise(pl.format("refers to {}, which stands below it; it now stands without parent", target))
            .alias("detail"),
        ),
        "problems",
    )


def threads_table(
    standing: pl.DataFrame,
    ghosts: pl.DataFrame,
    refs: References,
    placed: Placed,
    walked: Walk,
    ids: pl.Series,
) -> pl.DataFrame:
    """One row a thread, in the order of its first post."""
    n = standing.height
    roots = np.flatnonzero(placed.parent < 0)

    def count(rows: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.bincount(walked.root[rows], minlength=ids.len())[roots]

    replies = refs.reply_to != NONE
    # What an editor left out is in the archive.
    held = np.concatenate([np.zeros(n, np.bool_), (ghosts["reason"] == LEFT_OUT).to_numpy()])
    orphans = np.flatnonzero(
        replies & (placed.parent[:n] >= n) & ~placed.shelved[:n] & ~held[np.maximum(placed.parent[:n], 0)]
    )
    n_replies = pl.Series(count(np.flatnonzero(replies)))
    known = pl.concat(
        [standing.select("handle", "text"), ghosts.select("handle", text=pl.lit(None, pl.String))]
    )
    threads = known[roots].with_columns(
        ids.gather(roots).alias("thread_id"),
        pl.Series("root", roots, dtype=pl.Int32),
        pl.Series("root_archived", roots < n),
        pl.Series("n_posts", count(np.arange(n))),
        pl.Series("n_ghosts", count(np.arange(n, ids.len()))),
        pl.Series("n_conversations", 1 + count(np.flatnonzero(placed.by_quote))),
        missing_parent_share=pl.when(n_replies > 0).then(pl.Series(count(orphans)) / n_replies),
    )
    threads = threads.join(_people_and_times(standing, walked.root[:n]), on="root", how="left")
    return schema.conform(threads.sort("started_at", "thread_id", nulls_last=True), "threads")


def _people_and_times(standing: pl.DataFrame, root: NDArray[np.int32]) -> pl.DataFrame:
    """Count the people of each tree and return when it began and ended."""
    rows = standing.select("author_id", "created_at").with_columns(pl.Series("root", root))
    return rows.group_by("root").agg(
        n_people=pl.col("author_id").n_unique(),
        started_at=pl.col("created_at").min(),
        ended_at=pl.col("created_at").max(),
    )
