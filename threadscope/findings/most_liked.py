"""Which replies had the most likes when they were captured: up to three, quoted, with their numbers."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted
from threadscope.findings.rows import Row, findings, quoted

__all__ = ["most_liked"]

#: Replies told, the likes that each has at least, and the replies whose likes must be known: of few, all are read.
_MOST: Final = 3
_LEAST_LIKES: Final = 5
_LEAST_KNOWN: Final = 10
#: Three quotations in one sentence are short.
_LONGEST, _REACH = 70, 100


def _wording(row: Row) -> str:
    named = [
        (f"{who}’s {says or 'post without words'}", likes)
        for who, says, likes in zip(row["who"], row["says"], row["likes"], strict=True)
        if who.startswith("@")
    ]
    if len(named) < len(row["who"]):
        return ""  # whoever is left out would have stood here
    (first, likes), rest = named[0], [f"{post} ({number:,})" for post, number in named[1:]]
    posts = f"{first} ({counted(likes, 'like')})"
    if not rest:
        return f"The most liked reply when captured is {posts}."
    listed = ", ".join([posts, *rest[:-1]])
    return f"The most liked replies when captured are {listed} and {rest[-1]}."


def most_liked(posts: pl.DataFrame) -> pl.DataFrame:
    """Quote the replies of a thread with the most likes at capture; those of the thread's opener do not count.

    Likes carry no time: a reply that was written early, or captured late, has had longer to collect them.
    """
    opener = posts.filter(pl.col("post_id") == pl.col("thread_id")).select("thread_id", opener="author_id")
    replies = (
        posts.filter((pl.col("parent_kind") == "reply") & pl.col("like_count").is_not_null())
        .join(opener, on="thread_id", how="left")
        .filter(pl.col("author_id").ne_missing(pl.col("opener")))
        .filter(pl.len().over("thread_id") >= _LEAST_KNOWN)
        .filter(pl.col("like_count") >= _LEAST_LIKES)
        .sort(
            "thread_id", "like_count", "created_at", "post_id",
            descending=[False, True, False, False], nulls_last=True,
        )
        .filter(pl.int_range(pl.len()).over("thread_id") < _MOST)
        .select("thread_id", "post_id", "author_id", likes=pl.col("like_count").cast(pl.Int64))
    )  # fmt: skip
    if replies.is_empty():
        return schema.empty("findings")
    told = (
        quoted(replies, posts, "post_id", "post", longest=_LONGEST, reach=_REACH)
        .group_by("thread_id", maintain_order=True)
        .agg(
            "likes",
            who="post_who",
            says="post_says",
            evidence="post_id",
            subject=pl.col("author_id").first(),
            value=pl.col("likes").first().cast(pl.Float64),
        )
    )
    return findings(told, _wording, kind="most_liked", rule="likes_at_capture")
