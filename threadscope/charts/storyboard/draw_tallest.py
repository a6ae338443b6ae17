"""The tallest bar of the curve -> how many posts it holds, and from when to when, where no line crosses the words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from threadscope.charts.axis import Axis
from threadscope.charts.canvas import Canvas
from threadscope.charts.fonts import width
from threadscope.charts.storyboard.layout import Sheet
from threadscope.charts.storyboard.numbers import Storyboard
from threadscope.charts.time_scale import TimeScale
from threadscope.charts.words import counted

__all__ = ["draw_tallest", "tallest_words"]

_SMALL: Final = 9.8
_MINUTE, _DAY = 60, 86_400
#: Bars of more days than these are told with their year.
_YEARS_FROM: Final = 7
#: Pixels that words keep from a line; how far beside their bar they are near it; the part of the width that is too far.
_APART, _BESIDE, _FAR = 4.0, 14.0, 0.4
#: Pixels from line to line.
LINE: Final = 14.0
Span = tuple[float, float]


def _span(start: datetime, until: datetime, bin_s: int) -> tuple[str, str]:
    """Return from when to when a bar counts: days by their last day, shorter ones by the clock; the second is "" for one."""
    if bin_s < _DAY:
        clock = "%H:%M:%S" if bin_s < _MINUTE else "%H:%M"
        return f"{start:{clock}}", f"{until:{clock}}"
    last = until - timedelta(seconds=1)
    if bin_s > _YEARS_FROM * _DAY:
        return f"{start.day} {start:%b} {start.year}", f"{last.day} {last:%b} {last.year}"
    first, end = f"{start.day} {start:%b}", f"{last.day} {last:%b}"
    return first, "" if first == end else end


def tallest_words(
    scale: TimeScale, place: int, n_posts: int, *, alone: bool = True
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return how many posts the tallest bar holds, and from when to when, in one line and in two.

    The bar counts by the clock: other hours than a phase's first one, which begins with a post. Where it is not
    ``alone`` and others are as tall, words that name one of them would stand above another: they tell what all hold.
    """
    if not alone:
        most = f"at most {counted(n_posts, 'post')}"
        per = f"per {scale.unit}{' of the clock' if scale.bin_s < _DAY else ''}"
        return (f"{most} {per}",), (most, per)
    until = scale.clock(float(scale.edges[place + 1]))
    # Of a bar that holds the end of a cut stretch, too, posts stand only in its last part.
    start = until - scale.bin_s
    first, end = _span(scale.local(start), scale.local(until), scale.bin_s)
    posts = counted(n_posts, "post")
    if not end:
        return (f"{posts} on {first}",), (posts, f"on {first}")
    dash = " – " if " " in first else "–"
    return (f"{posts} from {first} to {end}",), (posts, f"{first}{dash}{end}")


def _free(low: float, high: float, blocked: list[Span]) -> Iterator[Span]:
    """Yield the stretches between what words must not touch, from left to right."""
    at = low
    for start, end in sorted(blocked):
        if start > at:
            yield at, min(start, high)
        at = max(at, end)
    if at < high:
        yield at, high


def placed(bar: Span, long: float, low: float, high: float, blocked: list[Span]) -> float | None:
    """Return where words of a length begin, as near to their bar as they can without touching what is blocked.

    >>> placed((100, 120), 50, 0, 300, []), placed((100, 120), 50, 0, 300, [(118.0, 126.0)])
    (85.0, 68.0)
    >>> placed((100, 120), 50, 90, 150, [(118, 126)]) is None
    True
    """
    wanted = (bar[0] + bar[1] - long) / 2
    fitting = [
        min(max(wanted, start), end - long) for start, end in _free(low, high, blocked) if end - start >= long
    ]
    return min(fitting, key=lambda x: (abs(x - wanted), x), default=None)


def _blocked(numbers: Storyboard, sheet: Sheet, axis: Axis) -> list[Span]:
    """Return what the words must not touch: lines of phases and notes, and the words of cut stretches."""
    lines = [axis.x(card.started_at) for card in numbers.cards] + [axis.x(note.at) for note in numbers.notes]
    gaps = [(axis.x(gap.start) - 2, axis.x(gap.end) + 2) for gap in axis.scale.gaps]
    return [(x - _APART, x + _APART) for x in lines if sheet.left <= x <= sheet.right] + gaps


def draw_tallest(canvas: Canvas, numbers: Storyboard, sheet: Sheet, axis: Axis, top: float) -> None:
    """Label the tallest bar with its own height and time, else farther off with a line, else with the number alone."""
    totals, lefts = numbers.totals, axis.lefts()
    place = int(totals.argmax())
    n_posts = int(totals[place])
    peak = sheet.curve + sheet.curve_high * (1 - n_posts / top)
    bar = max(lefts[place], sheet.left), min(lefts[place + 1], sheet.right)
    blocked = _blocked(numbers, sheet, axis)
    alone = int((totals == n_posts).sum()) == 1
    one, two = tallest_words(axis.scale, place, n_posts, alone=alone)
    far = _FAR * (sheet.right - sheet.left)
    for lines, reach in ((one, _BESIDE), (two, _BESIDE), (one, far), (two, far), ((f"{n_posts:,}",), far)):
        long = max(width(line, _SMALL, bold=True) for line in lines)
        low, high = max(sheet.left, bar[0] - reach - long), min(sheet.right, bar[1] + reach + long)
        x = placed(bar, long, low, high, blocked)
        if x is not None:
            _write(canvas, lines, (x, x + long), bar, peak)
            return


def _write(canvas: Canvas, lines: tuple[str, ...], words: Span, bar: Span, peak: float) -> None:
    """Write lines above the tallest bar; those that begin beside it are led to it by a line."""
    foot = peak - 8
    # A shorter line stands on the side of the bar: farther off it would stand above another.
    leftwards = sum(words) < sum(bar)
    for place, line in enumerate(reversed(lines)):
        left = words[1] - width(line, _SMALL, bold=True) if leftwards else words[0]
        canvas.text(left, foot - LINE * place, line, _SMALL, bold=True, on_paper=True)
    beside = words[0] - bar[1], bar[0] - words[1]
    if max(beside) > _APART:
        middle, end = (bar[0] + bar[1]) / 2, words[0] - 3 if beside[0] > 0 else words[1] + 3
        canvas.line([(middle, peak - 1), (middle, foot), (end, foot)], canvas.colours.ink, 0.8, z=3.2)
