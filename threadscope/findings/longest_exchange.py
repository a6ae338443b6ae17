"""Which two people answered each other longest."""

from __future__ import annotations

import polars as pl

from threadscope.findings.amounts import counted, person
from threadscope.findings.rows import Row, findings

__all__ = ["longest_exchange"]

#: Three posts are a question, an answer and thanks.
_LEAST = 4


def _wording(row: Row) -> str:
    if row["duel_length"] < _LEAST:
        return ""
    one, other = person(row["a_handle"], row["a_id"]), person(row["b_handle"], row["b_id"])
    return f"{one} and {other} answer each other in turn in a chain of {counted(row['duel_length'], 'post')}."


def longest_exchange(exchanges: pl.DataFrame, participants: pl.DataFrame) -> pl.DataFrame:
    """Name the two people of the longest path of posts in which they alternate, at least four."""
    order = [False, True, False, False, False]
    longest = exchanges.sort("thread_id", "duel_length", "first_at", "a_id", "b_id", descending=order)
    first = longest.unique("thread_id", keep="first", maintain_order=True)
    handles = participants.select("thread_id", "author_id", "handle")
    told = first
    for side in ("a", "b"):
        told = told.join(
            handles.rename({"author_id": f"{side}_id", "handle": f"{side}_handle"}),
            on=["thread_id", f"{side}_id"], how="left", maintain_order="left",
        )  # fmt: skip
    told = told.with_columns(
        evidence=pl.col("duel_posts"), subject=pl.col("a_id"), object=pl.col("b_id"),
        value=pl.col("duel_length").cast(pl.Float64), at=pl.col("first_at"),
    )  # fmt: skip
    return findings(told, _wording, kind="longest_exchange", rule="alternating_posts")
