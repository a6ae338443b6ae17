"""How fast a thread was written and first answered."""

from __future__ import annotations

import polars as pl

from threadscope.findings.amounts import counted, within
from threadscope.findings.rows import Row, findings
from threadscope.findings.timeline import halves

__all__ = ["speed"]

#: With fewer posts "half of them" says nothing.
_LEAST_POSTS = 10


def _wording(row: Row) -> str:
    return (
        f"Half of the {counted(row['n_posts'], 'post')} were written within {within(row['seconds'])} of the first."
        if row["seconds"] is not None and row["n_posts"] >= _LEAST_POSTS
        else ""
    )


def speed(posts: pl.DataFrame, tempo: pl.DataFrame, threads: pl.DataFrame) -> pl.DataFrame:
    """Say within what time of the first post half of the posts were written."""
    told = (
        halves(posts, tempo)
        .join(threads.select("thread_id", "n_posts"), on="thread_id")
        .with_columns(value=pl.col("seconds"), n_evidence=pl.col("n_posts"))
        .sort("thread_id")
    )
    return findings(told, _wording, kind="speed", rule="time_to_half")
