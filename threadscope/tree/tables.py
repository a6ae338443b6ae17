"""Placed posts -> the tables links, threads and problems."""

from __future__ import annotations

import numpy as np
import polars as pl

from threadscope import schema
from threadscope.tree.numbering import NONE, plain
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
            .then(pl.lit("answers itself; it now stands without parent"))
            .otherwise(pl.format("answers {}, which stands below it; it now stands without parent", target))
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
    replies = refs.reply_to != NONE
    orphan = replies & (placed.parent[:n] >= n) & ~placed.shelved[:n]
    person = plain(standing["author_id"])  # numbers are counted in a third of the time that text takes
    counted = (
        standing.lazy()
        .select("created_at")
        .with_columns(
            standing["author_id"] if person is None else pl.Series("author_id", person),
            pl.Series("root", walked.root[:n]),
            pl.Series("reply", replies),
            pl.Series("orphan", orphan),
            pl.Series("by_quote", placed.by_quote),
        )
        .group_by("root")
        .agg(
            n_posts=pl.len(),
            n_people=pl.col("author_id").n_unique(),
            n_conversations=1 + pl.col("by_quote").sum(),
            started_at=pl.col("created_at").min(),
            ended_at=pl.col("created_at").max(),
            missing_parent_share=pl.col("orphan").sum() / pl.col("reply").sum(),
        )
        .collect()
    )
    roots = np.flatnonzero(placed.parent < 0)
    missing = np.bincount(walked.root[n:], minlength=ids.len())
    people = pl.concat(
        [standing.select("handle", "text"), ghosts.select("handle", text=pl.lit(None, pl.String))]
    )
    threads = people[roots].with_columns(
        pl.Series("root", roots, dtype=pl.Int32),
        ids.gather(roots).alias("thread_id"),
        pl.Series("root_archived", roots < n),
        pl.Series("n_ghosts", missing[roots]),
    )
    threads = threads.join(counted, on="root", how="left", maintain_order="left").sort(
        "started_at", "thread_id", nulls_last=True
    )
    share = pl.col("missing_parent_share")
    return schema.conform(threads.with_columns(pl.when(share.is_finite()).then(share)), "threads")
