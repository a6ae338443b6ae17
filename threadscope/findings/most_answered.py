"""Which post drew the most answers, and which reply."""

from __future__ import annotations

import polars as pl

from threadscope.findings.amounts import counted
from threadscope.findings.answered import answered_posts
from threadscope.findings.quotation import ended
from threadscope.findings.rows import Row, findings, quoted, unite

__all__ = ["most_answered"]

#: Fewer answers make nobody stand out.
_LEAST = 3


def _is_most(row: Row) -> bool:
    return (row["n_answers"] or 0) >= _LEAST


def _reply(row: Row) -> str:
    says = f" {row['reply_says']}" if row["reply_says"] else ""
    return f"{row['reply_who']}’s post{says}"


def _wording(row: Row) -> str:
    of_all = f"Of the {counted(row['n_all'], 'answer')} in the archive,"
    has_reply = (row["reply_answers"] or 0) >= _LEAST
    if _is_most(row) and row["is_root"] and row["n_answers"] == row["n_all"]:
        return f"All {counted(row['n_all'], 'answer')} in the archive go to {row['post_who']}’s opening post."
    if _is_most(row) and row["is_root"]:
        words = f"{of_all} {row['n_answers']:,} go to {row['post_who']}’s opening post"
        if has_reply:
            return ended(f"{words}, and {row['reply_answers']:,} to {_reply(row)}")
        return f"{words}."
    return ended(f"{of_all} {row['reply_answers']:,} go to {_reply(row)}") if has_reply else ""


def most_answered(posts: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Name the post that drew the most answers in each thread, and the reply that did, with at least three."""
    drawn = answered_posts(posts, answers)
    top = drawn.unique("thread_id", keep="first", maintain_order=True)
    replies = drawn.filter(~pl.col("is_root")).unique("thread_id", keep="first", maintain_order=True)
    reply = replies.select("thread_id", reply_id="post_id", reply_answers="n_answers", to_reply="given")
    both = top.join(reply, on="thread_id", how="left", maintain_order="left")
    # half of the evidence for the one, half for the other
    shared = pl.col("given").list.head(pl.when(pl.col("reply_id").is_null()).then(11).otherwise(5))
    told = quoted(quoted(both, posts, "post_id", "post"), posts, "reply_id", "reply").with_columns(
        evidence=unite("post_id", "reply_id", shared, "to_reply"),
        n_evidence=pl.col("n_answers") + 1,
        subject=pl.col("post_author_id"),
        value=pl.col("n_answers").cast(pl.Float64),
    )
    return findings(told, _wording, kind="most_answered", rule="answers_drawn")
