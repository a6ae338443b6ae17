"""Paths -> the public files among them, each with what its first line says; what is none of them is told."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, cast

from threadscope.collect.note_files.files import NoteFile, empty_rows
from threadscope.collect.note_files.layout import Layout, NotNeeded, Unknown, layout_of
from threadscope.collect.note_files.scan import Scanned, Wish, scan
from threadscope.collect.problems import Problems
from threadscope.collect.sources import DAMAGE, Limits, Source, UnpacksTooFar, find

__all__ = ["Opened", "Table", "open_files", "read_table"]

_HEAD: Final = 1 << 16
#: How much is taken out of a zip at a time: memory of this size is used again, larger pieces are not.
_PIECE: Final = 1 << 18
_PARQUET: Final = b"PAR1"


class _Straight(io.RawIOBase):
    """A source whose bytes need no more unpacking, without the layers that find out whether they do."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._stream = source.raw()
        source.unpacked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        source = self._source
        if isinstance(self._stream, io.RawIOBase):
            n = self._stream.readinto(buffer) or 0
        else:
            data = self._stream.read1(min(len(buffer), _PIECE))  # type: ignore[attr-defined]
            n = len(data)
            buffer[:n] = data
        source.unpacked += n
        if source.packed is not None and source.limits.passed(source.unpacked, source.packed):
            raise UnpacksTooFar
        return n

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


@dataclass(frozen=True, slots=True)
class Table:
    """One table in one file; ``straight`` says that its bytes come as they are."""

    source: Source
    layout: Layout
    straight: bool

    def open(self) -> BinaryIO:
        """Return the bytes behind the first line."""
        stream = cast("BinaryIO", _Straight(self.source)) if self.straight else self.source.open()
        left = self.layout.n_bytes
        while left > 0 and (gone := len(stream.read(left))):
            left -= gone
        return stream


@dataclass(slots=True)
class Opened:
    """The public files among some paths.

    Attributes
    ----------
    tables
        Each table in a file, with where it stands.
    indexes
        Paths of indexes.
    others
        Name, size and reason of what gives nothing.
    """

    tables: list[Table] = field(default_factory=list)
    indexes: list[Path] = field(default_factory=list)
    others: list[tuple[str, int, str]] = field(default_factory=list)

    def of(self, holds: str) -> list[Table]:
        """Return the files that hold one table."""
        return [table for table in self.tables if table.layout.holds == holds]


def open_files(paths: Iterable[str | Path], stack: ExitStack, problems: Problems) -> Opened:
    """Find the files (folders are walked, zips read in place) and read the first line of each."""
    opened = Opened()
    for source in find([Path(path) for path in paths], stack, problems, Limits()):
        if source.members is not None:
            opened.others.append((source.name, source.packed or 0, f"zip with {source.members:,} members"))
            continue
        try:
            with source.open() as stream:
                line = stream.readline(_HEAD)
        except (*DAMAGE, UnpacksTooFar) as fault:
            problems.add(source.name, None, "unreadable_file", f"{type(fault).__name__}: {fault}")
            continue
        why = _sort(source, line, opened, problems)
        if why is not None:
            opened.others.append((source.name, source.packed or 0, why))
    return opened


def _sort(source: Source, line: bytes, opened: Opened, problems: Problems) -> str | None:
    """Put a file where it belongs; return why it gives nothing, if so."""
    if not line.strip():
        problems.add(source.name, None, "empty_file", "nothing in it")
        return "empty"
    if line.startswith(_PARQUET) and source.path is not None:
        opened.indexes.append(source.path)
        return None
    try:
        layouts, straight = layout_of(line), _is_straight(source, line)
        opened.tables += [Table(source, layout, straight) for layout in layouts]
    except NotNeeded as what:
        problems.add(
            source.name,
            None,
            "notes_file_not_needed",
            f"it holds {what}; nothing in it is needed, and it was not read",
        )
        return str(what)
    except Unknown as what:
        problems.add(
            source.name,
            None,
            "notes_file_unknown",
            f"{what}; wanted are the public files notes, noteStatusHistory and batSignals",
        )
        return "none of the public Community Notes files"
    return None


def _is_straight(source: Source, line: bytes) -> bool:
    """Return whether a file's first line comes as it is, from the disk or from a zip."""
    with source.raw() as stream:
        return stream.read(len(line)) == line


def read_table(
    table: Table, wish: Wish | None, problems: Problems, take: Callable[[list[bytes]], None] | None = None
) -> tuple[NoteFile, Scanned]:
    """Read one table once, and tell what is wrong with it; its rows are in what was scanned, or were taken."""
    source, layout = table.source, table.layout
    try:
        with table.open() as stream:
            found = scan(stream, layout, wish, take)
    except (*DAMAGE, UnpacksTooFar) as fault:
        found = Scanned(damage=fault)
    name = source.name
    if found.damage is not None:
        words = (
            f"stopped after {source.unpacked:,} bytes unpacked from {source.packed or 0:,}"
            if isinstance(found.damage, UnpacksTooFar)
            else f"{type(found.damage).__name__}: {found.damage}; {found.n_rows:,} rows before it were read"
        )
        kind = "unpacks_too_far" if isinstance(found.damage, UnpacksTooFar) else "unreadable_file"
        problems.add(name, None, kind, words)
    elif not found.finished:
        words = "its last row does not end: it may be cut, and that a post is not named says nothing"
        problems.add(name, f"row {found.n_rows - 1}", "half_written", words)
    if found.rounded is not None:
        words = f"{found.rounded}: they lost digits in a spreadsheet, and cannot be looked up; the file was not read"
        problems.add(name, None, "ids_rounded", words)
    if found.n_rejected:
        words = f"{found.n_rejected:,} of {found.n_rows:,} rows have more or fewer cells than the header, or no id; they were left out"
        problems.add(name, f"row {found.first_rejected}", "notes_row_rejected", words, times=found.n_rejected)
    made = NoteFile(
        source=name,
        holds=layout.holds,
        because=layout.because,
        rows=empty_rows(layout.holds),
        n_rows=found.n_rows,
        n_rejected=found.n_rejected,
        n_bytes=source.unpacked,
        newest=found.newest,
        whole=found.damage is None and found.finished and found.rounded is None,
    )
    return made, found
