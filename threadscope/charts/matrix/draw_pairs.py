"""Beside a small matrix: which two people wrote most answers to each other."""

from __future__ import annotations

from threadscope.charts.canvas import Canvas
from threadscope.charts.fonts import width
from threadscope.charts.matrix.numbers import Matrix
from threadscope.charts.words import cut

__all__ = ["draw_pairs", "pairs_fit"]

_SIZE, _SMALL, _ROW = 10.3, 9.3, 42.0
_LEAST_ROOM, _MOST_ROOM = 215.0, 330.0


def pairs_fit(matrix: Matrix, start: float, end: float) -> bool:
    """Return whether there is room for the list, and something to list."""
    return end - start >= _LEAST_ROOM and len(matrix.exchanges) >= 2


def draw_pairs(canvas: Canvas, matrix: Matrix, start: float, end: float, top: float, high: float) -> None:
    """Write for each two people how many answers pass between them, and how many each wrote, as far as there is room.

    Parameters
    ----------
    canvas, matrix
        Where and what.
    start, end
        Left and right edge.
    top, high
        Upper edge of the cells, and how high they are.
    """
    colours, end = canvas.colours, min(end, start + _MOST_ROOM)
    canvas.text(start, top - 9, "Between two people, both ways", _SIZE, bold=True)
    y = top + 18
    for one, other, there, back in matrix.exchanges[: int(high // _ROW)]:
        canvas.text(start + 26, y, f"{there + back:,}", 13, bold=True, align="right")
        for place, (line, number) in enumerate(((one, there), (other, back))):
            words = f" {number:,}"
            label = cut(matrix.lines[line].label, end - start - 40 - width(words, _SMALL), _SMALL)
            canvas.text(start + 38, y - 1 + 16 * place, label + words, _SMALL, colour=colours.muted)
        y += _ROW
