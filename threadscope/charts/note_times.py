"""Note states -> the moments in the lives of notes that a time axis shows: written, shown, removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from threadscope.schema.note_states import NOTE_STATES, note_state

__all__ = ["Moment", "note_moments"]

#: Seconds since 1970, what happened, and its kind: written, shown, removed.
Moment = tuple[float, str, str]


def _moments(row: dict[str, Any], *, other_shown: bool) -> Iterator[Moment]:
    """Yield what is known of the times of one post's note: by the public files, or else by captures.

    Notes of which no showing is on record are drawn only where no other note of the thread was shown.
    """
    told: list[tuple[str, str, str]] = []
    on_record = note_state(row["snapshot_state"])
    if on_record is not None and on_record.was_shown:
        told = [
            ("snapshot_written_at", "note written", "written"),
            ("shown_from", "note shown", "shown"),
            ("shown_until", "note removed", "removed"),
        ]
    elif row["written_at"] is not None or row["state"] == "shown_at_capture":
        told = [("written_at", "note written", "written")]
        if row["state"] == "shown_at_capture":
            told.append(("observed_at", "note shown to the capture", "shown"))
    elif not other_shown:
        told = [("snapshot_written_at", "note written, no showing on record", "written")]
    for column, words, kind in told:
        if row[column] is not None:
            yield row[column].timestamp(), words, kind


def note_moments(note_states: pl.DataFrame) -> list[Moment]:
    """Return what is known of the times of notes: when written, when shown, and by when removed."""
    rows = note_states.filter(
        pl.col("state").is_in(list(NOTE_STATES)).fill_null(value=False)
        | pl.col("snapshot_state").is_in(list(NOTE_STATES)).fill_null(value=False)
    )
    states = [note_state(*pair) for pair in rows.select("state", "snapshot_state").iter_rows()]
    shown = any(state is not None and state.was_shown for state in states)
    return sorted(
        {moment for row in rows.iter_rows(named=True) for moment in _moments(row, other_shown=shown)}
    )
