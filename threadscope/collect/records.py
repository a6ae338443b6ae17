"""The bytes of one source -> its records: lines, elements of an array, one document, or values in a row.

A source of any size is read in blocks; what is held is a block, or one record where that is larger. Where values end
is found by their brackets (values.py), so that it does not matter how a tool separates them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

import msgspec

from threadscope.collect.blocks import Blocks
from threadscope.collect.broken import BRACKETS, Begins, Sight, ends_beside, ends_here
from threadscope.collect.decode import Record, Report
from threadscope.collect.javascript import prefix_end, prefix_of
from threadscope.collect.values import State, elements, ends, in_a_row, mended, state

__all__ = ["prefix_of", "records", "split"]

_BLOCK: Final = 1 << 21
#: After a broken place values are looked for so near first: where many are broken, no block is searched for each.
_NEAR: Final = 1 << 14
#: So many bytes tell whether JavaScript stands before a value.
_AHEAD: Final = 512
#: Where nothing whole is in sight, so much is read before it is given up.
_PATIENCE: Final = 1 << 22
#: What nests too deep is held up to so many bytes, in case it has an end.
_DEEPEST: Final = 1 << 22
#: So much is shown of a file that is no JSON, and of a broken stretch without end.
_SHOWN, _LOST = 1000, 1 << 16
#: A source may begin with a notice or a broken line; a record in so many lines shows what it is.
_FIRST_LINES: Final = 5

_OPEN, _CLOSE, _OBJECT = b"[]{"
_BOUNDED: Final = BRACKETS | {ord('"')}
_STARTS: Final = _BOUNDED | frozenset(b"-0123456789tfn")
_SCALAR: Final = re.compile(rb'[^\s,;\[\]{}"]*')
#: What may follow a number that is a record.
_ALONE: Final = re.compile(rb"[-+.\deE \t\r]*(?:\n|\xef\xbb\xbf|[{\[]|\Z)")
#: How a text begins in which JSON is packed once more.
_PACKED: Final = (b'"{', b'"[')

# What may stand between values: at the beginning, after a first record, and in an array.
_BLANK: Final = re.compile(rb"[\s\x1e]*(?:\xef\xbb\xbf[\s\x1e]*)*")
_BETWEEN: Final = re.compile(rb"[\s,;)\x1e]*(?:\xef\xbb\xbf[\s,;)\x1e]*)*")
_COMMAS: Final = re.compile(rb"[\s,]*")

_LOG: Final = re.compile(rb'\{\s*"log"\s*:\s*\{')
_ENTRIES: Final = re.compile(rb'"entries"\s*:\s*\[')
_ENTRY: Final = (b'{"log":{"entries":[', b"]}}")


def records(stream: BinaryIO, report: Report) -> Iterator[Record]:
    """Yield the records of a source, numbered from 0: the bytes of one JSON value each.

    Values may stand one a line, in a row, in an array of any size, or indented; JavaScript before them, byte order
    marks and UTF-16 are passed over. The entries of a HAR that is larger than a block are records of their own, each
    in a HAR of one entry. Of a source that ends in the middle of a record, what is complete is yielded and the cut
    reported. What is broken is yielded as it stands, for the reader of records to say so, and costs nothing else. Of
    a source that is no JSON only the beginning is read and yielded.
    """
    return enumerate(split(stream, report))


def split(stream: BinaryIO, report: Report, block: int = _BLOCK) -> Iterator[bytes]:
    """Yield the values of a source as ``records`` does, reading blocks of so many bytes."""
    blocks = Blocks(stream, block)
    yield from _Splitter(blocks, report).values()
    if blocks.fault is not None:
        raise blocks.fault


def _after(pattern: re.Pattern[bytes], text: bytes, start: int) -> int:
    """Return where a pattern ends that may match nothing."""
    found = pattern.match(text, start)
    return found.end() if found else start


class _Splitter:
    """Takes values off a source, one stretch after the other."""

    def __init__(self, blocks: Blocks, report: Report) -> None:
        self._blocks = blocks
        self._report = report
        self._begins = Begins()
        self._inside = False  # an array whose elements are records
        self._wrap: tuple[bytes, bytes] | None = None  # what is written around each element
        self._known = False  # whether there was a value yet that an export could hold
        self._adrift = False  # whether what came last was broken, and nothing whole in sight
        self._reach = _BLOCK  # how far values are looked for
        self._head = b""

    def values(self) -> Iterator[bytes]:
        while self._to_value():
            yield from self._step()
        if self._inside:
            self._say_cut("what is complete was read")

    # Where the next value begins.

    def _to_value(self) -> bool:
        """Go to where the next value begins; say whether there is one."""
        blocks = self._blocks
        while True:
            blocks.at = self._passed(blocks.at)
            rest = len(blocks.text) - blocks.at
            mark = blocks.text[blocks.at] if rest else None
            if mark is None or (mark not in _STARTS and rest < _AHEAD and not blocks.done):
                if not blocks.more() and mark is None:
                    return False
            elif mark == _CLOSE and self._inside:
                self._leave_array()
            else:
                self._head = self._head or blocks.text[blocks.at : blocks.at + _SHOWN]
                return True

    def _passed(self, at: int) -> int:
        """Return where white space, separators and JavaScript end that begin at a place."""
        text = self._blocks.text
        if self._inside:
            return _after(_COMMAS, text, at)
        while True:
            # Before there was a record, a separator is none: `)]}'` is JavaScript, and a table in quotes no JSON.
            at = _after(_BETWEEN if self._known else _BLANK, text, at)
            if text[at : at + 1] in b'{["' or (end := prefix_end(text, at)) == at:
                return at
            at = end

    def _enter_array(self, at: int, wrap: tuple[bytes, bytes] | None = None) -> None:
        self._blocks.at, self._inside, self._wrap = at, True, wrap
        self._begins.enter()

    def _leave_array(self) -> None:
        blocks = self._blocks
        blocks.at += 1
        self._inside, self._known = False, True
        if self._wrap is not None:
            self._pass_rest()

    def _pass_rest(self) -> None:
        """Pass over what follows the entries of a HAR: together with an empty list of them it is an object."""
        blocks = self._blocks
        blocks.text, blocks.at = _ENTRY[0] + b"]" + blocks.text[blocks.at :], 0
        while not len(places := ends(blocks.text, 0, len(blocks.text))):
            if not blocks.more():
                self._say_cut("what is complete was read")
                return
        blocks.at = int(places[0])

    # Values that are whole.

    def _step(self) -> Iterator[bytes]:
        """Take what is whole from here, or find out why nothing is."""
        blocks = self._blocks
        text, at = blocks.text, blocks.at
        if text[at] not in _STARTS:
            yield from self._trouble(None)
            return
        self._begins.note(text, at, inside=self._inside)
        stop = min(at + self._reach, len(text))
        if not self._inside and (cut := self._line_end(stop)) > at:
            found = in_a_row(text[at:cut])
            if found is not None:
                yield from self._take(found, cut)
                return
        if text[at] not in _BOUNDED:
            yield from self._scalars(stop)
            return
        places = ends(text, at, stop)
        if not len(places):
            yield from self._unended(stop)
            return
        cut = int(places[-1])
        found = elements(b"[%b]" % text[at:cut]) if self._inside else in_a_row(text[at:cut])
        if found is None:
            yield from self._take_singly(places.tolist())
        else:
            yield from self._take(found, cut)

    def _line_end(self, stop: int) -> int:
        """Return where the last line or document ends that can be seen up to ``stop``."""
        blocks = self._blocks
        if blocks.done and stop == len(blocks.text):
            return stop
        last = blocks.text.rfind(b"\n{", blocks.at, stop)
        return 1 + (last if last >= 0 else blocks.text.rfind(b"\n", blocks.at, stop))

    def _take(self, found: Sequence[msgspec.Raw], end: int) -> Iterator[bytes]:
        blocks = self._blocks
        if self._inside and len(found) > 1:
            self._begins.learn(blocks.text[blocks.at : end], *map(bytes, found[:2]))
        blocks.at = end
        self._reach = min(self._reach * 2, sys.maxsize)
        for value in map(bytes, found):
            yield from self._given(value)

    def _take_singly(self, places: list[int]) -> Iterator[bytes]:
        """Take values one by one, up to the first that is broken; ``places`` is where they end."""
        blocks = self._blocks
        for place in places:
            while (at := self._passed(blocks.at)) < place:
                blocks.at = at
                is_bounded = blocks.text[at] in _BOUNDED
                end = place if is_bounded else _after(_SCALAR, blocks.text, at)
                value = blocks.text[at:end]
                is_container = value[:1] in {b"{", b"["}
                if state(value) is State.WHOLE and (
                    is_container or ends_here(blocks, end, inside=self._inside)
                ):
                    blocks.at = end
                    yield from self._given(value)
                elif value[:1] == b"[" and not self._inside:
                    self._enter_array(at + 1)
                    return
                else:
                    yield from self._trouble(end if is_container else None)
                    if blocks.at != end:
                        return

    def _scalars(self, stop: int) -> Iterator[bytes]:
        """Take numbers and literals."""
        blocks = self._blocks
        text, at = blocks.text, blocks.at
        cut = text.rfind(b",", at, stop) if self._inside else -1
        found = elements(b"[%b]" % text[at:cut]) if cut > at else None
        end = _after(_SCALAR, text, at)
        is_whole = state(text[at:end]) is State.WHOLE
        if found is not None:
            yield from self._take(found, cut)
        elif not blocks.done and (end == len(text) or (is_whole and self._is_line_open(end))):
            blocks.more()
        elif is_whole and (self._inside or _ALONE.match(text, end)):
            blocks.at, self._reach = end, _NEAR
            yield from self._given(text[at:end])
        else:
            yield from self._trouble(None)

    def _is_line_open(self, end: int) -> bool:
        """Say whether the end of the line is to be seen first: outside of arrays, a number may begin a text."""
        blocks = self._blocks
        return not self._inside and len(blocks.text) - end < _PATIENCE and blocks.text.find(b"\n", end) < 0

    def _given(self, value: bytes) -> Iterator[bytes]:
        """Yield a value, or the elements of an array."""
        self._adrift = False
        self._known = self._known or self._inside or value[0] in BRACKETS or value[:2] in _PACKED
        inner = elements(value) if value[0] == _OPEN and not self._inside else None
        if inner is not None:
            yield from map(bytes, inner)
        else:
            yield self._wrapped(value)

    def _wrapped(self, value: bytes) -> bytes:
        return value if self._wrap is None or not self._inside else self._wrap[0] + value + self._wrap[1]

    # Values that are not.

    def _unended(self, stop: int) -> Iterator[bytes]:
        """Deal with a value that has no end before ``stop``."""
        blocks = self._blocks
        text, at = blocks.text, blocks.at
        if text[at] == _OPEN and not self._inside:
            self._enter_array(at + 1)
        elif (how := state(text[at:stop])) in {State.BROKEN, State.FOLLOWED} or (
            how is State.DEEP and stop - at > _DEEPEST
        ):
            yield from self._trouble(None)
        elif stop < len(text):
            self._reach *= 4
        elif blocks.done:
            yield from self._cut()
        elif not self._enter_entries():
            blocks.more()

    def _enter_entries(self) -> bool:
        """Go into the entries of a HAR that is larger than what is held; say whether this is one."""
        text, at = self._blocks.text, self._blocks.at
        log = None if self._inside else _LOG.match(text, at)
        if log is None:
            return False
        for entries in _ENTRIES.finditer(text, log.end()):
            if state(text[at : entries.start()] + b'"entries":[]}}') is State.WHOLE:
                self._enter_array(entries.end(), _ENTRY)
                return True
        return False

    def _cut(self) -> Iterator[bytes]:
        """Give what is complete in the value in the middle of which the source ends."""
        whole = mended(self._blocks.text[self._blocks.at :])
        if whole is not None:
            yield self._wrapped(whole)
        self._say_cut("it was left out" if whole is None else "what is complete in it was read")

    def _say_cut(self, done: str) -> None:
        self._blocks.drop()
        self._inside = False
        self._report("end", "half_written", f"the source ends in the middle of a record; {done}")

    def _trouble(self, end: int | None) -> Iterator[bytes]:
        """Give what is broken here as it stands, and go to where a value is whole again.

        ``end`` is where the broken value ends by its brackets, if it does.
        """
        blocks = self._blocks
        text, at = blocks.text, blocks.at
        self._known = self._known or (
            text[at] not in BRACKETS and not self._inside and self._in_first_lines()
        )
        if not (self._known or self._inside or text[at] in BRACKETS):
            yield from self._refuse()
            return
        if end is not None and not ends_beside(blocks, end, inside=self._inside):
            end = None  # a quote too many or too few makes brackets end anywhere
        sight, place, leaves = self._begins.after(blocks, end, inside=self._inside, known=self._known)
        is_lost = sight is Sight.NOWHERE and end is None
        if sight is Sight.UNDECIDED or (is_lost and not blocks.done and len(text) - at < _PATIENCE):
            blocks.more()
            return
        if is_lost and not self._known:
            yield from self._refuse()
            return
        if is_lost:
            line = -1 if blocks.done else text.rfind(b"\n", at)
            place = line + 1 if line > at else len(text)
        elif end is not None and sight is Sight.NOWHERE:
            place = end
        blocks.at, self._reach = place, _NEAR
        self._inside = self._inside and not leaves and not (blocks.done and place == len(text))
        if not (is_lost and self._adrift):  # what goes on being broken is said once
            yield text[at:place].rstrip(b" \t\r\n,")[: _LOST if is_lost else None]
        self._adrift = is_lost

    def _in_first_lines(self) -> bool:
        """Say whether a source that begins with something else has an object in one of its first lines."""
        lines = self._blocks.text[self._blocks.at :].split(b"\n", _FIRST_LINES)[:_FIRST_LINES]
        return any(line[:1] == b"{" and len(line) > 4 and state(line) is State.WHOLE for line in lines)

    def _refuse(self) -> Iterator[bytes]:
        """Give the beginning of what is no JSON, and leave the rest unread."""
        self._blocks.drop()
        self._inside = False
        yield self._head.splitlines()[0]
