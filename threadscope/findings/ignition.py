"""Below which post far more hostile posts stand than the thread's rate lets expect."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted, post_of
from threadscope.findings.first_hostile import LISTED
from threadscope.findings.rows import Row, findings, quoted

__all__ = ["ignition"]


def _wording(row: Row) -> str:
    says = f" {row['post_says']}" if row["post_says"] else ""
    part = (
        f"all {row['n_all']:,}"
        if row["n_hostile"] == row["n_all"]
        else f"{row['n_hostile']:,} of {row['n_all']:,}"
    )
    times = round(row["p_value"] * 1000)
    chance = "once in 1,000 times" if times <= 1 else f"{times} times in 1,000"
    return (
        f"{part[0].upper()}{part[1:]} posts that hold {LISTED} stand at or below {post_of(row['post_who'])}{says}, among "
        f"{row['n_below']:,} of the {counted(row['n_posts'], 'post')}; shuffled, so many of them come below one post {chance}."
    )


def ignition(
    posts: pl.DataFrame, hostility: pl.DataFrame, starts: pl.DataFrame, threads: pl.DataFrame
) -> pl.DataFrame:
    """Name the post below which hostile posts gather, where shuffles do not bring that about.

    The post itself may be as calm as any: that others flared up below it does not say that it made them.
    """
    if hostility.is_empty():
        return schema.empty("findings")
    marked = hostility.group_by("thread_id").agg(
        n_all=pl.col("post_id").n_unique().cast(pl.Int64), confidence=pl.col("confidence").mean().round(4)
    )
    told = (
        starts.filter(pl.col("answer") == "ignition")
        .join(marked, on="thread_id")
        .join(threads.select("thread_id", "n_posts"), on="thread_id")
        .sort("thread_id")
        .with_columns(value=pl.col("n_hostile").cast(pl.Float64))
    )
    return findings(
        quoted(told, posts, "post_id", "post"), _wording, kind="ignition", rule="hostile_posts_below"
    )
