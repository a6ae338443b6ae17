"""What a snapshot holds of a note -> its state, why, and from when until when it was shown.

A note is shown on a post if its writer calls the post misleading and raters of different views found the note
helpful; a note that was deleted, or that calls the post not misleading, is rated too and not shown. The status file
keeps the present status, the first that was not "needs more ratings", and the last such one, each with the time of the
scoring run that gave it. A note that was helpful between two times at which it was not leaves no trace: that no
showing is recorded does not prove that there was none.
"""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["BECAUSE", "NEEDED", "with_states"]

#: Columns that `with_states` reads, beside the ids: whether the notes file of the snapshot has the note (null: there is
#: no whole notes file), what its writer says of the post, whether the status file has it, and what that says.
NEEDED: Final = (
    "in_notes",
    "classification",
    "has_status",
    "status",
    "first_status",
    "first_at",
    "latest_status",
    "latest_at",
    "changed_at",
    "held_back_at",
)

#: Why a state was given -> the state. Each is a row of the table in docs/notes.md.
BECAUSE: Final = {
    "helpful": "shown",
    "helpful_not_misleading": "helpful_not_displayed",
    "helpful_deleted": "deleted_rated_helpful",
    "was_helpful": "shown_then_removed",
    "not_helpful": "rated_not_helpful",
    "was_not_helpful": "proposed",
    "was_helpful_not_misleading": "proposed",
    "held_back": "proposed",
    "needs_ratings": "proposed",
    "no_status": "status_unknown",
    "deleted": "unknown",
    "no_notes_file": "unknown",
    "no_classification": "unknown",
    "other_status": "unknown",
}

_HELPFUL: Final = "helpful"
_NOT: Final = "not_helpful"


def with_states(notes: pl.DataFrame) -> pl.DataFrame:
    """Return notes with ``because``, ``state``, ``status``, ``rated_helpful_at``, ``shown_from``, ``shown_until``.

    Parameters
    ----------
    notes
        One row a note and snapshot, with the columns NEEDED; statuses are helpful, not_helpful, needs_more_ratings,
        other or null, times milliseconds or null.

    Returns
    -------
    polars.DataFrame
        ``status`` is ``blank`` where the status file has the note without one. Times are milliseconds: those of
        scoring runs; ``shown_until`` is the latest that it can have been.
    """
    because = _because()
    told = notes.with_columns(
        because=because, status=pl.when("has_status").then(pl.col("status").fill_null("blank"))
    ).with_columns(
        state=pl.col("because").replace_strict(BECAUSE, return_dtype=pl.String),
        rated_helpful_at=_helpful_at(),
    )
    was_shown = pl.col("state").is_in(["shown", "shown_then_removed"])
    dated = told.with_columns(shown_from=pl.when(was_shown).then("rated_helpful_at"))
    until = pl.when(pl.col("state") == "shown_then_removed").then(_removed_at())
    return dated.with_columns(shown_until=pl.when(until > pl.col("shown_from")).then(until))


def _is(column: str, status: str) -> pl.Expr:
    return (pl.col(column) == status).fill_null(value=False)


def _because() -> pl.Expr:
    helpful, not_helpful = _is("status", _HELPFUL), _is("status", _NOT)
    was_helpful = _is("first_status", _HELPFUL) | _is("latest_status", _HELPFUL)
    was_not = _is("first_status", _NOT) | _is("latest_status", _NOT)
    misleading = _is("classification", "misleading")
    unsaid = pl.col("classification").is_null()
    told = (
        (~pl.col("has_status"), "no_status"),
        (pl.col("in_notes").is_null(), "no_notes_file"),
        (~pl.col("in_notes") & helpful, "helpful_deleted"),
        (~pl.col("in_notes"), "deleted"),
        (_is("status", "other"), "other_status"),
        ((helpful | was_helpful) & unsaid, "no_classification"),
        (helpful & misleading, "helpful"),
        (helpful, "helpful_not_misleading"),
        (was_helpful & misleading, "was_helpful"),
        (not_helpful, "not_helpful"),
        (was_helpful, "was_helpful_not_misleading"),
        (pl.col("held_back_at").is_not_null(), "held_back"),
        (was_not, "was_not_helpful"),
    )
    return pl.coalesce(*(pl.when(case).then(pl.lit(name)) for case, name in told), pl.lit("needs_ratings"))


def _helpful_at() -> pl.Expr:
    """Return the first scoring run on record that found the note helpful."""
    return pl.coalesce(
        pl.when(_is("first_status", _HELPFUL)).then("first_at"),
        pl.when(_is("latest_status", _HELPFUL)).then("latest_at"),
    )


def _removed_at() -> pl.Expr:
    """Return when the note was no longer helpful, at the latest.

    Where the last status of the two was "not helpful", the scoring run that gave it; else, of a note that needs more
    ratings again, the last change of its status, which is recorded since July 2024.
    """
    return pl.when(_is("latest_status", _NOT)).then("latest_at").when(~_is("status", _NOT)).then("changed_at")
