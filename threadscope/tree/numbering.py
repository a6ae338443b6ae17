"""Ids as text -> numbers that are equal where the ids are and sort as they do (shorter ids first)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = ["NONE", "Codes", "Numbering", "Rows", "number", "parent_rows", "rows_of"]

Codes = NDArray[np.int64]
Rows = NDArray[np.int32]

#: The number of an id that is null.
NONE = -1


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of some columns of ids, and the way back to the text.

    Attributes
    ----------
    codes
        For each column the numbers of its ids, ``NONE`` for null.
    known
        All different ids in order, where a number is a place in it; null where a number is the id itself.
    """

    codes: tuple[Codes, ...]
    known: pl.Series | None

    def names(self, codes: Codes) -> pl.Series:
        """Return the ids behind some numbers, as text."""
        if self.known is None:
            return pl.Series(codes, dtype=pl.Int64).cast(pl.String)
        return self.known.gather(codes)


def number(columns: Sequence[pl.Series]) -> Numbering:
    """Number the ids in several columns alike.

    Ids of X are whole numbers and stand for themselves. As soon as one id is anything else ("abc", "007",
    twenty digits), all are numbered by their place among the different ids.

    Examples
    --------
    >>> [codes.tolist() for codes in number([pl.Series(["12", "7", None])]).codes]
    [[12, 7, -1]]
    >>> [codes.tolist() for codes in number([pl.Series(["12", "x", None])]).codes]
    [[1, 0, -1]]
    """
    plain: list[Codes] = []
    for column in columns:
        codes = _plain(column)
        if codes is None:
            return _ranked(columns)
        plain.append(codes)
    return Numbering(tuple(plain), None)


def _ranked(columns: Sequence[pl.Series]) -> Numbering:
    """Number ids by their place among the different ones; all columns are looked up at once."""
    ids = pl.concat([column.cast(pl.String).alias("id") for column in columns])
    known = ids.drop_nulls().unique().to_frame().sort(pl.col("id").str.len_bytes(), "id")
    places = known.with_row_index("place")
    codes = _filled(ids.to_frame().join(places, on="id", how="left", maintain_order="left")["place"])
    ends = np.cumsum([column.len() for column in columns])[:-1]
    return Numbering(tuple(np.split(codes, ends)), known["id"])


def _plain(column: pl.Series) -> Codes | None:
    """Return the ids as the numbers that they are; None as soon as one is no number written plainly."""
    if column.null_count() == column.len():
        return np.full(column.len(), NONE, np.int64)
    numbers = column.cast(pl.Int64, strict=False)
    if numbers.null_count() != column.null_count():
        return None
    low, high = int(numbers.min()), int(numbers.max())  # type: ignore[arg-type]
    if low < 0:
        return None
    # Any other way to write a number (007, +7) takes more letters than its digits.
    codes = _filled(numbers)
    digits = (column.len() - column.null_count()) * len(str(low))
    digits += sum(int(np.count_nonzero(codes >= 10**k)) for k in range(len(str(low)), len(str(high))))
    return codes if digits == column.str.len_bytes().sum() else None


def _filled(column: pl.Series) -> Codes:
    filled: Codes = column.cast(pl.Int64).fill_null(NONE).to_numpy()
    return filled


def rows_of(wanted: Codes, own: Codes) -> Rows:
    """Return the row whose number is wanted, -1 for none.

    >>> rows_of(np.array([7, NONE, 9]), np.array([8, 7])).tolist()
    [1, -1, -1]
    """
    if not own.size:
        return np.full(wanted.size, -1, np.int32)
    # Posts come in the order of time, which for ids of X is that of their numbers: mostly nothing to sort.
    order = None if (own[1:] > own[:-1]).all() else np.argsort(own, kind="stable")
    known = own if order is None else own[order]
    # polars searches twice as fast as numpy
    at = np.minimum(pl.Series(known).search_sorted(pl.Series(wanted)).to_numpy(), own.size - 1)
    found = at if order is None else order[at]
    return np.where(known[at] == wanted, found, -1).astype(np.int32)


def parent_rows(posts: pl.DataFrame) -> Rows:
    """Return for each post the row of its parent, -1 where that is none or a ghost."""
    own, parent = number([posts["post_id"], posts["parent_id"]]).codes
    return rows_of(parent, own)
