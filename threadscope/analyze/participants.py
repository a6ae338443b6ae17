"""Posts and answers -> what each person did in each thread."""

from __future__ import annotations

import polars as pl

from threadscope import schema

__all__ = ["participants"]

_KEY = ("thread_id", "author_id")


def participants(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """One row a person and thread, who wrote most first.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    answers
        Who answered whom.
    """
    wrote = (
        posts.filter(pl.col("thread_id").is_not_null())
        .sort("created_at", "post_id")
        .group_by(_KEY)
        .agg(
            pl.col("handle").drop_nulls().last(),
            n_posts=pl.len(),
            n_likes=pl.when(pl.col("like_count").count() > 0).then(pl.col("like_count").sum()),
            first_at=pl.col("created_at").min(),
            last_at=pl.col("created_at").max(),
        )
    )
    received = answers.group_by("thread_id", author_id="target_author_id").agg(
        n_answers=pl.len(), n_repliers=pl.col("author_id").n_unique()
    )
    gave = answers.group_by(_KEY).agg(
        n_answered=pl.col("target_author_id").drop_nulls().n_unique(),
        latency_median_s=pl.col("latency_s").median(),
    )
    counted = pl.col("n_answers", "n_repliers", "n_answered").fill_null(0)
    joined = wrote.join(received, on=_KEY, how="left").join(gave, on=_KEY, how="left").with_columns(counted)
    ranked = joined.sort("thread_id", "n_posts", "author_id", descending=[False, True, False])
    return schema.conform(ranked, "participants")
