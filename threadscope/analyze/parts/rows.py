"""Posts that show a part, one row a post -> rows of `roles`, one a person."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema

__all__ = ["FULL_WEIGHT", "MOST", "PERSON", "cited", "first_posts", "shown_by"]

PERSON: Final = ("thread_id", "author_id")
#: Most posts cited for a role.
MOST: Final = 12
#: So many posts make a part as strong as it gets: more are habit, not weight.
FULL_WEIGHT: Final = 3


def cited(frame: pl.DataFrame) -> pl.DataFrame:
    """Return one row a person: posts in the frame's order, at most twelve of them, and how many there are."""
    return frame.group_by(PERSON, maintain_order=True).agg(
        evidence=pl.col("post_id").head(MOST), n_evidence=pl.len().cast(pl.Int64)
    )


def shown_by(said: pl.DataFrame, role: str, *first: str) -> pl.DataFrame:
    """Return one row a person of those who wrote posts that show a part.

    Parameters
    ----------
    said
        One row a post: ``thread_id``, ``author_id``, ``post_id``, ``created_at``, ``confidence`` (0 to 1) and
        ``rule``, and the columns that say which posts go first.
    role
        The part.
    first
        Columns by which the posts of a person are ordered, largest first; then the oldest goes first.

    Returns
    -------
    polars.DataFrame
        As ``roles``: the rule is that of the post that goes first, the confidence that of the surest post.
    """
    if said.is_empty():
        return schema.empty("roles")
    order = [*first, "created_at", "post_id"]
    mine = said.unique("post_id", keep="first", maintain_order=True).sort(
        order, descending=[name in first for name in order], nulls_last=True
    )
    surest = mine.group_by(PERSON, maintain_order=True).agg(
        pl.col("confidence").max(), pl.col("rule").first()
    )
    return cited(mine).join(surest, on=PERSON).with_columns(
        role=pl.lit(role), weight=(pl.col("n_evidence") / FULL_WEIGHT).clip(0, 1)
    )  # fmt: skip


def first_posts(posts: pl.DataFrame) -> pl.DataFrame:
    """Return each person's first post in each thread; without times that with the smallest id."""
    return posts.sort("created_at", "post_id", nulls_last=True).unique(
        PERSON, keep="first", maintain_order=True
    )
