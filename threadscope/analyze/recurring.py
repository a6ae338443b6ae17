"""Posts of several threads -> the people who wrote in two or more of them, and their part in each."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema

__all__ = ["recurring"]

_MOST: Final = 12
_KEYS: Final = ["author_id", "thread_id"]


def recurring(posts: pl.DataFrame, answers: pl.DataFrame, roles: pl.DataFrame) -> pl.DataFrame:
    """One row a person and thread, for people who wrote in two threads or more.

    A thread in which only one person wrote is no meeting and does not count.

    Parameters
    ----------
    posts, answers, roles
        Of all threads that are to be compared.

    Returns
    -------
    polars.DataFrame
        Table ``recurring``: who wrote in most threads and drew most answers first, each person's threads by time.
    """
    placed = posts.filter(pl.col("thread_id").is_not_null())
    placed = placed.filter(pl.col("author_id").n_unique().over("thread_id") > 1)
    again = placed.filter(pl.col("thread_id").n_unique().over("author_id") > 1)
    if not again.height:
        return schema.empty("recurring")
    drawn = answers.group_by(post_id="target_id").agg(n_answers=pl.len())
    parts = _parts(again.join(drawn, on="post_id", how="left").with_columns(pl.col("n_answers").fill_null(0)))
    parts = parts.sort("author_id", "first_at", "_first_id", nulls_last=True).with_columns(
        n_threads=pl.len().over("author_id"),
        nth=pl.int_range(1, pl.len() + 1).over("author_id"),
        _drawn=pl.col("n_answers").sum().over("author_id"),
    )
    since = (pl.col("first_at") - pl.col("first_at").shift(1)).over("author_id")
    parts = (
        parts.with_columns(
            days_since=since.dt.total_milliseconds() / 86_400_000,
            _since=pl.col("_first_id").first().over("author_id"),
            _start=pl.col("first_at").first().over("author_id"),
        )
        .join(_roles(roles), on=_KEYS, how="left")
        .join(_met(answers, parts), on=_KEYS, how="left")
        .join(_openings(placed), on="thread_id", how="left")
        .with_columns(pl.col("roles", "met_ids").fill_null(pl.lit([], schema.IDS)))
        .sort("n_threads", "_drawn", "_start", "_since", "nth", descending=[True, True, False, False, False],
              nulls_last=True)
    )  # fmt: skip
    return schema.conform(parts, "recurring")


def _parts(again: pl.DataFrame) -> pl.DataFrame:
    """One row a person and thread: how much was written and drawn, and the posts."""
    own = pl.col("text").str.slice(pl.col("display_from").fill_null(0)).str.strip_chars()
    by_time = again.with_columns(own=own).sort("created_at", "post_id", nulls_last=True)
    counted = by_time.group_by(_KEYS, maintain_order=True).agg(
        handle=pl.col("handle").drop_nulls().last(),
        n_posts=pl.len(),
        n_answers=pl.col("n_answers").sum(),
        first_at=pl.col("created_at").min(),
        _first_id=pl.col("post_id").first(),
    )
    # The sort is stable: of posts that drew as many answers the older comes first.
    told = by_time.sort("n_answers", descending=True, maintain_order=True)
    cited = told.group_by(_KEYS, maintain_order=True).agg(
        post_ids=pl.col("post_id").head(_MOST),
        text=pl.col("own").first(),
        text_at=pl.col("created_at").first(),
    )
    return counted.join(cited, on=_KEYS)


def _openings(placed: pl.DataFrame) -> pl.DataFrame:
    """Who opened each thread, when and in which words: an id alone says to nobody which thread it is."""
    return placed.filter(pl.col("post_id") == pl.col("thread_id")).select(
        "thread_id", opened_by="handle", opening="text", opened_at="created_at"
    )


def _roles(roles: pl.DataFrame) -> pl.DataFrame:
    known = roles.filter(pl.col("role") != "undetermined").sort("weight", "role", descending=[True, False])
    return known.group_by(_KEYS, maintain_order=True).agg(roles=pl.col("role"))


def _met(answers: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Whom each person answered, or was answered by, in the thread and in an earlier one of both."""
    time = {"thread_id": "thread_id", "created_at": "created_at", "post_id": "post_id"}
    sides = [
        answers.select(**time, author_id=one, other_id=other)
        for one, other in (("author_id", "target_author_id"), ("target_author_id", "author_id"))
    ]
    pairs = (
        pl.concat(sides)
        .drop_nulls(["author_id", "other_id"])
        .join(parts.select(*_KEYS, "nth"), on=_KEYS)
        .sort("created_at", "post_id", nulls_last=True)
        .group_by(*_KEYS, "nth", "other_id", maintain_order=True)
        .agg(n=pl.len(), first_at=pl.col("created_at").first(), first_id=pl.col("post_id").first())
    )
    earlier = pl.col("nth").min().over("author_id", "other_id")
    return (
        pairs.filter(pl.col("nth") > earlier)
        .sort("n", "first_at", "first_id", descending=[True, False, False], nulls_last=True)
        .group_by(_KEYS, maintain_order=True)
        .agg(met_ids=pl.col("other_id"))
    )
