"""The public files of one snapshot -> one Parquet file, sorted by post, in which a thread is found within a second.

Notes stand in it with their status, then the status of notes that are no longer there. Rows are in the order of the
posts that the notes were written on, so that the posts of a thread lie in few places; everything is as in the files.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from threadscope.collect.note_files.cells import cells_of
from threadscope.collect.note_files.days import day_said
from threadscope.collect.note_files.files import NoteFile, empty_rows
from threadscope.collect.note_files.join import ASKED, INDEXED, per_post, side_by_side
from threadscope.collect.note_files.layout import INDEX, NOTES, REQUESTS, STATUS
from threadscope.collect.note_files.open_files import Opened, Table, open_files, read_table
from threadscope.collect.note_files.snapshots import Snapshot, date_files, snapshots_of
from threadscope.collect.note_files.wanted import Wanted
from threadscope.collect.problems import Problems
from threadscope.errors import ReadError

__all__ = ["NoteIndex", "read_index", "write_index"]

_MARK: Final = "threadscope_notes_index"
#: Raised when the columns change so that an older index cannot be read.
_VERSION: Final = "1"
#: Rows held in memory at a time while an index is written.
_RUN: Final = 100_000
#: Rows that are read together: a thread needs a few of these.
_GROUP: Final = 16_384
#: In how many stretches of ids a thread's posts are looked up.
_STRETCHES: Final = 48
_STATUSES: Final = pl.Enum(["helpful", "not_helpful", "needs_more_ratings", "other"])
_KEPT: Final = {
    **INDEXED,
    **{name: kind for name, kind in ASKED.items() if name not in INDEXED},
}


@dataclass(frozen=True, slots=True)
class NoteIndex:
    """An index that was written.

    Attributes
    ----------
    path
        Where it stands.
    snapshot_at, snapshot_by
        When its snapshot was released, and how that was known.
    n_notes, n_deleted, n_requests
        Notes in it; notes of which only the status is left; posts for which notes were requested.
    problems
        What was not understood: the table `problems`.
    """

    path: Path
    snapshot_at: datetime | None
    snapshot_by: str | None
    n_notes: int
    n_deleted: int
    n_requests: int
    problems: pl.DataFrame


def write_index(
    paths: Sequence[str | Path], target: str | Path, snapshot: str | date | None = None
) -> NoteIndex:
    """Write the index of one snapshot of the public Community Notes files.

    Parameters
    ----------
    paths
        The files notes, noteStatusHistory and batSignals of one day, as X gives them, or folders of them.
    target
        The file to write; an older one is replaced.
    snapshot
        The day of the snapshot, where no path names it.

    Returns
    -------
    NoteIndex
        What stands in it.

    Raises
    ------
    ReadError
        If there are no notes among the files, or those of several days.
    """
    problems, goal = Problems(), Path(target)
    said = day_said(snapshot)
    goal.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack, tempfile.TemporaryDirectory(dir=goal.parent, prefix=f".{goal.name}-") as work:
        opened = open_files(paths, stack, problems)
        gathered = _Gathered(Path(work))
        files = [gathered.read(table, problems) for table in opened.tables]
        date_files(files, said, problems)
        one = _only(snapshots_of(files, problems), opened, problems)
        n_deleted = gathered.write(goal, one)
        return NoteIndex(
            path=goal,
            snapshot_at=one.at,
            snapshot_by=one.by,
            n_notes=gathered.n_notes,
            n_deleted=n_deleted,
            n_requests=gathered.requests.height,
            problems=problems.frame(),
        )


def _only(snapshots: list[Snapshot], opened: Opened, problems: Problems) -> Snapshot:
    """Return the only snapshot that there must be."""
    if opened.indexes:
        raise ReadError(
            f"{opened.indexes[0]} is an index already; an index is made of the public files themselves"
        )
    if not any(one.has(NOTES) for one in snapshots):
        first = "; ".join(row["detail"] for row in problems.frame().head(2).iter_rows(named=True))
        raise ReadError(
            f"no notes file is among the paths{f' ({first})' if first else ''}; an index needs one, and its noteStatusHistory"
        )
    if len(snapshots) > 1:
        days = ", ".join(f"{one.at:%Y-%m-%d}" for one in snapshots if one.at)
        raise ReadError(
            f"the files are of several snapshots ({days}); an index holds one: write one for each day"
        )
    if not snapshots[0].has(STATUS):
        source = snapshots[0].files[0].source
        problems.add(
            source, None, "notes_without_status", "no status file is among the paths: states will be unknown"
        )
    return snapshots[0]


@dataclass(slots=True)
class _Gathered:
    """Rows on their way into an index: notes in sorted runs on disk, the few numbers of the others in memory."""

    work: Path
    runs: list[Path] = field(default_factory=list)
    waiting: list[pl.DataFrame] = field(default_factory=list)
    statuses: list[pl.DataFrame] = field(default_factory=list)
    asked: list[pl.DataFrame] = field(default_factory=list)
    n_waiting: int = 0
    n_notes: int = 0

    def read(self, table: Table, problems: Problems) -> NoteFile:
        """Take all rows of one table."""

        def take(lines: list[bytes]) -> None:
            cells = cells_of(lines, table.layout)
            if table.layout.holds == NOTES:
                self.waiting.append(cells)
                self.n_waiting += cells.height
                if self.n_waiting >= _RUN:
                    self._run()
            elif table.layout.holds == STATUS:
                self.statuses.append(_small(cells))
            else:
                self.asked.append(cells)

        return read_table(table, None, problems, take)[0]

    @property
    def requests(self) -> pl.DataFrame:
        """The posts for which notes were requested."""
        return per_post(pl.concat([empty_rows(REQUESTS), *self.asked]))

    def write(self, goal: Path, snapshot: Snapshot) -> int:
        """Write the index, in order, stretch by stretch; return of how many notes only the status is left."""
        self._run()
        status = pl.concat([_small(empty_rows(STATUS)), *self.statuses])
        self.statuses.clear()
        status = status.unique("note_id", keep="last")
        requests = self.requests
        parts: list[Path] = []
        ids = [np.empty(0, np.int64)]
        for low, high in self._stretches():
            notes = self._between(low, high)
            ids.append(notes["note_id"].to_numpy())
            part = side_by_side(notes, status.join(notes, on="note_id", how="semi"), snapshot)
            asked = requests.filter(_within("post_id", low, high))
            parts.append(_write(self.work / f"part-{len(parts):05d}.parquet", part, asked))
        every = pl.Series("note_id", np.concatenate(ids)).to_frame()
        self.n_notes = every.height
        left = status.join(every, on="note_id", how="anti").sort("note_id")
        rest = side_by_side(empty_rows(NOTES), left, snapshot)
        parts.append(_write(self.work / f"part-{len(parts):05d}.parquet", rest, requests.clear()))
        whole = self.work / "index.parquet"
        pl.scan_parquet(parts).sink_parquet(
            whole, row_group_size=_GROUP, statistics=True, metadata=_about(snapshot)
        )
        whole.replace(goal)
        return left.height

    def _run(self) -> None:
        if self.waiting:
            path = self.work / f"run-{len(self.runs):05d}.parquet"
            ordered = pl.concat(self.waiting).sort("written_on", nulls_last=True)
            ordered.write_parquet(path, compression="lz4", row_group_size=_GROUP)
            self.runs.append(path)
            self.waiting, self.n_waiting = [], 0

    def _stretches(self) -> Iterator[tuple[int | None, int | None]]:
        """Yield ranges of posts with about as many notes as fit into memory; the last one has no end."""
        if not self.runs:
            return
        posts = pl.scan_parquet(self.runs).select("written_on").collect()["written_on"].drop_nulls()
        n = max(1, math.ceil(len(posts) / _RUN))
        ordered = np.sort(posts.to_numpy())
        cuts = sorted({int(ordered[len(ordered) * part // n]) for part in range(1, n)})
        yield from zip([None, *cuts], [*cuts, None], strict=True)

    def _between(self, low: int | None, high: int | None) -> pl.DataFrame:
        found = pl.scan_parquet(self.runs).filter(_within("written_on", low, high)).collect()
        return found.unique("note_id", keep="last", maintain_order=True)


def _within(column: str, low: int | None, high: int | None) -> pl.Expr:
    """Return whether a post lies in a stretch; posts that are not known lie in the last one."""
    inside = pl.lit(value=True)
    if low is not None:
        inside = inside & (pl.col(column) >= low)
    if high is not None:
        inside = inside & (pl.col(column) < high)
    return inside | pl.col(column).is_null() if high is None else inside


def _small(status: pl.DataFrame) -> pl.DataFrame:
    return status.with_columns(pl.col("status", "first_status", "latest_status").cast(_STATUSES))


def _write(path: Path, notes: pl.DataFrame, asked: pl.DataFrame) -> Path:
    rows = pl.concat([notes.with_columns(post_id="written_on"), asked], how="diagonal").select(*_KEPT)
    ordered = rows.sort("post_id", "note_id", nulls_last=True)
    ordered.write_parquet(path, row_group_size=_GROUP)
    return path


def _about(snapshot: Snapshot) -> dict[str, str]:
    """Return what an index says of itself."""
    files = snapshot.files
    notes = [file for file in files if file.holds == NOTES]
    return {
        _MARK: _VERSION,
        "snapshot_at": snapshot.at.isoformat() if snapshot.at else "",
        "snapshot_by": snapshot.by or "",
        "newest": str(snapshot.reaches or ""),
        "whole": "1" if snapshot.whole else "",
        "rows": str(sum(file.n_rows for file in notes)),
        "rejected": str(sum(file.n_rejected for file in notes)),
        "files": ", ".join(file.source for file in files),
    }


def read_index(path: Path, wanted: Wanted, problems: Problems) -> NoteFile | None:
    """Return the rows of an index that are wanted; ``None`` if it is none."""
    try:
        about: dict[str, Any] = pl.read_parquet_metadata(path)
        if about.get(_MARK) != _VERSION:
            found = (
                f"version {about[_MARK]} of one" if _MARK in about else "a Parquet file of another program"
            )
            words = f"{found}; write the index again with `threadscope notes index`"
            problems.add(path.as_posix(), None, "notes_file_unknown", words)
            return None
        rows = _look_up(pl.scan_parquet(path), wanted)
    except (OSError, pl.exceptions.PolarsError) as fault:
        problems.add(path.as_posix(), None, "unreadable_file", f"{type(fault).__name__}: {fault}")
        return None
    is_note = pl.col("note_id").is_not_null()
    statuses = pl.col("status", "first_status", "latest_status").cast(pl.String)
    return NoteFile(
        source=path.as_posix(),
        holds=INDEX,
        because=f"index of {about['files']}",
        rows=rows.filter(is_note).select(*INDEXED).with_columns(statuses),
        requests=rows.filter(~is_note).select(*ASKED),
        n_rows=int(about["rows"]),
        n_rejected=int(about["rejected"]),
        n_bytes=path.stat().st_size,
        newest=int(about["newest"]) if about["newest"] else None,
        whole=bool(about["whole"]),
        day=datetime.fromisoformat(about["snapshot_at"]) if about["snapshot_at"] else None,
        day_by=about["snapshot_by"] or None,
    )


def _look_up(index: pl.LazyFrame, wanted: Wanted) -> pl.DataFrame:
    """Return the rows about posts and notes that are wanted; statistics tell where they can be."""
    nowhere = pl.lit(value=False)
    near = pl.any_horizontal(nowhere, *(pl.col("post_id").is_between(*ends) for ends in _spans(wanted.posts)))
    about_posts = index.filter(near & pl.col("post_id").is_in(pl.Series(wanted.posts).implode()))
    about_notes = index.filter(pl.col("note_id").is_in(pl.Series(wanted.notes).implode()))
    queries = [about_posts, about_notes] if len(wanted.notes) else [about_posts]
    found = pl.concat(pl.collect_all(queries))
    return found.unique(["post_id", "note_id"], keep="first", maintain_order=True)


def _spans(posts: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return a few stretches that hold all posts, cut where nothing lies between for longest."""
    if not len(posts):
        return []
    widest = np.argsort(np.diff(posts), kind="stable")[::-1][: _STRETCHES - 1]
    cuts = np.sort(widest)
    firsts, lasts = posts[np.concatenate([[0], cuts + 1])], posts[np.concatenate([cuts, [len(posts) - 1]])]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))
