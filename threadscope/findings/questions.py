"""Who asks whether it is so, or for a source: up to three people, in their words."""

from __future__ import annotations

import polars as pl

from threadscope.findings.asked import checking, first_askers
from threadscope.findings.quotation import quotation
from threadscope.findings.rows import Row, findings, unite

__all__ = ["questions"]


def _wording(row: Row) -> str:
    said = [quotation(span) for span in row["spans"]]
    if not all(said):
        return ""
    whom = f" {row['whom']}" if row["whom"] else ""  # who wrote what is not archived is left open
    first = f"{row['who'][0]} asks{whom}: {said[0]}"
    rest = [
        f"{who} ({words})" if other == row["whom"] else f"{who} (to {other}: {words})"
        for who, words, other in zip(row["who"][1:], said[1:], row["others"][1:], strict=True)
    ]
    if not rest:
        return first
    return f"{first} {' and '.join(rest)} {'asks' if len(rest) == 1 else 'ask'} too."


def questions(
    posts: pl.DataFrame, answers: pl.DataFrame, stance: pl.DataFrame, hostility: pl.DataFrame
) -> pl.DataFrame:
    """Quote the first people who ask whether it is so, or for a source.

    Nothing is counted: whether a question is one, or a retort, is often open. Readings without words to quote, and
    posts with hostile words, do not count.
    """
    told = (
        first_askers(checking(posts, answers, stance, hostility))
        .group_by("thread_id", maintain_order=True)
        .agg(
            "confidence",
            who="post_who",
            spans="span",
            whom=pl.col("parent_who").first(),
            others=pl.col("parent_who").fill_null("a post that is not archived"),
            asking="post_id",
            asked=pl.col("target_id").filter(pl.col("parent_who").is_not_null()),
            subject=pl.col("author_id").first(),
        )
        .with_columns(
            confidence=pl.col("confidence").list.min(),
            evidence=unite("asking", "asked"),
        )
    )
    return findings(told, _wording, kind="questions", rule="asks_whether_so")
