"""Notes on one post, evidence beside evidence -> where they do not agree."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import polars as pl

from threadscope import schema

__all__ = ["note_conflicts"]

#: A snapshot that knows of a showing, or cannot know.
_MAY_HAVE_BEEN_SHOWN: Final = (
    "shown",
    "shown_then_removed",
    "deleted_rated_helpful",
    "status_unknown",
    "unknown",
)
#: Kinds of evidence of which one row is one note; a link in a post says of no note more than that it was written.
_OF_NOTES: Final = ("pivot", "payload", "snapshot")
#: A snapshot holds what was rated until about two days before its day.
_BEHIND: Final = timedelta(hours=48)
_KEYS: Final = ("thread_id", "post_id")


def note_conflicts(note_timeline: pl.DataFrame, note_states: pl.DataFrame) -> pl.DataFrame:
    """One row a post and kind of conflict.

    Notes contradict each other where one calls the post misleading and another does not, and stand apart where
    one kind of evidence has them in several states at once. Kinds of evidence contradict each other where a capture
    showed a note of which a later snapshot has no showing on record: the files keep the first and the last rating
    only, so both may be right. A capture contradicts itself where it says both that there is a note and that none is.
    Notes that were written on another post are left out: what they contradict, they say of that one.

    Returns
    -------
    polars.DataFrame
        Table ``note_conflicts``, sorted by thread, post and kind.
    """
    if note_timeline.is_empty():
        return schema.empty("note_conflicts")
    known = note_timeline.filter(pl.col("evidence_kind").is_in(_OF_NOTES) & pl.col("written_on_id").is_null())
    stands = known.filter(pl.col("classification").is_not_null())
    both = stands.filter((pl.col("classification").n_unique() > 1).over(_KEYS))
    several = known.drop_nulls("note_id").filter(
        (pl.col("state").n_unique() > 1).over(*_KEYS, "evidence_kind")
    )
    itself = note_states.filter("conflict").select(_KEYS)
    captured = note_timeline.join(itself, on=_KEYS, how="semi").filter(
        pl.col("evidence_kind").is_in(["pivot", "flag"])
    )
    rows = pl.concat(
        [
            _told(both, known, "classification"),
            _told(several, known, "states"),
            _told(_kinds(known), known, "kinds"),
            _told(captured, known, "capture"),
        ]
    )
    return schema.conform(rows.sort(*_KEYS, "kind"), "note_conflicts")


def _kinds(known: pl.DataFrame) -> pl.DataFrame:
    """Return the evidence about notes that a capture showed, and that a snapshot made after it does not know as shown."""
    seen = known.filter((pl.col("evidence_kind") == "pivot") & pl.col("seen_shown_from").is_not_null())
    not_on_record = known.filter(
        (pl.col("evidence_kind") == "snapshot") & ~pl.col("state").is_in(_MAY_HAVE_BEEN_SHOWN)
    )
    keys = [*_KEYS, "note_id"]
    both = (
        seen.select(*keys, "seen_shown_from")
        .join(not_on_record.select(*keys, snapshot_at="observed_at"), on=keys)
        .filter(pl.col("seen_shown_from") < pl.col("snapshot_at") - _BEHIND)
    )
    return pl.concat([seen, not_on_record]).join(both, on=keys, how="semi")


def _told(rows: pl.DataFrame, known: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Return one row a post, its notes counted once each, whatever kinds of evidence know of them."""
    said = known.drop_nulls(["note_id", "classification"]).unique(["note_id"], keep="last")
    stands = rows.drop("classification").join(
        said.select("note_id", "classification"), on="note_id", how="left", maintain_order="left"
    )
    note, stand = pl.col("note_id"), pl.col("classification")
    return (
        stands.sort(*_KEYS, "written_at", "note_id", "evidence_kind", nulls_last=True)
        .group_by(*_KEYS, maintain_order=True)
        .agg(
            kind=pl.lit(kind),
            evidence_kinds=pl.col("evidence_kind").unique().sort(),
            n_notes=note.drop_nulls().n_unique().cast(pl.Int64),
            n_misleading=note.filter(stand == "misleading").n_unique().cast(pl.Int64),
            n_not_misleading=note.filter(stand == "not_misleading").n_unique().cast(pl.Int64),
            states=pl.col("state").unique(maintain_order=True),
            note_ids=note.drop_nulls().unique(maintain_order=True),
        )
    )
