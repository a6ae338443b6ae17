"""Moments and lengths of time -> words: weekday and hour in a thread of days, dates in a longer one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

__all__ = ["Clock", "lasting"]

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0
#: Over more than so many days dates are told, for a weekday would come twice; over more than these the year too.
_DATES: Final = 6 * _DAY
_YEARS: Final = 300 * _DAY


def lasting(seconds: float) -> str:
    """Return a length of time in one unit.

    >>> lasting(40), lasting(2520), lasting(5 * 3600), lasting(13 * 86400), lasting(3 * 365.25 * 86400)
    ('40 s', '42 min', '5 h', '13 days', '3 years')
    """
    for size, unit, least in (
        (365.25 * _DAY, "years", 2),
        (_DAY, "days", 2),
        (_HOUR, "h", 1.5),
        (_MINUTE, "min", 1.5),
    ):
        if seconds >= least * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


@dataclass(frozen=True, slots=True)
class Clock:
    """The reader's zone and the drawn time: where that is short, weekdays tell the days in it.

    Attributes
    ----------
    zone
        The zone in which times are shown.
    start, end
        When the thread begins, and where its drawn time ends, seconds since 1970.
    """

    zone: ZoneInfo
    start: float
    end: float

    def _local(self, at: float) -> datetime:
        return datetime.fromtimestamp(at, UTC).astimezone(self.zone)

    def _reach(self, at: float) -> float:
        """Seconds that decide how a moment is told: of the drawn time, or of a straggler's own distance."""
        return max(self.end, at) - self.start

    def when(self, at: float) -> str:
        """Return a moment in words."""
        moment, reach = self._local(at), self._reach(at)
        if reach > _YEARS:
            return f"{moment.day} {moment:%b} {moment.year}"
        day = f"{moment.day} {moment:%b}" if reach > _DATES else f"{moment:%a}"
        return f"{day} {moment:%H:%M}"

    def hour(self, at: float, since: float) -> str:
        """Return a moment in words, without its day where that is the day of another moment."""
        moment = self._local(at)
        if self._reach(at) > _YEARS or moment.date() != self._local(since).date():
            return self.when(at)
        return f"{moment:%H:%M}"

    def span(self, start: float, end: float) -> str:
        """Return from when to when, the day told once where it is one."""
        first, last = self.when(start), self.hour(end, start)
        same = last == self.hour(start, start) or last == first
        return first if same else f"{first}–{last}" if " " not in last else f"{first} – {last}"
