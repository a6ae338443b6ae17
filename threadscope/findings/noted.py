"""What several findings about Community Notes say in the same words: on which post, when, by when, and from what source."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from threadscope.findings.amounts import counted, day, duration, person, post_of
from threadscope.findings.quotation import quotation
from threadscope.findings.rows import MOST_EVIDENCE, Row, quoted, unite

__all__ = ["after_post", "by_when", "noted_post", "on_posts", "record", "says", "with_replies"]

#: Note texts are quoted at length: what a note says is all that is known of it.
_QUOTED = 280


def on_posts(frame: pl.DataFrame, posts: pl.DataFrame, ghosts: pl.DataFrame) -> pl.DataFrame:
    """Join how the noted posts are named, and the posts to cite: the post itself, or those that answer one not archived.

    Returns
    -------
    polars.DataFrame
        The frame with what ``noted_post`` needs, ``object`` (the post's author) and ``evidence``.
    """
    missing = ghosts.select(
        "post_id", "referred_by", ghost_author_id="author_id", ghost_handle="handle"
    ).unique("post_id", keep="first")
    named = quoted(frame, posts, "post_id", "post").join(
        missing, on="post_id", how="left", maintain_order="left"
    )
    archived = pl.col("post_who").is_not_null()
    return named.with_columns(
        object=pl.coalesce("post_author_id", "ghost_author_id"),
        evidence=pl.when(archived)
        .then(pl.concat_list("post_id"))
        .otherwise(pl.col("referred_by").list.head(MOST_EVIDENCE)),
    )


def with_replies(frame: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Cite the archived replies to each noted post too, for a sentence that counts them."""
    replies = (
        posts.filter(pl.col("parent_kind") == "reply")
        .sort("created_at", "post_id", nulls_last=True)
        .group_by(post_id="parent_id", maintain_order=True)
        .agg(replies=pl.col("post_id").head(MOST_EVIDENCE))
    )
    cited = frame.join(replies, on="post_id", how="left", maintain_order="left").with_columns(
        evidence=unite("evidence", "replies").list.unique(maintain_order=True)
    )
    counted_ones = pl.col("n_replies") + pl.col("post_who").is_not_null().cast(pl.Int64)
    return cited.with_columns(n_evidence=pl.max_horizontal(counted_ones, pl.col("evidence").list.len()))


def noted_post(row: Row) -> str:
    """Return how the noted post is named."""
    if row["post_who"]:
        return post_of(row["post_who"])
    whom = person(row["ghost_handle"], row["ghost_author_id"])
    return f"a post {f'by {whom} ' if whom.startswith('@') else ''}that is not in the archive"


def after_post(hours: float) -> str:
    """Return how long after the post something was, or before it.

    >>> after_post(25.5), after_post(-3)
    ('26 hours after it', '3 hours before it')
    """
    return f"{duration(abs(hours) * 3600)} {'after' if hours >= 0 else 'before'} it"


def by_when(row: Row) -> str:
    """Return how many of the archived replies to the post had been written when its note was rated helpful.

    Empty where that cannot be told: no reply is archived, or the capture is older.
    """
    n, written = row["n_replies"], row["replies_at_helpful"]
    if not n or written is None or _captured_before(row["rated_helpful_at"], row["captured_to"]):
        return ""
    if n == 1:
        return f"by when the only archived reply to it was {'' if written else 'not '}written"
    replies = counted(n, "archived reply", "archived replies")
    if written == n:
        return f"by when all {replies} to it were written"
    return f"by when {f'{written:,}' if written else 'none'} of the {replies} to it {'was' if written < 2 else 'were'} written"


def _captured_before(moment: datetime | None, captured: datetime | None) -> bool:
    return moment is not None and captured is not None and captured < moment


def record(row: Row) -> str:
    """Return where it stands: in the public files of a day, or in a list of notes that X gave on one."""
    at, newest = row["observed_at"], row["snapshot_by"] == "newest_row"
    if row["evidence_kind"] == "payload":
        return f"X’s own list of notes{f', captured on {day(at)},' if at else ''} has"
    if at is None:
        return "the public notes files have"
    return f"the public notes files {f'that end on {day(at)}' if newest else f'of {day(at)}'} have"


def says(row: Row) -> str:
    """Return what the note says, to end a sentence with: a quotation, or a full stop where its words are not known."""
    words = quotation(row["text"], 0, _QUOTED)
    return f"; the note says {words}" if words else "."
