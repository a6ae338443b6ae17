"""Notes table -> what all evidence about Community Notes on one post allows to say together."""

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
    rank = pl.col("state").replace_strict(
        {state: rank for rank, state in enumerate(_STATES)}, return_dtype=pl.Int8
    )
    return (
        notes.with_columns(rank=rank, written_at=_written_at())
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


def _written_before(states: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    dated = states.filter(pl.col("written_at").is_not_null()).select("post_id", "thread_id", "written_at")
    others = posts.select("thread_id", "created_at")
    return (
        dated.join(others, on="thread_id")
        .group_by("post_id")
        .agg(n_before=(pl.col("created_at") < pl.col("written_at")).sum().cast(pl.Int64))
    )


def note_states(posts: pl.DataFrame, notes: pl.DataFrame) -> pl.DataFrame:
    """One row a post with any evidence about notes.

    Only evidence from captures is folded: what was delivered with the post, or said beside it. Captures at
    different times may differ without contradicting each other, for notes come and go.

    Returns
    -------
    polars.DataFrame
        Table ``note_states``, sorted by thread and post. ``none_reported_at_capture`` means that none was
        reported to that capture; it never means that there was no note.
    """
    captured = notes.filter(pl.col("state").is_in(_STATES))
    placed = posts.filter(pl.col("thread_id").is_not_null()).select("post_id", "thread_id", "created_at")
    states = _strongest(captured).join(placed, on="post_id").join(_conflicts(captured), on="post_id")
    rows = states.join(_written_before(states, placed), on="post_id", how="left").with_columns(
        age_s=(pl.col("written_at") - pl.col("created_at")).dt.total_milliseconds() / 1000
    )
    return schema.conform(rows.sort("thread_id", "post_id"), "note_states")
