"""Where what is known of the notes on one post does not agree."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.findings.noted import noted_post, on_posts
from threadscope.findings.rows import Row, findings

__all__ = ["notes_in_conflict"]

_MOST = 12
#: In the order in which they are told; notes in several states are the rule, and told one by one.
_TOLD = ("classification", "kinds", "capture")


def _classification(row: Row) -> str:
    calls, says_not = row["n_misleading"], row["n_not_misleading"]
    return (
        f"Community Notes on {noted_post(row)} do not agree: {calls:,} {'calls' if calls == 1 else 'call'} it misleading, "
        f"{says_not:,} {'says' if says_not == 1 else 'say'} that it is not."
    )


def _wording(row: Row) -> str:
    if row["kind"] == "classification":
        return _classification(row)
    if row["kind"] == "kinds":
        return (
            f"A capture showed a Community Note on {noted_post(row)} of which the public notes files have no showing on record; "
            "they keep the first and the last rating of a note only."
        )
    return f"One capture of {noted_post(row)} contradicts itself: it holds a Community Note and says that there is none."


def notes_in_conflict(
    posts: pl.DataFrame, ghosts: pl.DataFrame, note_conflicts: pl.DataFrame
) -> pl.DataFrame:
    """Say where notes on one post call it misleading and not, and where evidence contradicts evidence."""
    if note_conflicts.is_empty():
        return schema.empty("findings")
    place = pl.col("kind").replace_strict({kind: n for n, kind in enumerate(_TOLD)}, default=len(_TOLD))
    told = note_conflicts.filter(pl.col("kind").is_in(_TOLD)).sort("thread_id", place, "post_id")
    named = on_posts(told, posts, ghosts).with_columns(value=pl.col("n_notes").cast(pl.Float64))
    return findings(named, _wording, kind="note_conflict", rule="notes_do_not_agree", most=_MOST)
