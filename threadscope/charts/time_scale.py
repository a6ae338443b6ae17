"""The time axis of a thread: what of it is drawn, quiet hours cut out, bins and ticks in the reader's zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

__all__ = ["Counts", "Gap", "Seconds", "Tick", "TimeScale", "time_scale"]

Counts = npt.NDArray[np.int64]
Seconds = npt.NDArray[np.float64]

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
#: width of a bin in seconds -> how it reads after "Posts per".
BINS: Final = {
    1: "second", 5: "5 s", 15: "15 s", _MINUTE: "minute", 2 * _MINUTE: "2 min", 5 * _MINUTE: "5 min",
    10 * _MINUTE: "10 min", 15 * _MINUTE: "15 min", 30 * _MINUTE: "30 min", _HOUR: "hour", 2 * _HOUR: "2 hours",
    3 * _HOUR: "3 hours", 6 * _HOUR: "6 hours", 12 * _HOUR: "12 hours", _DAY: "day", 2 * _DAY: "2 days",
    7 * _DAY: "week", 28 * _DAY: "4 weeks", 91 * _DAY: "quarter of a year", 364 * _DAY: "year",
}  # fmt: skip
_STEPS: Final = (
    1, 5, 15, 30, _MINUTE, 2 * _MINUTE, 5 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE, _HOUR, 3 * _HOUR, 6 * _HOUR,
    12 * _HOUR, _DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY, 28 * _DAY, 91 * _DAY, 182 * _DAY, 364 * _DAY, 1820 * _DAY,
)  # fmt: skip
#: Steps that are told in months -> how many of the calendar.
_MONTHS: Final = {28 * _DAY: 1, 91 * _DAY: 3, 182 * _DAY: 6, 364 * _DAY: 12, 1820 * _DAY: 60}
# A Monday, so that steps of weeks fall on Mondays.
_WEEKS_FROM: Final = datetime(2001, 1, 1)  # noqa: DTZ001 - a wall clock without a zone is meant
_FEWEST_CLIPPED, _LEAST_SPAN = 30, 60.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A quiet stretch that is drawn shorter: from the last post before it to the first after it.

    Attributes
    ----------
    start, end
        Seconds since 1970.
    removed
        Seconds taken out of its end.
    """

    start: float
    end: float
    removed: float

    @property
    def words(self) -> str:
        """Its length in words."""
        length = self.end - self.start
        for size, unit, least in (
            (365.25 * _DAY, "years", 2),
            (_DAY, "days", 2),
            (_HOUR, "h", 1.75),
            (_MINUTE, "min", 1),
        ):
            if length >= least * size:
                return f"{length / size:.0f} {unit} quiet"
        return f"{length:.0f} s quiet"


@dataclass(frozen=True, slots=True)
class Tick:
    """One mark of the axis: where (seconds since 1970), its words, and a date where one is due."""

    at: float
    words: str
    date: str
    midnight: bool


