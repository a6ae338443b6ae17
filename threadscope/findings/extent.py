"""How large a thread is, and how soon half of it was there."""

from __future__ import annotations

import polars as pl

from threadscope.findings.amounts import counted, within
from threadscope.findings.rows import Row, findings
from threadscope.findings.timeline import halves

__all__ = ["extent"]


def _wording(row: Row) -> str:
    size = f"{counted(row['n_posts'], 'post')} by {counted(row['n_people'], 'person', 'people')}"
    if row["seconds"] is None or row["n_posts"] < 4:
        return f"{size}."
    return f"{size}; half of the posts within {within(row['seconds'])}."


def extent(posts: pl.DataFrame, threads: pl.DataFrame, tempo: pl.DataFrame) -> pl.DataFrame:
    """Say how many posts and people a thread has, and within what time half of the posts were written."""
    sizes = threads.select("thread_id", "n_posts", "n_people").join(halves(posts, tempo), on="thread_id")
    told = sizes.with_columns(
        value=pl.col("n_posts").cast(pl.Float64),
        n_evidence=pl.col("n_posts"),
        at=pl.lit(None, pl.Datetime("ms", "UTC")),
    ).sort("thread_id")
    return findings(told, _wording, kind="extent", rule="counted_posts")
