"""Batches of one table -> the whole table, in little memory: equal values are kept once.

A text column costs 16 bytes a row even where all rows say the same, and 35 with an id of 19 digits. A million
posts have a dozen columns that mostly repeat themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

__all__ = ["Parts"]

#: Columns of which fewer than this share of values are different get each value stored once a batch.
_REPEATS = 0.5
#: A first batch of fewer rows is the only one, and not worth the time that saving memory takes.
_SMALL = 1_000


@dataclass(slots=True)
class _Part:
    frame: pl.DataFrame
    same: dict[str, Any]
    height: int


@dataclass(slots=True)
class Parts:
    """Batches of one table, in order; ``key`` is the column that is never the same in all rows."""

    dtypes: pl.Schema
    key: str
    _parts: list[_Part] = field(default_factory=list)

    def add(self, frame: pl.DataFrame) -> None:
        """Add a batch; its columns are those of the table."""
        if frame.is_empty():
            return
        if not self._parts and frame.height < _SMALL:
            self._parts.append(_Part(frame, {}, frame.height))
            return
        same = {
            name: [] if isinstance(frame[name].dtype, pl.List) else frame[name][0]
            for name, dtype in self.dtypes.items()
            if name != self.key and _constant(frame[name])
        }
        rest = frame.drop(same).with_columns(_shared(frame[name]) for name in _texts(frame, same))
        self._parts.append(_Part(rest, same, frame.height))

    def whole(self) -> pl.DataFrame:
        """Return all batches as one frame and forget them."""
        parts, self._parts = self._parts, []
        if not parts:
            return pl.DataFrame(schema=self.dtypes)
        if len(parts) == 1 and not parts[0].same:
            return parts[0].frame.select(list(self.dtypes))
        common = {
            name: value
            for name, value in parts[0].same.items()
            if all(_says(part, name, value) for part in parts)
        }
        frames = [
            part.frame.with_columns(
                pl.lit(value, self.dtypes[name]).alias(name)
                for name, value in part.same.items()
                if name not in common
            ).select(name for name in self.dtypes if name not in common)
            for part in parts
        ]
        whole = pl.concat(frames).with_columns(
            pl.lit(value, self.dtypes[name]).alias(name) for name, value in common.items()
        )
        return whole.select(list(self.dtypes))


def _says(part: _Part, name: str, value: Any) -> bool:
    return name in part.same and bool(part.same[name] == value)


def _constant(column: pl.Series) -> bool:
    if isinstance(column.dtype, pl.List):
        return column.list.len().max() == 0
    return column.null_count() == len(column) or (
        column.null_count() == 0 and bool((column == column[0]).all())
    )


def _texts(frame: pl.DataFrame, same: dict[str, Any]) -> Sequence[str]:
    return [name for name, dtype in frame.schema.items() if dtype == pl.String and name not in same]


def _shared(column: pl.Series) -> pl.Series:
    """Return the same values, each different one stored once where that saves memory."""
    different = column.unique(maintain_order=True)
    if len(different) > _REPEATS * len(column):
        return column
    kept = pl.Series(column.name, different.to_list(), dtype=pl.String)  # a buffer of its own
    codes = pl.DataFrame({"value": kept}).with_row_index("code")
    found = pl.DataFrame({"value": column}).join(
        codes, on="value", how="left", nulls_equal=True, maintain_order="left"
    )
    return kept.gather(found["code"]).alias(column.name)
