"""Evidence about notes in an earlier and in a later capture -> rows of `changes`: notes that appeared, went, changed."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.diff.rows import rows
from threadscope.schema.note_states import NOTE_STATES

__all__ = ["note_changes"]

#: Evidence of different kinds is not compared: what a snapshot names a capture need not have been shown.
_KINDS: Final = {
    "pivot": "capture",
    "flag": "capture",
    "payload": "capture",
    "snapshot": "snapshot",
    "own_archive": "own_archive",
}
_NONE: Final = "none_reported_at_capture"
_RANK: Final = {state: place for place, state in enumerate(NOTE_STATES)}
_POST, _NOTE = ["post_id", "_kind"], ["post_id", "_kind", "_note"]


def note_changes(old: pl.DataFrame, new: pl.DataFrame, bound: pl.Expr, fresh: pl.Series) -> pl.DataFrame:
    """Return the notes that one side tells of and the other does not, and those whose state differs.

    A note was not there before if the earlier capture of the post reported none, or if the note or its post was written
    after everything in it was captured. It is no longer there if the later capture reports none. Otherwise one side is silent, and silence
    says nothing. What posts say of notes (text hints) is no evidence.

    Parameters
    ----------
    old, new
        Evidence by the newest version of each post: the table ``notes``.
    bound
        When the newest copy of the older capture was taken; null if that is not known.
    fresh
        Ids of posts that were written later than that.

    Returns
    -------
    polars.DataFrame
        Without thread and author, which the caller knows.
    """
    sides = [
        _with_ids(side.filter(pl.col("evidence_kind").is_in(list(_KINDS))), old, new) for side in (old, new)
    ]
    none_old, none_new = (_none_reported(side) for side in sides)
    told = [_newest(side, none) for side, none in zip(sides, (none_old, none_new), strict=True)]
    flagged = pl.concat([side.filter(pl.col("_note") == "").select(_POST) for side in told]).unique()
    told_old, told_new = (_collapsed(side, flagged) for side in told)
    pairs = (
        told_old.join(told_new, on=_NOTE, how="full", coalesce=True, suffix="_new")
        .join(none_old, on=_POST, how="left")
        .join(none_new, on=_POST, how="left", suffix="_new")
        .with_columns(
            note_id=pl.coalesce("note_id_new", "note_id"),
            detail=pl.coalesce("text_new", "text"),
            field=pl.lit("state"),
            before="state",
            after="state_new",
            before_at=pl.coalesce("observed_at", "none_at"),
            after_at=pl.coalesce("observed_at_new", "none_at_new"),
        )
    )  # fmt: skip
    only_new = pairs.filter(pl.col("before").is_null())
    only_old = pairs.filter(pl.col("after").is_null())
    both = pairs.filter(pl.col("before") != pl.col("after"))
    appeared = (
        pl.col("none_reported").fill_null(value=False)
        | (pl.col("written_at_new") > bound).fill_null(value=False)
        | pl.col("post_id").is_in(fresh.implode())
    )
    went = pl.col("none_reported_new").fill_null(value=False)
    return pl.concat(
        [
            rows(only_new.filter(appeared), "note_appeared", sure=True),
            rows(only_new.filter(~appeared), "note_not_in_old", sure=False),
            rows(only_old.filter(went), "note_gone", sure=True),
            rows(only_old.filter(~went), "note_not_in_new", sure=False),
            rows(both, "note_changed", sure=True),
        ]
    )


def _with_ids(side: pl.DataFrame, *every: pl.DataFrame) -> pl.DataFrame:
    """Add the kind of evidence, and what a note is told by: its id, else that of the same words, else the words."""
    known = (
        pl.concat([each.select("post_id", "text", "note_id") for each in every])
        .drop_nulls()
        .sort("note_id")
        .unique(["post_id", "text"], keep="first", maintain_order=True)
        .rename({"note_id": "_known"})
    )
    return side.join(known, on=["post_id", "text"], how="left", maintain_order="left").with_columns(
        _kind=pl.col("evidence_kind").replace_strict(_KINDS, return_dtype=pl.String),
        _note=pl.coalesce("note_id", "_known", "text", pl.lit("")),
    )


def _none_reported(side: pl.DataFrame) -> pl.DataFrame:
    """Return the posts of which a capture reported no note, and when it last did so."""
    return (
        side.filter(pl.col("state") == _NONE)
        .group_by(_POST)
        .agg(none_at=pl.col("observed_at").max())
        .with_columns(none_reported=pl.lit(value=True))
        .sort(_POST)
    )


def _rank() -> pl.Expr:
    return pl.col("state").replace_strict(_RANK, default=len(_RANK), return_dtype=pl.Int32)


def _newest(side: pl.DataFrame, none: pl.DataFrame) -> pl.DataFrame:
    """Return one row a note: its newest state; none where a newer capture of the side reported no note.

    A flag names no note: it counts only where nothing else is known of the post.
    """
    telling = side.filter(pl.col("state").is_in(list(NOTE_STATES)))
    each = (
        telling.sort("observed_at", -_rank(), nulls_last=False, maintain_order=True)
        .group_by(_NOTE, maintain_order=True)
        .agg(
            pl.col("state", "observed_at").last(),
            pl.col("note_id", "text", "written_at").drop_nulls().last(),
        )
        .join(none.select(*_POST, "none_at"), on=_POST, how="left", maintain_order="left")
        .filter((pl.col("observed_at") >= pl.col("none_at")).fill_null(value=True))
        .drop("none_at")
    )
    named = each.filter(pl.col("_note") != "")
    return pl.concat([named, each.filter(pl.col("_note") == "").join(named, on=_POST, how="anti")])


def _collapsed(told: pl.DataFrame, flagged: pl.DataFrame) -> pl.DataFrame:
    """Return one row a post, the strongest state, where one of the two sides knows only that there are notes."""
    some = told.join(flagged, on=_POST, how="semi")
    rest = told.join(flagged, on=_POST, how="anti")
    strongest = some.sort(_rank(), "_note").unique(_POST, keep="first", maintain_order=True)
    return pl.concat([rest, strongest.with_columns(_note=pl.lit(""))])
