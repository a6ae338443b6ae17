"""What stops a source: damage that is met while it is read, and unpacking to far more than there is."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

import zstandard

__all__ = ["DAMAGE", "Budget", "Limits", "UnpacksTooFar"]

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
    """What a container holds on disk, what its members gave so far, and what of them is held in memory.

    Many small bombs make a big one, and so do zips in zips: all that stands in the outermost container shares one.
    """

    packed: int
    unpacked: int = 0
    held: int = 0
