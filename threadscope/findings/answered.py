"""Posts and answers -> the posts that drew answers, most answered first, with the answers as evidence."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.findings.rows import MOST_EVIDENCE

__all__ = ["FEWEST_ANSWERING", "answered_posts", "counted_answers"]

#: A post stands out as the most answered when so many people answer it: a run of posts by one is an exchange.
FEWEST_ANSWERING: Final = 3


def counted_answers(answers: pl.DataFrame) -> pl.DataFrame:
    """Return one row a thread: how many answers the archive holds (``n_all``)."""
    return answers.group_by("thread_id").agg(n_all=pl.len().cast(pl.Int64))


def answered_posts(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Return one row an archived post that drew answers by others.

    Returns
    -------
    polars.DataFrame
        ``thread_id``, ``post_id``, ``n_answers``, ``n_answering`` (people who wrote them), ``n_all`` (answers in the thread), ``given`` (the first of the
        answers, oldest first), ``is_root``, ``created_at``; by thread, most answered first, of equals the older.
    """
    drawn = (
        answers.sort("created_at", "post_id", nulls_last=True)
        .group_by("thread_id", "target_id", maintain_order=True)
        .agg(
            n_answers=pl.len().cast(pl.Int64),
            n_answering=pl.col("author_id").n_unique().cast(pl.Int64),
            given=pl.col("post_id").head(MOST_EVIDENCE),
        )
        .rename({"target_id": "post_id"})
    )
    return (
        drawn.join(posts.select("post_id", "created_at"), on="post_id")
        .join(counted_answers(answers), on="thread_id")
        .with_columns(is_root=pl.col("post_id") == pl.col("thread_id"))
        .sort(
            "thread_id",
            "n_answers",
            "created_at",
            "post_id",
            descending=[False, True, False, False],
            nulls_last=True,
        )
    )
