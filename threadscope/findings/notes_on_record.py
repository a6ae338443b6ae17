"""What the public files, or a list of notes that X gave, have on record of notes: shown, removed, never shown."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import day
from threadscope.findings.noted import after_post, by_when, noted_post, on_posts, record, says, with_replies
from threadscope.findings.rows import Row, findings

__all__ = ["notes_on_record"]

_KINDS: Final = ("snapshot", "payload")
#: Most sentences of each kind a thread.
_MOST: Final = 12
#: What became of notes that were never shown on record -> of one, of several; the most telling first.
_OUTCOMES: Final = {
    "helpful_not_displayed": (
        "is rated helpful but does not call the post misleading, and X shows no such note",
        "are rated helpful but do not call the post misleading, and X shows no such notes",
    ),
    "deleted_rated_helpful": (
        "is rated helpful and deleted: it may have been shown before",
        "are rated helpful and deleted: they may have been shown before",
    ),
    "proposed": ("needs more ratings", "need more ratings"),
    "rated_not_helpful": ("is rated not helpful", "are rated not helpful"),
    "status_unknown": ("has no rating there", "have no rating there"),
    "unknown": ("has an outcome that is not known", "have outcomes that are not known"),
}


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _life(row: Row) -> str:
    """Return when the note was written and rated helpful, and what had been written by then."""
    parts = []
    if row["hours_to_written"] is not None:
        parts.append(f"written {after_post(row['hours_to_written'])}")
    if row["shown_from"] is None:
        parts.append("since when it was shown is not on record")
    elif row["hours_to_helpful"] is not None:
        parts.append(f"first rated helpful {after_post(row['hours_to_helpful'])} (the time of a scoring run)")
        if words := by_when(row):
            parts.append(words)
    return ", ".join(parts)


def _shown(row: Row) -> str:
    words = f"{_upper(record(row))} a Community Note on {noted_post(row)} as shown: {_life(row)}"
    return words + ("." if row["captured"] else says(row))


def _removed(row: Row) -> str:
    if row["hours_to_removed"] is not None:
        end = f"no longer shown {after_post(row['hours_to_removed'])} at the latest"
    elif row["removed_at"] is not None:
        end = f"no longer shown by {day(row['removed_at'])}, since when is not on record"
    else:
        end = "since when it is not shown any more is not on record"
    words = f"{_upper(record(row))} a Community Note on {noted_post(row)} as shown and later removed"
    return f"{words}: {_life(row)}; {end}" + ("." if row["captured"] else says(row))


def _never(row: Row) -> str:
    counts = {state: row["states"].count(state) for state in _OUTCOMES if state in row["states"]}
    if row["n"] == 1:
        (state,) = counts
        note = "Another Community Note" if row["beside_shown"] else "A Community Note"
        when = f" {after_post(row['hours_to_written'])}" if row["hours_to_written"] is not None else ""
        words = f"{note} was written on {noted_post(row)}{when}"
        return f"{words}; {record(row)} no showing of it on record: it {_OUTCOMES[state][0]}{says(row)}"
    notes = f"{row['n']:,} {'other ' if row['beside_shown'] else ''}Community Notes"
    when = f", the first {after_post(row['hours_to_written'])}" if row["hours_to_written"] is not None else ""
    became = ", ".join(
        f"{'they' if n == row['n'] else f'{n:,}'} {_OUTCOMES[state][n > 1]}" for state, n in counts.items()
    )
    words = f"{notes} were written on {noted_post(row)}{when}"
    return f"{words}; {record(row)} no showing of any on record: {became}."


def notes_on_record(posts: pl.DataFrame, ghosts: pl.DataFrame, note_timeline: pl.DataFrame) -> pl.DataFrame:
    """Say of each note that was shown from when to when, and of each post which notes were not.

    Notes that were written on another post are told elsewhere. The days of public files are those of UTC, as in
    their addresses.
    """
    if note_timeline.is_empty():
        return schema.empty("findings")
    known = note_timeline.filter(pl.col("evidence_kind").is_in(_KINDS) & pl.col("written_on_id").is_null())
    delivered = note_timeline.filter(pl.col("evidence_kind") == "pivot").drop_nulls(["note_id", "text"])
    told = on_posts(known, posts, ghosts).with_columns(
        captured=pl.col("note_id").is_in(delivered["note_id"].implode()).fill_null(value=False),
        at=pl.col("shown_from"),
        value=pl.col("hours_to_helpful"),
    )
    was_shown = with_replies(told, posts)
    order = ("thread_id", "shown_from", "written_at", "post_id", "note_id", "evidence_kind")
    shown = was_shown.filter(pl.col("state") == "shown").sort(order, nulls_last=True)
    removed = was_shown.filter(pl.col("state") == "shown_then_removed").sort(order, nulls_last=True)
    parts = [
        findings(shown, _shown, kind="note_on_record", rule="note_shown_on_record", most=_MOST),
        findings(removed, _removed, kind="note_removed", rule="note_removed_on_record", most=_MOST),
        findings(
            _without_showing(told), _never, kind="note_never_shown", rule="no_showing_on_record", most=_MOST
        ),
    ]
    return schema.check(pl.concat(parts), "findings")


def _without_showing(told: pl.DataFrame) -> pl.DataFrame:
    """Return one row a post and kind of evidence: its notes of which no showing is on record."""
    shown = told.filter(pl.col("state").is_in(["shown", "shown_then_removed"])).select(
        "post_id", "evidence_kind"
    )
    never = told.filter(pl.col("state").is_in(list(_OUTCOMES)))
    first = [
        name
        for name in never.columns
        if name not in {"thread_id", "post_id", "evidence_kind", "states", "at", "value"}
    ]
    return (
        never.sort("thread_id", "written_at", "post_id", "note_id", nulls_last=True)
        .group_by("thread_id", "post_id", "evidence_kind", maintain_order=True)
        .agg(
            *(pl.col(name).first() for name in first),
            states=pl.col("state"),
            n=pl.len().cast(pl.Int64),
            at=pl.col("written_at").first(),
            value=pl.len().cast(pl.Float64),
        )
        .join(
            shown.unique().with_columns(beside_shown=pl.lit(value=True)),
            on=["post_id", "evidence_kind"],
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.col("beside_shown").fill_null(value=False))
    )
