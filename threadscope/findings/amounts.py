"""Numbers, times and names -> the words that stand for them in a sentence."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Final

from threadscope.findings.quotation import plain

__all__ = ["counted", "day", "duration", "part_of", "percent", "person", "post_of", "within"]

#: X allows 15 characters, other platforms more; a hostile export may hold any number.
_LONGEST_HANDLE: Final = 50
_SOMEBODY: Final = "an account without a known name"
#: From here on the next larger unit reads better.
_MINUTES_TO, _HOURS_TO = 90, 48
_HALVES_TO = 10


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "post"), counted(1200, "post"), counted(2, "person", "people")
    ('1 post', '1,200 posts', '2 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def part_of(part: int, whole: int, one: str) -> str:
    """Return some of a number of things: as a part, as all, or as the only one.

    >>> part_of(10, 11, "answer"), part_of(33, 33, "answer"), part_of(1, 1, "answer")
    ('10 of 11 answers', 'all 33 answers', 'the only answer')
    """
    if part < whole:
        return f"{part:,} of {counted(whole, one)}"
    return f"all {counted(whole, one)}" if whole > 1 else f"the only {one}"


def percent(part: float, whole: float) -> str:
    """Return a share that never rounds something to nothing or a part to all.

    >>> percent(1, 1000), percent(42, 100), percent(999, 1000)
    ('less than 1%', '42%', 'more than 99%')
    """
    share = 100 * part / whole if whole else 0.0
    if 0 < share < 1:
        return "less than 1%"
    if part < whole and share > 99:
        return "more than 99%"
    return f"{share:.0f}%"


def within(seconds: float) -> str:
    """Return the whole minutes, hours or days within which something took place: rounded up.

    >>> within(20), within(3601), within(17.2 * 3600), within(50 * 3600)
    ('1 minute', '61 minutes', '18 hours', '3 days')
    """
    if seconds <= _MINUTES_TO * 60:
        return counted(max(1, math.ceil(seconds / 60)), "minute")
    if seconds <= _HOURS_TO * 3600:
        return counted(math.ceil(seconds / 3600), "hour")
    return counted(math.ceil(seconds / 86400), "day")


def duration(seconds: float, *, halves: bool = False) -> str:
    """Return about how long something took, to the nearest whole unit, or to the nearest half of a few hours.

    >>> duration(20), duration(5.4 * 3600), duration(49 * 3600)
    ('less than a minute', '5 hours', '2 days')
    >>> duration(5.4 * 3600, halves=True), duration(5.1 * 3600, halves=True), duration(20 * 3600, halves=True)
    ('5.5 hours', '5 hours', '20 hours')
    """
    if seconds < 60:
        return "less than a minute"
    if seconds / 60 < _MINUTES_TO:
        return counted(round(seconds / 60), "minute")
    if halves and seconds / 3600 < _HALVES_TO and round(seconds / 1800) % 2:
        return f"{round(seconds / 1800) / 2:.1f} hours"
    if seconds / 3600 < _HOURS_TO:
        return counted(round(seconds / 3600), "hour")
    return counted(round(seconds / 86400), "day")


def day(moment: datetime) -> str:
    """Return a day as it is read, in the zone of the moment.

    >>> from datetime import UTC
    >>> day(datetime(2024, 5, 3, tzinfo=UTC))
    '3 May 2024'
    """
    return f"{moment.day} {moment:%B %Y}"


def person(handle: str | None, author_id: str | None = None) -> str:
    """Return how a person is named: by handle; never by a display name, which anybody may choose.

    >>> person("max_mogul"), person(None, "@Max"), person(None, "?17")
    ('@max_mogul', '@Max', 'an account without a known name')
    """
    known = handle or (author_id[1:] if author_id and author_id.startswith("@") else "")
    name = plain(known).replace(" ", "").lstrip("@")[:_LONGEST_HANDLE]
    return f"@{name}" if name else _SOMEBODY


def post_of(who: str) -> str:
    """Return how a post of a person is named.

    >>> post_of("@ann"), post_of(person(None))
    ('@ann’s post', 'the post of an account without a known name')
    """
    return f"{who}’s post" if who.startswith("@") else f"the post of {who}"
