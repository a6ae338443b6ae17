"""What is known to be missing from the archive."""

from __future__ import annotations

import polars as pl

from threadscope.findings.amounts import counted, percent
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings, unite

__all__ = ["missing_posts"]


def _by_count(row: Row) -> str:
    counted_by_x, archived = row["replies_counted"], row["replies_archived"]
    if counted_by_x is None or archived >= counted_by_x:
        return ""
    replies = counted(counted_by_x, "reply", "replies")
    these = "this post" if row["n_posts"] == 1 else "these posts"
    return f"The archive holds {archived:,} of about {replies} that X counts under {these} ({percent(archived, counted_by_x)})."


def _by_parent(row: Row) -> str:
    if not row["n_missing_parent"]:
        return ""
    if row["n_replies"] == 1:
        return "The only reply answers a post that is not in the archive."
    replies = counted(row["n_replies"], "reply", "replies")
    if row["n_missing_parent"] == 1:
        return f"Of the {replies}, 1 answers a post that is not in the archive."
    return f"Of the {replies}, {row['n_missing_parent']:,} answer posts that are not in the archive."


def _by_editor(row: Row) -> str:
    return (
        f"The editor left {counted(row['n_edited'], 'post')} out of what was read." if row["n_edited"] else ""
    )


def _wording(row: Row) -> str:
    return " ".join(filter(None, (_by_count(row), _by_parent(row), _by_editor(row))))


def missing_posts(
    posts: pl.DataFrame, ghosts: pl.DataFrame, completeness: pl.DataFrame, edits: pl.DataFrame
) -> pl.DataFrame:
    """Say how many replies that X counted are here, how many replies answer a post that is not, and what an editor left out."""
    replies = posts.filter(pl.col("parent_kind") == "reply")
    archived = replies.group_by(post_id="parent_id").agg(n_archived=pl.len())
    gap = (pl.col("reply_count") - pl.col("n_archived").fill_null(0)).alias("gap")
    short = (
        posts.join(archived, on="post_id", how="left")
        .filter(gap > 0)
        .sort("thread_id", gap, "post_id", descending=[False, True, False])
        .group_by("thread_id", maintain_order=True)
        .agg(short=pl.col("post_id").head(MOST_EVIDENCE // 2))
    )
    orphans = (
        replies.join(
            ghosts.filter(pl.col("reason") != "left out").select(parent_id="post_id"),
            on="parent_id",
            how="semi",
        )
        .sort("created_at", "post_id")
        .group_by("thread_id", maintain_order=True)
        .agg(orphans=pl.col("post_id").head(MOST_EVIDENCE))
    )
    told = completeness.sort("thread_id")
    for part in (short, orphans):
        told = told.join(part, on="thread_id", how="left", maintain_order="left")
    told = told.with_columns(
        evidence=unite("short", "orphans"),
        value=pl.col("coverage"),
        n_edited=pl.lit(int(edits["n_posts"].sum()), pl.Int64),
    )
    return findings(told, _wording, kind="missing", rule="counted_and_archived")
