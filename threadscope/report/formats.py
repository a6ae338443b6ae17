"""How numbers, shares, spans, times and addresses are written on the page."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

__all__ = [
    "NOTHING",
    "Clock",
    "clock",
    "day",
    "number",
    "person",
    "post_url",
    "share",
    "signed",
    "span",
    "within",
]

#: Stands where a table holds null.
NOTHING = "–"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
# (seconds in the unit, its name), largest first; a span is told in the first unit of which it holds two.
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))

#: Writes a time of a table in the zone of the report; null becomes ``NOTHING``.
Clock = Callable[[datetime | None], str]


def clock(zone: str) -> Clock:
    """Return the function that writes times in one zone.

    Month and day names never depend on the machine's locale.

    Examples
    --------
    >>> from datetime import UTC
    >>> clock("Europe/Berlin")(datetime(2024, 5, 24, 21, 14, tzinfo=UTC))
    'Fri 24 May 2024, 23:14'
    """
    tz = ZoneInfo(zone)

    def write(moment: datetime | None) -> str:
        if moment is None:
            return NOTHING
        local = moment.astimezone(tz)
        return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local:%Y, %H:%M}"

    return write


def day(moment: datetime | None) -> str:
    """Write the day of a public file: it is a day of UTC, whatever the zone of the report.

    >>> from datetime import UTC
    >>> day(datetime(2026, 3, 19, tzinfo=UTC))
    '19 March 2026'
    """
    return NOTHING if moment is None else f"{moment.day} {_LONG_MONTHS[moment.month - 1]} {moment.year}"


def number(value: float | None) -> str:
    """Write a count with thousands apart, a measure with two decimals.

    >>> number(402000), number(0.3333), number(None)
    ('402,000', '0.33', '–')
    """
    if value is None:
        return NOTHING
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def signed(value: float | None) -> str:
    """Write a score with its sign and a true minus.

    >>> signed(-0.25)
    '−0.25'
    """
    return NOTHING if value is None else f"{value:+.2f}".replace("-", "−")


def share(value: float | None) -> str:
    """Write a share (0-1) in per cent; what is neither nothing nor all never reads 0% or 100%.

    >>> share(0.754), share(0.001), share(0.9999), share(1.0)
    ('75%', '<1%', '>99%', '100%')
    """
    if value is None:
        return NOTHING
    if 0 < value < 0.005:
        return "<1%"
    if 0.995 <= value < 1:
        return ">99%"
    return f"{value:.0%}"


def span(length: timedelta | float | None) -> str:
    """Write a length of time (or seconds) in one fitting unit.

    >>> span(timedelta(hours=18)), span(90), span(None)
    ('18 hours', '90 seconds', '–')
    """
    if length is None:
        return NOTHING
    seconds = length.total_seconds() if isinstance(length, timedelta) else float(length)
    size, name = next((unit for unit in _UNITS if seconds >= 2 * unit[0]), _UNITS[-1])
    count = round(seconds / size)
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def within(length: timedelta | None) -> str:
    """Write the whole minutes, hours or days within which something took place: rounded up, as findings do.

    >>> within(timedelta(minutes=61)), within(timedelta(hours=18.1)), within(timedelta(hours=50))
    ('61 minutes', '19 hours', '3 days')
    """
    if length is None:
        return NOTHING
    minutes = length.total_seconds() / 60
    size, name = (1, "minute") if minutes <= 90 else (60, "hour") if minutes <= 2880 else (1440, "day")
    count = max(1, math.ceil(minutes / size))
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def person(handle: str | None) -> str:
    """Write a person: by handle, since anybody may choose any display name."""
    return f"@{handle}" if handle else "author unknown"


def post_url(post_id: str) -> str | None:
    """Return the address of a post on X, or nothing for an id that is no number.

    >>> post_url("1794123456789012345")
    'https://x.com/i/status/1794123456789012345'
    >>> post_url("1/../evil") is None
    True
    """
    return f"https://x.com/i/status/{post_id}" if post_id.isascii() and post_id.isdigit() else None
