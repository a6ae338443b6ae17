"""Folded posts and what an editor leaves out -> the posts that stay, those that go, and their absence told."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema

__all__ = ["LEFT_OUT", "counted", "leave_out", "with_left_out"]

#: The reason of a ghost that stands for a post left out.
LEFT_OUT: Final = "left out"


def leave_out(posts: pl.DataFrame, edits: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part the posts that stay from those that an editor leaves out.

    With a post go its bare reposts, which carry its words. Posts that stay no longer say that they answer a person who is
    left out: neither the id nor the handle. Their words stay as they are.

    Parameters
    ----------
    posts
        The fold's posts.
    edits
        Table of that name; rows of the kinds ``left_out_person`` and ``left_out_post`` count.

    Returns
    -------
    tuple of polars.DataFrame
        The posts that stay, and those that go.
    """
    people = edits.filter(pl.col("kind") == "left_out_person")["author_id"].drop_nulls().unique().implode()
    named = edits.filter(pl.col("kind") == "left_out_post")["post_id"].drop_nulls().unique().implode()
    goes = pl.col("author_id").is_in(people) | pl.col("post_id").is_in(named)
    own = posts.filter(goes)["post_id"].implode()
    goes |= pl.col("repost_of_id").is_in(own).fill_null(value=False)
    stays = posts.filter(~goes)
    unnamed = pl.col("reply_to_author_id").is_in(people).fill_null(value=False)
    silent = [pl.when(~unnamed).then(name).alias(name) for name in ("reply_to_handle", "reply_to_author_id")]
    return stays.with_columns(silent), posts.filter(goes)


def counted(edits: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Return the edits with ``n_posts``: how many of these posts each takes away, bare reposts counted.

    A post that two of them would take away is counted by the first.
    """
    is_person, is_post = (pl.col("kind") == kind for kind in ("left_out_person", "left_out_post"))
    own = pl.concat(
        [
            posts.join(edits.filter(is_person).select("author_id", "number"), on="author_id"),
            posts.join(edits.filter(is_post).select("post_id", "number"), on="post_id"),
        ]
    ).select("post_id", "number")
    reposts = posts.select("repost_of_id", repost_id="post_id").join(
        own.rename({"post_id": "repost_of_id"}), on="repost_of_id"
    )
    taken = pl.concat([own, reposts.select("number", post_id="repost_id").select("post_id", "number")])
    counts = taken.group_by("post_id").agg(pl.col("number").min()).group_by("number").agg(n=pl.len())
    n_posts = pl.when(is_person | is_post).then(pl.col("n").fill_null(0))
    joined = edits.join(counts, on="number", how="left", maintain_order="left")
    return schema.conform(joined.with_columns(n_posts=n_posts), "edits")


def with_left_out(absences: pl.DataFrame, left_out: pl.DataFrame) -> pl.DataFrame:
    """Return the absences with one row a post left out, and nothing else about these posts.

    They name no conversation: a post left out that nobody answers leaves no hole.
    """
    if not left_out.height:
        return absences
    gone = left_out.select("post_id", reason=pl.lit(LEFT_OUT), source=pl.lit("(editor)"))
    others = absences.join(gone, on="post_id", how="anti")
    return pl.concat([others, schema.conform(gone, "absences")])
