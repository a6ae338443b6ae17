"""Readings by others of one measure -> one reading a post: labels before scores, and of several the majority."""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["HOSTILE_FROM", "TONE_FROM", "averaged", "chosen", "deciding", "voted"]

#: From this value on somebody else's reading says that a post is hostile.
HOSTILE_FROM: Final = 0.5
#: Nearer to 0 a tone leans nowhere.
TONE_FROM: Final = 0.05
#: So many names stand in a rule; of more only how many there are.
_NAMED: Final = 3


def deciding(scores: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Return the readings of one measure that count: a post with a label goes by its labels alone."""
    theirs = scores.filter(pl.col("measure") == measure)
    return theirs.filter(pl.col("is_label") == pl.col("is_label").any().over("post_id"))


def chosen(scores: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Return the word that most readings of a post give it.

    Returns
    -------
    polars.DataFrame
        One row a post, sorted: ``post_id``, ``value`` (``unclear`` for a tie), ``confidence`` (0-1: the share of the readings
        that say so, times how sure they are on average; who does not say is taken at their word), ``rule``.
    """
    return voted(deciding(scores, measure)).with_columns(
        value=pl.when("tied").then(pl.lit("unclear")).otherwise("value")
    )


def voted(theirs: pl.DataFrame) -> pl.DataFrame:
    """Return the value that most rows of a post have; ``tied`` says that another has as many."""
    votes = theirs.group_by("post_id", "value").agg(
        n=pl.len(), sure=pl.col("confidence").fill_null(1.0).sort().mean()
    )
    most = (
        votes.with_columns(
            tied=(pl.col("n") == pl.col("n").max()).sum().over("post_id") > 1,
            share=pl.col("n") / pl.col("n").sum().over("post_id"),
        )
        .sort("post_id", "n", "value", descending=[False, True, False])
        .unique("post_id", keep="first", maintain_order=True)
    )
    return (
        most.with_columns(confidence=pl.col("share") * pl.col("sure"))
        .join(_rules(theirs), on="post_id")
        .select("post_id", "value", "confidence", "tied", "rule")
        .sort("post_id")
    )


def averaged(theirs: pl.DataFrame) -> pl.DataFrame:
    """Return the mean of the numbers that readings give a post: ``post_id``, ``value``, ``rule``, sorted."""
    means = theirs.group_by("post_id").agg(value=pl.col("value").cast(pl.Float64).sort().mean())
    return means.join(_rules(theirs), on="post_id").sort("post_id")


def _rules(theirs: pl.DataFrame) -> pl.DataFrame:
    """Name who says so: ``external:<by>``, ``label:<by>``, several joined by a plus."""
    names = pl.col("by").unique().sort()
    said = theirs.group_by("post_id").agg(label=pl.col("is_label").any(), names=names)
    by = (
        pl.when(pl.col("names").list.len() <= _NAMED).then(pl.col("names").list.join("+"))
        .otherwise(pl.format("{} and {} more", pl.col("names").list.first(), pl.col("names").list.len() - 1))
    )  # fmt: skip
    how = pl.when("label").then(pl.lit("label:")).otherwise(pl.lit("external:"))
    return said.select("post_id", rule=how + by)
