"""Who wrote the most posts."""

from __future__ import annotations

import polars as pl

from threadscope.findings.amounts import counted, person
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings

__all__ = ["most_prolific"]

_LEAST = 3


def _wording(row: Row) -> str:
    if row["n_posts"] < _LEAST or row["n_first"] > 1:
        return ""
    who = person(row["handle"], row["author_id"])
    return f"{who} wrote {row['n_posts']:,} of the {counted(row['n_all'], 'post')}, more than anybody else."


def most_prolific(posts: pl.DataFrame, participants: pl.DataFrame) -> pl.DataFrame:
    """Name who wrote more posts than anybody else in the thread, at least three."""
    most = participants.with_columns(n_all=pl.col("n_posts").sum().over("thread_id")).filter(
        pl.col("n_posts") == pl.col("n_posts").max().over("thread_id")
    )
    alone = most.with_columns(n_first=pl.len().over("thread_id")).sort("thread_id", "author_id")
    theirs = (
        posts.sort("created_at", "post_id", nulls_last=True)
        .group_by("thread_id", "author_id", maintain_order=True)
        .agg(evidence=pl.col("post_id").head(MOST_EVIDENCE))
    )
    told = alone.join(theirs, on=["thread_id", "author_id"], maintain_order="left").with_columns(
        subject=pl.col("author_id"), value=pl.col("n_posts").cast(pl.Float64), n_evidence=pl.col("n_posts")
    )
    return findings(told, _wording, kind="most_prolific", rule="posts_written", most=1)
