"""Posts table -> every archived post that answers or quotes a post of somebody else."""

from __future__ import annotations

import polars as pl

from threadscope import schema

__all__ = ["answers"]


def answers(posts: pl.DataFrame, ghosts: pl.DataFrame) -> pl.DataFrame:
    """One row an answer: who answered whom.

    A post that goes on under a post of its own author answers nobody. An answer to a post that is not archived
    counts; whom it answers is then known only where the answering posts say so, and how long it took is not.

    Returns
    -------
    polars.DataFrame
        Table ``answers``, sorted by thread, time and post.
    """
    target = {"target_id": "post_id", "target_author_id": "author_id"}
    targets = pl.concat(
        [
            posts.select(**target, target_at="created_at"),
            ghosts.select(**target, target_at=pl.lit(None, schema.TIME)),
        ]
    ).unique("target_id", keep="first", maintain_order=True)
    waited = (pl.col("created_at") - pl.col("target_at")).dt.total_milliseconds() / 1000
    rows = (
        posts.filter(pl.col("thread_id").is_not_null() & pl.col("parent_id").is_not_null())
        .rename({"parent_id": "target_id", "parent_kind": "kind"})
        .join(targets, on="target_id", how="left")
        .filter((pl.col("target_author_id") != pl.col("author_id")).fill_null(value=True))
        .with_columns(latency_s=waited)
        .sort("thread_id", "created_at", "post_id")
    )
    return schema.conform(rows, "answers")
