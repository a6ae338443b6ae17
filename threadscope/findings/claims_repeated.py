"""Who says again what the claim says, when, and in which words."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted, duration
from threadscope.findings.quotation import quotation
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings, quoted, unite

__all__ = ["claims_repeated"]

#: People told of a thread; where more say it again, one sentence counts them.
_MOST: Final = 3
_SENTENCE: Final = re.compile(r"[^.!?…\n]+")
_WORD: Final = re.compile(r"[^\W_]+")


def _says(row: Row) -> str:
    """Quote the sentence that has most of the words of the claim."""
    sentences = _SENTENCE.finditer(row["text"] or "", row["display_from"] or 0)
    stems = tuple(row["words"])
    shared = [
        (sum(word.startswith(stems) for word in _WORD.findall(sentence[0].lower())), -sentence.start())
        for sentence in sentences
    ]
    return quotation(row["text"], -max(shared)[1]) if shared else row["post_says"]


def _one(row: Row) -> str:
    if not row["post_says"] or not row["claim_says"]:
        return ""
    who, of, seconds, says = row["post_who"], row["claim_who"], row["after_s"], _says(row)
    if seconds is None:
        return f"{who} says what {of} says too: {says}"
    if seconds < 0:
        return f"{who} had said it {duration(-seconds)} before {of}: {says}"
    return f"{who} repeats it {duration(seconds)} after {of}: {says}"


def _many(row: Row) -> str:
    if row["n_people"] <= _MOST or not row["claim_says"]:
        return ""
    said = f"{counted(row['n_repeats'], 'post')} by {counted(row['n_people'], 'person', 'people')}"
    return f"{said} say again what {row['claim_who']} says: {row['claim_says']}"


def claims_repeated(claims: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Tell who says the claim again, those who drew most answers first, one post a person; of many, how many.

    Whoever says their own claim again is not told of.
    """
    authors = posts.select(repeats_id="post_id", of_id="author_id", said_at="created_at")
    again = (
        claims.filter(pl.col("kind") == "repeats")
        .join(authors, on="repeats_id")
        .filter(pl.col("of_id") != pl.col("author_id"))
        .join(posts.select("post_id", "created_at", "text", "display_from"), on="post_id")
        .sort(
            "thread_id", "goes_big", "n_answers", "created_at", "post_id",
            descending=[False, True, True, False, False], nulls_last=True,
        )
    )  # fmt: skip
    if again.is_empty():
        return schema.empty("findings")
    people = pl.col("author_id").n_unique().over("thread_id")
    firsts = again.with_columns(n_people=people.cast(pl.Int64)).unique(
        ["thread_id", "author_id"], keep="first", maintain_order=True
    )
    waited = (pl.col("created_at") - pl.col("said_at")).dt.total_milliseconds() / 1000
    told = firsts.filter(pl.int_range(pl.len()).over("thread_id") < _MOST).with_columns(
        evidence=pl.concat_list("post_id", "repeats_id"), after_s=waited, at=pl.col("created_at"),
        subject=pl.col("author_id"), object=pl.col("of_id"), value=pl.col("overlap"),
    )  # fmt: skip
    counts = again.group_by("thread_id", maintain_order=True).agg(
        pl.col("repeats_id").first(),
        n_repeats=pl.len().cast(pl.Int64),
        n_people=pl.col("author_id").n_unique().cast(pl.Int64),
        some=pl.col("post_id").head(MOST_EVIDENCE - 1),
        confidence=pl.col("confidence").min(),
    )
    counted_ = quoted(counts, posts, "repeats_id", "claim").with_columns(
        evidence=unite("repeats_id", "some"),
        n_evidence=pl.col("n_repeats") + 1,
        value=pl.col("n_repeats").cast(pl.Float64),
    )
    named = quoted(quoted(told, posts, "post_id", "post"), posts, "repeats_id", "claim")
    return pl.concat(
        [
            findings(named, _one, kind="claim_repeated"),
            findings(counted_, _many, kind="claim_repeated_by_many", rule="says_it_again"),
        ]
    ).sort("thread_id", maintain_order=True)
