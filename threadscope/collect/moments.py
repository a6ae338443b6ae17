"""Written times -> times in UTC, to the millisecond where the post's id holds it."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

from threadscope.schema import TIME
from threadscope.snowflake import EPOCH_MS, FIRST_ID

__all__ = ["FIRST_POST", "milliseconds", "parse_times", "snowflake_time"]

#: Nothing on X is older than its first post.
FIRST_POST = datetime(2006, 3, 21, tzinfo=UTC)

_V11 = "%a %b %d %H:%M:%S %z %Y"
_ISO = ("%Y-%m-%dT%H:%M:%S%.fZ", "%Y-%m-%dT%H:%M:%S%.f%z")


def milliseconds(written: str | None) -> int | None:
    """Return an ISO time as milliseconds since 1970, or ``None`` where it is none.

    >>> milliseconds("2022-10-03T18:00:12+00:00")
    1664820012000
    """
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def parse_times(written: pl.Series) -> pl.Series:
    """Return times written as ISO or in the v1.1 way (``Wed Oct 10 20:19:24 +0000 2018``); null if neither."""
    text = written.cast(pl.String)
    parsed = text.str.to_datetime(_ISO[0], time_unit="ms", strict=False).dt.replace_time_zone("UTC")
    for form in (_ISO[1], _V11):
        if (parsed.is_null() & text.is_not_null()).any():
            other = text.str.to_datetime(form, time_unit="ms", strict=False)
            parsed = parsed.fill_null(other.dt.convert_time_zone("UTC").cast(TIME))
    return parsed.cast(TIME)


def snowflake_time(post_id: pl.Expr) -> pl.Expr:
    """Return the time in a snowflake id; null for ids older than the generator."""
    number = post_id.cast(pl.Int64, strict=False)
    return pl.when(number >= FIRST_ID).then((number // (1 << 22) + EPOCH_MS).cast(TIME))
