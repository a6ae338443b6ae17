"""Posts -> who had the first and the last word in each branch."""

from __future__ import annotations

import polars as pl

from threadscope import schema

__all__ = ["branches"]


def branches(posts: pl.DataFrame) -> pl.DataFrame:
    """One row a branch: a child of the root, archived or not, with all archived posts at and below it.

    First and last are by time, of one moment by id; posts without time are counted, but are neither. The
    root belongs to no branch. Parts whose way to the root is not known are branches too.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    """
    timed = pl.col("author_id").filter(pl.col("created_at").is_not_null())
    counted = (
        posts.filter(pl.col("thread_id").is_not_null(), pl.col("post_id") != pl.col("thread_id"))
        .sort("created_at", "post_id", nulls_last=True)
        .group_by("thread_id", "branch_id", maintain_order=True)
        .agg(
            n_posts=pl.len(),
            n_people=pl.col("author_id").n_unique(),
            first_author_id=timed.first(),
            last_author_id=timed.last(),
            started_at=pl.col("created_at").min(),
            ended_at=pl.col("created_at").max(),
        )
    )
    return schema.conform(counted.sort("thread_id", "branch_id"), "branches")
