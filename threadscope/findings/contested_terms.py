"""Two words for one thing: who sets them against each other, and whether whoever is answered wrote one of them."""

from __future__ import annotations

import re
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


def _holds(text: str | None, term: str) -> bool:
    """Whether a text holds a term as a whole word or phrase."""
    words = rf"(?<![\w-]){re.escape(term)}(?![\w-])"
    return re.search(words, (text or "").replace("’", "'"), re.IGNORECASE) is not None


def _wording(row: Row) -> str:
    setter, parent = row["setter_who"], row["parent_who"]
    one, other = row["term"], row["against"]
    if not (
        setter
        and row["setter_says"]
        and _holds(row["setter_text"], one)
        and _holds(row["setter_text"], other)
    ):
        return ""
    named = parent is not None and row["parent_author_id"] != row["setter_author_id"]
    holds = [term for term in (one, other) if named and _holds(row["parent_text"], term)]
    if len(holds) != 1:
        return ended(f"{setter} sets {_marked(one)} against {_marked(other)}: {row['setter_says']}")
    mine = other if holds[0] == one else one
    return ended(
        f"{setter} sets {_marked(mine)} against {parent}’s {_marked(holds[0])}: {row['setter_says']}"
    )


def contested_terms(terms: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Tell up to two pairs of words a thread that a post sets against each other, one from each side.

    Pairs that most posts of their sides use come first. Nobody is said to use a word but the author of the post
    answered, where it holds the one and not the other.
    """
    key = ("thread_id", "term")
    contested = (
        terms.filter("is_contested")
        .with_columns(place=pl.int_ranges(pl.col("against_ids").list.len()))
        .explode("against_ids", "place", keep_nulls=False, empty_as_null=False)
        .select(*key, "side", "against", "n_claim", "n_dispute", "place", setter_id="against_ids")
    )
    claim = contested.filter(pl.col("side") == "claim").explode(
        "against", keep_nulls=False, empty_as_null=False
    )
    dispute = contested.filter(pl.col("side") == "dispute").select(
        "thread_id", "setter_id", against="term", n_other="n_dispute"
    )
    pairs = (
        claim.join(dispute, on=["thread_id", "against", "setter_id"])
        .sort("place")
        .unique([*key, "against"], keep="first", maintain_order=True)
        .with_columns(n=pl.col("n_claim") + pl.col("n_other"))
        .sort(*("thread_id", "n", "term", "against"), descending=[False, True, False, False])
    )
    parents = posts.select(setter_id="post_id", setter_text="text", answered_id="parent_id")
    texts = posts.select(answered_id="post_id", parent_text="text")
    told = pairs.join(parents, on="setter_id", how="left", maintain_order="left").join(
        texts, on="answered_id", how="left", maintain_order="left"
    )
    told = quoted(told, posts, "setter_id", "setter", longest=_LONG)
    told = quoted(told, posts, "answered_id", "parent").with_columns(
        evidence=unite("setter_id", pl.when(pl.col("parent_who").is_not_null()).then("answered_id")),
        subject=pl.col("setter_author_id"),
        value=pl.col("n").cast(pl.Float64),
    )
    return findings(told, _wording, kind="contested_term", rule="set_against", most=_MOST)
