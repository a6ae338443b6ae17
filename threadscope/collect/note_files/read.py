"""The public Community Notes files, read against what an archive holds -> evidence about its posts, and nothing else.

Each file is read once and in order; memory holds the rows about this archive's posts. The notes come first: only then
is it known which status is wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from threadscope import schema
from threadscope.collect.intake import Collected
from threadscope.collect.note_files.cells import cells_of
from threadscope.collect.note_files.days import day_said
from threadscope.collect.note_files.files import NoteFile, note_files_frame, sources_frame
from threadscope.collect.note_files.index import read_index
from threadscope.collect.note_files.join import known_posts, notes_of, per_post, requests_of
from threadscope.collect.note_files.layout import INDEX, NOTES, REQUESTS, STATUS
from threadscope.collect.note_files.open_files import Opened, open_files, read_table
from threadscope.collect.note_files.snapshots import Snapshot, date_files, snapshots_of
from threadscope.collect.note_files.wanted import Wanted, ids_of
from threadscope.collect.problems import Problems
from threadscope.errors import ReadError

__all__ = ["NoteFiles", "read_notes", "with_notes"]


@dataclass(frozen=True, slots=True)
class NoteFiles:
    """What the public files say of some posts, as tables of ``threadscope.schema``."""

    notes: pl.DataFrame
    note_requests: pl.DataFrame
    note_files: pl.DataFrame
    sources: pl.DataFrame
    problems: pl.DataFrame


def with_notes(
    collected: Collected, paths: Iterable[str | Path], snapshot: str | date | None = None
) -> Collected:
    """Return what was read, with what the public files say of it beside it.

    Parameters
    ----------
    collected
        What ``read`` returned.
    paths, snapshot
        See ``read_notes``.
    """
    found = read_notes(paths, Wanted.of(collected), snapshot)
    names = ("notes", "note_requests", "note_files", "sources", "problems")
    return replace(
        collected, **{name: _added(getattr(collected, name), getattr(found, name)) for name in names}
    )


def _added(known: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return both, without rows that are known already: a store may hold what its files say."""
    new = found.join(known, on=found.columns, how="anti", nulls_equal=True, maintain_order="left")
    return pl.concat([known, new])


def read_notes(paths: Iterable[str | Path], wanted: Wanted, snapshot: str | date | None = None) -> NoteFiles:
    """Read the public Community Notes files, and keep what they say of the posts and notes that are wanted.

    Parameters
    ----------
    paths
        The files notes, noteStatusHistory and batSignals of any year, as .tsv or packed, indexes of them, or folders.
    wanted
        The ids that are looked for.
    snapshot
        The day of the snapshot; without it the day that a path names, else that of the newest row.

    Returns
    -------
    NoteFiles
        One row a note, post and snapshot. Snapshots of several days stand beside each other.

    Raises
    ------
    ReadError
        If there is no public file among them, or ``snapshot`` is no day.
    """
    problems, said = Problems(), day_said(snapshot)
    with ExitStack() as stack:
        opened = open_files(paths, stack, problems)
        files = _read(opened, wanted, problems)
    if not files:
        why = "; ".join(
            f"{row['source']}: {row['detail']}" for row in problems.frame().head(3).iter_rows(named=True)
        )
        raise ReadError(f"none of the files given as notes could be read ({why or 'no files there'})")
    date_files(files, said, problems)
    snapshots = snapshots_of(files, problems)
    posts = known_posts(snapshots)
    notes = pl.concat([schema.empty("notes"), *(notes_of(one, wanted, posts) for one in snapshots)])
    requests = pl.concat([schema.empty("note_requests"), *map(requests_of, snapshots)])
    _report_lacks(snapshots, wanted, problems)
    return NoteFiles(
        notes=notes.unique(["post_id", "note_id", "observed_at"], keep="first", maintain_order=True),
        note_requests=requests.unique(["post_id", "observed_at"], keep="first", maintain_order=True),
        note_files=note_files_frame(files),
        sources=sources_frame(files, opened.others),
        problems=problems.frame(),
    )


def _read(opened: Opened, wanted: Wanted, problems: Problems) -> list[NoteFile]:
    """Read every table once: notes, then the status of what was found, then requests."""
    files = [file for path in opened.indexes if (file := read_index(path, wanted, problems)) is not None]
    known = wanted.notes
    for table in opened.of(NOTES):
        file, found = read_table(table, {"note_id": wanted.notes, "written_on": wanted.posts}, problems)
        file.rows = cells_of(found.lines, table.layout)
        files.append(file)
        known = np.union1d(known, ids_of(file.rows["note_id"]))
    for table in opened.of(STATUS):
        file, found = read_table(table, {"note_id": known}, problems)
        file.rows = cells_of(found.lines, table.layout)
        files.append(file)
    for table in opened.of(REQUESTS):
        file, found = read_table(table, {"post_id": wanted.posts}, problems)
        file.requests = per_post(cells_of(found.lines, table.layout))
        files.append(file)
    return files


def _report_lacks(snapshots: Sequence[Snapshot], wanted: Wanted, problems: Problems) -> None:
    """Tell which half of a snapshot is missing, and whether all of them are older than the posts."""
    reached = None
    for one in snapshots:
        for has, lacks, kind, words in (
            (
                NOTES,
                STATUS,
                "notes_without_status",
                "no status file of this day is among the files: states are unknown",
            ),
            (
                STATUS,
                NOTES,
                "status_without_notes",
                "no notes file of this day is among the files: only notes that the archive or another day names are looked up, and their state is unknown",
            ),
        ):
            if one.has(has) and not one.has(lacks):
                source = next(file.source for file in one.files if file.holds == has)
                problems.add(source, None, kind, words)
        for file in one.files:
            if file.covers_until is not None and file.holds in {NOTES, INDEX}:
                reached = max(filter(None, (reached, (file.covers_until, file.source))))
    if reached is not None and wanted.oldest is not None and reached[0] < wanted.oldest:
        words = f"it reaches to {reached[0]:%Y-%m-%d %H:%M} UTC; the oldest post is of {wanted.oldest:%Y-%m-%d %H:%M}: it can hold no note on any of them"
        problems.add(reached[1], None, "snapshot_too_old", words)
