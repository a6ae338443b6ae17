"""Posts and answers -> who spoke with whom, how much, and their longest exchange."""

from __future__ import annotations

import polars as pl

from threadscope import schema, tree

__all__ = ["exchanges"]

_PAIR = ("thread_id", "one_id", "other_id")


def exchanges(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """One row for two people of a thread of whom at least one answered the other, most answers first.

    The longest exchange is a path of the tree on which the two alternate (Laniado et al. 2011, "When the
    Wikipedians talk"); it counts only where both answered the other.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    answers
        Who answered whom.
    """
    who, whom = pl.col("author_id"), pl.col("target_author_id")
    pairs = (
        answers.lazy()
        .sort("created_at", "post_id", nulls_last=True)
        .filter(whom.is_not_null())
        .with_columns(one_id=pl.min_horizontal(who, whom), other_id=pl.max_horizontal(who, whom))
        .group_by(_PAIR)
        .agg(
            a_id=who.first(),
            b_id=whom.first(),
            n_posts=pl.len(),
            a_posts=(who == who.first()).sum(),
            first_at=pl.col("created_at").min(),
            last_at=pl.col("created_at").max(),
            latency_median_s=pl.col("latency_s").median(),
        )
        .with_columns(b_posts=pl.col("n_posts") - pl.col("a_posts"))
        .collect()
    )
    return schema.conform(
        pairs.join(_paths(posts), on=_PAIR, how="left")
        # Answers to posts that are not archived are answers, but make no path.
        .with_columns(mutual=(pl.col("b_posts") > 0) & pl.col("duel_length").is_not_null())
        .with_columns(
            duel_length=pl.when("mutual").then("duel_length").otherwise(0),
            duel_posts=pl.when("mutual").then("duel_posts").otherwise(pl.lit([], schema.IDS)),
        )
        .sort("thread_id", "n_posts", "a_id", "b_id", descending=[False, True, False, False]),
        "exchanges",
    )


def _paths(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the longest alternating path of each two people, named in the order of their ids as text."""
    one, other = pl.col("one_id"), pl.col("other_id")
    return tree.duels(posts).with_columns(
        one_id=pl.min_horizontal(one, other), other_id=pl.max_horizontal(one, other)
    )
