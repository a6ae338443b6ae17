"""Posts and tempo -> the posts that show when half of a thread was written: first, middle, last."""

from __future__ import annotations

import polars as pl

__all__ = ["halves"]


def halves(posts: pl.DataFrame, tempo: pl.DataFrame) -> pl.DataFrame:
    """Return one row a thread: the seconds until half of its posts were written, and the posts that show it.

    Returns
    -------
    polars.DataFrame
        ``thread_id``, ``seconds`` (null where no times are known), ``at`` (when half was written) and
        ``evidence``: the first post, the one that made the half full, the last one.
    """
    dated = (
        posts.filter(pl.col("thread_id").is_not_null())
        .sort("thread_id", "created_at", "post_id", nulls_last=True)
        .select("thread_id", "post_id", "created_at")
        .join(tempo.select("thread_id", "started_at", "at_50"), on="thread_id", how="left")
    )
    post = pl.col("post_id")
    middle = post.filter(pl.col("created_at") >= pl.col("at_50")).first()
    return (
        dated.group_by("thread_id", maintain_order=True)
        .agg(
            seconds=((pl.col("at_50") - pl.col("started_at")).dt.total_milliseconds() / 1000).first(),
            at=pl.col("at_50").first(),
            evidence=pl.concat_list(
                post.first(), middle, post.filter(pl.col("created_at").is_not_null()).last()
            ),
        )
        .with_columns(pl.col("evidence").list.drop_nulls())
    )
