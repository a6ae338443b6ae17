"""Which posts grew the largest branches of their own: each post counted once, for the nearest above it."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted, post_of
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings, quoted, unite
from threadscope.tree.largest import below_largest

__all__ = ["branches_grown"]

#: So many branches with so many posts each are worth comparing.
_BRANCHES, _POSTS = 3, 10
#: The sentence is a title: quotations are short, that of the largest branch less so.
_QUOTED, _QUOTED_SECOND = 52, 38


def _post(row: Row, prefix: str) -> str:
    who, says = row[f"{prefix}_who"], row[f"{prefix}_says"]
    if who is None:
        return "an opening post that is not archived"
    if who.startswith("@"):
        return f"{who}’s {says or 'post'}"
    return f"{post_of(who)} {says}".rstrip()


def _wording(row: Row) -> str:
    first = f"{_post(row, 'first')} ({row['first_below']:,} of {counted(row['n_posts'], 'post')})"
    second = f"{_post(row, 'second')} ({row['second_below']:,})"
    return f"Most posts stand below {first} and {second}; a post below both counts for the nearer one."


def _ranked(posts: pl.DataFrame, under: pl.DataFrame) -> pl.DataFrame:
    """One row a branch: the post that opens it, how many posts stand below, and the first of them."""
    times = posts.select("post_id", "created_at", "order")
    return (
        under.join(times, on="post_id")
        .drop_nulls("under_id")
        .sort("thread_id", "created_at", "post_id", nulls_last=True)
        .group_by("thread_id", "under_id", maintain_order=True)
        .agg(n=pl.len().cast(pl.Int64), some=pl.col("post_id").head(MOST_EVIDENCE))
        .join(times.rename({"post_id": "under_id"}), on="under_id", how="left", maintain_order="left")
        .sort("thread_id", "n", "created_at", "order", "under_id", descending=[False, True, *3 * [False]])
    )


def branches_grown(posts: pl.DataFrame) -> pl.DataFrame:
    """Name the two posts with the most posts nearest below them, where three hold ten posts each."""
    if posts.height < _BRANCHES * _POSTS:
        return schema.empty("findings")
    under = below_largest(posts)
    ranked = _ranked(posts, under)
    large = ranked.filter(pl.col("n") >= _POSTS).group_by("thread_id").agg(n_large=pl.len())
    large = large.filter(pl.col("n_large") >= _BRANCHES)
    if large.is_empty():
        return schema.empty("findings")
    place = pl.int_range(pl.len()).over("thread_id")
    first, second = (
        ranked.filter(place == number).select(
            "thread_id",
            pl.col("under_id").alias(f"{name}_id"),
            pl.col("n").alias(f"{name}_below"),
            pl.col("some").alias(f"{name}_some"),
        )
        for number, name in enumerate(("first", "second"))
    )
    sizes = posts.drop_nulls("thread_id").group_by("thread_id").agg(n_posts=pl.len().cast(pl.Int64))
    told = (
        large.join(ranked.group_by("thread_id").agg(n_branches=pl.len()), on="thread_id")
        .join(sizes, on="thread_id")
        .join(first, on="thread_id")
        .join(second, on="thread_id")
        .sort("thread_id")
    )
    told = quoted(told, posts, "first_id", "first", longest=_QUOTED)
    told = quoted(told, posts, "second_id", "second", longest=_QUOTED_SECOND)
    for name, other in (("first", "second"), ("second", "first")):
        above = under.select(pl.col("post_id").alias(f"{name}_id"), pl.col("under_id").alias("above"))
        told = (
            told.join(above, on=f"{name}_id", how="left", maintain_order="left")
            .with_columns(
                # A post that stands below the other one is counted there already.
                (
                    pl.col(f"{name}_who").is_not_null() & pl.col("above").ne_missing(pl.col(f"{other}_id"))
                ).alias(f"{name}_more")
            )
            .drop("above")
        )
    archived = [
        pl.when(pl.col(f"{name}_who").is_not_null()).then(f"{name}_id") for name in ("first", "second")
    ]
    told = told.with_columns(
        evidence=unite(*archived, pl.col("first_some").list.head(5), pl.col("second_some").list.head(5)),
        n_evidence=pl.sum_horizontal("first_below", "second_below", "first_more", "second_more"),
        subject=pl.coalesce("first_author_id", "second_author_id"),
        value=pl.col("first_below").cast(pl.Float64),
    )
    return findings(told, _wording, kind="branches_grown", rule="posts_nearest_below")
