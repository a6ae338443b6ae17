"""Which post drew the most answers, and which reply, as far as no other finding tells it."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import counted
from threadscope.findings.answered import FEWEST_ANSWERING, answered_posts
from threadscope.findings.quotation import ended
from threadscope.findings.rows import Row, findings, quoted, unite
from threadscope.findings.tree_shape import tree_shape

__all__ = ["most_answered"]

#: The root stands out with such a share of the answers.
_SHARE = 0.2
#: Turning points that tell how many answered a post.
_TOLD = ("most_answered", "goes_big")


def _reply(row: Row) -> str:
    says = f" {row['reply_says']}" if row["reply_says"] else ""
    return f"{row['reply_who']}’s post{says}"


def _wording(row: Row) -> str:
    of_all = f"Of the {counted(row['n_all'], 'answer')} in the archive,"
    has_reply = row["reply_who"] is not None
    if row["post_who"] is None:
        return ended(f"{of_all} {row['reply_answers']:,} go to {_reply(row)}") if has_reply else ""
    if row["n_answers"] == row["n_all"]:
        return f"All {counted(row['n_all'], 'answer')} in the archive go to {row['post_who']}’s opening post."
    words = f"{of_all} {row['n_answers']:,} go to {row['post_who']}’s opening post"
    return ended(f"{words}, and {row['reply_answers']:,} to {_reply(row)}") if has_reply else f"{words}."


def _straight(posts: pl.DataFrame, threads: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Threads of which the shape of the tree tells already how many answers go to the root: it cites the root first."""
    shapes = tree_shape(posts, threads, answers)
    return shapes.filter(pl.col("evidence").list.first() == pl.col("thread_id")).select("thread_id")


def most_answered(
    posts: pl.DataFrame, threads: pl.DataFrame, answers: pl.DataFrame, turning_points: pl.DataFrame
) -> pl.DataFrame:
    """Name the root where it drew the most answers in its thread, and the reply that drew the most.

    Three different people must have answered a post: a run of posts by one is an exchange. What the shape of the
    tree or a turning point tells already is left out.
    """
    drawn = answered_posts(posts, answers)
    by_many = pl.col("n_answering") >= FEWEST_ANSWERING
    top = drawn.unique("thread_id", keep="first", maintain_order=True).filter("is_root", by_many)
    # a reply that drew as many, or few of many answers: the root does not stand out
    alone = pl.col("n_answers") > pl.col("second").fill_null(0)
    second = drawn.filter(~pl.col("is_root")).group_by("thread_id").agg(second=pl.col("n_answers").max())
    top = top.join(second, on="thread_id", how="left", maintain_order="left").filter(
        alone, pl.col("n_answers") >= _SHARE * pl.col("n_all")
    )
    if top.height:
        top = top.join(_straight(posts, threads, answers), on="thread_id", how="anti")
    replies = drawn.filter(~pl.col("is_root")).unique("thread_id", keep="first", maintain_order=True)
    told = turning_points.filter(pl.col("kind").is_in(_TOLD)).select("post_id")
    reply = replies.filter(by_many).join(told, on="post_id", how="anti")
    if top.is_empty() and reply.is_empty():
        return schema.empty("findings")
    both = (
        drawn.select("thread_id", "n_all")
        .unique("thread_id", maintain_order=True)
        .join(
            top.select("thread_id", "post_id", "n_answers", "given"),
            on="thread_id",
            how="left",
            maintain_order="left",
        )
        .join(
            reply.select("thread_id", reply_id="post_id", reply_answers="n_answers", to_reply="given"),
            on="thread_id",
            how="left",
            maintain_order="left",
        )
    )
    # half of the evidence for the one, half for the other
    shared = pl.col("given").list.head(pl.when(pl.col("reply_id").is_null()).then(11).otherwise(5))
    to_root = answers.select(reply_id="post_id", is_one=pl.col("target_id") == pl.col("thread_id"))
    both = both.join(to_root, on="reply_id", how="left", maintain_order="left").with_columns(
        is_one=pl.col("is_one")
        & pl.col("post_id").is_not_null()  # the reply is one of the answers to the root
    )
    named = quoted(quoted(both, posts, "post_id", "post"), posts, "reply_id", "reply")
    behind = pl.col("n_answers").fill_null(-1) + 1 + pl.col("reply_answers").fill_null(-1) + 1
    cited = named.with_columns(
        evidence=unite("post_id", "reply_id", shared, "to_reply"),
        n_evidence=behind - pl.col("is_one").fill_null(value=False).cast(pl.Int64),
        subject=pl.coalesce("post_author_id", "reply_author_id"),
        value=pl.coalesce("n_answers", "reply_answers").cast(pl.Float64),
    )
    return findings(cited, _wording, kind="most_answered", rule="answers_drawn")
