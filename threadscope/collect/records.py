"""The bytes of one source -> its records: lines, elements of an array, one document, or values in a row."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

import msgspec

from threadscope.collect.decode import Record, Report
from threadscope.collect.sources import DAMAGE, UnpacksTooFar

__all__ = ["records"]

_PEEKED_LINES = 5
_RAW = msgspec.json.Decoder(msgspec.Raw)
_ELEMENTS = msgspec.json.Decoder(list[msgspec.Raw])
_STRUCTURE = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{},]', re.DOTALL)
_CLOSING = {b"{": b"}", b"[": b"]"}


def records(stream: BinaryIO, report: Report) -> Iterator[Record]:
    """Yield the records of a source, numbered from 0.

    A source whose first lines hold a whole JSON value each is read line by line; any other is read whole, as one
    document or as values in a row. Elements of a top-level array are records. What is complete in a source that
    ends in the middle of a record is yielded, and the cut reported.
    """
    return enumerate(_values(stream, report))


def _values(stream: BinaryIO, report: Report) -> Iterator[bytes]:
    lines = _Readable(stream)
    head = [_first(lines), *islice(lines, _PEEKED_LINES - 1)]
    if head[0][:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        whole = b"".join(chain(head, lines)).decode("utf-16", errors="replace").encode()
        yield from _document(whole, report)
    elif _complete(head[0]) or any(line[:1] == b"{" and len(line) > 4 and _complete(line) for line in head):
        yield from _lines(chain(head, lines), report)
    elif head[0].lstrip()[:1] in {b"{", b"["}:
        yield from _document(b"".join(chain(head, lines)), report)
    elif head[0].strip():
        yield head[0]  # no JSON; the beginning is enough to say so
    if lines.fault is not None:
        raise lines.fault


class _Readable:
    """The lines of a stream that can be read; what then stopped it is kept, so that nothing before is lost."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = iter(stream)
        self.fault: BaseException | None = None

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self.fault is not None:
            raise StopIteration
        try:
            return next(self._lines)
        except (*DAMAGE, UnpacksTooFar) as fault:
            self.fault = fault
            raise StopIteration from fault


def _first(lines: Iterator[bytes]) -> bytes:
    """Return the first line that is not blank, without a byte order mark."""
    line = next(lines, b"").removeprefix(codecs.BOM_UTF8)
    while line and not line.strip():
        line = next(lines, b"")
    return line


def _lines(lines: Iterator[bytes], report: Report) -> Iterator[bytes]:
    for number, line in enumerate(lines):
        value = line.strip()
        if not value:
            continue
        if not line.endswith(b"\n") and not _complete(value) and _is_cut(value):
            yield from _rescue(value, report, f"line {number + 1}")
        elif value.startswith(b"["):
            yield from _elements(value)
        else:
            yield value


def _document(whole: bytes, report: Report) -> Iterator[bytes]:
    if not whole.strip():
        return
    if _complete(whole):
        yield from _elements(whole) if whole.lstrip().startswith(b"[") else [whole]
        return
    end = 0
    for start, end in _spans(whole):
        value = whole[start:end]
        yield from _elements(value) if value.startswith(b"[") else [value]
    rest = whole[end:].strip()
    if rest:
        yield from _rescue(rest, report, "end") if _is_cut(rest) else [rest]


def _elements(array: bytes) -> Iterator[bytes]:
    try:
        yield from map(bytes, _ELEMENTS.decode(array))
    except (msgspec.DecodeError, RecursionError):
        yield array


def _complete(raw: bytes) -> bool:
    try:
        _RAW.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _spans(whole: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of each complete top-level object or array."""
    depth = start = 0
    for match in _STRUCTURE.finditer(whole):
        mark = match.group()
        if mark in _CLOSING:
            if depth == 0:
                start = match.start()
            depth += 1
        elif mark in {b"}", b"]"}:
            depth -= 1
            if depth == 0:
                yield start, match.end()
            depth = max(depth, 0)


def _is_cut(raw: bytes) -> bool:
    """Say whether brackets are open at the end, which a writer that was stopped leaves behind."""
    return bool(_open_brackets(raw)[0])


def _open_brackets(raw: bytes) -> tuple[list[bytes], int, list[bytes]]:
    """Return the brackets open at the end, the end of the last complete object, and those open there."""
    stack: list[bytes] = []
    last = 0
    there: list[bytes] = []
    for match in _STRUCTURE.finditer(raw):
        mark = match.group()
        if mark in _CLOSING:
            stack.append(mark)
        elif mark in {b"}", b"]"} and stack:
            stack.pop()
            last, there = match.end(), stack.copy() if len(stack) < 1000 else there
    return stack, last, there


def _rescue(raw: bytes, report: Report, position: str) -> Iterator[bytes]:
    """Yield what is complete in a record that was cut: all up to its last whole object, brackets closed."""
    _, last, there = _open_brackets(raw)
    mended = raw[:last] + b"".join(_CLOSING[mark] for mark in reversed(there))
    whole = last > 0 and _complete(mended)
    done = "what is complete in it was read" if whole else "it was left out"
    report(position, "half_written", f"the source ends in the middle of a record; {done}")
    if whole:
        yield from _elements(mended) if mended.startswith(b"[") else [mended]
