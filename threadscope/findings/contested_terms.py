"""Two words for one thing: who writes the one, who the other, and who sets them against each other."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.findings.quotation import ended, plain
from threadscope.findings.rows import Row, findings, quoted, unite

__all__ = ["contested_terms"]

_MOST: Final = 2
#: The post that sets the words against each other is quoted at length: both should stand in it.
_LONG: Final = 200


def _marked(term: str) -> str:
    return f"“{plain(term)}”"


def _wording(row: Row) -> str:
    one, other, setter = row["one_who"], row["other_who"], row["setter_who"]
    if not (one and other and setter and row["setter_says"]):
        return ""
    theirs, others = _marked(row["term"]), _marked(row["against"])
    if row["other_author_id"] == row["setter_author_id"]:
        words = f"{setter} sets {others} against {theirs}, the words of {one}"
    elif row["one_author_id"] == row["setter_author_id"]:
        words = f"{setter} sets {theirs} against {others}, the words of {other}"
    else:
        words = f"{one} writes {theirs}, {other} {others}; {setter} sets the two against each other"
    return ended(f"{words}: {row['setter_says']}")


def contested_terms(terms: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Tell up to two pairs of words a thread that a post sets against each other, one from each side.

    Pairs that most posts of their sides use come first.
    """
    key = ("thread_id", "term")
    contested = (
        terms.filter("is_contested")
        .with_columns(place=pl.int_ranges(pl.col("against_ids").list.len()))
        .explode("against_ids", "place", keep_nulls=False, empty_as_null=False)
        .select(*key, "side", "against", "examples", "n_claim", "n_dispute", "place", setter_id="against_ids")
    )
    claim = contested.filter(pl.col("side") == "claim").explode(
        "against", keep_nulls=False, empty_as_null=False
    )
    dispute = contested.filter(pl.col("side") == "dispute").select(
        "thread_id", "setter_id", against="term", other_examples="examples", n_other="n_dispute"
    )
    pairs = (
        claim.join(dispute, on=["thread_id", "against", "setter_id"])
        .sort("place")
        .unique([*key, "against"], keep="first", maintain_order=True)
        .with_columns(
            n=pl.col("n_claim") + pl.col("n_other"),
            one_id=pl.col("examples").list.first(),
            other_id=pl.col("other_examples").list.first(),
        )
        .sort(*("thread_id", "n", "term", "against"), descending=[False, True, False, False])
    )
    told = pairs
    for name in ("one", "other", "setter"):
        told = quoted(told, posts, f"{name}_id", name, longest=_LONG)
    told = told.with_columns(
        evidence=unite("setter_id", "one_id", "other_id", "examples", "other_examples"),
        subject=pl.col("setter_author_id"),
        value=pl.col("n").cast(pl.Float64),
    ).with_columns(n_evidence=pl.col("evidence").list.unique().list.len().cast(pl.Int64))
    return findings(told, _wording, kind="contested_term", rule="set_against", most=_MOST)
