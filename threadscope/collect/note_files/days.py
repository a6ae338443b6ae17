"""The name of a file, or what somebody said -> the day of the snapshot that it belongs to."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

from threadscope.errors import ReadError

__all__ = ["IN_PATH", "NEWEST_ROW", "SAID", "day_in", "day_said"]

#: How the day of a snapshot was known.
SAID: Final = "flag"
IN_PATH: Final = "path"
NEWEST_ROW: Final = "newest_row"

_DAY: Final = re.compile(
    r"(?<![0-9])(?P<year>20[2-9][0-9])(?P<joint>[/_.-]?)(?P<month>[01][0-9])(?P=joint)(?P<day>[0-3][0-9])(?![0-9])"
)


def day_in(name: str) -> datetime | None:
    """Return the last day that a path names, as midnight in UTC; ``None`` if it names none.

    >>> day_in("birdwatch-public-data/2025/08/28/notes/notes-00000.zip!notes-00000.tsv").isoformat()
    '2025-08-28T00:00:00+00:00'
    >>> day_in("notes-00000.tsv") is None
    True
    """
    for found in reversed(list(_DAY.finditer(name.replace("\\", "/")))):
        try:
            return datetime(int(found["year"]), int(found["month"]), int(found["day"]), tzinfo=UTC)
        except ValueError:
            continue
    return None


def day_said(said: str | date | None) -> datetime | None:
    """Return a day that somebody gave, as midnight in UTC.

    Raises
    ------
    ReadError
        If it is no day.
    """
    if said is None:
        return None
    try:
        given = date.fromisoformat(said) if isinstance(said, str) else said
    except ValueError:
        raise ReadError(
            f"{said!r} is no day of a Community Notes snapshot; write it as in the path of the files: 2025-08-28"
        ) from None
    return datetime(given.year, given.month, given.day, tzinfo=UTC)
