"""A place where JSON is broken -> where a whole value begins again, so that the break costs nothing else."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, NamedTuple

from threadscope.collect.blocks import Blocks
from threadscope.collect.values import State, ends, state

__all__ = ["BRACKETS", "Begins", "Next", "Sight", "ends_beside", "ends_here"]

BRACKETS: Final = frozenset(b"{[")

#: A value is first looked for so near, and farther only if it has no end there.
_NEAR: Final = 1 << 8
#: What stands between two elements is shorter than this, and so many ways are remembered.
_BETWEEN: Final = 512
_WAYS: Final = 8
_NEWLINE: Final = ord("\n")

_KEY: Final = re.compile(rb'\{\s*"(?:[^"\\]|\\.)*+"\s*:', re.DOTALL)
_HOLDS: Final = rb'(?=\{\s*"|\[\s*[\[{"])'
# `}` and `{` with a newline between stand in no JSON value, not even in a text: there the next line or document
# begins. Without a newline, only a text can hold them.
_NEXT: Final = rb"\n" + _HOLDS + rb"|[}\]]\s*" + _HOLDS
_NEXT_LINE: Final = rb"[}\]][ \t\r]*\n\s*" + _HOLDS
_NEXT_ELEMENT: Final = rb",\s*" + _HOLDS
_LINE: Final = re.compile(rb"\n\s*[{\[]")
_END_OF_LINE: Final = re.compile(rb"[ \t\r]*(?:\n|\xef\xbb\xbf|\Z)")
_END_OF_ELEMENT: Final = re.compile(rb"\s*(?:[,\]]|\Z)")
_BESIDE: Final = re.compile(rb"\s*(?=[{\[])")


class Sight(Enum):
    """Whether a whole value is in sight."""

    HERE = "here"
    NOWHERE = "nowhere"
    UNDECIDED = "the end of what is held comes first"


class Next(NamedTuple):
    """Where the next whole value begins, and whether that is outside of the array in which the break is."""

    sight: Sight
    at: int = 0
    leaves: bool = False


class Begins:
    """Remembers how the values of a source begin, and finds the next one after a break."""

    def __init__(self) -> None:
        self._top = b""  # how the first object outside of arrays begins
        # How the first element of the last array begins; None if it was not seen yet.
        self._first: bytes | None = b""
        self._ways: dict[bytes, None] = {}  # how its elements were seen to follow each other
        self._in_arrays = False

    def enter(self) -> None:
        """Note that an array begins."""
        self._first, self._ways, self._in_arrays = None, {}, True

    def note(self, text: bytes, at: int, *, inside: bool) -> None:
        """Note how a value begins, if it is the first."""
        is_seen = self._first is not None if inside else self._top
        if is_seen:
            return
        found = _KEY.match(text, at)
        key = found.group() if found else b""
        if inside:
            self._first = key and rb",\s*(?=" + re.escape(key) + b")"
        else:
            self._top = key

    def learn(self, taken: bytes, first: bytes, second: bytes) -> None:
        """Note how an element follows another: what stands between them, and its first key."""
        between = taken[len(first) : taken.find(second, len(first))]
        if (key := _KEY.match(second)) and len(between) < _BETWEEN and len(self._ways) < _WAYS:
            self._ways[re.escape(between) + b"(?=" + re.escape(key.group()) + b")"] = None

    def after(self, blocks: Blocks, end: int | None, *, inside: bool, known: bool) -> Next:
        """Return the next whole value after what is broken at the place up to which ``blocks`` was taken.

        Parameters
        ----------
        blocks
            What is held of the source.
        end
            Where the broken value ends by its brackets. The next is looked for before it too: a value without its
            closing bracket takes its neighbours along.
        inside
            Whether the break is in an array.
        known
            Whether the source gave a record before. If not, a line that looks like one may be part of a document.
        """
        text = blocks.text
        self._first = self._first or b""  # what begins after a break need not be an element
        has_lines = _LINE.search(text, blocks.at) is not None
        pattern = self._pattern(end, inside=inside, has_lines=has_lines)
        for found in pattern.finditer(text, blocks.at, len(text) if end is None else end):
            line = text[found.start()] == _NEWLINE
            if line and not known and not (self._top and text.startswith(self._top, found.end())):
                continue
            sight, close = _value(blocks, found.end())
            if sight is Sight.UNDECIDED:
                return Next(sight)
            if sight is Sight.HERE and not (line and _END_OF_LINE.match(text, close) is None):
                return Next(sight, found.end(), inside and found.lastgroup is None)
        return Next(Sight.NOWHERE)

    def _pattern(self, end: int | None, *, inside: bool, has_lines: bool) -> re.Pattern[bytes]:
        """Return what stands before the next value; where there are lines, a broken one costs that line."""
        follows = [*self._ways] or ([self._first] if self._first else [])
        if not follows and end is None and self._in_arrays:
            follows = [_NEXT_ELEMENT]
        if self._top and not inside and not has_lines:
            follows.append(rb"[^\s:,\[]\s*(?=" + re.escape(self._top) + b")")
        lines = _NEXT_LINE if inside else _NEXT
        return re.compile(b"(?P<element>%b)|%b" % (b"|".join(follows), lines) if follows else lines)


def ends_here(blocks: Blocks, end: int, *, inside: bool) -> bool:
    """Say whether a line or element ends at a place: amid what is broken, what does not end one is no record."""
    return (_END_OF_ELEMENT if inside else _END_OF_LINE).match(blocks.text, end) is not None


def ends_beside(blocks: Blocks, end: int, *, inside: bool) -> bool:
    """Say whether a broken value ends at a place: the line or element does, or another value begins there."""
    if ends_here(blocks, end, inside=inside):
        return True
    beside = _BESIDE.match(blocks.text, end)
    return beside is not None and _value(blocks, beside.end())[0] is not Sight.NOWHERE


def _value(blocks: Blocks, at: int) -> tuple[Sight, int]:
    """Return whether a whole value stands at a place, and where it ends."""
    reach = _NEAR
    while True:
        stop = min(at + reach, len(blocks.text))
        how = state(blocks.text[at:stop])
        if how in {State.WHOLE, State.FOLLOWED}:
            places = ends(blocks.text, at, stop)
            return (Sight.HERE, int(places[0])) if len(places) else (Sight.NOWHERE, at)
        if how is not State.CUT:
            return Sight.NOWHERE, at
        if stop == len(blocks.text):
            return (Sight.NOWHERE if blocks.done else Sight.UNDECIDED), at
        reach *= 4
