"""Notes on a picture, a video or a link that were written on another post than the one they are known from."""

from __future__ import annotations

import polars as pl

from threadscope import schema
from threadscope.findings.amounts import duration
from threadscope.findings.noted import noted_post, on_posts, says
from threadscope.findings.rows import Row, findings, unite

__all__ = ["notes_elsewhere"]

_MOST = 12


def _wording(row: Row) -> str:
    hours = row["hours_to_written"]
    when = (
        ""
        if hours is None
        else f", {duration(abs(hours) * 3600)} {'after' if hours >= 0 else 'before'} this one was"
    )
    words = f"The Community Note that is known from {noted_post(row)} was written on another post"
    return f"{words} ({row['written_on_id']}){when}; X shows a note on a picture, video or link wherever the same stands{says(row)}"


def notes_elsewhere(posts: pl.DataFrame, ghosts: pl.DataFrame, note_timeline: pl.DataFrame) -> pl.DataFrame:
    """Say of each note that was written on another post so; of several kinds of evidence for it the first is told."""
    if note_timeline.is_empty():
        return schema.empty("findings")
    elsewhere = note_timeline.drop_nulls("written_on_id").unique(
        ["thread_id", "post_id", "note_id"], keep="first", maintain_order=True
    )
    told = on_posts(
        elsewhere.sort("thread_id", "written_at", "post_id", "note_id", nulls_last=True), posts, ghosts
    )
    archived = pl.col("written_on_id").is_in(posts["post_id"].implode())
    cited = pl.when(archived).then("written_on_id")
    told = told.with_columns(
        evidence=unite("evidence", cited), at=pl.col("written_at"), value=pl.col("hours_to_written")
    )
    return findings(told, _wording, kind="note_elsewhere", rule="note_written_on_another_post", most=_MOST)
