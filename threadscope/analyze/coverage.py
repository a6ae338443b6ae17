"""Posts -> archived replies against the replies that X counted, by any grouping."""

from __future__ import annotations

import polars as pl

__all__ = ["coverage_by"]


def coverage_by(posts: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Return posts, replies counted, replies archived and their share, by group.

    Only posts that carry a reply count are compared, by max(count, archived replies): a count may be older
    than the replies. Quotes are no replies to X, so those that hang in the tree are not counted here. What
    was counted and is not here need not have been deleted: X also counts replies from protected accounts
    and leaves others out.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    keys
        Columns to group by, `thread_id` first.
    """
    replies = (
        posts.filter(pl.col("parent_kind") == "reply")
        .group_by(post_id="parent_id")
        .agg(n_replies=pl.len().cast(pl.Int64))
    )
    says = pl.col("reply_count").is_not_null()
    archived = pl.col("n_replies").filter(says).sum()
    counted = pl.max_horizontal("reply_count", "n_replies").filter(says).sum()
    return (
        posts.filter(pl.col("thread_id").is_not_null())
        .select("post_id", "reply_count", *keys)
        .join(replies, on="post_id", how="left")
        .with_columns(pl.col("n_replies").fill_null(0))
        .group_by(keys)
        .agg(
            n_posts=pl.len(),
            replies_counted=pl.when(says.any()).then(counted),
            replies_archived=pl.when(says.any()).then(archived),
            coverage=pl.when(counted > 0).then(archived / counted),
        )
    )
