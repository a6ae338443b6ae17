"""Posts -> the few much-answered posts of each thread, and which of them each post stands under."""

from __future__ import annotations

import polars as pl

from threadscope import schema, tree

__all__ = ["heads"]

#: The largest subtrees of a thread, among which heads are looked for.
_CANDIDATES = 8
#: A head holds at least so many posts, and this share of the thread, in its own part of the tree.
_LEAST = 4
_LEAST_SHARE = 0.03
#: More could not be told apart in a picture.
_MOST = 3


def heads(posts: pl.DataFrame) -> pl.DataFrame:
    """One row a post: the nearest head at or above it, in reading order.

    A head is a post with at least max(4, 3 % of the thread's posts) in its own part of the tree: those below
    it that no other of the eight largest subtrees is nearer above. At most three a thread, the largest parts.

    Parameters
    ----------
    posts
        Posts with their place in the tree; quotes count as below where they were followed.
    """
    standing = posts.filter(pl.col("thread_id").is_not_null()).sort("thread_id", "order")
    candidates = standing.filter(_rank_by("n_below") < _CANDIDATES, pl.col("n_below") >= _LEAST)
    part = _parts(standing, candidates)
    n = pl.len().over("thread_id")
    large = (
        standing.with_columns(n=n)
        .join(part, on="post_id", how="inner", maintain_order="left")
        .filter(pl.col("part") >= _LEAST, pl.col("part") >= _LEAST_SHARE * pl.col("n"))
    )
    chosen = large.filter(_rank_by("part") < _MOST)
    ranks = chosen.select(
        head_id="post_id", head_rank=pl.struct("created_at", "order").rank("ordinal").over("thread_id") - 1
    )
    under = standing.with_columns(head_id=_under(standing, chosen))
    return schema.conform(under.join(ranks, on="head_id", how="left", maintain_order="left"), "heads")


def _rank_by(column: str) -> pl.Expr:
    """Return each post's place in its thread, from 0, largest first, then oldest."""
    key = pl.struct(-pl.col(column).cast(pl.Int64), "created_at", "order")
    return key.rank("ordinal").over("thread_id") - 1


def _under(standing: pl.DataFrame, marked: pl.DataFrame) -> pl.Series:
    return tree.nearest_marked(standing, standing["post_id"].is_in(marked["post_id"].implode()).to_numpy())


def _parts(standing: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """Count for each candidate the posts whose nearest candidate strictly above it is."""
    at_or_above = standing.select(parent_id="post_id").with_columns(nearest=_under(standing, candidates))
    above = standing.select("parent_id").join(at_or_above, on="parent_id").drop_nulls("nearest")
    return above.group_by(post_id="nearest").agg(part=pl.len())
