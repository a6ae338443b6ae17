"""Who opened a thread, and with which words."""

from __future__ import annotations

import polars as pl

from threadscope.findings.rows import Row, findings, quoted

__all__ = ["who_started"]


def _wording(row: Row) -> str:
    if not row["post_says"]:
        with_what = (
            f" with a {row['post_media']} and no words of their own"
            if row["post_media"] in {"photo", "video"}
            else ""
        )
        return f"{row['post_who']} opened the thread{with_what}."
    return f"{row['post_who']} opened the thread: {row['post_says']}"


def who_started(posts: pl.DataFrame, turning_points: pl.DataFrame) -> pl.DataFrame:
    """Say who wrote the root of each thread, if it is archived and no turning point tells so already."""
    told_already = turning_points.filter(pl.col("kind") == "first_post").select("post_id")
    roots = (
        posts.filter(pl.col("post_id") == pl.col("thread_id"))
        .join(told_already, on="post_id", how="anti")
        .select("thread_id", "post_id", subject="author_id", at="created_at")
    )
    told = quoted(roots.sort("thread_id"), posts, "post_id", "post").with_columns(
        evidence=pl.concat_list("post_id")
    )
    return findings(told, _wording, kind="who_started", rule="root_of_the_tree")
