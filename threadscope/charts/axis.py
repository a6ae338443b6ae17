"""The drawn time axis of a chart: where a time stands in pixels, ticks and dates, the grid, and quiet stretches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from threadscope.charts.canvas import Canvas
from threadscope.charts.fonts import width
from threadscope.charts.time_scale import Tick, TimeScale

__all__ = ["Axis", "draw_axis", "draw_gaps", "draw_grid", "round_step"]

_SMALL, _SMALLER = 9.8, 9.3
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """A time scale on paper.

    Attributes
    ----------
    scale
        What of the time is drawn.
    left, right
        Its ends in pixels.
    most
        Most marks that it bears.
    """

    scale: TimeScale
    left: float
    right: float
    most: int

    def x(self, at: float) -> float:
        """Return where a time stands."""
        return self.left + float(self.scale.place(np.array([at]))[0]) * (self.right - self.left)

    def lefts(self) -> list[float]:
        """Return the left edges of the bins and the right edge of the last, in pixels."""
        left, right = self.scale.drawn(np.array([self.scale.start, self.scale.end]))
        shares = (self.scale.edges - left) / (right - left)
        return [float(x) for x in self.left + shares * (self.right - self.left)]

    def ticks(self) -> list[tuple[Tick, float]]:
        """Return the marks and where they stand."""
        return [(tick, self.x(tick.at)) for tick in self.scale.ticks(self.most)]


def round_step(tallest: int) -> int:
    """Return a round step that gives at most four marks up to a number.

    >>> round_step(3), round_step(17), round_step(94)
    (1, 5, 50)
    """
    size = 1
    while True:
        for factor in (1, 2, 5):
            if tallest / (size * factor) <= 4:
                return size * factor
        size *= 10


def draw_grid(canvas: Canvas, axis: Axis, spans: Sequence[Span]) -> None:
    """Draw the upright lines of the axis through all parts, from y to y; midnights are stronger."""
    colours = canvas.colours
    for midnight in (False, True):
        xs = [x for tick, x in axis.ticks() if (tick.midnight and bool(tick.date)) is midnight]
        lines = [((x, top), (x, end)) for x in xs for top, end in spans]
        canvas.lines(lines, colours.rule if midnight else colours.grid, 0.9 if midnight else 0.7, z=0.4)


def _draw_apart(
    canvas: Canvas, labels: list[tuple[float, str]], y: float, taken: list[Span], end: float
) -> None:
    """Write the labels that find room, the first ones first."""
    taken = list(taken)
    for wanted, words in labels:
        half = width(words, _SMALL) / 2 + 4
        x = min(max(wanted, half + 5), end - half)
        if all(x + half < low or x - half > high for low, high in taken):
            canvas.text(x, y, words, _SMALL, colour=canvas.colours.muted, align="center")
            taken.append((x - half, x + half))


def draw_axis(canvas: Canvas, axis: Axis, y: float, zone_end: float, *, zone_below: bool) -> None:
    """Draw the time axis, its dates, and the zone.

    Parameters
    ----------
    canvas, axis
        On what, and which.
    y
        Where its line is.
    zone_end
        Where the name of the zone ends; no label goes further right.
    zone_below
        Whether the zone stands in the line of the dates.
    """
    colours, ticks = canvas.colours, axis.ticks()
    canvas.line([(axis.left, y), (axis.right, y)], colours.rule, 0.9, z=2.5)
    zone = f"{axis.scale.local(axis.scale.start):%Z}"
    zone = f"UTC{zone}" if zone[:1] in "+-" else zone
    canvas.text(
        zone_end, y + (32 if zone_below else 14), zone, _SMALL, bold=True, colour=colours.muted, align="right"
    )
    taken = [(zone_end - width(zone, _SMALL, bold=True) - 6, zone_end + 20)]
    last = canvas.wide if zone_below else zone_end + 24
    _draw_apart(canvas, [(x, tick.words) for tick, x in ticks], y + 14, [] if zone_below else taken, last)
    dated = sorted((t for t in ticks if t[0].date), key=lambda t: (not t[0].midnight, t[1]))
    _draw_apart(canvas, [(x, tick.date) for tick, x in dated], y + 32, taken if zone_below else [], last)


def draw_gaps(canvas: Canvas, axis: Axis, span: Span, middle: float, inset: float) -> None:
    """Leave a blank strip where quiet hours were cut out, with their length in words.

    Parameters
    ----------
    canvas, axis
        On what, and which.
    span
        From y to y.
    middle
        Where the middle of the words is.
    inset
        Pixels left free at both ends.
    """
    colours, (top, end) = canvas.colours, span
    for gap in axis.scale.gaps:
        left, right = axis.x(gap.start) + inset, axis.x(gap.end) - inset
        canvas.rect((left, top - 2, right - left, end - top + 4), colours.bg, z=1.8)
        ends = [((x, top), (x, end)) for x in (left, right)]
        canvas.lines(ends, colours.rule, 1.0, dash=(1, 2), z=1.9)
        long = width(gap.words, _SMALLER)
        at = ((left + right) / 2, middle + long / 2)
        canvas.text(*at, gap.words, _SMALLER, colour=colours.muted, turned=True)
