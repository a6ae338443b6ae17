"""Posts and ghosts -> the shape of each tree."""

from __future__ import annotations

import polars as pl

from threadscope import schema

__all__ = ["shape"]


def shape(posts: pl.DataFrame, ghosts: pl.DataFrame, exchanges: pl.DataFrame) -> pl.DataFrame:
    """One row a thread: how deep, how wide, how much talk.

    Levels, leaves and distances count archived posts; ghosts keep their places on the way between them.
    Structural virality (Goel, Anderson, Hofman & Watts 2016) is computed from subtree sizes: a step between
    a row and its parent lies on the way between all posts below it and all others, so the sum of distances
    is the sum of s * (n - s). The top of a detached part counts as one step from its conversation's root,
    which is the least that it can be.

    Parameters
    ----------
    posts, ghosts
        With their place in the tree.
    exchanges
        For the longest alternating path.
    """
    standing = posts.filter(pl.col("thread_id").is_not_null())
    answers = pl.col("parent_id").is_not_null()
    under_root = pl.col("parent_id") == pl.col("thread_id")
    rooted = (pl.col("post_id") == pl.col("thread_id")).any()
    counted = standing.group_by("thread_id").agg(
        n_posts=pl.len(),
        depth_max=pl.col("depth").max(),
        n_leaves=(pl.col("n_children") == 0).sum(),
        root_share=pl.when(pl.len() > 1).then(under_root.sum() / (pl.len() - rooted)),
        target_share=pl.when(answers.any()).then(pl.col("parent_id").drop_nulls().n_unique() / answers.sum()),
    )
    talk = exchanges.group_by("thread_id").agg(pl.col("duel_length").max())
    return schema.conform(
        counted.join(_levels(standing), on="thread_id", how="left")
        .join(_virality(standing, ghosts), on="thread_id", how="left")
        .join(talk, on="thread_id", how="left")
        .with_columns(pl.col("duel_length").fill_null(0))
        .sort("thread_id"),
        "shape",
    )


def _levels(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the widest level, and the largest k such that level k holds k posts (Gómez et al. 2008)."""
    levels = posts.group_by("thread_id", "depth").len("n")
    return levels.group_by("thread_id").agg(
        width_max=pl.col("n").max(),
        h_index=pl.col("depth").filter(pl.col("n") >= pl.col("depth")).max().fill_null(0),
    )


def _virality(posts: pl.DataFrame, ghosts: pl.DataFrame) -> pl.DataFrame:
    """Return the mean distance between two posts of each thread."""
    rows = ("thread_id", "depth", "n_below")
    below = pl.concat(
        [
            posts.select(*rows, archived=1),
            ghosts.select(*rows, archived=0),
        ]
    ).with_columns(
        size=(pl.col("n_below") + pl.col("archived")).cast(pl.Float64),
        n=pl.col("archived").sum().cast(pl.Float64).over("thread_id"),
    )
    n = pl.col("n").first()
    apart = (pl.col("size") * (pl.col("n") - pl.col("size"))).filter(pl.col("depth") > 0).sum()
    return below.group_by("thread_id").agg(virality=pl.when(n > 1).then(2 * apart / (n * (n - 1))))
