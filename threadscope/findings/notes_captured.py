"""What a capture says about Community Notes on a post: shown, proposed, or only on record."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import day, post_of
from threadscope.findings.quotation import quotation
from threadscope.findings.rows import Row, findings, quoted
from threadscope.settings import Settings

__all__ = ["notes_captured"]

#: Note texts are quoted at length: what a note says is all that is known of it.
_QUOTED = 280
_WORDED = {
    "shown_at_capture": "A Community Note was shown on {post} when it was captured{on}",
    "proposed_at_capture": "A proposed Community Note, which only contributors see, came with {post} when it was captured{on}",
    "pivot_ambiguous": "A Community Note came with {post} when it was captured{on}; whether the public saw it is not known",
    "notes_exist_not_shown_to_capturer": "At least one Community Note was on record for {post} when it was captured{on}; none was delivered",
}


def _on(moment: datetime | None) -> str:
    return f" on {day(moment)}" if moment else ""


def _wording(row: Row) -> str:
    words = _WORDED[row["state"]].format(post=post_of(row["post_who"]), on=_on(row["seen_at"]))
    says = quotation(row["text"], 0, _QUOTED)
    return f"{words}; the note says {says}" if says else f"{words}."


def notes_captured(posts: pl.DataFrame, note_states: pl.DataFrame, *, settings: Settings) -> pl.DataFrame:
    """Say of each noted post what its captures delivered. That no note was reported is no finding.

    The day of a capture is that of the zone in the settings.
    """
    if note_states.is_empty():
        return schema.empty("findings")
    known = note_states.filter(pl.col("state").is_in(list(_WORDED)))
    strength = pl.col("state").replace_strict(
        {state: n for n, state in enumerate(_WORDED)}, return_dtype=pl.Int8
    )
    told = quoted(
        known.sort("thread_id", strength, "written_at", "post_id", nulls_last=True), posts, "post_id", "post"
    )
    told = told.with_columns(
        evidence=pl.concat_list("post_id"),
        object=pl.col("post_author_id"),
        at=pl.col("observed_at"),
        seen_at=pl.col("observed_at").dt.convert_time_zone(settings.tz),
    )
    return findings(told, _wording, kind="note_captured", rule="captured_note_evidence")
