"""One table in one file -> the rows that somebody looks for, and what the file as a whole says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from threadscope.collect.note_files.digits import ENDING
from threadscope.collect.note_files.layout import REQUESTS, Layout
from threadscope.collect.note_files.rows import Rows, rows_of
from threadscope.collect.note_files.wanted import is_among
from threadscope.collect.sources import DAMAGE, UnpacksTooFar
from threadscope.snowflake import EPOCH_MS

__all__ = ["Scanned", "Wish", "scan"]

#: Name of a column of ids -> the sorted ids that are looked for in it.
Wish = Mapping[str, NDArray[np.int64]]

_DAY_MS: Final = 86_400_000
_ENOUGH: Final = 3
_SHARE: Final = 0.9
_LONG: Final = 10**16
#: What spreadsheets and pandas make of a long number.
_FLOAT: Final = re.compile(rb"\s*[0-9](?:[.,][0-9]*)?[eE]\+?[0-9]+\s*|\s*[0-9]+[.,][0-9]*\s*")


@dataclass(slots=True)
class Scanned:
    """What one pass over a table found.

    Attributes
    ----------
    lines
        The rows that are wanted.
    n_rows, n_rejected, first_rejected
        Rows in the file; those left out, because they have another number of cells or no id; the first of these.
    newest
        When the newest note of the file was written, in milliseconds.
    rounded
        What shows that the ids have lost digits; such a file gives no rows.
    finished
        Whether the file ends with the end of a row.
    damage
        What broke the reading off; the rows before it count.
    """

    lines: list[bytes] = field(default_factory=list)
    n_rows: int = 0
    n_rejected: int = 0
    first_rejected: int | None = None
    newest: int | None = None
    rounded: str | None = None
    finished: bool = True
    damage: BaseException | None = None


def scan(
    stream: BinaryIO,
    layout: Layout,
    wish: Wish | None,
    take: Callable[[list[bytes]], None] | None = None,
) -> Scanned:
    """Read a table, of which the first line was read already, once.

    Parameters
    ----------
    stream
        The unpacked bytes.
    layout
        What the first line says.
    wish
        Rows with one of these ids are wanted; without it all.
    take
        Where the rows that are wanted go, block by block; without it they are gathered in ``lines``.
    """
    found = Scanned()
    key = layout.places[layout.key]
    looked = [(layout.places[name], ids, np.unique(ids % ENDING)) for name, ids in (wish or {}).items()]
    try:
        for rows in rows_of(stream, layout.n_cells):
            if found.n_rows == 0 and rows.n and (why := _rounded(rows, layout)):
                found.rounded = why
                break
            ending, good = rows.endings(key)
            wanted = good
            if wish is not None:
                hits = [
                    _hits(rows, place, ids, ends, (ending, good) if place == key else None)
                    for place, ids, ends in looked
                ]
                wanted = good & np.logical_or.reduce(hits)
            _count(found, rows, good)
            if wanted.any():
                lines = rows.lines(wanted)
                if take is None:
                    found.lines += lines
                else:
                    take(lines)
            _date(found, rows, layout, good)
    except (*DAMAGE, UnpacksTooFar) as fault:
        found.damage = fault
    return found


def _hits(
    rows: Rows,
    place: int,
    ids: NDArray[np.int64],
    ends: NDArray[np.int64],
    known: tuple[NDArray[np.int64], NDArray[np.bool_]] | None,
) -> NDArray[np.bool_]:
    """Return which rows have one of the ids in a column: those with such an ending are looked at in full."""
    ending, good = known or rows.endings(place)
    hits = good & is_among(ending, ends)
    near = np.flatnonzero(hits)
    if len(near):
        numbers, whole = rows.numbers(place, near)
        hits[near] = whole & is_among(numbers, ids)
    return hits


def _count(found: Scanned, rows: Rows, good: NDArray[np.bool_]) -> None:
    found.n_rows += rows.n + len(rows.rejected)
    found.n_rejected += len(rows.rejected) + int(rows.n - np.count_nonzero(good))
    found.finished = rows.finished
    if found.first_rejected is None:
        found.first_rejected = rows.first_of(~good)


def _date(found: Scanned, rows: Rows, layout: Layout, good: NDArray[np.bool_]) -> None:
    """Find the newest row: the id of a note says when it was written, and the column beside it must agree."""
    if layout.holds == REQUESTS:
        # The id of a post says nothing of when a note was asked for.
        place = layout.places.get("eligible", layout.places.get("requested"))
        moments, said = rows.numbers(place) if place is not None else (good.astype(np.int64), good & False)
        latest = int(moments[said].max(initial=0))
    else:
        key, beside = layout.places[layout.key], layout.places.get("created")
        order = np.where(good, rows.leading(key), -1)
        latest, agreed = _latest(rows, key, beside, np.flatnonzero(order == order.max(initial=0)))
        if not agreed and latest > (found.newest or 0):
            latest, _ = _latest(rows, key, beside, np.flatnonzero(good))
    if latest > (found.newest or 0):
        found.newest = latest


def _latest(rows: Rows, key: int, beside: int | None, which: NDArray[np.int64]) -> tuple[int, bool]:
    """Return when the newest note of some rows was written, and whether its id and the column beside it agree.

    Either may be broken in a single row, and none of them may date the whole file into the future.
    """
    ids, whole = rows.numbers(key, which)
    written = np.where(whole, (ids >> 22) + EPOCH_MS, 0)
    if beside is None:
        return int(written.max(initial=0)), True
    created, said = rows.numbers(beside, which)
    earlier = np.where(said & (created > 1), np.minimum(created, written), written)
    return int(earlier.max(initial=0)), bool((written - earlier < _DAY_MS).all())


def _rounded(rows: Rows, layout: Layout) -> str | None:
    """Say what shows that a program that keeps numbers as floats has written the ids; ``None`` for whole ones."""
    for column in (layout.key, "written_on"):
        if column not in layout.places:
            continue
        place = layout.places[column]
        ids, good = rows.numbers(place)
        floats = [row for row in np.flatnonzero(~good).tolist() if _FLOAT.fullmatch(rows.cell(row, place))]
        if len(floats) >= max(1, _SHARE * rows.n):
            return f"ids are written as {rows.cell(floats[0], place).decode('ascii', 'replace')}"
        long = ids[good & (ids > _LONG)]
        if len(long) < _ENOUGH:
            continue
        for step, what in ((100, "end in zeros"), (256, "are multiples of 256")):
            if np.count_nonzero(long % step == 0) >= _SHARE * len(long):
                return f"{np.count_nonzero(long % step == 0):,} of the first {len(long):,} ids {what}, such as {long[0]}"
    return None
