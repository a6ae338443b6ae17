"""Post id <-> creation time, for ids made by X's snowflake generator (since November 2010).

A snowflake holds the milliseconds since 4 November 2010 in its upper bits (Twitter engineering,
"Announcing Snowflake", 2010). Older ids are plain counters and say nothing about time.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

__all__ = ["EPOCH_MS", "FIRST_ID", "id_at", "time_of"]

#: Milliseconds between the Unix epoch and the generator's.
EPOCH_MS = 1288834974657

#: The first id that the generator gave to a post; smaller ids carry no time.
FIRST_ID = 29700859247


def time_of(post_id: str) -> datetime | None:
    """Return the creation time of a post, to the millisecond, in UTC.

    Parameters
    ----------
    post_id
        The id as text. Ids of other platforms and ids older than the generator give ``None``.

    Examples
    --------
    >>> time_of("1794123456789012345").isoformat(timespec="milliseconds")
    '2024-05-24T21:48:59.957+00:00'
    >>> time_of("20") is None
    True
    """
    if not (post_id.isascii() and post_id.isdigit() and len(post_id) <= 19):
        return None
    number = int(post_id)
    if number < FIRST_ID or number >= 1 << 63:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=(number >> 22) + EPOCH_MS)


def id_at(moment: datetime, sequence: int = 0) -> str:
    """Return the id that a post made at ``moment`` would get.

    Parameters
    ----------
    moment
        A time with a zone, not before 4 November 2010.
    sequence
        The lower 22 bits, to tell posts of one millisecond apart.

    Examples
    --------
    >>> from datetime import datetime, UTC
    >>> time_of(id_at(datetime(2024, 5, 24, 21, 14, tzinfo=UTC))).minute
    14
    """
    ms = round((moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1)) - EPOCH_MS
    return str((ms << 22) | (sequence & 0x3FFFFF))
