"""Places of numbers in a buffer -> the numbers, thousands at a time.

Ids are up to 19 digits, written as text. Eight digits fit one machine word, and a word of digits becomes a number in
three multiplications (Lemire, "Quickly parsing eight digits", 2018), for a whole column at once.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["ENDING", "MARGIN", "endings", "leading", "numbers", "words_of"]

#: Bytes that must lie before the first number: words reach back over what stands in front of it.
MARGIN: Final = 32

#: What an id is taken modulo for its ending.
ENDING: Final = 10**8

Words = NDArray[np.uint64]
Places = NDArray[np.int64]

_WORD: Final = 8
_LONGEST: Final = 19
_ZEROS: Final = 0x3030303030303030
#: By how many digits count: which bytes of a word are kept, and the zeros that stand for the others.
_KEPT: Final = np.array([(1 << 64) - (1 << (64 - 8 * n)) for n in range(_WORD + 1)], dtype=np.uint64)
_FILL: Final = np.array([_ZEROS & ~int(kept) for kept in _KEPT], dtype=np.uint64)


def words_of(buffer: bytearray) -> Words:
    """Return every eight bytes of a buffer that follow each other as one number, without copying."""
    return np.ndarray(len(buffer) - _WORD + 1, dtype="<u8", buffer=buffer, strides=(1,))


def numbers(words: Words, starts: Places, ends: Places) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    r"""Return the numbers that stand between two places, and which are numbers: 1 to 19 digits, below 2**63.

    >>> buffer = bytearray(MARGIN) + b"1794123456789012345\t-1\t7"
    >>> where = np.array([0, 20, 23]) + MARGIN, np.array([19, 22, 24]) + MARGIN
    >>> found, good = numbers(words_of(buffer), *where)
    >>> found[good].tolist(), good.tolist()
    ([1794123456789012345, 7], [True, False, True])
    """
    lengths = ends - starts
    value, good = _eight(words, ends, lengths)
    for place, scale in ((1, 10**8), (2, 10**16)):
        more, fine = _eight(words, ends - place * _WORD, lengths - place * _WORD)
        value += more * np.uint64(scale)
        good &= fine
    good &= (lengths > 0) & (lengths <= _LONGEST) & (value < np.uint64(1 << 63))
    return value.view(np.int64), good


def endings(words: Words, starts: Places, ends: Places) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the last eight digits of each number, and which cells can hold one: most rows are ruled out by these."""
    lengths = ends - starts
    value, good = _eight(words, ends, lengths)
    return value.view(np.int64), good & (lengths > 0) & (lengths <= _LONGEST)


def leading(words: Words, starts: Places, ends: Places) -> NDArray[np.int64]:
    """Return a number for each cell by which they are in the order of their length and first eight digits."""
    lengths = ends - starts
    value, good = _eight(words, np.minimum(starts + _WORD, ends), lengths)
    return np.where(good, value.view(np.int64) + lengths * ENDING, -1)


def _eight(words: Words, ends: Places, lengths: Places) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """Return the number in the eight characters before each end, of which only the last ``lengths`` count."""
    word = words[ends - _WORD]
    if (lengths < _WORD).any():
        counted = np.clip(lengths, 0, _WORD)
        word = (word & _KEPT[counted]) | _FILL[counted]
    upper = np.uint64(0xF0F0F0F0F0F0F0F0)
    # "0" to "9" are 0x30 to 0x39: adding six must not carry into the upper half of the byte.
    good = ((word & upper) | (((word + np.uint64(0x0606060606060606)) & upper) >> np.uint64(4))) == np.uint64(
        0x3333333333333333
    )
    pairs = ((word & np.uint64(0x0F0F0F0F0F0F0F0F)) * np.uint64(2561)) >> np.uint64(8)
    fours = ((pairs & np.uint64(0x00FF00FF00FF00FF)) * np.uint64(6553601)) >> np.uint64(16)
    return ((fours & np.uint64(0x0000FFFF0000FFFF)) * np.uint64(42949672960001)) >> np.uint64(32), good
