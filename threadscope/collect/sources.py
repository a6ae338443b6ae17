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
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final, cast

import zstandard

from threadscope.collect.problems import Problems

__all__ = ["BLOCK", "DAMAGE", "Limits", "Origin", "Source", "UnpacksTooFar", "find"]

BLOCK: Final = 1 << 20
#: What damaged or encrypted files raise while they are read.
DAMAGE: Final = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    zstandard.ZstdError,
    RuntimeError,
    NotImplementedError,
)
Origin = str | Path | BinaryIO

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
#: Archives that cannot be read in place, by their first bytes.
_CLOSED: Final = {b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a rar archive"}
#: Pictures, videos and sounds, which are matched to posts by their names and never opened.
_MEDIA: Final = frozenset(
    {
        ".jpg",
        ".jpeg",
        ".jpe",
        ".jfif",
        ".png",
        ".gif",
        ".webp",
        ".avif",
        ".heic",
        ".bmp",
        ".mp4",
        ".m4v",
        ".mov",
    }
    | {".webm", ".mkv", ".mp3", ".m4a", ".ts", ".m3u8"}
)
#: Members with these endings are not looked into for a zip: a hundred thousand openings take seconds.
_NO_ZIP: Final = frozenset(
    {".json", ".jsonl", ".ndjson", ".js", ".csv", ".tsv", ".txt", ".html", ".dat", ".md"}
)
#: A zip in a zip in a zip happens; more is no archive.
_NESTED: Final = 3
#: A zip inside a zip is held in memory while it is read.
_HELD: Final = 1 << 29
_LITTER: Final = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


class UnpacksTooFar(Exception):
    """A compressed stream gave far more bytes than its size."""


@dataclass(frozen=True, slots=True)
class Limits:
    """A compressed source is stopped when it gives more than ``size`` bytes and more than ``ratio`` times its own."""

    size: int = 1 << 28
    ratio: int = 200

    def passed(self, unpacked: int, packed: int) -> bool:
        """Return whether both limits are passed."""
        return unpacked > self.size and unpacked > self.ratio * max(packed, 1)


@dataclass(slots=True)
class Budget:
    """What a container holds on disk, and what its members gave so far: many small bombs make a big one."""

    packed: int
    unpacked: int = 0


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
            magic = stream.peek(6)[:6]
            if magic[:4] in _CLOSED:
                raise OSError(f"{_CLOSED[magic[:4]]}; unpack it and read the folder")
            opener = _opener(magic)
            if opener is None:
                break
            stream, packed = io.BufferedReader(_Raw(opener(stream), below=stream), BLOCK), True
        return io.BufferedReader(_Metered(stream, self, packed=packed), BLOCK)

    @property
    def is_media(self) -> bool:
        """Whether its name is that of a picture, a video or a sound."""
        return _is_media(self.name)

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
        if _is_media(name):
            yield Source(name, lambda path=path: path.open("rb", buffering=0), None, path, limits)  # type: ignore[misc]
            continue
        try:
            with path.open("rb") as file:
                zipped = file.read(4) in _ZIP
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
        folders[:] = sorted(name for name in folders if not _litter(name))
        for name in sorted(files):
            if not _litter(name) and (path := Path(folder, name)).is_file():
                yield path


def _litter(name: str) -> bool:
    return name.startswith(".") or name in _LITTER


def _streams(
    name: str, stream: BinaryIO, stack: ExitStack, problems: Problems, limits: Limits
) -> Iterator[Source]:
    buffered = io.BufferedReader(_Raw(stream), BLOCK)
    if buffered.peek(4)[:4] in _ZIP:
        data = buffered.read()
        yield from _members(name, io.BytesIO(data), len(data), stack, problems, limits, None)
    else:
        yield Source(name, lambda: buffered, None, None, limits)


def _is_media(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _MEDIA


def _members(
    name: str,
    file: Path | BinaryIO,
    size: int,
    stack: ExitStack,
    problems: Problems,
    limits: Limits,
    path: Path | None,
    *,
    outer: Budget | None = None,
    depth: int = 1,
) -> Iterator[Source]:
    try:
        archive = stack.enter_context(zipfile.ZipFile(file))
    except DAMAGE as fault:
        detail = (
            f"a zip that cannot be opened ({fault}): it is not whole, or no zip; download or make it again"
        )
        problems.add(name, None, "unreadable_file", detail)
        return
    budget = outer or Budget(size)
    members = sorted(
        (info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename
    )
    yield Source(name, io.BytesIO, size, path, limits, members=len(members))
    locked: list[str] = []
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        if any(map(_litter, (part for part in parts if part not in {"..", "."}))):
            continue
        if ".." in parts or member.filename.startswith(("/", "\\")) or member.filename[1:2] == ":":
            problems.add(
                name, member.filename[:200], "unsafe_member", "its name leads out of the zip; it was not read"
            )
            continue
        if member.flag_bits & 1:
            locked.append(member.filename)
            continue
        inside = f"{name}!{member.filename}"
        if _is_zip(archive, member):
            held = _held(archive, member, inside, problems, depth)
            if held is not None:
                yield from _members(
                    inside,
                    held,
                    member.file_size,
                    stack,
                    problems,
                    limits,
                    None,
                    outer=budget,
                    depth=depth + 1,
                )
            continue
        opener = cast("Callable[[], BinaryIO]", partial(archive.open, member))
        yield Source(inside, opener, member.compress_size, None, limits, budget)
    if locked:
        detail = (
            f"{len(locked):,} of {len(members):,} members are encrypted, such as {locked[0][:80]!r}; "
            "unpack the zip with its password and read the folder"
        )
        problems.add(name, None, "encrypted", detail, times=len(locked))


def _is_zip(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    suffix = PurePosixPath(member.filename).suffix.lower()
    if suffix in _NO_ZIP or suffix in _MEDIA:
        return False
    try:
        with archive.open(member) as file:
            return file.read(4) in _ZIP
    except DAMAGE:
        return False  # said when it is read


def _held(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, problems: Problems, depth: int
) -> BinaryIO | None:
    """Return a zip inside a zip, unpacked in memory; ``None``, and a problem, where it is too deep or too large."""
    if depth >= _NESTED:
        why = "zips in zips are opened three deep"
    elif member.file_size > _HELD:
        why = f"it unpacks to {member.file_size:,} bytes, which would be held in memory"
    else:
        try:
            return io.BytesIO(archive.read(member))
        except DAMAGE as fault:
            problems.add(name, None, "unreadable_file", f"{type(fault).__name__}: {fault}")
            return None
    problems.add(name, None, "nested_container", f"{why}; unpack the outer zip and read the folder")
    return None
