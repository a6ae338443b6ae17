"""Notes table -> what captures, and what the newest snapshot, allow to say about notes on each post, side by side."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.schema import TIME
from threadscope.snowflake import EPOCH_MS

__all__ = ["note_states"]

#: From the strongest to the weakest. A card that was delivered (pivot) says more than a flag.
_STATES: Final = (
    "shown_at_capture",
    "proposed_at_capture",
    "pivot_ambiguous",
    "notes_exist_not_shown_to_capturer",
    "none_reported_at_capture",
)
_DELIVERED: Final = _STATES[:3]
#: States of notes in a snapshot, from the strongest to the weakest.
_SNAPSHOT: Final = (
    "shown",
    "shown_then_removed",
    "helpful_not_displayed",
    "proposed",
    "rated_not_helpful",
    "status_unknown",
    "deleted_rated_helpful",
    "unknown",
)


def _written_at() -> pl.Expr:
    """When the note was written: a note's id is a snowflake."""
    milliseconds = pl.col("note_id").cast(pl.Int64, strict=False) // (1 << 22) + EPOCH_MS
    return pl.coalesce(
        "written_at", milliseconds.cast(pl.Datetime("ms")).dt.replace_time_zone("UTC").cast(TIME)
    )


def _conflicts(notes: pl.DataFrame) -> pl.DataFrame:
    """Posts of which one and the same capture says both that there is a note and that there is none."""
    state = pl.col("state")
    one_capture = notes.group_by("post_id", "observed_at").agg(
        both=state.is_in(_DELIVERED).any() & (state == _STATES[-1]).any()
    )
    return one_capture.group_by("post_id").agg(conflict=pl.col("both").any())


def _strongest(notes: pl.DataFrame) -> pl.DataFrame:
    """One row a post: the strongest evidence, of equals the newest."""
    return (
        notes.with_columns(rank=_rank(_STATES), written_at=_written_at())
        .sort(
            "post_id",
            "rank",
            "observed_at",
            "note_id",
            descending=[False, False, True, False],
            nulls_last=True,
        )
        .unique("post_id", keep="first", maintain_order=True)
    )


def _rank(states: tuple[str, ...]) -> pl.Expr:
    return pl.col("state").replace_strict(
        {state: rank for rank, state in enumerate(states)}, return_dtype=pl.Int8
    )


def _written_before(states: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    dated = states.filter(pl.col("written_at").is_not_null()).select("post_id", "thread_id", "written_at")
    others = posts.select("thread_id", "created_at")
    return (
        dated.join(others, on="thread_id")
        .group_by("post_id")
        .agg(n_before=(pl.col("created_at") < pl.col("written_at")).sum().cast(pl.Int64))
    )


def _captured(placed: pl.DataFrame, notes: pl.DataFrame) -> pl.DataFrame:
    """One row a post of which captures say anything."""
    captured = notes.filter(pl.col("state").is_in(_STATES))
    states = _strongest(captured).join(placed, on="post_id").join(_conflicts(captured), on="post_id")
    return states.join(_written_before(states, placed), on="post_id", how="left").select(
        *("post_id", "state", "note_id", "text", "written_at", "observed_at", "n_before", "conflict")
    )


def _in_snapshot(notes: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """One row a post that notes of a snapshot are about: the strongest note, each by the newest snapshot that has it."""
    known = notes.filter(pl.col("evidence_kind") == "snapshot")
    # A note that was written on an older version of a post is a note on that post.
    newest = known.join(
        aliases, left_on="post_id", right_on="alias_id", how="left", suffix="_newest"
    ).with_columns(post_id=pl.coalesce("post_id_newest", "post_id"))
    latest = newest.sort("observed_at", nulls_last=False).unique(
        ["post_id", "note_id"], keep="last", maintain_order=True
    )
    return (
        latest.with_columns(rank=_rank(_SNAPSHOT), n_snapshot_notes=pl.len().over("post_id").cast(pl.Int64))
        .sort("post_id", "rank", "shown_from", "written_at", "note_id", nulls_last=True)
        .unique("post_id", keep="first", maintain_order=True)
        .select(
            *("post_id", "rated_helpful_at", "shown_from", "shown_until", "n_snapshot_notes", "snapshot_by"),
            snapshot_state="state",
            snapshot_note_id="note_id",
            snapshot_text="text",
            snapshot_written_at=_written_at(),
            snapshot_at="observed_at",
        )
    )


def _not_named(placed: pl.DataFrame, named: pl.DataFrame, note_files: pl.DataFrame) -> pl.DataFrame:
    """One row a post that no snapshot names, if one is whole: old enough to stand in it, or too young."""
    reach = note_files.drop_nulls("covers_until").sort("covers_until", "snapshot_at").tail(1)
    days = reach.select("covers_until", "snapshot_at", "snapshot_by")
    old_enough = pl.col("created_at") <= pl.col("covers_until")
    state = (
        pl.when(old_enough).then(pl.lit("not_in_snapshot")).when(~old_enough).then(pl.lit("outside_snapshot"))
    )
    return (
        placed.join(named, on="post_id", how="anti")
        .join(days, how="cross")
        .select("post_id", "snapshot_at", "snapshot_by", snapshot_state=state)
        .drop_nulls("snapshot_state")
    )


def note_states(
    posts: pl.DataFrame, notes: pl.DataFrame, aliases: pl.DataFrame, note_files: pl.DataFrame
) -> pl.DataFrame:
    """One row a post of which captures or a snapshot say anything about notes.

    The two are folded each by itself. Captures: what was delivered with the post, or said beside it; captures at
    different times may differ without contradicting each other, for notes come and go. Snapshots: of each note the
    state in the newest one, of these the strongest.

    Returns
    -------
    polars.DataFrame
        Table ``note_states``, sorted by thread and post. ``none_reported_at_capture`` means that none was
        reported to that capture, ``not_in_snapshot`` that no undeleted note was written on the post until two days
        before the snapshot; neither ever means that there was no note.
    """
    if notes.is_empty() and note_files.is_empty():
        return schema.empty("note_states")
    placed = posts.filter(pl.col("thread_id").is_not_null()).select("post_id", "thread_id", "created_at")
    named = _in_snapshot(notes, aliases)
    snapshot = pl.concat([named, _not_named(placed, named, note_files)], how="diagonal")
    rows = (
        _captured(placed, notes)
        .join(snapshot, on="post_id", how="full", coalesce=True)
        .join(placed, on="post_id")
        .with_columns(
            age_s=_seconds("written_at"),
            snapshot_age_s=_seconds("snapshot_written_at"),
            conflict=pl.col("conflict").fill_null(value=False),
            n_snapshot_notes=pl.col("n_snapshot_notes").fill_null(0),
        )
    )
    return schema.conform(rows.sort("thread_id", "post_id"), "note_states")


def _seconds(until: str) -> pl.Expr:
    return (pl.col(until) - pl.col("created_at")).dt.total_milliseconds() / 1000
