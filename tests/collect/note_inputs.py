"""Small public Community Notes files, and the ids that somebody looks for in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from fixtures.writers.public_notes import NOTES_2026, REQUESTS_2026, STATUS_2026, millis, table
from threadscope.collect.note_files import NoteFiles, Wanted, read_notes
from threadscope.snowflake import id_at

__all__ = [
    "DAY",
    "HELPFUL",
    "MORE",
    "NOT_HELPFUL",
    "POST",
    "WRITTEN",
    "hours",
    "note",
    "note_id",
    "only",
    "read_files",
    "release",
    "status",
    "wanted",
    "write",
]

#: When the post was written that notes are about.
WRITTEN = datetime(2025, 8, 1, 12, tzinfo=UTC)
#: Day of the snapshot, as in paths.
DAY = "2025/08/28"
POST = id_at(WRITTEN, 77)

HELPFUL = "CURRENTLY_RATED_HELPFUL"
NOT_HELPFUL = "CURRENTLY_RATED_NOT_HELPFUL"
MORE = "NEEDS_MORE_RATINGS"

Row = Mapping[str, Any]


def hours(count: float) -> datetime:
    """Return a time so many hours after the post."""
    return WRITTEN + timedelta(hours=count)


def note_id(after: float = 7) -> str:
    """Return the id of a note that was written so many hours after the post."""
    return id_at(hours(after), 9)


def note(after: float = 7, post: str = POST, **cells: Any) -> dict[str, str]:
    """Return a row of the notes: one that calls the post misleading."""
    row = {
        "noteId": note_id(after),
        "noteAuthorParticipantId": "F" * 64,
        "createdAtMillis": millis(hours(after)),
        "tweetId": post,
        "classification": "MISINFORMED_OR_POTENTIALLY_MISLEADING",
        "summary": "A note says something",
        "isMediaNote": "0",
        "isCollaborativeNote": "0",
    }
    return row | _said(cells)


def status(after: float = 7, **cells: Any) -> dict[str, str]:
    """Return a row of the status: one that was never anything but "needs more ratings"."""
    row = {
        "noteId": note_id(after),
        "noteAuthorParticipantId": "F" * 64,
        "createdAtMillis": millis(hours(after)),
        "timestampMillisOfCurrentStatus": millis(hours(600)),
        "currentStatus": MORE,
        "timestampMillisOfMostRecentStatusChange": "-1",
        "timestampMillisOfNmrDueToMinStableCrhTime": "-1",
    }
    return row | _said(cells)


_NAMES = {
    "first": "firstNonNMRStatus",
    "first_at": "timestampMillisOfFirstNonNMRStatus",
    "latest": "mostRecentNonNMRStatus",
    "latest_at": "timestampMillisOfLatestNonNMRStatus",
    "now": "currentStatus",
    "changed_at": "timestampMillisOfMostRecentStatusChange",
    "held_back_at": "timestampMillisOfNmrDueToMinStableCrhTime",
}


def _said(cells: Mapping[str, Any]) -> dict[str, str]:
    return {
        _NAMES.get(name, name): millis(value) if isinstance(value, datetime) else str(value)
        for name, value in cells.items()
    }


def write(folder: Path, name: str, data: bytes) -> Path:
    """Write a file, and the folders that it lies in."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def release(
    folder: Path,
    notes: Sequence[Row] | None = None,
    statuses: Sequence[Row] | None = None,
    requests: Sequence[Row] | None = None,
    *,
    day: str = DAY,
) -> Path:
    """Write the tables that are given as X lays them out, with a note on a post of nobody just before the end."""
    top = folder / day if day else folder
    last = datetime.strptime(day or DAY, "%Y/%m/%d").replace(tzinfo=UTC) - timedelta(hours=48, minutes=1)
    late = (last - WRITTEN) / timedelta(hours=1)
    if notes is not None:
        rows = [*notes, note(late, post=id_at(last - timedelta(hours=5)))]
        write(top, "notes/notes-00000.tsv", table(NOTES_2026, rows))
    if statuses is not None:
        write(
            top,
            "noteStatusHistory/noteStatusHistory-00000.tsv",
            table(STATUS_2026, [*statuses, status(late)]),
        )
    if requests is not None:
        write(top, "batSignals/batSignals-00000.tsv", table(REQUESTS_2026, requests))
    return folder


def wanted(
    *posts: str,
    seen: Mapping[str, str] | None = None,
    linked: Iterable[str] = (),
    versions: Mapping[str, str] | None = None,
    oldest: datetime | None = WRITTEN,
) -> Wanted:
    """Return what is looked for: posts, notes that captures saw on posts, notes in links, versions of edited posts."""
    pairs = sorted((int(note), int(post)) for note, post in (seen or {}).items())
    newest = sorted((int(old), int(new)) for old, new in (versions or {}).items())
    ids = (
        {int(post) for post in posts} | {post for _, post in pairs} | {one for pair in newest for one in pair}
    )
    return Wanted(
        posts=np.array(sorted(ids), dtype=np.int64),
        seen=pl.DataFrame(pairs, schema={"note_id": pl.Int64, "post_id": pl.Int64}, orient="row"),
        linked=np.array(sorted(map(int, linked)), dtype=np.int64),
        versions=pl.DataFrame(newest, schema={"alias_id": pl.Int64, "post_id": pl.Int64}, orient="row"),
        oldest=oldest,
    )


def read_files(*paths: Path, looking: Wanted | None = None, snapshot: str | None = None) -> NoteFiles:
    """Read files, by default for the one post."""
    return read_notes(paths, looking or wanted(POST), snapshot)


def only(frame: pl.DataFrame) -> dict[str, Any]:
    """Return the only row."""
    (row,) = frame.to_dicts()
    return row
