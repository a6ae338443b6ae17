"""A snapshot, and what is known from captures -> rows of the tables ``notes`` and ``note_requests``.

A note stands in the notes file with the one post that it was written on. Notes on a picture, video or link are shown
on other posts too, which no file names: a capture that saw such a note on a post gives that post a row of its own.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope import schema
from threadscope.collect.moments import snowflake_time
from threadscope.collect.note_files.cells import COLUMNS, texts_of
from threadscope.collect.note_files.files import NoteFile
from threadscope.collect.note_files.layout import INDEX, NOTES, STATUS
from threadscope.collect.note_files.snapshots import Snapshot
from threadscope.collect.note_files.states import with_states
from threadscope.collect.note_files.wanted import Wanted
from threadscope.snowflake import EPOCH_MS

__all__ = ["ASKED", "INDEXED", "known_posts", "notes_of", "per_post", "requests_of", "side_by_side"]

#: Columns of notes and their status side by side, as an index keeps them.
INDEXED: Final = {
    **COLUMNS[NOTES],
    **{name: kind for name, kind in COLUMNS[STATUS].items() if name not in COLUMNS[NOTES]},
    "in_notes": pl.Boolean,
    "has_status": pl.Boolean,
}
#: Columns of posts for which notes were requested.
ASKED: Final = {
    "post_id": pl.Int64,
    "eligible": pl.Int64,
    "requested": pl.Int64,
    "n_requests": pl.Int64,
    "n_links": pl.Int64,
}
_SAME: Final = ("post_id", "note_id", "observed_at")


def known_posts(snapshots: list[Snapshot]) -> pl.DataFrame:
    """Return the post that each note was written on, from all snapshots; the newest says it last."""
    said = [
        file.rows.select("note_id", "written_on")
        for snapshot in snapshots
        for file in snapshot.files
        if file.holds in {NOTES, INDEX}
    ]
    every = pl.concat([pl.DataFrame(schema={"note_id": pl.Int64, "written_on": pl.Int64}), *said])
    return every.drop_nulls().unique("note_id", keep="last", maintain_order=True)


def notes_of(snapshot: Snapshot, wanted: Wanted, posts: pl.DataFrame) -> pl.DataFrame:
    """Return what a snapshot says of the notes that are wanted, as rows of ``notes``.

    Parameters
    ----------
    snapshot
        With the rows that were kept of its files.
    wanted
        What the archive holds.
    posts
        See `known_posts`.
    """
    parts = [_indexed(file) for file in snapshot.files if file.holds == INDEX] or [_joined(snapshot)]
    told = with_states(_placed(pl.concat(parts), wanted, posts))
    rows = told.with_columns(
        evidence_kind=pl.lit("snapshot"),
        text=texts_of(told["summary"]),
        observed_at=pl.lit(snapshot.at),
        snapshot_by=pl.lit(snapshot.by),
        written_at=pl.coalesce(snowflake_time(pl.col("note_id")), "created"),
        precision=pl.when(pl.col("shown_from").is_not_null())
        .then(pl.lit("scoring_run"))
        .otherwise(pl.lit("none")),
    )
    return schema.conform(rows, "notes").unique(_SAME, keep="first", maintain_order=True)


def requests_of(snapshot: Snapshot) -> pl.DataFrame:
    """Return which posts notes were requested for, as rows of ``note_requests``."""
    parts = [
        file.requests.with_columns(source=pl.lit(file.source))
        for file in snapshot.files
        if file.requests is not None
    ]
    if not parts:
        return schema.empty("note_requests")
    rows = pl.concat(parts).rename(
        {"eligible": "eligible_at", "requested": "requested_at", "n_links": "n_source_links"}
    )
    dated = rows.with_columns(observed_at=pl.lit(snapshot.at), snapshot_by=pl.lit(snapshot.by))
    return schema.conform(dated, "note_requests").unique("post_id", keep="first", maintain_order=True)


def _indexed(file: NoteFile) -> pl.DataFrame:
    return file.rows.select(*INDEXED).with_columns(source=pl.lit(file.source))


def _joined(snapshot: Snapshot) -> pl.DataFrame:
    return side_by_side(snapshot.rows(NOTES), snapshot.rows(STATUS), snapshot)


def side_by_side(notes: pl.DataFrame, status: pl.DataFrame, snapshot: Snapshot) -> pl.DataFrame:
    """Return notes with their status, then the status of those that are no longer among the notes (INDEXED)."""
    notes = notes.with_columns(in_notes=pl.lit(value=True))
    status = status.with_columns(has_status=pl.lit(value=True))
    both = notes.join(
        status, on="note_id", how="full", coalesce=True, suffix="_status", maintain_order="left_right"
    )
    written = pl.col("note_id") // (1 << 22) + EPOCH_MS
    # A note that is younger than the newest one of the notes file cannot be missing from it.
    gone = pl.lit(snapshot.whole) & (written <= (snapshot.reaches or 0))
    sources = {"source": pl.coalesce("source", "source_status")} if "source" in notes.columns else {}
    return both.with_columns(
        in_notes=pl.when(pl.col("in_notes").is_not_null())
        .then("in_notes")
        .when(gone)
        .then(pl.lit(value=False)),
        has_status=pl.col("has_status").fill_null(value=False),
        created=pl.coalesce("created", "created_status"),
        **sources,
    ).select(*INDEXED, *sources)


def per_post(asked: pl.DataFrame) -> pl.DataFrame:
    """Return one row a post for which notes were requested (ASKED); until 2026 the file had a row a request."""
    n_requests, n_links = pl.col("requested").count(), pl.col("n_links")
    return (
        asked.drop_nulls("post_id")
        .group_by("post_id", maintain_order=True)
        .agg(
            pl.col("eligible", "requested").min(),
            n_requests=pl.when(n_requests > 0).then(n_requests),
            n_links=pl.when(n_links.count() > 0).then(n_links.sum()),
        )
        .cast(ASKED)  # type: ignore[arg-type]
        .select(*ASKED)
    )


def _placed(notes: pl.DataFrame, wanted: Wanted, posts: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each note and post: the one that it was written on, and those that captures saw it on."""
    known = notes.join(posts, on="note_id", how="left", suffix="_known", maintain_order="left").with_columns(
        written_on=pl.coalesce("written_on", "written_on_known")
    )
    ours = pl.Series(wanted.posts).implode()
    seen = pl.col("note_id").is_in(wanted.seen["note_id"].implode())
    own = known.filter(
        pl.col("written_on").is_in(ours) | (pl.col("written_on").is_not_null() & ~seen)
    ).with_columns(post_id="written_on", written_on_id=pl.lit(None, pl.Int64))
    newest = wanted.versions.rename({"alias_id": "version"})
    elsewhere = known.join(wanted.seen, on="note_id", maintain_order="left")
    for column in ("post_id", "written_on"):
        elsewhere = elsewhere.join(
            newest.select(version="version", **{f"{column}_newest": "post_id"}),
            left_on=column,
            right_on="version",
            how="left",
            maintain_order="left",
        ).with_columns(pl.coalesce(f"{column}_newest", column).alias(f"{column}_newest"))
    other = elsewhere.filter(pl.col("post_id_newest").ne_missing(pl.col("written_on_newest"))).with_columns(
        written_on_id="written_on"
    )
    return pl.concat([own, other.select(own.columns)])
