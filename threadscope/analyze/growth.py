"""Posts and ghosts -> how each tree grew: depth, width and virality after so many posts."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope import schema

__all__ = ["growth"]

#: Checkpoints spread evenly over a thread; with the first post and the tenth at most 200.
_EVENLY: Final = 198
#: Threads of up to so many posts get a checkpoint for each.
_MOST: Final = 200
#: What the first ten posts look like tells much about the rest.
_FIRST: Final = 10


def growth(posts: pl.DataFrame, ghosts: pl.DataFrame) -> pl.DataFrame:
    """One row a checkpoint: the shape of a thread after its first n posts, in the order of time.

    Threads of up to 200 posts have a checkpoint for each post; larger ones at most 200, spread evenly, with
    the first, the tenth and the last post always among them (Saveski, Roy & Roy 2021: the first ten replies
    already tell how a conversation will go). Posts without time come last; of one moment the smaller id first.

    Each post counts from its own time on, at the place that it has in the whole tree, and so do distances:
    a post that is older than its parent by the archive's times, or whose parent is not archived, stands from
    the start where it ends up. Hence the last row says what ``shape`` says. Structural virality (Goel,
    Anderson, Hofman & Watts 2016) takes one pass over the tree for each checkpoint: in reading order the
    posts below a row stand together, so running sums tell how many of them are there already.

    Parameters
    ----------
    posts, ghosts
        With their place in the tree.
    """
    by_time = _by_time(posts)
    marks = (
        by_time.filter(_is_checkpoint())
        .with_columns(mark=pl.int_range(pl.len()).over("thread_id"), marks=pl.len().over("thread_id"))
        .sort("mark", "marks", "thread_id", descending=[False, True, False])
    )
    marks = marks.with_columns(virality=_virality(by_time, ghosts, marks))
    return schema.conform(marks.sort("thread_id", "n"), "growth")


def _by_time(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the posts of each thread in the order of time, with what had been reached by each."""
    so_far = pl.int_range(1, pl.len() + 1)
    return (
        posts.filter(pl.col("thread_id").is_not_null())
        .sort("thread_id", "created_at", "post_id", nulls_last=True)
        .select(
            "thread_id",
            "depth",
            "order",
            "n_below",
            at="created_at",
            n=so_far.over("thread_id"),
            total=pl.len().cast(pl.Int64).over("thread_id"),
            depth_max=pl.col("depth").cum_max().over("thread_id"),
            level=so_far.over("thread_id", "depth"),
        )
        .with_columns(width_max=pl.col("level").cum_max().over("thread_id"))
    )


def _is_checkpoint() -> pl.Expr:
    n, total = pl.col("n"), pl.col("total")
    evenly = n * _EVENLY // total > (n - 1) * _EVENLY // total
    return (total <= _MOST) | evenly | n.is_in([1, _FIRST])


def _virality(by_time: pl.DataFrame, ghosts: pl.DataFrame, marks: pl.DataFrame) -> pl.Series:
    """Return the mean distance between two of the posts that are there, for each checkpoint.

    The threads with most checkpoints stand first, so that those which still have one are always the first
    rows: round k works on them alone.
    """
    rows = _reading_order(by_time, ghosts, marks)
    arrives = rows["n"].drop_nulls().to_numpy()
    start, end = rows["start"].to_numpy(), rows["end"].to_numpy()
    sizes = rows.group_by("thread_id", maintain_order=True).agg(rows=pl.len(), posts=pl.col("n").count())
    n_rows, n_posts = sizes.select(pl.col("rows", "posts").cast(pl.Int64)).to_numpy().T
    first = np.cumsum(n_rows) - n_rows
    means = []
    for there in marks.group_by("mark", maintain_order=True).agg("n")["n"]:
        n = there.to_numpy()
        own, every = n_posts[: n.size], n_rows[: n.size]
        running = np.zeros(own.sum() + 1)
        np.cumsum(arrives[: own.sum()] <= np.repeat(n, own), out=running[1:])
        below = running[end[: every.sum()]] - running[start[: every.sum()]]
        apart = np.add.reduceat(below * (np.repeat(n, every) - below), first[: n.size])
        means.append(_mean(apart, n))
    return pl.Series(np.concatenate([np.zeros(0), *means])).fill_nan(None)


def _mean(apart: NDArray[np.float64], n: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the mean of so many distances; not a number where one post has none."""
    pairs = np.where(n > 1, n * (n - 1) / 2, np.nan)
    mean: NDArray[np.float64] = apart / pairs
    return mean


def _reading_order(by_time: pl.DataFrame, ghosts: pl.DataFrame, marks: pl.DataFrame) -> pl.DataFrame:
    """Return posts and ghosts in reading order, with the stretch of posts that stand at and below each."""
    place = ("thread_id", "order", "n_below")
    archived = pl.col("n").is_not_null().cast(pl.Int64)
    before = archived.cum_sum() - archived
    return (
        pl.concat([by_time.select(*place, "n"), ghosts.select(*place, n=pl.lit(None, pl.Int64))])
        .join(marks.select("thread_id", "marks").unique(), on="thread_id")
        .sort("marks", "thread_id", "order", descending=[True, False, False])
        .select("thread_id", "n", start=before, end=before + archived + pl.col("n_below"))
    )
