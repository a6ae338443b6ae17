"""A zip -> its members, each opened only when it is read; those of zips inside it too, up to three deep."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, cast

from threadscope.collect.filenames import ending, is_litter, is_media, leads_out
from threadscope.collect.limits import DAMAGE, Budget, Limits
from threadscope.collect.problems import Problems

__all__ = ["ZIP", "Member", "Zips"]

#: How a zip begins; the second is one without members.
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")

#: A zip in a zip in a zip happens; more is no archive.
_NESTED: Final = 3
#: A zip inside a zip is held in memory while it is read, unless it was stored as it is; so much in all.
_HELD: Final = 1 << 29
#: Members with these endings are not looked into for a zip: a hundred thousand openings take seconds.
_NO_ZIP: Final = frozenset(
    {".json", ".jsonl", ".ndjson", ".js", ".csv", ".tsv", ".txt", ".html", ".dat", ".md"}
)
#: Packed as they are, or by deflate, bzip2, lzma. Windows packs what is large by deflate64, which is not read.
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_HEAD: Final = 30
_UNPACK: Final = "unpack the zip and read the folder"


@dataclass(frozen=True, slots=True)
class Member:
    """A member and its packed size; a zip itself comes before its members, with how many it has."""

    name: str
    open: Callable[[], BinaryIO]
    packed: int
    members: int | None = None


@dataclass(frozen=True, slots=True)
class Zips:
    """Opens zips.

    Attributes
    ----------
    stack
        Keeps them open until everything is read.
    problems
        Where it is noted what is not read, and why.
    limits
        When a zip inside a zip unpacks too far.
    """

    stack: ExitStack
    problems: Problems
    limits: Limits

    def members(
        self, name: str, file: Path | BinaryIO, size: int, budget: Budget, depth: int = 1
    ) -> Iterator[Member]:
        """Yield a zip and its members, sorted by name; ``zip!member`` is what a member is called."""
        try:
            archive = self.stack.enter_context(zipfile.ZipFile(file))
        except DAMAGE as fault:
            detail = (
                f"a zip that cannot be opened ({fault}): the list of its contents, which stands at its end, is "
                "missing or damaged; copy or download it again, or mend it with `zip -FF` and read the result"
            )
            self.problems.add(name, None, "unreadable_file", detail)
            return
        infos = sorted(
            (info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename
        )
        yield Member(name, io.BytesIO, size, len(infos))
        for info in self._readable(name, infos):
            inside = f"{name}!{info.filename}"
            if not _is_zip(archive, info):
                opener = cast("Callable[[], BinaryIO]", partial(archive.open, info))
                yield Member(inside, opener, info.compress_size)
            elif (held := self._inner(archive, info, inside, budget, depth)) is not None:
                yield from self.members(inside, held, info.file_size, budget, depth + 1)

    def _readable(self, name: str, infos: list[zipfile.ZipInfo]) -> Iterator[zipfile.ZipInfo]:
        """Yield the members that can be read, and say of the others why they cannot."""
        locked: list[str] = []
        odd: list[str] = []
        for info in infos:
            parts = info.filename.replace("\\", "/").split("/")
            if any(map(is_litter, (part for part in parts if part not in {"", ".", ".."}))):
                continue
            if leads_out(info.filename):
                detail = "its name leads out of the zip; it was not read"
                self.problems.add(name, info.filename[:200], "unsafe_member", detail)
            elif is_media(info.filename):
                yield info  # never opened
            elif info.flag_bits & 1:
                locked.append(info.filename)
            elif info.compress_type not in _METHODS:
                odd.append(info.filename)
            else:
                yield info
        for kind, left, why, what in (
            ("encrypted", locked, "encrypted", "unpack the zip with its password and read the folder"),
            ("unreadable_file", odd, "packed in a way that is not read here", _UNPACK),
        ):
            if left:
                some = f"{len(left):,} of {len(infos):,} members are {why}, such as {left[0][:80]!r}; {what}"
                self.problems.add(name, None, kind, some, times=len(left))

    def _inner(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: Budget, depth: int
    ) -> BinaryIO | None:
        """Return a zip inside a zip as a file; ``None``, and a problem, where it is too deep or too large."""
        size = info.file_size
        is_stored = info.compress_type == zipfile.ZIP_STORED
        if depth >= _NESTED:
            detail = f"zips in zips are opened three deep; {_UNPACK}"
            self.problems.add(name, None, "nested_container", detail)
        elif not is_stored and self.limits.passed(budget.unpacked + size, budget.packed):
            detail = f"not opened: it unpacks to {size:,} bytes, in a container of {budget.packed:,}"
            self.problems.add(name, None, "unpacks_too_far", detail)
        elif not is_stored and budget.held + size > _HELD:
            detail = f"it unpacks to {size:,} bytes, which would be held in memory; {_UNPACK}"
            self.problems.add(name, None, "nested_container", detail)
        else:
            try:
                if is_stored and archive.fp is not None:
                    return io.BufferedReader(_Stored(cast("BinaryIO", archive.fp), info))
                held = io.BytesIO(archive.read(info))
            except DAMAGE as fault:
                self.problems.add(name, None, "unreadable_file", f"{type(fault).__name__}: {fault}")
            else:
                budget.held += size
                budget.unpacked += size
                return held
        return None


def _is_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    if ending(info.filename) in _NO_ZIP or is_media(info.filename):
        return False
    try:
        with archive.open(info) as file:
            return file.read(4) in ZIP
    except DAMAGE:
        return False  # said when it is read


class _Stored(io.RawIOBase):
    """A member that was not packed, as a file: its bytes where they stand in the zip."""

    def __init__(self, file: BinaryIO, info: zipfile.ZipInfo) -> None:
        file.seek(info.header_offset)
        head = file.read(_HEAD)  # its last two numbers say how long the name and what follows it are
        if len(head) < _HEAD:
            raise zipfile.BadZipFile("it breaks off")
        self._file = file
        self._start = info.header_offset + _HEAD + sum(struct.unpack("<HH", head[-4:]))
        self._size = info.file_size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._file.seek(self._start + self._at)  # others read the same zip
        data = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
