"""The lower part of the unfolding chart: everybody without a lane."""

from __future__ import annotations

from collections import Counter

import numpy as np

from threadscope.charts.canvas import HATCH, Canvas
from threadscope.charts.fonts import width
from threadscope.charts.unfolding.layout import Sheet
from threadscope.charts.unfolding.numbers import Row, Unfolding
from threadscope.charts.words import by_people, counted, cut

__all__ = ["draw_crowd"]

_SMALL, _SMALLER = 9.8, 9.3
_COLUMN, _DOT, _CLOSEST = 6.5, 21.0, 2.5


def _swarm(xs: list[float], room: float) -> list[tuple[float, float]]:
    """Stack dots of one column around the middle; the spacing shrinks until the tallest stack fits.

    Empty where the dots would run together.
    """
    columns = Counter(int(x // _COLUMN) for x in xs)
    step = min(6.3 if len(xs) > 12 else 8.0, room / max(columns.values()))
    if step < _CLOSEST:
        return []
    seen: Counter[int] = Counter()
    points = []
    for x in sorted(xs):
        column = int(x // _COLUMN)
        place = seen[column]
        points.append((x, (place + 1) // 2 * (1 if place % 2 else -1) * step))
        seen[column] += 1
    return points


def _band(
    row: Row, numbers: Unfolding, sheet: Sheet, y: float, half: float, most: int
) -> list[list[tuple[float, float]]]:
    """Return the outlines of a band whose height is the square root of the posts in each bin."""
    lefts = sheet.axis_of(numbers).lefts()
    heights = np.minimum(np.sqrt(row.counts / max(most, 1)) * 28.5, half)
    outlines: list[list[tuple[float, float]]] = []
    runs = np.split(np.arange(len(heights)), np.flatnonzero(np.diff(heights > 0)) + 1)
    for run in runs:
        if not heights[run[0]]:
            continue
        edges = [(max(lefts[i], sheet.left), min(lefts[i + 1], sheet.right), float(heights[i])) for i in run]
        upper = [point for x0, x1, high in edges for point in ((x0, y - high), (x1, y - high))]
        lower = [point for x0, x1, high in reversed(edges) for point in ((x1, y + high), (x0, y + high))]
        outlines.append([*upper, *lower, upper[0]])
    return outlines


def _draw_side(
    canvas: Canvas, numbers: Unfolding, sheet: Sheet, row: Row, y: float, high: float, most: int
) -> None:
    colours = canvas.colours
    xs = [sheet.x(numbers, float(at)) for at in row.times] if row.dotted else []
    swarm = _swarm(xs, high - 8) if xs else []
    if swarm:
        points = [(x, y + off) for x, off in swarm]
        canvas.dots(points, _DOT, row.side.fill(colours), edge=row.side.edge(colours), wide=0.8, z=3)
        return
    outlines = _band(row, numbers, sheet, y, high / 2, most)
    # Posts without a time are counted in the words, and stand nowhere.
    if row.side.placed and outlines:
        canvas.shape(outlines, row.side.fill(colours))
    elif outlines:
        canvas.shape(outlines, colours.bg, edge=colours.undetermined_edge, hatch=HATCH)


def _draw_words(canvas: Canvas, sheet: Sheet, row: Row, top: float, high: float) -> None:
    colours = canvas.colours
    posts = counted(row.n_posts, "other post")
    people = by_people(row.n_people, unknown=row.unknown)
    name = row.side.words(colours) if row.side.placed else colours.ink
    words = row.side.words(colours)
    if sheet.narrow:
        wide = canvas.text(sheet.margin, top + 11, posts, bold=True, colour=name, on_paper=True)
        room = sheet.right - sheet.margin - wide - 22 - width(people, _SMALL)
        told = row.words if width(row.words, _SMALL) <= room else row.words.split(";")[0]
        canvas.text(
            sheet.margin + wide + 8, top + 11, cut(told, room, _SMALL), _SMALL, colour=words, on_paper=True
        )
        canvas.text(sheet.right, top + 11, people, _SMALL, colour=colours.muted, align="right", on_paper=True)
        return
    canvas.text(sheet.margin, top + high / 2 - 8, posts, 11.3, bold=True, colour=name)
    canvas.text(sheet.margin, top + high / 2 + 9, row.words, _SMALL, colour=words)
    canvas.text(sheet.right + 8, top + high / 2, people, _SMALLER, colour=colours.muted)


def _draw_thin(canvas: Canvas, numbers: Unfolding, sheet: Sheet, row: Row, y: float, most: int) -> None:
    colours, quotes = canvas.colours, row.kind == "quotes"
    canvas.text(sheet.margin, y, row.words, _SMALL, colour=colours.muted)
    canvas.text(sheet.right + 8, y, counted(row.n_posts, "post"), _SMALLER, colour=colours.muted)
    if not row.dotted:
        outlines = _band(row, numbers, sheet, y, 10, most)
        edge, fill = (colours.ink, colours.bg) if quotes else (None, colours.undetermined_edge)
        canvas.shape(outlines, fill, edge=edge)
        return
    points = [(sheet.x(numbers, float(at)), y) for at in row.times]
    if quotes:
        canvas.dots(points, 15, colours.bg, edge=colours.ink, marker="D", z=3)
    elif points:
        canvas.crosses(points, 17, colours.muted, z=3)


def draw_crowd(canvas: Canvas, numbers: Unfolding, sheet: Sheet) -> None:
    """Draw a row for each side of everybody without a lane, all on one scale, then the thin rows."""
    most = max((int(row.counts.max()) for row in numbers.rows), default=1)
    places = list(zip(sheet.rows, sheet.row_highs, strict=True))
    for row, (top, high) in zip(numbers.rows, places, strict=False):
        below = 16 if sheet.narrow else 0
        y = top + below + (high - below) / 2
        canvas.line([(sheet.left, y), (sheet.right, y)], canvas.colours.grid, 1.0, z=0.5)
        _draw_side(canvas, numbers, sheet, row, y, high - below, most)
        _draw_words(canvas, sheet, row, top, high)
    thin = [] if sheet.narrow else [row for row in (numbers.quotes, numbers.orphans) if row]
    for row, (top, high) in zip(thin, places[len(numbers.rows) :], strict=True):
        _draw_thin(canvas, numbers, sheet, row, top + high / 2, most)
