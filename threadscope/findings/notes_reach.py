"""How far what is known of Community Notes reaches: the sentence that stands in for "no note", which nobody can say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import polars as pl

from threadscope.findings.amounts import counted, day, part_of
from threadscope.findings.rows import MOST_EVIDENCE, Row, findings
from threadscope.settings import Settings

__all__ = ["notes_reach"]

#: Birdwatch, as the notes were called at first, began on this day.
_FIRST_NOTE: Final = datetime(2021, 1, 25, tzinfo=UTC)

#: Rules of this finding: pages tell the two apart by them.
_OLDER, _REACH = "older_than_notes", "reach_of_the_evidence"


def _captured(row: Row) -> str:
    first, last = row["first"], row["last"]
    if first is None or last is None:
        return "time of capture not known"
    return (
        f"captured {day(first)}" if first.date() == last.date() else f"captured {day(first)} to {day(last)}"
    )


def _snapshot(row: Row) -> str:
    first, last = row["snapshot_from"], row["snapshot_at"]
    if not row["n_snapshots"]:
        return "no Community Notes snapshot loaded"
    if first is None or last is None:
        return "snapshot of a day that is not known"
    newest = ", the day of its newest row" if row["snapshot_by"] == "newest_row" else ""
    if row["n_snapshots"] == 1:
        return f"snapshot of {day(last)}{newest}"
    between = " and " if row["n_snapshots"] == 2 else " to "
    return f"{row['n_snapshots']:,} snapshots, {day(first)}{between}{day(last)}{newest}"


def _short(row: Row) -> list[str]:
    """Return what is not known, in sentences."""
    said = []
    if n := row["n_outside_snapshot"]:
        some = part_of(n, row["n_posts"], "post")
        said.append(f"Too young for the snapshot, which reaches until {day(row['covers_until'])}: {some}.")
    if n := row["n_unknown"]:
        every, total = n == row["n_posts"], counted(row["n_posts"], "post")
        some = ("the only post" if n == 1 else f"any of the {total}") if every else f"{n:,} of the {total}"
        snapshot = ", and no snapshot reaches so far" if row["n_snapshots"] else ""
        said.append(f"Nothing is known of {some}: no capture says whether there was a note{snapshot}.")
    return said


def _wording(row: Row) -> str:
    reach = f"{_captured(row)}; {_snapshot(row)}"
    if row["rule"] == _OLDER:
        every = "The only post is" if row["n_posts"] == 1 else f"All {row['n_posts']:,} posts are"
        return (
            f"{every} older than Community Notes, which began in January 2021; there is no note in this data."
        )
    if not row["n_noted"] and row["n_unknown"] == row["n_posts"] and not row["n_snapshots"]:
        some = "its post" if row["n_posts"] == 1 else f"any of its {row['n_posts']:,} posts"
        return f"No note in this data, which does not say of {some} whether there was a Community Note."
    if not row["n_noted"]:
        return " ".join([f"No note in this data ({reach}).", *_short(row)])
    posts = counted(row["n_noted"], "post")
    return " ".join([f"There are signs of Community Notes on {posts} ({reach}).", *_short(row)])


def notes_reach(
    posts: pl.DataFrame, note_coverage: pl.DataFrame, note_timeline: pl.DataFrame, *, settings: Settings
) -> pl.DataFrame:
    """Say of each thread when it was captured, of which day the public files are, and of how many posts nothing is known.

    That a thread has no note can never be said: only that this data has none.
    """
    noted = note_timeline.filter(pl.col("evidence_kind") != "text_hint").select("post_id").unique()
    cited = (
        posts.drop_nulls("thread_id")
        .join(noted.with_columns(is_noted=pl.lit(value=True)), on="post_id", how="left")
        .sort("thread_id", "is_noted", "created_at", "post_id", nulls_last=True)
        .group_by("thread_id", maintain_order=True)
        .agg(
            evidence=pl.col("post_id").head(MOST_EVIDENCE),
            n_evidence=pl.len().cast(pl.Int64),
            latest=pl.col("created_at").max(),
        )
    )
    told = (
        note_coverage.join(cited, on="thread_id")
        .sort("thread_id")
        .with_columns(
            first=pl.col("captured_from").dt.convert_time_zone(settings.tz),
            last=pl.col("captured_to").dt.convert_time_zone(settings.tz),
            value=pl.col("n_noted").cast(pl.Float64),
            rule=pl.when((pl.col("n_noted") == 0) & (pl.col("latest") < _FIRST_NOTE))
            .then(pl.lit(_OLDER))
            .otherwise(pl.lit(_REACH)),
        )
    )
    return findings(told, _wording, kind="note_coverage")
