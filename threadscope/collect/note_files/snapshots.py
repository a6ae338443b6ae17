"""Files of several kinds and days -> snapshots: which files belong together, what day that was, how far they reach."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import polars as pl

from threadscope.collect.note_files.cells import COLUMNS
from threadscope.collect.note_files.days import NEWEST_ROW, SAID, day_in
from threadscope.collect.note_files.files import FOLLOWS, NoteFile, moment
from threadscope.collect.note_files.layout import INDEX, NOTES, STATUS
from threadscope.collect.problems import Problems

__all__ = ["Snapshot", "date_files", "snapshots_of"]

#: Notes and status of days further apart are not joined: what was deleted between them could not be told.
_BESIDE: Final = timedelta(days=7)
#: A file without a day joins the only snapshot that has one if its newest row is at most so much older.
_OLDER: Final = timedelta(days=10)
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
#: Folders that X keeps the files of one table in.
_TABLES: Final = frozenset({"notes", "notestatushistory", "batsignals"})


@dataclass(slots=True)
class Snapshot:
    """The files of one release.

    Attributes
    ----------
    at, by
        When it was released, and how that was known.
    files
        Its files.
    reaches
        When its newest note was written, in milliseconds.
    whole
        Whether all of its notes were read: only then does a note that is not in it count as deleted.
    """

    at: datetime | None
    by: str | None
    files: list[NoteFile] = field(default_factory=list)
    reaches: int | None = None
    whole: bool = False

    def has(self, holds: str) -> bool:
        """Return whether it has such a file."""
        return any(file.holds == holds for file in self.files)

    def rows(self, holds: str) -> pl.DataFrame:
        """Return the rows of one table, each note once, with their file as ``source``."""
        files = sorted(
            (file for file in self.files if file.holds == holds), key=lambda file: file.newest or 0
        )
        if not files:
            return pl.DataFrame(schema={**COLUMNS[holds], "source": pl.String})
        every = pl.concat(file.rows.with_columns(source=pl.lit(file.source)) for file in files)
        return every.unique("note_id", keep="last", maintain_order=True)


def date_files(files: Sequence[NoteFile], said: datetime | None, problems: Problems) -> None:
    """Find out of which day each file is: what somebody says, else its path; a day before its newest row is none."""
    for file in files:
        if file.day is not None:  # an index knows its day
            continue
        in_path = day_in(file.source)
        day, by = (said, SAID) if said is not None else (in_path, "path" if in_path else None)
        newest = moment(file.newest)
        if said is not None and in_path is not None and said != in_path:
            problems.add(
                file.source,
                None,
                "snapshot_day_doubtful",
                f"its path says {in_path:%Y-%m-%d}; the day given, {said:%Y-%m-%d}, was taken",
            )
        if day is not None and newest is not None and newest > day + timedelta(days=1):
            problems.add(
                file.source,
                None,
                "snapshot_day_doubtful",
                f"it holds a row of {newest:%Y-%m-%d %H:%M} UTC, after {day:%Y-%m-%d}: that day is not the snapshot's; its newest row was taken",
            )
            day, by = None, None
        file.day, file.day_by = day, by


def snapshots_of(files: Sequence[NoteFile], problems: Problems) -> list[Snapshot]:
    """Put files of one release together, the oldest release first, and say how far each reaches."""
    snapshots = _grouped(files)
    for snapshot in snapshots:
        _measure(snapshot, problems)
    snapshots = _paired(snapshots, problems)
    for snapshot in snapshots:
        _settle(snapshot)
    return sorted(snapshots, key=lambda snapshot: snapshot.at or _LONG_AGO)


def _grouped(files: Sequence[NoteFile]) -> list[Snapshot]:
    """Put files of one day together, and files without a day that lie together."""
    dated: dict[datetime, Snapshot] = {}
    together: dict[str, list[NoteFile]] = {}
    snapshots: list[Snapshot] = []
    for file in files:
        if file.holds == INDEX:
            snapshots.append(Snapshot(file.day, file.day_by, [file]))
        elif file.day is not None:
            dated.setdefault(file.day, Snapshot(file.day, file.day_by)).files.append(file)
        else:
            together.setdefault(_folder(file.source), []).append(file)
    only = next(iter(dated.values())) if len(dated) == 1 else None
    for group in together.values():
        for part in _releases(group):
            newest = moment(max((file.newest for file in part if file.newest is not None), default=None))
            if only is not None and _completes(part, newest, only):
                only.files += part
            else:
                snapshots.append(Snapshot(newest, NEWEST_ROW if newest else None, part))
    return [*dated.values(), *snapshots]


def _folder(source: str) -> str:
    """Return where a file lies, without the container it is in and without the folder of its table."""
    parts = source.partition("!")[0].split("/")[:-1]
    return "/".join(parts[:-1] if parts and parts[-1].lower() in _TABLES else parts)


def _releases(files: list[NoteFile]) -> list[list[NoteFile]]:
    """Return files that can be of one release together; if two are the same part of it, each file alone."""
    parts = [(file.holds, _shard(file.source)) for file in files]
    return [files] if len(set(parts)) == len(parts) else [[file] for file in files]


def _completes(undated: Iterable[NoteFile], newest: datetime | None, only: Snapshot) -> bool:
    """Return whether files without a day can be the missing ones of the only snapshot that has one."""
    if any(only.has(file.holds) for file in undated) or only.at is None:
        return False
    return newest is None or only.at - _OLDER <= newest <= only.at + timedelta(days=1)


def _measure(snapshot: Snapshot, problems: Problems) -> None:
    """Find out until when posts were written of which the snapshot must name the notes."""
    missing = list(_missing_shards(snapshot))
    for source, words in missing:
        problems.add(source, None, "notes_shard_missing", words)
    notes = [file for file in snapshot.files if file.holds in {NOTES, INDEX}]
    snapshot.reaches = max((file.newest for file in notes if file.newest is not None), default=None)
    newest = moment(snapshot.reaches)
    snapshot.whole = bool(notes) and all(file.whole for file in notes) and not missing and newest is not None
    if snapshot.whole and newest is not None and snapshot.at is not None:
        until = min(snapshot.at - FOLLOWS, newest)
        for file in notes:
            file.covers_until = until


def _missing_shards(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield a file and what is missing beside it, where numbered parts of the notes are not all there."""
    sources = [file.source for file in snapshot.files if file.holds == NOTES]
    parts = {number: source for source in sources if (number := _shard(source)) is not None}
    lacking = sorted(set(range(max(parts, default=-1) + 1)) - set(parts))
    if lacking:
        names = ", ".join(f"notes-{number:05d}" for number in lacking[:3])
        are = "is" if len(lacking) == 1 else "are"
        yield parts[max(parts)], f"{names} {are} not among the files: that a post is not named says nothing"


