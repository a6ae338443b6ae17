"""People on their sides, and whose readings placed them -> the same people, ``editor`` where only an editor's word did."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.schema.edited import EDITOR

__all__ = ["by_editor"]

#: Rules that go by what somebody says, and the readings that they go by.
_BY_WORDS: Final = ("own_stance", "both", "no_lean")
_READ: Final = ("support", "deny", "comment")


def by_editor(people: pl.DataFrame, posts: pl.DataFrame, stance: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `camps` with the rule ``editor`` for whom no reading but an editor's places.

    Parameters
    ----------
    people
        Rows of `camps`.
    posts, stance
        Tables of those names.
    """
    theirs = stance.filter(pl.col("rule").str.starts_with(EDITOR))
    if not theirs.height:
        return people
    read = (
        posts.select("post_id", "thread_id", "author_id")
        .join(
            stance.filter(pl.col("toward_claim").is_in(_READ)).select("post_id", "toward_claim"), on="post_id"
        )
        .join(theirs.select("post_id", edited=pl.lit(value=True)), on="post_id", how="left")
        .with_columns(pl.col("edited").fill_null(value=False), sided=pl.col("toward_claim") != "comment")
        # A comment places nobody who takes a side.
        .filter(pl.col("sided") | ~pl.col("sided").any().over("thread_id", "author_id"))
    )
    only = read.group_by("thread_id", "author_id").agg(pl.col("edited").all())
    told = people.join(only, on=["thread_id", "author_id"], how="left", maintain_order="left")
    theirs_alone = pl.col("rule").is_in(_BY_WORDS) & pl.col("edited").fill_null(value=False)
    return told.with_columns(rule=pl.when(theirs_alone).then(pl.lit(EDITOR)).otherwise("rule")).drop("edited")
