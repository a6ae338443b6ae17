"""Our own hits of hostile words, and what others call hostile -> the reading that everything else goes by."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.analyze.external import HOSTILE_FROM, deciding, voted

__all__ = ["hostility"]


def hostility(
    phrase_hostility: pl.DataFrame, posts: pl.DataFrame, answers: pl.DataFrame, scores: pl.DataFrame
) -> pl.DataFrame:
    """One row a hostile passage, or a post that others call hostile.

    Parameters
    ----------
    phrase_hostility
        What our phrase list finds.
    posts, answers
        They say when a post was written, and whom it answers.
    scores
        Readings by others: from 0.5 on a post is hostile. They replace our hits on the post, in both directions; of several
        the majority counts, and a tie is not hostile.

    Returns
    -------
    polars.DataFrame
        Table ``hostility``, by thread, time and post. A row by others has the kind ``external`` and no words. Its confidence is
        the share of the readings that say so, times how sure they are: their confidence, or else their value.
    """
    theirs = deciding(scores, "hostility")
    if not theirs.height:
        return phrase_hostility
    value = pl.col("value").cast(pl.Float64)
    hostile = value >= HOSTILE_FROM
    votes = voted(
        theirs.with_columns(
            value=pl.when(hostile).then(pl.lit("hostile")).otherwise(pl.lit("not")),
            confidence=pl.coalesce("confidence", pl.when(hostile).then(value).otherwise(1 - value)),
        )
    )
    target = answers.select("post_id", "target_id", "target_author_id")
    called = (
        votes.filter((pl.col("value") == "hostile") & ~pl.col("tied"))
        .join(
            posts.filter(pl.col("thread_id").is_not_null()).select("thread_id", "post_id", "created_at"),
            on="post_id",
        )
        .join(target, on="post_id", how="left")
        .with_columns(
            kind=pl.lit("external"),
            target_id=pl.when(pl.col("target_id").is_in(posts["post_id"].implode())).then("target_id"),
        )
    )
    kept = phrase_hostility.join(votes, on="post_id", how="anti", maintain_order="left")
    rows = pl.concat([kept, schema.conform(called, "hostility")])
    return rows.sort("thread_id", "created_at", "post_id", nulls_last=True, maintain_order=True)
