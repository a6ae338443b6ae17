"""Where two word lists read the tone of the same posts the other way round."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.findings.amounts import counted, percent, post_of
from threadscope.findings.quotation import plain
from threadscope.findings.rows import Row, findings, quoted, unite

__all__ = ["tone_disputed"]

#: Fewer posts on which word lists disagree are an oddity, no pattern.
_LEAST: Final = 3
_OF_LIST: Final = {"textblob": "TextBlob", "vader": "VADER", "blend": "the blend"}


def _wording(row: Row) -> str:
    if not row["post_says"]:
        return ""
    mine, other = _OF_LIST[row["chosen"]], _OF_LIST[row["backend"]]
    is_up = row["polarity"] > 0
    reads = ("positive", "negative") if is_up else ("negative", "positive")
    strongest = max(row["words"], key=lambda word: word["polarity"] if is_up else -word["polarity"])
    return (
        f"On {counted(row['n'], 'post')} two word lists read the tone the other way round "
        f"({percent(row['n'], row['n_scored'])} of those that {mine} scores): {post_of(row['post_who'])} {row['post_says']} "
        f"counts as {reads[0]} with {mine}, for “{plain(strongest['word'])}”, and as {reads[1]} with {other}."
    )


def tone_disputed(
    posts: pl.DataFrame, lexicon_sentiment: pl.DataFrame, tone_conflicts: pl.DataFrame
) -> pl.DataFrame:
    """Say on how many posts two word lists disagree, and quote the one on which they are widest apart."""
    scored = (
        lexicon_sentiment.filter(pl.col("status") == "scored")
        .group_by("thread_id")
        .agg(n_scored=pl.len(), chosen=pl.col("backend").first())
    )
    widest = (
        tone_conflicts.group_by("thread_id", maintain_order=True)
        .agg(
            n=pl.len(),
            evidence="post_id",
            backend=pl.col("backend").first(),
            polarity=pl.col("polarity").first(),
        )
        .filter(pl.col("n") >= _LEAST)
        .with_columns(post_id=pl.col("evidence").list.first())
        .join(scored, on="thread_id", maintain_order="left")
        .join(lexicon_sentiment.select("post_id", "words"), on="post_id", maintain_order="left")
    )
    told = quoted(widest, posts, "post_id", "post").with_columns(
        evidence=unite("evidence"), n_evidence="n", value=pl.col("n").cast(pl.Float64)
    )
    return findings(told, _wording, kind="tone_disputed", rule="word_lists_on_opposite_sides")
