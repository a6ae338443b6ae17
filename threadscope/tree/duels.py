"""Posts in trees -> the longest path on which two people alternate, for each two people."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope import schema
from threadscope.tree.numbering import Rows, number, parent_rows
from threadscope.tree.walk import path_sum, rungs

__all__ = ["duels"]

_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "thread_id": pl.String,
    "one_id": pl.String,
    "other_id": pl.String,
    "duel_length": pl.Int64,
    "duel_posts": schema.IDS,
}


def duels(posts: pl.DataFrame) -> pl.DataFrame:
    """One row for each two people of a thread of whom one answered the other: their longest alternating path.

    A path alternates when each post answers the one before it, no one answers themself, and only two people
    write (Laniado et al. 2011); a single answer makes a path of two posts. Ghosts end a path.

    Parameters
    ----------
    posts
        Posts with their place in the tree.

    Returns
    -------
    polars.DataFrame
        ``thread_id``, ``one_id`` and ``other_id`` (the two in the order of their ids), ``duel_length`` (posts),
        ``duel_posts`` (their ids along the path). Of equally long paths the one that ends first.
    """
    posts = posts.filter(pl.col("thread_id").is_not_null()).sort("thread_id", "order")
    author = number([posts["author_id"]]).codes[0]
    parent = parent_rows(posts)
    answers = np.flatnonzero((parent >= 0) & (author[parent] != author))
    goes_on = np.full(parent.size, -1, np.int32)
    back = answers[parent[parent[answers]] >= 0]
    back = back[author[parent[parent[back]]] == author[back]]
    goes_on[back] = parent[back]
    ladder = rungs(goes_on)
    steps = path_sum(ladder, (goes_on >= 0).astype(np.int32))
    ends = _longest(posts, author, answers, parent, steps)
    if not ends.size:
        return pl.DataFrame(schema=_SCHEMA)
    return _listed(posts, author, parent, steps, _paths(goes_on, ends))


def _longest(
    posts: pl.DataFrame, author: NDArray[np.int64], answers: NDArray[np.int64], parent: Rows, steps: Rows
) -> NDArray[np.int64]:
    """Return the rows where the longest path of each two people in a thread ends."""
    one, other = author[answers], author[parent[answers]]
    ended = pl.DataFrame(
        {
            "row": answers,
            "thread": posts["thread_id"].rle_id().gather(answers),
            "low": np.minimum(one, other),
            "high": np.maximum(one, other),
            "steps": steps[answers],
            "at": posts["created_at"].gather(answers),
        }
    )
    ended = ended.sort("steps", "at", "row", descending=[True, False, False], nulls_last=True)
    rows: NDArray[np.int64] = ended.unique(["thread", "low", "high"], keep="first", maintain_order=True)[
        "row"
    ].to_numpy()
    return rows


def _paths(goes_on: Rows, ends: NDArray[np.int64]) -> pl.DataFrame:
    """List the rows from each end upwards, as far as the path goes on; one round doubles all paths."""
    path, row = np.arange(ends.size), ends
    ancestor = goes_on
    while (further := ancestor[row] >= 0).any():
        path = np.concatenate([path, path[further]])
        row = np.concatenate([row, ancestor[row[further]]])
        ancestor = np.where(ancestor >= 0, ancestor[ancestor], -1)
    return pl.DataFrame({"path": path, "row": row})


def _listed(
    posts: pl.DataFrame, author: NDArray[np.int64], parent: Rows, steps: Rows, paths: pl.DataFrame
) -> pl.DataFrame:
    """Return the paths with the ids of their posts, the one that was answered first."""
    row = paths["row"].to_numpy()
    top = np.flatnonzero(steps[row] == 0)
    path = np.concatenate([paths["path"].to_numpy()[top], paths["path"].to_numpy()])
    place = np.concatenate([np.full(top.size, -1), steps[row]])
    in_order = np.lexsort((place, path))
    every = np.concatenate([parent[row[top]], row])[in_order]
    lists = (
        pl.DataFrame({"path": path[in_order], "duel_posts": posts["post_id"].gather(every)})
        .group_by("path", maintain_order=True)
        .agg("duel_posts")
    )
    ends = row[: lists.height]
    swap = author[ends] > author[parent[ends]]
    return lists.select(
        posts["thread_id"].gather(ends),
        posts["author_id"].gather(np.where(swap, parent[ends], ends)).alias("one_id"),
        posts["author_id"].gather(np.where(swap, ends, parent[ends])).alias("other_id"),
        pl.col("duel_posts").list.len().cast(pl.Int64).alias("duel_length"),
        "duel_posts",
    ).sort("thread_id", "one_id", "other_id")
