"""Posts and answers -> how many, how many people and how fast on each level of each tree."""

from __future__ import annotations

import polars as pl

from threadscope import schema

__all__ = ["levels"]

_KEY = ("thread_id", "depth")


def levels(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """One row a level that holds an archived post, from the root down.

    The level of a detached post is the least that it can be. Posts in which somebody goes on under a post of
    their own count as posts, but not for the median: they answer nobody.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    answers
        Who answered whom, and how long that took.
    """
    standing = posts.filter(pl.col("thread_id").is_not_null())
    counted = standing.group_by(_KEY).agg(n_posts=pl.len(), n_people=pl.col("author_id").n_unique())
    waited = (
        answers.join(standing.select("post_id", "depth"), on="post_id")
        .group_by(_KEY)
        .agg(latency_median_s=pl.col("latency_s").median())
    )
    return schema.conform(counted.join(waited, on=_KEY, how="left").sort(_KEY), "levels")
