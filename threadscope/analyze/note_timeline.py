"""Evidence about notes -> one row a note, post and kind of evidence: what became of it when, and what was written by then.

Kinds of evidence are never merged: what a capture was shown and what the public files say stand in rows of their own.
When a note was written is exact, for its id holds the millisecond; when it was rated helpful, and ceased to be, are
times of scoring runs, and X shows and removes a note soon after.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.analyze.note_scopes import places, shares
from threadscope.analyze.note_times import hours, time_in_id
from threadscope.schema.note_states import NOTE_STATES

__all__ = ["note_timeline"]

#: States in which a note is, or was, to be seen by the public.
_SHOWN: Final = ("shown", "shown_at_capture")
_REMOVED: Final = "shown_then_removed"
_NONE: Final = "none_reported_at_capture"
_NOT_DELIVERED: Final = (_NONE, "notes_exist_not_shown_to_capturer")
#: Of evidence of one moment, the one that comes last here says the state.
_STRENGTH: Final = (_NONE, *reversed(NOTE_STATES))
#: What of the newest evidence counts, even if an older one says more.
_NEWEST: Final = ("state", "because", "snapshot_by", "shown_until")
#: What is known once it was said.
_KNOWN: Final = (
    "text",
    "classification",
    "is_media_note",
    "is_collaborative",
    "written_on_id",
    "written_at",
    "rated_helpful_at",
    "shown_from",
)


def note_timeline(
    posts: pl.DataFrame,
    ghosts: pl.DataFrame,
    notes: pl.DataFrame,
    aliases: pl.DataFrame,
    completeness: pl.DataFrame,
) -> pl.DataFrame:
    """One row a note, post and kind of evidence, with the times that it gives and what had been written by then.

    Of several observations by one kind the newest says the state, and what it was before stands in ``states``. A
    post of which a capture reported no note has no row. Evidence without the id of a note has one row a post, kind and
    text.

    Parameters
    ----------
    posts, ghosts
        With their place in the tree; a note may be on a post that others answer and nobody archived.
    notes
        The evidence.
    aliases
        Older versions of edited posts; a note on one is a note on the post.
    completeness
        When each thread was captured.

    Returns
    -------
    polars.DataFrame
        Table ``note_timeline``, sorted by thread, time of writing, post, note and kind.
    """
    if notes.is_empty():
        return schema.empty("note_timeline")
    placed = _placed(notes, aliases)
    where = places(posts, ghosts).select("thread_id", "post_id", "created_at")
    rows = _folded(placed).join(where, on="post_id", maintain_order="left")
    rows = rows.join(_not_delivered(rows, placed), on=["post_id", "_key"], how="left", maintain_order="left")
    removed = pl.col("state") == _REMOVED
    rows = rows.with_columns(
        written_precision=pl.when(time_in_id("note_id").is_not_null())
        .then(pl.lit("exact"))
        .when(pl.col("written_at").is_not_null())
        .then(pl.lit("said")),
        # A note on a picture is shown on this post from when X found the same picture in it: nobody knows.
        shown_from=pl.when(pl.col("written_on_id").is_null()).then("shown_from"),
        removed_at=pl.when(removed).then(pl.coalesce("shown_until", "_removed_by")),
    ).with_columns(
        shown_precision=pl.when(
            pl.any_horizontal(pl.col("rated_helpful_at", "shown_from", "shown_until").is_not_null())
        ).then(pl.lit("scoring_run")),
        removed_precision=pl.when(pl.col("removed_at").is_not_null()).then(
            pl.when(pl.col("shown_until").is_not_null())
            .then(pl.lit("scoring_run"))
            .otherwise(pl.lit("snapshot"))
        ),
        hours_to_written=hours("created_at", "written_at"),
        hours_to_helpful=hours("created_at", "rated_helpful_at"),
        hours_to_removed=hours("created_at", "shown_until"),
    )
    rows = shares(rows, posts, ghosts, written="written_at", helpful="rated_helpful_at")
    rows = rows.join(completeness.select("thread_id", "captured_to"), on="thread_id", how="left")
    order = ("thread_id", "written_at", "post_id", "note_id", "evidence_kind", "text")
    return schema.conform(rows.sort(order, nulls_last=True), "note_timeline")


def _placed(notes: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """Return the evidence by the newest version of each post, with what makes one row of it."""
    newest = notes.join(
        aliases, left_on="post_id", right_on="alias_id", how="left", suffix="_newest", maintain_order="left"
    )
    return newest.with_columns(
        post_id=pl.coalesce("post_id_newest", "post_id"),
        written_at=pl.coalesce(time_in_id("note_id"), "written_at"),
        # A card without the id of its note is told by its words.
        _key=pl.concat_str(
            "evidence_kind", pl.coalesce("note_id", "text", pl.lit("")), separator=" ", ignore_nulls=True
        ),
    )


def _folded(placed: pl.DataFrame) -> pl.DataFrame:
    """Return one row a post, kind of evidence and note."""
    strength = pl.col("state").replace_strict(
        {state: n for n, state in enumerate(_STRENGTH)}, return_dtype=pl.Int8
    )
    state, observed = pl.col("state"), pl.col("observed_at")
    return (
        placed.sort("observed_at", strength, "source", nulls_last=False, maintain_order=True)
        .group_by("post_id", "_key", maintain_order=True)
        .agg(
            *(pl.col(name).last() for name in ("evidence_kind", "note_id", *_NEWEST)),
            *(pl.col(name).drop_nulls().last() for name in _KNOWN),
            states=state.filter(state.ne_missing(state.shift())),
            n_observations=pl.len().cast(pl.Int64),
            first_observed_at=observed.min(),
            observed_at=observed.max(),
            seen_shown_from=observed.filter(state.is_in(_SHOWN)).min(),
            seen_shown_to=observed.filter(state.is_in(_SHOWN)).max(),
            _removed_by=observed.filter(state == _REMOVED).min(),
            _noted=(state != _NONE).any(),
        )
        .filter("_noted")
    )


def _not_delivered(rows: pl.DataFrame, placed: pl.DataFrame) -> pl.DataFrame:
    """Return for each note that a capture showed the captures before and after that delivered none."""
    without = placed.filter(
        (pl.col("evidence_kind") == "flag") & pl.col("state").is_in(_NOT_DELIVERED)
    ).select("post_id", _at="observed_at")
    shown = rows.filter((pl.col("evidence_kind") == "pivot") & pl.col("seen_shown_from").is_not_null())
    at = pl.col("_at")
    return (
        shown.select("post_id", "_key", "seen_shown_from", "seen_shown_to")
        .join(without, on="post_id")
        .group_by("post_id", "_key")
        .agg(
            unseen_before=at.filter(at < pl.col("seen_shown_from")).max(),
            unseen_after=at.filter(at > pl.col("seen_shown_to")).min(),
        )
    )
