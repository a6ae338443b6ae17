"""Posts and notes -> who speaks of a Community Note, links to one, or asks for one: hearsay, each kind apart.

An address is exact: it names a note or a post whose notes one can read. Words are not, and say nothing about whether a
note was shown. Requests ask for a note that was not there; a request against says that none is needed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.words.note_words import KINDS, MAY_SPEAK_OF_NOTES, note_words
from threadscope.note_links import note_links

__all__ = ["note_mentions"]

#: Birdwatch, as the notes were called at first, began on this day: what was written before is about no note.
_FIRST_NOTE: Final = datetime(2021, 1, 25, tzinfo=UTC)
#: Accounts that post notes which have been helpful for some hours, by X's documentation.
_BOTS: Final = (
    "helpfulnotes",
    "helpfulnotesjp",
    "notasuteis",
    "notasutileses",
    "notesutiles",
    "nuttigeopm",
    "hilfrchanmerkg",
    "noteutili",
)
_OFFICIAL: Final = ("communitynotes", "birdwatch")
_NAMES_ACCOUNT: Final = r"(?i)[@＠](?:communitynotes|birdwatch)\b"
#: Kinds in the order of a post's rows.
_ORDER: Final = ("note_url", "helpful_notes_bot", *KINDS)
_FOUND: Final = {
    "post_id": pl.String,
    "kind": pl.String,
    "note_id": pl.String,
    "about_id": pl.String,
    "words": pl.String,
}


def note_mentions(posts: pl.DataFrame, notes: pl.DataFrame) -> pl.DataFrame:
    """One row for each way in which a post speaks of a note or asks for one; a post may have several.

    Only an author's own words count, not quotations, and none from before there were notes. The account of Community
    Notes in front of an answer counts only where somebody typed it: where the post answered is archived and does not
    name it.

    Returns
    -------
    polars.DataFrame
        Table ``note_mentions``, sorted by thread, time and post.
    """
    placed = posts.filter(
        pl.col("thread_id").is_not_null() & (pl.col("created_at") >= _FIRST_NOTE).fill_null(value=True)
    )
    found = pl.concat([_linked(placed, notes), _posted_by_bots(placed), _said(placed, posts)])
    place = pl.col("kind").replace_strict({kind: n for n, kind in enumerate(_ORDER)}, return_dtype=pl.Int8)
    rows = (
        found.with_columns(_place=place)
        .join(placed.select("post_id", "thread_id", "created_at"), on="post_id", maintain_order="left")
        .sort("thread_id", "created_at", "post_id", "_place", maintain_order=True, nulls_last=True)
    )
    return schema.conform(rows, "note_mentions")


def _linked(posts: pl.DataFrame, notes: pl.DataFrame) -> pl.DataFrame:
    """Return the addresses of notes; of one that names a note alone, the one post that evidence gives for it."""
    known = (
        notes.drop_nulls("note_id")
        .group_by("note_id")
        .agg(_on=pl.col("post_id").first(), _n=pl.col("post_id").n_unique())
        .filter(pl.col("_n") == 1)
        .select("note_id", "_on")
    )
    links = note_links(posts).join(known, on="note_id", how="left", maintain_order="left")
    return links.with_columns(about_id=pl.coalesce("about_id", "_on"), kind=pl.lit("note_url")).select(
        *_FOUND
    )


def _posted_by_bots(posts: pl.DataFrame) -> pl.DataFrame:
    """Return the posts of accounts that post helpful notes, with the post that they quote or answer."""
    theirs = posts.filter(pl.col("handle").str.to_lowercase().is_in(_BOTS))
    return theirs.select(
        "post_id",
        kind=pl.lit("helpful_notes_bot"),
        note_id=pl.lit(None, pl.String),
        about_id=pl.coalesce("quoted_id", "reply_to_id"),
        words="@" + pl.col("handle"),
    )


def _said(posts: pl.DataFrame, every: pl.DataFrame) -> pl.DataFrame:
    """Return the words about notes."""
    speaking = posts.filter(pl.col("text").str.contains(MAY_SPEAK_OF_NOTES))
    rows = [
        (post_id, one.kind, None, None, text[one.start : one.end])
        for post_id, text, begins, named in _with_answered(speaking, every).iter_rows()
        for one in note_words(text, begins or 0, named_before=named)
    ]
    return pl.DataFrame(rows, schema=_FOUND, orient="row")


def _with_answered(speaking: pl.DataFrame, every: pl.DataFrame) -> pl.DataFrame:
    """Return id, text, where it begins, and whether what is answered names the account, or may: it is not archived."""
    names = pl.col("text").str.contains(_NAMES_ACCOUNT).fill_null(value=False) | pl.col(
        "handle"
    ).str.to_lowercase().is_in(_OFFICIAL).fill_null(value=False)
    answered = every.filter(pl.col("post_id").is_in(speaking["reply_to_id"].drop_nulls().implode())).select(
        reply_to_id="post_id", _named=names
    )
    joined = speaking.join(answered, on="reply_to_id", how="left", maintain_order="left")
    return joined.select("post_id", "text", "display_from", pl.col("_named").fill_null(value=True))
