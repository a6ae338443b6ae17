"""Placed posts, ghosts and absences -> ghosts that nobody answers, on the shelf of their conversation's thread."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.tree.ghosts import reasons, snowflake_time

__all__ = ["shelved_ghosts"]


def shelved_ghosts(
    posts: pl.DataFrame, ghosts: pl.DataFrame, aliases: pl.DataFrame, absences: pl.DataFrame
) -> pl.DataFrame:
    """One row a post that a capture saw to be gone, in a conversation of which posts are archived.

    What such a post answered is not known, so it hangs detached after everything else in the thread.

    Parameters
    ----------
    posts, ghosts
        With their places in the tree.
    aliases
        Older versions of edited posts: no posts of their own.
    absences
        Signs that a post is not to be had; those seen outside a conversation have no place.
    """
    lost = absences.filter(pl.col("conversation_id").is_not_null())
    if lost.is_empty():  # nearly always; what follows costs as much as the rest of a large tree
        return schema.empty("ghosts")
    known = pl.concat([posts["post_id"], ghosts["post_id"], aliases["alias_id"].alias("post_id")]).to_frame()
    placed = posts.filter(pl.col("thread_id").is_not_null())
    thread_of = (
        pl.concat(
            [
                placed.select("conversation_id", "thread_id"),
                placed.select(conversation_id="post_id", thread_id="thread_id"),
            ]
        )
        .drop_nulls()
        .unique("conversation_id", keep="first", maintain_order=True)
    )
    last = pl.concat([frame.select("thread_id", "order") for frame in (placed, ghosts)])
    lost = lost.join(known, on="post_id", how="anti")
    rows = (
        reasons(lost)
        .join(lost.select("post_id", "conversation_id").unique("post_id", keep="first"), on="post_id")
        .join(thread_of, on="conversation_id")
        .join(last.group_by("thread_id").agg(pl.col("order").max().alias("last")), on="thread_id")
        .with_columns(snowflake_time(pl.col("post_id")))
        .sort("thread_id", "created_at", "post_id", nulls_last=True)
    )
    return schema.conform(
        rows.with_columns(
            handle=pl.col("handle_absent"),
            author_id="@" + pl.col("handle_absent").str.to_lowercase(),
            referred_by=pl.lit([], schema.IDS),
            depth=pl.lit(1),
            order=pl.col("last") + 1 + pl.int_range(pl.len()).over("thread_id"),
            branch_id="post_id",
            n_children=pl.lit(0),
            n_below=pl.lit(0),
            detached=pl.lit(value=True),
        ),
        "ghosts",
    )
