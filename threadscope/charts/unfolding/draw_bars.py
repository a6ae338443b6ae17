"""The upper part of the unfolding chart: bars, their legend, and the strip of shares."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np

from threadscope.charts.axis import round_step
from threadscope.charts.canvas import HATCH, Canvas
from threadscope.charts.fonts import width
from threadscope.charts.unfolding.layout import Sheet
from threadscope.charts.unfolding.numbers import Part, Unfolding
from threadscope.charts.words import compact, cut, share

__all__ = ["draw_bars", "draw_strip", "draw_timeless", "tallest"]

_SMALL = 9.8
_HEADING = {
    "camp": "by what the post says",
    "branch": "by whose post they stand below",
    "level": "by what they answer",
    "plain": "",
}


def _fill(part: Part, canvas: Canvas) -> str:
    colours = canvas.colours
    if part.side is not None:
        return part.side.fill(colours)
    return colours.heads[part.tone or 0]


def _draw_marks(canvas: Canvas, sheet: Sheet, tallest: int, top: float) -> None:
    colours, base = canvas.colours, sheet.bars + sheet.bars_high
    step = round_step(tallest)
    for value in range(0, int(top) + 1, step):
        y = base - value / top * sheet.bars_high
        if value:
            canvas.line([(sheet.left, y), (sheet.right, y)], colours.grid, 0.7, z=0.5)
        if not sheet.narrow:
            canvas.text(sheet.left - 8, y, compact(value), _SMALL, colour=colours.muted, align="right")
    canvas.line([(sheet.left, base), (sheet.right, base)], colours.rule, 0.9, z=2.5)


def _draw_stacks(canvas: Canvas, numbers: Unfolding, sheet: Sheet, top: float) -> None:
    lefts = sheet.axis_of(numbers).lefts()
    base = np.zeros(len(lefts) - 1)
    foot = sheet.bars + sheet.bars_high
    for part in numbers.bars.parts:
        boxes = []
        for place in np.flatnonzero(part.counts):
            x0, x1 = max(lefts[place], sheet.left), min(lefts[place + 1], sheet.right)
            high = part.counts[place] / top * sheet.bars_high
            boxes.append((x0, foot - base[place] / top * sheet.bars_high - high, (x1 - x0) * 0.92, high))
        hollow = part.side is not None and not part.side.placed
        if hollow:
            for box in boxes:
                canvas.rect(box, canvas.colours.bg, edge=canvas.colours.undetermined_edge, hatch=HATCH, z=2)
        else:
            canvas.rects(boxes, _fill(part, canvas), z=2)
        base += part.counts


def _draw_squares(canvas: Canvas, numbers: Unfolding, sheet: Sheet, top: float) -> None:
    """One square is one post; a placed one carries a dot in the colour of its side."""
    colours, lefts = canvas.colours, sheet.axis_of(numbers).lefts()
    unit, foot = sheet.bars_high / top, sheet.bars + sheet.bars_high
    # A bin may begin before the axis and end after it.
    ends = [(max(left, sheet.left), min(right, sheet.right)) for left, right in pairwise(lefts)]
    dot = min(46.0, (min(unit, lefts[1] - lefts[0]) * 0.42) ** 2 * 0.8)
    below: Counter[int] = Counter()
    for square in numbers.bars.squares:
        part = numbers.bars.parts[square.part]
        (x, end), y = ends[square.bin], foot - (below[square.bin] + 1) * unit
        wide = end - x
        hollow = part.side is not None and not part.side.placed
        edge = colours.undetermined_edge if hollow else None
        canvas.rect(
            (x + wide * 0.08, y + unit * 0.07, wide * 0.84, unit * 0.86), _fill(part, canvas), edge=edge, z=2
        )
        if square.side.placed and part.side is None:
            canvas.dots(
                [(x + wide / 2, y + unit / 2)], dot, square.side.fill(colours), edge=colours.bg, wide=1.3
            )
        below[square.bin] += 1


def _top(numbers: Unfolding) -> float:
    """Return how many posts the whole height stands for."""
    return max(int(numbers.bars.totals.max()), 4) * (1.12 if numbers.bars.squares else 1.2)


def tallest(numbers: Unfolding, sheet: Sheet) -> tuple[float, float, float] | None:
    """Return where the height of the tallest bar is written, from x to x and its y; None where squares are counted."""
    if numbers.bars.squares:
        return None
    totals, lefts = numbers.bars.totals, sheet.axis_of(numbers).lefts()
    place = int(totals.argmax())
    half = width(f"{totals[place]:,}", _SMALL, bold=True) / 2
    middle = (max(lefts[place], sheet.left) + min(lefts[place + 1], sheet.right)) / 2
    x = min(max(middle, sheet.left + half), sheet.right - half)
    return x - half, x + half, sheet.bars + sheet.bars_high * (1 - totals[place] / _top(numbers)) - 9


def draw_bars(canvas: Canvas, numbers: Unfolding, sheet: Sheet) -> None:
    """Draw bars or squares, their marks, and what the tones mean."""
    most, top = int(numbers.bars.totals.max()), _top(numbers)
    _draw_marks(canvas, sheet, most, top)
    if numbers.bars.squares:
        _draw_squares(canvas, numbers, sheet, top)
    else:
        _draw_stacks(canvas, numbers, sheet, top)
    height = tallest(numbers, sheet)
    if height:
        canvas.text(height[0], height[2], f"{most:,}", _SMALL, bold=True, on_paper=True)
    _draw_legend(canvas, numbers, sheet)
    _draw_later(canvas, numbers, sheet)


def _draw_legend(canvas: Canvas, numbers: Unfolding, sheet: Sheet) -> None:
    colours, x, y = canvas.colours, sheet.margin, sheet.legend
    wide = canvas.text(x, y, f"Posts per {numbers.scale.unit}", 11.5, bold=True)
    beside = (x + wide + 8, y) if sheet.narrow else (x, y + 19)
    heading = _HEADING[numbers.bars.mode]
    canvas.text(*beside, heading, _SMALL, colour=colours.muted)
    y += 20 if sheet.narrow or not heading else 42
    badges = {turn.post_id: turn.number for turn in reversed(numbers.turns) if not turn.note}
    end = x + ((200 if sheet.wide >= 380 else 0.40 * sheet.wide) if sheet.narrow else 188)
    for part in numbers.bars.told:
        _draw_part(canvas, numbers, part, (x, y, end), badges.get(part.head_id or ""))
        y += 20
    if any(square.side.placed for square in numbers.bars.squares) and numbers.bars.mode != "camp":
        sides = list(
            dict.fromkeys(
                sorted((s.side for s in numbers.bars.squares if s.side.placed), key=lambda s: s.name)
            )
        )
        for place, side in enumerate(sides):
            canvas.dots([(x + 5.5 + 11.5 * place, y + 1)], 34, side.fill(colours))
        canvas.text(x + 6 + 12 * len(sides), y + 1, "words say a side", _SMALL, colour=colours.muted)


def _draw_part(
    canvas: Canvas, numbers: Unfolding, part: Part, at: tuple[float, float, float], badge: int | None
) -> None:
    colours, (x, y, end) = canvas.colours, at
    hollow = part.side is not None and not part.side.placed
    edge = colours.undetermined_edge if hollow else None
    canvas.rect((x, y - 6, 11, 11), _fill(part, canvas), edge=edge, hatch=HATCH if hollow else None, z=3)
    told = share(part.n_posts, numbers.n_posts)
    room = end - x - 26 - width(told, 10)
    x += 18
    if badge is not None:
        canvas.badge(x + 8, y, str(badge), colours.ink, size=7.4)
        x, room = x + 22, room - 22
    canvas.text(
        x, y, cut(part.words, room, 10, bold=part.head_id is not None), 10, bold=part.head_id is not None
    )
    canvas.text(end, y, told, 10, colour=colours.muted, align="right")


def _until(numbers: Unfolding) -> str:
    """Return when the last post was written: the hour where the day is plain, the year where it is not."""
    first, end, last = (numbers.moment(at) for at in (numbers.first_at, numbers.scale.end, numbers.last_at))
    if last.date() == end.date():
        return f"until {last:%H:%M}"
    return f"until {last.day} {last:%b}" + (f" {last.year}" if last.year != first.year else "")


def _draw_later(canvas: Canvas, numbers: Unfolding, sheet: Sheet) -> None:
    """Count what came after the drawn time."""
    if not numbers.n_later:
        return
    colours, until = canvas.colours, _until(numbers)
    if sheet.narrow:
        y = sheet.legend + 20 * len(numbers.bars.told)
        words = f"+ {numbers.n_later:,} later {until} →"
        canvas.text(sheet.right, y, words, 9.2, colour=colours.muted, align="right")
        return
    lines = [f"+ {numbers.n_later:,} later ({share(numbers.n_later, numbers.n_posts)})", f"{until} →"]
    for place, line in enumerate(lines):
        y = sheet.bars + sheet.bars_high - 22 + 16 * place
        canvas.text(sheet.right + 8, y, line, 9.2, colour=colours.muted)


def draw_timeless(canvas: Canvas, sheet: Sheet) -> None:
    """Say that there is nothing to draw over time."""
    y = sheet.bars + sheet.bars_high / 2
    words = "No post carries a time, so nothing can be drawn over time."
    canvas.text(sheet.margin, y, words, 9.8 if sheet.narrow else 11.5, colour=canvas.colours.muted)


def draw_strip(canvas: Canvas, numbers: Unfolding, sheet: Sheet) -> None:
    """Draw when 10, 50 and 90 % of the posts had been written."""
    colours, y = canvas.colours, sheet.strip
    if not sheet.narrow:
        canvas.text(sheet.margin, y, "Share of all posts so far", _SMALL, colour=colours.muted)
    end = numbers.scale.end
    marks = [sheet.x(numbers, min(at, end)) for at in (numbers.first_at, *numbers.shares)]
    canvas.line([(marks[0], y), (sheet.right, y)], colours.grid, 3.8, z=2)
    for start, stop, wide in zip(marks, marks[1:], (1.4, 3.8, 3.8), strict=False):
        canvas.line([(start, y), (stop, y)], colours.neutral_edge, wide, z=2.1)
    free = sheet.right
    shown = [
        (x, at, words) for x, at, words in zip(marks[1:], numbers.shares, ("10%", "50%", "90%"), strict=True)
    ]
    for x, at, words in reversed(shown):
        if at > end:
            continue
        canvas.line([(x, y - 7), (x, y + 7)], colours.ink, 1.4, z=5)
        wide = width(words, 9.3, bold=True)
        # A label must not run into the next mark: the last one is the one that matters most.
        if x + 5 + wide <= free or (free == sheet.right and not sheet.narrow):
            canvas.text(x + 5, y, words, 9.3, bold=True, on_paper=True)
        free = x - 6
