"""Ids of notes -> when they were written: an id holds the millisecond."""

from __future__ import annotations

from typing import Final

import polars as pl

from threadscope.schema import TIME
from threadscope.snowflake import EPOCH_MS, FIRST_ID

__all__ = ["hours", "time_in_id"]

_HOUR_MS: Final = 3_600_000


def time_in_id(note_id: str) -> pl.Expr:
    """Return the time in the ids of one column; null for what is no id."""
    number = pl.col(note_id).cast(pl.Int64, strict=False)
    return pl.when(number >= FIRST_ID).then((number // (1 << 22) + EPOCH_MS).cast(TIME))


def hours(since: str, until: str) -> pl.Expr:
    """Return the hours between two times; negative where the second is the earlier one."""
    passed = (pl.col(until) - pl.col(since)).dt.total_milliseconds()
    # Whole hours apart: a division of columns is off by the last bit, and an hour is to be an hour.
    return passed // _HOUR_MS + (passed % _HOUR_MS) / _HOUR_MS
