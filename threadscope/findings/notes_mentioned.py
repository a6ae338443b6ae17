"""How many posts speak of a Community Note, and how many ask for one: hearsay, each apart."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted, duration
from threadscope.findings.quotation import ended, quotation
from threadscope.findings.rows import Row, findings, quoted

__all__ = ["notes_mentioned"]

#: What is told together -> the kinds of mentions, one post, several posts, and what has to be said with it.
_CLASSES: Final = {
    "speak": (
        ("note_url", "helpful_notes_bot", "header_quoted", "claim"),
        "speaks of a Community Note, quotes the heading of one or links to one",
        "speak of a Community Note, quote the heading of one or link to one",
        "which is hearsay and does not say that one was shown",
    ),
    "ask": (
        ("official_account", "request"),
        "asks for a Community Note or calls its account",
        "ask for a Community Note or call its account",
        "which does not say that there was one",
    ),
    "against": (
        ("request_against",),
        "says that no Community Note is needed",
        "say that no Community Note is needed",
        "",
    ),
}
#: Words of these kinds can be quoted; of the others only an address or a name is kept.
_QUOTABLE: Final = ("claim", "header_quoted", "request", "request_against")


def _wording(row: Row) -> str:
    _, one, several, caution = _CLASSES[row["class"]]
    n = row["n"]
    words = f"{counted(n, 'post')} {one if n == 1 else several}"
    if row["after_s"] is not None and row["after_s"] >= 0:
        words += f", {'' if n == 1 else 'the first '}{duration(row['after_s'])} after the first post"
    if caution:
        words += f", {caution}"
    said = quotation(row["words"]) if row["words"] else ""
    return ended(f"{words}; {row['post_who']} writes {said}" if said and row["post_who"] else words)


def notes_mentioned(posts: pl.DataFrame, threads: pl.DataFrame, note_mentions: pl.DataFrame) -> pl.DataFrame:
    """Count the posts that speak of a note, those that ask for one, and those that want none, each by itself."""
    if note_mentions.is_empty():
        return schema.empty("findings")
    classes = {kind: name for name, (kinds, *_) in _CLASSES.items() for kind in kinds}
    place = {name: n for n, name in enumerate(_CLASSES)}
    after = (pl.col("at") - pl.col("started_at")).dt.total_milliseconds() / 1000
    sayable = pl.col("kind").is_in(_QUOTABLE)
    told = (
        note_mentions.with_columns(pl.col("kind").replace_strict(classes).alias("class"))
        .sort("thread_id", "created_at", "post_id", nulls_last=True, maintain_order=True)
        .group_by("thread_id", "class", maintain_order=True)
        .agg(
            n=pl.col("post_id").n_unique().cast(pl.Int64),
            evidence=pl.col("post_id").unique(maintain_order=True),
            at=pl.col("created_at").first(),
            words=pl.col("words").filter(sayable).first(),
            speaker=pl.col("post_id").filter(sayable).first(),
        )
        .join(threads.select("thread_id", "started_at"), on="thread_id", how="left", maintain_order="left")
        .with_columns(after_s=after, value=pl.col("n").cast(pl.Float64))
        .sort("thread_id", pl.col("class").replace_strict(place))
    )
    named = quoted(told, posts, "speaker", "post")
    rule = pl.lit("note_mentions_") + pl.col("class")
    return findings(named.with_columns(rule=rule), _wording, kind="note_mentions")
