"""Where the posts of a thread hang: below one reply, or straight under the opening post."""

from __future__ import annotations

import polars as pl

from threadscope.findings.amounts import counted, part_of
from threadscope.findings.answered import counted_answers
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings, quoted, unite

__all__ = ["tree_shape"]

#: A reply carries the thread when at least this share of the posts stands below it.
_LARGE_SHARE = 0.2
#: A reply to it is worth a word when it holds that share of them, and so many.
_SECOND_SHARE, _SECOND_LEAST = 0.2, 3
#: Titles are short, but not so short that a post's point is cut off.
_QUOTED = 90


def _wording(row: Row) -> str:
    if row["reply_below"] is not None and row["reply_below"] >= max(
        _SECOND_LEAST, _LARGE_SHARE * row["n_posts"]
    ):
        says = f" {row['reply_says']}" if row["reply_says"] else " post"
        words = f"{row['reply_below']:,} of {counted(row['n_posts'], 'post')} sit below {row['reply_who']}’s{says}"
        enough = max(_SECOND_LEAST, _SECOND_SHARE * row["reply_below"])
        if row["second_below"] is not None and row["second_below"] >= enough:
            verb = "quote" if row["second_kind"] == "quote" else "reply"
            whose = "a reply of their own" if row["own_second"] else f"{row['second_who']}’s {verb}"
            return f"{words}, {row['second_below']:,} of them below {whose}"
        return f"{words}, all by the same person" if row["own_below"] == row["reply_below"] else words
    if not row["n_direct"]:
        return ""
    some = part_of(row["n_direct"], row["n_all"], "answer")
    answers = f"{some[0].upper()}{some[1:]} {'goes' if row['n_direct'] == 1 else 'go'} straight to"
    if row["root_who"] is None:
        return f"{answers} an opening post that is not archived"
    return f"{answers} {row['root_who']}’s {row['root_says'] or 'opening post'}"


def _largest(posts: pl.DataFrame, prefix: str) -> pl.DataFrame:
    """The post of each thread with the most posts below it."""
    order = posts.sort(
        "thread_id", "n_below", "created_at", "post_id", descending=[False, True, False, False]
    )
    return order.unique("thread_id", keep="first", maintain_order=True).select(
        "thread_id",
        pl.col("post_id").alias(f"{prefix}_id"),
        pl.col("n_below").cast(pl.Int64).alias(f"{prefix}_below"),
        pl.col("author_id").alias(f"{prefix}_by"),
        pl.col("parent_kind").alias(f"{prefix}_kind"),
    )


def _some_below(posts: pl.DataFrame, reply: pl.DataFrame) -> pl.DataFrame:
    """The first posts below the largest reply: they follow it in reading order until one is no deeper.

    And how many posts below it are by whoever wrote it (``own_below``).
    """
    top = reply.join(posts.select(reply_id="post_id", top_order="order", top_depth="depth"), on="reply_id")
    later = posts.join(top, on="thread_id").filter(
        ~pl.col("detached") & (pl.col("order") > pl.col("top_order"))
    )
    left = (
        later.filter(pl.col("depth") <= pl.col("top_depth"))
        .group_by("thread_id")
        .agg(end=pl.col("order").min())
    )
    return (
        later.join(left, on="thread_id", how="left")
        .filter(pl.col("end").is_null() | (pl.col("order") < pl.col("end")))
        .sort("thread_id", "order")
        .group_by("thread_id", maintain_order=True)
        .agg(
            below=pl.col("post_id").head(MOST_EVIDENCE),
            own_below=(pl.col("author_id") == pl.col("reply_by")).sum().cast(pl.Int64),
        )
    )


def tree_shape(posts: pl.DataFrame, threads: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Say how many posts sit below the largest reply; where none holds a fifth of them, how many answer the root."""
    placed = posts.filter(pl.col("thread_id").is_not_null())
    below_root = placed.filter(pl.col("post_id") != pl.col("thread_id"))
    reply = _largest(below_root, "reply")
    inside = below_root.join(reply.select(parent_id="reply_id"), on="parent_id", how="semi")
    to_root = answers.filter(pl.col("target_id") == pl.col("thread_id")).sort("created_at", "post_id")
    direct = to_root.group_by("thread_id", maintain_order=True).agg(
        n_direct=pl.len().cast(pl.Int64), straight=pl.col("post_id").head(MOST_EVIDENCE)
    )
    told = threads.select("thread_id", "n_posts").sort("thread_id")
    for part in (reply, _largest(inside, "second"), direct, counted_answers(answers)):
        told = told.join(part, on="thread_id", how="left", maintain_order="left")
    told = told.with_columns(root_id=pl.col("thread_id"))
    for prefix in ("root", "reply", "second"):
        told = quoted(told, placed, f"{prefix}_id", prefix, longest=_QUOTED)
    told = told.join(_some_below(placed, reply), on="thread_id", how="left", maintain_order="left")
    told = told.with_columns(own_second=pl.col("reply_by").eq(pl.col("second_by")).fill_null(value=False))
    large = pl.col("reply_below") >= pl.max_horizontal(
        pl.lit(_SECOND_LEAST), _LARGE_SHARE * pl.col("n_posts")
    )
    told = told.with_columns(
        evidence=pl.when(large)
        .then(unite("reply_id", "second_id", "below"))
        .otherwise(unite(pl.when(pl.col("root_who").is_not_null()).then("root_id"), "straight")),
        n_evidence=pl.when(large)
        .then(pl.col("reply_below") + 1)
        .otherwise(pl.col("n_direct") + pl.col("root_who").is_not_null().cast(pl.Int64)),
        value=pl.when(large).then("reply_below").otherwise("n_direct").cast(pl.Float64),
        subject=pl.when(large).then("reply_author_id").otherwise("root_author_id"),
    )
    return findings(told, _wording, kind="tree_shape", rule="posts_below")
