"""A stream of tab-separated lines -> where the cells of its rows stand, block by block.

The public files have no quoting: a tab ends a cell and a line feed ends a row, whatever stands between. Only the
places of cells are found here; nobody decodes what is not wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from threadscope.collect.note_files.digits import MARGIN, endings, leading, numbers, words_of
from threadscope.collect.sources import DAMAGE, UnpacksTooFar

__all__ = ["Rows", "rows_of"]

_BLOCK: Final = 1 << 21
#: A line longer than this is no row: the longest cell on record has 160 KB.
_LONGEST: Final = 1 << 26
_TAB: Final = 9
_FEED: Final = 10
_RETURN: Final = 13

Places = NDArray[np.int64]


@dataclass(slots=True)
class Rows:
    """Rows of one block.

    Attributes
    ----------
    buffer
        The bytes; they are overwritten when the next block is asked for.
    starts
        Where each row begins.
    stops
        Where each cell of each row ends.
    kept, rejected
        Numbers, counted from ``first``: of the rows, and of those that have another number of cells and are not among
        them.
    first
        Number of the first row in the file, from 0, those left out counted.
    finished
        Whether the last row ends with a line feed, as every row of a whole file does.
    """

    buffer: bytearray
    starts: Places
    stops: Places
    kept: Places
    rejected: Places
    first: int = 0
    finished: bool = True

    @property
    def n(self) -> int:
        """Number of rows, without those left out."""
        return len(self.starts)

    def first_of(self, left_out: NDArray[np.bool_]) -> int | None:
        """Return the number in the file of the first row that was left out, here or by who asks."""
        numbered = np.concatenate([self.rejected, self.kept[left_out]])
        return self.first + int(numbered.min()) if len(numbered) else None

    def numbers(
        self, place: int, which: Places | slice = slice(None)
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the numbers in one column (of some rows), and which cells hold one."""
        return numbers(words_of(self.buffer), *self._cells(place, which))

    def endings(self, place: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the last eight digits of the numbers in one column, and which cells can hold one."""
        return endings(words_of(self.buffer), *self._cells(place))

    def leading(self, place: int) -> NDArray[np.int64]:
        """Return numbers that order the numbers in one column by length and first digits; -1 for no number."""
        return leading(words_of(self.buffer), *self._cells(place))

    def _cells(self, place: int, which: Places | slice = slice(None)) -> tuple[Places, Places]:
        ends = self.stops[which, place]
        if place == self.stops.shape[1] - 1:
            ends = ends - (np.frombuffer(self.buffer, np.uint8)[ends - 1] == _RETURN)
        return (self.starts[which] if place == 0 else self.stops[which, place - 1] + 1), ends

    def cell(self, row: int, place: int) -> bytes:
        """Return one cell."""
        start = self.starts[row] if place == 0 else self.stops[row, place - 1] + 1
        return bytes(self.buffer[start : self.stops[row, place]])

    def lines(self, wanted: NDArray[np.bool_]) -> list[bytes]:
        """Return the rows that are wanted, without what ends them."""
        starts, ends = self.starts[wanted].tolist(), self.stops[wanted, -1].tolist()
        return [bytes(self.buffer[start:end]).rstrip(b"\r") for start, end in zip(starts, ends, strict=True)]


def rows_of(stream: BinaryIO, n_cells: int) -> Iterator[Rows]:
    """Yield the rows of what is left of a stream; memory holds one block.

    Raises
    ------
    OSError, UnpacksTooFar
        Or what else damaged files raise (see DAMAGE), after the rows before the damage.
    """
    first = 0
    work = np.empty(0, np.uint8)
    for buffer, end, finished in _blocks(stream):
        if len(work) < end:
            work = np.empty(
                len(buffer), np.uint8
            )  # kept: new memory for each block takes as long as the work in it
        rows = _rows(buffer, end, n_cells, work[: end - MARGIN])
        rows.first, rows.finished = first, finished
        yield rows
        first += rows.n + len(rows.rejected)


def _blocks(stream: BinaryIO) -> Iterator[tuple[bytearray, int, bool]]:
    """Yield whole lines: the buffer, where the last one ends, and whether the file ended it."""
    buffer, filled = bytearray(MARGIN + _BLOCK), MARGIN
    while True:
        filled, fault = _filled(stream, buffer, filled)
        end = buffer.rfind(b"\n", MARGIN, filled) + 1
        is_last = filled < len(buffer)
        if end:
            yield buffer, end, True
        rest = buffer[end or MARGIN : filled]
        if is_last:
            break
        if not end:
            buffer = _longer(buffer)
        filled = MARGIN + len(rest)
        buffer[MARGIN:filled] = rest
    if fault is not None:
        raise fault
    if rest:
        yield bytearray(MARGIN) + rest + b"\n", MARGIN + len(rest) + 1, False


def _filled(stream: BinaryIO, buffer: bytearray, filled: int) -> tuple[int, BaseException | None]:
    """Fill a buffer; return until where, and what broke it off. One that is not full is the last."""
    view = memoryview(buffer)
    # What is there is taken at once: a longer read would lose it if the stream breaks off.
    read: Callable[[memoryview], int] = getattr(stream, "readinto1", None) or stream.readinto  # type: ignore[attr-defined]
    try:
        while filled < len(buffer) and (n := read(view[filled:])):
            filled += n
    except (*DAMAGE, UnpacksTooFar) as fault:
        return filled, fault
    return filled, None


def _longer(buffer: bytearray) -> bytearray:
    if len(buffer) > _LONGEST:
        raise OSError(f"a line of more than {_LONGEST >> 20} MB: this is no table")
    return bytearray(2 * len(buffer))


def _rows(buffer: bytearray, end: int, n_cells: int, work: NDArray[np.uint8]) -> Rows:
    """Return the rows of one block; ``work`` is as long as the block."""
    block = np.frombuffer(buffer, np.uint8, end - MARGIN, MARGIN)
    # Tab and line feed are neighbours: one subtraction (which wraps) and one comparison find both.
    np.subtract(block, np.uint8(_TAB), out=work)
    marks = np.flatnonzero(np.less(work, np.uint8(2), out=work.view(np.bool_)))
    is_feed = block[marks] == _FEED
    n_rows = int(np.count_nonzero(is_feed))
    if len(marks) == n_rows * n_cells and is_feed[n_cells - 1 :: n_cells].all():
        stops = marks.reshape(n_rows, n_cells) + MARGIN
        starts = np.concatenate([[MARGIN], stops[:-1, -1] + 1])
        return Rows(buffer, starts, stops, np.arange(n_rows), np.empty(0, np.int64))
    feeds = np.flatnonzero(is_feed)
    cells = np.diff(feeds, prepend=-1)
    ends = marks[feeds]
    starts = np.concatenate([[0], ends[:-1] + 1])
    good = cells == n_cells
    blank = (cells == 1) & ((ends - starts == 0) | ((ends - starts == 1) & (block[starts] == _RETURN)))
    stops = marks[np.repeat(good, cells)].reshape(-1, n_cells) + MARGIN
    kept, rejected = np.flatnonzero(good[~blank]), np.flatnonzero(~good[~blank])
    return Rows(buffer, starts[good] + MARGIN, stops, kept, rejected)
