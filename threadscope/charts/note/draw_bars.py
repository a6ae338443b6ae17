"""The upper part of the note chart: posts over time, and the moments of the first note above them."""

from __future__ import annotations

from typing import Final

import numpy as np

from threadscope.charts.axis import Axis, round_step
from threadscope.charts.canvas import Canvas
from threadscope.charts.fonts import width
from threadscope.charts.note.layout import Sheet
from threadscope.charts.note.numbers import NoteChart, Part
from threadscope.charts.words import compact, share
from threadscope.theme import Palette

__all__ = ["draw_bars", "draw_rail", "fill_of"]

_SMALL = 9.8
#: Tones of "who is being answered": the darkest for what hangs on the noted post itself.
_TONES: Final = {"replies": 0, "below": 1, "thread": 3}
#: How the line of a moment is drawn, beside its words.
_DASHES: Final[dict[str, tuple[float, ...]]] = {
    "written": (4.0, 3.0), "helpful": (), "removed": (1.2, 2.0), "post": (2.0, 2.0),
}  # fmt: skip


def fill_of(part: Part, colours: Palette) -> str:
    """Return the colour of a part."""
    return colours.heads[_TONES[part.scope]]


def draw_bars(canvas: Canvas, numbers: NoteChart, sheet: Sheet, axis: Axis) -> None:
    """Draw the posts in each bin: replies to the noted post at the foot, the rest of the thread on top."""
    colours, foot = canvas.colours, sheet.bars + sheet.bars_high
    scale = axis.scale
    canvas.text(sheet.left, sheet.heading, f"Posts per {scale.unit}", 11.5, bold=True)
    tallest = int(numbers.totals.max())
    top = max(tallest, 4) * 1.12
    for value in range(0, int(top) + 1, round_step(tallest)):
        y = foot - value / top * sheet.bars_high
        if value:
            canvas.line([(sheet.left, y), (sheet.right, y)], colours.grid, 0.7, z=0.5)
        if not numbers.narrow:
            canvas.text(sheet.left - 8, y, compact(value), _SMALL, colour=colours.muted, align="right")
    canvas.line([(sheet.left, foot), (sheet.right, foot)], colours.rule, 0.9, z=2.5)
    lefts = axis.lefts()
    base = np.zeros(len(lefts) - 1)
    for part in numbers.parts:
        boxes = []
        for place in np.flatnonzero(part.counts):
            x0, x1 = max(lefts[place], sheet.left), min(lefts[place + 1], sheet.right)
            high = part.counts[place] / top * sheet.bars_high
            boxes.append((x0, foot - base[place] / top * sheet.bars_high - high, (x1 - x0) * 0.92, high))
        canvas.rects(boxes, fill_of(part, colours), z=2)
        base += part.counts
    _draw_edge(canvas, numbers, sheet, axis)


def _later(numbers: NoteChart, axis: Axis) -> list[str]:
    """Return how many posts came later than is drawn, and until when, the longest wording first."""
    last, end = axis.scale.local(numbers.last_at), axis.scale.local(axis.scale.end)
    day = f"{last:%H:%M}" if last.date() == end.date() else f"{last.day} {last:%b}"
    year = f" {last.year}" if last.year != end.year else ""
    words = f"{numbers.n_later:,} later ({share(numbers.n_later, numbers.n_posts)})"
    return [f"{words} until {day}{year} →", words, f"{numbers.n_later:,} later"]


def _draw_edge(canvas: Canvas, numbers: NoteChart, sheet: Sheet, axis: Axis) -> None:
    """Say beside the heading how tall the tallest bar is, and how many posts came later than is drawn."""
    most = f"at most {int(numbers.totals.max()):,}"
    later = _later(numbers, axis) if numbers.n_later else []
    # On a phone the bars have no other scale than this number.
    wordings = [*(f"{most} · {words}" for words in later), most] if numbers.narrow else later
    heading = width(f"Posts per {axis.scale.unit}", 11.5, bold=True)
    room = sheet.right - sheet.left - heading - 12
    words = next((words for words in wordings if width(words, _SMALL) <= room), "")
    canvas.text(sheet.right, sheet.heading, words, _SMALL, colour=canvas.colours.muted, align="right")


def draw_rail(canvas: Canvas, sheet: Sheet) -> None:
    """Draw what became of the first note: its words above the bars, and a line down through them."""
    colours = canvas.colours
    for label in sheet.rail_labels:
        bold = label.kind != "post"
        colour = colours.muted if label.kind == "post" else colours.note
        y = sheet.rail + 17 * label.line
        wide = 1.8 if label.kind == "helpful" else 1.2
        if label.kind != "earlier":
            ends = [(label.x, y - 6), (label.x, sheet.bars + sheet.bars_high)]
            canvas.line(ends, colour, wide, dash=_DASHES[label.kind], z=3)
        canvas.text(label.start, y, label.words, _SMALL, bold=bold, colour=colour, on_paper=True)
