"""Posts, evidence about notes and the public files read -> how far what is known of notes reaches, thread by thread."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.note_scopes import places

__all__ = ["note_coverage"]

#: Files that say which notes there are; requests are none.
_SNAPSHOTS: Final = ("public_notes", "public_note_status", "public_notes_index")
_NONE: Final = "none_reported_at_capture"
#: What is said of posts that no snapshot names.
_IN_NONE: Final = ("not_in_snapshot", "outside_snapshot")


def note_coverage(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    notes: pl.DataFrame,
    aliases: pl.DataFrame,
    note_files: pl.DataFrame,
    note_requests: pl.DataFrame,
    note_states: pl.DataFrame,
    note_mentions: pl.DataFrame,
    completeness: pl.DataFrame,
) -> pl.DataFrame:
    """One row a thread: which kinds of evidence there are, when they were gathered, and of which posts nothing is known.

    "No note" can be said of nothing but the data: this is what has to be said with it.

    Parameters
    ----------
    posts, ghosts
        With their place in the tree.
    notes, aliases
        The evidence; a note on an older version of an edited post is a note on the post.
    note_files
        The public files, and of which days they are.
    note_requests
        For which posts readers requested a note.
    note_states
        What captures and the newest snapshot say of each post.
    note_mentions
        Which posts speak of notes.
    completeness
        When each thread was captured.

    Returns
    -------
    polars.DataFrame
        Table ``note_coverage``, sorted by thread.
    """
    threads = posts.drop_nulls("thread_id").group_by("thread_id").agg(n_posts=pl.len().cast(pl.Int64))
    place = places(posts, ghosts).select("post_id", "thread_id")
    evidence = _newest(notes, aliases).join(place, on="post_id")
    joined = threads.join(
        completeness.select("thread_id", "captured_from", "captured_to"), on="thread_id", how="left"
    )
    for part in (
        _evidence(evidence),
        _told(note_states),
        _known(note_states, evidence, posts),
        note_mentions.group_by("thread_id").agg(n_mentions=pl.col("post_id").n_unique()),
        _newest(note_requests, aliases)
        .join(place, on="post_id")
        .group_by("thread_id")
        .agg(n_requested=pl.col("post_id").n_unique()),
    ):
        joined = joined.join(part, on="thread_id", how="left")
    rows = joined.join(_snapshots(notes, note_files), how="cross").with_columns(
        pl.col("^n_.*$").fill_null(0),
        evidence_kinds=pl.col("evidence_kinds").fill_null([]),
        n_unknown=pl.col("n_posts") - pl.col("n_known").fill_null(0),
    )
    return schema.conform(rows.sort("thread_id"), "note_coverage")


def _newest(frame: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """Return rows about posts, by the newest version of each post."""
    joined = frame.join(aliases, left_on="post_id", right_on="alias_id", how="left", suffix="_newest")
    return joined.with_columns(post_id=pl.coalesce("post_id_newest", "post_id"))


def _evidence(evidence: pl.DataFrame) -> pl.DataFrame:
    """Return the kinds of evidence, and how many posts and notes there are signs of."""
    kind = pl.col("evidence_kind")
    sign = (pl.col("state") != _NONE) & (kind != "text_hint")
    return evidence.group_by("thread_id").agg(
        evidence_kinds=kind.unique().sort(),
        n_noted=pl.col("post_id").filter(sign).n_unique(),
        n_notes=pl.col("note_id").filter(sign).drop_nulls().n_unique(),
    )


def _told(note_states: pl.DataFrame) -> pl.DataFrame:
    """Return of how many posts a capture, and of how many a snapshot, says what."""
    state, snapshot = pl.col("state"), pl.col("snapshot_state")
    return note_states.group_by("thread_id").agg(
        n_told=state.is_not_null().sum(),
        n_none_reported=(state == _NONE).sum(),
        n_in_snapshot=(~snapshot.is_in(_IN_NONE)).sum(),
        n_not_in_snapshot=(snapshot == "not_in_snapshot").sum(),
        n_outside_snapshot=(snapshot == "outside_snapshot").sum(),
    )


def _known(note_states: pl.DataFrame, evidence: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Return of how many archived posts anything is known; what people link to or say is hearsay."""
    reached = pl.col("state").is_not_null() | (pl.col("snapshot_state") != "outside_snapshot")
    known = pl.concat(
        [
            note_states.filter(reached).select("post_id"),
            evidence.filter(pl.col("evidence_kind") != "text_hint").select("post_id"),
        ]
    )
    archived = posts.drop_nulls("thread_id").join(known, on="post_id", how="semi")
    return archived.group_by("thread_id").agg(n_known=pl.len().cast(pl.Int64))


def _snapshots(notes: pl.DataFrame, note_files: pl.DataFrame) -> pl.DataFrame:
    """Return one row: the days of the public files, and until when they reach."""
    files = note_files.filter(pl.col("holds").is_in(_SNAPSHOTS)).select(
        "snapshot_at", "snapshot_by", "covers_until"
    )
    named = notes.filter(pl.col("evidence_kind") == "snapshot").select(
        "snapshot_by", snapshot_at="observed_at", covers_until=pl.lit(None, schema.TIME)
    )
    days = pl.concat([files, named.select(files.columns)]).sort(
        "snapshot_at", "snapshot_by", nulls_last=False
    )
    at = pl.col("snapshot_at")
    return days.select(
        n_snapshots=at.n_unique().cast(pl.Int64),
        snapshot_from=at.min(),
        snapshot_at=at.max(),
        snapshot_by=pl.col("snapshot_by").last(),
        covers_until=pl.col("covers_until").max(),
    )
