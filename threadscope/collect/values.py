"""Bytes that hold JSON values -> where each ends, whether it is whole, cut or broken, and what a cut one still gives."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = ["State", "elements", "ends", "in_a_row", "mended", "state"]

#: So many bytes are looked through at once: more would not fit the processor's cache.
_WINDOW: Final = 1 << 18
#: No export nests so deep; what does is not mended.
_DEEP: Final = 1000
_ARRAY, _OBJECT = b"[{"

_RAW: Final = msgspec.json.Decoder(msgspec.Raw)
_ELEMENTS: Final = msgspec.json.Decoder(list[msgspec.Raw])
_TRUNCATED, _TRAILING = "Input data was truncated", "trailing characters"
#: What may stand at the end of a number that goes on.
_NUMBER: Final = b"0123456789+-.eE"


class State(Enum):
    """How bytes stand that begin with a JSON value.

    It is whole, or whole and something follows, or it could go on, or it is broken, or nested deeper than can be read.
    """

    WHOLE = "whole"
    FOLLOWED = "followed"
    CUT = "cut"
    BROKEN = "broken"
    DEEP = "deep"


def state(raw: bytes) -> State:
    """Return whether bytes are one JSON value, begin with one, are the beginning of one, or neither.

    Half surrogate pairs and bytes that are no UTF-8 do not break a value: decode.py mends them.

    Examples
    --------
    >>> [state(raw).value for raw in (b'{"a": 1}', b'{"a": 1}, 2', b'{"a": -', b'{"a": {]')]
    ['whole', 'followed', 'cut', 'broken']
    """
    found = _state(raw)
    if found in {State.CUT, State.BROKEN} and (softened := _softened(raw)) is not None:
        raw, found = softened, _state(softened)
    if found is State.BROKEN and raw[-1:] in _NUMBER and _state(raw.rstrip(_NUMBER)) is State.CUT:
        return State.CUT
    return found


def _state(raw: bytes) -> State:
    try:
        _RAW.decode(raw)
    except msgspec.DecodeError as fault:
        words = str(fault)
        if words == _TRUNCATED:
            return State.CUT
        return State.FOLLOWED if _TRAILING in words else State.BROKEN
    except RecursionError:
        return State.DEEP
    return State.WHOLE


def _softened(raw: bytes) -> bytes | None:
    """Return the bytes with surrogates made into other characters, of the same length; ``None`` if there are none."""
    softened = raw.replace(b"\\ud", b"\\u0").replace(b"\\uD", b"\\u0")
    return softened if softened != raw else None


def in_a_row(raw: bytes) -> list[msgspec.Raw] | None:
    """Return JSON values that follow each other with nothing but white space between; ``None`` if they do not."""
    try:
        return _RAW.decode_lines(raw)
    except (msgspec.DecodeError, RecursionError):
        return None


def elements(array: bytes) -> list[msgspec.Raw] | None:
    r"""Return the elements of a JSON array; ``None`` if it is none.

    Half surrogate pairs stay in the element that they stand in.

    >>> [bytes(element) for element in elements(b'[{"a": "\\ud800"}, 2]')]
    [b'{"a": "\\ud800"}', b'2']
    """
    try:
        return _ELEMENTS.decode(array)
    except (msgspec.DecodeError, RecursionError):
        softened = _softened(array)
    try:
        found = _ELEMENTS.decode(softened) if softened is not None else None
    except (msgspec.DecodeError, RecursionError):
        found = None
    if found is None or softened is None:
        return None
    places: list[tuple[int, int]] = []
    for element in map(bytes, found):
        start = softened.index(element, places[-1][1] if places else 1)
        places.append((start, start + len(element)))
    return [msgspec.Raw(array[start:stop]) for start, stop in places]


def ends(text: bytes, start: int, stop: int) -> NDArray[np.int64]:
    """Return the ends of the objects, arrays and strings that stand side by side in a stretch of bytes.

    Parameters
    ----------
    text
        Bytes that hold JSON.
    start
        Where to begin; it must not be inside a value.
    stop
        Where to stop looking. A bracket that closes what was opened before ``start`` stops the search too.

    Examples
    --------
    >>> ends(b'{"a": [1, "}"]}, [2], "b", {', 0, 28).tolist()
    [15, 20, 25]
    """
    found: list[NDArray[np.int64]] = []
    depth = 0
    for places, steps, closes in _marks(text, start, stop):
        depths = np.cumsum(steps, dtype=np.int32) + depth
        over = np.flatnonzero(depths < 0)
        last = int(over[0]) if len(over) else len(places)
        at_end = (depths == 0) & ((steps == -1) | closes)
        found.append(places[:last][at_end[:last]] + 1)
        if len(over):
            break
        depth = int(depths[-1])
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _marks(
    text: bytes, start: int, stop: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int8], NDArray[np.bool_]]]:
    """Yield the places of quotes and brackets, window by window: the step that each is in depth, and if it ends a text."""
    quoted = 0
    escaped = False
    for base in range(start, stop, _WINDOW):
        window = np.frombuffer(text, np.uint8, min(_WINDOW, stop - base), base)
        quotes, escaped = _quotes(window, escaped=escaped)
        folded = window | 0x20  # [ and { become one, as do ] and }
        opening, closing = folded == ord("{"), folded == ord("}")
        places = np.flatnonzero(quotes | opening | closing)
        if not len(places):
            continue
        quote = quotes[places]
        inside = (np.cumsum(quote, dtype=np.int32) + quoted) & 1
        quoted = int(inside[-1])
        steps = opening[places].astype(np.int8) - closing[places].astype(np.int8)
        steps[inside == 1] = 0
        yield places + base, steps, quote & (inside == 0)


def _quotes(window: NDArray[np.uint8], *, escaped: bool) -> tuple[NDArray[np.bool_], bool]:
    """Return where quotes stand that are not escaped, and whether the byte after the window is."""
    quotes = window == ord('"')
    slashes = np.flatnonzero(window == ord("\\"))
    if escaped:
        quotes[0] = False
        slashes = slashes[1:] if len(slashes) and slashes[0] == 0 else slashes
    if not len(slashes):
        return quotes, False
    # Of a run of backslashes each second one is escaped itself; after an odd run, the byte behind it is.
    breaks = slashes[1:] - slashes[:-1] != 1
    firsts, lasts = slashes[np.append(True, breaks)], slashes[np.append(breaks, True)]
    behind = lasts[(lasts - firsts) & 1 == 0] + 1
    over = len(behind) > 0 and int(behind[-1]) == len(window)
    quotes[behind[:-1] if over else behind] = False
    return quotes, over


class _Frame:
    """A bracket that is open: what stands whole in it."""

    __slots__ = ("kept", "last", "mark", "start")

    def __init__(self, mark: int, start: int) -> None:
        self.mark, self.start = mark, start
        self.kept = 0  # bytes of the objects in arrays, whole, however deep
        self.last = 0  # where the last whole object or array directly in it ends


def mended(raw: bytes) -> bytes | None:
    """Return what is complete in a value that was cut, as a value; ``None`` where that is not most of it.

    A page keeps its whole posts: those of the list that holds most, and what stands behind that list. A post that was
    cut is no part of it: what it lacks would look as if it had never been.

    Examples
    --------
    >>> mended(b'{"data": [{"id": "1"}, {"id": "2"}, {"id": "')
    b'{"data": [{"id": "1"}, {"id": "2"}]}'
    >>> mended(b'{"id": "1", "text": "words", "urls": [{}, {"url": "')
    """
    opened = _open_at_end(raw)
    if not opened:
        return None
    most = max(range(len(opened)), key=lambda depth: opened[depth].kept)
    stop = last = most
    while stop + 1 < len(opened) and not (opened[stop].mark == _ARRAY and opened[stop + 1].mark == _OBJECT):
        stop += 1
        last = stop if opened[stop].last else last
    if sum(frame.kept for frame in opened[: last + 1]) * 2 < len(raw):
        return None
    closing = bytes(frame.mark + 2 for frame in reversed(opened[: last + 1]))  # [ + 2 is ]
    closed = raw[: opened[last].last] + closing
    return closed if state(closed) is State.WHOLE else None


def _open_at_end(raw: bytes) -> list[_Frame]:
    """Return the brackets that are open at the end; none if they are deeper than any export's."""
    opened: list[_Frame] = []
    for places, steps, _ in _marks(raw, 0, len(raw)):
        brackets = steps != 0
        for place, step in zip(places[brackets].tolist(), steps[brackets].tolist(), strict=True):
            if step > 0:
                if len(opened) == _DEEP:
                    return []
                opened.append(_Frame(raw[place], place))
            elif opened:
                inner = opened.pop()
                if opened:
                    outer = opened[-1]
                    is_element = inner.mark == _OBJECT and outer.mark == _ARRAY
                    outer.kept += place + 1 - inner.start if is_element else inner.kept
                    outer.last = place + 1
    return opened
