"""A stream -> its bytes as UTF-8, block by block: what was read and not yet taken."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import BinaryIO

from threadscope.collect.javascript import BOM16
from threadscope.collect.sources import DAMAGE, UnpacksTooFar

__all__ = ["Blocks"]


class Blocks:
    """Reads a stream in blocks.

    Attributes
    ----------
    text
        What is held.
    at
        Up to where it was taken.
    done
        Whether nothing follows.
    fault
        What stopped the stream: it is kept until what came before was taken.
    """

    def __init__(self, stream: BinaryIO, size: int) -> None:
        # read1 gives what is there; read would lose it if the stream breaks off before it has all.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._size = size
        self._decoder: codecs.IncrementalDecoder | None = None
        self._begun = False
        self.text = b""
        self.at = 0
        self.done = False
        self.fault: BaseException | None = None

    def more(self) -> bool:
        """Let go of what was taken and read on, at least as much as is left; say whether there was more."""
        pieces = [self.text[self.at :]]
        self.text, self.at = pieces[0], 0
        left = len(self.text)
        missing = max(self._size, left)
        while missing > 0 and not self.done:
            piece = self._piece(missing)
            missing -= len(piece)
            pieces.append(piece)
        self.text = b"".join(pieces)
        return len(self.text) > left

    def drop(self) -> None:
        """Take all that is held, and read no more."""
        self.text, self.at, self.done = b"", 0, True

    def _piece(self, size: int) -> bytes:
        try:
            piece = self._read(size)
            if not self._begun:
                piece += self._read(1) if len(piece) == 1 else b""
                self._begun = True
                if piece[:2] in BOM16:
                    self._decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
        except (*DAMAGE, UnpacksTooFar) as fault:
            self.fault = fault
            piece = b""
        self.done = not piece
        return piece if self._decoder is None else self._decoder.decode(piece).encode()
