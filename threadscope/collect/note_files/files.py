"""What one public file gave: its rows, its day, and whether that a post is not in it says anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import polars as pl

from threadscope import schema
from threadscope.collect.note_files.cells import COLUMNS
from threadscope.collect.note_files.layout import INDEX

__all__ = ["FOLLOWS", "NoteFile", "moment", "note_files_frame", "sources_frame"]

#: A release holds what was written until about this long before it.
FOLLOWS: Final = timedelta(hours=48)


@dataclass(slots=True)
class NoteFile:
    """One table of one file.

    Attributes
    ----------
    source
        The file, and the member inside it.
    holds
        Which table; see layout.py.
    because
        Why it was taken for that.
    rows
        The rows that were looked for (cells.py); those of an index are notes and status side by side.
    day, day_by
        When the snapshot was released, and how that was known: flag, path, newest_row.
    newest
        When its newest note was written, in milliseconds.
    whole
        Whether it was read to its end.
    covers_until
        Until when posts were written of which it says something if it does not name them.
    """

    source: str
    holds: str
    because: str
    rows: pl.DataFrame
    n_rows: int = 0
    n_rejected: int = 0
    n_bytes: int = 0
    newest: int | None = None
    whole: bool = True
    day: datetime | None = None
    day_by: str | None = None
    covers_until: datetime | None = None
    requests: pl.DataFrame | None = field(default=None)


def moment(milliseconds: int | None) -> datetime | None:
    """Return a time from milliseconds since 1970."""
    if milliseconds is None:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)


def note_files_frame(files: Iterable[NoteFile]) -> pl.DataFrame:
    """Return the table ``note_files``."""
    rows = [
        {
            "source": file.source,
            "holds": file.holds,
            "snapshot_at": file.day,
            "snapshot_by": file.day_by,
            "newest_at": moment(file.newest),
            "covers_until": file.covers_until,
            "n_rows": file.n_rows,
            "n_rejected": file.n_rejected,
            "n_kept": file.rows.height + (file.requests.height if file.requests is not None else 0),
            "whole": file.whole,
        }
        for file in files
    ]
    return pl.DataFrame(rows, schema=pl.Schema(schema.SCHEMAS["note_files"].dtypes))


def sources_frame(files: Sequence[NoteFile], others: Iterable[tuple[str, int, str]]) -> pl.DataFrame:
    """Return rows of the table ``sources``: the files, and others (name, size, why) that gave nothing."""
    rows = [
        {
            "source": file.source,
            "sha256": None,
            "bytes": file.n_bytes,
            "dialect": file.holds,
            "detected_by": file.because,
            "posts": 0,
            "captured_from": file.day,
            "captured_to": file.day,
        }
        for file in files
    ]
    rows += [
        {
            "source": name,
            "sha256": None,
            "bytes": size,
            "dialect": None,
            "detected_by": why,
            "posts": 0,
            "captured_from": None,
            "captured_to": None,
        }
        for name, size, why in others
    ]
    frame = pl.DataFrame(rows, schema=pl.Schema(schema.SCHEMAS["sources"].dtypes))
    return frame.unique("source", keep="first", maintain_order=True)


def empty_rows(holds: str) -> pl.DataFrame:
    """Return no rows of a table."""
    return pl.DataFrame(schema=pl.Schema(COLUMNS["public_notes" if holds == INDEX else holds]))
