"""Paths -> sources: files, folders, standard input, and what stands in zips, each opened only when it is read.

Compression is recognised by its first bytes, never by a name. Members of a zip are read in place; nothing is
ever written to disk.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

import zstandard

from threadscope.collect.filenames import is_litter, is_media
from threadscope.collect.limits import DAMAGE, Budget, Limits, UnpacksTooFar
from threadscope.collect.problems import Problems
from threadscope.collect.zips import ZIP, Zips

__all__ = ["BLOCK", "DAMAGE", "Limits", "Origin", "Source", "UnpacksTooFar", "find"]

BLOCK: Final = 1 << 20
Origin = str | Path | BinaryIO

#: Archives that cannot be read in place, by their first bytes; of a tar, by those behind the name of its first file.
_CLOSED: Final = {
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a rar archive",
    b"\x04\x22\x4d\x18": "packed with lz4",
}
_TAR, _TAR_AT = b"ustar", 257


@dataclass(slots=True)
class Source:
    """One file, one member of a zip, or one stream; a zip itself has ``members`` and nothing to read."""

    name: str
    raw: Callable[[], BinaryIO]
    packed: int | None = None
    path: Path | None = None
    limits: Limits = field(default_factory=Limits)
    budget: Budget | None = None
    unpacked: int = 0
    members: int | None = None

    def open(self) -> BinaryIO:
        """Return the unpacked bytes, buffered.

        Raises
        ------
        OSError, UnpacksTooFar
            At once or while reading; see DAMAGE for what else damaged files raise.
        """
        stream = io.BufferedReader(_Raw(self.raw()), BLOCK)
        packed = self.budget is not None
        for _ in range(3):  # a gz of a bz2 happens; more is no archive
            magic = stream.peek(512)[:512]
            _refuse_closed(magic)
            opener = _opener(magic)
            if opener is None:
                break
            stream, packed = io.BufferedReader(_Raw(opener(stream), below=stream), BLOCK), True
        return io.BufferedReader(_Metered(stream, self, packed=packed), BLOCK)

    @property
    def is_media(self) -> bool:
        """Whether its name is that of a picture, a video or a sound."""
        return is_media(self.name)

    @property
    def folder(self) -> str:
        """Name of the folder it stands in, containers included; empty for none."""
        return (
            self.name[: max(self.name.rfind("/"), self.name.rfind("!"))]
            if "/" in self.name or "!" in self.name
            else ""
        )

    def sha256(self) -> str | None:
        """Return the checksum of the file on disk; ``None`` for streams and members."""
        if self.path is None:
            return None
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


class _Raw(io.RawIOBase):
    """Gives any stream the one method that BufferedReader needs, and closes what stands below it."""

    def __init__(self, stream: BinaryIO, below: BinaryIO | None = None) -> None:
        self._stream = stream
        self._below = below
        # read1 gives what is there; read would lose it if the stream breaks off before it has all.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed and self._stream is not sys.stdin.buffer:
            self._stream.close()
            if self._below is not None:
                self._below.close()
        super().close()


class _Metered(_Raw):
    """Counts what a source gives, and stops it where it gives too much."""

    def __init__(self, stream: BinaryIO, source: Source, *, packed: bool) -> None:
        super().__init__(stream)
        self._source = source
        self._packed = packed
        source.unpacked = 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        n = super().readinto(buffer)
        source = self._source
        source.unpacked += n
        if source.budget is not None:
            source.budget.unpacked += n
        if (
            self._packed
            and source.packed is not None
            and source.limits.passed(source.unpacked, source.packed)
        ):
            if source.budget is not None:
                # What a stopped member gave is not held against the others.
                source.budget.unpacked -= source.unpacked
            raise UnpacksTooFar
        if source.budget is not None and source.limits.passed(source.budget.unpacked, source.budget.packed):
            raise UnpacksTooFar
        return n


def _refuse_closed(head: bytes) -> None:
    """Raise if the first bytes are those of an archive that is not read in place."""
    what = _CLOSED.get(head[:4])
    if head[:4] in ZIP:
        what = "a zip inside another container"
    elif head.startswith(_TAR, _TAR_AT):
        what = "a tar archive"
    if what is not None:
        raise OSError(f"{what}; unpack it and read the folder")


def _opener(magic: bytes) -> Callable[[BinaryIO], Any] | None:
    if magic.startswith(b"\x1f\x8b"):
        return lambda stream: gzip.GzipFile(fileobj=stream, mode="rb")
    if magic.startswith(b"BZh"):
        return bz2.BZ2File
    if magic.startswith(b"\xfd7zXZ\x00"):
        return lzma.LZMAFile
    if magic.startswith(b"\x28\xb5\x2f\xfd"):
        return lambda stream: zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
    return None


def find(origins: Iterable[Origin], stack: ExitStack, problems: Problems, limits: Limits) -> Iterator[Source]:
    """Yield the sources of all origins, in the order given, folders and zips sorted by name.

    Parameters
    ----------
    origins
        Paths of files and folders, ``-`` for standard input, or open binary streams.
    stack
        Keeps zips open until everything is read.
    problems
        Where missing and unsafe names are noted.
    limits
        When a compressed source is stopped.
    """
    for origin in origins:
        if isinstance(origin, str) and origin == "-":
            yield from _streams("-", sys.stdin.buffer, stack, problems, limits)
        elif isinstance(origin, str | os.PathLike):
            yield from _paths(Path(origin), stack, problems, limits)
        else:
            yield from _streams(str(getattr(origin, "name", "<stream>")), origin, stack, problems, limits)


def _paths(top: Path, stack: ExitStack, problems: Problems, limits: Limits) -> Iterator[Source]:
    if not top.exists():
        problems.add(str(top), None, "missing_path", "there is no such file or folder")
        return
    for path in _walk(top) if top.is_dir() else [top]:
        name = path.as_posix()
        if is_media(name):
            yield Source(name, lambda path=path: path.open("rb", buffering=0), None, path, limits)  # type: ignore[misc]
            continue
        try:
            with path.open("rb") as file:
                zipped = file.read(4) in ZIP
            size = path.stat().st_size
        except OSError as fault:
            problems.add(name, None, "unreadable_file", fault.strerror or str(fault))
            continue
        if zipped:
            yield from _members(name, path, size, stack, problems, limits, path)
        else:
            yield Source(name, lambda path=path: path.open("rb", buffering=0), size, path, limits)  # type: ignore[misc]


def _walk(top: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        for name in sorted(files):
            if not is_litter(name) and (path := Path(folder, name)).is_file():
                yield path


def _streams(
    name: str, stream: BinaryIO, stack: ExitStack, problems: Problems, limits: Limits
) -> Iterator[Source]:
    buffered = io.BufferedReader(_Raw(stream), BLOCK)
    if buffered.peek(4)[:4] in ZIP:
        data = buffered.read()
        yield from _members(name, io.BytesIO(data), len(data), stack, problems, limits, None)
    else:
        yield Source(name, lambda: buffered, None, None, limits)


def _members(
    name: str,
    file: Path | BinaryIO,
    size: int,
    stack: ExitStack,
    problems: Problems,
    limits: Limits,
    path: Path | None,
) -> Iterator[Source]:
    budget = Budget(size)
    for member in Zips(stack, problems, limits).members(name, file, size, budget):
        if member.members is None:
            yield Source(member.name, member.open, member.packed, None, limits, budget)
        else:
            own = path if member.name == name else None
            yield Source(member.name, member.open, member.packed, own, limits, members=member.members)
