"""Which post was the first with hostile words, in these words, and to whom."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import person
from threadscope.findings.quotation import ended, quotation
from threadscope.findings.rows import Row, findings, quoted, unite

__all__ = ["LISTED", "first_hostile"]

#: What counts as hostile, in words.
LISTED: Final = "hostile words from our list (insults, slurs, “shut up”, accusations of lying)"
#: One such post alone is no quarrel.
_LEAST: Final = 2


def _wording(row: Row) -> str:
    words = quotation(row["words"], 0)
    if not words or row["n_evidence"] < _LEAST:
        return ""
    whom = f", to {person(row['whom'], row['target_author_id'])}" if row["target_author_id"] else ""
    return ended(
        f"Of the {row['n_evidence']:,} posts that hold {LISTED}, the first is by {row['post_who']}{whom}: {words}"
    )


def first_hostile(posts: pl.DataFrame, hostility: pl.DataFrame, starts: pl.DataFrame) -> pl.DataFrame:
    """Quote the hostile words of the oldest post that has any, where a thread has two such posts or more.

    That somebody was the first whose words stand on a list does not say that they began it, nor that nothing came before.
    """
    if hostility.is_empty():
        return schema.empty("findings")
    said = hostility.filter(pl.col("words").is_not_null()).unique(
        "post_id", keep="first", maintain_order=True
    )
    handles = (
        posts.select("thread_id", target_author_id="author_id", whom="handle")
        .drop_nulls()
        .sort("thread_id", "target_author_id", "whom")
        .unique(["thread_id", "target_author_id"], keep="first", maintain_order=True)
    )
    first = (
        starts.filter((pl.col("answer") == "first_hostile") & pl.col("words").is_not_null())
        .join(said.select("post_id", "target_id", "target_author_id", "confidence", "rule"), on="post_id")
        .join(handles, on=["thread_id", "target_author_id"], how="left")
        .sort("thread_id")
        .with_columns(
            others=pl.col("evidence"), subject=pl.col("author_id"), object=pl.col("target_author_id")
        )
        .with_columns(
            evidence=unite("post_id", "target_id", "others"), value=pl.col("n_evidence").cast(pl.Float64)
        )
    )
    return findings(quoted(first, posts, "post_id", "post"), _wording, kind="first_hostile")
