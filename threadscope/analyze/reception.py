"""Posts and answers -> how each was received, by X's own counts."""

from __future__ import annotations

import polars as pl

from threadscope import schema

__all__ = ["reception"]


def reception(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """One row a post: replies against likes and reposts at capture ("ratio"), in reading order.

    All counts are X's at the time of capture. `ratioed_by` is an archived answer by somebody else that has
    more likes than the post that it answers; both counts must be known.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    answers
        Who answered whom.
    """
    replies, likes = pl.col("reply_count"), pl.col("like_count")
    reposts, quotes = pl.col("repost_count"), pl.col("quote_count")
    applause = likes + reposts
    measured = (
        posts.filter(pl.col("thread_id").is_not_null())
        .sort("thread_id", "order")
        .with_columns(
            ratio=pl.when(applause > 0).then(replies / applause),
            log_ratio=((replies + 1) / (likes + 1)).log(2),
            quote_ratio=pl.when(reposts > 0).then(quotes / reposts),
        )
    )
    joined = measured.join(_more_liked(posts, answers), on="post_id", how="left", maintain_order="left")
    return schema.conform(joined, "reception")


def _more_liked(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Return the most liked answer, the oldest of several, of each post that has fewer likes than it."""
    liked = posts.select("post_id", "like_count")
    return (
        answers.join(liked, on="post_id")
        .join(liked, left_on="target_id", right_on="post_id", suffix="_target")
        .filter(pl.col("like_count") > pl.col("like_count_target"))
        .sort("like_count", "created_at", "post_id", descending=[True, False, False], nulls_last=True)
        .group_by(post_id="target_id", maintain_order=True)
        .agg(ratioed_by=pl.col("post_id").first())
    )
