"""Posts -> for each post the nearest of its thread's largest subtrees above it: a cut of the tree into few parts."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.tree.nearest import nearest_marked

__all__ = ["FEWEST_BELOW", "LARGEST", "below_largest"]

#: The root and the largest subtrees below it: so many parts of a thread can be told apart in a picture.
LARGEST: Final = 8
#: A part holds at least so many posts, and this share of the thread; smaller ones belong to the part around them.
FEWEST_BELOW: Final = 4
_LEAST_SHARE: Final = 0.005


def below_largest(posts: pl.DataFrame) -> pl.DataFrame:
    """Cut each thread into the parts below its root and its seven largest subtrees.

    A post counts for the nearest of them strictly above it, so the post that opens a part is counted above it, and
    the root in none. A part that would hold less than max(4, 0.5 %) of the posts is none: they count for the next
    one above. Above a missing post nothing is known but that it may be the root.

    Parameters
    ----------
    posts
        Posts with their place in the tree; quotes count as below where they were followed.

    Returns
    -------
    polars.DataFrame
        One row a post that stands in a tree, in reading order: ``thread_id``, ``post_id``, ``under_id`` (a post, or
        the thread's root though it is not archived; null: the root itself, or under none of them).
    """
    standing = posts.filter(pl.col("thread_id").is_not_null()).sort("thread_id", "order")
    candidates = standing.filter(_place() < LARGEST, pl.col("n_below") >= FEWEST_BELOW)["post_id"]
    sizes = _under(standing, candidates).group_by("thread_id", "under_id").agg(part=pl.len())
    large = sizes.join(standing.group_by("thread_id").agg(n=pl.len()), on="thread_id").filter(
        pl.col("part") >= pl.max_horizontal(pl.lit(FEWEST_BELOW), _LEAST_SHARE * pl.col("n"))
    )
    return _under(standing, large["under_id"].drop_nulls())


def _place() -> pl.Expr:
    """Return each post's place in its thread, from 0, largest subtree first, then oldest."""
    key = pl.struct(-pl.col("n_below").cast(pl.Int64), "created_at", "order")
    return key.rank("ordinal").over("thread_id") - 1


def _under(standing: pl.DataFrame, marked: pl.Series) -> pl.DataFrame:
    """Return the nearest marked post, or the root, strictly above each post."""
    is_root = pl.col("post_id") == pl.col("thread_id")
    # Children of a root that is not archived stand in for it: they are archived, and it is right above them.
    stands_in = pl.col("parent_id") == pl.col("thread_id")
    chosen = standing.select(
        mark=pl.col("post_id").is_in(marked.implode()) | is_root | stands_in.fill_null(value=False),
        own=pl.col("post_id").is_in(marked.implode()) | is_root,
    )
    nearest = nearest_marked(standing, chosen["mark"].to_numpy())
    named = standing.select("thread_id", "post_id", own=chosen["own"])
    at_or_above = (
        standing.select(parent_id="post_id", nearest=nearest)
        .join(named.select("own", nearest="post_id", root_id="thread_id"), on="nearest", how="left")
        .select("parent_id", above=pl.when("own").then("nearest").otherwise("root_id"))
    )
    return (
        standing.select("thread_id", "post_id", "parent_id")
        .join(at_or_above, on="parent_id", how="left", maintain_order="left")
        .select(
            "thread_id",
            "post_id",
            under_id=pl.when(stands_in).then("thread_id").otherwise("above"),
        )
    )
