"""Written times -> times in UTC, to the millisecond where the post's id holds it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl

from threadscope.schema import TIME
from threadscope.snowflake import EPOCH_MS, FIRST_ID

__all__ = ["FIRST_POST", "iso", "milliseconds", "parse_times", "since_1970", "snowflake_time"]

#: Nothing on X is older than its first post.
FIRST_POST = datetime(2006, 3, 21, tzinfo=UTC)
#: As seconds this is the year 5138, as milliseconds 1973.
_SECONDS_BELOW = 10**11
#: Milliseconds until the year 5138.
_NO_TIME_FROM = 10**14

_V11 = "%a %b %d %H:%M:%S %z %Y"
_ISO = "%Y-%m-%dT%H:%M:%S%.fZ"
#: Other ways to write a time with its zone, and without one (read as UTC; finish.py compares it with the id).
_ZONED = ("%Y-%m-%dT%H:%M:%S%.f%z", _V11, "%Y-%m-%d %H:%M:%S%.f%z")
_BARE = ("%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.fZ", "%Y-%m-%d %H:%M:%S%.f UTC")
_BARE_MINUTES = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")


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


def since_1970(number: int) -> int | None:
    """Return milliseconds since 1970 for a number of seconds or milliseconds; ``None`` for what is no time.

    >>> since_1970(1664820012), since_1970(1664820012000), since_1970(10**18)
    (1664820012000, 1664820012000, None)
    """
    milliseconds = number * 1000 if number < _SECONDS_BELOW else number
    return milliseconds if 0 <= milliseconds < _NO_TIME_FROM else None


def iso(number: int) -> str | None:
    """Return a number of seconds or milliseconds since 1970 as an ISO time; ``None`` for what is no time.

    >>> iso(1664820012000)
    '2022-10-03T18:00:12.000Z'
    """
    passed = since_1970(number)
    if passed is None:
        return None
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=passed)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_times(written: pl.Series) -> pl.Series:
    """Return times written as ISO or in the v1.1 way (``Wed Oct 10 20:19:24 +0000 2018``); null if neither.

    A time without a zone is read as UTC; a day alone is no time.
    """
    text = written.cast(pl.String)
    parsed = text.str.to_datetime(_ISO, time_unit="ms", strict=False).dt.replace_time_zone("UTC")
    for form in (*_ZONED, *_BARE, *_BARE_MINUTES):
        if not (parsed.is_null() & text.is_not_null()).any():
            break
        other = text.str.to_datetime(form, time_unit="ms", strict=False)
        zoned = form in _ZONED
        other = other.dt.convert_time_zone("UTC") if zoned else other.dt.replace_time_zone("UTC")
        parsed = parsed.fill_null(other.cast(TIME))
    return parsed.cast(TIME)


def snowflake_time(post_id: pl.Expr) -> pl.Expr:
    """Return the time in a snowflake id; null for ids older than the generator."""
    number = post_id.cast(pl.Int64, strict=False)
    return pl.when(number >= FIRST_ID).then((number // (1 << 22) + EPOCH_MS).cast(TIME))
