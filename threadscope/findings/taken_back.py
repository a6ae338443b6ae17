"""Who takes back or sets right what they wrote themselves, in which words, and how long after what."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import duration
from threadscope.findings.quotation import LONGEST, ended, quotation
from threadscope.findings.rows import Row, findings, quoted, unite

__all__ = ["taken_back"]

#: A thread in which many correct themselves is told by the first few.
_MOST: Final = 5
#: What is taken back is quoted in short: the words that take it back say more.
_SHORT: Final = 90
#: What the words of a rule do; all others say that their author got it wrong.
_DOES: Final = {
    **dict.fromkeys(
        ("retracts", "takes_it_back", "disowns_post", "deletes_own", "scratches"),
        "takes back what they wrote",
    ),
    **dict.fromkeys(("corrects", "corrects_self", "updates", "says_meant"), "corrects what they wrote"),
    **dict.fromkeys(("regrets_error", "regrets_posting", "apologises_for_it"), "regrets what they wrote"),
}
_ERRED: Final = "says they got it wrong"
#: Words that take back: who says so leaves no doubt, and goes first.
_OUTRIGHT: Final = (
    "retracts",
    "takes_it_back",
    "disowns_post",
    "deletes_own",
    "says_in_error",
    "says_post_wrong",
)
#: Lines that somebody quotes are not theirs.
_OF_OTHERS: Final = re.compile(r"^[^\S\n]*>.*\n", re.MULTILINE)
_BEGINS: Final = re.compile(r"[.!?…\n]\s+")


def _words(row: Row) -> str:
    """Quote the whole post where it is short enough, else from the sentence on that holds the words."""
    text, begins, start = row["text"] or "", row["display_from"] or 0, row["starts_at"] or 0
    begins = max((hit.end() for hit in _OF_OTHERS.finditer(text, begins, start)), default=begins)
    whole = quotation(text, begins, LONGEST)
    if " ".join(row["span"].split()) in whole or len(text) - begins <= LONGEST:
        return whole
    sentence = max((hit.end() for hit in _BEGINS.finditer(text, begins, start)), default=begins)
    return quotation(text, sentence, LONGEST) or quotation(row["span"], 0, LONGEST)


def _wording(row: Row) -> str:
    words = _words(row)
    if not words:
        return ""
    says = f"{row['post_who']} {_DOES.get(row['act_rule'], _ERRED)}"
    if row["target_who"]:
        says += (
            f", in answer to {row['target_who']}"
            if row["parent_kind"] == "reply"
            else f", quoting {row['target_who']}"
        )
    if row["own_says"] and row["waited_s"] is not None:
        after = duration(row["waited_s"])
        return ended(f"{after[0].upper()}{after[1:]} after writing {row['own_says']}, {says}: {words}")
    return ended(f"{says}: {words}")


def taken_back(
    posts: pl.DataFrame, acts: pl.DataFrame, answers: pl.DataFrame, claims: pl.DataFrame
) -> pl.DataFrame:
    """Quote who takes their own words back: those who make the claim first, then the plainest words, then the oldest.

    What they wrote before is told only where they answer or quote it themselves: of several earlier posts nobody can
    say which one is meant.
    """
    said = acts.filter(pl.col("act") == "takes_back").select("post_id", "span", "starts_at", act_rule="rule")
    if said.is_empty():
        return schema.empty("findings")
    makers = claims.filter(pl.col("kind") != "repeats").select("thread_id", "author_id", makes=True).unique()
    own = posts.select("author_id", own_id="post_id", own_at="created_at")
    told = (
        posts.select(
            "post_id", "thread_id", "author_id", "created_at", "parent_kind", "text", "display_from", own_id="parent_id"
        )
        .join(said, on="post_id")
        .join(makers, on=["thread_id", "author_id"], how="left")
        .join(answers.select("post_id", "target_id", "target_author_id"), on="post_id", how="left")
        .join(own, on=["author_id", "own_id"], how="left")
        .with_columns(
            makes=pl.col("makes").fill_null(value=False),
            outright=pl.col("act_rule").is_in(_OUTRIGHT),
            own_id=pl.when(pl.col("own_at").is_not_null()).then("own_id"),
            waited_s=(pl.col("created_at") - pl.col("own_at")).dt.total_milliseconds() / 1000,
            words=pl.col("span").str.to_lowercase(),
        )
        .with_columns(waited_s=pl.when(pl.col("waited_s") >= 0).then("waited_s"))
        .sort(
            "thread_id", "makes", "outright", "created_at", "post_id",
            descending=[False, True, True, False, False], nulls_last=True,
        )
        .unique(["thread_id", "author_id", "text"], keep="first", maintain_order=True)
    )  # fmt: skip
    for column, prefix in (("post_id", "post"), ("target_id", "target"), ("own_id", "own")):
        told = quoted(told, posts, column, prefix, longest=_SHORT)
    named = told.with_columns(
        evidence=unite("post_id", "own_id", pl.when(pl.col("target_who").is_not_null()).then("target_id")),
        subject=pl.col("author_id"),
        object=pl.col("target_author_id"),
        at=pl.col("created_at"),
        rule="act_rule",
    )
    return findings(named, _wording, kind="takes_back", most=_MOST)
