"""Moments and lengths of time -> words: weekday and hour in a thread of days, dates in a longer one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

__all__ = ["Clock", "lasting", "rounded_up"]

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0
#: Over more than so many days dates are told, for a weekday would come twice; over more than these the year too.
_DATES: Final = 6 * _DAY
_YEARS: Final = 300 * _DAY


def _unit(seconds: float) -> tuple[float, str]:
    """Return the unit, in seconds and in words, in which a length of time is told."""
    units = ((365.25 * _DAY, "years", 2), (_DAY, "days", 2), (_HOUR, "h", 1.5), (_MINUTE, "min", 1.5))
    return next(((size, unit) for size, unit, least in units if seconds >= least * size), (1.0, "s"))


def lasting(seconds: float) -> str:
    """Return a length of time in one unit.

    >>> lasting(40), lasting(2520), lasting(5 * 3600), lasting(13 * 86400), lasting(3 * 365.25 * 86400)
    ('40 s', '42 min', '5 h', '13 days', '3 years')
    """
    size, unit = _unit(seconds)
    return f"{seconds / size:.0f} {unit}"


def rounded_up(seconds: float) -> float:
    """Return a length of time as the whole units within which it lies: what is told took no longer.

    >>> lasting(rounded_up(1395)), lasting(rounded_up(5 * 3600 + 1)), lasting(rounded_up(0))
    ('24 min', '6 h', '1 s')
    """
    size, _ = _unit(seconds)
    return max(math.ceil(seconds / size), 1) * size


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
