"""Posts, answers and exchanges -> how often small patterns of who answers whom occur in each thread."""

from __future__ import annotations

import polars as pl

from threadscope import schema

__all__ = ["motifs"]


def motifs(posts: pl.DataFrame, answers: pl.DataFrame, exchanges: pl.DataFrame) -> pl.DataFrame:
    """One row a thread: the five motifs of Zhang et al. 2018, counted without being listed.

    The motifs are those of "Characterizing online public discussions through patterns of participant
    interactions" (Zhang, Danescu-Niculescu-Mizil, Sauper & Taylor, CSCW 2018), as ConvoKit's HyperConvo reads
    them, without what people say to themselves. A, B and C are different people; an answer is a row of
    ``answers`` whose target's author is known.

    - Reciprocity: B answers A, and A answers that very post. One for each post of B that A came back to,
      however often.
    - External reciprocity: B answers A, and C answers that very post. One for each post of B and each C.
    - Dyadic interaction: A answered B and B answered A, anywhere in the thread. One for each two people.
    - Incoming triad: B and C both answered A, anywhere. Of A with k answerers k (k - 1) / 2.
    - Outgoing triad: A answered both B and C, anywhere. Of A who answered k people k (k - 1) / 2.

    Parameters
    ----------
    posts
        Posts with their place in the tree.
    answers, exchanges
        Tables of those names.
    """
    threads = posts.filter(pl.col("thread_id").is_not_null()).select("thread_id").unique()
    there, back = (
        _ties(exchanges, "a_id", "b_id"),
        _ties(exchanges.filter(pl.col("b_posts") > 0), "b_id", "a_id"),
    )
    ties = pl.concat([there, back])
    counted = threads
    for part in (
        _answered_answers(answers),
        back.group_by("thread_id").agg(n_dyadic_reciprocal=pl.len()),
        _pairs_at(ties, "to_id").rename({"pairs": "n_incoming_triads"}),
        _pairs_at(ties, "from_id").rename({"pairs": "n_outgoing_triads"}),
    ):
        counted = counted.join(part, on="thread_id", how="left")
    return schema.conform(counted.fill_null(0).sort("thread_id"), "motifs")


def _ties(exchanges: pl.DataFrame, who: str, whom: str) -> pl.DataFrame:
    """Return from whom to whom answers went, once for each two people."""
    return exchanges.select("thread_id", from_id=who, to_id=whom)


def _pairs_at(ties: pl.DataFrame, end: str) -> pl.DataFrame:
    """Count the pairs of ties of a thread that meet at one person."""
    k = pl.len().cast(pl.Int64)
    met = ties.group_by("thread_id", end).agg(pairs=k * (k - 1) // 2)
    return met.group_by("thread_id").agg(pl.col("pairs").sum())


def _answered_answers(answers: pl.DataFrame) -> pl.DataFrame:
    """Count the people who answered an answer: the one whom it answered, and others."""
    first = answers.select(target_id="post_id", first_id="target_author_id").drop_nulls()
    then = answers.select("thread_id", "target_id", "author_id").unique().join(first, on="target_id")
    comes_back = pl.col("author_id") == pl.col("first_id")
    return then.group_by("thread_id").agg(
        n_reciprocal=comes_back.sum(), n_external_reciprocal=(~comes_back).sum()
    )
