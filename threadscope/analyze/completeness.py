"""Posts, ghosts and marks of the capture -> how much of each thread the archive holds."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.analyze.coverage import coverage_by

__all__ = ["completeness"]

_LEFT_OUT = "left out"
_REASONS = ("missing", "deleted", "suspended", "protected", "withheld", "unavailable", _LEFT_OUT)


def completeness(
    posts: pl.DataFrame, ghosts: pl.DataFrame, cursors: pl.DataFrame, observations: pl.DataFrame
) -> pl.DataFrame:
    """One row a thread: what is here, what is known to be missing, and when it was captured.

    A "show more" mark belongs to the thread of the post or ghost that it stood under. One without post
    belongs to every thread that its file holds posts of, since it may hide posts of any of them.

    Parameters
    ----------
    posts, ghosts
        With their place in the tree.
    cursors
        Marks that a capture did not follow.
    observations
        Where and when posts were seen.
    """
    standing = posts.filter(pl.col("thread_id").is_not_null())
    joined = coverage_by(standing, "thread_id")
    for part in (
        _parents(standing, ghosts),
        _ghosts(ghosts),
        _cursors(standing, ghosts, cursors, observations),
    ):
        joined = joined.join(part, on="thread_id", how="left")
    joined = joined.join(_captured(standing, observations), on="thread_id", how="left")
    counted = [name for name in joined.columns if name.startswith("n_")]
    return schema.conform(joined.with_columns(pl.col(counted).fill_null(0)).sort("thread_id"), "completeness")


def _parents(standing: pl.DataFrame, ghosts: pl.DataFrame) -> pl.DataFrame:
    """Count replies, those among them whose parent is a ghost, and detached posts."""
    # What an editor left out is in the archive.
    gone = ghosts.filter(pl.col("reason") != _LEFT_OUT)["post_id"].implode()
    missing = (pl.col("parent_kind") == "reply") & pl.col("parent_id").is_in(gone)
    n_missing, n_replies = missing.sum(), pl.col("reply_to_id").is_not_null().sum()
    return standing.group_by("thread_id").agg(
        n_replies=n_replies,
        n_missing_parent=n_missing,
        missing_parent_share=pl.when(n_replies > 0).then(n_missing / n_replies),
        n_detached=pl.col("detached").sum(),
    )


def _ghosts(ghosts: pl.DataFrame) -> pl.DataFrame:
    """Count ghosts by reason."""
    by_reason = {f"n_{reason.replace(' ', '_')}": (pl.col("reason") == reason).sum() for reason in _REASONS}
    return ghosts.group_by("thread_id").agg(n_ghosts=pl.len(), **by_reason)


def _cursors(
    standing: pl.DataFrame, ghosts: pl.DataFrame, cursors: pl.DataFrame, observations: pl.DataFrame
) -> pl.DataFrame:
    """Count the marks that belong to each thread; the end of a page is none, because X writes one on every page."""
    marks = cursors.filter(pl.col("kind") != "next_page").select("post_id", "source").with_row_index("mark")
    thread_of = pl.concat([frame.select("post_id", "thread_id") for frame in (standing, ghosts)])
    below_post = marks.join(thread_of, on="post_id")
    loose = marks.filter(pl.col("post_id").is_null())
    seen = observations.select("post_id", "source").join(
        loose.select("source").unique(), on="source", how="semi"
    )
    in_file = (
        seen.join(thread_of, on="post_id").select("source", "thread_id").unique().join(loose, on="source")
    )
    pairs = pl.concat([below_post.select("mark", "thread_id"), in_file.select("mark", "thread_id")])
    return pairs.group_by("thread_id").agg(n_cursors=pl.len())


def _captured(standing: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """Return when the posts of each thread were captured, first and last."""
    seen = pl.concat(
        [frame.select("post_id", "captured_at") for frame in (observations, standing)]
    ).drop_nulls()
    moment = pl.col("captured_at")
    return (
        seen.join(standing.select("post_id", "thread_id"), on="post_id")
        .group_by("thread_id")
        .agg(captured_from=moment.min(), captured_to=moment.max())
    )
