"""Posts with what an earlier and a later capture say of them -> rows of `changes`: texts, counts, availability, handles."""

from __future__ import annotations

import polars as pl

from threadscope.diff.rows import COUNTS, rows
from threadscope.wording import own_words

__all__ = ["count_changes", "handle_changes", "text_changes", "withheld_changes"]


def count_changes(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return one row a post and count that both captures give, and give differently.

    Parameters
    ----------
    pairs
        One row a post, with ``<count>_old``, ``<count>_new`` and their times ``<count>_old_at``, ``<count>_new_at``.
    """
    parts = [
        rows(
            pairs.filter(pl.col(f"{name}_old") != pl.col(f"{name}_new")),
            "count",
            sure=True,
            field=name,
            n_before=pl.col(f"{name}_old"),
            n_after=pl.col(f"{name}_new"),
            before_at=pl.col(f"{name}_old_at"),
            after_at=pl.col(f"{name}_new_at"),
        )
        for name in COUNTS
    ]
    return pl.concat(parts)


def text_changes(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the posts to which the captures give other words under one id; a text that was only cut is none.

    What tools change is not compared: mentions in front, addresses, white space, marks of cutting. Nor is a text that
    continues the other one, for a tool may have cut it.

    Parameters
    ----------
    pairs
        One row a post, with ``text_old``, ``text_new``, ``text_old_at`` and ``text_new_at``.
    """
    differing = pairs.filter(pl.col("text_old") != pl.col("text_new")).with_columns(
        _old=own_words(pl.col("text_old")), _new=own_words(pl.col("text_new"))
    )
    continued = pl.col("_new").str.starts_with(pl.col("_old")) | pl.col("_old").str.starts_with(
        pl.col("_new")
    )
    return rows(
        differing.filter(~continued),
        "text_differs",
        sure=True,
        field="text",
        before=pl.col("text_old"),
        after=pl.col("text_new"),
        before_at=pl.col("text_old_at"),
        after_at=pl.col("text_new_at"),
    )


def withheld_changes(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the posts that one capture calls limited or withheld, and the other does not.

    Many exports call every post available, since they cannot tell: that a post became available again is not sure.

    Parameters
    ----------
    pairs
        One row a post, with ``availability_old``, ``availability_new``, ``text_old_at`` and ``text_new_at``.
    """
    return rows(
        pairs.filter(pl.col("availability_old") != pl.col("availability_new")),
        "availability",
        sure=pl.col("availability_new") != "available",
        field="availability",
        before=pl.col("availability_old"),
        after=pl.col("availability_new"),
        before_at=pl.col("text_old_at"),
        after_at=pl.col("text_new_at"),
    )


def handle_changes(people: pl.DataFrame) -> pl.DataFrame:
    """Return the people whose handle differs; upper and lower case make no other handle.

    Parameters
    ----------
    people
        One row a person: ``author_id``, ``handle_old``, ``handle_new``, ``before_at``, ``after_at``.
    """
    known = ~pl.col("author_id").str.contains("^[@?]")
    other = pl.col("handle_old").str.to_lowercase() != pl.col("handle_new").str.to_lowercase()
    nowhere = pl.lit(None, pl.String)
    return rows(
        people.filter(known, other).select("author_id", "handle_old", "handle_new", "before_at", "after_at"),
        "handle_changed",
        sure=True,
        thread_id=nowhere,
        post_id=nowhere,
        handle=pl.col("handle_new"),
        field="handle",
        before=pl.col("handle_old"),
        after=pl.col("handle_new"),
    )
