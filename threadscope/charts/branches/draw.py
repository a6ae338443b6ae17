"""The numbers of the branches chart to a picture."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from threadscope.charts.axis import Axis, draw_axis, draw_grid
from threadscope.charts.branches.layout import Sheet, sheet_of, subtitle_of
from threadscope.charts.branches.numbers import Branches, Ridge
from threadscope.charts.branches.table import alt_text, table_of
from threadscope.charts.canvas import Canvas, paper
from threadscope.charts.chart import Chart
from threadscope.charts.fonts import width
from threadscope.charts.masthead import draw_lines
from threadscope.charts.words import cut, share

__all__ = ["draw"]

_TEXT, _SMALL, _SMALLER = 10.8, 9.8, 9.3
#: How the line of a note's moment is drawn: dashes and width.
_LINES: Final[dict[str, tuple[tuple[float, ...], float]]] = {
    "written": ((4.0, 3.0), 1.2), "shown": ((), 1.8), "removed": ((1.2, 2.0), 1.2),
}  # fmt: skip


def draw(numbers: Branches) -> Chart:
    """Draw when each of the largest branches grew, on one scale.

    Raises
    ------
    ValueError
        If the branches and what is not drawn do not hold every post.
    """
    table = table_of(numbers)
    sheet = sheet_of(numbers)
    with paper():
        canvas = Canvas(sheet.wide, sheet.high, numbers.theme)
        sheet.head.draw(canvas)
        if numbers.ridges:
            _draw_branches(canvas, numbers, sheet)
        size, colour = (11.5, canvas.colours.ink) if numbers.why else (_SMALL, canvas.colours.muted)
        draw_lines(canvas, sheet.rest_lines, (sheet.margin, sheet.rest), 19, size, colour=colour)
        draw_lines(canvas, sheet.foot_lines, (sheet.margin, sheet.foot))
    return numbers.chart("branches", canvas, alt_text(numbers), table, subtitle_of(numbers) or numbers.why)


def _draw_branches(canvas: Canvas, numbers: Branches, sheet: Sheet) -> None:
    axis = sheet.axis_of(numbers)
    ridges = list(zip(numbers.ridges, sheet.bases, strict=True))
    highs = [float(ridge.heights.max()) * sheet.unit for ridge in numbers.ridges]
    # On a phone the words stand between the ridges: lines run through the ridges only.
    spans = (
        [(base - max(high, 16.0) - 4, base) for (_, base), high in zip(ridges, highs, strict=True)]
        if sheet.narrow
        else [(sheet.top, sheet.axis)]
    )
    draw_grid(canvas, axis, spans)
    _draw_events(canvas, numbers, sheet, axis, spans)
    if not sheet.narrow:
        canvas.text(sheet.right + 52, sheet.top, "posts", _SMALL, colour=canvas.colours.muted, align="right")
    for ridge, base in ridges:
        _draw_words(canvas, numbers, sheet, ridge, base)
        _draw_ridge(canvas, numbers, sheet, axis, ridge, base)
    draw_axis(
        canvas,
        axis,
        sheet.axis,
        sheet.right if sheet.narrow else sheet.wide - sheet.margin,
        zone_below=sheet.narrow,
    )
    for top, end in spans:
        _draw_blank(canvas, axis, top, end)


def _draw_blank(canvas: Canvas, axis: Axis, top: float, end: float) -> None:
    """Leave a strip blank where quiet hours were cut out, above the ridges; with their length, where that has room."""
    colours = canvas.colours
    for gap in axis.scale.gaps:
        left, right = axis.x(gap.start) + 3, axis.x(gap.end) - 3
        canvas.rect((left, top - 1, right - left, end - top + 3), colours.bg, z=3.2)
        canvas.lines([((x, top), (x, end)) for x in (left, right)], colours.rule, 1.0, dash=(1, 2), z=3.3)
        long = width(gap.words, _SMALLER)
        if long + 12 <= end - top:
            at = ((left + right) / 2, (top + end + long) / 2)
            canvas.text(*at, gap.words, _SMALLER, colour=colours.muted, turned=True)


def _draw_words(canvas: Canvas, numbers: Branches, sheet: Sheet, ridge: Ridge, base: float) -> None:
    """Write who opened the branch, in answer to whom and with what words, and how many posts it holds."""
    colours, part = canvas.colours, share(ridge.n_posts, numbers.n_posts)
    count = f"{ridge.n_posts:,}"
    if sheet.narrow:
        high = float(ridge.heights.max()) * sheet.unit
        y = base - high - 54
        end = sheet.right
        wide = canvas.text(end, y, f" · {part}", _SMALL, colour=colours.muted, align="right")
        wide += canvas.text(end - wide, y, count, _SMALL, bold=True, align="right")
        room = end - sheet.left - wide - 12
    else:
        y, room = base - 27, sheet.left - sheet.margin - 34
        canvas.text(sheet.right + 52, base - 10, count, _TEXT, bold=True, align="right")
        canvas.text(sheet.wide - sheet.margin, base - 10, part, _SMALL, colour=colours.muted, align="right")
    label = cut(ridge.label, room, 11.3, bold=True)
    used = canvas.text(sheet.margin, y, label, 11.3, bold=True)
    if room - used > 60 and ridge.relation:
        canvas.text(
            sheet.margin + used + 7,
            y,
            cut(ridge.relation, room - used - 7, _SMALL),
            _SMALL,
            colour=colours.muted,
        )
    line = sheet.right - sheet.left if sheet.narrow else room
    if ridge.words:
        canvas.text(sheet.margin, y + 19, cut(ridge.words, line, _TEXT), _TEXT)


def _outline(axis: Axis, ridge: Ridge, base: float, unit: float) -> list[tuple[float, float]]:
    """Return the outline of a ridge from its first to its last bin, through the middles of the bins."""
    lefts = axis.lefts()
    filled = np.flatnonzero(ridge.heights > 0)
    low, high = int(filled[0]), int(filled[-1])
    middles = [(left + right) / 2 for left, right in pairwise(lefts)]
    opens = axis.x(ridge.at) if ridge.at is not None else lefts[low]
    # Only a wrong clock puts answers before the post that they answer.
    opens = opens if opens < lefts[low + 1] else lefts[low]
    start = max(opens, middles[low - 1] if low else opens, axis.left)
    points = [(start, base)]
    for place in range(low, high + 1):
        x = min(max(middles[place], start), axis.right)
        points.append((x, base - float(ridge.heights[place]) * unit))
    return [*points, (min(lefts[high + 1], axis.right), base)]


def _draw_ridge(
    canvas: Canvas, numbers: Branches, sheet: Sheet, axis: Axis, ridge: Ridge, base: float
) -> None:
    """Draw posts over time as an area, the post that opened the branch as a dot, and its fullest bin as a number."""
    colours = canvas.colours
    canvas.line([(axis.left, base), (axis.right, base)], colours.rule, 0.8, z=1.2)
    drawn = bool((ridge.heights > 0).any())
    if drawn:
        points = _outline(axis, ridge, base, sheet.unit)
        canvas.shape([[*points, points[0]]], colours.heads[ridge.tone], z=2)
        canvas.line(points, colours.muted, 0.9, z=2.2)
    if ridge.at is not None and axis.left <= axis.x(ridge.at) <= axis.right:
        canvas.dots([(axis.x(ridge.at), base)], 30, colours.ink, edge=colours.bg, z=5)
    if drawn:
        _draw_peak(canvas, numbers, sheet, axis, ridge, base)


def _draw_peak(
    canvas: Canvas, numbers: Branches, sheet: Sheet, axis: Axis, ridge: Ridge, base: float
) -> None:
    """Write how many posts its fullest bin holds, above the top of the outline; the unit once, at the tallest."""
    lefts, top = axis.lefts(), int(ridge.heights.argmax())
    words = f"{ridge.most:,}"
    first = next(other for other in numbers.ridges if other.most == numbers.tallest)
    if ridge is first:
        words += f" per {axis.scale.unit}"
    half = width(words, _SMALLER) / 2
    x = min(max((lefts[top] + lefts[top + 1]) / 2, axis.left + half), axis.right - half)
    y = base - float(ridge.heights[top]) * sheet.unit - 10
    canvas.text(x, y, words, _SMALLER, colour=canvas.colours.muted, align="center", on_paper=True)


def _draw_events(
    canvas: Canvas, numbers: Branches, sheet: Sheet, axis: Axis, spans: list[tuple[float, float]]
) -> None:
    """Draw when a note was written, shown and removed, through all branches; words where they have room."""
    colour, taken = canvas.colours.note, sheet.left - 40
    for event in numbers.events:
        x = axis.x(event.at)
        dash, wide = _LINES[event.kind]
        through = spans if sheet.narrow else [(sheet.rail + 8, sheet.axis)]
        canvas.lines([((x, top), (x, end)) for top, end in through], colour, wide, dash=dash, z=1.6)
        long = width(event.words, _SMALLER, bold=True)
        start = min(max(x - long / 2, sheet.left), sheet.right - long)
        if start >= taken:
            canvas.text(start, sheet.rail, event.words, _SMALLER, bold=True, colour=colour)
            taken = start + long + 8
