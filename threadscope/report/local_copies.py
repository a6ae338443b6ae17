"""The name of a local copy, on disk or inside a zip -> its bytes, read in place and never written anywhere.

A zip is somebody's archive, so its names are only looked up in it, never used as paths, and what it says of sizes is
not believed: no more is unpacked than a picture may have.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Self

__all__ = ["MOST_FILE_BYTES", "LocalCopies", "Refused", "from_disk"]

#: Bytes of a file that are read; a larger one is not opened.
MOST_FILE_BYTES: Final = 1 << 25
#: Zips in zips are unpacked into memory, as many bytes in all; so deep as collect looks into them.
_MOST_HELD: Final = 1 << 29
_NESTED: Final = 3
#: Zips that are open at once, by far fewer than a system lets a program have.
_MOST_OPEN: Final = 64
#: Packed as they are or by deflate, like every picture in a zip; lzma may ask for gigabytes before it gives a byte.
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_PLAIN_FLAGS: Final = sum(
    getattr(os, name, 0) for name in ("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
)
#: What collect calls what came through a pipe.
_STREAMS: Final = ("-", "<stream>")


class Refused(OSError):
    """A local copy that is not read; ``why`` is a word for it."""

    def __init__(self, why: str, name: str) -> None:
        super().__init__(f"{name}: {why}")
        self.why = why


def from_disk(file: str) -> bytes:
    """Return the bytes of a file, at most one more than `MOST_FILE_BYTES`.

    Raises
    ------
    OSError
        If there is no such plain file. A link is none: it might lead to any picture of this machine.
    """
    with _plain(file) as stream:
        return stream.read(MOST_FILE_BYTES + 1)


def _plain(file: str) -> BinaryIO:
    """Open a plain file, without following a link or waiting for a pipe."""
    try:
        stream = os.fdopen(os.open(file, _PLAIN_FLAGS), "rb")
    except OSError as fault:
        if fault.errno == errno.ELOOP:
            raise Refused("link", file) from fault
        raise
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(f"{file} is no plain file")
    return stream


@dataclass(frozen=True, slots=True)
class _Box:
    """An open zip, the stream that it reads, and the names that it holds more than once."""

    zip: zipfile.ZipFile
    stream: BinaryIO
    doubles: frozenset[str]

    @classmethod
    def of(cls, stream: BinaryIO) -> _Box:
        try:
            opened = zipfile.ZipFile(stream)
        except BaseException:
            stream.close()
            raise
        often = Counter(info.filename for info in opened.infolist())
        return cls(opened, stream, frozenset(name for name, n in often.items() if n > 1))

    def member(self, name: str) -> zipfile.ZipInfo:
        """Return what the zip says of a member; one that must not be read is refused."""
        if name in self.doubles:
            raise Refused("double", name)
        info = self.zip.getinfo(name)
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or not parts[0] or name[1:2] == ":":
            raise Refused("unsafe", name)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise Refused("link", name)
        if info.flag_bits & 1 or info.compress_type not in _METHODS:
            raise Refused("packed", name)
        return info


class LocalCopies:
    """Reads local copies by the names that collect gave them; zips stay open until it is closed.

    ``folder/a.zip!media/1.jpg`` is the member ``media/1.jpg`` of ``folder/a.zip``; zips in zips go on like this.
    """

    def __init__(self) -> None:
        self._boxes: dict[str, _Box] = {}
        self._n_held = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all zips."""
        for box in self._boxes.values():
            box.zip.close()
            box.stream.close()
        self._boxes.clear()

    def __call__(self, name: str) -> bytes:
        """Return the bytes of a local copy, at most one more than `MOST_FILE_BYTES`.

        Raises
        ------
        FileNotFoundError
            If it is not where it was read.
        OSError
            If it is not read; `Refused` says why. A damaged zip raises what zipfile raises.
        """
        if name.partition("!")[0] in _STREAMS and "!" in name:
            raise Refused("piped", name)
        for at in _marks(name):
            if Path(name[:at]).is_file():  # a folder's name may hold the mark too
                return self._inside(self._on_disk(name[:at]), name, at)
        return from_disk(name)

    def _on_disk(self, path: str) -> _Box:
        if path not in self._boxes:
            if len(self._boxes) >= _MOST_OPEN:
                self.close()
            self._boxes[path] = _Box.of(_plain(path))
        return self._boxes[path]

    def _inside(self, box: _Box, name: str, at: int) -> bytes:
        """Return a member of the zip whose name ends at a mark, or of a zip in it."""
        for _ in range(_NESTED):
            if name[at + 1 :] in box.zip.NameToInfo:
                info = box.member(name[at + 1 :])
                if info.file_size > MOST_FILE_BYTES:
                    raise Refused("too large", name)
                with box.zip.open(info) as stream:
                    return stream.read(MOST_FILE_BYTES + 1)
            inner = next(
                (to for to in _marks(name) if to > at and name[at + 1 : to] in box.zip.NameToInfo), None
            )
            if inner is None:
                raise FileNotFoundError(name)
            box, at = self._held(box, name, at, inner), inner
        raise Refused("packed", name)

    def _held(self, box: _Box, name: str, at: int, to: int) -> _Box:
        """Return a zip inside a zip, which is unpacked into memory once."""
        path = name[:to]
        if path not in self._boxes:
            info = box.member(name[at + 1 : to])
            self._n_held += info.file_size
            if self._n_held > _MOST_HELD:
                self._n_held -= info.file_size
                raise Refused("packed", name)
            self._boxes[path] = _Box.of(io.BytesIO(box.zip.read(info)))
        return self._boxes[path]


def _marks(name: str) -> list[int]:
    """Return where in a name the mark between a zip and its member stands."""
    return [at for at, sign in enumerate(name) if sign == "!"]
