"""The cells of the reply matrix: a number on its step of colour, the diagonal, and the key to the colours."""

from __future__ import annotations

from collections.abc import Sequence

from threadscope.charts.canvas import Box, Canvas
from threadscope.charts.fonts import width
from threadscope.charts.matrix.numbers import STEPS, Matrix
from threadscope.charts.sides import Side
from threadscope.charts.words import compact

__all__ = ["breaks", "draw_cell", "draw_key", "draw_side", "key_high"]

_SMALL = 9.3
#: From this step on the colour is so strong that paper reads better on it than ink.
_STRONG = 3
_DOTS = (1.0, 1.6)
_KEY_STEP = 20.0


def draw_cell(canvas: Canvas, matrix: Matrix, row: int, column: int, box: Box, size: float = 10.3) -> None:
    """Draw the answers from one line to another, or on the diagonal what a person wrote under own posts."""
    colours, (x, y, w, h) = canvas.colours, box
    number, line = int(matrix.cells[row, column]), matrix.lines[row]
    middle = (x + w / 2, y + h / 2)
    if row == column and line.named:
        canvas.rect(box, None, edge=colours.undetermined_edge, dash=_DOTS, z=1.5)
        if line.own:
            canvas.text(*middle, compact(line.own), _SMALL, colour=colours.muted, align="center")
    elif number:
        step = matrix.step(number)
        strong = step >= _STRONG
        canvas.rect(box, colours.counts[step], z=1.5)
        ink = colours.bg if strong else colours.ink
        canvas.text(*middle, compact(number), size, bold=strong, colour=ink, align="center")
    else:
        canvas.rect(box, None, edge=colours.grid, z=1.4)
    if row != column and {row, column} == set(matrix.pair):
        canvas.rect(box, None, edge=colours.ink, wide=1.6, z=2.8)


def draw_side(canvas: Canvas, side: Side, x: float, y: float) -> None:
    """Draw the sign of a side: a dot in its colour, hollow where nothing places the person."""
    canvas.dots([(x, y)], 34, side.fill(canvas.colours), edge=side.edge(canvas.colours), wide=1.0)


def _entries(matrix: Matrix) -> list[tuple[str, str, int]]:
    """Return what the key explains: sign, words, step."""
    lows = matrix.lows
    ends = [*(low - 1 for low in lows[1:]), int(matrix.cells.max(initial=1))]
    told = [
        ("step", f"{low:,}" if low == high else f"{low:,}–{high:,}", step)
        for step, (low, high) in enumerate(zip(lows, ends, strict=True))
    ]
    most = int(matrix.cells.max(initial=1))
    told[-1] = ("step", told[-1][1] + (" answer" if most == 1 else " answers"), told[-1][2])
    told.append(("none", "none", 0))
    if any(line.own for line in matrix.lines if line.named):
        told.append(("own", "posts under own posts: no answer, in no total", 0))
    elif any(line.named for line in matrix.lines):
        told.append(("own", "oneself", 0))
    if matrix.pair:
        told.append(("pair", "the two of the title" if matrix.alone else "the two of the heading", 0))
    seen = dict.fromkeys(line.side for line in matrix.lines)
    told += [(side.name, side.one if side.placed else "undetermined", STEPS) for side in seen]
    return told


def _set(matrix: Matrix, start: float, end: float) -> list[tuple[str, str, int, float, float]]:
    """Set the entries one after the other in lines: sign, words, step, x, y of the line."""
    placed, x, y = [], start, 0.0
    for sign, words, step in _entries(matrix):
        wide = 23 + width(words, _SMALL)
        # The sides begin a line of their own on a phone, where the steps fill one.
        if x > start and x + wide > end:
            x, y = start, y + _KEY_STEP
        placed.append((sign, words, step, x, y))
        x += wide + 14
    return placed


def key_high(matrix: Matrix, start: float, end: float) -> float:
    """Return the height of the key."""
    return _set(matrix, start, end)[-1][4] + _KEY_STEP


def draw_key(canvas: Canvas, matrix: Matrix, start: float, end: float, top: float) -> None:
    """Draw what the colours, the empty cells, the diagonal and the dots mean."""
    colours = canvas.colours
    sides = {line.side.name: line.side for line in matrix.lines}
    for sign, words, step, x, below in _set(matrix, start, end):
        y = top + below + 6
        box = (x, y - 6.5, 17, 13)
        if sign == "step":
            canvas.rect(box, colours.counts[step], edge=colours.rule, wide=0.5, z=1.5)
        elif sign == "none":
            canvas.rect(box, None, edge=colours.grid, z=1.4)
        elif sign == "pair":
            canvas.rect(box, None, edge=colours.ink, wide=1.6, z=1.5)
        elif sign == "own":
            canvas.rect(box, None, edge=colours.undetermined_edge, dash=_DOTS, z=1.5)
        else:
            draw_side(canvas, sides[sign], x + 9, y)
        canvas.text(x + 23, y, words, _SMALL, colour=colours.muted)


def breaks(matrix: Matrix) -> Sequence[int]:
    """Return the lines before which a separator stands: where the side changes, and before the others."""
    lines = matrix.lines
    return [
        place
        for place in range(1, len(lines))
        if (lines[place].side, lines[place].named) != (lines[place - 1].side, lines[place - 1].named)
        and not (not lines[place].named and not lines[place - 1].named)
    ]