def _shard(source: str) -> int | None:
    """Return the number of a part of a release, from the file's own name."""
    found = re.search(r"-([0-9]{5})(?![0-9])[^/!]*$", source)
    return int(found[1]) if found else None


def _paired(snapshots: list[Snapshot], problems: Problems) -> list[Snapshot]:
    """Put the status of one day to the notes of another where each lacks the other."""
    alone = [one for one in snapshots if one.has(STATUS) and not one.has(NOTES)]
    for one in [one for one in snapshots if one.has(NOTES) and not one.has(STATUS)]:
        near = [other for other in alone if _apart(one, other) <= _BESIDE]
        if not near:
            continue
        other = min(near, key=lambda other: _apart(one, other))
        alone.remove(other)
        snapshots.remove(other)
        if _apart(one, other) >= timedelta(days=1):
            status = next(file.source for file in other.files if file.holds == STATUS)
            words = f"notes as of {one.at:%Y-%m-%d} were joined with their status as of {other.at:%Y-%m-%d}"
            problems.add(status, None, "snapshot_days_joined", words)
        _settle(one)
        _settle(other)
        one.files += other.files
        one.at, one.by = other.at, other.by
    return snapshots


def _apart(one: Snapshot, other: Snapshot) -> timedelta:
    if one.at is None or other.at is None:
        return timedelta.max
    return abs(one.at - other.at)


def _settle(snapshot: Snapshot) -> None:
    """Give the files without a day that of their snapshot."""
    for file in snapshot.files:
        file.day, file.day_by = file.day or snapshot.at, file.day_by or snapshot.by
