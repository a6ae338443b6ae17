"""Whether word lists agree on the tone of a thread's posts; where they do not, tone by word list says little."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted
from threadscope.findings.rows import Row, findings, unite

__all__ = ["tone_disputed"]

#: Fewer posts on which word lists disagree are an oddity, no pattern; and so is a smaller share of those scored.
_LEAST, _SHARE = 8, 0.2
_OF_LIST: Final = {"textblob": "TextBlob", "vader": "VADER", "blend": "threadscope’s own"}


def _wording(row: Row) -> str:
    mine, other = _OF_LIST[row["chosen"]], _OF_LIST[row["backend"]]
    return (
        f"Two word lists disagree: of the {counted(row['n_scored'], 'post')} that {mine} scores, {other} reads {row['n']:,} the "
        "opposite way, positive for negative or negative for positive. In this thread, tone counted from words says little."
    )


def tone_disputed(lexicon_sentiment: pl.DataFrame, tone_conflicts: pl.DataFrame) -> pl.DataFrame:
    """Say of threads in which two word lists often disagree that tone says little there; nobody is quoted for it."""
    if tone_conflicts.is_empty():
        return schema.empty("findings")
    scored = (
        lexicon_sentiment.filter(pl.col("status") == "scored")
        .group_by("thread_id")
        .agg(n_scored=pl.len(), chosen=pl.col("backend").first())
    )
    told = (
        tone_conflicts.group_by("thread_id", maintain_order=True)
        .agg(n=pl.len(), evidence="post_id", backend=pl.col("backend").first())
        .join(scored, on="thread_id", maintain_order="left")
        .filter((pl.col("n") >= _LEAST) & (pl.col("n") >= _SHARE * pl.col("n_scored")))
        .with_columns(evidence=unite("evidence"), n_evidence="n", value=pl.col("n").cast(pl.Float64))
    )
    return findings(told, _wording, kind="tone_disputed", rule="word_lists_on_opposite_sides")
