"""The curve of posts over the whole thread: its phases in two greys, their signs, notes in gold."""

from __future__ import annotations

from typing import Final

import numpy as np

from threadscope.charts.axis import Axis, draw_axis, draw_gaps, draw_grid
from threadscope.charts.canvas import Canvas
from threadscope.charts.fonts import width
from threadscope.charts.storyboard.draw_tallest import draw_tallest
from threadscope.charts.storyboard.layout import Sheet
from threadscope.charts.storyboard.numbers import Card, Storyboard
from threadscope.charts.storyboard.sign import HALF, draw_sign

__all__ = ["NOTE_LINES", "draw_curve", "tone_of"]

_SMALL, _SMALLER = 9.8, 9.3
_SIGN: Final = 25.0
#: The curve is so many times as high as its tallest bar: two lines of words have room above it.
_HEADROOM: Final = 1.34
#: Dashes and width of the lines of notes: written, shown, removed.
NOTE_LINES: Final[dict[str, tuple[tuple[float, ...], float]]] = {
    "written": ((4, 3), 1.1), "shown": ((), 1.5), "removed": ((1.2, 2), 1.3),
}  # fmt: skip


def tone_of(card: Card, canvas: Canvas) -> str:
    """Return the grey of a phase: neighbours differ, and no grey stands for a side."""
    return canvas.colours.neutral_edge if card.number % 2 else canvas.colours.neutral


def apart(wanted: list[float], low: float, high: float) -> list[float]:
    """Move signs as little as possible until none touches the next and all are inside.

    Neighbours that would touch share their mean place (least squares under an order: pool adjacent violators).

    >>> apart([10.0, 12.0, 90.0], 0.0, 100.0)
    [0.0, 25.0, 90.0]
    """
    pools: list[tuple[float, int]] = []
    for place, x in enumerate(wanted):
        pools.append((x - place * _SIGN, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, n), (b, m) = pools[-2:]
            pools[-2:] = [((a * n + b * m) / (n + m), n + m)]
    last = high - (len(wanted) - 1) * _SIGN
    free = [min(max(x, low), last) for x, n in pools for _ in range(n)]
    return [x + place * _SIGN for place, x in enumerate(free)]


def _draw_bars(canvas: Canvas, numbers: Storyboard, sheet: Sheet, axis: Axis, top: float) -> None:
    lefts, foot = axis.lefts(), sheet.curve + sheet.curve_high
    base = np.zeros(len(lefts) - 1)
    for card in numbers.cards:
        boxes = []
        for place in np.flatnonzero(card.counts):
            x0, x1 = max(lefts[place], sheet.left), min(lefts[place + 1], sheet.right)
            high = card.counts[place] / top * sheet.curve_high
            y = foot - base[place] / top * sheet.curve_high - high
            boxes.append((x0, y, (x1 - x0) * (0.94 if x1 - x0 > 6 else 1.0), high))
        canvas.rects(boxes, tone_of(card, canvas), z=2)
        base += card.counts


def _draw_rail(canvas: Canvas, numbers: Storyboard, sheet: Sheet, axis: Axis) -> None:
    colours = canvas.colours
    true = [axis.x(card.started_at) for card in numbers.cards]
    places = apart(true, sheet.left + 10, sheet.right - 10)
    for card, x, at in zip(numbers.cards, places, true, strict=True):
        draw_sign(canvas, x, sheet.rail, card.number)
        start = sheet.rail + HALF
        bend = start + 10 if abs(x - at) > 1 else start
        canvas.line([(x, start), (at, bend)], colours.ink, 0.9, z=3)
        canvas.line([(at, bend), (at, sheet.curve + sheet.curve_high)], colours.ink, 0.9, dash=(2, 2), z=3)


def _draw_notes(canvas: Canvas, numbers: Storyboard, sheet: Sheet, axis: Axis) -> None:
    """Draw the moments of notes; a label that finds no room in two lines is told on its card only."""
    colours, taken = canvas.colours, [-np.inf] * min(len(numbers.notes), 2)
    for note in numbers.notes:
        x = axis.x(note.at)
        dash, wide = NOTE_LINES[note.kind]
        top, foot = sheet.labels - 6, sheet.curve + sheet.curve_high
        canvas.line([(x, top), (x, foot)], colours.note, wide, dash=dash, z=3.1)
        long = width(note.words, _SMALLER, bold=True)
        start = x + 5 if x + 5 + long <= sheet.right else x - 5 - long
        row = next((row for row, end in enumerate(taken) if start > end), None)
        if row is not None:
            y = sheet.labels + 14 * row
            canvas.text(start, y, note.words, _SMALLER, bold=True, colour=colours.note, on_paper=True)
            taken[row] = start + long + 8


def draw_curve(canvas: Canvas, numbers: Storyboard, sheet: Sheet) -> None:
    """Draw posts over time with the phases told apart, where each begins, and what is known of notes."""
    axis = sheet.axis_of(numbers)
    foot = sheet.curve + sheet.curve_high
    top = max(int(numbers.totals.max()), 4) * _HEADROOM
    draw_grid(canvas, axis, [(sheet.curve, foot)])
    _draw_bars(canvas, numbers, sheet, axis, top)
    draw_axis(canvas, axis, foot, sheet.right, zone_below=True)
    draw_gaps(canvas, axis, (sheet.curve, foot), sheet.curve + sheet.curve_high / 2, 4 if sheet.narrow else 6)
    _draw_rail(canvas, numbers, sheet, axis)
    _draw_notes(canvas, numbers, sheet, axis)
    draw_tallest(canvas, numbers, sheet, axis, top)