@dataclass(frozen=True, slots=True)
class TimeScale:
    """What of a thread's time is drawn, and where.

    Attributes
    ----------
    start, end
        Ends of the drawn time, seconds since 1970.
    gaps
        Quiet stretches that are drawn shorter, oldest first.
    bin_s
        Width of a bin, seconds.
    zone
        The zone in which times are shown.
    """

    start: float
    end: float
    gaps: tuple[Gap, ...]
    bin_s: int
    zone: ZoneInfo

    def drawn(self, at: Seconds) -> Seconds:
        """Take the cut out of clock times: seconds on the paper for seconds since 1970."""
        moved = np.array(at, dtype=np.float64)
        for gap in self.gaps:
            inside = np.clip(at - (gap.end - gap.removed), 0.0, gap.removed)
            moved -= inside
        return moved

    def place(self, at: Seconds) -> Seconds:
        """Return where times lie between the left (0) and the right end (1) of the axis."""
        left, right = self.drawn(np.array([self.start, self.end]))
        places: Seconds = (self.drawn(at) - left) / (right - left)
        return places

    @property
    def edges(self) -> Seconds:
        """Edges of the bins in seconds on the paper: round clock times in the zone."""
        first, last = self.drawn(np.array([self.start, self.end]))
        shift = self._offset(self.start)
        low = np.floor((first + shift) / self.bin_s) * self.bin_s - shift
        return np.arange(low, last + self.bin_s, self.bin_s)

    def bins(self, at: Seconds) -> Counts:
        """Return the number of the bin of each time; times outside the drawing count to the nearest bin."""
        edges = self.edges
        places = np.searchsorted(edges, self.drawn(at), side="right") - 1
        return np.clip(places, 0, len(edges) - 2).astype(np.int64)

    def counts(self, at: Seconds) -> Counts:
        """Count the times in each bin; those outside the drawing are left out."""
        inside = at[(at >= self.start) & (at <= self.end)]
        return np.bincount(self.bins(inside), minlength=len(self.edges) - 1).astype(np.int64)

    def clock(self, drawn: float) -> float:
        """Return the clock time of seconds on the paper."""
        for gap in self.gaps:
            if drawn > float(self.drawn(np.array([gap.end]))[0]) - 1e-6:
                drawn += gap.removed
        return drawn

    @property
    def unit(self) -> str:
        """How the width of a bin reads."""
        return BINS[self.bin_s]

    def local(self, at: float) -> datetime:
        """Return a moment in the reader's zone."""
        return datetime.fromtimestamp(at, UTC).astimezone(self.zone)

    def ticks(self, most: int) -> list[Tick]:
        """Return the marks of the axis, at round times of the reader's clock, none inside a cut stretch."""
        left, right = self.drawn(np.array([self.start, self.end]))
        step = next((s for s in _STEPS if (right - left) / s <= most), _STEPS[-1])
        found: list[Tick] = []
        for start, end in self._stretches():
            times = list(self._round_times(start, end, step))
            # A short stretch between two cuts holds no round time: its first moment stands for one.
            times = times or ([start] if start > self.start else [])
            found += [self._tick(at, step, fresh=not place) for place, at in enumerate(times)]
        return found

    def _stretches(self) -> Iterator[tuple[float, float]]:
        start = self.start
        for gap in self.gaps:
            yield start, gap.start
            start = gap.end
        yield start, self.end

    def _round_months(self, start: float, end: float, months: int) -> Iterator[float]:
        first = self.local(start)
        at = (first.year * 12 + first.month - 1) // months * months
        while True:
            moment = datetime(at // 12, at % 12 + 1, 1, tzinfo=self.zone).timestamp()
            if moment >= end:
                return
            if moment >= start:
                yield moment
            at += months

    def _round_times(self, start: float, end: float, step: int) -> Iterator[float]:
        if step in _MONTHS:
            yield from self._round_months(start, end, _MONTHS[step])
            return
        wall = self.local(start).replace(tzinfo=None)
        steps = int((wall - _WEEKS_FROM).total_seconds() // step)
        while True:
            moment = _WEEKS_FROM + timedelta(seconds=steps * step)
            # Through UTC: an hour that the clocks skip does not exist, one that they repeat is taken once.
            at = moment.replace(tzinfo=self.zone).timestamp()
            if at >= end:
                return
            if at >= start:
                yield at
            steps += 1

    def _tick(self, at: float, step: int, *, fresh: bool) -> Tick:
        moment = self.local(at)
        midnight = moment.hour == 0 and moment.minute == 0 and moment.second == 0
        if step in _MONTHS:
            return Tick(at, f"{moment:%b} {moment.year}", "", midnight)
        day = f"{moment:%a} {moment.day} {moment:%b}"
        if step >= _DAY:
            return Tick(at, day, str(moment.year) if fresh else "", midnight)
        return Tick(
            at,
            f"{moment:%H:%M:%S}" if step < _MINUTE else f"{moment:%H:%M}",
            day if midnight or fresh else "",
            midnight,
        )

    def _offset(self, at: float) -> float:
        offset = self.local(at).utcoffset()
        return offset.total_seconds() if offset else 0.0


def _end_of_drawing(at: Seconds) -> float:
    """Leave out a late tail: step to 97, 95, 92, 90 % of the posts while each step saves a third of the width."""
    span = at[-1] - at[0]
    if len(at) >= _FEWEST_CLIPPED:
        for percent in (97, 95, 92, 90):
            shorter = (np.percentile(at, percent) - at[0]) * 1.05
            if shorter * 1.5 < span:
                span = shorter
    return float(at[0] + span)


def _long_gaps(at: Seconds, most: int) -> list[tuple[float, float]]:
    """Return quiet stretches that take too much of the width, longest first; at most so many.

    A gap counts when it is longer than a fifth (short threads: four fifths) of what would be drawn without
    those already found, and something is left besides.
    """
    found: list[tuple[float, float]] = []
    share = 0.2 if len(at) >= _FEWEST_CLIPPED else 0.8
    left = float(at[-1] - at[0])
    for place in np.argsort(-np.diff(at), kind="stable")[:most]:
        start, end = float(at[place]), float(at[place + 1])
        if end - start <= share * left or end - start >= left:
            break
        found.append((start, end))
        left -= end - start
    return found


def _cut(found: list[tuple[float, float]], span: float, bin_s: int) -> tuple[Gap, ...]:
    """Shorten each gap to about 6 % of what is left, by whole bins, so that bins stay round clock times."""
    left = span - sum(end - start for start, end in found)
    keep = max(0.06 * left, 2 * bin_s)
    cut = [Gap(start, end, (end - start - keep) // bin_s * bin_s) for start, end in found]
    return tuple(sorted((gap for gap in cut if gap.removed > 0), key=lambda gap: gap.start))


def _bin_width(span: float, most: int) -> int:
    return next((size for size in BINS if span / size <= most), max(BINS))


def time_scale(
    at: Seconds,
    zone: ZoneInfo,
    *,
    most_bins: int,
    also: Seconds,
    padding: tuple[float, float],
    reach: float | None = 0.25,
    most_gaps: int = 4,
) -> TimeScale:
    """Decide what of a thread's time is drawn.

    Parameters
    ----------
    at
        Times of the posts, seconds since 1970; at least one.
    zone
        The zone in which times are shown.
    most_bins
        Most bins that the width bears.
    also
        Times of other events.
    padding
        Share of the span added at the left and at the right.
    reach
        Share of the span by which the drawing may be stretched after its end to hold events; None for any length.
    most_gaps
        Most quiet stretches that are cut out.
    """
    at = np.sort(at)
    end = _end_of_drawing(at)
    latest = np.inf if reach is None else end + reach * (end - at[0])
    marks = also[(also >= at[0]) & (also <= latest)]
    end = float(np.concatenate([at[at <= end], marks]).max())
    # Posts that the stretched drawing takes in are no quiet.
    shown = np.sort(np.concatenate([at[at <= end], marks]))
    found = _long_gaps(shown, most_gaps)
    left = max(end - shown[0] - sum(b - a for a, b in found), _LEAST_SPAN)
    bin_s = _bin_width(left * (1 + 0.06 * len(found)), most_bins)
    gaps = _cut(found, end - float(shown[0]), bin_s)
    span = end - float(shown[0]) - sum(gap.removed for gap in gaps)
    # All posts at one moment: an axis still needs a width.
    more = max(_LEAST_SPAN - span, 0.0) / 2
    span += 2 * more
    return TimeScale(
        float(shown[0]) - more - padding[0] * span, end + more + padding[1] * span, gaps, bin_s, zone
    )
