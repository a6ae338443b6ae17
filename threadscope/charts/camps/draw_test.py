"""The test in the camps chart: what does not fit two camps here, and in rewired threads."""

from __future__ import annotations

import math

from threadscope.charts.camps.layout import Piece
from threadscope.charts.camps.numbers import Camps
from threadscope.charts.canvas import Canvas
from threadscope.charts.fonts import width

__all__ = ["draw_trial"]

_SMALL, _SMALLER = 9.8, 9.3
_HIGH = 34.0


def draw_trial(canvas: Canvas, camps: Camps, piece: Piece) -> None:
    """Draw the share that does not fit, where camps would be shown, and the lower half of the rewired threads.

    Only what the test keeps of them is drawn: their lowest hundredth and their median.
    """
    trial, colours = camps.trial, canvas.colours
    if trial is None:
        return
    left, wide = piece.x + 2, piece.wide - 4
    # A round number of tens, so that the end of the axis is no value of its own.
    most = min(max(math.ceil(max(trial.observed, trial.median) * 13) / 10, 0.1), 1.0)

    def x(number: float) -> float:
        return left + wide * min(number, most) / most

    top, end = piece.y + 18, piece.y + 18 + _HIGH
    canvas.rect((left, top, x(trial.bound) - left, _HIGH), colours.band, edge=colours.rule, z=1)
    if x(trial.bound) - left > width("camps", _SMALLER, bold=True) + 16:
        canvas.text(left + 7, (top + end) / 2, "camps", _SMALLER, bold=True, colour=colours.muted)
    low, median = x(trial.low), x(trial.median)
    canvas.rect((low, top + 6, max(median - low, 1.0), _HIGH - 12), colours.heads[2], z=2)
    canvas.line([(median, top + 2), (median, end - 2)], colours.heads[1], 1.6, z=2.2)
    canvas.line(
        [(median, (top + end) / 2), (left + wide, (top + end) / 2)], colours.heads[2], 1.4, dash=(1, 2), z=2
    )
    canvas.line([(left, end), (left + wide, end)], colours.rule, 0.9, z=2.1)
    here = x(trial.observed)
    canvas.line([(here, top - 6), (here, end)], colours.ink, 2.4, z=3)
    half = width("this thread", _SMALL, bold=True) / 2
    middle = min(max(here, piece.x + half), piece.x + piece.wide - half)
    canvas.text(middle, top - 15, "this thread", _SMALL, bold=True, align="center")
    y = end + 15
    canvas.text(left, y, "0%", _SMALLER, colour=colours.muted)
    canvas.text(left + wide, y, f"{100 * most:.0f}%", _SMALLER, colour=colours.muted, align="right")
    caption = "does not fit two camps"
    canvas.text(left + wide / 2, y, caption, _SMALLER, colour=colours.muted, align="center")
    y += 21
    canvas.rect((left, y - 5, 14, 9), colours.heads[2], z=2)
    canvas.line([(left + 14, y - 7), (left + 14, y + 6)], colours.heads[1], 1.6, z=2.2)
    begins = "lowest" if trial.is_lowest else "lowest hundredth"
    canvas.text(left + 22, y, f"copies: from the {begins} to the median", _SMALLER, colour=colours.muted)
